/*
 * The dialogs of the review view: passing a gate, returning, approving,
 * signing afterwards. Each names the digest that was on the screen.
 */
#include "tui/console/views/verdict.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/correct.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/typed.h"
#include "tui/console/views/gates.h"

bool
verdict_may_sign(const struct app *app)
{
	return app_has_role(app, "signer") || app_has_role(app, "head");
}

static bool
is_final(const json_t *stage)
{
	return strcmp(doc_str(stage, "stage"), "final") == 0;
}

static bool
is_passed(const json_t *gate)
{
	return strcmp(doc_str(gate, "state"), "passed") == 0;
}

static bool
may_pass(const struct app *app, const json_t *gate)
{
	size_t i;
	json_t *role;

	json_array_foreach(json_object_get(gate, "roles"), i, role)
	{
		if (app_has_role(app, json_string_value(role)))
			return true;
	}
	return false;
}

static void
add_gate(struct dialog_field *f, const json_t *gate, enum lang lang)
{
	dialog_option(f, doc_str(gate, "gate"),
		say_gate(doc_str(gate, "gate"), lang),
		say_both(gate, "attests", lang));
}

/* Those of a stage that are mine, or those that are not. */
static void
verdict_add_stage(const struct app *app, struct dialog_field *f,
	const json_t *stage, bool mine, bool pass)
{
	size_t i;
	json_t *gate;

	json_array_foreach(json_object_get(stage, "gates"), i, gate)
	{
		if (may_pass(app, gate) == mine && !(pass && is_passed(gate)))
			add_gate(f, gate, app->lang);
	}
}

int
verdict_stage(const json_t *show)
{
	size_t i;
	json_t *stage;

	json_array_foreach(json_object_get(show, "stages"), i, stage)
	{
		if (!doc_bool(stage, "complete") && !is_final(stage))
			return (int)i;
	}
	return -1;
}

/*
 * To pass: the open gates of the first stage that has any, but not the final
 * one, which is passed by approving. To return: any gate. Mine come first.
 */
static void
verdict_add_gates(const struct verdict *w, struct dialog_field *f, bool pass)
{
	size_t i;
	json_t *stage;

	for (int mine = 1; mine >= 0; mine--) {
		json_array_foreach(json_object_get(w->show, "stages"), i, stage)
		{
			if (!pass || (int)i == verdict_stage(w->show))
				verdict_add_stage(
					w->v->app, f, stage, mine, pass);
		}
	}
}

static void
note_digest(const struct verdict *w, struct dialog *g)
{
	char text[SAY];

	say_digest(text, w->digest);
	dialog_note(g, STYLE_TEXT, _("Message %s, digest %s"), w->v->id, text);
	if (!w->read)
		dialog_note(g, STYLE_WARN, "%s",
			_("You have not read the text to its end."));
}

/* Else there is no digest that a verdict could name: it says so. */
static bool
is_submitted(const struct verdict *w)
{
	if (*w->digest != '\0')
		return true;
	app_say(w->v->app, STYLE_WARN, "%s",
		_("It has not been submitted: there is nothing to judge."));
	return false;
}

/* What a pass vouches for says that the text was read to its end. Where the
 * console has not shown it, it asks for what is so instead. */
static const char *
unread_label(void)
{
	return _("The screen has not shown its end: how did you read the rest");
}

void
verdict_judge(const struct verdict *w, bool pass)
{
	struct dialog *g;
	struct dialog_field *f;

	if (!is_submitted(w))
		return;
	g = dialog_open(w->v, pass ? VERDICT_PASS : VERDICT_RETURN,
		pass ? _("Pass a gate") : _("Return the message"));
	note_digest(w, g);
	f = dialog_pick(g, ACT_REVIEW, "gate");
	verdict_add_gates(w, f, pass);
	if (f->list.count == 0) {
		dialog_close(w->v->app);
		app_say(w->v->app, STYLE_WARN, "%s",
			_("Only the final review is open: a signer approves "
			  "it."));
		return;
	}
	f = dialog_ask(g, ACT_REVIEW, "reason");
	f->required = !pass || !w->read;
	if (pass)
		dialog_label(f,
			w->read ? _("Remark (may be empty)") : unread_label());
}

/* What the approval vouches for: the gates of the final review. */
static void
note_final(const struct verdict *w, struct dialog *g)
{
	enum lang lang = w->v->app->lang;
	size_t i, k;
	json_t *stage, *gate;

	json_array_foreach(json_object_get(w->show, "stages"), i, stage)
	{
		if (!is_final(stage))
			continue;
		json_array_foreach(json_object_get(stage, "gates"), k, gate)
		{
			dialog_note(g, STYLE_TEXT, "%s: %s",
				say_gate(doc_str(gate, "gate"), lang),
				say_both(gate, "attests", lang));
		}
	}
}

/* Who may sign was rung up, at the number that the office has. */
static void
ask_phone(struct dialog *g, const json_t *page)
{
	struct dialog_field *f = dialog_pick(g, ACT_APPROVE, "agreed");
	char title[SAY];
	size_t i;
	json_t *o;

	dialog_option(f, "", _("nobody yet"), "");
	json_array_foreach(json_object_get(page, "signers"), i, o)
	{
		fixed_cut_format(title, sizeof(title), "%s  %s",
			doc_str(o, "name"), doc_str(o, "phone"));
		dialog_option(f, doc_str(o, "id"), title, "");
	}
	(void)dialog_ask(g, ACT_APPROVE, "phone");
}

static void
ask_why(struct dialog *g, const char *label)
{
	struct dialog_field *f = dialog_ask(g, ACT_APPROVE, "reason");

	dialog_label(f, label);
	f->required = true;
}

void
verdict_approve(const struct verdict *w)
{
	bool owes = doc_get(w->show, "supplement_due") &&
		doc_get(w->show, "supplemented") == NULL;
	bool by_lane;
	struct dialog *g;
	char label[SAY];

	if (!is_submitted(w))
		return;
	g = dialog_open(w->v, owes ? VERDICT_SUPPLEMENT : VERDICT_APPROVE,
		owes ? _("Sign afterwards") : _("Approve"));
	note_digest(w, g);
	note_final(w, g);
	dialog_note(g, STYLE_TEXT, "%s",
		owes ? _("You sign what was approved, byte for byte.")
		     : _("You approve the text of every account, byte for "
			 "byte."));
	by_lane = !owes && doc_bool(w->show, "lane") &&
		!verdict_may_sign(w->v->app);
	if (by_lane)
		dialog_note(g, STYLE_WARN, "%s",
			_("By the emergency lane: a signer or the head signs "
			  "afterwards, in time, or it is missed for ever."));
	if (!owes && gates_silent(w->page))
		ask_why(g, _("Why sign although a unit has not answered"));
	else if (!owes && !w->read && !correct_is_ready(w->show))
		ask_why(g, unread_label());
	if (by_lane) {
		ask_phone(g, w->page);
	}
	/* its fixed text was approved before: minutes count now */
	if (correct_is_ready(w->show))
		return;
	fixed_cut_format(label, sizeof(label),
		_("Type the digest's first four: %.4s"), w->digest);
	dialog_line(g, "typed", label, "", true)->typed_only = true;
}

/* The console's own word, for who comes after. */
static void
put_seen(json_t *fields, const struct verdict *w)
{
	doc_put_bool(fields, "read_end", w->read);
	doc_put_bool(fields, "read_evidence", w->evidence);
	doc_put_int(
		fields, "read_seconds", (app_now(w->v->app) - w->since) / 1000);
}

/* The first four of the digest, in whatever letters. */
static bool
is_beginning(const char *digest, const char *typed)
{
	char *plain = typed_plain(typed);
	bool is = strlen(plain) == 4 && strncmp(plain, digest, 4) == 0;

	free(plain);
	return is;
}

void
verdict_dialog(const struct verdict *w, int tag, const json_t *values)
{
	json_t *fields = dialog_fields(values, "message", w->v->id);

	(void)json_object_del(fields, "typed");
	doc_put_str(fields, "digest", w->digest);
	put_seen(fields, w);
	if (tag == VERDICT_APPROVE || tag == VERDICT_SUPPLEMENT) {
		if (!correct_is_ready(w->show) &&
			!is_beginning(w->digest, doc_str(values, "typed"))) {
			dialog_fail(w->v->app->dialog, _("Type exactly: %.4s"),
				w->digest);
			json_decref(fields);
			return;
		}
		app_act(w->v->app, w->v, tag,
			tag == VERDICT_APPROVE ? "approve"
					       : "message.supplement",
			fields);
		return;
	}
	doc_put_str(fields, "verdict", tag == VERDICT_PASS ? "pass" : "return");
	app_act(w->v->app, w->v, tag, "review", fields);
}

const char *
verdict_done(int tag)
{
	static const char *const done[] = {
		[VERDICT_PASS - VERDICT_PASS] = N_("Passed."),
		[VERDICT_RETURN - VERDICT_PASS] = N_("Returned to the author."),
		[VERDICT_APPROVE - VERDICT_PASS] =
			N_("Approved. It can be armed now."),
		[VERDICT_SUPPLEMENT - VERDICT_PASS] = N_("Signed."),
	};

	return _(done[tag - VERDICT_PASS]);
}

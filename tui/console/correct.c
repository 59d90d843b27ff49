/*
 * Withdrawing and correcting, by two keys.
 */
#include "tui/console/correct.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"

static void
correct_note(struct dialog *g, const char *message)
{
	dialog_note(g, STYLE_STRONG, "%s", message);
	dialog_note(g, STYLE_TEXT, "%s",
		_("Goes to every account that shows it, to each by its best "
		  "act."));
}

static void
correct_ask_withdrawal(struct view *v, const char *message)
{
	struct dialog *g = dialog_open(v, CORRECT_WITHDRAW, _("Withdraw it"));

	correct_note(g, message);
	dialog_note(g, STYLE_TEXT, "%s",
		_("The text stands ready. Enter submits it; a second officer "
		  "approves it and it can be armed."));
}

static void
correct_ask_correction(struct view *v, const char *message)
{
	static const char *const reasons[][2] = {
		{ "entry", N_("a figure or name was typed wrongly") },
		{ "source", N_("the source revised its figure") },
		{ "double", N_("people were counted twice") },
		{ "range", N_("the area counted has changed") },
	};
	struct dialog *g = dialog_open(v, CORRECT_CORRECT, _("Correct it"));
	struct dialog_field *f;

	correct_note(g, message);
	(void)dialog_line(g, "wrong", _("The wrong words, as they stand there"),
		"", true);
	(void)dialog_line(g, "right", _("The right words"), "", true);
	f = dialog_choice(g, "reason", _("Reason"));
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		dialog_option(f, reasons[i][0], _(reasons[i][1]), "");
}

bool
correct_request(struct view *v, enum request request, const char *message)
{
	if (request != REQ_WITHDRAW && request != REQ_CORRECT)
		return false;
	if (*message == '\0' ||
		!fixed_try(v->app->correcting, sizeof(v->app->correcting),
			message)) {
		app_say(v->app, STYLE_WARN, "%s",
			_("Choose the message that is wrong first."));
		return true;
	}
	if (request == REQ_WITHDRAW)
		correct_ask_withdrawal(v, message);
	else
		correct_ask_correction(v, message);
	return true;
}

bool
correct_dialog(struct view *v, int tag, const json_t *values)
{
	json_t *fields;

	if (tag != CORRECT_WITHDRAW && tag != CORRECT_CORRECT)
		return false;
	fields = json_object();
	doc_put_str(fields, "message", v->app->correcting);
	doc_put_str(fields, "kind",
		tag == CORRECT_WITHDRAW ? "withdrawal" : "correction");
	if (tag == CORRECT_CORRECT)
		doc_put(fields, "slots", json_deep_copy(values));
	app_act(v->app, v, tag, "message.correct", fields);
	return true;
}

static void
correct_submit(struct view *v, bool lane)
{
	json_t *fields = json_object();

	doc_put_str(fields, "message", v->app->correcting);
	if (lane)
		doc_put_bool(fields, "lane", true);
	app_act(v->app, v, lane ? CORRECT_LANE : CORRECT_SUBMIT,
		"message.submit", fields);
}

/* The message that was begun is what the rest is about. */
static void
correct_begun(struct view *v, const json_t *entries)
{
	const json_t *body = doc_get(json_array_get(entries, 0), "body");

	if (fixed_try(v->app->correcting, sizeof(v->app->correcting),
		    doc_str(body, "message")))
		correct_submit(v, true);
}

bool
correct_reply(struct view *v, const struct reply *r)
{
	struct app *app = v->app;

	if (r->tag < CORRECT_WITHDRAW || r->tag > CORRECT_ARM)
		return false;
	if (r->tag == CORRECT_LANE && !r->ok) {
		correct_submit(
			v, false); /* its text was not approved beforehand */
	} else if (!r->ok) {
		if (app->dialog == NULL)
			app_refused(app, r);
		/* it is begun: what is missing is filled in there */
		if (r->tag == CORRECT_SUBMIT)
			app_open(app, "compose", app->correcting);
	} else if (r->tag == CORRECT_ARM) {
		app_say(app, STYLE_GOOD, "%s",
			_("Approved, and every account is being prepared."));
		app_replace(v, "release", v->id);
	} else if (r->tag == CORRECT_LANE || r->tag == CORRECT_SUBMIT) {
		app_say(app, STYLE_GOOD,
			_("%s is submitted: a second officer approves it now."),
			app->correcting);
		app_open(app, "review", app->correcting);
	} else {
		correct_begun(v, r->doc);
	}
	return true;
}

bool
correct_is_ready(const json_t *message)
{
	const char *kind = doc_str(message, "kind");

	return doc_bool(message, "lane") &&
		(strcmp(kind, "withdrawal") == 0 ||
			strcmp(kind, "correction") == 0);
}

/*
 * Any act that has no screen of its own, as a form made from its row: what it
 * is, what it asks, and the dialog. The acts of the office are here: officers,
 * accounts, the library, the record. Where the fields hang on the kind of an
 * account, that is asked for first.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/act.h"
#include "tui/console/border.h"
#include "tui/console/act_place.h"
#include "tui/console/dialog.h"
#include "tui/console/views.h"
#include "tui/console/views/kind_fields.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/user.h"

enum {
	TAG_OFFICERS = 1,
	TAG_ACCOUNTS,
	TAG_KINDS,
	TAG_ACCOUNT,
	TAG_FIRST,
	TAG_ALL,
	TAG_CHECK
};

struct act_form {
	struct view v;
	enum act act;
	bool known; /* there is such an act, and it has a form */
	json_t *officers, *accounts, *kinds; /* answers; NULL: not needed */
	json_t *first; /* what was said before the rest could be asked */
	json_t *account; /* that it is about, as account.show has it */
	int waits; /* answers that are not there yet */
};

static const struct act_field *
fields_of(const struct act_form *w)
{
	return act_row(w->act)->fields;
}

static const struct act_field *
named_field(const struct act_form *w, const char *name)
{
	const struct act_field *f = fields_of(w);

	while (f->name && strcmp(f->name, name) != 0)
		f++;
	return f->name ? f : NULL;
}

static bool
asks_given(const struct act_form *w, enum field_given given)
{
	for (const struct act_field *f = fields_of(w); f->name; f++)
		if (f->given == given)
			return true;
	return false;
}

/* The field that says of which kind the rest is; NULL: it hangs on none. */
static const struct act_field *
kind_field(const struct act_form *w)
{
	const struct act_field *kind = named_field(w, "kind");
	bool hangs = named_field(w, "options") || named_field(w, "sealed");

	if (!hangs)
		return NULL;
	return kind ? kind : named_field(w, "account");
}

/* ---- one field ---- */

static void
offer_rows(struct dialog_field *f, const json_t *answer)
{
	json_t *row;
	size_t i;

	json_array_foreach(json_object_get(answer, "rows"), i, row)
	{
		char *title = mem_printf(
			"%s  %s", doc_str(row, "id"), doc_str(row, "name"));

		dialog_option(f, doc_str(row, "id"), title, "");
		free(title);
	}
}

static void
add_kinds(struct dialog_field *f, const json_t *kinds, enum lang lang)
{
	json_t *row;
	size_t i;

	json_array_foreach(json_object_get(kinds, "rows"), i, row)
	{
		dialog_option(f, doc_str(row, "kind"),
			say_both(row, "title", lang),
			say_both(row, "proof_title", lang));
	}
}

/* Those there are; a new one's own name is typed. */
static const json_t *
offered(const struct act_form *w, const struct act_field *of)
{
	if (of->given == GIVEN_OFFICER)
		return w->officers;
	return of->given == GIVEN_ACCOUNT ? w->accounts : NULL;
}

/* Where one stands, when the act is about that. */
static const char *
place_id(char out[VIEW_ID], const struct act_form *w, const char *name)
{
	const struct app *app = w->v.app;
	const struct view *below =
		app->depth > 1 ? app->stack[app->depth - 2] : NULL;

	out[0] = '\0';
	if (below == NULL)
		return out;
	if (strcmp(name, "incident") == 0)
		view_incident_id(out, below);
	else if (strcmp(name, "message") == 0 && strchr(below->id, '/'))
		fixed_cut(out, VIEW_ID, below->id);
	return out;
}

static void
ask_one_field(struct act_form *w, struct dialog *g, const struct act_field *of)
{
	const json_t *rows = offered(w, of);
	struct dialog_field *f;
	char here[VIEW_ID];
	bool kind = w->kinds && strcmp(of->name, "kind") == 0;

	if (rows == NULL && !kind) {
		f = dialog_ask(g, w->act, of->name);
		if (*place_id(here, w, of->name))
			dialog_value(f, here);
	} else {
		f = dialog_pick(g, w->act, of->name);
		f->kind = of->type == FIELD_WORDS ? DIALOG_MANY : DIALOG_CHOICE;
		if (kind)
			add_kinds(f, w->kinds, w->v.app->lang);
		else
			offer_rows(f, rows);
	}
	if (f->kind == DIALOG_CHOICE && !of->required && of->type != FIELD_BOOL)
		dialog_first(f, "", _("not said"));
	dialog_help(g, f);
}

/* ---- the dialogs ---- */

static void
ask_first(struct act_form *w, const struct act_field *kind)
{
	struct dialog *g = dialog_open(
		&w->v, TAG_FIRST, act_row(w->act)->does.in[w->v.app->lang]);

	ask_one_field(w, g, kind);
}

static const char *
kind_chosen(const struct act_form *w)
{
	return *doc_str(w->first, "kind") ? doc_str(w->first, "kind")
					  : doc_str(w->account, "kind");
}

/* Where its first token begins in a browser, and this is about a credential. */
static const char *
consent_of(const struct act_form *w)
{
	return named_field(w, "sealed") && !named_field(w, "kind")
		? doc_str(w->account, "consent")
		: "";
}

static void
note_consent(struct act_form *w, struct dialog *g)
{
	const char *url = consent_of(w);
	struct app *app = w->v.app;

	if (*url == '\0')
		return;
	if (app->copy)
		app->copy(app->copy_arg, url);
	dialog_note(g, STYLE_TEXT, "%s",
		_("The account's owner opens this address in a browser and "
		  "agrees; the page that follows has code=… in its address. "
		  "That code, or that whole address, is given below:"));
	dialog_note(g, STYLE_STRONG, "%s", url);
}

static void
ask_rest(struct act_form *w)
{
	struct dialog *g = dialog_open(
		&w->v, TAG_ALL, act_row(w->act)->does.in[w->v.app->lang]);
	bool by_kind = kind_field(w) != NULL;

	if (by_kind)
		dialog_note(g, STYLE_STRONG, "%s  %s",
			doc_str(w->first, "account"), kind_chosen(w));
	note_consent(w, g);
	for (const struct act_field *f = fields_of(w); f->name; f++) {
		if (f->given == GIVEN_PROGRAM ||
			json_object_get(w->first, f->name) != NULL)
			continue;
		if (by_kind && strcmp(f->name, "options") == 0)
			kind_ask_options(g, w->kinds, kind_chosen(w),
				json_object_get(w->account, "options"),
				named_field(w, "kind") != NULL);
		else if (by_kind && f->given == GIVEN_SECRET)
			kind_ask_secrets(g, w->kinds, kind_chosen(w));
		else
			ask_one_field(w, g, f);
	}
}

static void
act_ask(struct act_form *w)
{
	const struct act_field *kind = kind_field(w);

	view_keep(&w->first, NULL);
	if (kind)
		ask_first(w, kind);
	else
		ask_rest(w);
}

static void
said_first(struct act_form *w, const json_t *values)
{
	view_keep(&w->first, values);
	view_keep(&w->account, NULL);
	if (*doc_str(values, "kind")) {
		ask_rest(w);
		return;
	}
	app_ask(w->v.app, &w->v, TAG_ACCOUNT, "account.show",
		json_pack("{s:s}", "account", doc_str(values, "account")));
}

static void
act_dialog(struct view *v, int tag, const json_t *values)
{
	struct act_form *w = (struct act_form *)v;
	struct err err = { .code = ERR_OK };
	json_t *fields;
	enum err_code rc = ERR_OK;

	if (tag == TAG_FIRST) {
		said_first(w, values);
		return;
	}
	fields = json_deep_copy(values);
	if (w->first)
		json_object_update(fields, w->first);
	if (kind_field(w))
		rc = kind_values(fields, w->kinds, kind_chosen(w),
			json_object_get(w->account, "options"), &err);
	if (rc == ERR_OK && named_field(w, "uid"))
		rc = user_number(fields, v->app->demo, &err);
	if (rc == ERR_OK) {
		app_act(v->app, v, TAG_ALL, act_row(w->act)->name, fields);
		return;
	}
	dialog_fail(v->app->dialog, "%s %s", err.what, err.remedy);
	json_decref(fields);
}

/* ---- the view ---- */

static void
need(struct act_form *w, bool needed, int tag, const char *question)
{
	if (!needed)
		return;
	w->waits++;
	app_ask(w->v.app, &w->v, tag, question, NULL);
}

static void
act_open(struct view *v)
{
	struct act_form *w = (struct act_form *)v;

	if (!act_parse(&w->act, v->id))
		w->act = ACT_COUNT;
	w->known = w->act != ACT_COUNT && act_has_form(w->act);
	if (!w->known)
		return;
	need(w, asks_given(w, GIVEN_OFFICER), TAG_OFFICERS, "officer.list");
	need(w, asks_given(w, GIVEN_ACCOUNT), TAG_ACCOUNTS, "account.list");
	need(w, kind_field(w) != NULL, TAG_KINDS, "account.kinds");
	if (w->waits == 0)
		act_ask(w);
}

static void
act_close(struct view *v)
{
	struct act_form *w = (struct act_form *)v;

	json_decref(w->officers);
	json_decref(w->accounts);
	json_decref(w->kinds);
	json_decref(w->first);
	json_decref(w->account);
}

/* A code of a browser is good for minutes: the relay turns it into a token by
 * logging in at once. */
static void
act_done(struct act_form *w, const struct reply *r)
{
	struct app *app = w->v.app;

	if (!r->ok && r->tag == TAG_CHECK)
		app_refused(app, r);
	if (!r->ok)
		return; /* the dialog shows it */
	if (r->tag == TAG_ALL && *consent_of(w)) {
		app_act(app, &w->v, TAG_CHECK, act_row(ACT_ACCOUNT_CHECK)->name,
			json_pack(
				"{s:s}", "account", doc_str(w->account, "id")));
		return;
	}
	app_say(app, STYLE_GOOD, "%s",
		r->tag == TAG_CHECK
			? _("Noted, and the account is being checked with it.")
			: _("Noted."));
	app_back(app);
}

static void
act_reply(struct view *v, const struct reply *r)
{
	struct act_form *w = (struct act_form *)v;
	json_t **places[] = { [TAG_OFFICERS] = &w->officers,
		[TAG_ACCOUNTS] = &w->accounts,
		[TAG_KINDS] = &w->kinds,
		[TAG_ACCOUNT] = &w->account };

	if (r->tag == TAG_ALL || r->tag == TAG_CHECK) {
		act_done(w, r);
		return;
	}
	if (!r->ok) {
		app_refused(v->app, r);
		return;
	}
	view_keep(places[r->tag], r->doc);
	if (r->tag == TAG_ACCOUNT)
		ask_rest(w);
	else if (--w->waits == 0)
		act_ask(w);
}

static void
act_draw(struct view *v, struct area a)
{
	struct act_form *w = (struct act_form *)v;
	enum lang lang = v->app->lang;
	char where[SAY];
	int row = 0, gap;

	if (w->act == ACT_COUNT) {
		(void)area_put(a, 0, 2, STYLE_BAD, _("There is no such act."));
		return;
	}
	row += area_wrap(
		a, row, 2, STYLE_STRONG, act_row(w->act)->does.in[lang]);
	if (!w->known) {
		act_place(where, sizeof(where), w->act, v->app->views);
		(void)area_wrap(a, row, 2, STYLE_TEXT, where);
		return;
	}
	(void)area_put(a, row, 2, STYLE_TEXT, _("Enter: fill it in"));
	area_cursor(a, row, 2);
	gap = row + 1;
	row += 2;
	for (const struct act_field *f = fields_of(w); f->name; f++) {
		int col;

		if (f->given == GIVEN_PROGRAM)
			continue;
		col = area_column(a, row, 2, 24, STYLE_TEXT, f->label.in[lang]);
		col = area_column(
			a, row, col + 1, 1, STYLE_WARN, f->required ? "*" : "");
		row += area_wrap(area_sub(a, 0, col + 1, -1, -1), row, 0,
			STYLE_DIM, f->help.in[lang]);
	}
	border_below(a, gap, row - a.rows);
}

static bool
act_request(struct view *v, enum request request)
{
	struct act_form *w = (struct act_form *)v;

	if (request != REQ_CHOOSE || !w->known || w->waits > 0)
		return false;
	act_ask(w);
	return true;
}

const struct view_ops act_view = {
	.name = "act",
	.title = N_("Act"),
	.context = IN_ACT,
	.size = sizeof(struct act_form),
	.open = act_open,
	.close = act_close,
	.draw = act_draw,
	.request = act_request,
	.reply = act_reply,
	.dialog = act_dialog,
};

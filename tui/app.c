/*
 * The stack of views and the way of a key: dialog first, then the view, then
 * what the console itself can do.
 */
#include "tui/app.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "link/trace.h"
#include "tui/requests.h"
#include "tui/dialog.h"
#include "tui/i18n.h"
#include "tui/keys.h"
#include "tui/say.h"
#include "tui/view.h"

static const struct view_ops *const views[] = {
	&board_view,
	&open_view,
	&walk_view,
	&compose_view,
	&review_view,
	&release_view,
	&deliveries_view,
	&claims_view,
	&ledger_view,
	&replay_view,
	&figures_view,
	&lines_view,
	&help_view,
	&palette_view,
};
enum { VIEWS = sizeof(views) / sizeof(views[0]) };

const struct view_ops *const *
app_views(size_t *count)
{
	*count = VIEWS;
	return views;
}

struct view *
app_top(const struct app *app)
{
	assert(app->depth > 0);
	return app->stack[app->depth - 1];
}

int64_t
app_now(const struct app *app)
{
	return app->now(app->now_arg);
}

bool
app_has_role(const struct app *app, const char *role)
{
	size_t i;
	json_t *word;

	json_array_foreach(app->roles, i, word)
	{
		if (strcmp(json_string_value(word), role) == 0)
			return true;
	}
	return false;
}

void
app_say(struct app *app, enum style style, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(app->say, sizeof(app->say), fmt, ap);
	va_end(ap);
	app->say_style = style;
	app->dirty = true;
}

void
app_refused(struct app *app, const struct reply *r)
{
	char text[APP_SAY];

	say_fault(text, sizeof(text), r->where, r->what, r->remedy);
	app_say(app, STYLE_BAD, "%s", text);
}

void
app_wake(struct view *v, int64_t ms)
{
	v->wake_at = ms > 0 ? app_now(v->app) + ms : 0;
}

/* ---- the stack --------------------------------------------------------- */

static void
view_free(struct app *app, struct view *v)
{
	if (app->dialog && app->dialog->view == v)
		dialog_close(app);
	v->ops->close(v); /* may still send what was typed */
	requests_forget(app, v);
	free(v);
}

static void
pop(struct app *app)
{
	view_free(app, app->stack[--app->depth]);
	app->dirty = true;
}

static const struct view_ops *
find_ops(const char *name)
{
	for (size_t i = 0; i < VIEWS; i++)
		if (strcmp(views[i]->name, name) == 0)
			return views[i];
	return NULL;
}

bool
app_has_view(const char *name)
{
	return find_ops(name) != NULL;
}

static bool
show_again(struct app *app, const struct view_ops *ops, const char *id)
{
	for (int i = 0; i < app->depth; i++) {
		if (app->stack[i]->ops != ops ||
			strcmp(app->stack[i]->id, id) != 0)
			continue;
		while (app->depth > i + 1)
			pop(app);
		return true;
	}
	return false;
}

void
app_open(struct app *app, const char *name, const char *id)
{
	const struct view_ops *ops = find_ops(name);
	struct view *v;

	assert(ops != NULL);
	if (show_again(app, ops, id))
		return;
	if (app->depth == APP_DEPTH) { /* the oldest but the board goes */
		view_free(app, app->stack[1]);
		memmove(&app->stack[1], &app->stack[2],
			sizeof(app->stack[0]) * (APP_DEPTH - 2));
		app->depth--;
	}
	v = mem_new(ops->size);
	v->ops = ops;
	v->app = app;
	(void)snprintf(v->id, sizeof(v->id), "%s", id);
	(void)snprintf(v->subject, sizeof(v->subject), "%s", id);
	app->stack[app->depth++] = v;
	app->dirty = true;
	ops->open(v);
}

void
app_replace(struct view *v, const char *name, const char *id)
{
	struct app *app = v->app;
	char copy[VIEW_ID];

	(void)snprintf(copy, sizeof(copy), "%s", id);
	if (app->depth > 1 && app_top(app) == v)
		pop(app);
	app_open(app, name, copy);
}

void
app_back(struct app *app)
{
	if (app->depth > 1) {
		pop(app);
		return;
	}
	(void)dialog_open(app_top(app), DIALOG_LEAVE, _("Leave the console?"));
	dialog_note(app->dialog, STYLE_TEXT, "%s",
		_("Drafts are kept. Deadlines go on without you."));
}

/* ---- requests ---------------------------------------------------------- */

/* The incident of a message or delivery id: "2026-0123/3:x" -> "2026-0123". */
static void
incident_of(char out[VIEW_ID], const char *id)
{
	(void)snprintf(out, VIEW_ID, "%.*s", (int)strcspn(id, "/"), id);
}

static void
open_about(struct app *app, const char *name)
{
	const struct view_ops *ops = find_ops(name);
	const char *id = app_top(app)->id;
	char incident[VIEW_ID];

	if (ops->about_message && strchr(id, '/') == NULL) {
		app_say(app, STYLE_WARN, "%s",
			_("Choose a message first: this view has none."));
		return;
	}
	incident_of(incident, id);
	if (!ops->about_message && *incident == '\0' && ops != &ledger_view &&
		ops != &claims_view) {
		app_say(app, STYLE_WARN, "%s",
			_("Choose an incident first: this view has none."));
		return;
	}
	app_open(app, name, ops->about_message ? id : incident);
}

static void
switch_language(struct app *app)
{
	app->lang = app->lang == LANG_ZH ? LANG_EN : LANG_ZH;
	i18n_use(app->lang);
	app->say[0] = '\0';
	requests_reopen(app); /* refusals come in the new language */
	app->dirty = app->repaint = true;
}

void
app_become(struct app *app, const char *officer)
{
	char id[sizeof(app->officer)];

	assert(app->demo);
	(void)snprintf(id, sizeof(id), "%s", officer);
	while (app->depth > 1)
		pop(app);
	app->backend->ops->become(app->backend, id);
	requests_reopen(app);
	app_say(app, STYLE_GOOD, _("You are %s now."),
		*app->officer_name ? app->officer_name : id);
}

static bool
own_request(struct app *app, enum request request)
{
	static const struct {
		enum request request;
		const char *view;
		bool about; /* the incident or message of the view below */
	} go[] = { { REQ_BOARD, "board", false }, { REQ_OPEN, "open", false },
		{ REQ_PALETTE, "commands", false }, { REQ_WALK, "walk", true },
		{ REQ_COMPOSE, "compose", true },
		{ REQ_REVIEW, "review", true },
		{ REQ_RELEASE, "release", true },
		{ REQ_DELIVERIES, "deliveries", true },
		{ REQ_LEDGER, "ledger", true }, { REQ_REPLAY, "replay", true },
		{ REQ_CLAIMS, "claims", true },
		{ REQ_FIGURES, "figures", true },
		{ REQ_LINES, "lines", true } };

	for (size_t i = 0; i < sizeof(go) / sizeof(go[0]); i++) {
		if (go[i].request != request)
			continue;
		if (go[i].about)
			open_about(app, go[i].view);
		else
			app_open(app, go[i].view, "");
		return true;
	}
	if (request == REQ_BACK)
		app_back(app);
	else if (request == REQ_HELP && app_top(app)->ops != &help_view)
		app_open(app, "help", app_top(app)->ops->name);
	else if (request == REQ_LANGUAGE)
		switch_language(app);
	else if (request == REQ_REDRAW)
		app->repaint = true;
	else if (request == REQ_QUIT)
		app->quit = true;
	else
		return false;
	return true;
}

void
app_request(struct app *app, enum request request)
{
	struct view *v = app_top(app);

	app->dirty = true;
	trace(TRACE_KEY, "%s: %s", v->ops->name, request_row(request)->word);
	if (request == REQ_REDRAW || request == REQ_LANGUAGE)
		(void)own_request(app, request);
	else if (app->dialog)
		dialog_request(app, request);
	else if (!v->ops->request(v, request))
		(void)own_request(app, request);
}

/* ---- input ------------------------------------------------------------- */

static bool
is_typing(const struct app *app)
{
	const struct view *v = app_top(app);

	if (app->dialog)
		return dialog_typing(app->dialog);
	return v->ops->typing && v->ops->typing(v);
}

static const struct key_row *
find_row(const struct app *app, const struct input *in)
{
	enum context context =
		app->dialog ? IN_DIALOG : app_top(app)->ops->context;

	return in->kind == INPUT_KEY
		? keys_row(context, is_typing(app), in->key)
		: NULL;
}

bool
app_wants_alone(const struct app *app, const struct input *in)
{
	const struct key_row *row = find_row(app, in);

	return row && (row->flags & KEY_ALONE);
}

/* Nobody can tell a letter of a pasted text from a key: a person is asked. */
static void
ask_again(struct app *app, const struct key_row *row)
{
	char name[KEY_NAME];

	key_format(name, row->key);
	app_say(app, STYLE_WARN,
		_("%s (%s) came together with other keys, as pasted text "
		  "does: nothing was done. Press %s again by itself."),
		name, _(request_row(row->request)->name), name);
}

void
app_input(struct app *app, const struct input *in)
{
	struct view *v = app_top(app);
	bool typing = is_typing(app);
	const struct key_row *row = find_row(app, in);

	app->dirty = true;
	if (in->kind == INPUT_RESIZE)
		return;
	if (!in->burst || !app->in_burst) /* what one says of a burst stays */
		app->say[0] = '\0';
	app->in_burst = in->burst;
	if (row && in->burst && (row->flags & KEY_ALONE))
		ask_again(app, row);
	else if (row)
		app_request(app, row->request);
	else if (!typing && in->kind == INPUT_PASTE)
		app_say(app, STYLE_WARN, "%s",
			_("Pasted text was ignored: there is no field here."));
	else if (typing && app->dialog)
		dialog_input(app, in);
	else if (typing)
		v->ops->input(v, in);
}

/* ---- time -------------------------------------------------------------- */

int64_t
app_due(const struct app *app)
{
	int64_t now = app_now(app), due = app->retry_at, at;
	const json_t *clock = json_object_get(app->status, "clock");

	if (json_is_object(clock)) {
		at = json_integer_value(json_object_get(clock, "due")) - now;
		at = now + say_countdown_next(at);
		if (due == 0 || at < due)
			due = at;
	}
	for (int i = 0; i < app->depth; i++) {
		at = app->stack[i]->wake_at;
		if (at != 0 && (due == 0 || at < due))
			due = at;
	}
	return due;
}

void
app_tick(struct app *app)
{
	int64_t now = app_now(app);
	struct view *v;

	app->dirty = true;
	if (app->retry_at != 0 && now >= app->retry_at)
		requests_reopen(app);
	for (int i = 0; i < app->depth; i++) {
		v = app->stack[i];
		if (v->wake_at == 0 || now < v->wake_at)
			continue;
		v->wake_at = 0;
		v->ops->wake(v);
	}
}

void
app_init(struct app *app, struct backend *backend, enum lang lang,
	int64_t (*now)(void *arg), void *now_arg)
{
	*app = (struct app){ .backend = backend,
		.now = now,
		.now_arg = now_arg,
		.lang = lang,
		.online = true,
		.dirty = true };
	requests_greet(app);
	app_open(app, "board", "");
}

void
app_release(struct app *app)
{
	while (app->depth > 0)
		pop(app);
	requests_release(app);
}

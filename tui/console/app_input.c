/*
 * Where a key goes: to the dialog if one is open, else to the view, and to
 * the console itself if neither knows it. Also what is due when, and how an
 * app begins and ends.
 */
#include "tui/console/app.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "link/trace.h"
#include "tui/console/dialog.h"
#include "tui/console/due.h"
#include "tui/pages/i18n.h"
#include "tui/console/keys.h"
#include "tui/console/news.h"
#include "tui/console/possible.h"
#include "tui/console/requests.h"
#include "tui/pages/say.h"
#include "tui/pages/signing.h"
#include "tui/console/stack.h"
#include "tui/console/view.h"

/* Opens a view about what the view on top is about. */
static void
open_about(struct app *app, const struct view_ops *ops)
{
	const char *id = app_top(app)->id;
	char incident[VIEW_ID];

	if (ops->about == ABOUT_MESSAGE && strchr(id, '/') == NULL) {
		app_say(app, STYLE_WARN, "%s",
			_("Choose a message first: this view has none."));
		return;
	}
	view_incident_id(incident, app_top(app));
	if (ops->about == ABOUT_INCIDENT && *incident == '\0') {
		app_say(app, STYLE_WARN, "%s",
			_("Choose an incident first: this view has none."));
		return;
	}
	if (ops->about == ABOUT_NOTHING)
		app_open(app, ops->name, "");
	else
		app_open(app, ops->name,
			ops->about == ABOUT_MESSAGE ? id : incident);
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
	char *id = mem_strdup(officer); /* a view that is closed now has it */

	assert(app->demo);
	while (app->depth > 1)
		stack_pop(app);
	news_free(app->news);
	app->news = NULL;
	app->backend->ops->become(app->backend, id);
	requests_reopen(app);
	app_say(app, STYLE_GOOD, _("You are %s now."),
		*app->officer_name ? app->officer_name : id);
	free(id);
}

static bool
own_request(struct app *app, enum request request)
{
	const struct view *top = app_top(app);

	for (size_t i = 0; app->views[i]; i++) {
		if (request != REQ_NONE &&
			app->views[i]->opened_by == request) {
			open_about(app, app->views[i]);
			return true;
		}
	}
	if (request == REQ_BACK)
		app_back(app);
	else if (request == REQ_HELP && top->ops->context != IN_HELP)
		app_open(app, "help", top->ops->name);
	else if (request == REQ_FILTER)
		app_say(app, STYLE_DIM, "%s",
			_("There is no list here to look through."));
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

/* False if it means nothing here. */
static bool
carry_out(struct app *app, enum request request)
{
	struct view *v = app_top(app);
	const struct dialog *before = app->dialog;
	bool done = true;

	app->dirty = true;
	trace(TRACE_KEY, "%s: %s", v->ops->name, request_row(request)->word);
	if (request == REQ_REDRAW || request == REQ_LANGUAGE)
		(void)own_request(app, request);
	else if (app->dialog)
		dialog_request(app, request);
	else if (!sieve_request(v, request) && !v->ops->request(v, request))
		done = own_request(app, request);
	if (app->dialog && app->dialog != before && keys_is_alone(request))
		app->dialog->alone = true;
	return done;
}

void
app_request(struct app *app, enum request request)
{
	(void)carry_out(app, request);
}

/* ---- input ------------------------------------------------------------- */

bool
app_is_typing(const struct app *app)
{
	const struct view *v = app_top(app);

	if (app->dialog)
		return dialog_typing(app->dialog);
	return v->sieve.typing || (v->ops->typing && v->ops->typing(v));
}

static const struct key_row *
find_row(const struct app *app, const struct input *in)
{
	enum context context =
		app->dialog ? IN_DIALOG : app_top(app)->ops->context;

	return in->kind == INPUT_KEY
		? keys_row(context, app_is_typing(app), in->key)
		: NULL;
}

static bool
row_is_alone(const struct app *app, const struct key_row *row)
{
	if (row == NULL)
		return false;
	if (app->dialog)
		return dialog_sends_alone(app->dialog, row->request);
	return row->flags & KEY_ALONE;
}

bool
app_wants_alone(const struct app *app, const struct input *in)
{
	return row_is_alone(app, find_row(app, in));
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
		name,
		app->dialog ? _("Send") : _(request_row(row->request)->name),
		name);
}

/* A key that an input method ate, and bytes of another charset. */
static void
tell_no_key(struct app *app, const struct input *in, bool typing)
{
	char name[8];

	if (in->key == K_NO_CHAR) {
		app_say(app, STYLE_WARN,
			_("Bytes came that are no character in %s: the "
			  "terminal is set to another encoding."),
			app->charset ? app->charset : "UTF-8");
		return;
	}
	if (typing || in->burst || in->key <= ' ' || in->key >= K_UP)
		return;
	name[text_encode(name, (uint32_t)in->key)] = '\0';
	if (in->key < K_BACKSPACE)
		app_say(app, STYLE_DIM, _("%s does nothing here."), name);
	else if (in->key > K_BACKSPACE)
		app_say(app, STYLE_WARN,
			_("An input method is on: %s is no key. Switch it to "
			  "Latin letters, often by Shift, and press again."),
			name);
}

/*
 * A key that begins something has opened nothing, sent nothing and said
 * nothing: there was nothing for it to do, and that is said.
 */
static bool
was_silent(const struct app *app, const struct view *top, enum request request)
{
	return app_top(app) == top && app->dialog == NULL &&
		app->pending == NULL && *app->say == '\0' && !app->quit &&
		(request == REQ_CHOOSE || request == REQ_TEXT);
}

static void
tell_nothing(struct app *app, const struct key_row *row)
{
	char name[KEY_NAME];

	if (row->request == REQ_CHOOSE) {
		app_say(app, STYLE_DIM, "%s",
			_("There is nothing to open here."));
		return;
	}
	key_format(name, row->key);
	app_say(app, STYLE_DIM, _("%s does nothing here."), name);
}

/* Carries out what the key asks for; one that does nothing says so. */
static void
do_row(struct app *app, const struct key_row *row, bool typing)
{
	struct view *top = app_top(app);
	const struct dialog *dialog = app->dialog;
	bool own = row->context == top->ops->context;
	bool done = carry_out(app, row->request); /* which may free the view */

	if ((!typing || own) && dialog == NULL &&
		(!done || was_silent(app, top, row->request)))
		tell_nothing(app, row);
}

void
app_input(struct app *app, const struct input *in)
{
	struct view *v = app_top(app);
	bool typing = app_is_typing(app);
	const struct key_row *row = find_row(app, in);

	app->dirty = true;
	if (in->kind == INPUT_RESIZE)
		return;
	if (!in->burst || !app->in_burst) /* what one says of a burst stays */
		app->say[0] = '\0';
	app->in_burst = in->burst;
	if (in->burst && row_is_alone(app, row))
		ask_again(app, row);
	else if (row && (app->dialog || !possible_refuses(app, row)))
		do_row(app, row, typing);
	else if (!typing && in->kind == INPUT_PASTE)
		app_say(app, STYLE_WARN, "%s",
			_("Pasted text was ignored: there is no field here."));
	else if (in->too_long)
		app_say(app, STYLE_WARN, "%s",
			_("The pasted text is too long: nothing was taken."));
	else if (typing && app->dialog)
		dialog_input(app, in);
	else if (v->sieve.typing)
		sieve_input(v, in);
	else if (typing)
		v->ops->input(v, in);
	if (row == NULL && in->kind == INPUT_KEY)
		tell_no_key(app, in, typing);
	requests_tend(app);
}

/* ---- time -------------------------------------------------------------- */

enum { MINUTE_MS = 60000 };

int64_t
app_due(const struct app *app)
{
	int64_t now = app_now(app), due = app->retry_at, at;
	const json_t *clock = due_first(app).row;

	if (json_is_object(clock)) {
		at = json_integer_value(json_object_get(clock, "due")) - now;
		at = now + say_countdown_next(at);
		if (at > now + MINUTE_MS) /* lists say what is left, too */
			at = now + MINUTE_MS - now % MINUTE_MS;
		if (due == 0 || at < due)
			due = at;
	}
	at = app->signing ? signing_due(app->signing) : 0;
	if (at != 0 && (due == 0 || at < due))
		due = at;
	at = requests_oldest(app);
	if (at != 0) { /* how long it is silent changes on the screen */
		at += (now < at ? 1 : (now - at) / 1000 + 1) * APP_SILENT_MS;
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
	if (app->signing != NULL && now >= signing_due(app->signing))
		signing_give_up(app->signing);
	for (int i = 0; i < app->depth; i++) {
		v = app->stack[i];
		if (v->wake_at == 0 || now < v->wake_at)
			continue;
		v->wake_at = 0;
		v->ops->wake(v);
	}
}

void
app_init(struct app *app, struct backend *backend,
	const struct view_ops *const *views, enum lang lang,
	int64_t (*now)(void *arg), void *now_arg)
{
	*app = (struct app){ .backend = backend,
		.views = views,
		.now = now,
		.now_arg = now_arg,
		.lang = lang,
		.online = true,
		.dirty = true };
	requests_greet(app);
	app_open(app, views[0]->name, "");
}

void
app_release(struct app *app)
{
	while (app->depth > 0)
		stack_pop(app);
	requests_release(app);
	news_free(app->news);
	free(app->clip);
}

/*
 * The stack of views and the way of a key: dialog first, then the view, then
 * what the console itself can do.
 */
#include "tui/desk.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "link/trace.h"
#include "tui/desk_link.h"
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
desk_views(size_t *count)
{
	*count = VIEWS;
	return views;
}

struct view *
desk_top(const struct desk *d)
{
	assert(d->depth > 0);
	return d->stack[d->depth - 1];
}

int64_t
desk_now(const struct desk *d)
{
	return d->now(d->now_arg);
}

bool
desk_has_role(const struct desk *d, const char *role)
{
	size_t i;
	json_t *word;

	json_array_foreach(d->roles, i, word)
	{
		if (strcmp(json_string_value(word), role) == 0)
			return true;
	}
	return false;
}

void
desk_say(struct desk *d, enum style style, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(d->say, sizeof(d->say), fmt, ap);
	va_end(ap);
	d->say_style = style;
	d->dirty = true;
}

void
desk_refused(struct desk *d, const struct reply *r)
{
	char text[DESK_SAY];

	say_fault(text, sizeof(text), r->where, r->what, r->remedy);
	desk_say(d, STYLE_BAD, "%s", text);
}

void
desk_wake(struct view *v, int64_t ms)
{
	v->wake_at = ms > 0 ? desk_now(v->desk) + ms : 0;
}

/* ---- the stack --------------------------------------------------------- */

static void
view_free(struct desk *d, struct view *v)
{
	if (d->dialog && d->dialog->view == v)
		dialog_close(d);
	v->ops->close(v); /* may still send what was typed */
	link_forget(d, v);
	free(v);
}

static void
pop(struct desk *d)
{
	view_free(d, d->stack[--d->depth]);
	d->dirty = true;
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
desk_has_view(const char *name)
{
	return find_ops(name) != NULL;
}

static bool
show_again(struct desk *d, const struct view_ops *ops, const char *id)
{
	for (int i = 0; i < d->depth; i++) {
		if (d->stack[i]->ops != ops || strcmp(d->stack[i]->id, id) != 0)
			continue;
		while (d->depth > i + 1)
			pop(d);
		return true;
	}
	return false;
}

void
desk_open(struct desk *d, const char *name, const char *id)
{
	const struct view_ops *ops = find_ops(name);
	struct view *v;

	assert(ops != NULL);
	if (show_again(d, ops, id))
		return;
	if (d->depth == DESK_DEPTH) { /* the oldest but the board goes */
		view_free(d, d->stack[1]);
		memmove(&d->stack[1], &d->stack[2],
			sizeof(d->stack[0]) * (DESK_DEPTH - 2));
		d->depth--;
	}
	v = mem_new(ops->size);
	v->ops = ops;
	v->desk = d;
	(void)snprintf(v->id, sizeof(v->id), "%s", id);
	(void)snprintf(v->subject, sizeof(v->subject), "%s", id);
	d->stack[d->depth++] = v;
	d->dirty = true;
	ops->open(v);
}

void
desk_replace(struct view *v, const char *name, const char *id)
{
	struct desk *d = v->desk;
	char copy[VIEW_ID];

	(void)snprintf(copy, sizeof(copy), "%s", id);
	if (d->depth > 1 && desk_top(d) == v)
		pop(d);
	desk_open(d, name, copy);
}

void
desk_back(struct desk *d)
{
	if (d->depth > 1) {
		pop(d);
		return;
	}
	(void)dialog_open(desk_top(d), DIALOG_LEAVE, _("Leave the console?"));
	dialog_note(d->dialog, STYLE_TEXT, "%s",
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
open_about(struct desk *d, const char *name)
{
	const struct view_ops *ops = find_ops(name);
	const char *id = desk_top(d)->id;
	char incident[VIEW_ID];

	if (ops->about_message && strchr(id, '/') == NULL) {
		desk_say(d, STYLE_WARN, "%s",
			_("Choose a message first: this view has none."));
		return;
	}
	incident_of(incident, id);
	if (!ops->about_message && *incident == '\0' && ops != &ledger_view &&
		ops != &claims_view) {
		desk_say(d, STYLE_WARN, "%s",
			_("Choose an incident first: this view has none."));
		return;
	}
	desk_open(d, name, ops->about_message ? id : incident);
}

static void
switch_language(struct desk *d)
{
	d->lang = d->lang == LANG_ZH ? LANG_EN : LANG_ZH;
	i18n_use(d->lang);
	d->say[0] = '\0';
	link_reopen(d); /* refusals come in the new language */
	d->dirty = d->repaint = true;
}

void
desk_become(struct desk *d, const char *officer)
{
	char id[sizeof(d->officer)];

	assert(d->demo);
	(void)snprintf(id, sizeof(id), "%s", officer);
	while (d->depth > 1)
		pop(d);
	d->backend->ops->become(d->backend, id);
	link_reopen(d);
	desk_say(d, STYLE_GOOD, _("You are %s now."),
		*d->officer_name ? d->officer_name : id);
}

static bool
own_request(struct desk *d, enum request request)
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
			open_about(d, go[i].view);
		else
			desk_open(d, go[i].view, "");
		return true;
	}
	if (request == REQ_BACK)
		desk_back(d);
	else if (request == REQ_HELP && desk_top(d)->ops != &help_view)
		desk_open(d, "help", desk_top(d)->ops->name);
	else if (request == REQ_LANGUAGE)
		switch_language(d);
	else if (request == REQ_REDRAW)
		d->repaint = true;
	else if (request == REQ_QUIT)
		d->quit = true;
	else
		return false;
	return true;
}

void
desk_request(struct desk *d, enum request request)
{
	struct view *v = desk_top(d);

	d->dirty = true;
	trace(TRACE_KEY, "%s: %s", v->ops->name, request_row(request)->word);
	if (request == REQ_REDRAW || request == REQ_LANGUAGE)
		(void)own_request(d, request);
	else if (d->dialog)
		dialog_request(d, request);
	else if (!v->ops->request(v, request))
		(void)own_request(d, request);
}

/* ---- input ------------------------------------------------------------- */

static bool
is_typing(const struct desk *d)
{
	const struct view *v = desk_top(d);

	if (d->dialog)
		return dialog_typing(d->dialog);
	return v->ops->typing && v->ops->typing(v);
}

static const struct key_row *
find_row(const struct desk *d, const struct input *in)
{
	enum context context =
		d->dialog ? IN_DIALOG : desk_top(d)->ops->context;

	return in->kind == INPUT_KEY ? keys_row(context, is_typing(d), in->key)
				     : NULL;
}

bool
desk_wants_alone(const struct desk *d, const struct input *in)
{
	const struct key_row *row = find_row(d, in);

	return row && (row->flags & KEY_ALONE);
}

/* Nobody can tell a letter of a pasted text from a key: a person is asked. */
static void
ask_again(struct desk *d, const struct key_row *row)
{
	char name[KEY_NAME];

	key_format(name, row->key);
	desk_say(d, STYLE_WARN,
		_("%s (%s) came together with other keys, as pasted text "
		  "does: nothing was done. Press %s again by itself."),
		name, _(request_row(row->request)->name), name);
}

void
desk_input(struct desk *d, const struct input *in)
{
	struct view *v = desk_top(d);
	bool typing = is_typing(d);
	const struct key_row *row = find_row(d, in);

	d->dirty = true;
	if (in->kind == INPUT_RESIZE)
		return;
	if (!in->burst || !d->in_burst) /* what one says of a burst stays */
		d->say[0] = '\0';
	d->in_burst = in->burst;
	if (row && in->burst && (row->flags & KEY_ALONE))
		ask_again(d, row);
	else if (row)
		desk_request(d, row->request);
	else if (!typing && in->kind == INPUT_PASTE)
		desk_say(d, STYLE_WARN, "%s",
			_("Pasted text was ignored: there is no field here."));
	else if (typing && d->dialog)
		dialog_input(d, in);
	else if (typing)
		v->ops->input(v, in);
}

/* ---- time -------------------------------------------------------------- */

int64_t
desk_due(const struct desk *d)
{
	int64_t now = desk_now(d), due = d->retry_at, at;
	const json_t *clock = json_object_get(d->status, "clock");

	if (json_is_object(clock)) {
		at = json_integer_value(json_object_get(clock, "due")) - now;
		at = now + say_countdown_next(at);
		if (due == 0 || at < due)
			due = at;
	}
	for (int i = 0; i < d->depth; i++) {
		at = d->stack[i]->wake_at;
		if (at != 0 && (due == 0 || at < due))
			due = at;
	}
	return due;
}

void
desk_tick(struct desk *d)
{
	int64_t now = desk_now(d);
	struct view *v;

	d->dirty = true;
	if (d->retry_at != 0 && now >= d->retry_at)
		link_reopen(d);
	for (int i = 0; i < d->depth; i++) {
		v = d->stack[i];
		if (v->wake_at == 0 || now < v->wake_at)
			continue;
		v->wake_at = 0;
		v->ops->wake(v);
	}
}

void
desk_init(struct desk *d, struct backend *backend, enum lang lang,
	int64_t (*now)(void *arg), void *now_arg)
{
	*d = (struct desk){ .backend = backend,
		.now = now,
		.now_arg = now_arg,
		.lang = lang,
		.online = true,
		.dirty = true };
	link_greet(d);
	desk_open(d, "board", "");
}

void
desk_release(struct desk *d)
{
	while (d->depth > 0)
		pop(d);
	link_release(d);
}

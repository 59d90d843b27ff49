/*
 * Dialogs: what is asked, typed and sent. Drawing them is in dialog_draw.c.
 */
#include "tui/console/dialog.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tui/console/clipboard.h"
#include "tui/pages/i18n.h"

enum {
	LINES_ROWS = 4, /* of a field of many lines */
	PAGE = 8, /* rows of notes at a time */
	FAR = 1 << 20 /* rows: behind any end */
};

struct dialog *
dialog_open(struct view *v, int tag, const char *title)
{
	struct dialog *g = mem_new(sizeof(*g));

	dialog_close(v->app);
	g->view = v;
	g->tag = tag;
	g->title = mem_strdup(title);
	g->fault = mem_strdup("");
	v->app->dialog = g;
	v->app->dirty = true;
	return g;
}

struct dialog *
dialog_show(struct view *v, const char *title)
{
	struct dialog *g = dialog_open(v, 0, title);

	g->shows = true;
	return g;
}

void
dialog_close(struct app *app)
{
	struct dialog *g = app->dialog;

	if (g == NULL)
		return;
	app->dialog = NULL;
	app->dirty = true;
	for (int i = 0; i < g->notes; i++)
		free(g->note[i].text);
	for (int i = 0; i < g->fields; i++) {
		struct dialog_field *f = g->field[i];

		if (f->unseen)
			explicit_bzero(f->editor.text.data, f->editor.text.len);
		editor_release(&f->editor);
		free(f->name);
		free(f->label);
		free(f->help);
		free(f->was);
		for (int k = 0; k < f->list.count; k++) {
			free(f->option[k].word);
			free(f->option[k].title);
			free(f->option[k].detail);
		}
		free(f->option);
		free(f);
	}
	free(g->field);
	free(g->note);
	free(g->title);
	free(g->fault);
	free(g);
}

void
dialog_note(struct dialog *g, enum style style, const char *fmt, ...)
{
	va_list ap;
	struct dialog_note *note = MEM_ADD(g->note, g->notes);
	int n;

	va_start(ap, fmt);
	n = vasprintf(&note->text, fmt, ap);
	va_end(ap);
	assert(n >= 0);
	note->style = style;
}

static struct dialog_field *
dialog_add(struct dialog *g, enum dialog_kind kind, const char *name,
	const char *label, const char *value)
{
	struct dialog_field *f = mem_new(sizeof(*f));

	*MEM_ADD(g->field, g->fields) = f;
	f->kind = kind;
	f->name = mem_strdup(name);
	f->label = mem_strdup(label);
	f->help = mem_strdup("");
	f->rows = kind == DIALOG_LINES ? LINES_ROWS : 1;
	editor_init(&f->editor, SIZE_MAX / 2, kind != DIALOG_LINES);
	editor_set(&f->editor, value);
	return f;
}

struct dialog_field *
dialog_line(struct dialog *g, const char *name, const char *label,
	const char *value, bool required)
{
	struct dialog_field *f = dialog_add(g, DIALOG_LINE, name, label, value);

	f->required = required;
	return f;
}

struct dialog_field *
dialog_lines(struct dialog *g, const char *name, const char *label,
	const char *value, bool required)
{
	struct dialog_field *f =
		dialog_add(g, DIALOG_LINES, name, label, value);

	f->required = required;
	return f;
}

struct dialog_field *
dialog_choice(struct dialog *g, const char *name, const char *label)
{
	return dialog_add(g, DIALOG_CHOICE, name, label, "");
}

void
dialog_option(struct dialog_field *f, const char *word, const char *title,
	const char *detail)
{
	*MEM_ADD(f->option, f->list.count) =
		(struct dialog_option){ .word = mem_strdup(word),
			.title = mem_strdup(title),
			.detail = mem_strdup(detail) };
}

void
dialog_fail(struct dialog *g, const char *fmt, ...)
{
	va_list ap;
	int n;

	free(g->fault);
	va_start(ap, fmt);
	n = vasprintf(&g->fault, fmt, ap);
	va_end(ap);
	assert(n >= 0);
	g->view->app->dirty = true;
}

static struct dialog_field *
focused(const struct dialog *g)
{
	return g->fields > 0 ? g->field[g->focus] : NULL;
}

static bool
is_list(const struct dialog_field *f)
{
	return f->kind == DIALOG_CHOICE || f->kind == DIALOG_MANY;
}

bool
dialog_typing(const struct dialog *g)
{
	return g->fields > 0 && !is_list(g->field[g->focus]);
}

static bool
is_sending(const struct dialog *g, enum request request)
{
	const struct dialog_field *f = focused(g);
	bool last = g->focus + 1 >= g->fields;

	if (request == REQ_EDIT_NEWLINE)
		return last && f && f->kind == DIALOG_LINE;
	return request == REQ_SAVE || (request == REQ_CHOOSE && last);
}

bool
dialog_sends_alone(const struct dialog *g, enum request request)
{
	if (!g->alone || !is_sending(g, request))
		return false;
	for (int i = 0; i < g->fields; i++)
		if (g->field[i]->typed_only)
			return false;
	return true;
}

int
dialog_keys(struct dialog_key out[DIALOG_KEYS], const struct dialog *g)
{
	const struct dialog_field *f = focused(g);
	bool lines = f && f->kind == DIALOG_LINES;
	bool last = g->focus + 1 >= g->fields;
	int n = 0;

	if (f && f->kind == DIALOG_MANY)
		out[n++] = (struct dialog_key){ ' ', _("Take") };
	if (!lines && !g->shows)
		out[n++] = (struct dialog_key){ K_ENTER,
			last ? _("Send") : _("Go on") };
	if (g->fields > 1)
		out[n++] = (struct dialog_key){ K_TAB, _("Next field") };
	if (!g->shows && (lines || !last))
		out[n++] = (struct dialog_key){ K_CTRL('S'), _("Send") };
	out[n++] = (struct dialog_key){ K_ESC,
		g->shows ? _("Back") : _("Cancel") };
	return n;
}

/* ---- sending ----------------------------------------------------------- */

static bool
is_empty(const struct dialog_field *f)
{
	if (f->kind != DIALOG_MANY)
		return !is_list(f) && editor_is_empty(&f->editor);
	for (int i = 0; i < f->list.count; i++)
		if (f->option[i].on)
			return false;
	return true;
}

static bool
dialog_check(struct app *app)
{
	struct dialog *g = app->dialog;

	for (int i = 0; i < g->fields; i++) {
		struct dialog_field *f = g->field[i];

		if (f->required && is_empty(f)) {
			g->focus = i;
			dialog_fail(g, _("%s is needed."), f->label);
			return false;
		}
	}
	return true;
}

static void
dialog_submit(struct app *app)
{
	struct dialog *g = app->dialog;
	struct view *v = g->view;
	struct err err = { .code = ERR_OK };
	json_t *values;

	if (g->shows) {
		dialog_close(app);
		return;
	}
	if (g->busy || !dialog_check(app))
		return;
	if (g->tag == DIALOG_LEAVE) {
		app->quit = true;
		return;
	}
	dialog_fail(g, "%s", "");
	values = dialog_values(g, &g->focus, &err);
	if (values == NULL) {
		dialog_fail(g, "%s", err.what);
		return;
	}
	v->ops->dialog(v, g->tag, values);
	json_decref(values);
}

/* ---- input ------------------------------------------------------------- */

static void
move_focus(struct dialog *g, int by)
{
	g->scrolled = 0;
	if (g->fields > 0)
		g->focus = (g->focus + by + g->fields) % g->fields;
}

/* Enter: the next field, or send behind the last one. */
static void
dialog_enter(struct app *app)
{
	struct dialog *g = app->dialog;

	if (g->focus + 1 < g->fields)
		move_focus(g, 1);
	else
		dialog_submit(app);
}

static bool
dialog_is_edit(enum request request)
{
	return request == REQ_EDIT_CUT || request == REQ_EDIT_PASTE ||
		(request >= REQ_EDIT_NEWLINE && request <= REQ_EDIT_REDO &&
			request != REQ_EDIT_START &&
			request != REQ_EDIT_FINISH);
}

/* What a field has no use for itself moves what stands above it. */
static bool
is_scroll(const struct dialog *g, enum request request)
{
	bool page = request == REQ_PAGE_UP || request == REQ_PAGE_DOWN;
	const struct dialog_field *f = focused(g);

	if (!page || g->fields == 0)
		return page;
	return f->kind == DIALOG_LINE ||
		(is_list(f) && f->list.count <= f->list.shown);
}

/* As many rows of a long text as there are on the screen. */
static void
dialog_page(struct dialog_field *f, enum request request)
{
	enum request row = request == REQ_PAGE_UP ? REQ_UP : REQ_DOWN;
	bool changed = false;

	for (int i = 0; i < f->rows; i++)
		(void)editor_request(&f->editor, row, &changed);
}

static void
dialog_list(struct app *app, struct dialog_field *f, enum request request)
{
	if (request == REQ_CHOOSE)
		dialog_enter(app);
	else if (request == REQ_TAKE)
		f->option[f->list.at].on = !f->option[f->list.at].on;
	else
		(void)list_request(&f->list, request);
}

/* What is cut or copied is kept before the editor lets go of it. */
static bool
dialog_edit(struct app *app, struct dialog_field *f, enum request request)
{
	bool changed = false;

	if (request == REQ_EDIT_CUT || request == REQ_EDIT_COPY)
		clipboard_keep(app, editor_selected(&f->editor));
	return editor_request(&f->editor, request, &changed);
}

void
dialog_request(struct app *app, enum request request)
{
	struct dialog *g = app->dialog;
	struct dialog_field *f = focused(g);
	struct input in;

	if (request == REQ_TAKE && (f == NULL || f->kind != DIALOG_MANY))
		request = REQ_PAGE_DOWN; /* a blank, where nothing is taken */
	if (request == REQ_BACK || request == REQ_QUIT) {
		if (g->busy)
			app_say(app, STYLE_WARN, "%s",
				_("It has been sent; waiting for the answer."));
		else
			dialog_close(app);
	} else if (request == REQ_SAVE) {
		dialog_submit(app);
	} else if (is_scroll(g, request)) {
		int page = g->page ? g->page : PAGE;

		g->scrolled += request == REQ_PAGE_UP ? -page : page;
	} else if (request == REQ_NEXT_FIELD || request == REQ_PREV_FIELD) {
		move_focus(g, request == REQ_NEXT_FIELD ? 1 : -1);
	} else if (f == NULL) {
		if (request == REQ_CHOOSE)
			dialog_submit(app);
		else if (request == REQ_UP || request == REQ_DOWN)
			g->scrolled += request == REQ_UP ? -1 : 1;
		else if (request == REQ_HOME || request == REQ_END)
			g->scrolled = request == REQ_HOME ? 0 : FAR;
	} else if (is_list(f)) {
		dialog_list(app, f, request);
	} else if (request == REQ_PAGE_UP || request == REQ_PAGE_DOWN) {
		dialog_page(
			f, request); /* of many lines: one line scrolls above */
	} else if (g->shows && dialog_is_edit(request)) {
		return; /* what is shown is not to be changed */
	} else if (request == REQ_EDIT_PASTE) {
		if (clipboard_input(&in, app))
			dialog_input(app, &in);
	} else if (!dialog_edit(app, f, request)) {
		if (request == REQ_EDIT_NEWLINE)
			dialog_enter(app);
		else if (request == REQ_UP || request == REQ_DOWN)
			move_focus(g, request == REQ_UP ? -1 : 1);
	}
}

void
dialog_input(struct app *app, const struct input *in)
{
	struct dialog *g = app->dialog;
	struct dialog_field *f = focused(g);
	bool changed = false;

	if (g->shows || f == NULL)
		return;
	if (f->typed_only && in->kind == INPUT_PASTE) {
		dialog_fail(g, "%s",
			_("Pasting is refused here. Type it by hand."));
		return;
	}
	(void)editor_input(&f->editor, in, &changed);
	if (f->editor.full)
		dialog_fail(g, "%s", _("The field is full."));
}

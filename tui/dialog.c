/*
 * Dialogs. The frame has the shape of the view's mode, so that a drill's
 * question never looks like a real one.
 */
#include "tui/dialog.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "tui/frame.h"
#include "tui/i18n.h"
#include "tui/wrap.h"

enum {
	FIELD_MAX = 20000,
	LINES_ROWS = 4, /* of a field of many lines */
	DETAIL = 6, /* column of a choice's detail */
	FASTEST_MS = 20 /* a person needs longer for one character */
};

struct dialog *
dialog_open(struct view *v, int tag, const char *title)
{
	struct dialog *g = mem_new(sizeof(*g));

	dialog_close(v->desk);
	g->view = v;
	g->tag = tag;
	g->title = mem_strdup(title);
	g->fault = mem_strdup("");
	v->desk->dialog = g;
	v->desk->dirty = true;
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
dialog_close(struct desk *d)
{
	struct dialog *g = d->dialog;

	if (g == NULL)
		return;
	d->dialog = NULL;
	d->dirty = true;
	for (int i = 0; i < g->notes; i++)
		free(g->note[i]);
	for (int i = 0; i < g->fields; i++) {
		struct dialog_field *f = &g->field[i];

		editor_release(&f->editor);
		free(f->label);
		for (int k = 0; k < f->choices; k++) {
			free(f->word[k]);
			free(f->title[k]);
			free(f->detail[k]);
		}
	}
	free(g->title);
	free(g->fault);
	free(g);
}

void
dialog_note(struct dialog *g, enum style style, const char *fmt, ...)
{
	va_list ap;
	int n;

	if (g->notes == DIALOG_NOTES)
		return;
	va_start(ap, fmt);
	n = vasprintf(&g->note[g->notes], fmt, ap);
	va_end(ap);
	assert(n >= 0);
	g->note_style[g->notes++] = style;
}

static struct dialog_field *
add(struct dialog *g, enum dialog_kind kind, const char *name,
	const char *label)
{
	struct dialog_field *f = &g->field[g->fields++];

	assert(g->fields <= DIALOG_FIELDS);
	f->kind = kind;
	f->name = name;
	f->label = mem_strdup(label);
	f->rows = kind == DIALOG_LINES ? LINES_ROWS : 1;
	editor_init(&f->editor, FIELD_MAX, kind != DIALOG_LINES);
	return f;
}

struct dialog_field *
dialog_line(struct dialog *g, const char *name, const char *label,
	const char *value, bool required)
{
	struct dialog_field *f = add(g, DIALOG_LINE, name, label);

	editor_set(&f->editor, value);
	f->required = required;
	return f;
}

struct dialog_field *
dialog_lines(struct dialog *g, const char *name, const char *label,
	const char *value, bool required)
{
	struct dialog_field *f = add(g, DIALOG_LINES, name, label);

	editor_set(&f->editor, value);
	f->required = required;
	return f;
}

struct dialog_field *
dialog_choice(struct dialog *g, const char *name, const char *label)
{
	return add(g, DIALOG_CHOICE, name, label);
}

void
dialog_option(struct dialog_field *f, const char *word, const char *title,
	const char *detail)
{
	if (f->choices == DIALOG_CHOICES)
		return;
	f->word[f->choices] = mem_strdup(word);
	f->detail[f->choices] = mem_strdup(detail);
	f->title[f->choices++] = mem_strdup(title);
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
	g->view->desk->dirty = true;
}

bool
dialog_typing(const struct dialog *g)
{
	return g->fields > 0 && g->field[g->focus].kind != DIALOG_CHOICE;
}

/* ---- sending ----------------------------------------------------------- */

/*
 * A confirmation that no hand can have typed so fast came from a paste
 * through a terminal that does not mark pastes, or from a script.
 */
static bool
came_too_fast(struct desk *d, const struct dialog_field *f)
{
	struct dialog *g = d->dialog;

	return f->typed_only && g->typed > 1 &&
		desk_now(d) - g->typed_from <
		(int64_t)(g->typed - 1) * FASTEST_MS;
}

static bool
check(struct desk *d)
{
	struct dialog *g = d->dialog;

	for (int i = 0; i < g->fields; i++) {
		struct dialog_field *f = &g->field[i];

		if (f->required && f->kind != DIALOG_CHOICE &&
			editor_is_empty(&f->editor)) {
			g->focus = i;
			dialog_fail(g, _("%s is needed."), f->label);
			return false;
		}
		if (came_too_fast(d, f)) {
			g->focus = i;
			g->typed = 0;
			editor_set(&f->editor, "");
			dialog_fail(g, "%s",
				_("That was pasted. Type it by hand."));
			return false;
		}
	}
	return true;
}

static void
submit(struct desk *d)
{
	struct dialog *g = d->dialog;
	struct view *v = g->view;
	json_t *values;

	if (g->shows) {
		dialog_close(d);
		return;
	}
	if (g->busy || !check(d))
		return;
	if (g->tag == DIALOG_LEAVE) {
		d->quit = true;
		return;
	}
	dialog_fail(g, "%s", "");
	values = json_object();
	for (int i = 0; i < g->fields; i++) {
		struct dialog_field *f = &g->field[i];

		if (f->kind != DIALOG_CHOICE)
			doc_put_str(values, f->name, editor_text(&f->editor));
		else if (f->choices > 0)
			doc_put_str(values, f->name, f->word[f->chosen]);
	}
	v->ops->dialog(v, g->tag, values);
	json_decref(values);
}

/* ---- input ------------------------------------------------------------- */

static void
move_focus(struct dialog *g, int by)
{
	if (g->fields > 0)
		g->focus = (g->focus + by + g->fields) % g->fields;
}

static void
move_choice(struct dialog_field *f, int by)
{
	f->chosen += by;
	if (f->chosen < 0)
		f->chosen = 0;
	if (f->chosen >= f->choices)
		f->chosen = f->choices > 0 ? f->choices - 1 : 0;
}

/* Enter: the next field, or send behind the last one. */
static void
enter(struct desk *d)
{
	struct dialog *g = d->dialog;

	if (g->focus + 1 < g->fields)
		move_focus(g, 1);
	else
		submit(d);
}

static bool
is_edit(enum request request)
{
	return request >= REQ_EDIT_NEWLINE && request <= REQ_EDIT_REDO &&
		request != REQ_EDIT_START && request != REQ_EDIT_FINISH;
}

void
dialog_request(struct desk *d, enum request request)
{
	struct dialog *g = d->dialog;
	struct dialog_field *f = g->fields ? &g->field[g->focus] : NULL;
	bool changed = false;

	if (request == REQ_BACK || request == REQ_QUIT) {
		if (g->busy)
			desk_say(d, STYLE_WARN, "%s",
				_("It has been sent; waiting for the answer."));
		else
			dialog_close(d);
	} else if (request == REQ_SAVE) {
		submit(d);
	} else if (request == REQ_NEXT_FIELD || request == REQ_PREV_FIELD) {
		move_focus(g, request == REQ_NEXT_FIELD ? 1 : -1);
	} else if (f == NULL) {
		if (request == REQ_CHOOSE)
			submit(d);
	} else if (f->kind == DIALOG_CHOICE) {
		if (request == REQ_CHOOSE)
			enter(d);
		else if (request == REQ_UP || request == REQ_DOWN)
			move_choice(f, request == REQ_UP ? -1 : 1);
	} else if (g->shows && is_edit(request)) {
		return; /* what is shown is not to be changed */
	} else if (!editor_request(&f->editor, request, &changed)) {
		if (request == REQ_EDIT_NEWLINE)
			enter(d);
		else if (request == REQ_UP || request == REQ_DOWN)
			move_focus(g, request == REQ_UP ? -1 : 1);
	}
}

void
dialog_input(struct desk *d, const struct input *in)
{
	struct dialog *g = d->dialog;
	struct dialog_field *f = &g->field[g->focus];
	bool changed = false;

	if (g->shows)
		return;
	if (f->typed_only && in->kind == INPUT_PASTE) {
		dialog_fail(g, "%s",
			_("Pasting is refused here. Type it by hand."));
		return;
	}
	if (f->typed_only && editor_text(&f->editor)[0] == '\0') {
		g->typed_from = desk_now(d);
		g->typed = 0;
	}
	if (editor_input(&f->editor, in, &changed) && changed)
		g->typed++;
	if (f->editor.full)
		dialog_fail(g, "%s", _("The field is full."));
}

/* ---- drawing ----------------------------------------------------------- */

static int
text_rows(const char *text, int width)
{
	return *text ? wrap_count(text, strlen(text), width) : 0;
}

static int
field_rows(const struct dialog_field *f, int width)
{
	if (f->kind != DIALOG_CHOICE)
		return 1 + f->rows;
	return 1 + f->choices +
		(f->choices ? text_rows(f->detail[f->chosen], width - DETAIL)
			    : 0);
}

static int
note_rows(const struct dialog *g, int width)
{
	int rows = 0;

	for (int i = 0; i < g->notes; i++)
		rows += *g->note[i] ? text_rows(g->note[i], width) : 1;
	return rows;
}

static int
rows_needed(const struct dialog *g, int width)
{
	int rows = 3 + text_rows(g->fault, width); /* frame and hint */

	rows += note_rows(g, width);
	for (int i = 0; i < g->fields; i++)
		rows += field_rows(&g->field[i], width);
	return rows;
}

/*
 * Which field stands at the top so that the one being typed in is whole; -1:
 * the notes do.
 */
static int
first_shown(const struct dialog *g, int width, int room)
{
	int rows = note_rows(g, width), first = -1;

	for (int i = 0; i <= g->focus && i < g->fields; i++)
		rows += field_rows(&g->field[i], width);
	for (; rows > room && first < g->focus; first++)
		rows -= first < 0 ? note_rows(g, width)
				  : field_rows(&g->field[first], width);
	return first;
}

static int
draw_choice(const struct dialog_field *f, struct area a, int row, bool focus)
{
	for (int i = 0; i < f->choices; i++, row++) {
		bool on = i == f->chosen;

		(void)area_put(a, row, 2, STYLE_TEXT, on ? "(*)" : "( )");
		(void)area_put(
			a, row, 6, on ? STYLE_STRONG : STYLE_TEXT, f->title[i]);
		if (on && focus)
			area_cursor(a, row, 3);
		if (on && *f->detail[i])
			row += area_wrap(area_sub(a, 0, DETAIL, -1, -1),
				row + 1, 0, STYLE_DIM, f->detail[i]);
	}
	return row;
}

static int
draw_field(struct dialog_field *f, struct area a, int row, bool focus)
{
	int col = area_put(
		a, row, 0, focus ? STYLE_STRONG : STYLE_TEXT, f->label);

	if (f->required)
		(void)area_put(a, row, col + 1, STYLE_WARN, "*");
	row++;
	if (f->kind == DIALOG_CHOICE)
		return draw_choice(f, a, row, focus);
	editor_draw(&f->editor, area_sub(a, row, 2, f->rows, -1), STYLE_FIELD,
		focus);
	return row + f->rows;
}

static void
draw_hint(const struct dialog *g, struct area a)
{
	bool lines = g->fields > 0 && g->field[g->focus].kind == DIALOG_LINES;
	const char *go = lines ? _("^S: send   Esc: cancel")
			       : _("Enter: go on   Esc: cancel");

	if (g->shows)
		go = _("Esc: back");
	if (g->busy)
		go = _("Sent, waiting for the answer …");
	(void)area_put(a, a.rows - 1, 0, STYLE_DIM, go);
	if (rows_needed(g, a.cols) > a.rows + 2 && g->fields > 1)
		(void)area_printf(a, a.rows - 1, a.cols - 12, STYLE_DIM,
			_("field %d/%d"), g->focus + 1, g->fields);
	if (g->fields == 0)
		area_cursor(a, a.rows - 1, 0);
}

/* Notes and fields; what does not fit scrolls with the focus. */
static void
draw_content(struct dialog *g, struct area a, int width)
{
	int first = first_shown(g, width, a.rows), row = 0;

	for (int i = 0; i < g->notes && first < 0; i++)
		row += *g->note[i]
			? area_wrap(a, row, 0, g->note_style[i], g->note[i])
			: 1;
	for (int i = first < 0 ? 0 : first; i < g->fields && row < a.rows; i++)
		row = draw_field(&g->field[i], a, row, i == g->focus);
}

void
dialog_draw(struct desk *d, struct area a)
{
	struct dialog *g = d->dialog;
	int width = a.cols > 84 ? 76 : a.cols - 8;
	int rows = rows_needed(g, width);
	struct area in;

	if (rows > a.rows)
		rows = a.rows;
	for (int i = 0; i < rows; i++) /* nothing beside it distracts */
		area_fill(
			a, (a.rows - rows) / 2 + i, 0, a.cols, STYLE_TEXT, " ");
	a = area_sub(a, (a.rows - rows) / 2, (a.cols - width - 4) / 2, rows,
		width + 4);
	frame_box(d, a, g->title);
	in = area_sub(a, 1, 2, rows - 2, width);
	draw_content(g,
		area_sub(
			in, 0, 0, in.rows - 1 - text_rows(g->fault, width), -1),
		width);
	if (*g->fault)
		(void)area_wrap(in, in.rows - 1 - text_rows(g->fault, width), 0,
			STYLE_BAD, g->fault);
	draw_hint(g, in);
}

/*
 * Drawing dialogs. The border has the shape of the view's mode, so that a
 * drill's question never looks like a real one; what is longer than the
 * screen scrolls, and says so.
 */
#include "tui/console/dialog.h"

#include <string.h>

#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/pages/i18n.h"
#include "tui/console/wrap.h"

enum {
	OPTIONS = 12, /* of a choice on the screen */
	DETAIL = 6 /* column of an option's detail */
};

static int
text_rows(const char *text, int width)
{
	return *text ? wrap_count(text, strlen(text), width) : 0;
}

/* Of many options a window. */
static int
options_shown(const struct dialog_field *f)
{
	return f->list.count < OPTIONS ? f->list.count : OPTIONS;
}

static bool
is_choice(const struct dialog_field *f)
{
	return f->kind == DIALOG_CHOICE || f->kind == DIALOG_MANY;
}

static int
help_rows(const struct dialog_field *f, int width, bool focus)
{
	return focus ? text_rows(f->help, width) : 0;
}

static int
field_rows(const struct dialog_field *f, int width, bool focus)
{
	int rows = 1 + help_rows(f, width, focus);

	if (!is_choice(f))
		return rows + f->rows;
	if (f->list.count == 0)
		return rows;
	return rows + options_shown(f) +
		text_rows(f->option[f->list.at].detail, width - DETAIL);
}

static int
note_rows(const struct dialog *g, int width)
{
	int rows = 0;

	for (int i = 0; i < g->notes; i++)
		rows += *g->note[i].text ? text_rows(g->note[i].text, width)
					 : 1;
	return rows;
}

static int
rows_needed(const struct dialog *g, int width)
{
	int rows = 3 + text_rows(g->fault, width); /* border and hint */

	rows += note_rows(g, width);
	for (int i = 0; i < g->fields; i++)
		rows += field_rows(g->field[i], width, i == g->focus);
	return rows;
}

/* What goes off the top, so that what is being typed is whole. */
struct cut {
	int notes; /* rows of them */
	int fields; /* whole ones */
	bool all; /* nothing is cut, above or below */
};

/*
 * First the notes give way, row by row, then the fields above the one with
 * the focus. A dialog without fields begins with its notes and is scrolled.
 */
static struct cut
cut_of(struct dialog *g, int width, int room)
{
	int notes = note_rows(g, width), over = notes - room, most;
	struct cut c = { .all = rows_needed(g, width) <=
			room + 3 + text_rows(g->fault, width) };

	for (int i = 0; i <= g->focus && i < g->fields; i++)
		over += field_rows(g->field[i], width, i == g->focus);
	over = over > 0 ? over : 0;
	most = over < notes ? over : notes;
	c.notes = (g->fields > 0 ? most : 0) + g->scrolled;
	c.notes = c.notes < 0 ? 0 : c.notes > most ? most : c.notes;
	g->scrolled = c.notes - (g->fields > 0 ? most : 0);
	for (over -= notes; over > 0 && c.fields < g->focus; c.fields++)
		over -= field_rows(g->field[c.fields], width, false);
	if (g->scrolled < 0)
		c.fields = 0;
	return c;
}

static int
dialog_draw_choice(struct dialog_field *f, struct area a, int row, bool focus)
{
	int shown = options_shown(f), first = list_scroll(&f->list, shown);

	for (int i = first; i < first + shown; i++, row++) {
		const struct dialog_option *o = &f->option[i];
		bool on = i == f->list.at, many = f->kind == DIALOG_MANY;

		(void)area_put(a, row, 2, STYLE_TEXT,
			many	     ? o->on ? "[x]" : "[ ]"
				: on ? "(*)"
				     : "( )");
		(void)area_put(
			a, row, 6, on ? STYLE_STRONG : STYLE_TEXT, o->title);
		if (on && focus)
			area_cursor(a, row, 3);
		if (on && *o->detail)
			row += area_wrap(area_sub(a, 0, DETAIL, -1, -1),
				row + 1, 0, STYLE_DIM, o->detail);
	}
	return row;
}

/* Which rows are shown of a text that has more of them than the field. */
static void
draw_rows(struct dialog_field *f, struct area a, int row, int col)
{
	int all = editor_height(&f->editor, a.cols - 2);
	int top = f->editor.top;

	if (all > f->rows)
		(void)area_printf(a, row, col, STYLE_DIM,
			_("rows %d-%d of %d (PgUp, PgDn)"), top + 1,
			top + f->rows < all ? top + f->rows : all, all);
}

/* A star for each byte of a secret, as many as have room. */
static void
draw_unseen(const struct dialog_field *f, struct area a, bool focus)
{
	int n = (int)strlen(editor_text(&f->editor));

	n = n < a.cols - 1 ? n : a.cols - 1;
	area_fill(a, 0, 0, a.cols, STYLE_FIELD, " ");
	area_fill(a, 0, 0, n, STYLE_FIELD, "*");
	if (focus)
		area_cursor(a, 0, n);
}

static int
dialog_draw_field(struct dialog_field *f, struct area a, int row, bool focus)
{
	int col = area_put(
		a, row, 0, focus ? STYLE_STRONG : STYLE_TEXT, f->label);

	if (f->required && f->kind != DIALOG_CHOICE)
		(void)area_put(a, row, col + 1, STYLE_WARN, "*");
	if (f->list.count > OPTIONS)
		(void)area_printf(a, row, col + 2, STYLE_DIM, "%d/%d",
			f->list.at + 1, f->list.count);
	row++;
	if (focus && *f->help)
		row += area_wrap(a, row, 0, STYLE_DIM, f->help);
	if (is_choice(f))
		return dialog_draw_choice(f, a, row, focus);
	if (f->unseen) {
		draw_unseen(f, area_sub(a, row, 2, 1, -1), focus);
		return row + 1;
	}
	editor_draw(&f->editor, area_sub(a, row, 2, f->rows, -1), STYLE_FIELD,
		focus);
	if (f->kind == DIALOG_LINES)
		draw_rows(f, a, row - 1, col + 2);
	return row + f->rows;
}

/* Where one is in what does not fit, at the right of the hint. */
static void
draw_place(const struct dialog *g, const struct cut *c, struct area a)
{
	int shown = a.rows - 1, all = note_rows(g, a.cols);
	char text[120];

	if (c->all)
		return;
	if (g->shows)
		fixed_cut_format(text, sizeof(text),
			c->notes + shown < all
				? _("rows %d-%d of %d, PgDn: more below")
				: _("rows %d-%d of %d, PgUp: more above"),
			c->notes + 1, c->notes + shown, all);
	else if (g->fields == 0 || c->notes > 0)
		fixed_cut(text, sizeof(text),
			c->notes > 0 ? _("PgUp: what stands above")
				     : _("PgDn: what stands below"));
	else
		fixed_cut_format(text, sizeof(text), _("field %d/%d"),
			g->focus + 1, g->fields);
	(void)area_put(a, a.rows - 1, a.cols - cluster_width(text) - 1,
		STYLE_DIM, text);
}

/* What its keys do stands in the key bar (dialog_keys), once. */
static void
draw_hint(const struct dialog *g, struct area a)
{
	if (g->busy)
		(void)area_put(a, a.rows - 1, 0, STYLE_DIM,
			_("Sent, waiting for the answer …"));
	if (g->fields == 0)
		area_cursor(a, a.rows - 1, 0);
}

/* Notes and fields; what does not fit scrolls with the focus. */
static void
draw_content(struct dialog *g, const struct cut *c, struct area a)
{
	int row = -c->notes;

	for (int i = 0; i < g->notes; i++)
		row += *g->note[i].text ? area_wrap(a, row, 0, g->note[i].style,
						  g->note[i].text)
					: 1;
	for (int i = c->fields; i < g->fields && row < a.rows; i++)
		row = dialog_draw_field(g->field[i], a, row, i == g->focus);
}

/*
 * What is only read and longer than the screen gets the whole width too, with
 * nothing at its sides: a terminal's mouse takes up the text alone.
 */
static bool
is_page(const struct dialog *g, struct area a, int width)
{
	return g->shows && g->fields == 0 && rows_needed(g, width) > a.rows;
}

void
dialog_draw(struct app *app, struct area a)
{
	struct dialog *g = app->dialog;
	struct border border = *border_of(app_top(app)->mode, app->demo);
	int width = a.cols > 84 ? 76 : a.cols - 8, rows, fault;
	struct area in, content;
	struct cut cut;

	if (is_page(g, a, width)) {
		width = a.cols - 4;
		border.side = " ";
	}
	rows = rows_needed(g, width);
	fault = text_rows(g->fault, width);
	if (rows > a.rows)
		rows = a.rows;
	for (int i = 0; i < rows; i++) /* nothing beside it distracts */
		area_fill(
			a, (a.rows - rows) / 2 + i, 0, a.cols, STYLE_TEXT, " ");
	a = area_sub(a, (a.rows - rows) / 2, (a.cols - width - 4) / 2, rows,
		width + 4);
	border_draw(a, &border, g->title);
	in = area_sub(a, 1, 2, rows - 2, width);
	content = area_sub(in, 0, 0, in.rows - 1 - fault, -1);
	g->page = g->shows ? content.rows : 0;
	cut = cut_of(g, width, content.rows);
	draw_content(g, &cut, content);
	if (*g->fault)
		(void)area_wrap(
			in, in.rows - 1 - fault, 0, STYLE_BAD, g->fault);
	draw_hint(g, in);
	draw_place(g, &cut, in);
}

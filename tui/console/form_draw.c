/*
 * Drawing the form. Rows are laid out anew at every drawing: a field is as
 * high as its text, and the whole scrolls to keep the cursor in view.
 */
#include "tui/console/form.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/console/wrap.h"

enum {
	VALUE_WIDTH = 8,
	AS_OF_WIDTH = 17,
	NARROW = 64,
	HELP = 900,
	HELP_ROWS = 4
};

/* A figure is a row of parts, or two where there is no room for one. */
static bool
is_narrow(int cols)
{
	return cols < NARROW;
}

/* The reason has a row where there is one, or where it can be typed. */
static bool
shows_reason(const struct form_field *field, bool focus)
{
	return focus || !editor_is_empty(&field->part[FORM_REASON]);
}

static int
field_height(
	const struct form *f, struct form_field *field, int cols, bool focus)
{
	if (form_is_table(f, field))
		return form_table_height(f, field, focus);
	if (field->figure)
		return (is_narrow(cols) ? 3 : 2) + shows_reason(field, focus);
	if (field->choice)
		return 2;
	return 1 + editor_height(&field->part[0], cols);
}

static void
form_draw_choice(const struct form_field *field, struct area a, int row,
	bool focus, enum lang lang)
{
	const char *word = editor_text(&field->part[0]);
	const char *text = *word ? word : _("not chosen");
	const json_t *choice =
		doc_find(json_object_get(field->def, "choices"), "word", word);

	if (choice)
		text = say_both(choice, "text", lang);
	(void)area_printf(
		a, row, 0, *word ? STYLE_TEXT : STYLE_DIM, "< %s >", text);
	if (focus)
		area_cursor(a, row, 0);
}

static void
draw_label(const struct form_field *field, struct area a, int row, bool focus,
	enum lang lang)
{
	const char *label = say_both(field->def, "label", lang);
	bool empty = editor_is_empty(&field->part[0]);
	int col = area_put(a, row, 0, focus ? STYLE_STRONG : STYLE_TITLE,
		*label ? label : field->id);

	if (field->required)
		col = area_put(a, row, col, STYLE_WARN, empty ? " *" : " +");
	if (field->carried)
		(void)area_printf(a, row, col + 1,
			field->affirmed ? STYLE_GOOD : STYLE_WARN,
			field->typed		  ? _("was %s")
				: field->affirmed ? _("%s, it is so")
						  : _("%s: ^R if it is so"),
			field->mark);
	else if (field->assumed && !field->affirmed)
		(void)area_put(a, row, col + 1, STYLE_WARN,
			_("default: change, or ^R: it is so"));
	else if (field->assumed)
		(void)area_put(a, row, col + 1, STYLE_GOOD, _("said"));
}

static void
draw_part(struct editor *e, struct area a, int row, int col, int width,
	enum style style, bool focus)
{
	if (row >= 0 && row < a.rows && col < a.cols)
		editor_draw(e, area_sub(a, row, col, 1, width), style, focus);
}

static void
draw_reason(struct form_field *field, struct area a, int row, enum style style,
	bool focus)
{
	int col = area_put(a, row, 0, STYLE_DIM, _("why it changed:"));

	draw_part(&field->part[FORM_REASON], a, row, col + 1, a.cols - col - 1,
		style, focus);
}

static void
draw_figure(const struct form *f, struct form_field *field, struct area a,
	int row, int focus)
{
	const char *mark =
		field->verified ? _("[x] verified") : _("[ ] verified");
	bool narrow = is_narrow(a.cols);
	int tail = AS_OF_WIDTH + cluster_width(mark) + 2;
	int source = a.cols - VALUE_WIDTH - 1 - (narrow ? 0 : tail + 1);
	int next = narrow ? row + 1 : row;
	int col = narrow ? VALUE_WIDTH + 1 : VALUE_WIDTH + source + 2;
	enum style style = form_is_sound(f, field) ? STYLE_FIELD : STYLE_BAD;

	draw_part(&field->part[FORM_VALUE], a, row, 0, VALUE_WIDTH, style,
		focus == FORM_VALUE);
	draw_part(&field->part[FORM_SOURCE], a, row, VALUE_WIDTH + 1, source,
		style, focus == FORM_SOURCE);
	draw_part(&field->part[FORM_AS_OF], a, next, col, AS_OF_WIDTH, style,
		focus == FORM_AS_OF);
	(void)area_put(a, next, col + AS_OF_WIDTH + 1,
		field->verified ? STYLE_GOOD : STYLE_TEXT, mark);
	if (shows_reason(field, focus >= 0))
		draw_reason(field, a, next + 1, style, focus == FORM_REASON);
}

/* Column heads of a figure stand in its label's row when it has the focus. */
static void
draw_part_name(const struct form *f, struct area a, int row)
{
	static const char *const names[FORM_PARTS] = { N_("number or ?"),
		N_("source"), N_("as of (14:30)"), N_("reason") };
	const char *name = _(names[f->part]);

	(void)area_printf(a, row, a.cols - cluster_width(name) - 2, STYLE_DIM,
		"<%s>", name);
}

static void
form_scroll(struct form *f, int rows, int from, int to)
{
	if (from < f->top)
		f->top = from;
	if (to > f->top + rows)
		f->top = to - rows;
	if (from < f->top)
		f->top = from; /* a field higher than the screen */
}

static void
scroll_to_focus(struct form *f, struct area a, int cols)
{
	int row = 0, height = 0;

	for (int i = 0; i < f->count; i++) {
		height = field_height(f, &f->field[i], cols, i == f->focus);
		if (i == f->focus)
			break;
		row += height;
	}
	if (height > a.rows)
		height = a.rows;
	form_scroll(f, a.rows, row, row + height);
}

void
form_draw(struct form *f, struct area a, enum lang lang)
{
	int cols = a.cols - 2, row;

	scroll_to_focus(f, a, cols);
	row = -f->top;
	for (int i = 0; i < f->count && row < a.rows; i++) {
		struct form_field *field = &f->field[i];
		bool focus = i == f->focus;
		int height = field_height(f, field, cols, focus);
		bool table = form_is_table(f, field);

		if (!table)
			draw_label(field, a, row, focus, lang);
		if (field->figure && focus && !table)
			draw_part_name(f, a, row);
		if (table) {
			form_table_draw(f, field, a, row, focus, lang);
		} else if (field->figure) {
			draw_figure(f, field, area_sub(a, 0, 2, -1, cols),
				row + 1, focus ? f->part : -1);
		} else if (field->choice) {
			form_draw_choice(field, area_sub(a, 0, 2, -1, cols),
				row + 1, focus, lang);
		} else if (row + height > 0) {
			/* only fields wholly above the top are left out */
			int cut = row + 1 < 0 ? -(row + 1) : 0;

			field->part[0].top = cut;
			editor_draw(&field->part[0],
				area_sub(a, row + 1 + cut, 2, height - 1 - cut,
					cols),
				STYLE_FIELD, focus);
		}
		row += height;
	}
}

void
form_help(const struct form *f, char *out, size_t size, enum lang lang)
{
	const json_t *def = f->count ? f->field[f->focus].def : NULL;
	const char *help = say_both(def, "help", lang);
	const char *example = say_both(def, "example", lang);

	out[0] = '\0';
	if (*help && *example)
		fixed_cut_format(
			out, size, _("%s  Example: %s"), help, example);
	else if (*help)
		fixed_cut(out, size, help);
	else if (*example)
		fixed_cut_format(out, size, _("Example: %s"), example);
}

int
form_draw_help(const struct form *f, struct area a, enum lang lang)
{
	char help[HELP] = "? ";
	int rows;

	form_help(f, help + 2, sizeof(help) - 2, lang);
	if (help[2] == '\0')
		return 0;
	rows = wrap_count(help, strlen(help), a.cols);
	if (rows > HELP_ROWS)
		rows = HELP_ROWS;
	(void)area_wrap(
		area_sub(a, a.rows - rows, 0, rows, -1), 0, 0, STYLE_DIM, help);
	return rows;
}

const char *
form_focused(const struct form *f)
{
	return f->count ? f->field[f->focus].id : "";
}

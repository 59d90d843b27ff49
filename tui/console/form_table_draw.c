/*
 * Drawing the table of figures: for each what was told, what is to be told,
 * and how the two differ. Below the row with the cursor stands what it says
 * otherwise than the head.
 */
#include "tui/console/form.h"

#include <string.h>

#include "base/fixed.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/typed.h"

enum {
	TOLD_WIDTH = 6,
	NOW_WIDTH = 8,
	TABLE_REST = TOLD_WIDTH + NOW_WIDTH + 16, /* all but the label */
	TIME_WIDTH = 17,
	LABEL_LEAST = 4,
	LABEL_MOST = 20
};

/* Its reason is asked for once it is not what was told. */
static bool
has_reason(const struct form_field *field)
{
	int64_t by;

	return form_changes(&by, field) ||
		!editor_is_empty(&field->part[FORM_REASON]);
}

/* What is its own is seen also when the cursor is elsewhere. */
static bool
has_own(const struct form_field *field)
{
	return !editor_is_empty(&field->part[FORM_SOURCE]) ||
		!editor_is_empty(&field->part[FORM_AS_OF]);
}

int
form_table_height(
	const struct form *f, const struct form_field *field, bool focus)
{
	bool on_reason = focus && f->part == FORM_REASON;

	if (field->head)
		return 2;
	return 1 + (focus || has_own(field)) + (has_reason(field) || on_reason);
}

static int
label_width(const struct form *f, int cols, enum lang lang)
{
	int width = 0, one;

	for (int i = 0; i < f->count; i++) {
		if (!f->field[i].figure)
			continue;
		one = cluster_width(say_both(f->field[i].def, "label", lang));
		if (one > width)
			width = one;
	}
	if (width > LABEL_MOST)
		width = LABEL_MOST;
	if (width > cols - TABLE_REST)
		width = cols - TABLE_REST;
	return width > LABEL_LEAST ? width : LABEL_LEAST;
}

static void
draw_cell(struct form_field *field, enum form_part part, struct area a, int row,
	int col, int width, enum style style, bool focus)
{
	if (row >= 0 && row < a.rows && width > 1 && col < a.cols)
		editor_draw(&field->part[part], area_sub(a, row, col, 1, width),
			style, focus);
}

/* What stands for an empty cell. */
static void
draw_instead(struct form_field *field, enum form_part part, struct area a,
	int row, int col, const char *text)
{
	if (editor_is_empty(&field->part[part]) && row >= 0 && row < a.rows)
		(void)area_put(a, row, col, STYLE_DIM, text);
}

static void
head_time(char out[INSTANT_TEXT], const struct form *f)
{
	int64_t at = form_head_as_of(f);

	out[0] = '\0';
	if (at > 0)
		form_format_minute(out, at, f->zone);
}

static void
table_draw_head(struct form *f, struct form_field *field, struct area a,
	int row, bool focus, enum lang lang)
{
	bool own = form_is_cell(f, field, FORM_AS_OF);
	int label = label_width(f, a.cols, lang), col, time;
	char at[INSTANT_TEXT];

	head_time(at, f);
	time = a.cols - TIME_WIDTH - cluster_width(_("as of")) - 1;
	col = area_put(
		a, row, 0, focus ? STYLE_STRONG : STYLE_TITLE, _("Source"));
	draw_cell(field, FORM_SOURCE, a, row, col + 1, time - col - 2,
		STYLE_FIELD, focus && f->part == FORM_SOURCE);
	(void)area_put(a, row, time, STYLE_TITLE, _("as of"));
	col = a.cols - TIME_WIDTH;
	if (own)
		draw_cell(field, FORM_AS_OF, a, row, col, TIME_WIDTH,
			form_is_sound(f, field) ? STYLE_FIELD : STYLE_BAD,
			focus && f->part == FORM_AS_OF);
	if (!own || !(focus && f->part == FORM_AS_OF))
		draw_instead(field, FORM_AS_OF, a, row, col,
			*at ? at : _("not said yet"));
	(void)area_put(a, row + 1, 0, STYLE_TITLE,
		say_both(field->def, "label", lang));
	(void)area_put(a, row + 1,
		label + 1 + TOLD_WIDTH - cluster_width(_("told")), STYLE_DIM,
		_("told"));
	(void)area_put(a, row + 1, label + TOLD_WIDTH + 2, STYLE_DIM, _("now"));
}

static bool
row_has_number(const struct form_field *field)
{
	int64_t n;

	return typed_int(&n, editor_text(&field->part[FORM_VALUE]));
}

/* How it stands to what was told: "= as in No. 3", "+2", "new". */
static void
draw_against(const struct form_field *field, struct area a, int row, int col)
{
	bool said = !field->carried || field->affirmed;
	int64_t by;

	if (form_changes(&by, field))
		(void)area_printf(
			a, row, col, STYLE_STRONG, "%+lld", (long long)by);
	else if (field->carried && !field->typed)
		(void)area_printf(a, row, col, said ? STYLE_GOOD : STYLE_WARN,
			"%s %s", said ? "=" : "!", field->mark);
	else if (field->is_told == FORM_TOLD && row_has_number(field))
		(void)area_put(a, row, col, STYLE_DIM, "=");
}

static void
draw_told(const struct form_field *field, struct area a, int row, int end)
{
	char told[FORM_NUMBER] = "-";

	if (field->is_told == FORM_TOLD)
		fixed_format(
			told, sizeof(told), "%lld", (long long)field->told);
	else if (field->is_told == FORM_TOLD_OPEN)
		FIXED_SET(told, "?");
	(void)area_put(a, row, end - cluster_width(told), STYLE_DIM, told);
}

/* Its own source and time, or the head's, and whether it was checked. */
static void
draw_own(struct form *f, struct form_field *field, struct area a, int row,
	int focus, enum style style)
{
	const struct form_field *head = form_head(f);
	const char *mark =
		field->verified ? _("[x] verified") : _("[ ] verified");
	int time = a.cols - cluster_width(mark) - TIME_WIDTH - 2;
	char at[INSTANT_TEXT];

	head_time(at, f);
	draw_cell(field, FORM_SOURCE, a, row, 0, time - 1, style,
		focus == FORM_SOURCE);
	draw_cell(field, FORM_AS_OF, a, row, time, TIME_WIDTH, style,
		focus == FORM_AS_OF);
	if (focus != FORM_SOURCE)
		draw_instead(field, FORM_SOURCE, a, row, 0,
			editor_text(&head->part[FORM_SOURCE]));
	if (focus != FORM_AS_OF)
		draw_instead(field, FORM_AS_OF, a, row, time, at);
	if (row >= 0)
		(void)area_put(a, row, time + TIME_WIDTH + 1,
			field->verified ? STYLE_GOOD : STYLE_TEXT, mark);
}

static void
table_draw_reason(struct form_field *field, struct area a, int row,
	enum style style, bool focus)
{
	int col = area_put(a, row, 0, STYLE_DIM, _("why it changed:"));

	draw_cell(field, FORM_REASON, a, row, col + 1, a.cols - col - 1, style,
		focus);
}

static void
table_draw_row(struct form *f, struct form_field *field, struct area a, int row,
	int focus, enum lang lang)
{
	int label = label_width(f, a.cols, lang);
	int now = label + TOLD_WIDTH + 2, below = row + 1;
	enum style style = form_is_sound(f, field) ? STYLE_FIELD : STYLE_BAD;
	struct area in = area_sub(a, 0, 2, -1, a.cols - 2);

	(void)area_put(area_sub(a, 0, 0, -1, label), row, 0,
		focus >= 0 ? STYLE_STRONG : STYLE_TITLE,
		say_both(field->def, "label", lang));
	draw_told(field, a, row, label + 1 + TOLD_WIDTH);
	draw_cell(field, FORM_VALUE, a, row, now, NOW_WIDTH, style,
		focus == FORM_VALUE);
	if (!field->verified && row_has_number(field))
		(void)area_put(a, row, now + NOW_WIDTH, STYLE_WARN, "~");
	draw_against(field, a, row, now + NOW_WIDTH + 2);
	if (focus >= 0 || has_own(field))
		draw_own(f, field, in, below++, focus, style);
	if (has_reason(field) || focus == FORM_REASON)
		table_draw_reason(
			field, in, below, style, focus == FORM_REASON);
}

void
form_table_draw(struct form *f, struct form_field *field, struct area a,
	int row, bool focus, enum lang lang)
{
	if (field->head)
		table_draw_head(f, field, a, row, focus, lang);
	else
		table_draw_row(f, field, a, row, focus ? f->part : -1, lang);
}

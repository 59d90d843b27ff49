/*
 * Compiling and drawing the cells. What the signs mean stands below, of those
 * that are there; what became of the last bulletin stands behind it in words,
 * where it is not out.
 */
#include "tui/console/views/spread.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/delivery.h"
#include "tui/console/border.h"
#include "tui/pages/cluster.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

enum { NAME_WIDTH = 26, CELL = 5, WORDS_WIDTH = 22, FRAME_ROWS = 3, ROOM = 24 };

void
spread_init(struct spread *s, const char *incident)
{
	pager_init(&s->rows, "delivery.list", SPREAD_TAG,
		json_pack("{s:s}", "incident", incident));
	pager_init(&s->names, "account.list", SPREAD_TAG + 1, NULL);
}

void
spread_release(struct spread *s)
{
	pager_release(&s->rows);
	pager_release(&s->names);
	json_decref(s->lines);
	json_decref(s->numbers);
}

/* The first time that there is room for it. */
static void
spread_want(struct spread *s, struct view *v)
{
	if (s->wanted)
		return;
	s->wanted = true;
	pager_load(&s->names, v);
	pager_load(&s->rows, v);
}

void
spread_outdate(struct spread *s, struct view *v)
{
	if (s->wanted)
		pager_load(&s->rows, v);
}

/* ---- compiling --------------------------------------------------------- */

/* Of "2026-0012/4": 4. */
static int64_t
bulletin_of(const json_t *row)
{
	const char *slash = strchr(doc_str(row, "message"), '/');

	return slash ? strtoll(slash + 1, NULL, 10) : 0;
}

static json_t *
line_of(json_t *lines, const char *account, const char *name)
{
	json_t *line = doc_find(lines, "account", account);

	if (line != NULL)
		return line;
	line = json_pack(
		"{s:s, s:s, s:{}}", "account", account, "name", name, "cells");
	json_array_append_new(lines, line);
	return line;
}

static int
spread_ascending(const json_t *a, const json_t *b)
{
	json_int_t x = json_integer_value(a), y = json_integer_value(b);

	return (x > y) - (x < y);
}

/* In the order of the register, the leading account first. */
static void
begin_lines(const struct spread *s, json_t *lines)
{
	const json_t *account;
	size_t n;

	json_array_foreach(s->names.rows, n, account)
	{
		if (doc_find(s->rows.rows, "account", doc_str(account, "id")))
			(void)line_of(lines, doc_str(account, "id"),
				doc_str(account, "name"));
	}
}

static void
spread_compile(struct spread *s)
{
	json_t *lines = json_array(), *numbers = json_object(), *row, *line;
	char number[24];
	const char *key;
	size_t n;

	begin_lines(s, lines);
	json_array_foreach(s->rows.rows, n, row)
	{
		line = line_of(lines, doc_str(row, "account"),
			pager_name(&s->names, doc_str(row, "account")));
		fixed_format(number, sizeof(number), "%lld",
			(long long)bulletin_of(row));
		doc_put(json_object_get(line, "cells"), number,
			json_incref(row));
		doc_put_int(numbers, number, bulletin_of(row));
	}
	json_decref(s->lines);
	json_decref(s->numbers);
	s->lines = lines;
	s->numbers = json_array();
	json_object_foreach(numbers, key, row)
	{
		(void)json_array_append(s->numbers, row);
	}
	json_decref(numbers);
	doc_sort(s->numbers, spread_ascending);
}

bool
spread_reply(struct spread *s, struct view *v, const struct reply *r)
{
	struct pager *p = r->tag == SPREAD_TAG ? &s->rows : &s->names;

	if (!r->ok || r->tag < SPREAD_TAG || r->tag >= SPREAD_TAGS)
		return false;
	if (pager_reply(p, v, r) && s->rows.rows != NULL)
		spread_compile(s);
	return true;
}

/* ---- drawing ----------------------------------------------------------- */

static int
spread_height(const struct spread *s)
{
	size_t lines = json_array_size(s->lines);

	return lines ? FRAME_ROWS + (int)lines : 0;
}

static const json_t *
cell_of(const json_t *line, json_int_t number)
{
	char key[24];

	fixed_format(key, sizeof(key), "%lld", (long long)number);
	return json_object_get(json_object_get(line, "cells"), key);
}

/* The first of the bulletins that have a column: of too many the last. */
static size_t
first_shown(const struct spread *s, struct area a)
{
	int room = (a.cols - NAME_WIDTH - WORDS_WIDTH) / CELL;
	int count = (int)json_array_size(s->numbers);

	return count > room ? (size_t)(count - room) : 0;
}

static void
spread_head(const struct spread *s, struct area a, int row, size_t first)
{
	json_int_t number;
	int col = NAME_WIDTH;

	for (size_t n = first; n < json_array_size(s->numbers); n++) {
		number = json_integer_value(json_array_get(s->numbers, n));
		(void)area_printf(
			a, row, col, STYLE_DIM, "/%lld", (long long)number);
		col += CELL;
	}
	(void)area_put(a, row, col, STYLE_DIM, _("now"));
}

static bool
stands_in_public(const char *word)
{
	enum delivery_state state;

	return delivery_parse(&state, word) &&
		(state == DELIVERY_PUBLISHED || state == DELIVERY_VERIFIED);
}

static void
spread_line(const struct spread *s, const struct app *app, struct area a,
	int row, const json_t *line, size_t first)
{
	const json_t *cell = NULL;
	const char *state;
	int col = NAME_WIDTH;

	(void)area_column(
		a, row, 0, NAME_WIDTH - 2, STYLE_TEXT, doc_str(line, "name"));
	for (size_t n = first; n < json_array_size(s->numbers); n++) {
		cell = cell_of(line,
			json_integer_value(json_array_get(s->numbers, n)));
		state = doc_str(cell, "state");
		if (cell != NULL)
			(void)area_put(a, row, col + 1,
				say_delivery_style(state),
				say_delivery_sign(state));
		col += CELL;
	}
	state = doc_str(cell, "state");
	if (cell != NULL && !stands_in_public(state))
		(void)area_column(a, row, col, a.cols - col - 1,
			say_delivery_style(state),
			say_delivery_of(cell, app->lang));
}

static bool
legend_has(const struct spread *s, const char *state)
{
	return doc_find(s->rows.rows, "state", state) != NULL;
}

/* "= verified  + out": of the signs that are there, each once. */
static void
spread_legend(
	const struct spread *s, const struct app *app, struct area a, int row)
{
	const char *word;
	int col = 0;

	for (int n = 0; n < DELIVERY_STATES; n++) {
		word = delivery_row((enum delivery_state)n)->word;
		if (!legend_has(s, word))
			continue;
		if (col + cluster_width(say_delivery(word, app->lang)) + 2 >
			a.cols)
			break;
		col = area_printf(a, row, col, STYLE_DIM, "%s %s",
			      say_delivery_sign(word),
			      say_delivery(word, app->lang)) +
			2;
	}
}

static void
spread_draw(const struct spread *s, const struct app *app, struct area a)
{
	size_t first = first_shown(s, a), lines = json_array_size(s->lines);
	int row = border_rule(a, 0, _("Accounts and bulletins")), more;
	char note[SAY];

	spread_head(s, a, row++, first);
	for (size_t n = 0; n < lines && row < a.rows - 1; n++)
		spread_line(
			s, app, a, row++, json_array_get(s->lines, n), first);
	more = (int)lines - (row - 2);
	if (more > 0) {
		fixed_cut_format(note, sizeof(note),
			say_n(" %d more below ", " %d more below ", more),
			more);
		border_note(a, 0, note);
	}
	spread_legend(s, app, a, a.rows - 1);
}

struct area
spread_below(struct spread *s, struct view *v, struct area pane)
{
	int rows;

	if (pane.rows < ROOM)
		return pane;
	spread_want(s, v);
	rows = spread_height(s);
	rows = rows > pane.rows / 2 ? pane.rows / 2 : rows;
	if (rows == 0)
		return pane;
	spread_draw(s, v->app, area_sub(pane, pane.rows - rows, 0, rows, -1));
	return area_sub(pane, 0, 0, pane.rows - rows - 1, -1);
}

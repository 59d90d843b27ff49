/*
 * Laying out and drawing the columns of a list's row.
 */
#include "tui/console/columns.h"

#include <assert.h>
#include <stdlib.h>

#include "tui/console/facts.h"
#include "tui/pages/cluster.h"

enum { MOST = 12 };

struct laid {
	const struct column *column;
	char *text;
	int width;
};

static int
width_of(const struct app *app, const struct column *c, int cols)
{
	if (c->nth)
		return cols / c->nth;
	if (c->at && cols >= c->at)
		return c->wide;
	return app->lang == LANG_ZH && c->width_zh ? c->width_zh : c->width;
}

/* Those that have room here, with their texts; returns how many. */
static int
columns_lay(struct laid laid[MOST], const struct app *app, int cols,
	enum document of, const struct column *c, const json_t *doc)
{
	int count = 0;

	for (; c->name; c++) {
		if (cols < c->from || (c->below && cols >= c->below) ||
			(c->when && !c->when(doc)))
			continue;
		assert(count < MOST);
		laid[count++] = (struct laid){ .column = c,
			.text = facts_say(app, of, c->name, doc),
			.width = width_of(app, c, cols) };
	}
	return count;
}

/* Gives the column without a width what the others leave of `room`. */
static void
columns_share(struct laid *laid, int count, int room)
{
	struct laid *rest = NULL, *shares = NULL;

	for (int i = 0; i < count; i++) {
		room -= laid[i].width + 1;
		if (laid[i].width == 0)
			rest = &laid[i];
		else if (laid[i].column->shares)
			shares = &laid[i];
	}
	if (rest && shares) {
		room += shares->width;
		shares->width = list_share(room, cluster_width(rest->text),
			cluster_width(shares->text), shares->width);
		room -= shares->width;
	}
	if (rest)
		rest->width = room;
}

void
columns_draw(const struct app *app, struct area a, int row, int col,
	enum document of, const struct column *columns, const json_t *doc)
{
	struct look look = facts_look(app);
	struct laid laid[MOST];
	int count = columns_lay(laid, app, a.cols, of, columns, doc);

	columns_share(laid, count, a.cols - col);
	for (int i = 0; i < count; i++) {
		const struct column *c = laid[i].column;
		enum style style = c->styled ? c->styled(&look, doc) : c->style;

		if (c->runs)
			(void)area_put(a, row, col, style, laid[i].text);
		else
			(void)area_column(a, row, col, laid[i].width, style,
				laid[i].text);
		col += laid[i].width + 1;
		free(laid[i].text);
	}
}

int
columns_list(const struct app *app, const struct list *list, struct area a,
	int row, enum document of, const struct column *columns,
	const json_t *rows)
{
	for (int i = list->top; i < list->count && row < a.rows; i++, row++) {
		columns_draw(app, a, row, 2, of, columns,
			json_array_get(rows, (size_t)i));
		list_mark(list, a, row, i);
	}
	return row;
}

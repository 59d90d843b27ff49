/*
 * Drawing into cells, with every guard in `put`: nothing else writes one.
 */
#include "tui/console/grid.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "tui/console/wrap.h"

static const struct cell blank = { .ch = { L' ' }, .width = 1 };

void
grid_init(struct grid *g, int rows, int cols)
{
	assert(rows > 0 && cols > 0);
	*g = (struct grid){ .rows = rows, .cols = cols };
	g->cells = mem_array((size_t)rows * (size_t)cols, sizeof(*g->cells));
	grid_clear(g);
}

void
grid_release(struct grid *g)
{
	free(g->cells);
	*g = (struct grid){ .cells = NULL };
}

void
grid_clear(struct grid *g)
{
	for (int i = 0; i < g->rows * g->cols; i++)
		g->cells[i] = blank;
	g->cursor_row = -1;
	g->cursor_col = 0;
}

const struct cell *
grid_at(const struct grid *g, int row, int col)
{
	assert(row >= 0 && row < g->rows && col >= 0 && col < g->cols);
	return &g->cells[row * g->cols + col];
}

/* Blanks whatever wide character has a half in this cell. */
static void
unwide(struct grid *g, int row, int col)
{
	struct cell *cell = &g->cells[row * g->cols + col];
	unsigned char style;

	if (cell->width == 2 && col + 1 < g->cols) {
		style = cell[1].style;
		cell[1] = blank;
		cell[1].style = style;
	} else if (cell->width == 0 && col > 0) {
		style = cell[-1].style;
		cell[-1] = blank;
		cell[-1].style = style;
	}
}

static void
grid_put(struct area a, int row, int col, enum style style,
	const struct cluster *c)
{
	struct grid *g = a.grid;
	struct cell *cell;
	struct cluster cut = { .ch = { L' ' }, .width = 1 };

	if (row < 0 || row >= a.rows || col >= a.cols || col + c->width <= 0)
		return;
	if (col < 0) {
		col = 0;
		c = &cut;
	} else if (col + c->width > a.cols) {
		c = &cut;
	}
	row += a.row;
	col += a.col;
	cell = &g->cells[row * g->cols + col];
	unwide(g, row, col);
	if (c->width == 2) {
		unwide(g, row, col + 1);
		cell[1] = (struct cell){ .style = (unsigned char)style };
	}
	memcpy(cell->ch, c->ch, sizeof(cell->ch));
	cell->width = (unsigned char)c->width;
	cell->style = (unsigned char)style;
}

struct area
grid_area(struct grid *g)
{
	return (struct area){ .grid = g, .rows = g->rows, .cols = g->cols };
}

static int
clip(int value, int max)
{
	if (value < 0)
		return 0;
	return value < max ? value : max;
}

struct area
area_sub(struct area a, int row, int col, int rows, int cols)
{
	struct area sub = { .grid = a.grid };

	row = clip(row, a.rows);
	col = clip(col, a.cols);
	sub.row = a.row + row;
	sub.col = a.col + col;
	sub.rows = rows < 0 ? a.rows - row : clip(rows, a.rows - row);
	sub.cols = cols < 0 ? a.cols - col : clip(cols, a.cols - col);
	return sub;
}

int
area_put_n(struct area a, int row, int col, enum style style, const char *text,
	size_t len)
{
	struct cluster c;
	size_t n;

	for (size_t i = 0; i < len; i += n) {
		n = cluster_next(&c, text + i, len - i);
		if (n == 0)
			break;
		grid_put(a, row, col, style, &c);
		col += c.width;
	}
	return col;
}

int
area_put(struct area a, int row, int col, enum style style, const char *text)
{
	return area_put_n(a, row, col, style, text, strlen(text));
}

int
area_printf(
	struct area a, int row, int col, enum style style, const char *fmt, ...)
{
	va_list ap;
	char *text = NULL;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&text, fmt, ap);
	va_end(ap);
	assert(n >= 0);
	col = area_put_n(a, row, col, style, text, (size_t)n);
	free(text);
	return col;
}

int
area_column(struct area a, int row, int col, int width, enum style style,
	const char *text)
{
	size_t len = strlen(text);
	int end = col;

	if (width <= 0)
		return col;
	if (cluster_width_n(text, len) <= width) {
		end = area_put_n(a, row, col, style, text, len);
	} else {
		len = cluster_fit(text, len, width - 1);
		end = area_put_n(a, row, col, style, text, len);
		end = area_put(a, row, end, style, "…");
	}
	area_fill(a, row, end, col + width - end, style, " ");
	return col + width;
}

int
area_wrap(struct area a, int row, int col, enum style style, const char *text)
{
	struct wrap w;
	struct wrap_line line;
	int start = row;

	if (a.cols - col < 2)
		return 0;
	wrap_init(&w, text, strlen(text), a.cols - col);
	for (; wrap_next(&line, &w); row++)
		(void)area_put_n(a, row, col, style, text + line.start,
			line.end - line.start);
	return row - start;
}

void
area_fill(struct area a, int row, int col, int n, enum style style,
	const char *pattern)
{
	size_t len = strlen(pattern), at = 0;
	struct cluster c;

	while (n > 0) {
		at += cluster_next(&c, pattern + at, len - at);
		if (c.width > n)
			c = (struct cluster){ .ch = { L' ' }, .width = 1 };
		grid_put(a, row, col, style, &c);
		col += c.width;
		n -= c.width;
		if (at >= len)
			at = 0;
	}
}

void
area_cursor(struct area a, int row, int col)
{
	if (row < 0 || row >= a.rows || a.cols == 0)
		return;
	a.grid->cursor_row = a.row + row;
	a.grid->cursor_col = a.col + clip(col, a.cols - 1);
}

char *
grid_format(const struct grid *g)
{
	struct buf out;
	char utf8[4];
	size_t keep;

	buf_init(&out, (size_t)g->rows * ((size_t)g->cols * 24 + 1) + 1);
	for (int row = 0; row < g->rows; row++) {
		keep = out.len;
		for (int col = 0; col < g->cols; col++) {
			const wchar_t *ch = grid_at(g, row, col)->ch;

			for (; *ch; ch++)
				buf_add(&out, utf8,
					text_encode(utf8, (uint32_t)*ch));
		}
		while (out.len > keep && out.data[out.len - 1] == ' ')
			out.data[--out.len] = '\0';
		buf_putc(&out, '\n');
	}
	return buf_take(&out);
}

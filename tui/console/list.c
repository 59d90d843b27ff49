/*
 * Moving in a list and scrolling it. A marker and the hardware cursor show the chosen row: a
 * whole row in reverse costs twenty times the bytes on a bad line.
 */
#include "tui/console/list.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/pages/i18n.h"

static void
bound(struct list *l)
{
	if (l->at >= l->count)
		l->at = l->count - 1;
	if (l->at < 0)
		l->at = 0;
}

bool
list_request(struct list *l, enum request request)
{
	int page = l->shown > 1 ? l->shown - 1 : 1;

	switch ((int)request) {
	case REQ_UP:
		l->at--;
		break;
	case REQ_DOWN:
		l->at++;
		break;
	case REQ_PAGE_UP:
		l->at -= page;
		break;
	case REQ_PAGE_DOWN:
		l->at += page;
		break;
	case REQ_HOME:
		l->at = 0;
		break;
	case REQ_END:
		l->at = l->count - 1;
		break;
	default:
		return false;
	}
	bound(l);
	return true;
}

void
list_count(struct list *l, int count)
{
	l->count = count;
	bound(l);
}

void
list_keep(
	struct list *l, const json_t *rows, const char *key, const char *value)
{
	size_t i;
	json_t *row;

	list_count(l, (int)json_array_size(rows));
	json_array_foreach(rows, i, row)
	{
		if (*value && strcmp(doc_str(row, key), value) == 0)
			l->at = (int)i;
	}
}

json_t *
list_row(const struct list *l, const json_t *rows)
{
	return json_array_get(rows, (size_t)l->at);
}

int
list_scroll(struct list *l, int height)
{
	l->shown = height;
	if (l->at < l->top)
		l->top = l->at;
	if (l->at >= l->top + height)
		l->top = l->at - height + 1;
	if (l->top > l->count - height)
		l->top = l->count - height;
	if (l->top < 0)
		l->top = 0;
	return l->top;
}

int
list_heading(struct list *l, struct area a, int row, const char *title)
{
	char text[200];
	int height = a.rows - row - 1, last;

	(void)list_scroll(l, height);
	last = l->top + height < l->count ? l->top + height : l->count;
	if (height < l->count)
		fixed_cut_format(text, sizeof(text), _("%s  (%d-%d of %d)"),
			title, l->top + 1, last, l->count);
	else
		fixed_cut(text, sizeof(text), title);
	return border_rule(area_sub(a, 0, 1, -1, a.cols - 2), row, text);
}

void
list_mark(const struct list *l, struct area a, int row, int i)
{
	if (i != l->at)
		return;
	(void)area_put(a, row, 0, STYLE_STRONG, ">");
	area_cursor(a, row, 0);
}

int
list_share(int cols, int left, int right, int wanted)
{
	int least = right < wanted ? right : wanted;

	if (left <= cols - wanted)
		return wanted;
	return cols - left > least ? cols - left : least;
}

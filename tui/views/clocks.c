/*
 * Drawing clocks.
 */
#include "tui/views/clocks.h"

#include <stdio.h>
#include <string.h>

#include "base/doc.h"
#include "tui/frame.h"
#include "tui/i18n.h"
#include "tui/say.h"

enum { TWO_COLUMNS = 120, HELP_ROWS = 4 };

/* The nearest first. */
void
clocks_sort(json_t *clocks)
{
	size_t n = json_array_size(clocks);
	json_t *a, *b;

	for (size_t i = 1; i < n; i++) {
		for (size_t k = i; k > 0; k--) {
			a = json_array_get(clocks, k - 1);
			b = json_array_get(clocks, k);
			if (doc_int(a, "due") <= doc_int(b, "due"))
				break;
			(void)json_incref(a);
			(void)json_array_set(clocks, k - 1, b);
			(void)json_array_set_new(clocks, k, a);
		}
	}
}

static void
draw_clock(const struct desk *d, struct area a, int row, const json_t *clock)
{
	int64_t due = doc_int(clock, "due"), now = desk_now(d);
	const char *state = doc_str(clock, "state");
	bool inside = doc_bool(clock, "internal"), bad;
	char left[SAY], at[SAY];
	enum style style = inside ? STYLE_DIM : STYLE_TEXT;

	say_clock(at, due, now, d->zone);
	say_countdown(left, due - now);
	bad = !inside && (doc_bool(clock, "missed") || due < now);
	if (strcmp(state, "met") == 0) {
		(void)snprintf(left, sizeof(left), "%s", _("met"));
		bad = false;
	} else if (strcmp(state, "late") == 0) {
		(void)snprintf(left, sizeof(left), "%s", _("met too late"));
	} else if (strcmp(state, "ended") == 0) {
		(void)snprintf(left, sizeof(left), "%s", _("ended"));
	}
	(void)area_column(a, row, 2, a.cols - 40, style,
		say_both(clock, "title", d->lang));
	(void)area_column(a, row, a.cols - 37, 12, style, at);
	(void)area_put(a, row, a.cols - 24, bad ? STYLE_BAD : style, left);
}

int
clocks_count(json_t *clocks, bool internal)
{
	json_t *clock;
	int count = 0;
	size_t i;

	json_array_foreach(clocks, i, clock) count +=
		doc_bool(clock, "internal") == internal;
	return count;
}

/* The public duties, or the reports inside the government. */
static int
draw_clocks(const struct desk *d, json_t *clocks, struct area a, int row,
	bool internal)
{
	json_t *clock;
	size_t i;

	json_array_foreach(clocks, i, clock)
	{
		if (row < a.rows && doc_bool(clock, "internal") == internal)
			draw_clock(d, a, row++, clock);
	}
	return row;
}

/* Two columns where there is room, else one below the other while rows last;
 * what is to be done at this step goes before reports inside. */
int
clocks_draw(const struct desk *d, json_t *clocks, struct area a, int row)
{
	struct area in = area_sub(a, 0, 1, -1, a.cols - 2), left = a, right;
	bool wide = a.cols >= TWO_COLUMNS;
	int inside = clocks_count(clocks, true), first = row, end = row;

	if (wide) {
		left = area_sub(a, 0, 0, -1, a.cols / 2);
		right = area_sub(a, 0, a.cols / 2, -1, a.cols - a.cols / 2);
	} else {
		right = a;
	}
	if (clocks_count(clocks, false) > 0) {
		row = frame_rule(wide ? area_sub(left, 0, 1, -1, -1) : in, row,
			_("Clocks"));
		end = row = draw_clocks(d, clocks, left, row, false);
	}
	if (inside == 0 || (!wide && row + inside + HELP_ROWS > a.rows))
		return end;
	row = frame_rule(wide ? right : in, wide ? first : row,
		_("Reports inside the government"));
	row = draw_clocks(d, clocks, right, row, true);
	return row > end ? row : end;
}

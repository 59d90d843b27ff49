/*
 * Pages of a text; a line of the page before stays, to be found again.
 */
#include "tui/console/reading.h"

#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

void
reading_fit(struct text_page *r, int lines, int shown)
{
	r->lines = lines;
	r->shown = shown;
	if (r->top > lines - shown)
		r->top = lines - shown;
	if (r->top < 0)
		r->top = 0;
}

bool
reading_request(struct text_page *r, enum request request)
{
	int page = r->shown > 1 ? r->shown - 1 : 1;

	if (r->lines <= r->shown ||
		(request != REQ_PAGE_DOWN && request != REQ_PAGE_UP))
		return false;
	r->top += request == REQ_PAGE_DOWN ? page : -page;
	reading_fit(r, r->lines, r->shown);
	return true;
}

bool
reading_has_more(const struct text_page *r)
{
	return r->top + r->shown < r->lines;
}

static void
reading_say(char out[SAY], const struct text_page *r)
{
	int last = r->top + r->shown;

	fixed_cut_format(out, SAY,
		last < r->lines ? _("lines %d-%d of %d, PgDn")
				: _("lines %d-%d of %d, PgUp"),
		r->top + 1, last < r->lines ? last : r->lines, r->lines);
}

void
reading_note(const struct text_page *r, struct area a, int row, int col)
{
	char text[SAY];

	if (r->lines <= r->shown)
		return;
	reading_say(text, r);
	(void)area_put(a, row, col, STYLE_DIM, text);
}

void
reading_note_right(const struct text_page *r, struct area a, int row)
{
	char text[SAY], note[SAY];

	if (r->lines <= r->shown)
		return;
	reading_say(text, r);
	fixed_cut_format(note, sizeof(note), " %s ", text);
	border_note(a, row, note);
}

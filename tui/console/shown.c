/*
 * One cell at a time: the grid's columns are those of the screen.
 */
#include "tui/console/shown.h"

#include <string.h>

#include "tui/pages/ambiguous.h"

void
shown_cell(wchar_t out[CLUSTER_CHARS + 1], const struct cell *cell,
	const struct charset *charset, bool narrow)
{
	uint32_t cp = (uint32_t)cell->ch[0];

	narrow &= ambiguous_is(cp);
	memcpy(out, cell->ch, sizeof(cell->ch));
	if (!charset->utf8 || narrow)
		out[1] = L'\0'; /* no marks */
	if (narrow && cell->width == 1)
		out[0] = (wchar_t)ambiguous_twin(cp);
	else if (!charset_shows(charset, cp))
		out[0] = L'?';
}

/*
 * Saying what was carried over.
 */
#include "tui/pages/carried.h"

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

void
carried_mark(char *out, size_t size, const json_t *row)
{
	long long number = (long long)doc_int(row, "number");

	if (number > 0)
		fixed_cut_format(out, size, _("as in No. %lld"), number);
	else
		fixed_cut_format(
			out, size, _("as in %s"), doc_str(row, "message"));
}

void
carried_say(char out[CARRIED_WORDS], const json_t *row, enum lang lang)
{
	const char *label = say_both(row, "label", lang);
	char mark[SAY];

	carried_mark(mark, sizeof(mark), row);
	if (*label == '\0')
		label = doc_str(row, "name");
	if (*doc_str(row, "by"))
		fixed_cut_format(out, CARRIED_WORDS,
			_("%s: %s, confirmed by %s"), label, mark,
			doc_str(row, "by"));
	else
		fixed_cut_format(out, CARRIED_WORDS, _("%s: %s, not confirmed"),
			label, mark);
}

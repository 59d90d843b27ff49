/*
 * Words about waiting for a person.
 */
#include "tui/pages/waiting.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/pages/i18n.h"
#include "tui/pages/left.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"

static const char *
waiting_what(const char *word, enum lang lang)
{
	return say_waits(strcmp(word, "hand") == 0 ? "proof" : word, lang);
}

void
waiting_over(
	char *out, size_t size, const json_t *row, int64_t now, enum lang lang)
{
	int64_t due = doc_int(row, "due");

	/* by the station's clock, which may be another, or by ours */
	bool over = doc_bool(row, "over") || doc_int(row, "overdue") > 0 ||
		(due != 0 && due <= now);

	out[0] = '\0';
	if (doc_get(row, "then") != NULL && over)
		fixed_cut_format(out, size,
			_("NOT DONE in time, and nothing is sent by itself. "
			  "Instead: %s"),
			say_both(row, "then", lang));
}

enum style
waiting_say(char out[WAITING_TEXT], const json_t *row, int64_t now, int zone,
	enum lang lang)
{
	const char *whom = say_both(row, "whom", lang);
	char left[SAY], people[SAY], over[WAITING_TEXT / 2];

	left_words(left, doc_int(row, "due"), now, zone);
	say_people(people, sizeof(people), doc_get(row, "officers"), lang);
	waiting_over(over, sizeof(over), row, now, lang);
	fixed_cut_format(out, WAITING_TEXT, "%s  %s  %s  %s%s%s%s%s",
		doc_str(row, "name"), waiting_what(doc_str(row, "for"), lang),
		left, whom, *whom ? "  " : "",
		*people ? people : _("nobody to ring"), *over ? "  " : "",
		over);
	return *over ? STYLE_BAD : STYLE_WARN;
}

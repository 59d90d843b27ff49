/*
 * Writes the sentence about one role that nobody on duty has.
 */
#include "tui/pages/roster.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"

enum { WORDS = 200 };

const char *
roster_need(const json_t *need)
{
	return strcmp(doc_str(need, "need"), "draft") == 0 ? _("to write it")
							   : _("to release");
}

static const char *
need_words(const json_t *need, enum lang lang)
{
	if (strcmp(doc_str(need, "need"), "gate") == 0)
		return say_gate(doc_str(need, "gate"), lang);
	return roster_need(need);
}

bool
roster_missing(
	char *out, size_t size, const json_t *roster, size_t i, enum lang lang)
{
	json_t *tiers = json_object_get(roster, "tiers"), *tier, *need;
	char roles[WORDS], phones[WORDS];
	size_t t, k, at = 0;

	json_array_foreach(tiers, t, tier)
	{
		json_array_foreach(json_object_get(tier, "missing"), k, need)
		{
			if (at++ != i)
				continue;
			say_words(roles, sizeof(roles),
				json_object_get(need, "roles"), "/", say_role,
				lang);
			say_people(phones, sizeof(phones),
				json_object_get(need, "phones"), lang);
			if (*phones == '\0')
				fixed_cut(phones, sizeof(phones),
					_("no number is known (of the officer, "
					  "or in contacts.yaml)"));
			fixed_cut_format(out, size,
				_("nobody is left who is %s (%s); call: %s "
				  "[%s]"),
				roles, need_words(need, lang), phones,
				say_both(tier, "title", lang));
			return true;
		}
	}
	return false;
}

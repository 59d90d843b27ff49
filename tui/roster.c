/*
 * The sentence about one missing person.
 */
#include "tui/roster.h"

#include <stdio.h>
#include <string.h>

#include "base/doc.h"
#include "tui/i18n.h"
#include "tui/say.h"

enum { WORDS = 200 };

/* "signer/head of the unit" */
static void
roster_role_words(char out[WORDS], const json_t *roles, enum lang lang)
{
	size_t i, n = 0;
	json_t *role;

	out[0] = '\0';
	json_array_foreach((json_t *)(uintptr_t)roles, i, role)
	{
		if (n < WORDS && json_is_string(role))
			n += (size_t)snprintf(out + n, WORDS - n, "%s%s",
				i ? "/" : "",
				say_role(json_string_value(role), lang));
	}
}

/* "李法制 0000-1004, …", or that no number is known. */
static void
phone_words(char out[WORDS], const json_t *phones, enum lang lang)
{
	size_t i, n = 0;
	json_t *row;

	out[0] = '\0';
	json_array_foreach((json_t *)(uintptr_t)phones, i, row)
	{
		if (n < WORDS)
			n += (size_t)snprintf(out + n, WORDS - n, "%s%s %s",
				i ? ", " : "",
				doc_get(row, "title")
					? say_both(row, "title", lang)
					: doc_str(row, "name"),
				doc_str(row, "phone"));
	}
	if (i == 0)
		(void)snprintf(out, WORDS, "%s",
			_("no number is known (crier officer change, or "
			  "contacts.yaml)"));
}

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
			roster_role_words(
				roles, json_object_get(need, "roles"), lang);
			phone_words(
				phones, json_object_get(need, "phones"), lang);
			(void)snprintf(out, size,
				_("nobody is left who is %s (%s); call: %s "
				  "[%s]"),
				roles, need_words(need, lang), phones,
				say_both(tier, "title", lang));
			return true;
		}
	}
	return false;
}

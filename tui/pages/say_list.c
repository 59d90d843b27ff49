/*
 * Lists on one line.
 */
#include "tui/pages/say_list.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

bool
say_add(char *out, size_t size, const char *between, const char *text)
{
	if (*out && !fixed_cut_add(out, size, between, strlen(between)))
		return false;
	return fixed_cut_add(out, size, text, strlen(text));
}

void
say_words(char *out, size_t size, const json_t *words, const char *between,
	const char *(*say)(const char *word, enum lang lang), enum lang lang)
{
	const char *word;

	out[0] = '\0';
	for (size_t i = 0; i < json_array_size(words); i++) {
		word = json_string_value(json_array_get(words, i));
		if (word == NULL)
			continue;
		if (!say_add(out, size, between, say ? say(word, lang) : word))
			return;
	}
}

/* Somebody who is no officer has a title in two languages. */
static const char *
person_name(const json_t *person, enum lang lang)
{
	return doc_get(person, "title") ? say_both(person, "title", lang)
					: doc_str(person, "name");
}

bool
say_person(char *out, size_t size, const json_t *person, enum lang lang)
{
	const char *phone = doc_str(person, "phone");
	const char *employer = doc_str(person, "employer");

	return say_add(out, size, ", ", person_name(person, lang)) &&
		(!*employer ||
			(say_add(out, size, " ", _("contractor of")) &&
				say_add(out, size, " ", employer))) &&
		(!*phone || say_add(out, size, " ", phone));
}

void
say_people(char *out, size_t size, const json_t *people, enum lang lang)
{
	out[0] = '\0';
	for (size_t i = 0; i < json_array_size(people); i++)
		if (!say_person(out, size, json_array_get(people, i), lang))
			return;
}

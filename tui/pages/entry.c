/*
 * Entries in words: the title of the kind and its fields, said each its way.
 */
#include "tui/pages/entry.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/entry_kind.h"
#include "tui/pages/i18n.h"
#include "base/instant.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"

/* Texts of an array joined by commas; objects are only counted. */
static void
entry_join_array(char *out, size_t size, const json_t *list)
{
	if (!json_is_string(json_array_get(list, 0)) ||
		json_array_size(list) > 12) {
		fixed_format(out, size, "%zu", json_array_size(list));
		return;
	}
	say_words(out, size, list, ",", NULL, LANG_EN);
}

/* Results by state: "published 7, unknown 1". */
static void
tally(char *out, size_t size, const json_t *results, enum lang lang)
{
	const char *seen[32] = { NULL };
	size_t count[32] = { 0 }, kinds_seen = 0, i, k;
	char one[100];
	const json_t *r;

	json_array_foreach(results, i, r)
	{
		const char *state = doc_str(r, "state");

		if (*state == '\0')
			state = doc_bool(r, "ok") ? "prepared" : "gap";
		for (k = 0; k < kinds_seen && strcmp(seen[k], state) != 0; k++)
			;
		if (k == 32)
			break;
		if (k == kinds_seen)
			seen[kinds_seen++] = state;
		count[k]++;
	}
	out[0] = '\0';
	for (k = 0; k < kinds_seen; k++) {
		fixed_cut_format(one, sizeof(one), "%s %zu",
			say_delivery(seen[k], lang), count[k]);
		if (!say_add(out, size, ", ", one))
			return;
	}
}

static void
entry_put_field(char *out, size_t size, const char *kind, const char *field,
	const json_t *value, enum lang lang, int zone)
{
	char time[INSTANT_TEXT];

	out[0] = '\0';
	if (json_is_string(value)) {
		fixed_cut(out, size,
			entry_field_word(
				kind, field, json_string_value(value), lang));
	} else if (json_is_boolean(value)) {
		fixed_cut(out, size, json_is_true(value) ? _("yes") : _("no"));
	} else if (json_is_array(value)) {
		if (strcmp(field, "results") == 0)
			tally(out, size, value, lang);
		else
			entry_join_array(out, size, value);
	} else if (json_is_integer(value)) {
		fixed_cut_format(out, size,
			strcmp(field, "revision") == 0 ? _("revision %lld")
						       : "%lld",
			(long long)json_integer_value(value));
		if (entry_field_is_time(field)) {
			instant_format_plain(
				time, json_integer_value(value), zone);
			fixed_cut(out, size,
				json_integer_value(value) ? time : "");
		}
	} else if (json_is_object(value)) {
		const char *words = doc_str(value, lang_word(lang));

		fixed_cut(out, size,
			*words ? words : say_both(value, "title", lang));
	}
}

const char *
entry_title(const char *kind, enum lang lang)
{
	const struct entry_kind_row *row = entry_kind_find(kind);

	return row ? row->title.in[lang] : kind;
}

void
entry_detail(
	char *out, size_t size, const json_t *entry, enum lang lang, int zone)
{
	const char *kind = doc_str(entry, "kind");
	const struct entry_kind_row *row = entry_kind_find(kind);
	const json_t *body = doc_get(entry, "body");

	out[0] = '\0';
	for (int i = 0; row && i < ENTRY_FIELDS && row->fields[i]; i++) {
		const json_t *value = doc_get(body, row->fields[i]);
		char text[400];

		entry_put_field(text, sizeof(text), kind, row->fields[i], value,
			lang, zone);
		if (text[0] == '\0')
			continue;
		if (!say_add(out, size, "  ", text))
			return;
	}
}

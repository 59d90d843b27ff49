/*
 * A letter's head as a table of fields. The form of an id is that of the
 * words which offices choose (crier/act.h).
 */
#include <string.h>

#include "base/doc.h"
#include "crier/id.h"
#include "letter/form.h"
#include "letter/letter.h"

enum { HEAD_VERSION = 1 };

static bool
head_is_version(const json_t *value)
{
	return json_integer_value(value) == HEAD_VERSION;
}

/* Sorted, so that the same addressees are always the same bytes; each once. */
static bool
head_is_to(const json_t *value)
{
	size_t n = json_array_size(value);
	const char *before = "";

	for (size_t i = 0; i < n; i++) {
		const json_t *one = json_array_get(value, i);

		if (!form_is_id(one) ||
			strcmp(before, json_string_value(one)) >= 0)
			return false;
		before = json_string_value(one);
	}
	return n > 0 && n <= LETTER_TO;
}

static bool
head_is_ledger(const json_t *value)
{
	return json_array_size(value) == 2 &&
		form_is_number(json_array_get(value, 0)) &&
		form_is_hash(json_array_get(value, 1));
}

static bool
head_is_seen(const json_t *value)
{
	const char *key;
	json_t *row;

	if (json_object_size(value) == 0 || json_object_size(value) > LETTER_TO)
		return false;
	json_object_foreach(doc_borrow(value), key,
		row) if (!form_is_id_text(key) || json_array_size(row) != 3 ||
		!form_is_number(json_array_get(row, 0)) ||
		!form_is_number(json_array_get(row, 1)) ||
		!form_is_hash(json_array_get(row, 2))) return false;
	return true;
}

static const struct head_field {
	const char *name;
	bool (*is)(const json_t *value);
	bool need;
} head_fields[] = {
	{ "v", head_is_version, true },
	{ "from", form_is_id, true },
	{ "vol", form_is_number, true },
	{ "seq", form_is_number, true },
	{ "prev", form_is_hash, false },
	{ "to", head_is_to, true },
	{ "time", form_is_number, true },
	{ "body", form_is_hash, true },
	{ "box", form_is_hash, true },
	{ "ledger", head_is_ledger, true },
	{ "seen", head_is_seen, false },
};

/* Every letter but the first of a volume names the one before it. */
static bool
head_prev_fits(const json_t *head)
{
	return doc_int(head, "seq") == 1 || doc_get(head, "prev") != NULL;
}

static bool
head_names_itself(const json_t *head)
{
	return doc_list_has(doc_get(head, "to"), doc_str(head, "from"));
}

bool
letter_head_is_sound(const char **what, const json_t *head)
{
	size_t known = 0;

	*what = "head";
	if (!json_is_object(head))
		return false;
	for (size_t i = 0; i < sizeof(head_fields) / sizeof(head_fields[0]);
		i++) {
		const struct head_field *f = &head_fields[i];
		const json_t *value = json_object_get(head, f->name);

		if (value == NULL && !f->need)
			continue;
		known++;
		*what = f->name;
		if (value == NULL || !f->is(value))
			return false;
	}
	*what = "prev";
	if (!head_prev_fits(head))
		return false;
	*what = "to";
	if (head_names_itself(head))
		return false;
	*what = "head";
	return known == json_object_size(head);
}

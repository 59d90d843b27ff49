/* Forms of values. */
#include "letter/form.h"

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "crier/id.h"

#define NUMBER_MAX INT64_C(9007199254740991)

bool
form_is_id_text(const char *s)
{
	if (!ascii_is_alnum(*s) || strlen(s) >= WORD_ID)
		return false;
	for (; *s; s++)
		if (!ascii_is_digit(*s) && !(*s >= 'a' && *s <= 'z') &&
			strchr("._-", *s) == NULL)
			return false;
	return true;
}

bool
form_is_id(const json_t *value)
{
	const char *s = json_string_value(value);

	return s != NULL && strlen(s) == json_string_length(value) &&
		form_is_id_text(s);
}

bool
form_is_hex(const json_t *value, size_t digits)
{
	const char *s = json_string_value(value);

	return s != NULL && json_string_length(value) == digits &&
		strspn(s, "0123456789abcdef") == digits;
}

bool
form_is_hash(const json_t *value)
{
	return form_is_hex(value, HASH_HEX - 1);
}

bool
form_is_number(const json_t *value)
{
	return json_is_integer(value) && json_integer_value(value) >= 1 &&
		json_integer_value(value) <= NUMBER_MAX;
}

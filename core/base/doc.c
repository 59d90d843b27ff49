/*
 * The JSON layer: jansson with this project's bounds around it.
 */
#include "base/doc.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/fixed.h"
#include "base/mem.h"

enum { DEPTH_MAX = 32 };

char *
doc_format(const json_t *doc)
{
	char *text = json_dumps(
		doc, JSON_SORT_KEYS | JSON_COMPACT | JSON_ENCODE_ANY);

	assert(text != NULL);
	return text;
}

static bool
doc_is_too_deep(const char *text, size_t len)
{
	int depth = 0;
	bool in_string = false;

	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if (in_string) {
			if (c == '\\')
				i++;
			else if (c == '"')
				in_string = false;
		} else if (c == '"') {
			in_string = true;
		} else if (c == '{' || c == '[') {
			if (++depth > DEPTH_MAX)
				return true;
		} else if (c == '}' || c == ']') {
			depth--;
		}
	}
	return false;
}

enum err_code
doc_parse(json_t **out, const char *text, size_t len, struct err *err)
{
	json_error_t why;
	json_t *doc;
	char where[48];

	if (doc_is_too_deep(text, len))
		return err_set(err, ERR_INVALID, "", "",
			"the document is nested deeper than %d", DEPTH_MAX);
	doc = json_loadb(text, len, JSON_REJECT_DUPLICATES, &why);
	if (doc == NULL) {
		fixed_format(
			where, sizeof(where), "%d:%d", why.line, why.column);
		return err_set(err, ERR_INVALID, where, "",
			"not valid JSON: %s", why.text);
	}
	*out = doc;
	return ERR_OK;
}

static bool
doc_text_is_clean(const char *s)
{
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
			return false;
		/* C1 controls are C2 80 to C2 9F in UTF-8 */
		if (c == 0xC2 && (unsigned char)s[1] < 0xA0)
			return false;
	}
	return true;
}

static bool
doc_key_is_clean(const char *s)
{
	for (; *s; s++)
		if (*s < 0x20 || *s > 0x7E)
			return false;
	return true;
}

static enum err_code
doc_check_object(const json_t *doc, struct err *err)
{
	const char *key;
	json_t *value;
	enum err_code rc;

	/* jansson's iterators want a writable object but do not change it */
	json_object_foreach(doc_borrow(doc), key, value)
	{
		if (!doc_key_is_clean(key))
			return err_set(err, ERR_INVALID, "",
				"Name fields with ASCII letters.",
				"a field name is not plain ASCII");
		rc = doc_check(value, err);
		if (rc != ERR_OK) {
			err_at(err, "%s", key);
			return rc;
		}
	}
	return ERR_OK;
}

enum err_code
doc_check(const json_t *doc, struct err *err)
{
	enum err_code rc;

	switch (json_typeof(doc)) {
	case JSON_OBJECT:
		return doc_check_object(doc, err);
	case JSON_ARRAY:
		for (size_t i = 0; i < json_array_size(doc); i++) {
			rc = doc_check(json_array_get(doc, i), err);
			if (rc != ERR_OK)
				return rc;
		}
		return ERR_OK;
	case JSON_STRING:
		if (strlen(json_string_value(doc)) != json_string_length(doc) ||
			!doc_text_is_clean(json_string_value(doc)))
			return err_set(err, ERR_INVALID, "",
				"Remove control characters; newline and tab "
				"may stay.",
				"the text holds a control character");
		return ERR_OK;
	case JSON_REAL:
		return err_set(err, ERR_INVALID, "", "Give a whole number.",
			"a number has a fraction");
	case JSON_INTEGER:
	case JSON_TRUE:
	case JSON_FALSE:
	case JSON_NULL:
		break;
	}
	return ERR_OK;
}

const char *
doc_str(const json_t *doc, const char *key)
{
	const char *s = json_string_value(json_object_get(doc, key));

	return s ? s : "";
}

int64_t
doc_int(const json_t *doc, const char *key)
{
	return json_integer_value(json_object_get(doc, key));
}

bool
doc_bool(const json_t *doc, const char *key)
{
	return json_is_true(json_object_get(doc, key));
}

json_t *
doc_get(const json_t *doc, const char *key)
{
	json_t *value = json_object_get(doc, key);

	return json_is_null(value) ? NULL : value;
}

bool
doc_list_has(const json_t *list, const char *word)
{
	for (size_t n = 0; n < json_array_size(list); n++) {
		const char *s = json_string_value(json_array_get(list, n));

		if (s != NULL && strcmp(s, word) == 0)
			return true;
	}
	return false;
}

json_t *
doc_find(const json_t *list, const char *key, const char *text)
{
	json_t *one;
	size_t n;

	json_array_foreach(doc_borrow(list), n, one)
	{
		if (strcmp(doc_str(one, key), text) == 0)
			return one;
	}
	return NULL;
}

enum err_code
doc_need_str(const char **out, const json_t *doc, const char *key, size_t max,
	bool required, struct err *err)
{
	json_t *value = doc_get(doc, key);

	if (value == NULL) {
		*out = "";
		if (!required)
			return ERR_OK;
		return err_set(err, ERR_INVALID, key, "", "%s is missing", key);
	}
	if (!json_is_string(value))
		return err_set(
			err, ERR_INVALID, key, "", "%s is not a text", key);
	if (json_string_length(value) > max)
		return err_set(err, ERR_TOO_LARGE, key, "",
			"%s is longer than %zu bytes", key, max);
	*out = json_string_value(value);
	if (required && **out == '\0')
		return err_set(err, ERR_INVALID, key, "", "%s is empty", key);
	return ERR_OK;
}

void
doc_put(json_t *doc, const char *key, json_t *value)
{
	int rc = json_object_set_new(doc, key, value);

	assert(rc == 0);
}

void
doc_put_str(json_t *doc, const char *key, const char *value)
{
	if (value != NULL && *value)
		doc_put(doc, key, json_string(value));
}

void
doc_put_int(json_t *doc, const char *key, int64_t value)
{
	doc_put(doc, key, json_integer(value));
}

void
doc_put_bool(json_t *doc, const char *key, bool value)
{
	doc_put(doc, key, json_boolean(value));
}

json_t *
doc_borrow(const json_t *doc)
{
	return (json_t *)(uintptr_t)doc;
}

json_t *
doc_both(const struct both *text)
{
	json_t *doc = json_object();

	for (int lang = 0; lang < LANG_COUNT; lang++)
		doc_put_str(doc, lang_word((enum lang)lang), text->in[lang]);
	return doc;
}

/* ---- order ---- */

struct sorted_doc {
	json_t *row;
	size_t at; /* where it stood */
	int (*order)(const json_t *a, const json_t *b);
};

static int
doc_compare(const void *x, const void *y)
{
	const struct sorted_doc *a = x, *b = y;
	int order = a->order(a->row, b->row);

	return order ? order : (a->at > b->at) - (a->at < b->at);
}

void
doc_sort(json_t *list, int (*order)(const json_t *a, const json_t *b))
{
	size_t n = json_array_size(list);
	struct sorted_doc *rows = mem_array(n + 1, sizeof(*rows));

	for (size_t i = 0; i < n; i++)
		rows[i] = (struct sorted_doc){
			json_incref(json_array_get(list, i)), i, order
		};
	qsort(rows, n, sizeof(*rows), doc_compare);
	for (size_t i = 0; i < n; i++)
		(void)json_array_set_new(list, i, rows[i].row);
	free(rows);
}

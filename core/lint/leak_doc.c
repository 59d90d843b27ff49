/*
 * Leaks in documents: every text and every number in them, and the names of
 * their fields.
 */
#include "lint/leak_doc.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "lint/leak_joined.h"

enum { PATH_MAX_BYTES = 180, ROUND = 1000000 };

static enum err_code
leak_check_text(const char *text, const char *at,
	const struct lint_rules *rules, struct err *err)
{
	struct leaks found;
	enum err_code code;

	leak_scan(&found, text, strlen(text), rules);
	code = leak_refuse(&found, at, err);
	leaks_release(&found);
	return code;
}

/* Written as a number it is the same number; millions are counts. */
static enum err_code
leak_check_number(const json_t *number, const char *at,
	const struct lint_rules *rules, struct err *err)
{
	char *text;
	enum err_code code;

	if (json_is_integer(number) && json_integer_value(number) % ROUND == 0)
		return ERR_OK;
	text = doc_format(number);
	code = leak_check_text(text, at, rules, err);
	free(text);
	return code;
}

/*
 * A path names the keys above a text. A key can be a leak itself, so it is
 * checked before it is put into the path.
 */
static enum err_code
leak_check_member(const char *key, const json_t *value, const char *at,
	const struct lint_rules *rules, struct err *err)
{
	char path[PATH_MAX_BYTES];
	enum err_code code = leak_check_text(key, at, rules, err);

	if (code)
		return code;
	fixed_cut_format(path, sizeof(path), "%s%s%s", at, *at ? "." : "", key);
	return leak_check_doc(value, path, rules, err);
}

enum err_code
leak_check_doc(const json_t *doc, const char *at,
	const struct lint_rules *rules, struct err *err)
{
	enum err_code code = ERR_OK;
	const char *key = NULL;
	json_t *value = NULL, *root = doc_borrow(doc);
	size_t i = 0;

	if (json_is_string(doc))
		return leak_check_text(json_string_value(doc), at, rules, err);
	if (json_is_number(doc))
		return leak_check_number(doc, at, rules, err);
	json_array_foreach(root, i, value)
	{
		char path[PATH_MAX_BYTES];

		fixed_cut_format(path, sizeof(path), "%s[%zu]", at, i);
		code = leak_check_doc(value, path, rules, err);
		if (code)
			return code;
	}
	json_object_foreach(root, key, value)
	{
		code = leak_check_member(key, value, at, rules, err);
		if (code)
			return code;
	}
	return ERR_OK;
}

static json_t *
mask_text(const char *text, const struct lint_rules *rules)
{
	struct leaks found;
	json_t *masked;
	char *clean;

	leak_scan(&found, text, strlen(text), rules);
	clean = leak_mask(text, strlen(text), &found);
	masked = json_string(clean);
	leaks_release(&found);
	free(clean);
	return masked;
}

static json_t *
mask_number(const json_t *number, const struct lint_rules *rules)
{
	struct err err;
	char *text;
	json_t *masked;

	if (leak_check_number(number, "", rules, &err) == ERR_OK)
		return json_deep_copy(number);
	text = doc_format(number);
	masked = mask_text(text, rules);
	free(text);
	return masked;
}

static json_t *
mask_each(const json_t *doc, const struct lint_rules *rules)
{
	json_t *copy, *value, *root = doc_borrow(doc);
	const char *key;
	size_t n;

	if (json_is_string(doc))
		return mask_text(json_string_value(doc), rules);
	if (json_is_number(doc))
		return mask_number(doc, rules);
	if (!json_is_array(doc) && !json_is_object(doc))
		return json_deep_copy(doc);
	copy = json_is_array(doc) ? json_array() : json_object();
	json_array_foreach(root, n, value)
	{
		json_array_append_new(copy, mask_each(value, rules));
	}
	json_object_foreach(root, key, value)
	{
		/* a name of a field can be a leak as well */
		json_t *name = mask_text(key, rules);

		doc_put(copy, json_string_value(name), mask_each(value, rules));
		json_decref(name);
	}
	return copy;
}

json_t *
leak_mask_doc(const json_t *doc, const struct lint_rules *rules)
{
	json_t *copy = mask_each(doc, rules);

	leak_mask_joined(copy, rules);
	return copy;
}

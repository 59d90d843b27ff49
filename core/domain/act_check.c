/*
 * Checking an act's fields against the table of acts.
 */
#include "domain/act_check.h"

#include <ctype.h>
#include <string.h>

#include "base/doc.h"
#include "base/hash.h"
#include "crier/refusal.h"
#include "lint/leak_doc.h"
#include "lint/leak_joined.h"

static bool
only(const char *text, size_t max, const char *extra)
{
	size_t n = 0;

	for (; text[n]; n++) {
		unsigned char c = (unsigned char)text[n];

		if (!(c < 0x80 && isalnum(c)) && strchr(extra, c) == NULL)
			return false;
	}
	return n > 0 && n <= max && isalnum((unsigned char)text[0]);
}

static bool
is_hex(const char *text, size_t len)
{
	return strlen(text) == len && strspn(text, "0123456789abcdef") == len;
}

bool
act_id_is_valid(const char *text)
{
	return is_hex(text, 32);
}

/* What is wrong with a value. */
enum misfit {
	MISFIT_NONE,
	MISFIT_NO_TEXT,
	MISFIT_TOO_LONG,
	MISFIT_NO_WORD,
	MISFIT_NO_ID,
	MISFIT_NO_DIGEST,
	MISFIT_NO_LIST,
	MISFIT_TOO_MANY,
	MISFIT_BAD_ITEM,
	MISFIT_NO_OBJECT,
	MISFIT_BAD_NAME,
	MISFIT_BAD_VALUE,
	MISFIT_LONG_VALUE,
	MISFIT_NO_BOOL,
	MISFIT_NO_NUMBER,
	MISFIT_NO_INSTANT,
	MISFIT_NO_DOC,
	MISFITS
};

static const struct both misfits[] = {
	[MISFIT_NONE] = BOTH("", ""),
	[MISFIT_NO_TEXT] = BOTH("is not a text", "不是文本"),
	[MISFIT_TOO_LONG] = BOTH("is too long", "过长"),
	[MISFIT_NO_WORD] = BOTH("is not a word of letters, digits, . _ -",
		"只能含字母、数字和 . _ -"),
	[MISFIT_NO_ID] = BOTH("is not an id", "不是编号"),
	[MISFIT_NO_DIGEST] =
		BOTH("is not a check code of 64 hex digits", "不是64位校验码"),
	[MISFIT_NO_LIST] = BOTH("is not a list", "不是列表"),
	[MISFIT_TOO_MANY] = BOTH("has too many items", "条目过多"),
	[MISFIT_BAD_ITEM] =
		BOTH("has an item that is not a word", "含无效条目"),
	[MISFIT_NO_OBJECT] = BOTH("is not an object", "不是对象"),
	[MISFIT_BAD_NAME] = BOTH("has a name that is not a word", "含无效名称"),
	[MISFIT_BAD_VALUE] =
		BOTH("has a value that is not a text", "含非文本值"),
	[MISFIT_LONG_VALUE] = BOTH("has a text that is too long", "含过长文本"),
	[MISFIT_NO_BOOL] = BOTH("is not true or false", "只能是 true 或 false"),
	[MISFIT_NO_NUMBER] = BOTH("is not a whole number", "不是整数"),
	[MISFIT_NO_INSTANT] = BOTH("is not an instant", "不是有效时刻"),
	[MISFIT_NO_DOC] = BOTH("is not a document", "不是文档"),
};
_Static_assert(sizeof(misfits) / sizeof(misfits[0]) == MISFITS, "a row each");

static enum misfit
text_fault(const struct act_field *f, const json_t *v)
{
	const char *s = json_string_value(v);

	if (s == NULL)
		return MISFIT_NO_TEXT;
	if (f->type == FIELD_TEXT && json_string_length(v) > f->max)
		return MISFIT_TOO_LONG;
	if (f->type == FIELD_WORD && !only(s, f->max, "._-"))
		return MISFIT_NO_WORD;
	if (f->type == FIELD_ID && !only(s, f->max, "._-/:"))
		return MISFIT_NO_ID;
	if (f->type == FIELD_DIGEST && !is_hex(s, HASH_HEX - 1))
		return MISFIT_NO_DIGEST;
	return MISFIT_NONE;
}

static enum misfit
words_fault(const struct act_field *f, const json_t *v)
{
	const struct act_field id = {
		.name = f->name, .type = FIELD_ID, .max = 150
	};
	const json_t *item;
	size_t n;

	if (!json_is_array(v))
		return MISFIT_NO_LIST;
	if (json_array_size(v) > f->max)
		return MISFIT_TOO_MANY;
	json_array_foreach(v, n, item) if (text_fault(&id, item) !=
		MISFIT_NONE) return MISFIT_BAD_ITEM;
	return MISFIT_NONE;
}

static enum misfit
texts_fault(const struct act_field *f, const json_t *v)
{
	const json_t *item;
	const char *key;

	if (!json_is_object(v))
		return MISFIT_NO_OBJECT;
	if (json_object_size(v) > 500)
		return MISFIT_TOO_MANY;
	json_object_foreach(doc_borrow(v), key, item)
	{
		if (!only(key, 64, "._-"))
			return MISFIT_BAD_NAME;
		if (!json_is_string(item))
			return MISFIT_BAD_VALUE;
		if (json_string_length(item) > f->max)
			return MISFIT_LONG_VALUE;
	}
	return MISFIT_NONE;
}

static enum misfit
number_fault(const struct act_field *f, const json_t *v)
{
	if (f->type == FIELD_BOOL)
		return json_is_boolean(v) ? MISFIT_NONE : MISFIT_NO_BOOL;
	if (!json_is_integer(v))
		return MISFIT_NO_NUMBER;
	if (f->type == FIELD_INSTANT &&
		(json_integer_value(v) < 0 ||
			json_integer_value(v) > INT64_C(32503680000000)))
		return MISFIT_NO_INSTANT;
	return MISFIT_NONE;
}

static enum misfit
doc_fault(const struct act_field *f, const json_t *v)
{
	size_t size =
		json_is_array(v) ? json_array_size(v) : json_object_size(v);

	if (!json_is_array(v) && !json_is_object(v))
		return MISFIT_NO_DOC;
	return size > f->max ? MISFIT_TOO_MANY : MISFIT_NONE;
}

static enum misfit
field_fault(const struct act_field *f, const json_t *v)
{
	static enum misfit (*const checks[])(
		const struct act_field *, const json_t *) = {
		[FIELD_TEXT] = text_fault,
		[FIELD_WORD] = text_fault,
		[FIELD_ID] = text_fault,
		[FIELD_DIGEST] = text_fault,
		[FIELD_INSTANT] = number_fault,
		[FIELD_INT] = number_fault,
		[FIELD_BOOL] = number_fault,
		[FIELD_WORDS] = words_fault,
		[FIELD_TEXTS] = texts_fault,
		[FIELD_DOC] = doc_fault,
	};

	return checks[f->type](f, v);
}

static const struct act_field *
field_named(const struct act_row *row, const char *name)
{
	for (const struct act_field *f = row->fields; f->name; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

static bool
of_protocol(const char *key)
{
	return strcmp(key, "id") == 0 || strcmp(key, "act") == 0 ||
		strcmp(key, "act_id") == 0;
}

static enum err_code
check_known(const struct act_row *row, const json_t *doc, struct err *err)
{
	const struct act_field *f;
	enum misfit what;
	const char *key;
	json_t *v;

	json_object_foreach(doc_borrow(doc), key, v)
	{
		if (of_protocol(key))
			continue;
		f = field_named(row, key);
		if (f == NULL)
			return refuse(err, REFUSE_FIELD, key,
				WITH(arg_key(key),
					ARG_BOTH("is not a field of this act",
						"不是此操作的字段")));
		what = json_is_null(v) ? MISFIT_NONE : field_fault(f, v);
		if (what != MISFIT_NONE)
			return refuse(err, REFUSE_FIELD, key,
				WITH(arg_field(key), arg_both(&misfits[what])));
	}
	return ERR_OK;
}

/* A word that is none of those the row has, or one of several; else NULL. */
static const char *
strange_word(const struct act_field *f, const json_t *v)
{
	const json_t *item;
	size_t n;

	if (json_is_string(v) && json_string_length(v) > 0 &&
		!choice_has(f->choices, json_string_value(v)))
		return json_string_value(v);
	json_array_foreach(v, n, item)
	{
		if (!choice_has(f->choices, json_string_value(item)))
			return json_string_value(item);
	}
	return NULL;
}

static enum err_code
check_choices(const struct act_row *row, const json_t *doc, struct err *err)
{
	const char *word;

	for (const struct act_field *f = row->fields; f->name; f++) {
		word = f->choices == CHOICES_NONE
			? NULL
			: strange_word(f, doc_get(doc, f->name));
		if (word == NULL)
			continue;
		return refuse_word(err, f->name, f->choices, word);
	}
	return ERR_OK;
}

static bool
is_missing(const struct act_field *f, const json_t *doc)
{
	const json_t *v = doc_get(doc, f->name);

	return f->required &&
		(v == NULL ||
			(json_is_string(v) && json_string_length(v) == 0));
}

/* All that is missing at once: nobody wants to be sent back for each. */
static enum err_code
act_check_given(const struct act_row *row, const json_t *doc, struct err *err)
{
	const struct act_field *first = NULL;
	struct arg all = arg_fields();
	bool more = false;

	for (const struct act_field *f = row->fields; f->name; f++) {
		if (!is_missing(f, doc))
			continue;
		more = first != NULL;
		first = more ? first : f;
		(void)arg_fields_add(&all, f->name, &f->label);
	}
	if (first == NULL)
		return ERR_OK;
	if (more)
		return refuse(err, REFUSE_FIELDS, first->name, WITH(all));
	return refuse(err, REFUSE_FIELD, first->name,
		WITH(arg_slot(first->name, &first->label),
			ARG_BOTH("is missing", "未填写")));
}

enum err_code
act_check(enum act act, const json_t *doc, struct err *err)
{
	const struct act_row *row = act_row(act);
	enum err_code rc;

	rc = doc_check(doc, err);
	if (rc == ERR_OK)
		rc = check_known(row, doc, err);
	if (rc == ERR_OK)
		rc = act_check_given(row, doc, err);
	if (rc == ERR_OK)
		rc = check_choices(row, doc, err);
	if (rc != ERR_OK)
		refusal_label(err, act);
	return rc;
}

/* Where an officer can be reached: a mobile number belongs there. */
static bool
is_contact(const struct act_field *f)
{
	return f->type == FIELD_TEXT && strcmp(f->name, "phone") == 0;
}

static enum err_code
check_contact(const json_t *v, const char *at, const struct lint_rules *rules,
	struct err *err)
{
	const char *text = json_string_value(v);
	enum err_code rc = ERR_OK;
	struct leaks found, one;

	leak_scan(&found, text, strlen(text), rules);
	for (size_t n = 0; rc == ERR_OK && n < found.count; n++) {
		one = (struct leaks){ &found.rows[n], 1 };
		if (found.rows[n].rule != LEAK_MOBILE)
			rc = leak_refuse(&one, at, err);
	}
	leaks_release(&found);
	return rc;
}

/* Bytes of a file are what they are. */
static bool
is_typed_number(const struct act_field *f)
{
	return f->type == FIELD_INSTANT ||
		(f->type == FIELD_INT && strcmp(f->name, "size") != 0);
}

/* Read one after the other, as a form shows them. */
static enum err_code
check_joined(const struct act_row *row, const json_t *doc,
	const struct lint_rules *rules, struct err *err)
{
	struct leak_joined joined;
	enum err_code rc;

	leak_joined_init(&joined);
	for (const struct act_field *f = row->fields; f->name; f++) {
		json_t *v = doc_get(doc, f->name);

		if (v && f->prose &&
			(f->type == FIELD_TEXT || f->type == FIELD_TEXTS ||
				f->type == FIELD_DOC) &&
			!is_contact(f))
			leak_joined_add(&joined, v, f->name);
	}
	rc = leak_joined_refuse(&joined, rules, err);
	leak_joined_release(&joined);
	return rc;
}

enum err_code
act_check_leaks(enum act act, const json_t *doc, const struct lint_rules *rules,
	struct err *err)
{
	const struct act_row *row = act_row(act);
	enum err_code rc = ERR_OK;

	for (const struct act_field *f = row->fields; rc == ERR_OK && f->name;
		f++) {
		const json_t *v = doc_get(doc, f->name);

		if (v == NULL || !(f->prose || is_typed_number(f)))
			continue;
		rc = is_contact(f) ? check_contact(v, f->name, rules, err)
				   : leak_check_doc(v, f->name, rules, err);
	}
	return rc ? rc : check_joined(row, doc, rules, err);
}

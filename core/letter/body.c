/* Bodies held against the table of body.def. */
#include "letter/body.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/lang.h"
#include "base/text.h"
#include "crier/refusal.h"
#include "letter/box.h"
#include "letter/card.h"
#include "letter/form.h"
#include "letter/letter.h"

/* The kinds first, by their numbers; then the parts. */
enum shape {
	SHAPE_NONE = -1,
	SHAPE_LINE = LETTER_KINDS,
	SHAPE_MASTER,
	SHAPE_PARAGRAPH,
	SHAPE_FIGURE,
	SHAPE_PICTURE,
	SHAPE_APPROVAL,
	SHAPE_PASSED,
	SHAPE_READY,
	SHAPE_OUTCOME,
	SHAPE_UNIT,
	SHAPES
};

enum body_form {
	BODY_TEXT,
	BODY_LINE,
	BODY_WORD,
	BODY_HASH,
	BODY_TIME,
	BODY_COUNT,
	BODY_FLAG,
	BODY_IDS,
	BODY_LIST,
	BODY_PART,
	BODY_CARD,
	BODY_FORMS
};

struct body_field {
	int shape;
	const char *name;
	enum body_form form;
	long bound;
	int of; /* a LIST's or PART's shape */
	bool need;
};

#define MUST true
#define MAY false
static const struct body_field body_fields[] = {
#define X(shape, name, form, bound, of, need)                                  \
	{ (int)shape, name, BODY_##form, bound, SHAPE_##of, need },
#include "letter/body.def"
#undef X
};
#undef MUST
#undef MAY
enum { BODY_FIELDS = sizeof(body_fields) / sizeof(body_fields[0]) };

/* Where a fault is: names and places from the outside in, as people read. */
struct body_fault {
	char path[BODY_PATH];
	const struct both *said;
};

static const struct both said_missing = BOTH("it is missing", "缺少该项");
static const struct both said_unknown =
	BOTH("no letter of this kind has it", "该类函没有此项");
static const struct both said_form[BODY_FORMS] = {
	[BODY_TEXT] = BOTH(
		"it is no text, empty, or too long", "不是文字、为空或过长"),
	[BODY_LINE] = BOTH("it is no line of text, empty, or too long",
		"不是单行文字、为空或过长"),
	[BODY_WORD] = BOTH("it is no word of a-z, 0-9, dot and dash",
		"须为小写字母、数字、点或短横组成的词"),
	[BODY_HASH] = BOTH(
		"it is no SHA-256 of 64 digits", "不是 64 位 SHA-256 校验码"),
	[BODY_TIME] = BOTH("it is no time in milliseconds", "不是毫秒时间"),
	[BODY_COUNT] = BOTH("it is no number, or too large", "不是数字或过大"),
	[BODY_FLAG] =
		BOTH("it is neither true nor false", "须为 true 或 false"),
	[BODY_IDS] = BOTH("it is no list of words, empty, or too long",
		"不是词的列表、为空或过长"),
	[BODY_LIST] = BOTH(
		"it is no list, empty, or too long", "不是列表、为空或过长"),
	[BODY_PART] = BOTH("it is no part of a letter", "不是函的组成部分"),
	[BODY_CARD] = BOTH("it is no unit's card", "不是单位名片"),
};

/* Puts a name in front of the path. */
static bool
body_fault_in(
	struct body_fault *fault, const char *name, const struct both *said)
{
	char path[BODY_PATH];

	if (said != NULL)
		fault->said = said;
	fixed_set(path, sizeof(path), fault->path);
	fixed_cut_format(fault->path, sizeof(fault->path), "%s%s%s", name,
		*path ? "." : "", path);
	return false;
}

/* ---- single values ---- */

static bool
body_is_text(const json_t *value, long bound, bool lines)
{
	const char *s = json_string_value(value);
	size_t len = json_string_length(value);

	return s != NULL && len > 0 && len <= (size_t)bound &&
		doc_check(value, NULL) == ERR_OK &&
		(lines || strpbrk(s, "\n\t") == NULL);
}

static bool
body_is_ids(const json_t *value, long bound)
{
	size_t n = json_array_size(value);

	for (size_t i = 0; i < n; i++)
		if (!form_is_id(json_array_get(value, i)))
			return false;
	return n > 0 && n <= (size_t)bound;
}

static bool
body_is_card(const json_t *value)
{
	char *text;
	struct card card;
	bool ok;

	if (!json_is_object(value))
		return false;
	text = doc_format(value);
	ok = card_parse(&card, text, strlen(text), NULL) == ERR_OK;
	free(text);
	return ok;
}

static bool
body_is_count(const json_t *value, long bound)
{
	return json_is_integer(value) && json_integer_value(value) >= 0 &&
		json_integer_value(value) <= bound;
}

/* Lists and parts are looked into elsewhere. */
static bool
body_value_fits(const struct body_field *f, const json_t *value)
{
	switch (f->form) {
	case BODY_TEXT:
		return body_is_text(value, f->bound, true);
	case BODY_LINE:
		return body_is_text(value, f->bound, false);
	case BODY_WORD:
		return form_is_id(value) &&
			json_string_length(value) <= (size_t)f->bound;
	case BODY_HASH:
		return form_is_hash(value);
	case BODY_TIME:
		return form_is_number(value);
	case BODY_COUNT:
		return body_is_count(value, f->bound);
	case BODY_FLAG:
		return json_is_boolean(value);
	case BODY_IDS:
		return body_is_ids(value, f->bound);
	case BODY_LIST:
		return json_array_size(value) > 0 &&
			json_array_size(value) <= (size_t)f->bound;
	case BODY_PART:
		return json_is_object(value);
	case BODY_CARD:
		return body_is_card(value);
	case BODY_FORMS:
		break;
	}
	return false;
}

/* ---- shapes ---- */

static bool body_has_shape(
	struct body_fault *fault, int shape, const json_t *doc, size_t known);

static bool
body_list_fits(struct body_fault *fault, const struct body_field *f,
	const json_t *list)
{
	char at[24];

	for (size_t i = 0; i < json_array_size(list); i++)
		if (!body_has_shape(fault, f->of, json_array_get(list, i), 0)) {
			fixed_format(at, sizeof(at), "%zu", i);
			return body_fault_in(fault, at, NULL);
		}
	return true;
}

static bool
body_field_fits(struct body_fault *fault, const struct body_field *f,
	const json_t *value)
{
	if (value == NULL)
		return body_fault_in(fault, f->name, &said_missing);
	if (!body_value_fits(f, value))
		return body_fault_in(fault, f->name, &said_form[f->form]);
	if (f->form == BODY_LIST && !body_list_fits(fault, f, value))
		return body_fault_in(fault, f->name, NULL);
	if (f->form == BODY_PART && !body_has_shape(fault, f->of, value, 0))
		return body_fault_in(fault, f->name, NULL);
	return true;
}

static bool
body_field_is_known(int shape, const char *name)
{
	for (size_t i = 0; i < BODY_FIELDS; i++)
		if (body_fields[i].shape == shape &&
			strcmp(body_fields[i].name, name) == 0)
			return true;
	return shape < (int)LETTER_KINDS &&
		(strcmp(name, "kind") == 0 || strcmp(name, "salt") == 0 ||
			strcmp(name, "subject") == 0);
}

/* `known` fields are judged already: those that every body has. */
static bool
body_has_shape(
	struct body_fault *fault, int shape, const json_t *doc, size_t known)
{
	const char *key;
	json_t *value;

	if (!json_is_object(doc))
		return body_fault_in(fault, "", &said_form[BODY_PART]);
	for (size_t i = 0; i < BODY_FIELDS; i++) {
		const struct body_field *f = &body_fields[i];

		if (f->shape != shape)
			continue;
		value = json_object_get(doc, f->name);
		if (value == NULL && !f->need)
			continue;
		known++;
		if (!body_field_fits(fault, f, value))
			return false;
	}
	if (known == json_object_size(doc))
		return true;
	json_object_foreach(doc_borrow(doc), key,
		value) if (!body_field_is_known(shape,
				   key)) return body_fault_in(fault, key,
		&said_unknown);
	return body_fault_in(fault, "", &said_unknown);
}

/* ---- the whole ---- */

static enum err_code
body_refuse(struct err *err, const struct body_fault *fault)
{
	char path[BODY_PATH * 2];

	text_printable(path, sizeof(path), fault->path, strlen(fault->path));
	return refuse(err, REFUSE_LETTER_BODY, "",
		WITH(arg_field(*path ? path : "body"), arg_both(fault->said)));
}

/* What stands in every body; *known counts them. */
static bool
body_has_common(struct body_fault *fault, size_t *known, const json_t *body)
{
	const json_t *subject = json_object_get(body, "subject");

	if (!form_is_hex(json_object_get(body, "salt"), LETTER_SALT - 1))
		return body_fault_in(fault, "salt", &said_missing);
	if (subject != NULL && !body_is_text(subject, 300, false))
		return body_fault_in(fault, "subject", &said_form[BODY_LINE]);
	*known = 2 + (subject != NULL);
	return true;
}

enum err_code
body_check(enum letter_kind *kind, const json_t *body, struct err *err)
{
	struct body_fault fault = { .path = "", .said = &said_missing };
	const char *word = doc_str(body, "kind");
	size_t known = 0;

	if (!letter_kind_parse(kind, word)) {
		char safe[64];

		text_printable(safe, sizeof(safe), word, strlen(word));
		return refuse(
			err, REFUSE_LETTER_KIND, "", WITH(arg_text(safe)));
	}
	if (!body_has_common(&fault, &known, body) ||
		!body_has_shape(&fault, (int)*kind, body, known))
		return body_refuse(err, &fault);
	return ERR_OK;
}

/* ---- what is prose ---- */

static void
body_drop_keys(json_t *card)
{
	static const char *const keys[] = { "sig", "spare", "spare_sig", "key",
		"seal", "drill_seal" };
	json_t *in = json_object_get(card, "card");

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		(void)json_object_del(card, keys[i]);
		(void)json_object_del(in, keys[i]);
	}
}

static void
body_drop_hashes(json_t *doc, int shape)
{
	for (size_t i = 0; i < BODY_FIELDS; i++) {
		const struct body_field *f = &body_fields[i];
		json_t *value = json_object_get(doc, f->name), *row;
		size_t n;

		if (f->shape != shape || value == NULL)
			continue;
		if (f->form == BODY_HASH)
			(void)json_object_del(doc, f->name);
		else if (f->form == BODY_CARD)
			body_drop_keys(value);
		else if (f->form == BODY_PART)
			body_drop_hashes(value, f->of);
		else if (f->form == BODY_LIST)
			json_array_foreach(value, n, row)
				body_drop_hashes(row, f->of);
	}
}

json_t *
body_said(const json_t *body)
{
	json_t *said = json_deep_copy(body);
	enum letter_kind kind;

	if (letter_kind_parse(&kind, doc_str(body, "kind")))
		body_drop_hashes(said, (int)kind);
	(void)json_object_del(said, "salt");
	return said;
}

/* One body has one text: what is written otherwise hashes otherwise. */
static bool
body_is_canonical(const json_t *body, const char *text, size_t len)
{
	char *again = doc_format(body);
	bool same = strlen(again) == len && memcmp(again, text, len) == 0;

	free(again);
	return same;
}

enum err_code
body_parse(json_t **out, enum letter_kind *kind, const char *text, size_t len,
	struct err *err)
{
	json_t *body = NULL;
	enum err_code rc;

	if (len > BOX_BODY)
		return refuse(err, REFUSE_LETTER_LONG, "",
			WITH(arg_bytes(len), arg_bytes(BOX_BODY)));
	if (doc_parse(&body, text, len, NULL) != ERR_OK ||
		!json_is_object(body) || doc_check(body, NULL) != ERR_OK ||
		!body_is_canonical(body, text, len))
		rc = refuse(err, REFUSE_LETTER_TEXT, "", WITH_NONE);
	else
		rc = body_check(kind, body, err);
	if (rc == ERR_OK)
		*out = body;
	else
		json_decref(body);
	return rc;
}

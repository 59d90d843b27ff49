/*
 * Refusals: the rows of refusal.def, and forming their texts.
 */
#include "crier/refusal.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"

enum text { WHAT, REMEDY, KEYS, TEXTS };

struct refusal_row {
	const char *word;
	enum err_code code;
	enum arg_type args[ERR_ARGS + 1];
	struct both text[TEXTS]; /* KEYS is REMEDY where it is empty */
};

#define ARGS(...)                                                              \
	{                                                                      \
		__VA_ARGS__                                                    \
	}
#define NO_ARGS                                                                \
	{                                                                      \
		ARG_END                                                        \
	}

static const struct refusal_row rows[] = {
#define X(id, word, code, args, ...)                                           \
	[id] = { word, code, args, { __VA_ARGS__ } },
#include "crier/refusal.def"
#undef X
};
_Static_assert(sizeof(rows) / sizeof(rows[0]) == REFUSAL_COUNT, "a row each");

/*
 * The place that the text begins with: {n} is the n-th argument as people are
 * told it, {ni} what one types for it. Its length; 0 if there is none.
 */
static size_t
refusal_place(int *n, bool *typed, const char *text)
{
	if (text[0] != '{' || text[1] < '0' || text[1] >= '0' + ERR_ARGS)
		return 0;
	*n = text[1] - '0';
	*typed = text[2] == 'i';
	if (text[*typed ? 3 : 2] != '}')
		return 0;
	return *typed ? 4 : 3;
}

static bool
is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

/*
 * Chinese has a blank between its signs and foreign letters, and none between
 * its own: a row has one on both sides of each place.
 */
static const char *
refusal_close_up(char *out, const char *next, enum lang lang)
{
	size_t n = strlen(out);

	if (lang != LANG_ZH || n == 0)
		return next;
	if (*next == ' ' && !is_ascii(out[n - 1]) && !is_ascii(next[1]))
		return next + 1;
	if (n > 1 && out[n - 1] == ' ' && !is_ascii(out[n - 2]) &&
		!is_ascii(*next))
		out[n - 1] = '\0';
	return next;
}

/* "{0?account is|accounts are}" by the 0th argument, a number; returns how long
 * the form is in the text, 0 if it begins with none. */
static size_t
refusal_counted(char *one, size_t size, const char *text, const struct err *err)
{
	const char *many, *end, *from = text + 3;
	char number[ARG_PART];

	if (text[0] != '{' || text[1] < '0' || text[1] > '9' || text[2] != '?')
		return 0;
	many = strchr(text, '|');
	end = strchr(text, '}');
	assert(many != NULL && end != NULL && many < end);
	arg_first(number, sizeof(number), &err->arg[text[1] - '0']);
	if (strcmp(number, "1") == 0)
		end = many;
	else
		from = many + 1;
	fixed_cut_format(one, size, "%.*s", (int)(end - from), from);
	return (size_t)(strchr(text, '}') + 1 - text);
}

/* The text with its places filled, cut where a character ends. */
static void
refusal_fill(char *out, size_t size, const char *text, enum lang lang,
	const struct err *err, enum refusal_hand hand)
{
	char one[ARG_ROOM + 100];
	bool fits = true, typed = false;
	int arg = 0;

	*out = '\0';
	while (fits && *text) {
		size_t skip = refusal_counted(one, sizeof(one), text, err);
		bool counted = skip != 0;

		if (!counted)
			skip = refusal_place(&arg, &typed, text);
		if (skip == 0) {
			skip = 1 + strcspn(text + 1, "{");
			fixed_cut_format(
				one, sizeof(one), "%.*s", (int)skip, text);
		} else if (!counted && typed) {
			arg_first(one, sizeof(one), &err->arg[arg]);
		} else if (!counted) {
			arg_format_for(one, sizeof(one), &err->arg[arg], lang,
				hand == HAND_KEYS);
		}
		text += skip;
		skip = (size_t)(refusal_close_up(out, one, lang) - one);
		fits = fixed_cut_add(out, size, one + skip, strlen(one + skip));
	}
}

const char *
refusal_word(enum refusal refusal)
{
	assert((unsigned)refusal < REFUSAL_COUNT);
	return rows[refusal].word;
}

const enum arg_type *
refusal_args(enum refusal refusal)
{
	assert((unsigned)refusal < REFUSAL_COUNT);
	return rows[refusal].args;
}

enum err_code
refuse(struct err *err, enum refusal refusal, const char *where,
	const struct arg *args)
{
	const struct refusal_row *row = &rows[refusal];
	/* apart, because `where` may be a text of this very err */
	struct err out;
	int n = 0;

	assert((unsigned)refusal < REFUSAL_COUNT);
	if (err == NULL)
		return row->code;
	(void)err_set(&out, row->code, where, "", "%s", "");
	FIXED_SET(out.id, row->word);
	for (; args != NULL && args[n].kind != NULL; n++) {
		assert(arg_type(&args[n]) == row->args[n]);
		out.arg[n] = args[n];
	}
	assert(row->args[n] == ARG_END);
	out.has_args = true;
	refusal_format(out.what, sizeof(out.what), out.remedy,
		sizeof(out.remedy), &out, LANG_EN);
	*err = out;
	return row->code;
}

void
refusal_label(struct err *err, enum act act)
{
	const struct act_field *f = act_row(act)->fields;
	struct arg plain;

	for (; err != NULL && err->has_args && f->name != NULL; f++) {
		plain = arg_field(f->name);
		for (int n = 0; n < ERR_ARGS; n++)
			if (err->arg[n].kind == plain.kind &&
				strcmp(err->arg[n].text, plain.text) == 0)
				err->arg[n] = arg_slot(f->name, &f->label);
	}
	if (err != NULL && err->has_args)
		refusal_format(err->what, sizeof(err->what), err->remedy,
			sizeof(err->remedy), err, LANG_EN);
}

enum err_code
refuse_as(struct err *err, enum err_code code, enum refusal refusal,
	const char *where, const struct arg *args)
{
	(void)refuse(err, refusal, where, args);
	if (err != NULL)
		err->code = code;
	return code;
}

static enum err_code
refusal_errno_code(int number)
{
	if (number == ENOENT)
		return ERR_NOT_FOUND;
	return number == EACCES || number == EPERM ? ERR_DENIED : ERR_IO;
}

enum err_code
refuse_errno(struct err *err, enum refusal refusal, const char *path)
{
	int number = errno;

	return refuse_as(err, refusal_errno_code(number), refusal, path,
		WITH(arg_path(path), arg_errno(number)));
}

enum err_code
refuse_system(struct err *err, const struct both *what)
{
	int number = errno;

	return refuse_as(err, refusal_errno_code(number), REFUSE_SYSTEM, "",
		WITH(arg_both(what), arg_errno(number)));
}

enum err_code
refuse_word(struct err *err, const char *field, enum choices choices,
	const char *word)
{
	char possible[CHOICE_WORDS];

	choice_words(possible, choices);
	return refuse(err, REFUSE_WORD, field,
		WITH(arg_field(field), arg_text(word), arg_words(possible)));
}

enum err_code
refuse_none_of(struct err *err, const char *where, enum noun noun,
	const char *id, const struct arg *known)
{
	if (known->text[0] == '\0')
		return refuse(err, REFUSE_NOT_FOUND, where,
			WITH(arg_noun(noun), arg_text(id)));
	return refuse(err, REFUSE_NOT_AMONG, where,
		WITH(arg_noun(noun), arg_text(id), *known));
}

/* Rows may share a word, one of which has more to say. */
static const struct refusal_row *
refusal_row_of(const char *word, size_t count)
{
	for (int i = 0; i < REFUSAL_COUNT; i++) {
		size_t n = 0;

		while (rows[i].args[n] != ARG_END)
			n++;
		if (n == count && strcmp(rows[i].word, word) == 0)
			return &rows[i];
	}
	return NULL;
}

static const struct refusal_row *
refusal_row_for(const struct err *err)
{
	size_t n = 0;

	while (n < ERR_ARGS && err->arg[n].kind != NULL)
		n++;
	return err->has_args ? refusal_row_of(err->id, n) : NULL;
}

/* What a code says of an err whose text is English only. */
static const char *const refusal_codes[ERR_CODES] = {
	[ERR_OK] = "无误",
	[ERR_INVALID] = "内容有误",
	[ERR_USAGE] = "用法有误",
	[ERR_REFUSED] = "规则不允许",
	[ERR_DENIED] = "无权进行",
	[ERR_NOT_FOUND] = "未找到",
	[ERR_CONFLICT] = "状态已变",
	[ERR_BUSY] = "正忙",
	[ERR_UNAVAILABLE] = "无应答",
	[ERR_IO] = "系统读写失败",
	[ERR_CORRUPT] = "数据已损坏",
	[ERR_TOO_LARGE] = "超出上限",
	[ERR_INTERNAL] = "程序出错",
};

/* English words: two letters and a blank between others, no sign of Chinese. */
static bool
refusal_is_english(const char *text)
{
	bool words = false;

	for (const char *c = text; *c; c++) {
		if (!is_ascii(*c) && (unsigned char)*c >= 0xE3 &&
			(unsigned char)*c <= 0xE9)
			return false;
		words = words || (*c == ' ' && c[1] >= 'a' && c[1] <= 'z');
	}
	return words;
}

static void
refusal_quote(char *out, size_t size, const char *front, const char *text)
{
	fixed_cut_format(out, size, "%s“%s”", front, text);
}

/* Whoever made it had no row: the reader sees that it is quoted. */
static void
refusal_keep(char *what, size_t what_size, char *remedy, size_t remedy_size,
	const struct err *err, enum lang lang)
{
	char front[64];

	fixed_cut(what, what_size, err->what);
	fixed_cut(remedy, remedy_size, err->remedy);
	if (lang != LANG_ZH)
		return;
	fixed_cut_format(
		front, sizeof(front), "%s：", refusal_codes[err->code]);
	if (refusal_is_english(err->what))
		refusal_quote(what, what_size, front, err->what);
	if (refusal_is_english(err->remedy))
		refusal_quote(remedy, remedy_size, "", err->remedy);
}

void
refusal_format_for(char *what, size_t what_size, char *remedy,
	size_t remedy_size, const struct err *err, enum lang lang,
	enum refusal_hand hand)
{
	const struct refusal_row *row = refusal_row_for(err);
	enum text which;

	if (row == NULL) {
		refusal_keep(what, what_size, remedy, remedy_size, err, lang);
		return;
	}
	which = hand == HAND_KEYS && row->text[KEYS].in[lang] ? KEYS : REMEDY;
	refusal_fill(
		what, what_size, row->text[WHAT].in[lang], lang, err, hand);
	refusal_fill(remedy, remedy_size, row->text[which].in[lang], lang, err,
		hand);
}

void
refusal_format(char *what, size_t what_size, char *remedy, size_t remedy_size,
	const struct err *err, enum lang lang)
{
	refusal_format_for(
		what, what_size, remedy, remedy_size, err, lang, HAND_SHELL);
}

void
refusal_where(char *out, size_t size, const struct err *err, enum act act,
	enum lang lang)
{
	static const char entry[] = "entry ";
	const size_t n = sizeof(entry) - 1;
	const char *number = err->where + n;
	const struct both *label = field_label(act, err->where);

	/* of usage it is a word as it was typed */
	if (lang == LANG_ZH && label != NULL && err->code != ERR_USAGE)
		fixed_cut(out, size, label->in[lang]);
	else if (lang == LANG_ZH && strncmp(err->where, entry, n) == 0 &&
		strspn(number, "0123456789") == strlen(number))
		fixed_cut_format(out, size, "条目 %s", number);
	else
		fixed_cut(out, size, err->where);
}

struct arg
arg_refusal(const struct err *err)
{
	char what[LANG_COUNT][sizeof(err->what)], remedy[sizeof(err->remedy)];
	struct both both;

	for (int lang = 0; lang < LANG_COUNT; lang++) {
		refusal_format(what[lang], sizeof(what[lang]), remedy,
			sizeof(remedy), err, (enum lang)lang);
		both.in[lang] = what[lang];
	}
	return arg_both(&both);
}

json_t *
refusal_args_doc(const struct err *err)
{
	json_t *list = json_array();

	for (int n = 0; n < ERR_ARGS && err->arg[n].kind != NULL; n++)
		json_array_append_new(list, arg_doc(&err->arg[n]));
	return list;
}

void
refusal_args_read(struct err *err, const json_t *args)
{
	struct arg read[ERR_ARGS] = { { .kind = NULL } };
	size_t count = json_array_size(args);
	const struct refusal_row *row = refusal_row_of(err->id, count);

	if (row == NULL || !json_is_array(args))
		return;
	for (size_t n = 0; n < count; n++)
		if (!arg_parse(&read[n], json_array_get(args, n)) ||
			arg_type(&read[n]) != row->args[n])
			return;
	memcpy(err->arg, read, sizeof(read));
	err->has_args = true;
}

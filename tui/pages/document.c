/*
 * Documents by their table.
 */
#include "tui/pages/document.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "tui/pages/document_own.h"
#include "tui/pages/entry.h"
#include "tui/pages/i18n.h"
#include "tui/pages/left.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"

enum { PEOPLE = 600 };

#define FIELDS(doc, name_, key_, how_, en, zh)                                 \
	.of = DOCUMENT_##doc, .name = name_, .key = key_, .how = how_,         \
	.label = BOTH(en, zh)
#define ROW(doc, key, how, en, zh)                                             \
	{ FIELDS(doc, #key, #key, HOW_##how, en, zh) },
#define AS(doc, name, key, how, en, zh)                                        \
	{ FIELDS(doc, #name, #key, HOW_##how, en, zh) },
#define WORD(doc, name, key, function, en, zh)                                 \
	{ FIELDS(doc, #name, #key, HOW_WORD, en, zh), .word = function },
#define WORDS(doc, key, function, en, zh)                                      \
	{ FIELDS(doc, #key, #key, HOW_WORDS, en, zh), .word = function },
#define BY(doc, name, key, function, en, zh)                                   \
	{ FIELDS(doc, #name, #key, HOW_BY, en, zh), .by = function },
#define OWN(doc, name, key, function, en, zh)                                  \
	{ FIELDS(doc, #name, #key, HOW_OWN, en, zh), .own = function },
#define FORM(doc, name, key, part_, en, zh, form_en, form_zh)                  \
	{ FIELDS(doc, #name, #key, HOW_FORM, en, zh),                          \
		.part = DOCUMENT_##part_, .form = BOTH(form_en, form_zh) },
#define EACH(doc, key, part_, en, zh, form_)                                   \
	{ FIELDS(doc, #key, #key, HOW_EACH, en, zh), .part = DOCUMENT_##part_, \
		.form = BOTH(form_, form_) },
#define OF(doc, key, how, part_)                                               \
	{ FIELDS(doc, #key, #key, how, "", ""), .part = DOCUMENT_##part_ },
#define PART(doc, key, part_) OF(doc, key, HOW_PART, part_)
#define ROWS(doc, key, part_) OF(doc, key, HOW_ROWS, part_)
#define MAP(doc, key, part_) OF(doc, key, HOW_MAP, part_)
#define NOT(doc, keys, why) { FIELDS(doc, keys, keys, HOW_NOT, why, why) },

static const struct document_row rows[] = {
#include "tui/pages/document_rows.h"
};

#define SAID(doc, name, value, en, zh)                                         \
	{ DOCUMENT_##doc, #name, value, BOTH(en, zh) },

static const struct {
	enum document of;
	const char *name, *value;
	struct both text;
} said[] = {
#include "tui/pages/document_rows.h"
};

const struct document_row *
document_rows(size_t *count)
{
	*count = sizeof(rows) / sizeof(rows[0]);
	return rows;
}

static const struct document_row *
find_named(enum document of, const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].of == of && strncmp(rows[i].name, name, len) == 0 &&
			rows[i].name[len] == '\0')
			return &rows[i];
	return NULL;
}

const struct document_row *
document_find(enum document of, const char *name)
{
	const struct document_row *row =
		find_named(of, name, strcspn(name, "."));
	const char *dot = strchr(name, '.');

	return dot && row ? document_find(row->part, dot + 1) : row;
}

const char *
document_label(const struct look *look, enum document of, const char *name)
{
	const struct document_row *row = document_find(of, name);

	assert(row != NULL);
	return row->label.in[look->lang];
}

/* A value as one text: "true" of a boolean. The caller frees it. */
static char *
value_text(const json_t *doc, const char *key, enum lang lang)
{
	const json_t *value = json_object_get(doc, key);

	if (json_is_integer(value))
		return mem_printf("%lld", (long long)json_integer_value(value));
	if (json_is_boolean(value))
		return mem_strdup(json_is_true(value) ? "true" : "false");
	return mem_strdup(say_both(doc, key, lang));
}

/* The words of a row's value, if it has any of its own; else `text`. */
static const char *
say_said(const struct look *look, const struct document_row *row,
	const json_t *value, const char *text)
{
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		if (said[i].of == row->of &&
			strcmp(said[i].name, row->name) == 0 &&
			strcmp(said[i].value, text) == 0)
			return said[i].text.in[look->lang];
	if (row->word && *text)
		return row->word(text, look->lang);
	return json_is_boolean(value) ? "" : text;
}

static char *
say_instant(const struct look *look, int64_t ms)
{
	char text[SAY] = "";

	if (look->brief)
		say_time(text, ms, look->now, look->zone);
	else if (ms != 0)
		instant_format_plain(text, ms, look->zone);
	return mem_strdup(text);
}

/* `text` behind what there is, which is freed. */
static char *
join(char *all, const char *between, const char *text)
{
	char *longer = mem_printf("%s%s%s", all, *all ? between : "", text);

	free(all);
	return longer;
}

static char *
say_all_people(const json_t *people, enum lang lang)
{
	char text[PEOPLE];

	say_people(text, sizeof(text), people, lang);
	return mem_strdup(text);
}

static char *
say_list(const struct look *look, const struct document_row *row,
	const json_t *words)
{
	char *all = mem_strdup("");
	const char *text;

	for (size_t i = 0; i < json_array_size(words); i++) {
		text = json_string_value(json_array_get(words, i));
		if (text)
			all = join(all, ", ",
				row->word ? row->word(text, look->lang) : text);
	}
	return all;
}

/* "{name} since {part.name}" with the rows of the document `of`. */
static char *
say_filled(const struct look *look, enum document of, const char *form,
	const json_t *doc)
{
	char *all = mem_strdup(""), *text, name[DOCUMENT_NAME];
	size_t len;

	while (*form) {
		if (*form == '{') {
			len = strcspn(++form, "}");
			fixed_format(
				name, sizeof(name), "%.*s", (int)len, form);
			text = document_say(look, of, name, doc);
			form += len + 1;
		} else {
			len = strcspn(form, "{");
			text = mem_strndup(form, len);
			form += len;
		}
		all = join(all, "", text);
		free(text);
	}
	return all;
}

/* Of several forms with | between, the first that says anything. */
static char *
say_form(const struct look *look, enum document of, const char *forms,
	const json_t *doc)
{
	char *form, *text;
	size_t len;

	for (;;) {
		len = strcspn(forms, "|");
		form = mem_strndup(forms, len);
		text = say_filled(look, of, form, doc);
		free(form);
		if (*text || forms[len] == '\0')
			return text;
		free(text);
		forms += len + 1;
	}
}

static char *
say_each(const struct look *look, const struct document_row *row,
	const json_t *list)
{
	char *all = mem_strdup(""), *text;

	for (size_t i = 0; i < json_array_size(list); i++) {
		text = say_form(look, row->part, row->form.in[look->lang],
			json_array_get(list, i));
		all = join(all, "\n", text);
		free(text);
	}
	return all;
}

static bool
is_nothing(const json_t *value)
{
	return value == NULL || json_is_null(value) || json_is_false(value) ||
		(json_is_string(value) && json_string_length(value) == 0) ||
		(json_is_integer(value) && json_integer_value(value) == 0);
}

/* What is no plain text. */
static char *
say_formed(const struct look *look, const struct document_row *row,
	const json_t *doc, const json_t *value)
{
	char text[SAY] = "";

	if (row->how == HOW_OWN)
		return row->own(look, doc, value);
	if (row->how == HOW_COUNT)
		return mem_printf("%zu", json_array_size(value));
	/* of several forms the last is for what is not there */
	if (row->how == HOW_FORM &&
		(!is_nothing(value) || strchr(row->form.in[LANG_EN], '|')))
		return say_form(look, row->of, row->form.in[look->lang], doc);
	if (row->how == HOW_DUE)
		left_words(
			text, json_integer_value(value), look->now, look->zone);
	else if (is_nothing(value) && row->how != HOW_SPAN)
		return mem_strdup("");
	if (row->how == HOW_TIME)
		return say_instant(look, json_integer_value(value));
	if (row->how == HOW_CLOCK)
		say_clock(
			text, json_integer_value(value), look->now, look->zone);
	else if (row->how == HOW_LEFT)
		say_countdown(text, json_integer_value(value) - look->now);
	else if (value && row->how == HOW_SPAN)
		say_span(text, json_integer_value(value));
	return mem_strdup(text);
}

static char *
document_say_row(const struct look *look, const struct document_row *row,
	const json_t *doc)
{
	const json_t *value = json_object_get(doc, row->key);
	char *text, *words;

	if (row->how == HOW_WORDS)
		return say_list(look, row, value);
	if (row->how == HOW_EACH)
		return say_each(look, row, value);
	if (row->how == HOW_PEOPLE)
		return say_all_people(value, look->lang);
	if (row->how == HOW_BY)
		return mem_strdup(row->by(doc, look->lang));
	if (row->how == HOW_YES)
		return mem_strdup(json_is_true(value) ? _("yes") : "");
	if (row->how != HOW_TEXT && row->how != HOW_NUMBER &&
		row->how != HOW_WORD)
		return say_formed(look, row, doc, value);
	text = value_text(doc, row->key, look->lang);
	words = mem_strdup(say_said(look, row, value, text));
	free(text);
	return words;
}

char *
document_say(const struct look *look, enum document of, const char *name,
	const json_t *doc)
{
	const struct document_row *row;
	char part[DOCUMENT_NAME];
	const char *dot = strchr(name, '.');

	if (dot == NULL) {
		row = document_find(of, name);
		assert(row != NULL);
		return document_say_row(look, row, doc);
	}
	fixed_format(part, sizeof(part), "%.*s", (int)(dot - name), name);
	row = document_find(of, part);
	assert(row != NULL);
	return document_say(
		look, row->part, dot + 1, json_object_get(doc, row->key));
}

bool
document_next(char name[DOCUMENT_NAME], const char **list)
{
	size_t len;

	*list += strspn(*list, " ");
	len = strcspn(*list, " ");
	if (len == 0)
		return false;
	fixed_format(name, DOCUMENT_NAME, "%.*s", (int)len, *list);
	*list += len;
	return true;
}

/*
 * Words that cannot be are refused with those that can: every field of every
 * act and of every question that has a set of words, asked with a wrong one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "crier/act.h"
#include "crier/refusal.h"
#include "domain/act_check.h"
#include "station/question_fields.h"

#define WRONG "no-such-word"

/* What would do in its place, as far as the table of fields goes. */
static json_t *
words_value(const struct act_field *f)
{
	struct word_row row;

	switch (f->type) {
	case FIELD_INSTANT:
	case FIELD_INT:
		return json_integer(1);
	case FIELD_BOOL:
		return json_true();
	case FIELD_WORDS:
		return json_array();
	case FIELD_TEXTS:
	case FIELD_DOC:
		return json_object();
	case FIELD_DIGEST:
		return json_string("0123456789abcdef0123456789abcdef"
				   "0123456789abcdef0123456789abcdef");
	case FIELD_TEXT:
	case FIELD_WORD:
	case FIELD_ID:
		break;
	}
	return json_string(choice(&row, f->choices, 0) ? row.word : "x");
}

static json_t *
words_act(const struct act_row *row)
{
	json_t *doc = json_object();

	for (const struct act_field *f = row->fields; f->name; f++)
		if (f->required)
			doc_put(doc, f->name, words_value(f));
	return doc;
}

/* It is refused, and each word of the set is told in both languages. */
static void
words_are_listed(const struct err *err, const char *field, enum choices set)
{
	char what[400], remedy[400];
	struct word_row row;

	assert_string_equal(err->id, "word");
	assert_string_equal(err->where, field);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		refusal_format(what, sizeof(what), remedy, sizeof(remedy), err,
			(enum lang)lang);
		assert_non_null(strstr(what, WRONG));
		for (size_t n = 0; choice(&row, set, n); n++)
			assert_non_null(strstr(remedy, row.word));
	}
}

static void
act__a_wrong_word_is_answered_with_the_possible_ones(void **state)
{
	size_t count = 0;

	(void)state;
	for (int a = 0; a < ACT_COUNT; a++) {
		const struct act_row *row = act_row((enum act)a);

		for (const struct act_field *f = row->fields; f->name; f++) {
			json_t *doc = words_act(row);
			struct err err = { .code = ERR_OK };

			if (f->choices != CHOICES_NONE) {
				doc_put(doc, f->name,
					f->type == FIELD_WORDS
						? json_pack("[s]", WRONG)
						: json_string(WRONG));
				assert_int_equal(
					act_check((enum act)a, doc, &err),
					ERR_INVALID);
				words_are_listed(&err, f->name, f->choices);
				count++;
			}
			json_decref(doc);
		}
	}
	assert_true(count >= 20);
}

/* By its label, without what that says in brackets. */
static void
is_called(const char *what, const char *label)
{
	const char *aside = strstr(label, "（");
	char name[200];

	(void)snprintf(name, sizeof(name), "%.*s",
		aside ? (int)(aside - label) : (int)strlen(label), label);
	assert_non_null(strstr(what, name));
}

static void
act__all_that_is_missing_is_said_at_once(void **state)
{
	char what[400], remedy[300];

	(void)state;
	for (int a = 0; a < ACT_COUNT; a++) {
		const struct act_row *row = act_row((enum act)a);
		json_t *doc = json_object();
		struct err err = { .code = ERR_OK };
		size_t count = 0;

		for (const struct act_field *f = row->fields; f->name; f++)
			count += f->required;
		if (count > 0)
			assert_int_equal(
				act_check((enum act)a, doc, &err), ERR_INVALID);
		refusal_format(what, sizeof(what), remedy, sizeof(remedy), &err,
			LANG_ZH);
		for (const struct act_field *f = row->fields; f->name; f++)
			if (f->required)
				is_called(what, f->label.in[LANG_ZH]);
		assert_string_equal(err.id,
			count > 1	     ? "fields"
				: count == 1 ? "field"
					     : "");
		json_decref(doc);
	}
}

static void
question__a_wrong_word_is_answered_with_the_possible_ones(void **state)
{
	static const char *const questions[] = { "incident.list",
		"message.list", "claim.list", "delivery.list",
		"ledger.export" };
	size_t count = 0;

	(void)state;
	for (size_t n = 0; n < sizeof(questions) / sizeof(questions[0]); n++) {
		const struct question_field *f = question_fields(questions[n]);

		for (; f->name != NULL; f++) {
			json_t *doc = json_pack("{s:s}", f->name, WRONG);
			struct err err = { .code = ERR_OK };
			enum err_code rc =
				question_check(questions[n], doc, &err);

			assert_int_equal(rc,
				f->choices == CHOICES_NONE ? ERR_OK
							   : ERR_INVALID);
			if (rc != ERR_OK)
				words_are_listed(&err, f->name, f->choices);
			count += rc != ERR_OK;
			json_decref(doc);
		}
	}
	assert_int_equal(count, 12);
}

/*
 * The protocol's page: a line a question. Each has a row, and is refused a
 * field that it has not, with those that it has.
 */
static void
question__a_field_that_is_none_is_answered_with_the_others(void **state)
{
	FILE *page = fopen("core/link/README.md", "r");
	char line[4096], name[64];
	size_t count = 0;

	(void)state;
	assert_non_null(page);
	while (fgets(line, sizeof(line), page) != NULL &&
		strncmp(line, "| question |", 12) != 0)
		;
	while (fgets(line, sizeof(line), page) != NULL && *line == '|') {
		char *at = line;

		while ((at = strchr(at, '`')) != NULL &&
			(at == line + 2 || at[-2] == ',')) {
			const struct question_field *f;
			struct err err = { .code = ERR_OK };
			json_t *doc = json_pack("{s:s}", WRONG, "x");

			assert_int_equal(sscanf(at, "`%63[a-z.]`", name), 1);
			at += strlen(name) + 2;
			if (strcmp(name, "watch") == 0) {
				json_decref(doc); /* the server's own */
				continue;
			}
			f = question_fields(name);
			assert_non_null(f);
			assert_int_equal(
				question_check(name, doc, &err), ERR_INVALID);
			for (; f->name != NULL; f++)
				assert_true(
					arg_words_has(&err.arg[1], f->name));
			count++;
			json_decref(doc);
		}
	}
	(void)fclose(page);
	assert_true(count >= 30);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			act__a_wrong_word_is_answered_with_the_possible_ones),
		cmocka_unit_test(act__all_that_is_missing_is_said_at_once),
		cmocka_unit_test(
			question__a_wrong_word_is_answered_with_the_possible_ones),
		cmocka_unit_test(
			question__a_field_that_is_none_is_answered_with_the_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

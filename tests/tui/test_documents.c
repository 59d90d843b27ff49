/*
 * The tables of documents against what the station sends: the answers of the
 * frozen station hold nearly every key there is. Each key of theirs has a row
 * (or a line that says why it is not shown), and no row is of a key that
 * nobody sends.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/err.h"
#include "tui/cli/command.h"
#include "tui/cli/commands.h"
#include "tui/pages/document.h"

#define FROZEN "tests/frozen/0.1.0/want/answers/"

enum { ROWS_MAX = 1200, WORD_MAX = 60 };

/* What the answer of a question is. */
static const struct {
	const char *question;
	enum document of, rows; /* of "rows" */
} asked[] = {
	{ "status", DOCUMENT_STATUS, DOCUMENT_NONE },
	{ "officer.list", DOCUMENT_WINDOW, DOCUMENT_OFFICER },
	{ "account.list", DOCUMENT_WINDOW, DOCUMENT_ACCOUNT },
	{ "account.show", DOCUMENT_ACCOUNT, DOCUMENT_NONE },
	{ "account.kinds", DOCUMENT_WINDOW, DOCUMENT_KIND },
	{ "account.health", DOCUMENT_WINDOW, DOCUMENT_HEALTH },
	{ "account.register", DOCUMENT_REGISTER, DOCUMENT_FAULT },
	{ "service.list", DOCUMENT_WINDOW, DOCUMENT_SERVICE },
	{ "impostor.list", DOCUMENT_WINDOW, DOCUMENT_IMPOSTOR },
	{ "impostor.show", DOCUMENT_IMPOSTOR, DOCUMENT_NONE },
	{ "comment.list", DOCUMENT_WINDOW, DOCUMENT_COMMENT },
	{ "comment.show", DOCUMENT_COMMENT, DOCUMENT_NONE },
	{ "playbook.list", DOCUMENT_WINDOW, DOCUMENT_PLAYBOOK },
	{ "playbook.show", DOCUMENT_PLAYBOOK, DOCUMENT_NONE },
	{ "playbook.check", DOCUMENT_CHECKED, DOCUMENT_NONE },
	{ "incident.list", DOCUMENT_WINDOW, DOCUMENT_INCIDENT },
	{ "incident.show", DOCUMENT_INCIDENT, DOCUMENT_NONE },
	{ "incident.roster", DOCUMENT_ROSTER, DOCUMENT_NONE },
	{ "incident.figures", DOCUMENT_FIGURES, DOCUMENT_NONE },
	{ "lines.list", DOCUMENT_WINDOW, DOCUMENT_LINE },
	{ "message.list", DOCUMENT_WINDOW, DOCUMENT_MESSAGE },
	{ "message.show", DOCUMENT_MESSAGE, DOCUMENT_NONE },
	{ "message.preview", DOCUMENT_MESSAGE, DOCUMENT_NONE },
	{ "message.review", DOCUMENT_MESSAGE, DOCUMENT_NONE },
	{ "message.diff", DOCUMENT_DIFF, DOCUMENT_NONE },
	{ "claim.list", DOCUMENT_WINDOW, DOCUMENT_CLAIM },
	{ "claim.show", DOCUMENT_CLAIM, DOCUMENT_NONE },
	{ "delivery.list", DOCUMENT_WINDOW, DOCUMENT_DELIVERY },
	{ "delivery.show", DOCUMENT_DELIVERY, DOCUMENT_NONE },
	{ "draft.show", DOCUMENT_DRAFT, DOCUMENT_NONE },
	{ "ledger.list", DOCUMENT_WINDOW, DOCUMENT_ENTRY },
	{ "record.status", DOCUMENT_RECORD, DOCUMENT_NONE },
	{ "ledger.verify", DOCUMENT_VERIFIED, DOCUMENT_NONE },
	{ "ledger.export", DOCUMENT_EXPORT, DOCUMENT_NONE },
	{ "replay", DOCUMENT_REPLAY, DOCUMENT_NONE },
	{ "doctor", DOCUMENT_DOCTOR, DOCUMENT_NONE },
};

/* Pages that bring their own words (domain/sheet). */
static const char *const sheets[] = { "account.filing", "impostor.page",
	"report.show" };

static const char *const names[] = {
#define DOC(name) #name,
#include "tui/pages/document_rows.h"
};

static bool seen[ROWS_MAX][16]; /* by row, and by word of a row of several */
static int lacking;

/* Is `word` one of the words; *which says the how-manieth. */
static bool
has_word(const char *words, const char *word, size_t *which)
{
	size_t len = strlen(word);

	for (*which = 0; *words; ++*which) {
		size_t n = strcspn(words, " ");

		if (n == len && strncmp(words, word, n) == 0)
			return true;
		words += n + (words[n] == ' ');
	}
	return false;
}

static void walk(enum document of, enum document rows, const json_t *doc);

static void
walk_value(const struct document_row *row, const json_t *value)
{
	const char *key;
	json_t *one;
	size_t i;

	if (row->how == HOW_PART ||
		(row->how == HOW_FORM && row->part != DOCUMENT_NONE))
		walk(row->part, DOCUMENT_NONE, value);
	else if (row->how == HOW_ROWS || row->how == HOW_EACH)
		json_array_foreach(doc_borrow(value), i, one)
			walk(row->part, DOCUMENT_NONE, one);
	else if (row->how == HOW_MAP)
		json_object_foreach(doc_borrow(value), key, one)
			walk(row->part, DOCUMENT_NONE, one);
}

static void
walk_key(enum document of, enum document in_rows, const char *key,
	const json_t *value)
{
	size_t count, i, which, n;
	const struct document_row *rows = document_rows(&count);
	json_t *one;
	bool found = false;

	for (i = 0; i < count; i++) {
		if (rows[i].of != of || !has_word(rows[i].key, key, &which))
			continue;
		seen[i][which] = true;
		found = true;
		walk_value(&rows[i], value);
	}
	if (in_rows != DOCUMENT_NONE && strcmp(key, "rows") == 0)
		json_array_foreach(doc_borrow(value), n, one)
			walk(in_rows, DOCUMENT_NONE, one);
	else if (!found && lacking++ < 50)
		print_message("%s has no row for \"%s\"\n", names[of], key);
}

static void
walk(enum document of, enum document rows, const json_t *doc)
{
	const char *key;
	json_t *value;

	json_object_foreach(doc_borrow(doc), key, value)
		walk_key(of, rows, key, value);
}

static void
walk_answer(const char *question, const json_t *doc)
{
	size_t count = sizeof(asked) / sizeof(asked[0]), i;

	for (i = 0; i < sizeof(sheets) / sizeof(sheets[0]); i++)
		if (strcmp(sheets[i], question) == 0)
			return;
	for (i = 0; i < count && strcmp(asked[i].question, question) != 0; i++)
		;
	if (i == count && doc_get(doc, "answer")) {
		print_message("%s is in no row\n", question);
		lacking++;
	} else if (i < count) {
		walk(asked[i].of, asked[i].rows, doc_get(doc, "answer"));
		walk(asked[i].of, asked[i].rows, doc_get(doc, "part"));
	}
}

/* Lines "# LANGUAGES QUESTION" and below them what came. */
static void
walk_file(const char *path)
{
	FILE *f = fopen(path, "re");
	json_t *doc, *asking = NULL;
	char *line = NULL;
	size_t room = 0;
	ssize_t len;

	assert_non_null(f);
	while ((len = getline(&line, &room, f)) > 0) {
		char *from = strchr(line, '{');

		if (from == NULL)
			continue;
		doc = json_loads(from, 0, NULL);
		assert_non_null(doc);
		if (*line == '#') {
			json_decref(asking);
			asking = doc;
			continue;
		}
		walk_answer(doc_str(asking, "question"), doc);
		json_decref(doc);
	}
	json_decref(asking);
	free(line);
	(void)fclose(f);
}

static void
documents__every_key_that_is_sent_has_a_row(void **state)
{
	glob_t found;

	(void)state;
	assert_int_equal(glob(FROZEN "*.txt", 0, NULL, &found), 0);
	assert_true(found.gl_pathc > 20);
	for (size_t i = 0; i < found.gl_pathc; i++)
		walk_file(found.gl_pathv[i]);
	globfree(&found);
	assert_int_equal(lacking, 0);
}

/* All of core, one after the other. */
static char *
read_core(void)
{
	static const char *const where[] = { "core/*/*.c", "core/*/*/*.c" };
	char *all = NULL;
	size_t len = 0;
	glob_t found;
	FILE *out = open_memstream(&all, &len), *f;
	char part[8192];
	size_t n;

	for (size_t w = 0; w < 2; w++) {
		assert_int_equal(glob(where[w], 0, NULL, &found), 0);
		for (size_t i = 0; i < found.gl_pathc; i++) {
			f = fopen(found.gl_pathv[i], "re");
			assert_non_null(f);
			while ((n = fread(part, 1, sizeof(part), f)) > 0)
				(void)fwrite(part, 1, n, out);
			(void)fclose(f);
		}
		globfree(&found);
	}
	(void)fclose(out);
	return all;
}

/* What the frozen station never had to say is written down in core. */
static void
documents__no_row_is_of_a_key_that_nobody_sends(void **state)
{
	size_t count, which;
	const struct document_row *rows = document_rows(&count);
	char word[WORD_MAX], quoted[WORD_MAX + 2], *core = read_core();
	int unknown = 0;

	(void)state;
	assert_true(count < ROWS_MAX);
	for (size_t i = 0; i < count; i++) {
		const char *list = rows[i].key;

		for (which = 0; document_next(word, &list); which++) {
			(void)snprintf(quoted, sizeof(quoted), "\"%s\"", word);
			if (seen[i][which] || strstr(core, quoted))
				continue;
			print_message("%s: nobody sends %s\n",
				names[rows[i].of], quoted);
			unknown++;
		}
	}
	free(core);
	assert_int_equal(unknown, 0);
}

static bool
has_han(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0xE4 &&
			(unsigned char)*text <= 0xE9)
			return true;
	return false;
}

static void
documents__labels_are_of_both_languages(void **state)
{
	size_t count;
	const struct document_row *rows = document_rows(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		const char *en = rows[i].label.in[LANG_EN];
		const char *zh = rows[i].label.in[LANG_ZH];

		assert_false(has_han(en));
		assert_int_equal(*en == '\0', *zh == '\0');
		if (rows[i].how == HOW_NOT)
			assert_true(*en != '\0'); /* why */
		else if (*en && strcmp(en, "SHA-256") != 0)
			assert_true(has_han(zh));
	}
}

/* A column or a value of a verb is one of its document. */
static void
documents__what_a_verb_lists_is_there(void **state)
{
	const struct command *const *c;
	const struct verb *v;
	char name[DOCUMENT_NAME];

	(void)state;
	for (c = all_commands; *c; c++) {
		for (v = (*c)->verbs; v->name; v++) {
			const char *keys = v->listing.keys;

			/* an answer is shown one way */
			if (v->question && !v->run)
				assert_true(
					(keys != NULL) != (v->show != NULL));
			while (keys && document_next(name, &keys))
				assert_non_null(document_find(
					(enum document)v->listing.of, name));
		}
	}
}

/* What was missed and is over is said by how it ended: a proof that came late
 * does not make the post late. */
static void
clock__that_was_missed_is_said_by_how_it_ended(void **state)
{
	static const struct {
		const char *doc, *en, *zh;
	} rows[] = {
		{ "{\"missed\":true,\"state\":\"overdue\"}", "MISSED",
			"已逾期" },
		{ "{\"missed\":true,\"state\":\"met\",\"first_out\":true}",
			"first out in time", "首个账号按时发出" },
		{ "{\"missed\":true,\"state\":\"late\",\"first_out\":true}",
			"first out too late", "首个账号逾期发出" },
		{ "{\"missed\":true,\"state\":\"late\"}", "met late",
			"逾期完成" },
		{ "{\"missed\":true,\"state\":\"ended\"}", "MISSED", "已逾期" },
		{ "{\"missed\":false,\"state\":\"running\"}", "running",
			"计时中" },
		{ "{\"missed\":false,\"state\":\"ended\"}",
			"ended with the incident", "随事件结束" },
	};

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		json_t *doc = json_loads(rows[n].doc, 0, NULL);

		for (int lang = 0; lang < LANG_COUNT; lang++) {
			struct look look = { .lang = (enum lang)lang };
			char *got = document_say(
				&look, DOCUMENT_CLOCK, "state", doc);

			assert_string_equal(
				got, lang == LANG_EN ? rows[n].en : rows[n].zh);
			free(got);
		}
		json_decref(doc);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents__every_key_that_is_sent_has_a_row),
		cmocka_unit_test(
			documents__no_row_is_of_a_key_that_nobody_sends),
		cmocka_unit_test(
			clock__that_was_missed_is_said_by_how_it_ended),
		cmocka_unit_test(documents__labels_are_of_both_languages),
		cmocka_unit_test(documents__what_a_verb_lists_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * A library with one thing wrong is refused with the place of the fault; the
 * rows change one file of the shipped library each.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/domain/library.h"

#define ROWS(t) (sizeof(t) / sizeof((t)[0]))
#define BOOK "rumor/playbook.yaml"
#define ZH "rumor/zh/truth.md"

struct change {
	const char *path; /* NULL: nothing */
	const char *old; /* NULL: the file is taken away */
	const char *new; /* the first occurrence of old becomes this */
	const char *id; /* of the first fault */
	const char *file; /* NULL: path */
	const char *at; /* what stands there; NULL: the file as a whole */
};

static size_t
file_index(const struct shelf *s, const char *path)
{
	size_t i = 0;

	while (strcmp(s->files[i].path, path) != 0)
		i++;
	return i;
}

static void
apply(struct shelf *s, const struct change *c)
{
	struct library_file *f = &s->files[file_index(s, c->path)];
	char *data = (char *)(uintptr_t)f->data;
	char *at;

	if (!c->old) {
		free((char *)(uintptr_t)f->path);
		free(data);
		*f = s->files[--s->count];
		return;
	}
	at = strstr(data, c->old);
	if (!at)
		fail_msg("%s does not hold %s", c->path, c->old);
	f->data = mem_printf("%.*s%s%s", (int)(at - data), data, c->new,
		at + strlen(c->old));
	f->len = strlen(f->data);
	free(data);
}

/* "file:line:column" of the first place where the text stands. */
static char *
place_of(const struct shelf *s, const char *path, const char *text)
{
	int lines = 1;
	const char *data, *at, *line;
	long before;

	if (!text)
		return mem_strdup(path);
	data = s->files[file_index(s, path)].data;
	at = strstr(data, text);
	line = data;
	if (!at)
		fail_msg("%s does not hold %s", path, text);
	for (const char *p = data; p < at; p++) {
		if (*p == '\n') {
			lines++;
			line = p + 1;
		}
	}
	before = text_count(line, (size_t)(at - line), TEXT_CODE_POINTS, 0);
	return mem_printf("%s:%d:%ld", path, lines, before + 1);
}

static void
check(const struct change *c)
{
	struct shelf shelf;
	struct faults faults;
	struct library *lib = NULL;
	struct err err = { 0 };
	char *where;
	enum err_code code;

	shelf_open(&shelf, "playbooks");
	faults_init(&faults);
	apply(&shelf, c);
	where = place_of(&shelf, c->file ? c->file : c->path, c->at);
	code = playbook_library_parse(
		&lib, shelf.files, shelf.count, &faults, &err);
	if (!code)
		fail_msg("%s with %s was taken", c->path, c->new);
	assert_null(lib);
	if (strcmp(err.id, c->id) || strcmp(err.where, where))
		fail_msg("%s with %s\n got %s at %s (%s)\nwant %s at %s",
			c->path, c->new ? c->new : "nothing", err.id, err.where,
			err.what, c->id, where);
	free(where);
	faults_release(&faults);
	shelf_close(&shelf);
}

static void
playbook__a_fault_is_refused_with_its_place(void **state)
{
	static const struct change rows[] = {
		/* YAML */
		{ BOOK, "class: meta", "class: [meta", "syntax", 0,
			":\n  zh: \"仅谣言" },
		{ BOOK, "class: meta", "class: meta\nclass: met2",
			"duplicate-key", 0, "class: met2" },
		{ BOOK, "class: meta", "class: &a meta", "syntax", 0, "&a" },
		{ BOOK, "class: meta", "class: met\xFF", "syntax", 0, "\xFF" },
		/* keys and values */
		{ BOOK, "class: meta", "class: meta\ncolour: red",
			"unknown-key", 0, "colour" },
		{ BOOK, "class: meta\n", "", "missing-key", 0, "id: rumor" },
		{ BOOK, "class: meta", "class: rumor", "value", 0,
			"rumor\ntitle" },
		{ BOOK, "class: meta", "class: {a: b}", "shape", 0, "{a: b}" },
		{ BOOK, "id: rumor", "id: other", "value", 0, "other" },
		{ BOOK, "  en: \"Rumor without an event\"\n", "", "missing-key",
			0, "zh: \"仅谣言" },
		{ BOOK, "kind: truth", "kind: news", "value", 0, "news\n" },
		/* kinds */
		{ BOOK, "    deadline: D-03\n", "", "no-deadline", 0,
			"rebuttal:\n" },
		{ BOOK, "deadline: D-03", "deadline: D-99", "value", 0,
			"D-99" },
		{ BOOK, "tier: emergency", "tier: hasty", "value", 0, "hasty" },
		{ BOOK, "platforms: [site]", "platforms: [sites]", "value", 0,
			"sites]" },
		{ BOOK, "  correction:\n", "  corrections:\n", "unknown-key", 0,
			"corrections:" },
		{ "rumor/zh/correction.md", NULL, NULL, "no-template", BOOK,
			"correction:\n" },
		{ "rumor/en/withdrawal.md", NULL, NULL, "no-template", BOOK,
			"withdrawal:\n" },
		/* templates */
		{ ZH, "{{known}}", "{{knwon}}", "unknown-slot", 0,
			"{{knwon}}" },
		{ ZH, "{{known}}", "{{figure.dead}}", "unknown-slot", 0,
			"{{figure.dead}}" },
		{ ZH, "{{known}}", "{{known}", "syntax", 0, "{{known}" },
		{ ZH, "{{known}}", "known}}", "syntax", 0,
			"}}。\n\n{{! cut 2" },
		{ ZH, "{{known}}", "{{}}", "syntax", 0, "{{}}" },
		{ ZH, "{{known}}", "{{#each known}}", "syntax", 0, "{{#each" },
		{ ZH, "{{/if}}", "", "syntax", 0, "{{#if unknown" },
		{ ZH, "ai_used=yes", "ai_used=maybe", "syntax", 0,
			"{{#if ai_used=maybe" },
		{ ZH, "ai_used=yes", "unknown=yes", "syntax", 0,
			"{{#if unknown=yes" },
		{ BOOK, "default: \"no\"", "default: sometimes", "field", 0,
			"sometimes" },
		{ ZH, "{{#if unknown}}", "", "syntax", 0, "{{/if}}" },
		{ ZH, "{{! cut 1}}", "{{! cut 12}}", "syntax", 0,
			"{{! cut 12}}" },
		{ ZH, "---\ntitle", "title", "syntax", 0, "title" },
		{ ZH, "must: [time", "must: [tyme", "unknown-slot", 0, "tyme" },
		{ ZH, "must: [time", "must: [known", "fact-can-be-lost", 0,
			"known," },
		{ ZH, "short:", "shrt:", "unknown-key", 0, "shrt" },
		{ ZH, "title: \"", "title: \"{{nobody}}", "unknown-slot", 0,
			"\"{{nobody" },
		{ ZH, "目前", "目前\x1b", "syntax", 0, "\x1b" },
		/* rules */
		{ "rules/gates.yaml", "roles: [legal]", "roles: [lawyer]",
			"value", 0, "lawyer" },
		{ "rules/gates.yaml", "gate: legal", "gate: law", "value", 0,
			"law\n" },
		{ "rules/gates.yaml", NULL, NULL, "missing-file",
			"rules/gates.yaml", NULL },
		{ "rules/tiers.yaml", "gates: [wording, confidentiality]",
			"gates: [wording, taste]", "value", 0, "taste" },
		{ "rules/tiers.yaml", "gates: [political, authority]",
			"gates: [political]", "missing-key", 0,
			"id: emergency\n" },
		{ "rules/tiers.yaml", "  - tier: routine\n", "", "missing-key",
			0, NULL },
		{ "rules/tiers.yaml", "- tier: major", "- tier: huge", "value",
			0, "huge" },
		{ "rules/deadlines.yaml", "minutes: 300", "minutes: 5h",
			"value", 0, "5h" },
		{ "rules/deadlines.yaml", "from: [occurred", "from: [never",
			"value", 0, "never" },
		{ "rules/platforms.yaml", "for: hand", "for: foot", "value", 0,
			"foot" },
		{ "rules/platforms.yaml", "minutes: 30", "minutes: 0", "value",
			0, "0\n        whom" },
		{ "rainstorm-flood/playbook.yaml", "minutes: 10\n    then",
			"minutes: 10\n    than", "unknown-key", 0, "than:" },
		{ "rules/platforms.yaml", "unit: graphemes", "unit: letters",
			"value", 0, "letters" },
		{ "rules/platforms.yaml", "id: mastodon", "id: site ",
			"duplicate-key", 0, "site \n" },
		{ "rules/platforms.yaml", "checked: 2026-11-24",
			"checked: 2026-02-30", "value", 0, "2026-02-30" },
		{ "rules/platforms.yaml", "    final: true", "    no: [\"1\"] ",
			"missing-key", 0, "field: errcode" },
		{ "rules/contacts.yaml", "number: \"110\"",
			"number:  \"12345\"", "duplicate-key", 0,
			"\"12345\", title: {zh: 报警" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++)
		check(&rows[i]);
}

static void
playbook__all_faults_are_found_at_once(void **state)
{
	static const struct change rows[] = {
		{ "rumor/zh/truth.md", "{{known}}", "{{a}}{{b}}{{c}}", "", 0,
			0 },
		{ "misfire/en/closing.md", "{{result}}", "{{d}}", "", 0, 0 },
		{ "rules/deadlines.yaml", "levels: [I, II]", "levels: [V]", "",
			0, 0 },
	};
	struct shelf shelf;
	struct faults faults;
	struct library *lib = NULL;

	(void)state;
	shelf_open(&shelf, "playbooks");
	faults_init(&faults);
	for (size_t i = 0; i < ROWS(rows); i++)
		apply(&shelf, &rows[i]);
	assert_int_equal(playbook_library_parse(
				 &lib, shelf.files, shelf.count, &faults, NULL),
		ERR_INVALID);
	/* result is also a must, and no longer stands in any paragraph */
	assert_int_equal(faults.count, 6);
	faults_release(&faults);
	shelf_close(&shelf);
}

static void
playbook__no_more_than_fifty_faults_are_kept(void **state)
{
	struct shelf shelf;
	struct faults faults;
	struct library *lib = NULL;

	(void)state;
	shelf_open(&shelf, "playbooks");
	faults_init(&faults);
	for (size_t i = 0; i < shelf.count; i++) {
		struct library_file *f = &shelf.files[i];

		if (strstr(f->path, ".md"))
			memcpy((char *)(uintptr_t)f->data, "oops", 4);
	}
	assert_int_equal(playbook_library_parse(
				 &lib, shelf.files, shelf.count, &faults, NULL),
		ERR_INVALID);
	assert_int_equal(faults.count, FAULTS_MAX);
	assert_true(faults.left_off > 0);
	faults_release(&faults);
	shelf_close(&shelf);
}

static void
playbook__an_empty_library_is_refused(void **state)
{
	struct faults faults;
	struct library *lib = NULL;
	struct err err = { 0 };

	(void)state;
	faults_init(&faults);
	assert_int_equal(playbook_library_parse(&lib, NULL, 0, &faults, &err),
		ERR_INVALID);
	assert_string_equal(err.id, "missing-file");
	faults_release(&faults);
}

static void
playbook__a_fault_speaks_both_languages(void **state)
{
	struct faults faults;
	struct err err = { 0 };
	char what[400], remedy[300];
	struct library *lib = NULL;

	(void)state;
	faults_init(&faults);
	playbook_library_parse(&lib, NULL, 0, &faults, &err);
	refusal_format(
		what, sizeof(what), remedy, sizeof(remedy), &err, LANG_ZH);
	assert_string_equal(what, "缺少文件 rules/platforms.yaml");
	faults_release(&faults);
}

static void
playbook__a_deadline_knows_when_it_runs(void **state)
{
	enum { MIN = 60000 };
	static const struct {
		unsigned from;
		kind_set kinds;
		struct clocks c;
		int64_t want;
	} rows[] = {
		/* the earliest known time counts; opening is the last resort */
		{ FROM_OCCURRED | FROM_REPORTED, 1U << KIND_TRUTH,
			{ .opened = 900, .occurred = 500, .reported = 700 },
			500 + 10 * MIN },
		{ FROM_OCCURRED | FROM_FOUND, 1U << KIND_TRUTH,
			{ .opened = 900, .found = 700 }, 700 + 10 * MIN },
		{ FROM_OCCURRED, 1U << KIND_TRUTH, { .opened = 900 },
			900 + 10 * MIN },
		/* released: over */
		{ FROM_OCCURRED, 1U << KIND_TRUTH,
			{ .opened = 900, .done = 1U << KIND_TRUTH }, 0 },
		/* another kind does not end it */
		{ FROM_OCCURRED, 1U << KIND_TRUTH,
			{ .opened = 900, .done = 1U << KIND_STANCE },
			900 + 10 * MIN },
		{ FROM_FIRST, 1U << KIND_STANCE, { .opened = 900 }, 0 },
		{ FROM_FIRST, 1U << KIND_STANCE,
			{ .opened = 900, .first_release = 1000 },
			1000 + 10 * MIN },
		/* starts again with each release, until the closing */
		{ FROM_LAST, 1U << KIND_UPDATE, { .opened = 900 }, 0 },
		{ FROM_LAST, 1U << KIND_UPDATE,
			{ .opened = 900,
				.last_release = 2000,
				.done = 1U << KIND_UPDATE },
			2000 + 10 * MIN },
		{ FROM_LAST, 1U << KIND_UPDATE,
			{ .opened = 900,
				.last_release = 2000,
				.done = 1U << KIND_CLOSING },
			0 },
		{ FROM_PROMISE, 0, { .opened = 900, .promised = 5000 },
			5000 + 10 * MIN },
		{ FROM_CREATED, 1U << KIND_CORRECTION, { .opened = 900 }, 0 },
		{ FROM_CREATED, 1U << KIND_CORRECTION,
			{ .opened = 900,
				.created[KIND_CORRECTION] = 3000,
				.done = 1U << KIND_CLOSING },
			3000 + 10 * MIN },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct deadline d = { .minutes = 10,
			.from = rows[i].from,
			.kinds = rows[i].kinds };

		assert_int_equal(deadline_due(&d, &rows[i].c), rows[i].want);
	}
}

static void
playbook__values_suit_their_slots(void **state)
{
	static const struct slot_choice choices[] = {
		{ "one", BOTH("one", "一") },
	};
	static const struct {
		enum slot_type type;
		const char *value;
		bool good;
	} rows[] = {
		{ SLOT_TEXT, "", true },
		{ SLOT_TEXT, "东安", true },
		{ SLOT_TEXT, "a\nb", false },
		{ SLOT_TEXT, "0123456789012345678901234", false }, /* 25 */
		{ SLOT_TEXT, "\xFF", false },
		{ SLOT_LINES, "a\nb", true },
		{ SLOT_TIME, "2026-07-21 14:30", true },
		{ SLOT_TIME, "2026-02-30 14:30", false },
		{ SLOT_TIME, "14:30", false },
		{ SLOT_TIME, "今天下午", false },
		{ SLOT_PHONE, "12345", true },
		{ SLOT_PHONE, "0411-88005555", true },
		{ SLOT_PHONE, "call me", false },
		{ SLOT_URL, "https://a.gov.cn/1", true },
		{ SLOT_URL, "a.gov.cn", false },
		{ SLOT_URL, "javascript:alert(1)", false },
		{ SLOT_CHOICE, "one", true },
		{ SLOT_CHOICE, "two", false },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct slot slot = { .id = "s",
			.type = rows[i].type,
			.max = 24,
			.choices = (struct slot_choice *)(uintptr_t)choices,
			.choice_count = 1 };
		struct err err;

		assert_int_equal(
			slot_check(&slot, rows[i].value, 480, &err) == ERR_OK,
			rows[i].good);
	}
}

static void
playbook__a_promise_is_an_instant(void **state)
{
	json_t *slots = json_pack("{s:s}", "next_update", "2026-07-21 18:00");
	json_t *none = json_object();

	(void)state;
	assert_int_equal(playbook_promise(slots, 480), 1784628000000LL);
	assert_int_equal(playbook_promise(none, 480), 0);
	assert_int_equal(playbook_promise(NULL, 480), 0);
	json_decref(slots);
	json_decref(none);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(playbook__a_fault_is_refused_with_its_place),
		cmocka_unit_test(playbook__all_faults_are_found_at_once),
		cmocka_unit_test(playbook__no_more_than_fifty_faults_are_kept),
		cmocka_unit_test(playbook__an_empty_library_is_refused),
		cmocka_unit_test(playbook__a_fault_speaks_both_languages),
		cmocka_unit_test(playbook__a_deadline_knows_when_it_runs),
		cmocka_unit_test(playbook__values_suit_their_slots),
		cmocka_unit_test(playbook__a_promise_is_an_instant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

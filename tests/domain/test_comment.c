/*
 * What the public writes: what of it is stored, who is called for it and when,
 * and that nothing is closed whose step was not done.
 */
#include "tests/domain/scene.h"

#include "domain/comment/comment.h"
#include "domain/waits/waits.h"

#define MINUTE_MS INT64_C(60000)

/* Takes everything; what was taken before is known by "ACCOUNT REMOTE;". */
struct memory {
	char known[4000];
	json_t *written; /* by comment */
};

static bool
memory_is_known(void *arg, const char *account, const char *remote)
{
	const struct memory *m = arg;
	char key[300];

	(void)snprintf(key, sizeof(key), "%s %s;", account, remote);
	return strstr(m->known, key) != NULL;
}

static bool
memory_keep(
	void *arg, char digest[COMMENT_DIGEST], const char *id, json_t *written)
{
	struct memory *m = arg;

	(void)snprintf(digest, COMMENT_DIGEST, "d-%s", id);
	doc_put(m->written, id, json_deep_copy(written));
	return true;
}

static json_t *
seen(const char *remote, const char *text)
{
	return json_pack("{s:s,s:s,s:s,s:s}", "remote", remote, "text", text,
		"who", "阿明", "url", "https://p.example/1");
}

/* One reading of "site"; `said` is taken over. */
static void
hear(struct scene *s, struct memory *m, json_t *said)
{
	const struct world w = {
		.office = &s->office, .library = s->lib, .now = s->now
	};
	struct comment_reading reading = { .is_known = memory_is_known,
		.keep = memory_keep,
		.arg = m,
		.number = s->office.comment_last,
		.open = s->office.comment_count };
	json_t *rows = json_array(), *row;
	json_t *result = json_pack(
		"{s:s,s:b,s:o}", "account", "site", "ok", 1, "comments", said);
	struct judged j;
	size_t i;

	comment_judge_heard(rows, &w, result, &reading);
	json_array_foreach(doc_get(json_array_get(rows, 0), "comments"), i, row)
	{
		(void)snprintf(m->known + strlen(m->known), 200, "site %s;",
			doc_str(row, "remote"));
	}
	judged_init(&j);
	judged_add(&j, "comments.heard", json_pack("{s:o}", "results", rows));
	scene_fold(s, &j, "relay");
	judged_release(&j);
	json_decref(result);
}

static void
hear_texts(struct scene *s, struct memory *m, const char *const *texts,
	size_t count)
{
	json_t *rows = json_array();
	char remote[24];

	/* a platform lists the newest first */
	for (size_t n = count; n-- > 0;) {
		(void)snprintf(remote, sizeof(remote), "r%zu", n + 1);
		json_array_append_new(rows, seen(remote, texts[n]));
	}
	hear(s, m, json_pack("{s:o}", "rows", rows));
}

static void
comment_scene(struct scene *s, struct memory *m)
{
	static const char *const texts[] = { "何时来电？", "桥塌了",
		"救命 北村三组", "听说水库垮了" };

	memset(m, 0, sizeof(*m));
	m->written = json_object();
	scene_open(s, false);
	scene_officer(s, "reg", ROLE_BIT(ROLE_REGISTRAR));
	hear_texts(s, m, texts, 4);
}

static void
comment_end(struct scene *s, struct memory *m)
{
	json_decref(m->written);
	scene_close(s);
}

static void
refused(struct scene *s, const char *by, enum act act, json_t *doc,
	enum refusal why)
{
	assert_string_equal(scene_try(s, by, act, doc), refusal_word(why));
}

static json_t *
sort_act(const char *comment, const char *sort)
{
	return json_pack("{s:s,s:s}", "comment", comment, "sort", sort);
}

static json_t *
end_act(const char *comment, const char *outcome)
{
	return json_pack("{s:s,s:s}", "comment", comment, "outcome", outcome);
}

/* The wait for this act; NULL if there is none. New reference. */
static json_t *
comment_wait(const struct scene *s, const char *act)
{
	const struct world w = {
		.office = &s->office, .library = s->lib, .now = s->now
	};
	json_t *list = json_array(), *row;

	waits_put_office(list, &w);
	row = json_incref(doc_find(list, "act", act));
	json_decref(list);
	return row;
}

static void
comments__are_numbered_in_their_order_and_taken_once(void **state)
{
	struct memory m;
	struct scene s;

	(void)state;
	comment_scene(&s, &m);
	assert_int_equal(s.office.comment_count, 4);
	assert_string_equal(office_comment(&s.office, "c1")->remote, "r1");
	assert_string_equal(
		doc_str(doc_get(m.written, "c3"), "text"), "救命 北村三组");
	hear(&s, &m,
		json_pack("{s:[o,o]}", "rows", seen("r5", "新的"),
			seen("r4", "听说水库垮了")));
	assert_int_equal(s.office.comment_count, 5);
	assert_string_equal(office_comment(&s.office, "c5")->remote, "r5");
	assert_int_equal(
		doc_int(office_account(&s.office, "site")->feed.heard, "known"),
		1);
	comment_end(&s, &m);
}

/* The ledger has neither words nor names; what may not be kept is masked even
 * beside it, and the rest stays. */
static void
comments__keep_words_out_of_the_ledger_and_mask_numbers(void **state)
{
	static const char *const texts[] = {
		"我叫王芳 身份证11010519491231002X 电话13987654321 房子进水"
	};
	struct memory m;
	struct scene s;
	const json_t *entry;
	char *text;

	(void)state;
	memset(&m, 0, sizeof(m));
	m.written = json_object();
	scene_open(&s, false);
	hear_texts(&s, &m, texts, 1);
	entry = json_array_get(s.entries, json_array_size(s.entries) - 1);
	text = doc_format(entry);
	assert_null(strstr(text, "王芳"));
	assert_null(strstr(text, "阿明"));
	assert_null(strstr(text, "p.example"));
	assert_non_null(strstr(text, "\"masked\":2"));
	free(text);
	text = doc_format(m.written);
	assert_null(strstr(text, "11010519491231002X"));
	assert_null(strstr(text, "13987654321"));
	assert_non_null(strstr(text, "房子进水"));
	free(text);
	comment_end(&s, &m);
}

static void
comments__that_may_have_been_missed_are_said(void **state)
{
	struct memory m;
	struct scene s;
	const json_t *heard;

	(void)state;
	comment_scene(&s, &m);
	hear(&s, &m,
		json_pack("{s:[o],s:b,s:i}", "rows", seen("r9", "x"), "more", 1,
			"unread", 2));
	heard = office_account(&s.office, "site")->feed.heard;
	assert_true(doc_bool(heard, "gap"));
	assert_int_equal(doc_int(heard, "unread"), 2);
	hear(&s, &m,
		json_pack("{s:[o],s:b}", "rows", seen("r9", "x"), "more", 1));
	heard = office_account(&s.office, "site")->feed.heard;
	assert_false(doc_bool(heard, "gap"));
	hear(&s, &m, json_null());
	heard = office_account(&s.office, "site")->feed.heard;
	assert_false(doc_bool(heard, "read"));
	assert_int_equal(doc_int(heard, "last"), s.now);
	comment_end(&s, &m);
}

/* Ten thousand are one row, that calls whoever may sort them. */
static void
comments__wait_in_one_row_for_what_is_to_be_done(void **state)
{
	struct memory m;
	struct scene s;
	json_t *row;

	(void)state;
	comment_scene(&s, &m);
	row = comment_wait(&s, "comment.triage");
	assert_int_equal(doc_int(row, "count"), 4);
	assert_int_equal(doc_int(row, "due"), SCENE_NOW + 60 * MINUTE_MS);
	assert_non_null(doc_find(doc_get(row, "officers"), "id", "reg"));
	json_decref(row);
	scene_must(&s, "reg", ACT_COMMENT_TRIAGE, sort_act("c3", "help"));
	row = comment_wait(&s, "comment.handover");
	assert_int_equal(doc_int(row, "count"), 1);
	assert_string_equal(doc_str(row, "comment"), "c3");
	assert_int_equal(doc_int(row, "due"), SCENE_NOW + 5 * MINUTE_MS);
	json_decref(row);
	scene_must(&s, "reg", ACT_COMMENT_ASSIGN,
		json_pack("{s:s,s:s}", "comment", "c3", "owner", "reg"));
	row = comment_wait(&s, "comment.handover");
	assert_int_equal(json_array_size(doc_get(row, "officers")), 1);
	json_decref(row);
	comment_end(&s, &m);
}

/* SCENE_NOW is a Tuesday in the office. */
static void
comments__ask_for_an_answer_within_working_days(void **state)
{
	struct rules rules = { 0 };
	const char *off[] = { "2026-07-22" }, *on[] = { "2026-07-25" };
	struct calendar day;
	int64_t due;

	(void)state;
	due = comment_workday(&rules, SCENE_NOW, 5, 480);
	instant_split(&day, due - 1, 480);
	assert_int_equal(day.day, 28); /* Tuesday, a week on */
	rules.workdays = (struct workdays){ off, NULL, 1, 0 };
	instant_split(
		&day, comment_workday(&rules, SCENE_NOW, 5, 480) - 1, 480);
	assert_int_equal(day.day, 29);
	rules.workdays = (struct workdays){ off, on, 1, 1 };
	instant_split(
		&day, comment_workday(&rules, SCENE_NOW, 5, 480) - 1, 480);
	assert_int_equal(day.day, 28);
	assert_int_equal(day.hour, 23);
}

/* Dates are the platform's word: believed where they can be true. */
static void
comments__do_not_believe_a_date_that_lies(void **state)
{
	static const struct {
		int64_t at, asked;
	} rows[] = { { 0, SCENE_NOW },
		{ SCENE_NOW - 3600000, SCENE_NOW - 3600000 }, { 1, SCENE_NOW },
		{ SCENE_NOW + 3600000, SCENE_NOW },
		{ SCENE_NOW - 8 * INSTANT_DAY, SCENE_NOW } };

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		struct comment c = { .came = SCENE_NOW, .at = rows[n].at };

		assert_int_equal(comment_asked(&c), rows[n].asked);
	}
}

static void
comments__are_closed_only_when_their_step_was_done(void **state)
{
	struct memory m;
	struct scene s;

	(void)state;
	comment_scene(&s, &m);
	refused(&s, "reg", ACT_COMMENT_CLOSE, end_act("c3", "none"),
		REFUSE_COMMENT_NOT_DONE);
	scene_must(&s, "reg", ACT_COMMENT_TRIAGE, sort_act("c3", "help"));
	refused(&s, "reg", ACT_COMMENT_CLOSE, end_act("c3", "none"),
		REFUSE_COMMENT_NOT_DONE);
	refused(&s, "reg", ACT_COMMENT_CLOSE, end_act("c3", "handed"),
		REFUSE_COMMENT_NOT_DONE);
	scene_must(&s, "reg", ACT_COMMENT_HANDOVER,
		json_pack("{s:s,s:s,s:s}", "comment", "c3", "to", "119",
			"taker", "3号台"));
	scene_must(&s, "reg", ACT_COMMENT_CLOSE, end_act("c3", "handed"));
	assert_null(office_comment(&s.office, "c3"));
	refused(&s, "reg", ACT_COMMENT_TRIAGE, sort_act("c3", "help"),
		REFUSE_NOT_FOUND);
	scene_must(&s, "reg", ACT_COMMENT_TRIAGE, sort_act("c1", "question"));
	scene_must(&s, "reg", ACT_COMMENT_CLOSE, end_act("c1", "answered"));
	assert_non_null(office_comment(&s.office, "c2"));
	assert_int_equal(s.office.comment_last, 4);
	comment_end(&s, &m);
}

static void
comments__that_are_rumors_become_claims_with_their_reach(void **state)
{
	struct memory m;
	struct scene s;
	const json_t *claim;
	size_t count;

	(void)state;
	comment_scene(&s, &m);
	scene_must(&s, "dora", ACT_COMMENT_TRIAGE, sort_act("c4", "rumor"));
	refused(&s, "dora", ACT_COMMENT_CLOSE, end_act("c4", "claim"),
		REFUSE_COMMENT_NOT_DONE);
	scene_must(&s, "dora", ACT_COMMENT_CLAIM,
		json_pack("{s:s,s:s,s:s,s:i}", "comment", "c4", "incident",
			s.incident.id, "text", "称水库垮坝", "reach", 300));
	count = json_array_size(s.entries);
	claim = doc_get(json_array_get(s.entries, count - 2), "body");
	assert_int_equal(doc_int(claim, "reach"), 300);
	assert_int_equal(doc_int(claim, "seen"), SCENE_NOW);
	assert_string_equal(office_comment(&s.office, "c4")->claim,
		doc_str(claim, "claim"));
	refused(&s, "dora", ACT_COMMENT_CLAIM,
		json_pack("{s:s,s:s,s:s}", "comment", "c4", "incident",
			s.incident.id, "text", "称水库垮坝"),
		REFUSE_COMMENT_CLAIMED);
	scene_must(&s, "dora", ACT_COMMENT_CLOSE, end_act("c4", "claim"));
	comment_end(&s, &m);
}

/* No number of open ones grows without end, and what is left is counted. */
static void
comments__beyond_what_an_office_can_hold_are_counted(void **state)
{
	struct memory m;
	struct scene s;
	const struct world w = {
		.office = &s.office, .library = NULL, .now = SCENE_NOW
	};
	struct comment_reading reading = { .is_known = memory_is_known,
		.keep = memory_keep,
		.arg = &m,
		.open = COMMENTS_OPEN_MAX };
	json_t *rows = json_array(), *result;

	(void)state;
	comment_scene(&s, &m);
	result = json_pack("{s:s,s:b,s:{s:[o]}}", "account", "site", "ok", 1,
		"comments", "rows", seen("r99", "x"));
	comment_judge_heard(rows, &w, result, &reading);
	assert_int_equal(doc_int(json_array_get(rows, 0), "left"), 1);
	assert_null(doc_get(json_array_get(rows, 0), "comments"));
	json_decref(result);
	json_decref(rows);
	comment_end(&s, &m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			comments__are_numbered_in_their_order_and_taken_once),
		cmocka_unit_test(
			comments__keep_words_out_of_the_ledger_and_mask_numbers),
		cmocka_unit_test(comments__that_may_have_been_missed_are_said),
		cmocka_unit_test(
			comments__wait_in_one_row_for_what_is_to_be_done),
		cmocka_unit_test(
			comments__ask_for_an_answer_within_working_days),
		cmocka_unit_test(comments__do_not_believe_a_date_that_lies),
		cmocka_unit_test(
			comments__are_closed_only_when_their_step_was_done),
		cmocka_unit_test(
			comments__that_are_rumors_become_claims_with_their_reach),
		cmocka_unit_test(
			comments__beyond_what_an_office_can_hold_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

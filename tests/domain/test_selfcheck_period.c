/*
 * Which period a report is of, and the report of one in which nothing was.
 */
#include "tests/domain/scene.h"

#include "domain/selfcheck/selfcheck.h"

#define DAYS (INT64_C(24) * 60 * 60 * 1000)

/* An empty ledger, and a library without the file. */
static void
month__of_nothing_says_that_there_is_nothing(void **state)
{
	struct selfcheck s;
	struct selfcheck_view v;
	json_t *doc;
	int64_t from, to;

	(void)state;
	assert_true(selfcheck_period(&from, &to, "2026", 8 * 60));
	assert_int_equal(to - from, 365 * DAYS);
	selfcheck_init(&s, from, to);
	v = (struct selfcheck_view){
		.s = &s, .period = "2026", .now = SCENE_NOW, .lang = LANG_ZH
	};
	doc = selfcheck_doc(&v);
	assert_int_equal(doc_int(doc, "entries"), 0);
	assert_int_equal(json_array_size(doc_get(doc, "veto")), 0);
	assert_int_equal(json_array_size(doc_get(doc, "register")), 0);
	/* no round was made: no alarm says nothing */
	assert_false(doc_bool(
		doc_find(doc_get(doc, "figures"), "key", "alarms"), "known"));
	json_decref(doc);
	selfcheck_release(&s);
}

static void
say(struct selfcheck *s, const char *kind, json_t *body)
{
	struct entry e;
	struct err err = { 0 };

	entry_init(&e);
	e.seq = s->last + 1;
	e.time = s->from + e.seq * DAYS;
	(void)snprintf(e.by, sizeof(e.by), "station");
	(void)snprintf(e.kind, sizeof(e.kind), "%s", kind);
	e.body = body;
	assert_non_null(body);
	if (selfcheck_apply(s, &e, &err) != ERR_OK)
		fail_msg("%s: %s (%s)", kind, err.what, err.where);
	entry_release(&e);
}

static void
say_swept(struct selfcheck *s, bool read)
{
	say(s, "accounts.swept",
		json_pack("{s:i,s:i,s:i,s:[{s:s,s:b,s:b}]}", "count", 1,
			"failed", 0, "unread", !read, "results", "account",
			"web", "ok", 1, "read", read));
}

/* "-" nothing is known of it. */
static const char *
figure_now(const struct selfcheck *s, const char *key)
{
	static char text[80];
	const struct selfcheck_view v = {
		.s = s, .period = "2026", .now = s->to, .lang = LANG_ZH
	};
	json_t *doc = selfcheck_doc(&v);
	const json_t *row = doc_find(doc_get(doc, "figures"), "key", key);
	const json_t *seqs = doc_get(row, "entries");

	(void)snprintf(text, sizeof(text), "-");
	if (doc_bool(row, "known"))
		(void)snprintf(text, sizeof(text), "%lld by %lld",
			(long long)doc_int(row, "count"),
			(long long)json_integer_value(json_array_get(
				seqs, json_array_size(seqs) - 1)));
	json_decref(doc);
	return text;
}

/* A round is one, in however many entries it is told; where no list was read
 * nobody can say that there was no alarm; a login is one that was shown. */
static void
rounds__claim_no_more_than_was_seen(void **state)
{
	struct selfcheck s;
	int64_t from, to;

	(void)state;
	assert_true(selfcheck_period(&from, &to, "2026", 8 * 60));
	selfcheck_init(&s, from, to);
	say(&s, "account.added",
		json_pack("{s:s,s:s,s:s,s:s}", "account", "web", "name", "Web",
			"kind", "mastodon", "platform", "mastodon"));
	say(&s, "account.checked",
		json_pack("{s:s,s:b,s:b}", "account", "web", "ok", 1, "proven",
			0));
	assert_string_equal(figure_now(&s, "logins"), "0 by 0");
	say_swept(&s, false);
	assert_string_equal(figure_now(&s, "logins"), "0 by 0");
	say(&s, "account.checked",
		json_pack("{s:s,s:b}", "account", "web", "ok", 1));
	assert_string_equal(figure_now(&s, "logins"), "1 by 4");
	say_swept(&s, false);
	assert_string_equal(figure_now(&s, "logins"), "1 by 5");
	assert_string_equal(figure_now(&s, "rounds"), "0 by 0");
	assert_string_equal(figure_now(&s, "alarms"), "-");
	say_swept(&s, true);
	assert_string_equal(figure_now(&s, "alarms"), "0 by 0");
	assert_string_equal(figure_now(&s, "rounds"), "0 by 0");
	say(&s, "round.ended",
		json_pack("{s:I,s:i}", "began", (json_int_t)s.from, "accounts",
			1));
	assert_string_equal(figure_now(&s, "rounds"), "1 by 7");
	selfcheck_release(&s);
}

static void
period__is_a_month_or_a_year(void **state)
{
	static const char *const bad[] = { "", "26", "2026-1", "2026-13",
		"2026-00", "2026/07", "2026-07-01", "abcd", "-026", "0000-00" };
	int64_t from, to;

	(void)state;
	for (size_t n = 0; n < sizeof(bad) / sizeof(bad[0]); n++)
		if (selfcheck_period(&from, &to, bad[n], 0))
			fail_msg("%s", bad[n]);
	assert_true(selfcheck_period(&from, &to, "2026-12", 0));
	assert_int_equal(to - from, 31 * DAYS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(month__of_nothing_says_that_there_is_nothing),
		cmocka_unit_test(rounds__claim_no_more_than_was_seen),
		cmocka_unit_test(period__is_a_month_or_a_year),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * What rounds find on an account: strangers, what was changed, what is gone;
 * and what a hostile list must not bring about.
 */
#include "tests/domain/scene.h"

/* What the ledger says of ids that begin so: "o" ours, "e" ours and edited. */
static bool
says_ours(void *arg, const char *id, const char *url)
{
	(void)arg;
	(void)url;
	return *id == 'o' || *id == 'e';
}

static bool
says_approved(void *arg, const char *id, const char *url, const char *of,
	const char *digest)
{
	(void)arg;
	(void)id;
	(void)url;
	assert_string_equal(of, "text");
	return *digest == 'o';
}

static bool
says_amended(void *arg, const char *id)
{
	(void)arg;
	return *id == 'e';
}

/* What a post of this id says. */
static const char *
words_of(const char *id)
{
	static const struct {
		const char *id, *words;
	} words[] = {
		{ "p9", "电话13812345678" },
		{ "d1", "本次为应急演练，请勿惊慌" },
		{ "a1", "全场秒杀，扫码下单" },
		{ "n5", "7·21暴雨已造成5人死亡" },
		{ "n2", "7·21暴雨已造成2人死亡" },
		{ "l3", "县防指已启动III级应急响应" },
		{ "l2", "县防指已启动II级应急响应" },
		{ "t1", "本周六上午大石镇举办书画展" },
		{ "t2", "7·21暴雨中，大石镇部分道路中断" },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].id, id) == 0)
			return words[i].words;
	return id;
}

/* "o1=o s2=x": a post a word, its id and its digest. `flags` of the list. */
static json_t *
feed_of(const char *posts, const char *flags)
{
	json_t *feed = json_pack("{s:s}", "of", "text"), *rows = json_array();
	char id[40], digest[40];
	int n, len;

	for (; sscanf(posts, " %39[^=]=%39[^ ]%n", id, digest, &n) == 2;
		posts += n)
		json_array_append_new(rows,
			json_pack("{s:s,s:s,s:s}", "id", id, "digest", digest,
				"words", words_of(id)));
	doc_put(feed, "rows", rows);
	for (; sscanf(flags, " %39s%n", id, &len) == 1; flags += len)
		doc_put(feed, id,
			strcmp(id, "unread") == 0 ? json_integer(2)
						  : json_true());
	return feed;
}

static void
look_at(struct scene *s, const char *posts, const char *flags, bool busy)
{
	const struct world open = { .office = &s->office,
		.incident = &s->incident,
		.library = s->lib,
		.now = s->now };
	const struct feed_ours ours = { .busy = busy,
		.open = &open,
		.open_count = s->incident.opened != 0,
		.is_ours = says_ours,
		.is_approved = says_approved,
		.is_amended = says_amended };
	const struct world w = {
		.office = &s->office, .library = s->lib, .now = s->now
	};
	json_t *rows = json_array();
	json_t *result = json_pack("{s:s,s:b,s:b,s:o}", "account", "web", "ok",
		1, "told", 1, "feed", feed_of(posts, flags));
	struct judged j;

	judged_init(&j);
	feed_judge(
		&j, rows, &w, office_account(&s->office, "web"), result, &ours);
	judged_add(&j, "accounts.swept", json_pack("{s:o}", "results", rows));
	scene_fold(s, &j, "relay");
	judged_release(&j);
	json_decref(result);
}

/* "stranger s9, gone o1": what waits to be explained. */
static const char *
what_waits(const struct scene *s)
{
	static char text[2000];
	const json_t *row;
	size_t i, len = 0;

	text[0] = '\0';
	json_array_foreach(
		doc_borrow(feed_open(&office_account(&s->office, "web")->feed)),
		i, row)
	{
		len += (size_t)snprintf(text + len, sizeof(text) - len,
			"%s%s %s", i ? ", " : "", doc_str(row, "what"),
			doc_str(row, "id"));
	}
	return text;
}

/* A first look, a second one, and what waits then. */
static const struct {
	const char *first, *first_flags, *second, *flags;
	bool busy;
	const char *waits;
} looks[] = {
	/* what stood there before is nobody's alarm */
	{ "s1=a o1=o", "", "s1=a o1=o", "", false, "" },
	{ "s1=a o1=o", "", "s9=x s1=a o1=o", "", false, "stranger s9" },
	{ "s1=a o1=o", "", "o2=o s1=a o1=o", "", false, "" },
	/* it may be the one that is being published right now */
	{ "s1=a o1=o", "", "s9=x s1=a o1=o", "", true, "" },
	/* ours, in other words than were approved */
	{ "s1=a", "", "o2=x s1=a", "", false, "changed o2" },
	{ "o1=o", "", "o1=x", "", false, "changed o1" },
	{ "o1=x", "", "o1=o", "", false, "changed o1" }, /* at first sight */
	{ "o1=o", "", "o1=oo", "", false, "" }, /* put right by ourselves */
	{ "s1=a", "", "s1=b", "", false, "changed s1" },
	/* gone, or only below the end of the list */
	{ "o2=o o1=o", "", "o1=o", "", false, "gone o2" },
	{ "o2=o o1=o", "", "o2=o", "", false, "gone o1" },
	{ "o2=o o1=o", "more", "o2=o", "more", false, "" },
	{ "o3=o o2=o o1=o", "more", "o3=o o1=o", "more", false, "gone o2" },
	{ "o2=o e1=o", "", "o2=o", "", false, "" }, /* edited by ourselves */
	{ "o2=o o1=o", "", "o1=o", "astray", false, "" },
	{ "o2=o o1=o", "", "o1=o", "unread", false, "gone o2" },
	/* what comes into sight below is old, where the list was cut */
	{ "o3=o o2=o", "more", "o3=o o2=o s0=a", "more", false, "" },
	{ "o3=o o2=o", "", "o3=o o2=o s0=a", "", false, "stranger s0" },
	/* somebody else's list, or an empty one: not an alarm for each */
	{ "o3=o o2=o o1=o", "", "", "", false, "replaced " },
	{ "o3=o o2=o o1=o", "", "s1=a", "", false, "replaced , stranger s1" },
	/* pushed out of sight by our own, or nobody can tell */
	{ "o3=o o2=o o1=o", "more", "o9=o o8=o", "more", false, "" },
	{ "o3=o o2=o o1=o", "more", "s9=x o8=o", "more", false,
		"replaced , stranger s9" },
	{ "o3=o o2=o o1=o", "", "", "unread", false, "" },
};

static void
feed__of_two_looks(void **state)
{
	struct scene s;

	(void)state;
	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++) {
		scene_open(&s, false);
		scene_account(&s, "web", "mastodon", false);
		look_at(&s, looks[i].first, looks[i].first_flags, false);
		look_at(&s, looks[i].second, looks[i].flags, looks[i].busy);
		if (strcmp(what_waits(&s), looks[i].waits) != 0)
			fail_msg("row %zu: %s, then %s: got %s, want %s", i,
				looks[i].first, looks[i].second, what_waits(&s),
				looks[i].waits);
		/* once is enough, but what was left is looked at again */
		look_at(&s, looks[i].second, looks[i].flags, looks[i].busy);
		assert_string_equal(what_waits(&s), looks[i].waits);
		scene_close(&s);
	}
}

static void
feed__what_was_left_is_found_by_the_next_look(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_account(&s, "web", "mastodon", false);
	look_at(&s, "o1=o", "", false);
	look_at(&s, "s9=x o1=o", "", true);
	look_at(&s, "s9=x o1=o", "", false);
	assert_string_equal(what_waits(&s), "stranger s9");
	scene_close(&s);
}

static void
feed__words_of_an_alarm_are_masked(void **state)
{
	struct scene s;
	const json_t *open;

	(void)state;
	scene_open(&s, false);
	scene_account(&s, "web", "mastodon", false);
	look_at(&s, "o1=o", "", false);
	look_at(&s, "p9=x o1=o", "", false);
	open = feed_open(&office_account(&s.office, "web")->feed);
	assert_null(strstr(doc_str(json_array_get(open, 0), "words"), "138"));
	assert_non_null(
		strstr(doc_str(json_array_get(open, 0), "words"), "电话"));
	scene_close(&s);
}

/* What other tools post is looked at by the leak gate, and counted. */
static void
feed__where_other_tools_post_the_rest_is_counted(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_account(&s, "web", "mastodon", false);
	scene_entry(&s, "regi", "account.changed",
		json_pack("{s:s,s:b}", "account", "web", "elsewhere", 1));
	look_at(&s, "s1=a o1=o", "", false);
	look_at(&s, "s3=c s2=b s1=a o1=o", "", false);
	assert_string_equal(what_waits(&s), "");
	assert_int_equal(office_account(&s.office, "web")->feed.others, 2);
	look_at(&s, "p9=x s3=z s1=a o1=x", "", false);
	assert_string_equal(what_waits(&s), "leak p9, changed o1");
	scene_close(&s);
}

/* Other tools post on this account; in the incident a level and a place are
 * agreed on, and two people are told to be dead. */
static void
scene_elsewhere(struct scene *s)
{
	static const char *const lines[][2] = { { "level", "II级" },
		{ "place", "云溪县青河镇" } };

	scene_account(s, "web", "mastodon", false);
	scene_entry(s, "regi", "account.changed",
		json_pack("{s:s,s:b}", "account", "web", "elsewhere", 1));
	scene_must(s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o,s:[{s:s,s:i,s:I,s:s,s:b}]}", "incident",
			s->incident.id, "kind", "truth", "slots", scene_slots(),
			"figures", "name", "dead", "value", 2, "as_of",
			(json_int_t)s->now, "source", "县应急局", "verified",
			1));
	scene_release(s, 1);
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		scene_must(s, "dora", ACT_LINES_SET,
			json_pack("{s:s,s:s,s:s}", "incident", s->incident.id,
				"topic", lines[i][0], "text", lines[i][1]));
		scene_must(s, "sign", ACT_LINES_CONFIRM,
			json_pack("{s:s,s:s,s:s}", "incident", s->incident.id,
				"topic", lines[i][0], "text", lines[i][1]));
	}
	look_at(s, "s1=a", "", false);
}

/* A post by another tool: "" it is only counted. */
static const struct {
	const char *post, *rule, *incident;
} others[] = {
	{ "d1=x", "L-41", "" },
	{ "a1=x", "L-22", "" },
	{ "n5=x", "L-10", "2026-0001" },
	{ "n2=x", "", "" },
	{ "l3=x", "L-37", "2026-0001" },
	{ "l2=x", "", "" },
	{ "t1=x", "", "" },
	{ "t2=x", "L-37", "2026-0001" },
};

static void
feed__of_other_tools_is_looked_at_by_the_rules(void **state)
{
	char posts[80];

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		const struct account_feed *f;
		const json_t *alarm;
		struct scene s;

		scene_open(&s, false);
		scene_elsewhere(&s);
		(void)snprintf(posts, sizeof(posts), "%s s1=a", others[i].post);
		look_at(&s, posts, "", false);
		f = &office_account(&s.office, "web")->feed;
		alarm = json_array_get(feed_open(f), 0);
		if (strcmp(doc_str(alarm, "rule"), others[i].rule) != 0 ||
			strcmp(doc_str(alarm, "against"), others[i].incident) !=
				0)
			fail_msg("%s: got %s of %s, want %s of %s",
				others[i].post, doc_str(alarm, "rule"),
				doc_str(alarm, "against"), others[i].rule,
				others[i].incident);
		assert_int_equal(f->others, *others[i].rule == '\0');
		if (*others[i].rule) {
			assert_string_equal(doc_str(alarm, "what"), "rule");
			assert_true(*doc_str(doc_get(alarm, "said"), "zh"));
			assert_true(*doc_str(doc_get(alarm, "said"), "en"));
		}
		scene_close(&s);
	}
}

/* One that was harmless and was changed; and one on an account of ours alone. */
static void
feed__of_other_tools_that_is_changed_is_looked_at_again(void **state)
{
	const json_t *alarm;
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_elsewhere(&s);
	look_at(&s, "a1=x s1=a", "", false);
	look_at(&s, "a1=y s1=a", "", false);
	assert_string_equal(what_waits(&s), "rule a1, changed a1");
	alarm = json_array_get(
		feed_open(&office_account(&s.office, "web")->feed), 1);
	assert_string_equal(doc_str(alarm, "rule"), "L-22");
	scene_close(&s);
}

/* They are acknowledged as any alarm: through the one that was seen. */
static void
feed__against_a_rule_is_acknowledged_in_a_window(void **state)
{
	const struct account_feed *f;
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_officer(&s, "regi", ROLE_BIT(ROLE_REGISTRAR));
	scene_elsewhere(&s);
	look_at(&s, "t1=x d1=x a1=x s1=a", "", false);
	f = &office_account(&s.office, "web")->feed;
	assert_int_equal(feed_open_count(f), 2);
	scene_must(&s, "regi", ACT_ACCOUNT_ACKNOWLEDGE,
		json_pack("{s:s,s:I,s:s}", "account", "web", "through",
			(json_int_t)s.seq, "found", "已核对"));
	assert_int_equal(feed_open_count(f), 0);
	assert_int_equal(f->others, 0);
	scene_close(&s);
}

/* A library that names no rules has the leak gate look at them alone. */
static void
feed__of_other_tools_by_a_library_without_such_rows(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_elsewhere(&s);
	s.lib->rules.watch_count = 0;
	look_at(&s, "p9=x d1=x a1=x n5=x s1=a", "", false);
	assert_string_equal(what_waits(&s), "leak p9");
	scene_close(&s);
}

static json_t *
acknowledge_doc(int64_t through)
{
	return json_pack("{s:s,s:I,s:s}", "account", "web", "through",
		(json_int_t)through, "found", "误发");
}

static void
feed__an_alarm_that_came_later_is_not_acknowledged(void **state)
{
	const struct account_feed *f;
	struct scene s;
	int64_t seen;

	(void)state;
	scene_open(&s, false);
	scene_officer(&s, "regi", ROLE_BIT(ROLE_REGISTRAR));
	scene_account(&s, "web", "mastodon", false);
	look_at(&s, "o1=o", "", false);
	look_at(&s, "s8=x o1=o", "", false);
	f = &office_account(&s.office, "web")->feed;
	seen = doc_int(json_array_get(feed_open(f), 0), "seq");
	look_at(&s, "s9=x s8=x o1=o", "", false);
	assert_string_equal(scene_try(&s, "dora", ACT_ACCOUNT_ACKNOWLEDGE,
				    acknowledge_doc(seen)),
		"role");
	scene_must(&s, "regi", ACT_ACCOUNT_ACKNOWLEDGE, acknowledge_doc(seen));
	assert_string_equal(what_waits(&s), "stranger s9");
	assert_string_equal(scene_try(&s, "regi", ACT_ACCOUNT_ACKNOWLEDGE,
				    acknowledge_doc(seen)),
		"no-alarm");
	scene_close(&s);
}

/* Sixty at most stand open and forty are known, whatever a list says. */
static void
feed__is_bounded(void **state)
{
	const struct account_feed *f;
	struct scene s;
	char posts[400];

	(void)state;
	scene_open(&s, false);
	scene_account(&s, "web", "mastodon", false);
	look_at(&s, "o1=o", "", false);
	for (int round = 0; round < 10; round++) {
		posts[0] = '\0';
		for (int n = 0; n < 20; n++) {
			size_t len = strlen(posts);

			(void)snprintf(posts + len, sizeof(posts) - len,
				"s%d-%d=x ", round, n);
		}
		look_at(&s, posts, "more", false);
	}
	f = &office_account(&s.office, "web")->feed;
	assert_int_equal(feed_open_count(f), FEED_OPEN);
	assert_in_range(json_array_size(f->known), 1, FEED_KNOWN);
	scene_close(&s);
}

/* No connector hands on so many, and each would be an entry. */
static void
feed__that_is_longer_than_any_list_is_not_taken(void **state)
{
	struct scene s;
	char posts[400] = "";

	(void)state;
	scene_open(&s, false);
	scene_account(&s, "web", "mastodon", false);
	look_at(&s, "o1=o", "", false);
	for (int n = 0; n <= FEED_KNOWN; n++) {
		size_t len = strlen(posts);

		(void)snprintf(posts + len, sizeof(posts) - len, "s%d=x ", n);
	}
	look_at(&s, posts, "", false);
	assert_string_equal(what_waits(&s), "");
	scene_close(&s);
}

/* The round's look and one that somebody asked for, in one report. */
static void
feed__of_an_account_is_judged_once_in_an_act(void **state)
{
	json_t *results = json_pack("[{s:s},{s:s},{s:s},{s:s}]", "account",
		"web", "account", "site", "account", "web", "account", "late");
	static const bool again[] = { true, false, false, false };

	(void)state;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(feed_is_told_again(results, i), again[i]);
	json_decref(results);
}

static void
feed__is_the_same_out_of_its_row(void **state)
{
	struct account_feed again = { 0 };
	json_t *row = json_object(), *back = json_object();
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_account(&s, "web", "mastodon", false);
	look_at(&s, "s1=a o1=o", "", false);
	look_at(&s, "s9=x s1=a o1=o", "", false);
	feed_put(row, &office_account(&s.office, "web")->feed);
	feed_load(&again, doc_get(row, "feed"));
	feed_put(back, &again);
	assert_true(json_equal(row, back));
	feed_clear(&again);
	json_decref(row);
	json_decref(back);
	scene_close(&s);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(feed__of_two_looks),
		cmocka_unit_test(feed__what_was_left_is_found_by_the_next_look),
		cmocka_unit_test(feed__words_of_an_alarm_are_masked),
		cmocka_unit_test(
			feed__where_other_tools_post_the_rest_is_counted),
		cmocka_unit_test(
			feed__of_other_tools_is_looked_at_by_the_rules),
		cmocka_unit_test(
			feed__of_other_tools_that_is_changed_is_looked_at_again),
		cmocka_unit_test(
			feed__against_a_rule_is_acknowledged_in_a_window),
		cmocka_unit_test(
			feed__of_other_tools_by_a_library_without_such_rows),
		cmocka_unit_test(
			feed__an_alarm_that_came_later_is_not_acknowledged),
		cmocka_unit_test(feed__is_bounded),
		cmocka_unit_test(
			feed__that_is_longer_than_any_list_is_not_taken),
		cmocka_unit_test(feed__of_an_account_is_judged_once_in_an_act),
		cmocka_unit_test(feed__is_the_same_out_of_its_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

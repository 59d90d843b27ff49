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
				"words", *id == 'p' ? "电话13812345678" : id));
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
	const struct feed_ours ours = { .busy = busy,
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

/* Posts by other tools are looked at by the leak gate, and counted. */
static void
feed__where_other_tools_post_only_leaks_alarm(void **state)
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
		cmocka_unit_test(feed__where_other_tools_post_only_leaks_alarm),
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

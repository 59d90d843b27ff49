/*
 * What waits, and for whom: nobody is named who would be refused, nobody who
 * must act is left out, and what came back says why.
 */
#include "tests/domain/waivers.h"

#include "domain/release/delivery.h"
#include "domain/waits/waits.h"

static json_t *
waits_of(const struct scene *s, const char *officer)
{
	struct world w = { .office = &s->office,
		.library = s->lib,
		.incident = &s->incident,
		.now = s->now };
	json_t *all = json_array(), *own;

	waits_put(all, &w);
	waits_sort(all);
	own = waits_for(all, officer);
	json_decref(all);
	return own;
}

/* "first* concur": what waits, with a star where it is for this officer. */
static const char *
waits_words(const struct scene *s, const char *officer)
{
	static char words[500];
	json_t *list = waits_of(s, officer), *row;
	size_t n, len = 0;

	words[0] = '\0';
	json_array_foreach(list, n, row)
	{
		len += (size_t)snprintf(words + len, sizeof(words) - len,
			"%s%s%s", n ? " " : "", doc_str(row, "what"),
			doc_bool(row, "mine") ? "*" : "");
	}
	json_decref(list);
	return words;
}

static void
waits__a_draft_is_its_authors_and_says_why_it_came_back(void **state)
{
	struct scene s;
	json_t *doc, *list;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	assert_string_equal(waits_words(&s, "dora"), "draft*");
	assert_string_equal(waits_words(&s, "dirk"), "");
	scene_submit(&s, 1);
	doc = scene_verdict(&s, 1, "wording", "return");
	doc_put_str(doc, "reason", "地点写错了");
	scene_must(&s, "rita", ACT_REVIEW, doc);
	assert_string_equal(waits_words(&s, "dora"), "returned*");
	assert_string_equal(waits_words(&s, "rita"), "returned");
	/* saved again, it still has come back; submitted again no more */
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:{s:s}}", "message",
			scene_message(&s, 1)->id, "base", 1, "slots", "place",
			"云溪县白河镇"));
	list = waits_of(&s, "dora");
	doc = json_array_get(list, 0);
	assert_string_equal(doc_str(doc, "what"), "returned");
	assert_string_equal(doc_str(doc, "why"), "地点写错了");
	assert_string_equal(doc_str(doc, "by"), "rita");
	assert_string_equal(doc_str(doc, "gate"), "wording");
	assert_string_equal(doc_str(doc, "act"), "message.revise");
	assert_true(doc_int(doc, "due") > 0);
	assert_int_equal(waits_mine(list), 1);
	json_decref(list);
	scene_submit(&s, 1);
	assert_string_equal(waits_words(&s, "dora"), "first");
	scene_close(&s);
}

/* dirk may do everything, but not with his own text. */
static void
waits__nobody_is_called_who_would_be_refused(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_submit(&s, 1);
	assert_string_equal(waits_words(&s, "rita"), "first*");
	assert_string_equal(waits_words(&s, "rel1"), "first");
	scene_review(&s, 1);
	assert_string_equal(waits_words(&s, "sign"), "final*");
	assert_string_equal(waits_words(&s, "dora"), "final");
	scene_approve(&s, 1);
	assert_string_equal(waits_words(&s, "rel1"), "arm*");
	scene_arm(&s, 1);
	/* who armed does not fire */
	assert_string_equal(waits_words(&s, "rel1"), "fire");
	assert_string_equal(waits_words(&s, "rel2"), "fire*");
	scene_close(&s);
}

/* Fired; the account by hand waits for a person. Its delivery's id. */
static void
fire_to_hand(struct scene *s, char id[DELIVERY_ID])
{
	json_t *doc;

	scene_open_armed(s, false);
	scene_fire(s, 1);
	(void)snprintf(id, DELIVERY_ID, "%s:hand", scene_message(s, 1)->id);
	doc = scene_on(s, 1);
	doc_put(doc, "results",
		json_pack("[{s:s,s:s}]", "delivery", id, "state", "human"));
	scene_must(s, "", ACT_RELAY_OUTCOMES, doc);
}

static void
waits__what_is_done_by_hand_is_for_whoever_may_still_do_it(void **state)
{
	struct scene s;
	char id[DELIVERY_ID];

	(void)state;
	fire_to_hand(&s, id);
	assert_non_null(strstr(waits_words(&s, "rel1"), "proof*"));
	assert_null(strstr(waits_words(&s, "rita"), "proof*"));
	scene_must(&s, "rel1", ACT_DELIVERY_PROOF,
		json_pack("{s:s,s:s}", "delivery", id, "url",
			"https://county.example/1"));
	/* a second person reads it back, not who gave the address */
	assert_null(strstr(waits_words(&s, "rel1"), "readback*"));
	assert_non_null(strstr(waits_words(&s, "rel1"), "readback"));
	assert_non_null(strstr(waits_words(&s, "rel2"), "readback*"));
	scene_close(&s);
}

/* Who settles that it is out, and knows no address, is the first of the two. */
static void
proof__is_read_back_by_another_than_who_settled_it(void **state)
{
	struct scene s;
	const struct delivery *d;
	json_t *doc, *text;
	char id[120];

	(void)state;
	scene_open_armed(&s, false);
	scene_fire(&s, 1);
	(void)snprintf(id, sizeof(id), "%s:hand", scene_message(&s, 1)->id);
	doc = scene_on(&s, 1);
	doc_put(doc, "results",
		json_pack("[{s:s,s:s}]", "delivery", id, "state", "human"));
	scene_must(&s, "", ACT_RELAY_OUTCOMES, doc);
	scene_must(&s, "rel1", ACT_DELIVERY_SETTLE,
		json_pack("{s:s,s:s,s:s}", "delivery", id, "seen", "published",
			"reason", "seen on the notice board"));
	d = message_delivery(scene_message(&s, 1), "hand");
	doc = json_object_get(scene_message(&s, 1)->manifest, "accounts");
	text = json_object_get(scene_message(&s, 1)->texts,
		doc_str(json_object_get(doc, "hand"), "variant"));
	doc = json_pack("{s:s,s:s+}", "delivery", id, "readback",
		doc_str(text, "title"), doc_str(text, "text"));
	assert_string_equal(
		scene_try(&s, "rel1", ACT_DELIVERY_PROOF, json_incref(doc)),
		"second-person");
	assert_int_equal(d->state, DELIVERY_PUBLISHED);
	assert_null(strstr(waits_words(&s, "rel1"), "readback*"));
	assert_non_null(strstr(waits_words(&s, "rel2"), "readback*"));
	scene_must(&s, "rel2", ACT_DELIVERY_PROOF, doc);
	d = message_delivery(scene_message(&s, 1), "hand");
	assert_int_equal(d->state, DELIVERY_VERIFIED);
	scene_close(&s);
}

/* What somebody posted elsewhere is not proven to be on the account. */
static void
proof__is_on_the_platform_of_the_account(void **state)
{
	static const struct {
		const char *url, *want;
	} rows[] = { { "https://evil.example/1", "proof-place" },
		{ "https://county.example.evil.example/1", "proof-place" },
		{ "https://evil.example/?https://county.example/1",
			"proof-place" },
		{ "https://notcounty.example/1", "proof-place" },
		{ "https://county.example@evil.example/1", "url" },
		{ "https://evil.example\\@county.example/1", "url" },
		{ "http://a b/", "url" }, { "https://", "url" },
		{ "ftp://county.example/1", "url" },
		{ "http://127.0.0.1/1", "proof-place" },
		{ "https://M.COUNTY.EXAMPLE./status/1", "" } };
	struct scene s;
	char id[DELIVERY_ID];

	(void)state;
	fire_to_hand(&s, id);
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		const char *got = scene_try(&s, "rel1", ACT_DELIVERY_PROOF,
			json_pack("{s:s,s:s}", "delivery", id, "url",
				rows[n].url));

		if (strcmp(got, rows[n].want) != 0)
			fail_msg("%s: %s", rows[n].url, got);
	}
	scene_close(&s);
}

/* A loudspeaker has no address: a person heard it, somewhere, at a time. */
static void
proof__is_an_address_or_who_heard_it_where_and_when(void **state)
{
	static const struct {
		const char *witness, *place;
		int64_t after; /* the release; 0 not said */
		const char *refused;
	} rows[] = { { "", "城关镇大喇叭", 60000, "witness" },
		{ "村支书王某", "", 60000, "place" },
		{ "村支书王某", "城关镇大喇叭", 0, "at" },
		{ "村支书王某", "城关镇大喇叭", 3600000, "at" },
		{ "村支书王某", "城关镇大喇叭", 60000, "" } };
	struct scene s;
	const struct delivery *d;
	struct err err;
	json_t *doc;
	char id[120];

	(void)state;
	fire_to_hand(&s, id);
	s.now += 120000;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		doc = json_pack("{s:s,s:s,s:s}", "delivery", id, "witness",
			rows[n].witness, "place", rows[n].place);
		if (rows[n].after)
			doc_put_int(doc, "at", s.now - 120000 + rows[n].after);
		(void)scene_do(&s, "rel1", ACT_DELIVERY_PROOF, doc, &err);
		assert_string_equal(err.where, rows[n].refused);
	}
	d = message_delivery(scene_message(&s, 1), "hand");
	assert_int_equal(d->state, DELIVERY_PUBLISHED);
	assert_string_equal(d->detail, "村支书王某, 城关镇大喇叭");
	assert_int_equal(d->heard, s.now - 60000);
	assert_string_equal(d->url, "");
	/* what was heard cannot be read back */
	assert_null(strstr(waits_words(&s, "rel2"), "readback"));
	scene_close(&s);
}

static void
waits__what_one_proposed_another_is_asked_to_confirm(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_must(&s, "dirk", ACT_LINES_SET,
		json_pack("{s:s,s:s,s:s}", "incident", s.incident.id, "topic",
			"place", "text", "云溪县青河镇"));
	assert_string_equal(waits_words(&s, "dirk"), "line");
	assert_string_equal(waits_words(&s, "rita"), "line*");
	scene_must(&s, "rita", ACT_LINES_CONFIRM,
		json_pack("{s:s,s:s,s:s}", "incident", s.incident.id, "topic",
			"place", "text", "云溪县青河镇"));
	assert_string_equal(waits_words(&s, "rita"), "");
	scene_must(&s, "dora", ACT_INCIDENT_LEARN,
		json_pack("{s:s,s:s,s:s}", "incident", s.incident.id, "level",
			"IV", "reason", "水已退"));
	assert_string_equal(waits_words(&s, "dora"), "level");
	assert_string_equal(waits_words(&s, "sign"), "level*");
	scene_must(&s, "dora", ACT_CLAIM_ADD,
		json_pack("{s:s,s:s}", "incident", s.incident.id, "text",
			"大坝决口"));
	assert_non_null(strstr(waits_words(&s, "rita"), "claim*"));
	assert_null(strstr(waits_words(&s, "dora"), "claim*"));
	scene_close(&s);
}

static void
waits__a_suspension_is_for_another_than_who_proposed_it(void **state)
{
	struct library *lib = ruled_library("");
	struct scene s;

	(void)state;
	scene_open_with(&s, lib, false);
	scene_write_impact(&s, BLOCKED);
	scene_must(&s, "rita", ACT_RULE_SUSPEND,
		said_doc(&s, 1, "T-01", "引用原话"));
	assert_null(strstr(waits_words(&s, "rita"), "suspend*"));
	assert_non_null(strstr(waits_words(&s, "rita"), "suspend"));
	assert_non_null(strstr(waits_words(&s, "dirk"), "suspend*"));
	scene_must(&s, "dirk", ACT_RULE_SUSPEND,
		said_doc(&s, 1, "T-01", "引用原话"));
	assert_null(strstr(waits_words(&s, "dirk"), "suspend"));
	scene_close(&s);
	library_free(lib);
}

/* What stands wrong in public is before what came back, that before the rest. */
static void
waits__are_in_the_order_in_which_they_are_to_be_done(void **state)
{
	json_t *list = json_pack("[{s:s,s:s,s:i},{s:s,s:s,s:i},{s:s,s:s,s:i},"
				 "{s:s,s:s,s:i},{s:s,s:s,s:s,s:i}]",
		"mode", "drill", "what", "returned", "due", 1, "mode", "actual",
		"what", "first", "due", 0, "mode", "actual", "what", "arm",
		"due", 5, "mode", "actual", "what", "returned", "due", 9,
		"mode", "actual", "what", "final", "kind", "withdrawal", "due",
		7);
	static const char *const want[] = { "final", "returned", "arm", "first",
		"returned" };

	(void)state;
	waits_sort(list);
	for (size_t n = 0; n < 5; n++)
		assert_string_equal(
			doc_str(json_array_get(list, n), "what"), want[n]);
	json_decref(list);
}

/* Late at 100: of mine one real, one drill; of others one, and a draft. */
static void
waits__of_many_the_first_are_as_a_board_lists_them_and_all_are_counted(
	void **state)
{
	json_t *list = json_pack("[{s:s, s:s, s:s, s:i, s:[{s:s}]}, "
				 "{s:s, s:s, s:s, s:i, s:[{s:s}]}, "
				 "{s:s, s:s, s:s, s:i, s:[{s:s}]}, "
				 "{s:s, s:s, s:s, s:i, s:[{s:s}]}, "
				 "{s:s, s:s, s:s, s:i, s:[{s:s}], s:i}]",
		"what", "theirs", "act", "review", "mode", "actual", "due", 50,
		"officers", "id", "rita", "what", "draft", "act", "x", "mode",
		"actual", "due", 60, "officers", "id", "rita", "what", "mine",
		"act", "review", "mode", "actual", "due", 150, "officers", "id",
		"dora", "what", "drill", "act", "review", "mode", "drill",
		"due", 20, "officers", "id", "dora", "what", "late", "act",
		"proof", "mode", "actual", "due", 90, "officers", "id", "dora",
		"overdue", 2);
	static const char *const want[] = { "late", "mine", "drill", "theirs" };
	json_t *got, *counts;

	(void)state;
	assert_non_null(list);
	for (size_t limit = 1; limit <= 5; limit++) {
		counts = json_object();
		got = waits_first(counts, list, "dora", 100, limit);
		assert_int_equal(json_array_size(got), limit < 4 ? limit : 4);
		for (size_t n = 0; n < json_array_size(got); n++) {
			json_t *row = json_array_get(got, n);

			assert_string_equal(doc_str(row, "what"), want[n]);
			assert_int_equal(doc_bool(row, "mine"), n < 3);
		}
		assert_int_equal(doc_int(counts, "rows"), 4);
		assert_int_equal(doc_int(counts, "mine"), 3);
		assert_int_equal(doc_int(counts, "late"), 2);
		assert_int_equal(doc_int(counts, "others_late"), 1);
		assert_int_equal(doc_int(counts, "overdue"), 2);
		json_decref(counts);
		json_decref(got);
	}
	json_decref(list);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			waits__of_many_the_first_are_as_a_board_lists_them_and_all_are_counted),
		cmocka_unit_test(
			waits__a_draft_is_its_authors_and_says_why_it_came_back),
		cmocka_unit_test(waits__nobody_is_called_who_would_be_refused),
		cmocka_unit_test(
			waits__what_is_done_by_hand_is_for_whoever_may_still_do_it),
		cmocka_unit_test(
			proof__is_read_back_by_another_than_who_settled_it),
		cmocka_unit_test(proof__is_on_the_platform_of_the_account),
		cmocka_unit_test(
			proof__is_an_address_or_who_heard_it_where_and_when),
		cmocka_unit_test(
			waits__what_one_proposed_another_is_asked_to_confirm),
		cmocka_unit_test(
			waits__a_suspension_is_for_another_than_who_proposed_it),
		cmocka_unit_test(
			waits__are_in_the_order_in_which_they_are_to_be_done),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

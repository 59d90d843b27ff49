/*
 * Mirrors: who says where the record is copied to, and where it never is.
 */
#include "tests/domain/scene.h"

#include "domain/office/office_told.h"

#define PIN "SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s"

static void
mirror_begin(struct scene *s)
{
	scene_open(s, false);
	scene_officer(s, "adm", ROLE_BIT(ROLE_ADMIN));
	scene_officer(s, "aud", ROLE_BIT(ROLE_AUDITOR));
}

static const char *
mirror_propose(
	struct scene *s, const char *id, const char *address, const char *key)
{
	return scene_try(s, "adm", ACT_MIRROR_ADD,
		json_pack("{s:s,s:s,s:s}", "mirror", id, "address", address,
			"key", key));
}

static const char *
mirror_answer(struct scene *s, const char *by, const char *id, bool decline)
{
	const struct mirror *m = office_mirror(&s->office, id);
	char digest[HASH_HEX] = "";

	if (m != NULL)
		second_digest(digest, &m->next);
	return scene_try(s, by, ACT_MIRROR_CONFIRM,
		json_pack("{s:s,s:s,s:b}", "mirror", id, "digest", digest,
			"decline", decline));
}

static void
mirror__needs_an_administrator_and_another_person(void **state)
{
	struct scene s;

	(void)state;
	mirror_begin(&s);
	assert_string_equal(scene_try(&s, "sign", ACT_MIRROR_ADD,
				    json_pack("{s:s,s:s}", "mirror", "near",
					    "address", "/srv/m")),
		"role");
	assert_string_equal(mirror_propose(&s, "near", "/srv/m", ""), "");
	assert_int_equal(office_mirror(&s.office, "near")->confirmed, 0);
	assert_string_equal(
		mirror_answer(&s, "adm", "near", false), "own-proposal");
	assert_string_equal(mirror_answer(&s, "aud", "near", false), "no-part");
	/* what was seen is what is confirmed */
	assert_string_equal(
		scene_try(&s, "sign", ACT_MIRROR_CONFIRM,
			json_pack("{s:s,s:s}", "mirror", "near", "digest",
				"0000000000000000000000000000000000000000000000"
				"000000000000000000")),
		"proposal-changed");
	assert_string_equal(mirror_answer(&s, "sign", "near", false), "");
	assert_int_equal(office_mirror(&s.office, "near")->confirmed, s.now);
	/* a change of its address waits, and the old one stands meanwhile */
	assert_string_equal(mirror_propose(&s, "near", "/srv/n", ""), "");
	assert_string_equal(
		office_mirror(&s.office, "near")->address, "/srv/m");
	assert_string_equal(mirror_answer(&s, "adm", "near", true), "");
	assert_string_equal(
		office_mirror(&s.office, "near")->address, "/srv/m");
	assert_string_equal(scene_try(&s, "adm", ACT_MIRROR_STOP,
				    json_pack("{s:s,s:s}", "mirror", "near",
					    "reason", "报废")),
		"");
	assert_null(office_mirror(&s.office, "near"));
	scene_close(&s);
}

static void
mirror__is_a_folder_or_a_host_with_a_pinned_key(void **state)
{
	static const struct {
		const char *address, *key, *refusal;
	} rows[] = {
		{ "/srv/m", "", "" },
		{ "/", "", "mirror-address" },
		{ "srv/m", "", "mirror-address" },
		{ "../m", "", "mirror-address" },
		{ "git@h:m.git", PIN, "mirror-address" },
		{ "https://h/m.git", PIN, "mirror-address" },
		{ "ssh://h", PIN, "mirror-address" },
		{ "ssh://h/", PIN, "mirror-address" },
		{ "ssh:///m", PIN, "mirror-address" },
		{ "ssh://@h/m", PIN, "mirror-address" },
		{ "ssh://u@/m", PIN, "mirror-address" },
		{ "ssh://u:pw@h/m", PIN, "mirror-address" },
		{ "ssh://h:2222/m", PIN, "" },
		{ "ssh://u@h/m", PIN "," PIN, "" },
		{ "ssh://u@h/m", "", "mirror-key" },
		{ "ssh://u@h/m", PIN ",", "mirror-key" },
		{ "ssh://u@h/m", PIN "=", "mirror-key" },
		{ "ssh://u@h/m", "MD5:00:11", "mirror-key" },
		{ "/srv/m", PIN, "mirror-key" },
	};
	struct scene s;

	(void)state;
	mirror_begin(&s);
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++)
		assert_string_equal(
			mirror_propose(&s, "m", rows[n].address, rows[n].key),
			rows[n].refusal);
	scene_close(&s);
}

static void
mirror__is_never_an_exchange_and_no_place_twice(void **state)
{
	struct scene s;

	(void)state;
	mirror_begin(&s);
	(void)snprintf(s.office.card.exchange, sizeof(s.office.card.exchange),
		"ssh://exchange@h/e.git#%s", PIN);
	assert_string_equal(
		mirror_propose(&s, "m", "ssh://exchange@h/e.git", PIN),
		"mirror-exchange");
	assert_string_equal(
		mirror_propose(&s, "m", "ssh://exchange@h/e.gi", PIN), "");
	assert_string_equal(
		mirror_propose(&s, "n", "ssh://exchange@h/e.gi", PIN),
		"exists");
	/* it became one since */
	(void)snprintf(s.office.card.exchange, sizeof(s.office.card.exchange),
		"ssh://exchange@h/e.gi");
	assert_string_equal(
		mirror_answer(&s, "sign", "m", false), "mirror-exchange");
	assert_string_equal(mirror_answer(&s, "sign", "m", true), "");
	assert_int_equal(s.office.mirror_count, 0);
	scene_close(&s);
}

static void
mirror__of_a_demo_is_on_this_machine(void **state)
{
	struct scene s;

	(void)state;
	mirror_begin(&s);
	s.office.demo = true;
	assert_string_equal(mirror_propose(&s, "a", "/srv/m", ""), "");
	assert_string_equal(
		mirror_propose(&s, "b", "ssh://127.0.0.1:22/m", PIN), "");
	assert_string_equal(
		mirror_propose(&s, "c", "ssh://u@localhost/m", PIN), "");
	assert_string_equal(
		mirror_propose(&s, "d", "ssh://127.0.0.1.x.cn/m", PIN),
		"mirror-demo");
	assert_string_equal(mirror_propose(&s, "d", "ssh://localhost@h/m", PIN),
		"mirror-demo");
	scene_close(&s);
}

static void
mirror__nine_are_one_too_many(void **state)
{
	char id[16], address[32];
	struct scene s;

	(void)state;
	mirror_begin(&s);
	for (int n = 0; n < MIRRORS_MAX; n++) {
		(void)snprintf(id, sizeof(id), "m%d", n);
		(void)snprintf(address, sizeof(address), "/srv/%d", n);
		assert_string_equal(mirror_propose(&s, id, address, ""), "");
	}
	assert_string_equal(mirror_propose(&s, "more", "/srv/x", ""), "field");
	assert_string_equal(mirror_propose(&s, "m0", "/srv/x", ""), "");
	scene_close(&s);
}

/* How many rows the board has on mirrors. */
static size_t
mirror_told_rows(const struct scene *s, const struct mirror_lies *lies)
{
	const struct world w = { .office = &s->office,
		.library = s->lib,
		.officer = office_officer(&s->office, "adm"),
		.now = s->now,
		.mirrors = lies,
		.mirror_count = 1 };
	json_t *told = office_told(&w), *row;
	size_t n, count = 0;

	json_array_foreach(told, n, row)
	{
		count += strcmp(doc_str(row, "what"), "mirror") == 0;
	}
	json_decref(told);
	return count;
}

static void
mirror__is_told_when_it_lacks_something_for_longer_than_a_push(void **state)
{
	struct mirror_lies lies = { .id = "m", .seq = 7 };
	struct scene s;

	(void)state;
	mirror_begin(&s);
	assert_int_equal(mirror_told_rows(&s, &lies), 0);
	lies.behind = 3;
	lies.missing = s.now - 60000;
	assert_int_equal(mirror_told_rows(&s, &lies), 0);
	lies.missing--;
	assert_int_equal(mirror_told_rows(&s, &lies), 1);
	/* what fails is told at once */
	lies.missing = s.now;
	lies.failed = s.now;
	assert_int_equal(mirror_told_rows(&s, &lies), 1);
	scene_close(&s);
}

/* Fired by rel2, with this reason. */
static const char *
mirror_fire(struct scene *s, const char *reason)
{
	json_t *doc = scene_fire_doc(s, 1);

	doc_put_str(doc, "unmirrored", reason);
	return scene_try(s, "rel2", ACT_RELEASE_FIRE, doc);
}

/* Message 1 is armed, of a tier that asks for a mirror. */
static void
mirror_arm(struct scene *s)
{
	json_t *doc;

	scene_open(s, false);
	for (size_t n = 0; n < s->lib->rules.tier_count; n++)
		s->lib->rules.tiers[n].mirror = true;
	scene_write(s);
	scene_submit(s, 1);
	scene_review(s, 1);
	scene_approve(s, 1);
	scene_must(s, "rel1", ACT_RELEASE_ARM, scene_with_digest(s, 1));
	doc = scene_with_digest(s, 1);
	doc_put(doc, "results", scene_results(s, 1, "ok", true));
	scene_must(s, "", ACT_RELAY_PREPARED, doc);
}

static void
mirror__has_what_was_decided_before_it_is_fired_where_a_tier_asks(void **state)
{
	struct scene s;
	json_t *last;

	(void)state;
	mirror_arm(&s);
	assert_string_equal(mirror_fire(&s, ""), "unmirrored");
	s.mirror_count = 1; /* not known is not there */
	assert_string_equal(mirror_fire(&s, ""), "unmirrored");
	s.mirror.seq = s.seq - 1;
	assert_string_equal(mirror_fire(&s, ""), "unmirrored");
	s.mirror.seq = s.seq;
	assert_string_equal(mirror_fire(&s, ""), "");
	scene_close(&s);

	mirror_arm(&s);
	assert_string_equal(mirror_fire(&s, "线路中断"), "");
	last = json_array_get(s.entries, json_array_size(s.entries) - 1);
	assert_string_equal(
		doc_str(doc_get(last, "body"), "unmirrored"), "线路中断");
	assert_string_equal(scene_message(&s, 1)->unmirrored, "线路中断");
	scene_close(&s);
}

/* A reason that was given, and then was not needed. */
static void
mirror__had_it_so_it_was_not_released_without(void **state)
{
	struct scene s;
	json_t *last;

	(void)state;
	mirror_arm(&s);
	s.mirror_count = 1;
	s.mirror.seq = s.seq;
	assert_string_equal(mirror_fire(&s, "线路中断"), "");
	last = json_array_get(s.entries, json_array_size(s.entries) - 1);
	assert_null(doc_get(doc_get(last, "body"), "unmirrored"));
	assert_string_equal(scene_message(&s, 1)->unmirrored, "");
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			mirror__needs_an_administrator_and_another_person),
		cmocka_unit_test(
			mirror__is_a_folder_or_a_host_with_a_pinned_key),
		cmocka_unit_test(
			mirror__is_never_an_exchange_and_no_place_twice),
		cmocka_unit_test(mirror__of_a_demo_is_on_this_machine),
		cmocka_unit_test(mirror__nine_are_one_too_many),
		cmocka_unit_test(
			mirror__is_told_when_it_lacks_something_for_longer_than_a_push),
		cmocka_unit_test(
			mirror__has_what_was_decided_before_it_is_fired_where_a_tier_asks),
		cmocka_unit_test(mirror__had_it_so_it_was_not_released_without),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

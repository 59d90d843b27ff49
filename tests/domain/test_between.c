/*
 * What happens between two signatures: the level rises, an account is pointed
 * elsewhere, a role is given, a newer bulletin goes out. What was signed is
 * then no longer enough, and what was sent is not sent again.
 */
#include "tests/domain/waivers.h"

/* An entry about the office, as an administrator or registrar causes it. */
static void
office_entry(struct scene *s, const char *kind, json_t *body)
{
	scene_entry(s, "admin", kind, body);
}

static const char *
arm(struct scene *s, int n)
{
	return scene_try(s, "rel1", ACT_RELEASE_ARM, scene_with_digest(s, n));
}

static void
sign(struct scene *s, int n)
{
	scene_submit(s, n);
	scene_review(s, n);
	scene_approve(s, n);
}

static void
learn_level(struct scene *s, const char *word)
{
	/* by hand: the act itself would void what is not enough any more */
	(void)snprintf(
		s->incident.level, sizeof(s->incident.level), "%s", word);
}

static void
between__a_graver_level_asks_for_its_own_signatures(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	(void)snprintf(s.incident.level, sizeof(s.incident.level), "IV");
	scene_write(&s);
	scene_submit(&s, 1);
	scene_review(&s, 1);
	assert_string_equal(scene_message(&s, 1)->tier, "routine");
	learn_level(&s, "I");
	assert_string_equal(
		scene_try(&s, "sign", ACT_APPROVE, scene_with_digest(&s, 1)),
		"tier-rose");
	learn_level(&s, "IV");
	scene_approve(&s, 1);
	learn_level(&s, "I");
	assert_string_equal(arm(&s, 1), "tier-rose");
	learn_level(&s, "IV");
	scene_arm(&s, 1);
	learn_level(&s, "I");
	assert_string_equal(
		scene_try(&s, "rel2", ACT_RELEASE_FIRE, scene_fire_doc(&s, 1)),
		"tier-rose");
	scene_close(&s);
}

static void
between__more_than_the_level_asks_for_is_enough(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	sign(&s, 1);
	assert_string_equal(scene_message(&s, 1)->tier, "major");
	learn_level(&s, "IV");
	assert_string_equal(arm(&s, 1), "");
	scene_close(&s);
}

static void
point(struct scene *s, const char *account, const char *url)
{
	office_entry(s, "account.changed",
		json_pack("{s:s,s:{s:s}}", "account", account, "options", "url",
			url));
}

static void
between__an_account_pointed_elsewhere_is_not_what_was_signed(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	sign(&s, 1);
	point(&s, "hook", "https://elsewhere.example/e");
	assert_string_equal(arm(&s, 1), "account-changed");
	point(&s, "hook", "https://county.example/e");
	/* its owner's name is not where it is */
	office_entry(&s, "account.changed",
		json_pack("{s:s,s:s}", "account", "hook", "owner", "宣传部"));
	scene_arm(&s, 1);
	point(&s, "hook", "https://elsewhere.example/e");
	assert_string_equal(
		scene_try(&s, "rel2", ACT_RELEASE_FIRE, scene_fire_doc(&s, 1)),
		"account-changed");
	scene_close(&s);
}

static void
between__who_passed_a_gate_in_the_lane_does_not_supplement(void **state)
{
	struct library *lib = locked_library();
	struct scene s;

	(void)state;
	scene_open_with(&s, lib, false);
	scene_write(&s);
	scene_must(&s, "dora", ACT_MESSAGE_SUBMIT,
		json_pack("{s:s,s:b}", "message", scene_message(&s, 1)->id,
			"lane", 1));
	scene_must(&s, "rita", ACT_APPROVE, scene_with_digest(&s, 1));
	office_entry(&s, "officer.changed",
		json_pack("{s:s,s:[s,s]}", "officer", "rita", "roles",
			"reviewer", "signer"));
	assert_string_equal(scene_try(&s, "rita", ACT_MESSAGE_SUPPLEMENT,
				    scene_with_digest(&s, 1)),
		"two-stages");
	scene_must(
		&s, "sign", ACT_MESSAGE_SUPPLEMENT, scene_with_digest(&s, 1));
	scene_close(&s);
	library_free(lib);
}

/* An update as of now that tells so many dead; signed, not yet out. */
static void
update(struct scene *s, int n, int dead)
{
	json_t *slots = scene_slots(), *figures;
	char when[INSTANT_TEXT];

	instant_format_plain(when, s->now, 480);
	doc_put_str(slots, "as_of", when);
	instant_format_plain(when, s->now + 90 * 60000, 480);
	when[16] = '\0';
	doc_put_str(slots, "next_update", when);
	doc_put_str(slots, "news", "救援继续");
	figures = json_pack("[{s:s,s:i,s:s,s:I,s:b}]", "name", "dead", "value",
		dead, "source", "县应急局", "as_of", (json_int_t)s->now,
		"verified", 1);
	scene_must(s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o,s:o}", "incident", s->incident.id,
			"kind", "update", "slots", slots, "figures", figures));
	sign(s, n);
}

static void
fire(struct scene *s, int n)
{
	scene_arm(s, n);
	scene_fire(s, n);
}

static void
between__a_bulletin_that_was_overtaken_is_not_released(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_release(&s, 1);
	s.now += 600000;
	update(&s, 2, 5);
	s.now += 600000;
	update(&s, 3, 8);
	scene_arm(&s, 2);
	fire(&s, 3);
	scene_report(&s, 3, "published");
	/* fewer dead than the public has been told, and older */
	assert_string_equal(
		scene_try(&s, "rel2", ACT_RELEASE_FIRE, scene_fire_doc(&s, 2)),
		"rule");
	scene_must(&s, "rel1", ACT_RELEASE_DISARM, scene_on(&s, 2));
	assert_string_equal(arm(&s, 2), "rule");
	scene_close(&s);
}

static void
between__a_promise_that_has_passed_is_not_released(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	sign(&s, 1);
	s.now += INT64_C(121) * 60000;
	assert_string_equal(arm(&s, 1), "rule");
	scene_close(&s);
}

/* Message n is out, but not at the webhook. */
static void
fire_without_hook(struct scene *s, int n)
{
	json_t *doc, *row;
	size_t k;

	fire(s, n);
	doc = scene_on(s, n);
	doc_put(doc, "results", scene_results(s, n, "published", false));
	json_array_foreach(doc_get(doc, "results"), k, row)
	{
		if (strstr(doc_str(row, "delivery"), ":hook"))
			doc_put_str(row, "state", "failed");
	}
	scene_must(s, "", ACT_RELAY_OUTCOMES, doc);
}

static const char *
retry_hook(struct scene *s, int n)
{
	char id[80];

	(void)snprintf(id, sizeof(id), "%s:hook", scene_message(s, n)->id);
	return scene_try(s, "rel1", ACT_DELIVERY_RETRY,
		json_pack("{s:s}", "delivery", id));
}

static void
between__what_was_taken_back_is_not_sent_again(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	sign(&s, 1);
	fire_without_hook(&s, 1);
	scene_must(&s, "dora", ACT_MESSAGE_CORRECT,
		json_pack("{s:s,s:s}", "message", scene_message(&s, 1)->id,
			"kind", "withdrawal"));
	scene_release(&s, 2);
	assert_string_equal(retry_hook(&s, 1), "taken-back");
	scene_close(&s);
}

static void
between__what_was_overtaken_is_not_sent_again(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_release(&s, 1);
	s.now += 600000;
	update(&s, 2, 5);
	fire_without_hook(&s, 2);
	s.now += 600000;
	update(&s, 3, 8);
	fire(&s, 3);
	assert_string_equal(retry_hook(&s, 2), "rule");
	scene_close(&s);
}

static void
between__what_failed_a_moment_ago_is_sent_again(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	sign(&s, 1);
	fire_without_hook(&s, 1);
	point(&s, "hook", "https://elsewhere.example/e");
	assert_string_equal(retry_hook(&s, 1), "account-changed");
	point(&s, "hook", "https://county.example/e");
	assert_string_equal(retry_hook(&s, 1), "");
	scene_close(&s);
}

static void
between__a_clock_set_back_keeps_no_release_armed(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_release(&s, 1);
	s.now += INT64_C(3600000);
	scene_must(&s, "dora", ACT_MESSAGE_CORRECT,
		json_pack("{s:s,s:s}", "message", scene_message(&s, 1)->id,
			"kind", "withdrawal"));
	sign(&s, 2);
	scene_arm(&s, 2);
	s.now -= 1500;
	s.relay_holds = false; /* asked last */
	assert_string_equal(
		scene_try(&s, "rel2", ACT_RELEASE_FIRE, scene_fire_doc(&s, 2)),
		"no-relay");
	s.relay_holds = true;
	s.now -= INT64_C(1800000);
	assert_string_equal(
		scene_try(&s, "rel2", ACT_RELEASE_FIRE, scene_fire_doc(&s, 2)),
		"expired");
	scene_close(&s);
}

static void
between__an_account_that_was_closed_holds_no_correction_back(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_release(&s, 1);
	office_entry(&s, "account.changed",
		json_pack("{s:s,s:s}", "account", "hook", "state", "closed"));
	scene_must(&s, "dora", ACT_MESSAGE_CORRECT,
		json_pack("{s:s,s:s}", "message", scene_message(&s, 1)->id,
			"kind", "withdrawal"));
	assert_int_equal(json_array_size(scene_message(&s, 2)->accounts), 2);
	scene_release(&s, 2);
	/* one that can speak is not left out */
	assert_string_equal(scene_try(&s, "dora", ACT_MESSAGE_CORRECT,
				    json_pack("{s:s,s:s,s:[s]}", "message",
					    scene_message(&s, 1)->id, "kind",
					    "correction", "accounts", "site")),
		"fewer-accounts");
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			between__a_graver_level_asks_for_its_own_signatures),
		cmocka_unit_test(
			between__more_than_the_level_asks_for_is_enough),
		cmocka_unit_test(
			between__an_account_pointed_elsewhere_is_not_what_was_signed),
		cmocka_unit_test(
			between__who_passed_a_gate_in_the_lane_does_not_supplement),
		cmocka_unit_test(
			between__a_bulletin_that_was_overtaken_is_not_released),
		cmocka_unit_test(
			between__a_promise_that_has_passed_is_not_released),
		cmocka_unit_test(
			between__what_was_taken_back_is_not_sent_again),
		cmocka_unit_test(between__what_was_overtaken_is_not_sent_again),
		cmocka_unit_test(
			between__what_failed_a_moment_ago_is_sent_again),
		cmocka_unit_test(
			between__a_clock_set_back_keeps_no_release_armed),
		cmocka_unit_test(
			between__an_account_that_was_closed_holds_no_correction_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

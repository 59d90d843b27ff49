/*
 * What a message must be before it may be submitted: whole, unmasked, free of
 * leaks, to accounts that are allowed and enough.
 */
#include "tests/domain/scene.h"

static void
submit__a_required_slot_that_is_empty_is_named(void **state)
{
	struct scene s;
	struct err err;
	json_t *slots = scene_slots();

	(void)state;
	scene_open(&s, false);
	json_object_del(slots, "instruction");
	scene_must(&s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o}", "incident", s.incident.id, "kind",
			"truth", "slots", slots));
	assert_int_not_equal(
		scene_do(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 1), &err),
		ERR_OK);
	assert_string_equal(err.id, "missing-slot");
	assert_string_equal(err.arg[0], "instruction");
	scene_close(&s);
}

static void
leak__what_may_not_be_stored_never_becomes_an_entry(void **state)
{
	static const char *const texts[] = { "身份证11010519491231002X",
		"联系电话１３８００１３８０００", "机密★5年",
		"卡号6222020000000000000" };
	struct scene s;
	size_t before;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	before = json_array_size(s.entries);
	for (size_t n = 0; n < sizeof(texts) / sizeof(texts[0]); n++)
		assert_string_equal(
			scene_try(&s, "dora", ACT_MESSAGE_REVISE,
				json_pack("{s:s,s:i,s:{s:s}}", "message",
					"2026-0001/1", "base", 1, "slots",
					"impact", texts[n])),
			"leak");
	assert_int_equal(json_array_size(s.entries), before);
	scene_close(&s);
}

static void
submit__a_masked_part_of_a_draft_is_not_released(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:{s:s}}", "message", "2026-0001/1", "base",
			1, "slots", "impact", "联系■■■■"));
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 1)),
		"masked");
	scene_close(&s);
}

static void
demo__nothing_is_published_for_real_beyond_this_machine(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	s.office.demo = true;
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_NEW,
			json_pack("{s:s,s:s,s:o,s:[s]}", "incident",
				s.incident.id, "kind", "truth", "slots",
				scene_slots(), "accounts", "hook")),
		"demo-account");
	scene_write(&s);
	scene_submit(&s, 1);
	assert_null(message_delivery(scene_message(&s, 1), "hook"));
	assert_non_null(message_delivery(scene_message(&s, 1), "site"));
	scene_close(&s);
}

static void
correction__covers_every_account_that_carries_the_error(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_release(&s, 1);
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_NEW,
			json_pack("{s:s,s:s}", "incident", s.incident.id,
				"kind", "correction")),
		"corrects");
	scene_must(&s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:s,s:[s],s:{s:s,s:s,s:s,s:s,s:s}}",
			"incident", s.incident.id, "kind", "correction",
			"corrects", "2026-0001/1", "accounts", "site", "slots",
			"wrong", "青河镇", "right", "清河镇", "reason", "entry",
			"rest", "valid", "contact", "12345"));
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 2)),
		"fewer-accounts");
	scene_close(&s);
}

static void
figures__deaths_do_not_fall_without_a_correction(void **state)
{
	struct scene s;
	json_t *slots = scene_slots();

	(void)state;
	scene_open(&s, false);
	scene_must(&s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o,s:[{s:s,s:i,s:s,s:I,s:b}]}", "incident",
			s.incident.id, "kind", "truth", "slots", scene_slots(),
			"figures", "name", "dead", "value", 5, "source",
			"县应急局", "as_of", (json_int_t)s.now, "verified", 1));
	scene_release(&s, 1);
	doc_put_str(slots, "news", "无新增");
	doc_put_str(slots, "as_of", "2026-07-21 01:58");
	json_object_del(slots, "actions");
	json_object_del(slots, "time");
	scene_must(&s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o,s:[{s:s,s:i,s:s,s:I,s:b}]}", "incident",
			s.incident.id, "kind", "update", "slots", slots,
			"figures", "name", "dead", "value", 4, "source",
			"县应急局", "as_of", (json_int_t)s.now, "verified", 1));
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 2)),
		"deaths-fall");
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			submit__a_required_slot_that_is_empty_is_named),
		cmocka_unit_test(
			leak__what_may_not_be_stored_never_becomes_an_entry),
		cmocka_unit_test(
			submit__a_masked_part_of_a_draft_is_not_released),
		cmocka_unit_test(
			demo__nothing_is_published_for_real_beyond_this_machine),
		cmocka_unit_test(
			correction__covers_every_account_that_carries_the_error),
		cmocka_unit_test(
			figures__deaths_do_not_fall_without_a_correction),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

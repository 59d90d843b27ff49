/*
 * The next volume of our letters after a rebuild: two officers begin it, and
 * what came back meanwhile ends what one had said.
 */
#include "tests/domain/scene.h"

static void
volume_begin(struct scene *s, bool card)
{
	scene_open(s, false);
	scene_officer(s, "sig", ROLE_BIT(ROLE_SIGNER));
	scene_officer(s, "adm", ROLE_BIT(ROLE_ADMIN));
	scene_officer(s, "dra", ROLE_BIT(ROLE_DRAFTER));
	if (card)
		scene_entry(s, "station", "station.card",
			json_pack("{s:s,s:s}", "id", "city", "seal", "SEAL"));
	scene_entry(s, "station", "station.rebuilt", json_object());
}

static const char *
volume_say(struct scene *s, const char *by)
{
	return scene_try(s, by, ACT_LETTER_BEGIN,
		json_pack("{s:s}", "reason", "没有其他介质"));
}

static void
volume__two_officers_begin_it(void **state)
{
	struct scene s;

	(void)state;
	volume_begin(&s, true);
	assert_int_equal(s.office.card.lost, s.now);
	assert_string_equal(
		scene_try(&s, "adm", ACT_LETTER_AGREE, json_object()),
		refusal_word(REFUSE_NOT_FOUND));
	assert_string_equal(volume_say(&s, "dra"), refusal_word(REFUSE_ROLE));
	assert_string_equal(volume_say(&s, "sig"), "");
	assert_int_equal(s.office.card.lost, s.now);
	assert_string_equal(
		scene_try(&s, "sig", ACT_LETTER_AGREE, json_object()),
		refusal_word(REFUSE_OWN_PROPOSAL));
	assert_string_equal(
		scene_try(&s, "adm", ACT_LETTER_AGREE, json_object()), "");
	assert_int_equal(s.office.card.lost, 0);
	assert_string_equal(
		volume_say(&s, "sig"), refusal_word(REFUSE_LETTER_WHOLE));
	scene_close(&s);
}

static void
volume__a_letter_that_came_back_ends_what_was_said(void **state)
{
	struct scene s;

	(void)state;
	volume_begin(&s, true);
	assert_string_equal(volume_say(&s, "sig"), "");
	scene_entry(&s, "station", "letter.returned", json_object());
	assert_string_equal(
		scene_try(&s, "adm", ACT_LETTER_AGREE, json_object()),
		refusal_word(REFUSE_NOT_FOUND));
	assert_string_equal(volume_say(&s, "sig"), "");
	assert_string_equal(scene_try(&s, "adm", ACT_LETTER_AGREE,
				    json_pack("{s:b}", "decline", 1)),
		"");
	assert_int_equal(s.office.card.lost, s.now);
	assert_false(s.office.card.volume.waits);
	scene_close(&s);
}

static void
volume__a_station_without_a_card_has_lost_none(void **state)
{
	struct scene s;

	(void)state;
	volume_begin(&s, false);
	assert_int_equal(s.office.card.lost, 0);
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(volume__two_officers_begin_it),
		cmocka_unit_test(
			volume__a_letter_that_came_back_ends_what_was_said),
		cmocka_unit_test(
			volume__a_station_without_a_card_has_lost_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

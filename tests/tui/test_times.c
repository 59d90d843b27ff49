/*
 * Times that are typed into a form: short, wide, or now.
 */
#include "tests/tui/sample.h"

static void
start(struct rig *r)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_start(r, LANG_EN, 24, 80);
}

static void
compose__a_time_may_be_short_or_now(void **state)
{
	static char stance[2000];
	struct rig r;
	const json_t *slots;

	(void)state;
	start(&r);
	(void)snprintf(stance, sizeof(stance), "%s", sample_draft_message);
	memcpy(strstr(stance, "update"), "stance", 6);
	rig_answer(&r, "message.show", stance);
	app_open(&r.app, "compose", "D2026-0001/2");
	app_pump(&r.app);
	rig_type(&r, "9时半");
	rig_wait(&r, 1000); /* not a time: kept as it was typed */
	slots = json_object_get(json_object_get(rig_act(&r), "draft"), "slots");
	assert_string_equal(doc_str(slots, "since"), "9时半");
	rig_type(&r, "<^U>９：30");
	rig_wait(&r, 1000);
	slots = json_object_get(json_object_get(rig_act(&r), "draft"), "slots");
	assert_string_equal(doc_str(slots, "since"), "2026-11-24 09:30");
	rig_sees(&r, "９：30");
	rig_type(&r, "<Tab>"); /* what was understood */
	rig_sees(&r, "2026-11-24 09:30");
	rig_sees_not(&r, "９：30");
	rig_type(&r, "<S-Tab><^U>2026-11-24 09:30:20<Tab><S-Tab>");
	rig_wait(&r, 1000); /* a whole one stays, to the second */
	slots = json_object_get(json_object_get(rig_act(&r), "draft"), "slots");
	assert_string_equal(doc_str(slots, "since"), "2026-11-24 09:30:20");
	rig_sees(&r, "2026-11-24 09:30:20");
	rig_type(&r, "<^G>");
	rig_sees(&r, "2026-11-24 14:00");
	rig_stop(&r);
}

/* Who opened the form in the afternoon and types after midnight means this
 * night, not the one before. */
static void
compose__a_short_time_is_of_the_day_on_which_it_is_typed(void **state)
{
	static char stance[2000];
	struct rig r;
	const json_t *slots;

	(void)state;
	start(&r);
	(void)snprintf(stance, sizeof(stance), "%s", sample_draft_message);
	memcpy(strstr(stance, "update"), "stance", 6);
	rig_answer(&r, "message.show", stance);
	app_open(&r.app, "compose", "D2026-0001/2");
	app_pump(&r.app);
	r.now += 10 * 3600000 + 30 * 60000; /* 00:30 */
	rig_type(&r, "00:20");
	rig_wait(&r, 1000);
	slots = json_object_get(json_object_get(rig_act(&r), "draft"), "slots");
	assert_string_equal(doc_str(slots, "since"), "2026-11-25 00:20");
	rig_stop(&r);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(compose__a_time_may_be_short_or_now),
		cmocka_unit_test(
			compose__a_short_time_is_of_the_day_on_which_it_is_typed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

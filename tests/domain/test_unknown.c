/*
 * What is not known to be there, and may go out once more.
 */
#include "tests/domain/scene.h"
#include "domain/release/delivery.h"

static void
fired(struct scene *s)
{
	scene_open_armed(s, false);
	scene_fire(s, 1);
}

static void
send_hook(struct scene *s, const char *want)
{
	assert_string_equal(
		scene_try(s, "", ACT_RELAY_SENDING,
			json_pack("{s:s,s:[s]}", "message", "2026-0001/1",
				"deliveries", "2026-0001/1:hook")),
		want);
}

static void
prefer(struct scene *s, const char *what)
{
	struct account *a = NULL;

	for (size_t i = 0; i < s->office.account_count; i++)
		if (strcmp(s->office.accounts[i].id, "hook") == 0)
			a = &s->office.accounts[i];
	doc_put_str(a->options, "duplicates", what);
}

/* The office may prefer a second one to none; nothing else sends it again. */
static void
relay__an_unknown_is_sent_again_only_where_the_office_prefers_it(void **state)
{
	struct scene s;

	(void)state;
	fired(&s);
	send_hook(&s, "");
	scene_must(&s, "", ACT_RELAY_OUTCOMES,
		json_pack("{s:s,s:[{s:s,s:s,s:s,s:i}]}", "message",
			"2026-0001/1", "results", "delivery",
			"2026-0001/1:hook", "outcome", "unknown", "state",
			"unknown", "attempt", 1));
	send_hook(&s, "delivery-state");
	prefer(&s, "avoid");
	send_hook(&s, "delivery-state");
	prefer(&s, "prefer");
	scene_must(&s, "rita", ACT_RELEASE_HALT, scene_on(&s, 1));
	send_hook(&s, "delivery-state");
	scene_close(&s);
}

static void
relay__what_the_office_prefers_goes_out_once_more(void **state)
{
	struct scene s;

	(void)state;
	fired(&s);
	prefer(&s, "prefer");
	send_hook(&s, "");
	send_hook(&s, "delivery-state"); /* it is being sent */
	scene_must(&s, "", ACT_RELAY_OUTCOMES,
		json_pack("{s:s,s:[{s:s,s:s,s:s,s:i}]}", "message",
			"2026-0001/1", "results", "delivery",
			"2026-0001/1:hook", "outcome", "unknown", "state",
			"unknown", "attempt", 1));
	send_hook(&s, "");
	assert_int_equal(
		message_delivery(scene_message(&s, 1), "hook")->attempt, 2);
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			relay__an_unknown_is_sent_again_only_where_the_office_prefers_it),
		cmocka_unit_test(
			relay__what_the_office_prefers_goes_out_once_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

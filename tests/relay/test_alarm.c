/*
 * An alarm that an order waits: words of the relay's own, to accounts that are
 * for alarms alone, and what became of it told for what it is.
 */
#include "tests/relay/station.h"

#define ORDER "ab12"

enum { AGAIN_MS = 60000 };

static void
alarm_say(struct rig *r, const char *kind, json_t *options, int times)
{
	rig_say(r,
		json_pack("{s:s,s:s,s:i,s:s,s:{s:s,s:s,s:s,s:o}}", "job",
			"alarm", "order", ORDER, "times", times, "text",
			"what nobody has approved", "account", "account", "a0",
			"kind", kind, "sealed", "box", "options", options));
}

static json_t *
alarm_only(void)
{
	return json_pack("{s:s}", "alarm", "yes");
}

static void
alarm_told(struct rig *r, const char *outcome, const char *detail)
{
	json_t *act = rig_take(r, "relay.alarmed");

	assert_non_null(act);
	assert_string_equal(doc_str(act, "account"), "a0");
	assert_string_equal(doc_str(act, "order"), ORDER);
	assert_int_equal(doc_int(act, "times"), 2);
	assert_string_equal(doc_str(act, "outcome"), outcome);
	assert_non_null(strstr(doc_str(act, "detail"), detail));
	rig_acknowledge(r, act);
	assert_null(rig_take(r, "relay.alarmed"));
}

/* What was answered, and what is told of it. */
static const struct {
	const char *answer, *outcome;
	int sent;
} answers[] = {
	{ ACCEPTED, "accepted", 1 },
	{ "{\"outcome\":\"unknown\",\"next\":\"lookup\"}", "unknown", 1 },
	{ "{\"outcome\":\"permanent\"}", "permanent", 1 },
	{ "{\"outcome\":\"content\",\"next\":\"lookup\"}", "content", 1 },
	{ "{\"outcome\":\"retry-later\",\"next\":\"publish\"}", "retry-later",
		5 },
};

static void
alarm__is_one_request_and_its_outcome_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		struct rig r;
		int sent = 0;

		rig_open(&r, false);
		alarm_say(&r, "alarm", alarm_only(), 2);
		while (rig_out(&r, "publish alarm:a0") > 0 && sent < 50) {
			rig_answer(&r, "publish", answers[i].answer);
			rig_pass(&r, AGAIN_MS);
			sent++;
		}
		assert_int_equal(sent, answers[i].sent);
		alarm_told(&r, answers[i].outcome, "");
		assert_int_equal(rig_started(&r, ""), sent);
		rig_close(&r);
	}
}

/* The station may say what it likes: the words are these, and no others. */
static void
alarm__has_words_of_the_relay_alone(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	alarm_say(&r, "wecom", alarm_only(), 2);
	assert_non_null(strstr(r.body, "an order for a joint release"));
	assert_non_null(strstr(r.body, "Reminder 2."));
	assert_null(strstr(r.body, "approved"));
	assert_null(strstr(r.body, ORDER));
	rig_close(&r);
	/* and what a robot listens for */
	rig_open(&r, false);
	alarm_say(&r, "wecom",
		json_pack("{s:s,s:s}", "alarm", "yes", "keywords", "Notice"),
		2);
	assert_non_null(strstr(r.body, "Notice"));
	rig_close(&r);
	rig_open_for(&r, false, true);
	alarm_say(&r, "wecom", alarm_only(), 2);
	assert_non_null(strstr(r.body, "DEMO"));
	rig_close(&r);
}

/* No way around what is approved: neither to an account that releases go to,
 * nor to a kind that the public reads. */
static void
alarm__goes_to_no_other_account(void **state)
{
	static const struct {
		const char *kind, *alarm;
	} others[] = { { "alarm", "no" }, { "wecom", "" }, { "fake", "yes" },
		{ "mastodon", "yes" }, { "nothing", "yes" } };

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		struct rig r;

		rig_open(&r, false);
		alarm_say(&r, others[i].kind,
			json_pack("{s:s}", "alarm", others[i].alarm), 2);
		assert_int_equal(rig_started(&r, ""), 0);
		alarm_told(&r, "not-sent", "alarm=yes");
		rig_close(&r);
	}
}

static void
alarm__of_a_drill_leaves_nothing(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, true);
	alarm_say(&r, "alarm", alarm_only(), 2);
	rig_pass(&r, AGAIN_MS);
	assert_int_equal(rig_started(&r, ""), 0);
	assert_int_equal(r.opened, 0);
	alarm_told(&r, "accepted", "");
	rig_close(&r);
}

static void
alarm__waits_for_a_new_token(void **state)
{
	struct rig r;
	json_t *act;

	(void)state;
	rig_open(&r, false);
	alarm_say(&r, "alarm", alarm_only(), 2);
	rig_answer(&r, "publish", "{\"outcome\":\"refresh-token\"}");
	rig_answer(&r, "refresh",
		"{\"outcome\":\"accepted\",\"secret\":{\"token\":\"new\"}}");
	act = rig_take(&r, "relay.token");
	assert_non_null(act);
	rig_acknowledge(&r, act);
	rig_answer(&r, "publish", ACCEPTED);
	alarm_told(&r, "accepted", "");
	rig_close(&r);
}

/* A credential that does not open, and an address that a demo may not reach. */
static void
alarm__that_could_not_be_sent_says_so(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_say(&r,
		json_pack("{s:s,s:s,s:i,s:{s:s,s:s,s:s,s:o}}", "job", "alarm",
			"order", ORDER, "times", 2, "account", "account", "a0",
			"kind", "alarm", "sealed", "broken", "options",
			alarm_only()));
	alarm_told(&r, "permanent", "credential");
	rig_close(&r);
	rig_open_for(&r, false, true);
	alarm_say(&r, "alarm", alarm_only(), 2);
	rig_respond(&r, "publish",
		&(struct wire_response){
			.barred = true, .error = "", .type = "", .body = "" });
	alarm_told(&r, "permanent", "demo");
	rig_close(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(alarm__is_one_request_and_its_outcome_is_told),
		cmocka_unit_test(alarm__has_words_of_the_relay_alone),
		cmocka_unit_test(alarm__goes_to_no_other_account),
		cmocka_unit_test(alarm__of_a_drill_leaves_nothing),
		cmocka_unit_test(alarm__waits_for_a_new_token),
		cmocka_unit_test(alarm__that_could_not_be_sent_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

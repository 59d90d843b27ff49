/*
 * What waits for a person on the screen: counted down, said when it is over,
 * and the bell.
 */
#include "tests/tui/sample.h"

static void
start(struct rig *r)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_start(r, LANG_EN, 24, 80);
}

static char *
waits_for_hand(const struct rig *r, int minutes)
{
	return mem_printf(
		"{\"id\":\"2026-0001/1\",\"incident\":\"2026-0001\",\"mode\":"
		"\"actual\",\"kind\":\"truth\",\"state\":\"fired\",\"waiting\":"
		"[{"
		"\"name\":\"Village "
		"loudspeaker\",\"for\":\"hand\",\"due\":%lld,"
		"\"officers\":[{\"id\":\"zheng\",\"name\":\"Zheng\",\"phone\":"
		"\"0000-1005\"}],\"then\":{\"en\":\"have it rung\",\"zh\":\"\"}"
		"}]}",
		(long long)(r->now + (int64_t)minutes * 60000));
}

static void
waiting__what_waits_for_a_person_counts_down_and_then_says_what_instead(
	void **state)
{
	struct rig r;
	char *show;

	(void)state;
	start(&r);
	show = waits_for_hand(&r, 9);
	rig_answer(&r, "message.show", show);
	app_open(&r.app, "release", "2026-0001/1");
	app_pump(&r.app);
	rig_sees(&r, "Village loudspeaker  post by hand  9 min left");
	rig_sees(&r, "Zheng 0000-1005");
	rig_sees_not(&r, "NOT DONE");
	rig_stop(&r);
	free(show);
	start(&r);
	show = waits_for_hand(&r, -3);
	rig_answer(&r, "message.show", show);
	app_open(&r.app, "release", "2026-0001/1");
	app_pump(&r.app);
	rig_sees(&r, "late 3 min");
	rig_sees(&r, "NOT DONE in");
	rig_sees(&r, "Instead: have it rung");
	rig_stop(&r);
	free(show);
}

static void
count_ring(void *arg)
{
	++*(int *)arg;
}

/* One wait of this message, of which so many are over; due is long ago. */
static void
tell_over(struct rig *r, int over)
{
	static char status[600]; /* the rig keeps it */

	(void)snprintf(status, sizeof(status),
		"{\"waits\":[{\"what\":\"proof\",\"act\":\"delivery.proof\","
		"\"incident\":\"2026-0001\",\"message\":\"2026-0001/"
		"1\",\"mode\":"
		"\"actual\",\"title\":\"\",\"due\":1,\"count\":3,\"overdue\":%"
		"d,"
		"\"then\":{\"en\":\"have it rung\",\"zh\":\"\"}}],\"mine\":0}",
		over);
	rig_answer(r, "status", status);
	rig_push(r, "incident", "2026-0001");
	app_pump(&r->app);
}

static void
waiting__the_bell_rings_once_for_each_time_that_is_over(void **state)
{
	struct rig r;
	int rung = 0;

	(void)state;
	start(&r);
	r.app.ring = count_ring;
	r.app.ring_arg = &rung;
	tell_over(&r, 0);
	assert_int_equal(rung, 0);
	tell_over(&r, 1);
	assert_int_equal(rung, 1);
	rig_sees(&r, "2026-0001/1  NOT DONE in time: have it rung");
	tell_over(&r, 1);
	assert_int_equal(rung, 1);
	tell_over(&r, 3);
	assert_int_equal(rung, 2);
	tell_over(&r, 0);
	tell_over(&r, 1);
	assert_int_equal(rung, 3);
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			waiting__what_waits_for_a_person_counts_down_and_then_says_what_instead),
		cmocka_unit_test(
			waiting__the_bell_rings_once_for_each_time_that_is_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

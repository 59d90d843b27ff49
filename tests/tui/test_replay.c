/*
 * The screen of a replay: what has no room there, and letters of a joint
 * incident.
 */
#include "tests/tui/sample.h"

static void
replay_start(struct rig *r)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_start(r, LANG_EN, 24, 80);
}

static json_t *
replay_rows(int count, const char *key)
{
	json_t *rows = json_array();
	char text[20];

	for (int i = 0; i < count; i++) {
		(void)snprintf(text, sizeof(text), "%s%d", key, i);
		(void)json_array_append_new(rows,
			json_pack("{s:s,s:s,s:I}", "id", text, "title", text,
				"due", (json_int_t)1795500000000));
	}
	return rows;
}

static void
replay__shows_what_is_proven_of_a_letter_and_where_units_stood(void **state)
{
	struct reply reply = { .ok = true, .part = true };
	struct rig r;
	json_t *step, *units = json_array();

	(void)state;
	replay_start(&r);
	app_open(&r.app, "replay", "D2026-0001");
	for (int n = 0; n < 9; n++)
		(void)json_array_append_new(units,
			json_pack("{s:s,s:s}", "name", "County", "state",
				n == 0 ? "left" : "joined"));
	step = json_pack("{s:s,s:I,s:{s:s},s:{s:s,s:s,s:[s]},s:{s:o}}", "kind",
		"letter.taken", "time", (json_int_t)1795490000000, "screen",
		"title", "t", "letter", "way", "taken", "proof", "altered",
		"crossed", "2907cd41", "joint", "units", units);
	reply.doc = step;
	app_top(&r.app)->ops->reply(app_top(&r.app), &reply);
	rig_sees(&r, "NOT WHAT WAS SIGNED");
	rig_sees(&r, "2907cd41");
	rig_sees(&r, "LEFT");
	rig_sees(&r, "3 more units");
	rig_stop(&r);
	json_decref(step);
}

static void
replay__says_what_has_no_room(void **state)
{
	static const struct {
		int messages, clocks;
		const char *more[2];
	} rows[] = { { 4, 11, { "4 more clocks", "" } },
		{ 20, 9, { "10 more messages", "9 more clocks" } } };
	struct reply reply = { .ok = true, .part = true };
	struct rig r;
	json_t *step, *row;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		replay_start(&r);
		app_open(&r.app, "replay", "D2026-0001");
		step = json_pack("{s:s,s:I,s:{s:s,s:o,s:o}}", "kind", "x",
			"time", (json_int_t)1795490000000, "screen", "title",
			"t", "messages", replay_rows(rows[i].messages, "m"),
			"clocks", replay_rows(rows[i].clocks, "c"));
		for (int k = 0; k < 3; k++) { /* how each had ended */
			row = json_array_get(
				doc_get(doc_get(step, "screen"), "clocks"),
				(size_t)k);
			doc_put_int(row, "stopped", 1795490000000);
			doc_put_str(row, "state", k == 1 ? "late" : "met");
			if (k == 0)
				doc_put_bool(row, "first_out", true);
		}
		reply.doc = step;
		app_top(&r.app)->ops->reply(app_top(&r.app), &reply);
		rig_sees(&r, rows[i].more[0]);
		rig_sees(&r, rows[i].more[1]);
		if (i == 0) {
			rig_sees(&r, "first out in time");
			rig_sees(&r, "met late");
			rig_sees(&r, "met\n");
		}
		rig_stop(&r);
		json_decref(step);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			replay__shows_what_is_proven_of_a_letter_and_where_units_stood),
		cmocka_unit_test(replay__says_what_has_no_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

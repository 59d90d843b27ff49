/*
 * Keys that know whose hand is on them: what the station says of an act is in
 * the bar, on the message line and in the help, and never older than it was.
 */
#include "tests/tui/sample.h"

#include "tui/console/possible.h"

#define CANNOT(word, name)                                                     \
	"{\"acts\":{\"" word                                                   \
	"\":{\"may\":false,\"refusal\":{\"code\":\"same-releaser\",\"what\":"  \
	"\"wang armed this release\",\"where\":\"\",\"remedy\":\"Ask "         \
	"another.\"},\"who\":[{\"id\":\"z\",\"name\":\"" name                  \
	"\",\"phone\":\"0000-1007\"}]}}}"

static void
open_armed(struct rig *r, int rows, int cols)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "acts.possible", CANNOT("release.fire", "Zheng"));
	rig_start(r, LANG_EN, rows, cols);
	rig_answer(r, "message.show", sample_armed);
	rig_answer(r, "delivery.list", sample_prepared);
	app_open(&r->app, "release", "D2026-0001/1");
	app_pump(&r->app);
	app_pump(&r->app);
}

/* How often it was asked about this message. */
static int
asked(const struct rig *r, const char *message)
{
	const json_t *q;
	size_t n;
	int count = 0;

	json_array_foreach(r->asked, n, q)
	{
		count += strcmp(doc_str(q, "question"), "acts.possible") == 0 &&
			strcmp(doc_str(q, "message"), message) == 0;
	}
	return count;
}

static void
possible__a_key_that_would_be_refused_says_why_and_who_could(void **state)
{
	struct rig r;

	(void)state;
	open_armed(&r, 24, 80);
	assert_int_equal(asked(&r, "D2026-0001/1"), 1);
	rig_sees_not(&r, "f Fire");
	rig_sees(&r, "U Disarm");
	rig_type(&r, "f");
	rig_sees(&r, "wang armed this release  Who can: Zheng 0000-1007");
	assert_null(r.app.dialog);
	rig_type(&r, "?");
	rig_sees(&r, "Fire, not now: wang armed this release  Who can: Zheng");
	rig_stop(&r);
	open_armed(&r, 24, 60); /* what has no room is seen to be more */
	rig_type(&r, "?");
	rig_sees(&r, "Fire, not now: wang armed this release  Who can…");
	rig_stop(&r);
}

static void
possible__a_large_screen_says_it_without_being_asked(void **state)
{
	struct rig r;

	(void)state;
	open_armed(&r, 50, 200);
	rig_sees(&r,
		"Not now: f Fire (wang armed this release  Who can: Zheng "
		"0000-1007)");
	rig_stop(&r);
}

/* The answer is asked for anew; until it comes, nobody is held up by the old
 * one, and halting never is. */
static void
possible__what_may_be_old_refuses_nobody(void **state)
{
	struct rig r;

	(void)state;
	open_armed(&r, 24, 80);
	rig_answer(&r, "acts.possible", NULL);
	json_array_append_new(r.queue,
		json_pack("{s:s,s:s}", "changed", "message", "key",
			"D2026-0001/1"));
	app_pump(&r.app);
	assert_int_equal(asked(&r, "D2026-0001/1"), 2);
	rig_type(&r, "f");
	assert_non_null(r.app.dialog);
	rig_stop(&r);
	open_armed(&r, 24, 80);
	rig_answer(&r, "acts.possible", CANNOT("release.halt", "Zheng"));
	json_array_append_new(r.queue,
		json_pack("{s:s,s:s}", "changed", "message", "key",
			"D2026-0001/1"));
	app_pump(&r.app);
	rig_answer(&r, "release.halt", "[]");
	rig_type(&r, "H");
	if (r.app.dialog != NULL)
		rig_type(&r, "<Enter>");
	assert_int_equal(rig_acts(&r, "release.halt"), 1);
	rig_stop(&r);
}

static void
possible__the_walk_asks_about_what_its_cursor_is_on(void **state)
{
	struct rig r;

	(void)state;
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_answer(&r, "acts.possible", "{\"acts\":{}}");
	rig_start(&r, LANG_EN, 24, 80);
	app_open(&r.app, "walk", "D2026-0001");
	app_pump(&r.app);
	for (int n = 0; n < 6; n++)
		rig_type(&r, "<Down>");
	assert_int_equal(asked(&r, "D2026-0001/1"), 1);
	rig_stop(&r);
}

/* A late signature is given by the key that approves. */
static void
possible__a_key_of_two_acts_is_for_the_one_that_is_possible(void **state)
{
	struct key_row row = { .context = IN_REVIEW,
		.request = REQ_APPROVE,
		.act = "approve message.supplement" };
	struct rig r;

	(void)state;
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_answer(&r, "acts.possible",
		"{\"acts\":{\"approve\":{\"may\":false,\"refusal\":{\"what\":"
		"\"it is out\"},\"who\":[]},\"message.supplement\":{\"may\":"
		"true}}}");
	rig_start(&r, LANG_EN, 24, 80);
	app_open(&r.app, "review", "D2026-0001/1");
	app_pump(&r.app);
	assert_false(possible_hides(app_top(&r.app), &row));
	row.act = "approve";
	assert_true(possible_hides(app_top(&r.app), &row));
	rig_stop(&r);
}

/* The release screen is read at any time; it is offered where something may be
 * done there, not before the last signature, and not to who may but halt. */
static void
possible__the_release_is_offered_when_it_is_next(void **state)
{
	static const struct {
		const char *view, *id, *acts;
		bool offered;
	} rows[] = {
		{ "review", "D2026-0001/1",
			"{\"acts\":{\"release.arm\":{\"may\":false,"
			"\"refusal\":{\"what\":\"in review\"}},"
			"\"release.fire\":{\"may\":false},\"release.halt\":"
			"{\"may\":false},\"release.disarm\":{\"may\":false},"
			"\"release.set\":{\"may\":false}}}",
			false },
		{ "review", "D2026-0001/1",
			"{\"acts\":{\"release.arm\":{\"may\":false},"
			"\"release.fire\":{\"may\":false},\"release.halt\":"
			"{\"may\":true},\"release.disarm\":{\"may\":false},"
			"\"release.set\":{\"may\":false}}}",
			false },
		{ "review", "D2026-0001/1",
			"{\"acts\":{\"release.arm\":{\"may\":false},"
			"\"release.fire\":{\"may\":true},\"release.disarm\":"
			"{\"may\":false},\"release.set\":{\"may\":false}}}",
			true }
	};
	struct rig r;

	(void)state;
	for (size_t n = 0; n < 3; n++) {
		memset(&r, 0, sizeof(r));
		sample_answers(&r);
		rig_answer(&r, "acts.possible", rows[n].acts);
		rig_start(&r, LANG_EN, 24, 80);
		app_open(&r.app, rows[n].view, rows[n].id);
		app_pump(&r.app);
		app_pump(&r.app);
		if (rows[n].offered)
			rig_sees(&r, "r Release");
		else
			rig_sees_not(&r, "r Release");
		rig_type(&r, "r");
		assert_string_equal(app_top(&r.app)->ops->name, "release");
		rig_stop(&r);
	}
}

/* Nobody can what the state forbids, and nobody is named twice. */
static void
possible__names_nobody_in_vain(void **state)
{
	static const struct {
		const char *code, *what;
		bool who;
	} rows[] = { { "state", "it is approved", false },
		{ "role", "wang may not (Zheng 0000-1007)", false },
		{ "same-releaser", "wang armed it", true } };
	char text[400];
	struct rig r;

	(void)state;
	for (size_t n = 0; n < 3; n++) {
		(void)snprintf(text, sizeof(text),
			"{\"acts\":{\"release.fire\":{\"may\":false,"
			"\"refusal\":{"
			"\"code\":\"%s\",\"what\":\"%s\",\"where\":\"\","
			"\"remedy\":\"\"},\"who\":[{\"name\":\"Zheng\","
			"\"phone\":\"0000-1007\"}]}}}",
			rows[n].code, rows[n].what);
		memset(&r, 0, sizeof(r));
		sample_answers(&r);
		rig_answer(&r, "acts.possible", text);
		rig_answer(&r, "message.show", sample_armed);
		rig_start(&r, LANG_EN, 24, 80);
		app_open(&r.app, "release", "D2026-0001/1");
		app_pump(&r.app);
		app_pump(&r.app);
		rig_type(&r, "f");
		assert_non_null(strstr(r.app.say, rows[n].what));
		assert_int_equal(
			strstr(r.app.say, "Who can") != NULL, rows[n].who);
		rig_stop(&r);
	}
}

/* Setting a time is seldom possible: it stands in the bar when it is, behind the
 * key that halts, and takes no room and gives no reason when it is not. */
static void
possible__setting_a_time_is_in_the_bar_when_it_can_be(void **state)
{
	static const struct {
		const char *acts;
		int cols;
		bool set;
	} rows[] = { { "\"release.set\":{\"may\":true}", 80, true },
		{ "\"release.set\":{\"may\":true}", 120, true },
		{ "\"release.set\":{\"may\":true}", 40, false },
		{ "\"release.arm\":{\"may\":false},\"release.fire\":{"
		  "\"may\":false},\"release.set\":{\"may\":true}",
			40, true },
		{ "\"release.set\":{\"may\":false,\"refusal\":{\"code\":"
		  "\"state\",\"what\":\"no time is appointed\"}}",
			120, false },
		{ "", 120, false } };
	char text[400];
	struct rig r;

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		(void)snprintf(
			text, sizeof(text), "{\"acts\":{%s}}", rows[n].acts);
		memset(&r, 0, sizeof(r));
		sample_answers(&r);
		rig_answer(&r, "acts.possible", text);
		rig_answer(&r, "message.show", sample_armed);
		rig_start(&r, LANG_EN, 24, rows[n].cols);
		app_open(&r.app, "release", "D2026-0001/1");
		app_pump(&r.app);
		app_pump(&r.app);
		rig_sees(&r, "H HALT");
		(rows[n].set ? rig_sees : rig_sees_not)(&r, "S Set time");
		rig_sees_not(&r, "no time is appointed");
		rig_stop(&r);
	}
}

/* Who may not write it reads it: letters are keys, and nothing is typed that
 * would only be refused when it is saved. */
static void
possible__who_may_not_write_a_text_reads_it(void **state)
{
	struct rig r;

	(void)state;
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_answer(&r, "message.show", sample_draft_message);
	rig_answer(&r, "acts.possible", CANNOT("message.revise", "Zheng"));
	rig_start(&r, LANG_EN, 24, 80);
	app_open(&r.app, "compose", "D2026-0001/2");
	app_pump(&r.app);
	app_pump(&r.app);
	assert_false(app_is_typing(&r.app));
	rig_sees_not(&r, "^S Save");
	rig_type(&r, "<^S>");
	rig_sees(&r, "Who can: Zheng 0000-1007");
	rig_type(&r, "x<Tab>x<Down><Left>");
	rig_wait(&r, 2000);
	assert_int_equal(rig_acts(&r, "draft.save"), 0);
	assert_int_equal(rig_acts(&r, "message.revise"), 0);
	rig_type(&r, "q");
	assert_int_equal(r.app.depth, 1);
	rig_stop(&r);
}

/* A key for the message under the cursor, where none is. */
static void
possible__a_row_without_a_message_has_no_key_for_one(void **state)
{
	struct rig r;

	(void)state;
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_start(&r, LANG_EN, 24, 80);
	app_open(&r.app, "walk", "D2026-0001");
	app_pump(&r.app);
	while (strchr(app_top(&r.app)->ops->subject(app_top(&r.app)), '/'))
		rig_type(&r, "<Down>");
	rig_sees_not(&r, "v Review");
	rig_type(&r, "v");
	rig_sees(&r, "There is no message in this row.");
	rig_type(&r, "<Home>");
	rig_sees(&r, "v Review");
	rig_stop(&r);
}

/* Of an empty list only what begins a row is offered. */
static void
possible__an_empty_list_has_no_key_for_a_row(void **state)
{
	struct rig r;

	(void)state;
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_answer(&r, "claim.list", "{\"rows\":[]}");
	rig_start(&r, LANG_EN, 24, 120);
	app_open(&r.app, "claims", "2026-0001");
	app_pump(&r.app);
	rig_sees(&r, " n New claim  ? Help");
	rig_type(&r, "V");
	rig_sees(&r, "There is no row that this key could act on.");
	assert_null(r.app.dialog);
	rig_type(&r, "n");
	assert_non_null(r.app.dialog);
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			possible__a_key_that_would_be_refused_says_why_and_who_could),
		cmocka_unit_test(
			possible__a_large_screen_says_it_without_being_asked),
		cmocka_unit_test(possible__what_may_be_old_refuses_nobody),
		cmocka_unit_test(
			possible__a_key_of_two_acts_is_for_the_one_that_is_possible),
		cmocka_unit_test(
			possible__the_release_is_offered_when_it_is_next),
		cmocka_unit_test(possible__names_nobody_in_vain),
		cmocka_unit_test(possible__who_may_not_write_a_text_reads_it),
		cmocka_unit_test(
			possible__a_row_without_a_message_has_no_key_for_one),
		cmocka_unit_test(possible__an_empty_list_has_no_key_for_a_row),
		cmocka_unit_test(
			possible__the_walk_asks_about_what_its_cursor_is_on),
		cmocka_unit_test(
			possible__setting_a_time_is_in_the_bar_when_it_can_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

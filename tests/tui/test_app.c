/*
 * The console and its station: lost connections, pushes, time, languages.
 * Writing and reviewing are in test_write.c, releasing in test_release.c.
 */
#include "tests/tui/sample.h"

#include "crier/refusal.h"
#include "link/reply.h"
#include "tui/console/seat.h"

static void
start(struct rig *r)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_start(r, LANG_EN, 24, 80);
}

static void
open_armed(struct rig *r)
{
	start(r);
	rig_answer(r, "message.show", sample_armed);
	rig_answer(r, "delivery.list", sample_prepared);
	app_open(&r->app, "release", "D2026-0001/1");
	app_pump(&r->app);
}

static void
open_draft(struct rig *r)
{
	start(r);
	app_open(&r->app, "compose", "D2026-0001/2");
	app_pump(&r->app);
}

static void
app__an_act_survives_a_lost_connection_with_its_id(void **state)
{
	struct rig r;
	char id[40];

	(void)state;
	open_armed(&r);
	rig_answer(&r, "release.halt", NULL); /* the answer is lost */
	rig_type(&r, "H");
	(void)snprintf(id, sizeof(id), "%s", doc_str(rig_act(&r), "act_id"));
	r.down = 1;
	rig_wait(&r, 10);
	app_pump(&r.app);
	rig_sees(&r, "station away");
	rig_wait(&r, 5000);
	assert_true(r.opens >= 2);
	r.down = 0;
	rig_answer(&r, "release.halt", "[]");
	rig_wait(&r, 2000);
	assert_int_equal(rig_acts(&r, "release.halt"), 2);
	assert_string_equal(doc_str(rig_act(&r), "act_id"), id);
	rig_sees(&r, "HALTED");
	rig_stop(&r);
}

/* Why it ended the session, as a station says it. */
static json_t *
ending(enum lang lang)
{
	struct err err = { .code = ERR_OK };

	(void)refuse(&err, REFUSE_LOGIN_ENDED, "",
		WITH(arg_officer("zhao", "赵敏", ""),
			arg_officer("chu", "储平", ""),
			arg_text("lost on a train")));
	return reply_refusal_sent(&err, lang, HAND_KEYS);
}

static enum err_code
reopen_refused(struct backend *b, enum lang lang, struct err *err)
{
	json_t *refusal = ending(lang);

	(void)b;
	(void)reply_read(err, refusal);
	json_decref(refusal);
	return err->code;
}

/* Who was sent away is told by whom and why, not that nobody is there. */
static void
app__a_session_that_was_ended_says_why(void **state)
{
	static const struct {
		enum lang lang;
		const char *ended, *why, *away, *back;
	} rows[] = {
		{ LANG_EN, "session ended by station", "has revoked a key of",
			"station away, trying", "answers again" },
		{ LANG_ZH, "发布台已结束本次会话", "已吊销", "发布台无应答",
			"发布台已恢复应答" },
	};
	struct backend_ops refusing = rig_ops;
	struct rig r;

	(void)state;
	refusing.reopen = reopen_refused;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		memset(&r, 0, sizeof(r));
		sample_answers(&r);
		rig_start(&r, rows[n].lang, 24, 100);
		json_array_append_new(r.queue,
			json_pack("{s:i,s:o}", "id", 0, "refusal",
				ending(rows[n].lang)));
		app_pump(&r.app);
		rig_sees(&r, rows[n].ended);
		rig_sees(&r, rows[n].why);
		rig_sees(&r, "lost on a train");
		rig_sees(&r, "储平");
		r.down = 1;
		app_pump(&r.app);
		rig_sees(&r, rows[n].ended);
		/* and again, whatever was said meanwhile */
		r.down = 0;
		r.b.ops = &refusing;
		r.app.say[0] = '\0';
		rig_wait(&r, 5000);
		rig_sees(&r, rows[n].ended);
		rig_sees(&r, rows[n].why);
		r.b.ops = &rig_ops;
		rig_wait(&r, 5000);
		rig_sees(&r, rows[n].back);
		rig_sees_not(&r, rows[n].ended);
		rig_stop(&r);
	}
}

static void
app__typing_goes_on_while_the_station_is_away(void **state)
{
	struct rig r;

	(void)state;
	open_draft(&r);
	r.down = 1;
	rig_type(&r, "北");
	rig_wait(&r, 3000);
	rig_type(&r, "桥");
	rig_sees(&r, "柳河县城关镇北桥");
	r.down = 0;
	rig_wait(&r, 5000);
	assert_true(rig_acts(&r, "draft.save") >= 1);
	assert_string_equal(
		doc_str(json_object_get(
				json_object_get(rig_act(&r), "draft"), "slots"),
			"place"),
		"柳河县城关镇北桥");
	rig_sees_not(&r, "station away");
	rig_stop(&r);
}

static void
app__a_push_loads_what_is_shown_once(void **state)
{
	struct rig r;
	size_t before;

	(void)state;
	open_armed(&r);
	before = json_array_size(r.asked);
	rig_push(&r, "message", "D2026-0099/1"); /* another's */
	assert_true(json_array_size(r.asked) - before <= 2);
	rig_answer(&r, "delivery.list", sample_deliveries);
	rig_push(&r, "delivery", "D2026-0001/1:site");
	rig_sees(&r, "would be out");
	rig_stop(&r);
}

static void
app__nothing_is_asked_while_nothing_happens(void **state)
{
	struct rig r;
	size_t before;

	(void)state;
	open_armed(&r);
	before = json_array_size(r.asked);
	rig_wait(&r, 3600 * 1000);
	assert_int_equal(json_array_size(r.asked), before);
	rig_stop(&r);
}

static void
app__the_language_changes_at_once(void **state)
{
	struct rig r;

	(void)state;
	start(&r);
	rig_sees(&r, "Waiting for me");
	rig_type(&r, "L");
	rig_sees(&r, "待我处理");
	rig_sees(&r, "还有 1 小时 2");
	rig_type(&r, "L");
	rig_sees(&r, "Waiting for me");
	rig_stop(&r);
}

static void
app__the_clock_wakes_only_when_its_words_change(void **state)
{
	struct rig r;
	int64_t due;

	(void)state;
	start(&r);
	due = app_due(&r.app) - r.now;
	assert_true(due > 0 && due <= 60 * 1000);
	rig_wait(&r, 80 * 60 * 1000); /* four minutes left */
	due = app_due(&r.app) - r.now;
	assert_true(due > 0 && due <= 1001);
	rig_sees(&r, "4 min 0 s left");
	rig_wait(&r, 5 * 60 * 1000);
	rig_sees(&r, "1 min 0 s overdue");
	rig_stop(&r);
}

static void
app__leaving_asks_first(void **state)
{
	struct rig r;

	(void)state;
	start(&r);
	rig_type(&r, "qqqq"); /* a held key does not leave */
	assert_false(r.app.quit);
	rig_type(&r, "q");
	rig_sees(&r, "Leave the console?");
	rig_type(&r, "<Enter>");
	assert_true(r.app.quit);
	rig_stop(&r);
}

static void
app__leaving_says_what_has_not_reached_the_station(void **state)
{
	struct rig r;

	(void)state;
	start(&r);
	rig_type(&r, "q");
	rig_sees(&r, "Drafts are kept.");
	rig_type(&r, "<Esc>");
	rig_answer(&r, "draft.save", NULL); /* no answer comes */
	app_open(&r.app, "compose", "D2026-0001/2");
	app_pump(&r.app);
	rig_type(&r, "镇");
	rig_wait(&r, 2000);
	rig_type(&r, "<Esc>q");
	rig_sees(&r, "is lost if you leave.");
	rig_sees_not(&r, "Drafts are kept.");
	rig_stop(&r);
}

static void
seat__leaves_standing_what_the_greeting_said(void **state)
{
	char home[] = "/tmp/crier-seat.XXXXXX", path[100];
	struct rig r;

	(void)state;
	assert_non_null(mkdtemp(home));
	assert_int_equal(setenv("XDG_STATE_HOME", home, 1), 0);
	for (int warned = 0; warned < 2; warned++) {
		start(&r);
		app_open(&r.app, "ledger", "");
		seat_keep(&r.app);
		app_back(&r.app);
		r.app.say[0] = '\0';
		if (warned)
			app_say(&r.app, STYLE_WARN, "%s", "a key waits");
		seat_take(&r.app);
		assert_string_equal(app_top(&r.app)->ops->name, "ledger");
		rig_sees(&r, warned ? "a key waits" : "You are back");
		rig_stop(&r);
	}
	(void)snprintf(path, sizeof(path), "%s/crier", home);
	(void)rmdir(path);
	(void)rmdir(home);
	(void)unsetenv("XDG_STATE_HOME");
}

static void
open__an_incident_is_opened_as_typed(void **state)
{
	struct rig r;

	(void)state;
	start(&r);
	rig_answer(&r, "incident.open",
		"[{\"incident\":\"2026-0002\",\"kind\":\"incident.opened\"}]");
	rig_type(&r, "n<Enter>北山滑坡<Enter><Down><Enter><Down><Down><Enter>");
	rig_type(&r, "<^U>25:99<Enter>");
	rig_sees(&r, "\"25:99\" is not a time.");
	assert_int_equal(rig_acts(&r, "incident.open"), 0);
	rig_type(&r, "<^U>2026-11-24 13:30<Enter>");
	assert_string_equal(doc_str(rig_act(&r), "playbook"), "rainstorm");
	assert_string_equal(doc_str(rig_act(&r), "title"), "北山滑坡");
	assert_string_equal(doc_str(rig_act(&r), "mode"), "actual");
	assert_string_equal(doc_str(rig_act(&r), "level"), "II");
	assert_int_equal(
		doc_int(rig_act(&r), "occurred"), RIG_NOW - 30 * 60 * 1000);
	assert_string_equal(app_top(&r.app)->ops->name, "walk");
	rig_stop(&r);
}

static void
app__an_id_that_is_too_long_opens_nothing(void **state)
{
	static char id[VIEW_ID + 1];
	struct rig r = { 0 };
	int depth;

	(void)state;
	rig_start(&r, LANG_EN, 24, 80);
	depth = r.app.depth;
	memset(id, 'x', VIEW_ID);
	app_open(&r.app, "walk", id);
	assert_int_equal(r.app.depth, depth);
	rig_sees(&r, "No id is that long.");
	id[VIEW_ID - 1] = '\0';
	app_open(&r.app, "walk", id);
	assert_int_equal(r.app.depth, depth + 1);
	rig_stop(&r);
}

static void
app__a_paste_that_is_too_long_is_not_taken(void **state)
{
	struct input in = {
		.kind = INPUT_PASTE, .too_long = true, .paste = ""
	};
	struct rig r = { 0 };

	(void)state;
	rig_start(&r, LANG_EN, 24, 80);
	app_open(&r.app, "commands", "");
	app_input(&r.app, &in);
	rig_sees(&r, "The pasted text is too long: nothing was taken.");
	rig_stop(&r);
}

/* What an input method gives where letters are keys. */
static void
keys__of_an_input_method_are_keys_or_said_to_be_none(void **state)
{
	struct rig r;

	(void)state;
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_start(&r, LANG_ZH, 24, 80);
	rig_type(&r, "？");
	assert_string_equal(app_top(&r.app)->ops->name, "help");
	rig_type(&r, "ｑ：");
	assert_string_equal(app_top(&r.app)->ops->name, "commands");
	rig_type(&r, "２０２６－０００１");
	rig_sees(&r, "2026-0001");
	rig_type(&r, "<Enter>");
	assert_string_equal(app_top(&r.app)->id, "2026-0001");
	rig_type(&r, "你");
	rig_sees(&r, "输入法");
	rig_sees(&r, "你");
	rig_type(&r, "z");
	rig_sees(&r, "z 在此处没有作用");
	rig_sees_not(&r, "输入法");
	rig_burst(&r, "zz");
	rig_sees_not(&r, "没有作用"); /* noise is not commented */
	r.app.charset = "GBK";
	rig_key(&r, K_NO_CHAR);
	rig_sees(&r, "GBK");
	rig_stop(&r);
}

static void
station__that_is_silent_is_said_within_a_second(void **state)
{
	struct rig r;

	(void)state;
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_start(&r, LANG_EN, 24, 80);
	app_open(&r.app, "compose", "D2026-0001/2");
	app_pump(&r.app);
	rig_wait(&r, 5000);
	rig_sees_not(&r, "station silent");
	rig_answer(&r, "draft.save", NULL);
	rig_answer(&r, "message.preview", NULL);
	rig_type(&r, "x");
	rig_wait(&r, 1100);
	rig_sees_not(&r, "station silent");
	assert_true(app_due(&r.app) - r.now <= 1000);
	rig_wait(&r, 1000);
	rig_sees(&r, "! station silent for 1 s");
	rig_wait(&r, 1000);
	rig_sees(&r, "for 2 s");
	rig_type(&r, "yz");
	rig_sees(&r, "柳河县城关镇xyz"); /* typing goes on */
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			station__that_is_silent_is_said_within_a_second),
		cmocka_unit_test(
			keys__of_an_input_method_are_keys_or_said_to_be_none),
		cmocka_unit_test(
			app__an_act_survives_a_lost_connection_with_its_id),
		cmocka_unit_test(app__a_session_that_was_ended_says_why),
		cmocka_unit_test(app__typing_goes_on_while_the_station_is_away),
		cmocka_unit_test(app__a_push_loads_what_is_shown_once),
		cmocka_unit_test(app__nothing_is_asked_while_nothing_happens),
		cmocka_unit_test(app__the_language_changes_at_once),
		cmocka_unit_test(
			app__the_clock_wakes_only_when_its_words_change),
		cmocka_unit_test(app__leaving_asks_first),
		cmocka_unit_test(
			app__leaving_says_what_has_not_reached_the_station),
		cmocka_unit_test(seat__leaves_standing_what_the_greeting_said),
		cmocka_unit_test(open__an_incident_is_opened_as_typed),
		cmocka_unit_test(app__an_id_that_is_too_long_opens_nothing),
		cmocka_unit_test(app__a_paste_that_is_too_long_is_not_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

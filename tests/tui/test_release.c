/*
 * Releasing from the console: a word typed by hand fires, and nothing else
 * does; halting is easy.
 */
#include "tests/tui/sample.h"

#include "tui/console/dialog.h"

static void
start(struct rig *r)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_start(r, LANG_EN, 24, 80);
}

static const char refused[] =
	"{\"refusal\":{\"code\":\"same-releaser\",\"what\":\"wang armed this "
	"release\",\"where\":\"\",\"remedy\":\"Ask another.\"}}";

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
release__fire_sends_word_digest_and_reason(void **state)
{
	struct rig r;
	const json_t *act;

	(void)state;
	open_armed(&r);
	rig_answer(&r, "release.fire", "[]");
	rig_type(&r, "f");
	rig_sees(&r, "Drill: nothing leaves this station.");
	rig_sees(&r, "! 柳河发布: 令牌过期");
	rig_type(&r, "令牌稍后修复<Enter>演练-0001 1 4731<Enter>");
	act = rig_act(&r);
	assert_string_equal(doc_str(act, "act"), "release.fire");
	assert_string_equal(doc_str(act, "digest"), SAMPLE_DIGEST);
	assert_string_equal(doc_str(act, "confirm"), "演练-0001");
	assert_string_equal(doc_str(act, "gaps"), "令牌稍后修复");
	assert_int_equal(strlen(doc_str(act, "act_id")), 32);
	assert_string_equal(app_top(&r.app)->ops->name, "deliveries");
	rig_stop(&r);
}

/* An armed message whose tier asks for a mirror; the caller frees it. */
static char *
armed_with_mirror(bool has)
{
	json_t *doc = json_loads(sample_armed, 0, NULL);
	char *text;

	json_object_set_new(doc, "mirrored",
		json_pack("{s:i,s:b,s:[{s:s,s:i,s:I,s:b},{s:s,s:i,s:b}]}",
			"seq", 40, "has", has, "mirrors", "mirror", "near",
			"seq", has ? 40 : 31, "reached",
			(json_int_t)doc_int(doc_get(doc, "armed"), "time"),
			"has", has, "mirror", "far", "seq", 0, "has", 0));
	text = json_dumps(doc, 0);
	json_decref(doc);
	return text;
}

static void
release__without_a_mirror_that_is_asked_for_a_reason_is_needed(void **state)
{
	char *away = armed_with_mirror(false), *there = armed_with_mirror(true);
	struct rig r;

	(void)state;
	start(&r);
	rig_answer(&r, "message.show", away);
	rig_answer(&r, "delivery.list", sample_prepared);
	app_open(&r.app, "release", "D2026-0001/1");
	app_pump(&r.app);
	rig_sees(&r, "! No mirror has all of it yet");
	rig_sees(&r, "up to entry 31), far (not seen yet)");
	rig_answer(&r, "release.fire", "[]");
	rig_type(&r, "f");
	rig_sees(&r, "Why release without a mirror? *");
	rig_type(&r, "令牌过期<Enter>线路中断<Enter>演练-0001 1 4731<Enter>");
	assert_string_equal(doc_str(rig_act(&r), "unmirrored"), "线路中断");
	rig_stop(&r);

	start(&r);
	rig_answer(&r, "message.show", there);
	rig_answer(&r, "delivery.list", sample_prepared);
	app_open(&r.app, "release", "D2026-0001/1");
	app_pump(&r.app);
	rig_sees(&r, "On a mirror: near (seen there at");
	rig_type(&r, "f");
	rig_sees_not(&r, "Why release without a mirror?");
	rig_stop(&r);
	free(away);
	free(there);
}

/* Who halts knows whom that does not reach. */
static void
release__who_was_ordered_to_release_it_too_is_to_be_rung(void **state)
{
	static const char ordered[] =
		"{\"id\":\"2026-0001/1\",\"incident\":\"2026-0001\",\"mode\":"
		"\"actual\",\"kind\":\"truth\",\"state\":\"set\",\"ordered\":["
		"{\"name\":\"Hedong\",\"phone\":\"010-88\",\"state\":"
		"\"set\",\"by_hand\":true},{\"name\":\"Hexi\",\"phone\":\"010-"
		"77\",\"state\":"
		"\"refused\"},{\"name\":\"Henan\",\"phone\":\"010-66\","
		"\"state\":\"unknown\"},{\"name\":\"Hebei\",\"phone\":"
		"\"010-55\",\"state\":\"halted\"}]}";
	struct rig r;

	(void)state;
	start(&r);
	rig_answer(&r, "message.show", ordered);
	rig_answer(&r, "delivery.list", sample_prepared);
	app_open(&r.app, "release", "2026-0001/1");
	app_pump(&r.app);
	rig_sees(&r,
		"! Hedong is ordered to release it, too: a halt here does not");
	rig_sees(&r, " ring 010-88");
	rig_sees(&r, "ring 010-66");
	rig_sees(&r, "a halt here goes there by");
	rig_sees_not(&r, "010-77");
	rig_sees_not(&r, "010-55");
	rig_stop(&r);
}

/* What only documents say is told where somebody decides by it. */
static void
release__an_untried_account_is_named(void **state)
{
	static const char untried[] =
		"{\"id\":\"2026-0001/1\",\"incident\":\"2026-0001\",\"mode\":"
		"\"actual\",\"kind\":\"truth\",\"state\":\"approved\","
		"\"variants\":[{\"account\":\"a\",\"name\":\"Duty group\","
		"\"untried\":true},{\"account\":\"b\",\"name\":\"Site\"},"
		"{\"account\":\"c\",\"name\":\"Health group\","
		"\"untried\":true}]}";
	struct rig r;

	(void)state;
	start(&r);
	rig_answer(&r, "message.show", untried);
	app_open(&r.app, "release", "2026-0001/1");
	app_pump(&r.app);
	rig_sees(
		&r, "Not tried on the real platform: Duty group, Health group");
	rig_stop(&r);
	open_armed(&r);
	rig_sees_not(&r, "Not tried on the real platform");
	rig_stop(&r);
}

static void
release__a_refused_word_stays_in_the_dialog(void **state)
{
	static const char *const wrong[] = { "wrong", "演练-0001",
		"演练-0001 1", "演练-0001 1 4730", "演练-0001 2 4731", "4731",
		"演练-00011 4731", "演练-0001 1 47310" };
	struct rig r;

	(void)state;
	open_armed(&r);
	rig_answer(&r, "release.fire", refused);
	rig_type(&r, "fwhy<Enter>");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		rig_type(&r, "<^U>");
		rig_type(&r, wrong[i]);
		rig_type(&r, "<Enter>");
		rig_sees(&r, "Type exactly: 演练-0001 1 4731");
		assert_int_equal(rig_acts(&r, "release.fire"), 0);
	}
	rig_type(&r, "<^U>演练-0001 1 4731<Enter>");
	rig_sees(&r, "wang armed this release  Ask another.");
	rig_sees(&r, "why");
	assert_int_equal(rig_acts(&r, "release.fire"), 1);
	rig_stop(&r);
}

/* What an input method gives in its full-width mode, and a wide space bar. */
static void
release__wide_digits_and_blanks_fire_too(void **state)
{
	static const char *const typed[] = { "演练－０００１　１　４７３１",
		"  演练-0001  1 4731 ", "演练-0001 1 ４７３1" };
	struct rig r;

	(void)state;
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
		open_armed(&r);
		rig_answer(&r, "release.fire", "[]");
		rig_type(&r, "fwhy<Enter>");
		rig_type(&r, typed[i]);
		rig_type(&r, "<Enter>");
		assert_string_equal(
			doc_str(rig_act(&r), "confirm"), "演练-0001");
		rig_stop(&r);
	}
}

static void
release__no_paste_fires(void **state)
{
	static const char *const pastes[] = { "演练-0001", "f演练-0001\n",
		"why\n演练-0001\n", "f\nwhy\n演练-0001\n\n\n" };
	struct rig r;

	(void)state;
	for (size_t i = 0; i < sizeof(pastes) / sizeof(pastes[0]); i++) {
		open_armed(&r);
		rig_paste(&r, pastes[i]); /* no field: ignored */
		assert_null(r.app.dialog);
		rig_type(&r, "fwhy<Enter>");
		rig_paste(&r, pastes[i]);
		rig_sees(&r, "Pasting is refused here.");
		rig_type(&r, "<Enter>");
		assert_int_equal(rig_acts(&r, "release.fire"), 0);
		rig_stop(&r);
	}
}

/*
 * A terminal without bracketed paste, then a person's Enter. No clipboard
 * holds the code: it was not shown before, and the next dialog has another.
 */
/* Another takes it back, or arms it anew: nobody types on at what was. */
static void
release__a_dialog_ends_with_what_it_was_about(void **state)
{
	static const struct {
		const char *key, *value, *sees;
	} rows[] = { { "state", "approved", "It is armed no more: " },
		{ "armed", NULL, "It was armed again meanwhile" },
		{ "title", "x", NULL } };
	struct rig r;

	(void)state;
	for (size_t n = 0; n < 3; n++) {
		json_t *show = rig_json(sample_armed);
		char *text;

		open_armed(&r);
		rig_type(&r, "f");
		assert_non_null(r.app.dialog);
		if (rows[n].value)
			doc_put_str(show, rows[n].key, rows[n].value);
		else
			doc_put_int(json_object_get(show, "armed"), "time", 7);
		text = doc_format(show);
		rig_answer(&r, "message.show", text);
		rig_push(&r, "message", "D2026-0001/1");
		if (rows[n].sees) {
			assert_null(r.app.dialog);
			rig_sees(&r, rows[n].sees);
		} else {
			assert_non_null(r.app.dialog);
		}
		rig_stop(&r);
		free(text);
		json_decref(show);
	}
}

static void
release__arming_is_over_when_it_is_armed(void **state)
{
	struct rig r;

	(void)state;
	start(&r);
	rig_answer(&r, "message.show", "{\"state\":\"approved\"}");
	rig_answer(&r, "release.arm", "[]");
	app_open(&r.app, "release", "D2026-0001/1");
	app_pump(&r.app);
	rig_answer(&r, "message.show", "{\"state\":\"arming\"}");
	rig_type(&r, "a");
	rig_sees(&r, "Arming: every account is being prepared.");
	rig_answer(&r, "message.show", sample_armed);
	rig_push(&r, "message", "D2026-0001/1");
	rig_sees_not(&r, "being prepared");
	rig_stop(&r);
}

static void
release__a_paste_that_comes_as_keys_does_not_fire(void **state)
{
	static const char *const pastes[] = { "演练-0001", "演练-0001 1",
		"演练-0001\n", "演练-0001 1 4731" };
	struct rig r;

	(void)state;
	for (size_t i = 0; i < sizeof(pastes) / sizeof(pastes[0]); i++) {
		open_armed(&r);
		rig_type(&r, "f"); /* shows 4731, and is left */
		rig_sees(&r, "演练-0001 1 4731");
		rig_type(&r, "<Esc>fwhy<Enter>");
		rig_sees(&r, "演练-0001 1 4732");
		rig_burst(&r, pastes[i]);
		rig_type(&r, "<Enter>");
		assert_int_equal(rig_acts(&r, "release.fire"), 0);
		rig_sees(&r, "Type exactly: 演练-0001 1 4732");
		rig_stop(&r);
	}
}

/* A slow line delivers a person's keys all at once: they are believed. */
static void
release__what_a_person_typed_over_a_slow_line_fires(void **state)
{
	struct rig r;

	(void)state;
	open_armed(&r);
	rig_answer(&r, "release.fire", "[]");
	rig_type(&r, "f");
	rig_burst(&r, "why\n");
	rig_burst(&r, "演练-0001 1");
	rig_burst(&r, " 4731\n");
	assert_int_equal(rig_acts(&r, "release.fire"), 1);
	rig_stop(&r);
}

static void
release__how_many_accounts_is_known_before_it_is_asked(void **state)
{
	struct rig r;

	(void)state;
	start(&r);
	rig_answer(&r, "message.show", sample_armed);
	rig_answer(&r, "delivery.list", NULL);
	app_open(&r.app, "release", "D2026-0001/1");
	app_pump(&r.app);
	rig_type(&r, "f");
	assert_null(r.app.dialog);
	rig_sees(&r, "Loading");
	rig_stop(&r);
}

/* Random keys, in bursts, over every view: nothing may be fired. */
static void
release__a_dropped_pen_fires_nothing(void **state)
{
	static const int special[] = { K_ENTER, K_ESC, K_TAB, K_UP, K_DOWN,
		K_CTRL('S'), K_CTRL('T'), K_PAGE_DOWN, K_END };
	struct rig r;
	unsigned seed = 11;

	(void)state;
	open_armed(&r);
	rig_answer(&r, "release.fire", "[]");
	rig_answer(&r, "message.correct",
		"{\"refusal\":{\"code\":\"state\",\"what\":\"not out\"}}");
	for (int i = 0; i < 20000; i++) {
		int key;

		seed = seed * 1103515245u + 12345u;
		key = (seed >> 16) % 4 == 0
			? special[(seed >> 18) %
				  (sizeof(special) / sizeof(special[0]))]
			: ' ' + (int)((seed >> 16) % 95);
		r.now += 30;
		rig_key(&r, key);
		if (i % 100 == 0) { /* back to where it would hurt */
			r.app.quit = false;
			if (r.app.dialog) /* it would take all that comes */
				dialog_close(&r.app);
			app_open(&r.app, "release", "D2026-0001/1");
			app_pump(&r.app);
		}
		if (i % 512 == 0)
			(void)rig_screen(&r);
	}
	assert_int_equal(rig_acts(&r, "release.fire"), 0);
	assert_true(rig_acts(&r, "release.halt") > 0); /* halting is easy */
	rig_stop(&r);
}

static void
release__a_held_key_fires_nothing(void **state)
{
	static const int keys[] = { 'f', K_ENTER, 'a', 'y', ' ', K_CTRL('S'),
		'1' };
	struct rig r;

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		open_armed(&r);
		for (int n = 0; n < 500; n++) {
			r.now += 33;
			rig_key(&r, keys[i]);
		}
		assert_int_equal(rig_acts(&r, "release.fire"), 0);
		rig_stop(&r);
	}
}

static void
release__halt_is_one_key(void **state)
{
	static const char *const views[] = { "release", "deliveries" };
	struct rig r;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		open_armed(&r);
		rig_answer(&r, "release.halt", "[]");
		app_open(&r.app, views[i], "D2026-0001/1");
		rig_type(&r, "H");
		assert_int_equal(rig_acts(&r, "release.halt"), 1);
		assert_string_equal(
			doc_str(rig_act(&r), "message"), "D2026-0001/1");
		rig_sees(&r, "HALTED");
		rig_stop(&r);
	}
}

/* A pasted letter, or a terminal's noise, is not a person's key. */
static void
release__what_comes_in_a_burst_changes_nothing(void **state)
{
	static const char *const views[] = { "release", "deliveries", "walk",
		"review" };
	static const char *const bursts[] = { "The road is closed", "Help us",
		"HHHH", "a\n\n", "d\n", "fwhy\n演练-0001\n", "W\n\n\n\n",
		"x\nno\n", "r\n\n", "p\n\n", ":halt\n", ":disarm\n" };
	struct rig r;

	(void)state;
	for (size_t v = 0; v < 4; v++) {
		for (size_t i = 0; i < sizeof(bursts) / sizeof(bursts[0]);
			i++) {
			open_armed(&r);
			app_open(&r.app, views[v],
				v == 2 ? "D2026-0001" : "D2026-0001/1");
			app_pump(&r.app);
			rig_burst(&r, bursts[i]);
			assert_int_equal(json_array_size(r.acts), 0);
			rig_stop(&r);
		}
	}
}

/* The dialog was opened by a hand; the line's noise does not send it. */
static void
release__a_burst_does_not_send_an_open_dialog(void **state)
{
	struct rig r;

	(void)state;
	open_armed(&r);
	rig_answer(&r, "delivery.skip", "[]");
	app_open(&r.app, "deliveries", "D2026-0001/1");
	app_pump(&r.app);
	rig_type(&r, "<Down>x");
	assert_non_null(r.app.dialog);
	rig_burst(&r, "The road\n\n");
	assert_int_equal(rig_acts(&r, "delivery.skip"), 0);
	rig_sees(&r, "Press Enter again by itself.");
	rig_type(&r, "<Enter>");
	assert_int_equal(rig_acts(&r, "delivery.skip"), 1);
	rig_stop(&r);
}

static void
release__a_letter_of_a_burst_is_named_and_asked_for_again(void **state)
{
	static const struct {
		enum lang lang;
		const char *burst, *says;
	} rows[] = { { LANG_EN, "Up the hill", "U (Disarm) came" },
		{ LANG_EN, "Help us", "Press H again by itself." },
		{ LANG_ZH, "Up the hill", "U（解除）" },
		{ LANG_ZH, "Help us", "请单独再按一次 H" } };
	struct rig r;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		memset(&r, 0, sizeof(r));
		sample_answers(&r);
		rig_start(&r, rows[i].lang, 24, 80);
		rig_answer(&r, "message.show", sample_armed);
		rig_answer(&r, "release.halt", "[]");
		app_open(&r.app, "release", "D2026-0001/1");
		app_pump(&r.app);
		rig_burst(&r, rows[i].burst);
		rig_sees(&r, rows[i].says);
		rig_type(&r, "H");
		rig_sees_not(&r, rows[i].says);
		assert_int_equal(rig_acts(&r, "release.halt"), 1);
		rig_stop(&r);
	}
}

static void
release__the_time_left_goes_down_on_the_screen(void **state)
{
	struct rig r;

	(void)state;
	open_armed(&r);
	rig_sees(&r, "expires: 8 min 20 s left");
	rig_wait(&r, 1001);
	rig_sees(&r, "expires: 8 min 18 s left");
	rig_stop(&r);
}

/* All is out here, and a partner has it armed: the same key stops that one. Of a
 * message that nobody was ordered to release it is said why nothing was done. */
static void
release__halt_goes_to_partners_where_nothing_is_left_here(void **state)
{
	static const char *const answers[] = { "[]",
		"{\"refusal\":{\"code\":\"joint-unordered\",\"what\":"
		"\"ordered from nobody\"}}" };
	static const char *const said[] = { "are told to stop",
		"not any more" };

	(void)state;
	for (int n = 0; n < 2; n++) {
		struct rig r;

		open_armed(&r);
		rig_answer(&r, "release.halt",
			"{\"refusal\":{\"code\":\"state\",\"what\":\"not any "
			"more\"}}");
		rig_answer(&r, "joint.halt", answers[n]);
		app_open(&r.app, "release", "D2026-0001/1");
		rig_type(&r, "H");
		assert_int_equal(rig_acts(&r, "joint.halt"), 1);
		rig_sees(&r, said[n]);
		rig_stop(&r);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(release__fire_sends_word_digest_and_reason),
		cmocka_unit_test(
			release__without_a_mirror_that_is_asked_for_a_reason_is_needed),
		cmocka_unit_test(
			release__who_was_ordered_to_release_it_too_is_to_be_rung),
		cmocka_unit_test(release__an_untried_account_is_named),
		cmocka_unit_test(release__a_refused_word_stays_in_the_dialog),
		cmocka_unit_test(release__wide_digits_and_blanks_fire_too),
		cmocka_unit_test(release__no_paste_fires),
		cmocka_unit_test(
			release__what_a_person_typed_over_a_slow_line_fires),
		cmocka_unit_test(
			release__how_many_accounts_is_known_before_it_is_asked),
		cmocka_unit_test(release__a_dialog_ends_with_what_it_was_about),
		cmocka_unit_test(release__arming_is_over_when_it_is_armed),
		cmocka_unit_test(
			release__a_paste_that_comes_as_keys_does_not_fire),
		cmocka_unit_test(release__a_dropped_pen_fires_nothing),
		cmocka_unit_test(release__a_held_key_fires_nothing),
		cmocka_unit_test(release__halt_is_one_key),
		cmocka_unit_test(
			release__halt_goes_to_partners_where_nothing_is_left_here),
		cmocka_unit_test(
			release__what_comes_in_a_burst_changes_nothing),
		cmocka_unit_test(release__a_burst_does_not_send_an_open_dialog),
		cmocka_unit_test(
			release__a_letter_of_a_burst_is_named_and_asked_for_again),
		cmocka_unit_test(
			release__the_time_left_goes_down_on_the_screen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * A demo station says on every screen, in both languages, that it is one, and
 * what it calls actual is never called so alone.
 */
#include "tests/tui/sample.h"

#include "tui/console/border.h"
#include "tui/pages/say.h"

static void
start(struct rig *r, enum lang lang)
{
	memset(r, 0, sizeof(*r));
	r->demo = true;
	sample_answers(r);
	rig_start(r, lang, 24, 80);
}

/* The first line and the rule below the view: two ends of the frame. */
static void
check_frame(struct rig *r, const char *view)
{
	const char *got = rig_screen(r), *end = strchr(got, '\n');
	char *top = mem_strndup(got, (size_t)(end - got));

	if (strstr(top, "演示台") == NULL || strstr(top, "DEMO") == NULL ||
		strstr(end, "演示台") == NULL || strstr(end, "DEMO") == NULL)
		fail_msg("%s:\n%s", view, got);
	free(top);
}

static void
demo__stands_in_the_frame_of_every_screen(void **state)
{
	static const char *const ids[] = { "", "D2026-0001", "2026-0001",
		"D2026-0001/1", "2026-0001/1" };

	(void)state;
	for (int lang = 0; lang < LANG_COUNT; lang++)
		for (size_t v = 0; all_views[v] != NULL; v++)
			for (size_t i = 0; i < 5; i++) {
				struct rig r;

				start(&r, (enum lang)lang);
				app_open(&r.app, all_views[v]->name, ids[i]);
				app_pump(&r.app);
				check_frame(&r, all_views[v]->name);
				rig_stop(&r);
			}
}

static void
demo__is_in_the_border_of_every_mode(void **state)
{
	static const char *const modes[] = { "actual", "drill", "" };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		const struct border *demo = border_of(modes[i], true);
		const struct border *real = border_of(modes[i], false);

		assert_non_null(strstr(demo->word, "演示台"));
		assert_non_null(strstr(demo->word, "DEMO"));
		assert_null(strstr(real->word, "演示"));
		assert_null(strstr(real->word, "DEMO"));
		/* nor does it look like the real one from afar */
		if (*modes[i] == 'a') {
			assert_string_not_equal(demo->rule, real->rule);
			assert_int_not_equal(demo->style, real->style);
		}
	}
}

static void
demo__board_does_not_call_it_actual_alone(void **state)
{
	static const char *const want[LANG_COUNT][2] = {
		[LANG_EN] = { "DEMO   2026-0001", "ACTUAL" },
		[LANG_ZH] = { "演示 2026-0001", "实战" },
	};

	(void)state;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct rig r;

		start(&r, (enum lang)lang);
		rig_sees(&r, want[lang][0]);
		rig_sees_not(&r, want[lang][1]);
		rig_stop(&r);
	}
	i18n_use(LANG_EN);
	assert_string_equal(say_mode("actual", true), "DEMO");
	assert_string_equal(say_mode("actual", false), "ACTUAL");
}

static void
demo__opening_and_firing_do_not_speak_of_the_public(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH);
	app_open(&r.app, "open", "");
	app_pump(&r.app);
	rig_type(&r, "<Enter>");
	rig_sees(&r, "演示：流程同实战，只发到本机");
	rig_sees_not(&r, "真实发布");
	rig_stop(&r);
}

/* Beside "actual" and a warning to post nothing, what both mean is said. */
static void
demo__deliveries_say_that_nothing_leaves_the_machine(void **state)
{
	static const char *const modes[] = { "2026-0001/1", "D2026-0001/1" };
	struct rig r;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		start(&r, LANG_ZH);
		rig_answer(&r, "message.show",
			i ? "{\"mode\":\"drill\"}" : "{\"mode\":\"actual\"}");
		app_open(&r.app, "deliveries", modes[i]);
		app_pump(&r.app);
		(i ? rig_sees_not : rig_sees)(
			&r, "演示台：流程与实战相同，任何内容都不出本机。");
		rig_stop(&r);
	}
}

/* The address of a practice platform is nowhere to be read. */
static void
drill__an_address_is_said_to_be_practice(void **state)
{
	static const struct {
		const char *row, *want[LANG_COUNT];
	} rows[] = {
		{ "{\"mode\":\"drill\",\"url\":\"https://a.example/1\"}",
			{ [LANG_EN] = "practice: https://a.example/1",
				[LANG_ZH] = "演练：https://a.example/1" } },
		{ "{\"mode\":\"actual\",\"url\":\"https://a.example/1\"}",
			{ [LANG_EN] = "https://a.example/1",
				[LANG_ZH] = "https://a.example/1" } },
		{ "{\"mode\":\"drill\",\"url\":\"\"}",
			{ [LANG_EN] = "", [LANG_ZH] = "" } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			json_t *row = rig_json(rows[i].row);
			char *got;

			i18n_use((enum lang)lang);
			got = say_address(row);
			assert_string_equal(got, rows[i].want[lang]);
			free(got);
			json_decref(row);
		}
}

/* Each place that shows an address of a drill calls it that. */
static void
drill__deliveries_show_no_address_as_if_it_were_one(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN);
	app_open(&r.app, "deliveries", "D2026-0001/1");
	app_pump(&r.app);
	rig_sees(&r, "practice: https://e");
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(demo__stands_in_the_frame_of_every_screen),
		cmocka_unit_test(demo__is_in_the_border_of_every_mode),
		cmocka_unit_test(demo__board_does_not_call_it_actual_alone),
		cmocka_unit_test(
			demo__opening_and_firing_do_not_speak_of_the_public),
		cmocka_unit_test(
			demo__deliveries_say_that_nothing_leaves_the_machine),
		cmocka_unit_test(drill__an_address_is_said_to_be_practice),
		cmocka_unit_test(
			drill__deliveries_show_no_address_as_if_it_were_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

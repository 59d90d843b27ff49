/*
 * The steps of a playbook above an incident's line of time.
 */
#include "tests/tui/rig.h"
#include "tests/tui/sample.h"
#include "tui/console/views/timeline.h"

static const char rain[] =
	"{\"id\":\"2026-0012\",\"mode\":\"actual\",\"title\":"
	"\"青河镇暴雨内涝\","
	"\"playbook\":\"rainstorm-flood\",\"state\":\"open\",\"messages\":[],"
	"\"clocks\":[],\"waits\":[],\"past\":[],\"steps\":[]}";

static void
start(struct rig *r, enum lang lang, int rows, int cols)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "incident.show", rain);
	rig_start(r, lang, rows, cols);
	app_open(&r->app, "walk", "2026-0012");
	app_pump(&r->app);
}

/* Nine steps as playbooks have them: no name is cut at 80 columns, and two rows
 * hold them all; where three do not, they stand below one another as before. */
static void
steps__none_is_cut_where_there_is_room(void **state)
{
	static const char *const titles[] = { "先问清六件事", "首发通报",
		"表明态度", "看评论、接热线、记传言", "辟谣", "滚动动态",
		"发现错误就更正", "终止通报", "交班与复盘" };
	json_t *show = json_loads(rain, 0, NULL), *steps = json_array();
	struct rig r;
	char *text;

	(void)state;
	for (size_t n = 0; n < sizeof(titles) / sizeof(titles[0]); n++)
		json_array_append_new(steps,
			json_pack("{s:s,s:s,s:{s:s,s:s},s:s}", "id", titles[n],
				"kind", "", "title", "en", titles[n], "zh",
				titles[n], "message", ""));
	doc_put(show, "steps", steps);
	text = doc_format(show);
	start(&r, LANG_ZH, 24, 80);
	rig_answer(&r, "incident.show", text);
	rig_push(&r, "incident", "2026-0012");
	for (size_t n = 0; n < sizeof(titles) / sizeof(titles[0]); n++)
		rig_sees(&r, titles[n]);
	rig_sees(&r, "[ ]看评论、接热线、记传言  [ ]辟谣\n [ ]滚动动态");
	rig_sees(&r, "[ ]交班与复盘\n 经过与时限");
	rig_stop(&r);
	start(&r, LANG_ZH, 20, 40);
	rig_answer(&r, "incident.show", text);
	rig_push(&r, "incident", "2026-0012");
	rig_sees(&r, "[ ]看评论…");
	rig_stop(&r);
	free(text);
	json_decref(show);
}

/* What another officer has to do stands first, and is not where one begins; nor
 * is what waits for this one without a limit. */
static void
walk__the_cursor_opens_on_what_is_due_for_me(void **state)
{
	json_t *rows = rig_json(
		"[{\"at\":\"past\"},{\"at\":\"due\",\"due\":1,\"internal\":"
		"true},"
		"{\"at\":\"due\",\"due\":2,\"mine\":false},{\"at\":\"due\","
		"\"due\":3,\"mine\":true},{\"at\":\"due\",\"mine\":true}]");

	(void)state;
	assert_int_equal(timeline_next(rows), 3);
	(void)json_array_remove(rows, 3);
	assert_int_equal(timeline_next(rows), 2);
	json_decref(rows);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walk__the_cursor_opens_on_what_is_due_for_me),
		cmocka_unit_test(steps__none_is_cut_where_there_is_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

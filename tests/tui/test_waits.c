/*
 * What waits for who sits here: on the board, in the frame of every screen,
 * and while a returned text is written again.
 */
#include "tests/tui/sample.h"

#define WAITS(count, rows)                                                     \
	"{\"station\":{\"unit\":\"柳河县\"},\"mine\":" count                   \
	",\"waits\":[" rows "]}"
#define RETURNED                                                                \
	"{\"what\":\"returned\",\"message\":\"D2026-0001/2\",\"incident\":"     \
	"\"D2026-0001\",\"mode\":\"drill\",\"title\":\"续报\",\"why\":"       \
	"\"地点写错了\",\"gate\":\"wording\",\"by\":\"chen\",\"by_name\":" \
	"\"陈静\",\"due\":" SAMPLE_DUE ",\"mine\":true,\"officers\":[]}"
#define CLAIM                                                                     \
	"{\"what\":\"claim\",\"claim\":\"D2026-0001/c1\",\"incident\":"           \
	"\"D2026-0001\",\"mode\":\"drill\",\"title\":\"大坝决口\",\"due\":0," \
	"\"mine\":true,\"officers\":[]}"
#define UNANSWERED                                                                \
	"{\"what\":\"unanswered\",\"claim\":\"D2026-0001/c1\",\"incident\":"      \
	"\"D2026-0001\",\"mode\":\"drill\",\"title\":\"大坝决口\",\"due\":0," \
	"\"mine\":true,\"officers\":[]}"
#define NOBODY                                                                 \
	"{\"what\":\"final\",\"message\":\"D2026-0001/1\",\"incident\":"       \
	"\"D2026-0001\",\"mode\":\"drill\",\"title\":\"通报\",\"due\":0,"    \
	"\"mine\":false,\"roles\":[\"signer\",\"head\"],\"officers\":[]}"

static void
start(struct rig *r, const char *status)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "status", status);
	rig_start(r, LANG_ZH, 24, 80);
}

static void
waits__come_in_the_stations_order_with_why_and_until_when(void **state)
{
	struct rig r;

	(void)state;
	start(&r, WAITS("2", RETURNED "," CLAIM "," NOBODY));
	rig_sees(&r,
		">- 余 1 时 24 分  演练 D2026-0001/2  已退回     续报\n"
		"                  陈静（文字关）：地点写错了\n"
		" - 不限时         演练 D2026-0001/c1 待核查     大坝决口");
	rig_sees(&r, "无签发人");
	rig_answer(&r, "status", WAITS("1", UNANSWERED));
	rig_push(&r, "claim", "D2026-0001/c1");
	rig_sees(&r, "演练 D2026-0001/c1 待重新回应 大坝决口");
	rig_answer(&r, "status", WAITS("2", RETURNED "," CLAIM "," NOBODY));
	rig_push(&r, "claim", "D2026-0001/c1");
	rig_type(&r, "<Down><Enter>");
	assert_string_equal(app_top(&r.app)->ops->name, "claims");
	assert_string_equal(app_top(&r.app)->id, "D2026-0001");
	rig_stop(&r);
}

static void
waits__are_counted_on_every_screen_and_while_one_looks(void **state)
{
	struct rig r;

	(void)state;
	start(&r, WAITS("0", ""));
	rig_sees_not(&r, "待办");
	app_open(&r.app, "walk", "D2026-0001");
	app_pump(&r.app);
	rig_sees_not(&r, "待办");
	rig_answer(&r, "status", WAITS("1", RETURNED));
	rig_push(&r, "message", "D2026-0001/2");
	rig_sees(&r, " 待办 1 ─ ─ 王芳 ");
	for (size_t n = 0; all_views[n]; n++) {
		app_open(&r.app, all_views[n]->name, "D2026-0001/2");
		app_pump(&r.app);
		rig_sees(&r, " 待办 1 ");
	}
	rig_stop(&r);
}

/* An officer's roles are neither real nor a drill. */
static void
waits__of_the_office_have_no_mode(void **state)
{
	struct rig r;

	(void)state;
	start(&r,
		WAITS("1",
			"{\"what\":\"officer\",\"officer\":\"li\",\"mode\":"
			"\"actual\",\"name\":\"李娜\",\"had\":[],\"gives\":["
			"\"drafter\"],\"mine\":true,\"officers\":[]}"));
	rig_sees(&r, ">  不限时              li            人员待确认");
	rig_stop(&r);
}

static void
compose__shows_why_it_came_back(void **state)
{
	json_t *show = rig_json(sample_draft_message);
	char *text;
	struct rig r;

	(void)state;
	doc_put(show, "returned",
		rig_json("{\"gate\":\"wording\",\"by\":\"chen\",\"by_name\":"
			 "\"陈静\",\"time\":1795499000000,\"reason\":"
			 "\"地点写错了\"}"));
	text = doc_format(show);
	start(&r, WAITS("1", RETURNED));
	rig_answer(&r, "message.show", text);
	rig_type(&r, "<Enter>");
	assert_string_equal(app_top(&r.app)->ops->name, "compose");
	rig_sees(&r, "! 陈静（文字关）退回：地点写错了");
	rig_stop(&r);
	free(text);
	json_decref(show);
}

/* A loudspeaker has no https: who heard it, where, when. */
static void
proof__without_an_address_names_who_heard_it(void **state)
{
	static const char by_hand[] =
		"{\"total\":1,\"next\":null,\"rows\":[{\"id\":"
		"\"D2026-0001/1:horn\",\"account\":\"horn\",\"kind\":"
		"\"manual\",\"state\":\"human\"}]}";
	const json_t *act;
	struct rig r;

	(void)state;
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_answer(&r, "message.show", sample_armed);
	rig_answer(&r, "delivery.list", by_hand);
	rig_answer(&r, "delivery.proof", "[]");
	rig_start(&r, LANG_ZH, 24, 80);
	app_open(&r.app, "deliveries", "D2026-0001/1");
	app_pump(&r.app);
	rig_type(&r, "P<Tab>王某<Tab>大喇叭<Tab>下午两点<^S>");
	rig_sees(&r, "不是时间");
	assert_int_equal(rig_acts(&r, "delivery.proof"), 0);
	rig_type(&r, "<^U>2026-11-24 13:50<^S>");
	act = rig_act(&r);
	assert_string_equal(doc_str(act, "act"), "delivery.proof");
	assert_string_equal(doc_str(act, "witness"), "王某");
	assert_string_equal(doc_str(act, "place"), "大喇叭");
	assert_int_equal(doc_int(act, "at"), RIG_NOW - 600000);
	assert_null(json_object_get(act, "when"));
	rig_stop(&r);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			waits__come_in_the_stations_order_with_why_and_until_when),
		cmocka_unit_test(
			waits__are_counted_on_every_screen_and_while_one_looks),
		cmocka_unit_test(waits__of_the_office_have_no_mode),
		cmocka_unit_test(compose__shows_why_it_came_back),
		cmocka_unit_test(proof__without_an_address_names_who_heard_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

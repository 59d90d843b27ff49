/*
 * An invitation and an order of another unit on the board: what it is, actual
 * or drill, of what; Enter opens it, with its text, before anybody answers.
 */
#include "tests/tui/sample.h"

#define WAITS(mine, what, name)                                                \
	"{\"station\":{\"unit\":\"河东县\"},\"mine\":" mine                    \
	",\"waits\":[{\"what\":\"" what "\",\"act\":\"joint.take\",\"joint\":" \
	"\"" name "\",\"incident\":\"\",\"mode\":\"drill\",\"title\":"         \
	"\"城关镇内涝情况通报\",\"name\":\"云溪市新闻办\",\"mine\":" mine      \
	",\"officers\":[]}]}"
#define ORDER                                                                       \
	"{\"order\":\"59caf265aa\",\"short\":\"59caf265\",\"unit\":"                \
	"\"云溪市新闻办\",\"mode\":\"drill\",\"state\":\"heard\",\"says\":{"  \
	"\"masters\":[{\"title\":\"城关镇内涝情况通报\",\"paragraphs\":[{" \
	"\"text\":\"请群众立即转移到高处。\"}]}]}}"
#define JOINT                                                                             \
	"{\"joint\":\"f35dccffaa\",\"short\":\"f35dccff\",\"name\":"                      \
	"\"云溪市新闻办\",\"phone\":\"010-66001122\",\"title\":\"城关镇内涝\"" \
	",\"mode\":\"drill\",\"state\":\"asked\"}"

static void
start(struct rig *r, const char *status)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "status", status);
	rig_answer(r, "joint.order", ORDER);
	rig_answer(r, "joint.show", JOINT);
	rig_answer(r, "joint.list", "{\"total\":1,\"rows\":[" JOINT "]}");
	rig_answer(r, "joint.read", "[]");
	rig_start(r, LANG_ZH, 24, 80);
}

static void
order__is_read_on_the_board(void **state)
{
	struct rig r;

	(void)state;
	start(&r, WAITS("true", "order", "59caf265"));
	rig_sees(&r,
		">- 不限时         演练 59caf265      联合发布令 "
		"城关镇内涝情况通报\n"
		"                  云溪市新闻办 发令：");
	rig_type(&r, "<Enter>");
	rig_sees(&r, "发令单位  云溪市新闻办");
	rig_sees(&r, "请群众立即转移到高处。");
	rig_sees(&r, "+ 接受  - 不接受");
	/* its end was on the screen, and nothing else was done */
	assert_int_equal(json_array_size(r.acts), 1);
	assert_int_equal(rig_acts(&r, "joint.read"), 1);
	rig_type(&r, "<Esc>");
	rig_sees_not(&r, "请群众立即转移到高处。");
	rig_stop(&r);
}

static void
invitation__is_read_on_the_board(void **state)
{
	struct rig r;

	(void)state;
	start(&r, WAITS("true", "joint", "f35dccff"));
	rig_sees(&r, "演练 f35dccff      联合邀请   城关镇内涝情况通报\n");
	rig_type(&r, "<Enter>");
	rig_sees(&r, "登记电话  010-66001122");
	rig_sees(&r, "+ 接受  - 不接受");
	assert_int_equal(json_array_size(r.acts), 0);
	rig_stop(&r);
}

/* Of another's, too, the title is seen: what it is stands before it. */
static void
order__that_waits_for_others_is_read_as_well(void **state)
{
	struct rig r;

	(void)state;
	start(&r, WAITS("false", "order", "59caf265"));
	rig_sees(&r, "59caf265      联合发布令 城关镇内涝情况通报");
	rig_type(&r, "<End><Enter>");
	rig_sees(&r, "请群众立即转移到高处。");
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order__is_read_on_the_board),
		cmocka_unit_test(invitation__is_read_on_the_board),
		cmocka_unit_test(order__that_waits_for_others_is_read_as_well),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The screen of impostors: the next step with its deadline before one's eyes,
 * one case whole, and nothing of a stranger's name moves the screen.
 */
#include "tests/tui/sample.h"

#define CASE                                                                      \
	"\"id\":\"i1\",\"name\":\"云溪\\u202e发部\",\"platform\":\"微博\"," \
	"\"state\":\"open\",\"url\":\"https://weibo.example/u/1\","               \
	"\"opened\":1784570400000,\"by\":\"zhao\",\"owner\":\"zhao\","            \
	"\"owner_name\":\"赵值班\",\"next\":{\"rule\":\"I-01\",\"title\":"     \
	"{\"en\":\"Complain to the platform\",\"zh\":\"向平台投诉\"},"       \
	"\"todo\":{\"en\":\"Print it.\",\"zh\":\"打印函件。\"},"             \
	"\"due\":1784656800000,\"overdue\":true,\"citation\":\"本库建议\"}"

static const char list[] = "{\"total\":1,\"rows\":[{" CASE "}]}";
static const char one[] =
	"{" CASE ",\"letters\":[{\"letter\":1,\"form\":\"impostor-"
	"platform\",\"to\":\"微博客服\",\"sent\":"
	"1784570400000,\"by\":\"zhao\"}],\"evidence\":[{"
	"\"label\":\"截图\",\"digest\":\"98ea6e4f\",\"by\":"
	"\"qian\",\"time\":1784570400000}]}";

static void
start_impostors(struct rig *r, enum lang lang, int cols, const char *rows)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "impostor.list", rows);
	rig_answer(r, "impostor.show", one);
	rig_start(r, lang, 24, cols);
	rig_type(r, "1");
}

static void
impostors__say_what_is_next_and_by_when(void **state)
{
	static const struct {
		enum lang lang;
		const char *sees[4];
	} rows[] = {
		{ LANG_ZH,
			{ "已逾期：向平台投诉", "打印函件", "赵值班",
				"I-01" } },
		{ LANG_EN,
			{ "OVERDUE: Complain", "Print it.", "OPEN", "I-01" } },
	};
	struct rig r;

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]) * 2; n++) {
		start_impostors(&r, rows[n / 2].lang, n % 2 ? 120 : 80, list);
		for (size_t k = 0; k < 4; k++)
			rig_sees(&r, rows[n / 2].sees[k]);
		rig_sees_not(&r, "\u202e");
		rig_stop(&r);
	}
}

static void
impostors__are_told_whole_on_enter(void **state)
{
	struct rig r;

	(void)state;
	start_impostors(&r, LANG_ZH, 120, list);
	rig_type(&r, "<Enter>");
	rig_sees(&r, "微博客服");
	rig_sees(&r, "截图");
	rig_sees(&r, "98ea6e4f");
	rig_stop(&r);
}

static void
impostors__none_says_how_one_is_begun(void **state)
{
	struct rig r;

	(void)state;
	start_impostors(&r, LANG_EN, 80, "{\"total\":0,\"rows\":[]}");
	rig_sees(&r, "No impostor is registered");
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(impostors__say_what_is_next_and_by_when),
		cmocka_unit_test(impostors__are_told_whole_on_enter),
		cmocka_unit_test(impostors__none_says_how_one_is_begun),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

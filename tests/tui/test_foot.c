/*
 * The foot of the board: what is wrong with the office beside its accounts.
 */
#include "tests/tui/sample.h"
#include "tests/tui/sample_desk.h"

#define SILENT                                                                 \
	"交换库主机 60 秒内没有应答（no answer）：协同单位写了什么不得而知"
#define OLDER "主机显示的 county/1 比此前旧：较新的函可能被扣住"

static void
start(struct rig *r, const json_t *status, int rows)
{
	char *text = doc_format(status);

	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "status", text);
	rig_answer(r, "officer.list", desk_officers);
	rig_start(r, LANG_ZH, rows, 80);
	free(text);
}

static json_t *
with_exchange(const char *what, int branches)
{
	json_t *status = rig_json(desk_status), *list = json_array();

	for (int n = 0; n < branches; n++)
		json_array_append_new(list,
			json_pack(
				"{s:s,s:s}", "name", "河东县", "what", OLDER));
	doc_put(status, "exchange",
		json_pack("{s:s,s:o}", "what", what, "branches", list));
	return status;
}

/* The board says it as the command does: nobody need ask for it. */
static void
foot__says_that_letters_do_not_come(void **state)
{
	json_t *silent = with_exchange(SILENT, 0), *held;
	struct rig r;

	(void)state;
	for (int rows = 23; rows <= 24; rows++) {
		start(&r, silent, rows);
		rig_sees(&r, "! 交换库主机 60 秒内没有应答");
		rig_sees(&r, "不得而知");
		rig_sees(&r, "云溪发布（weibo）：凭据 2 天后到期");
		rig_stop(&r);
	}
	json_decref(silent);
	held = with_exchange("", 3);
	start(&r, held, 24);
	rig_sees(&r, "! 河东县: 主机显示的 county/1 比此前旧");
	rig_sees(&r, "! 交换库另有 2 个分支异常");
	rig_stop(&r);
	json_decref(held);
}

/* Of many things told of the office, those that fail are the ones seen. */
static void
foot__names_a_mirror_before_what_was_only_changed(void **state)
{
	json_t *status = rig_json(desk_status);
	struct rig r;

	(void)state;
	doc_put(status, "told",
		rig_json("[{\"what\":\"loose\",\"roles\":[\"signer\"]},"
			 "{\"what\":\"unbound\",\"officer\":\"li\"},"
			 "{\"what\":\"unbound\",\"officer\":\"wu\"},"
			 "{\"what\":\"mirror\",\"mirror\":\"city\",\"seq\":7,"
			 "\"behind\":12,\"missing\":1795499000000}]"));
	start(&r, status, 24);
	rig_sees(&r, "镜像 city");
	rig_sees(&r, "12");
	rig_sees(&r, "! 另有 2 条本单位事项");
	rig_stop(&r);
	json_decref(status);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(foot__says_that_letters_do_not_come),
		cmocka_unit_test(
			foot__names_a_mirror_before_what_was_only_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

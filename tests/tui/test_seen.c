/*
 * What a pass says of the reading: the console's word goes with it, and where
 * the text was not shown to its end the console asks for what is so instead.
 */
#include "tests/tui/sample.h"

#include "base/buf.h"

static char *kept[1];

static const char *
long_review(const char *seen)
{
	json_t *show = rig_json(sample_review), *gate, *text = json_object();
	char *lines = mem_strdup("");

	for (int n = 0; n < 60; n++) {
		char *more = mem_printf("%s第%d行。\n", lines, n);

		free(lines);
		lines = more;
	}
	doc_put_str(text, "title", "通报");
	doc_put_str(text, "text", lines);
	doc_put(show, "master", text);
	gate = json_array_get(
		json_object_get(
			json_array_get(json_object_get(show, "stages"), 0),
			"gates"),
		0);
	doc_put(gate, "seen", rig_json(seen));
	free(lines);
	free(kept[0]);
	kept[0] = doc_format(show);
	json_decref(show);
	return kept[0];
}

static void
start(struct rig *r, const char *seen)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "message.show", long_review(seen));
	rig_answer(r, "message.review", kept[0]);
	rig_answer(r, "review", "[]");
	rig_start(r, LANG_ZH, 24, 80);
	app_open(&r->app, "review", "D2026-0001/1");
	app_pump(&r->app);
	(void)rig_screen(r);
}

static void
pass__of_what_was_not_shown_to_its_end_asks_what_is_so(void **state)
{
	const json_t *act;
	struct rig r;

	(void)state;
	start(&r, "{}");
	r.now += 6000;
	rig_type(&r, "p<Enter><Enter>");
	rig_sees(&r, "屏幕未显示到全文末尾，请写明其余部分如何阅读");
	assert_int_equal(rig_acts(&r, "review"), 0);
	rig_type(&r, "已看纸质稿<Enter>");
	assert_int_equal(rig_acts(&r, "review"), 1);
	act = rig_act(&r);
	assert_string_equal(doc_str(act, "reason"), "已看纸质稿");
	assert_true(json_is_false(json_object_get(act, "read_end")));
	assert_true(json_is_false(json_object_get(act, "read_evidence")));
	assert_in_range(doc_int(act, "read_seconds"), 6, 9);
	rig_stop(&r);
}

/* Its first stage is open: the key passes what is this officer's there, not what
 * is passed already, and nothing of the final review. */
static void
pass__marks_the_gates_that_the_key_is_for(void **state)
{
	static const char *const whose[] = { "wang", "chen" };
	json_t *show, *page, *gates;
	struct rig r;
	char *text;

	(void)state;
	for (size_t n = 0; n < 2; n++) {
		show = rig_json(sample_review);
		page = json_deep_copy(show);
		for (size_t i = 0; i < 2; i++) {
			gates = json_object_get(
				json_array_get(
					json_object_get(page, "stages"), i),
				"gates");
			for (size_t k = 0; k < json_array_size(gates); k++)
				doc_put(json_array_get(gates, k), "may",
					json_pack("[{s:s}]", "id", whose[n]));
		}
		text = doc_format(page);
		memset(&r, 0, sizeof(r));
		sample_answers(&r);
		rig_answer(&r, "message.show", sample_review);
		rig_answer(&r, "message.review", text);
		rig_start(&r, LANG_ZH, 24, 80);
		app_open(&r.app, "review", "D2026-0001/1");
		app_pump(&r.app);
		if (strcmp(whose[n], r.app.officer) == 0)
			rig_sees(&r, " p[ ] 政策关        您：");
		else
			rig_sees(&r, "  [ ] 政策关        审核人/核实人");
		rig_sees(&r, "  [x] 文字关");
		rig_sees(&r, "  [ ] 发布权限");
		rig_stop(&r);
		free(text);
		json_decref(page);
		json_decref(show);
	}
}

/* Two gates wait for who sits here: the key passes one of them, and the screen
 * says so. What is below the screen has its key in the bar until it was seen. */
static void
pass__says_that_it_passes_one_gate_and_how_to_read_on(void **state)
{
	json_t *show = rig_json(sample_review), *page, *gates;
	char *text, *may;
	struct buf b;
	struct rig r;

	(void)state;
	buf_init(&b, 4000);
	for (int n = 0; n < 40; n++)
		buf_puts(&b, "水位下降。\n");
	doc_put_str(json_object_get(show, "master"), "text", b.data);
	buf_release(&b);
	gates = json_object_get(
		json_array_get(json_object_get(show, "stages"), 0), "gates");
	for (size_t k = 0; k < json_array_size(gates); k++)
		doc_put_str(json_array_get(gates, k), "state", "open");
	page = json_deep_copy(show);
	gates = json_object_get(
		json_array_get(json_object_get(page, "stages"), 0), "gates");
	for (size_t k = 0; k < json_array_size(gates); k++)
		doc_put(json_array_get(gates, k), "may",
			json_pack("[{s:s}]", "id", "wang"));
	text = doc_format(show);
	may = doc_format(page);
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_answer(&r, "message.show", text);
	rig_answer(&r, "message.review", may);
	rig_start(&r, LANG_ZH, 24, 80);
	app_open(&r.app, "review", "D2026-0001/1");
	app_pump(&r.app);
	rig_sees(&r, "按 p 每次过一关，先选关");
	rig_sees(&r, "PgDn 下翻");
	rig_sees(&r, "PgDn 下页");
	rig_type(&r, "G");
	rig_sees_not(&r, "PgDn 下页");
	rig_stop(&r);
	free(text);
	free(may);
	json_decref(page);
	json_decref(show);
}

static void
pass__of_what_was_read_says_so(void **state)
{
	struct rig r;

	(void)state;
	start(&r, "{}");
	rig_type(&r, "G");
	(void)rig_screen(&r);
	rig_type(&r, "<Tab>");
	(void)rig_screen(&r);
	rig_type(&r, "p<Enter><Enter>");
	assert_int_equal(rig_acts(&r, "review"), 1);
	assert_true(doc_bool(rig_act(&r), "read_end"));
	assert_true(doc_bool(rig_act(&r), "read_evidence"));
	rig_stop(&r);
}

static void
pass__shows_the_next_reviewer_how_it_was_read(void **state)
{
	struct rig r;

	(void)state;
	start(&r,
		"{\"read_end\":false,\"read_evidence\":true,"
		"\"read_seconds\":25}");
	rig_type(&r, "<Tab>");
	rig_sees(&r, "通过时控制台记录：未显示到末尾，已打开");
	rig_sees(&r, "停留 25");
	rig_stop(&r);
	free(kept[0]);
	kept[0] = NULL;
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			pass__of_what_was_not_shown_to_its_end_asks_what_is_so),
		cmocka_unit_test(pass__marks_the_gates_that_the_key_is_for),
		cmocka_unit_test(
			pass__says_that_it_passes_one_gate_and_how_to_read_on),
		cmocka_unit_test(pass__of_what_was_read_says_so),
		cmocka_unit_test(pass__shows_the_next_reviewer_how_it_was_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The deliveries of a release: what needs a person, the text to post by hand,
 * and what was seen.
 */
#include "tests/tui/sample.h"

#include "tui/console/list.h"

static void
start(struct rig *r)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_start(r, LANG_EN, 24, 80);
}

static void
deliveries__text_is_shown_and_copied(void **state)
{
	struct rig r;

	(void)state;
	start(&r);
	rig_answer(&r, "message.show", sample_armed);
	rig_answer(&r, "delivery.text",
		"{\"title\":\"通报\",\"text\":\"请立即转移。\"}");
	app_open(&r.app, "deliveries", "D2026-0001/1");
	app_pump(&r.app);
	rig_type(&r, "t");
	rig_sees(&r, "请立即转移。");
	assert_string_equal(r.copied, "通报\n\n请立即转移。");
	rig_stop(&r);
}

/*
 * Longer than any platform's row allows, and than any buffer was: the whole
 * is on the clipboard, on the screen to its last sign, and its read-back fits
 * into the proof.
 */
static void
deliveries__a_long_text_is_shown_and_copied_to_its_end(void **state)
{
	struct buf text;
	struct rig r;
	json_t *answer;
	char *json;

	(void)state;
	buf_init(&text, 1 << 20);
	while (text.len < 27000)
		buf_printf(&text, "第%04zu段：请立即转移到高处。",
			text.len % 10000);
	buf_puts(&text, "完毕。");
	while (text.len < 27008)
		buf_putc(&text, '.');
	answer = json_pack("{s:s,s:s}", "title", "", "text", text.data);
	json = json_dumps(answer, 0);
	start(&r);
	rig_answer(&r, "message.show", sample_armed);
	rig_answer(&r, "delivery.text", json);
	app_open(&r.app, "deliveries", "D2026-0001/1");
	app_pump(&r.app);
	rig_type(&r, "t");
	rig_sees(&r, "第0000段");
	rig_sees(&r, "allows it: 10803 characters.");
	rig_sees(&r, ", PgDn: more below");
	rig_sees_not(&r, "完毕。");
	rig_sees_not(&r, "│"); /* the mouse takes up the text alone */
	assert_int_equal(strlen(r.copied), text.len);
	assert_string_equal(r.copied, text.data);
	for (int i = 0; i < 40; i++) {
		rig_type(&r, "<PgDn>");
		(void)rig_screen(&r);
	}
	rig_sees(&r, "完毕。");
	rig_sees(&r, "PgUp: more above");
	rig_type(&r, "<Home>");
	rig_sees(&r, "第0000段");
	rig_type(&r, "<End>");
	rig_sees(&r, "完毕。");
	rig_type(&r, "<Esc>P<Tab>");
	rig_paste(&r, text.data);
	rig_sees_not(&r, "The field is full.");
	rig_answer(&r, "delivery.proof", "[]");
	rig_type(&r, "<^S>");
	assert_string_equal(doc_str(rig_act(&r), "readback"), text.data);
	rig_stop(&r);
	free(json);
	json_decref(answer);
	buf_release(&text);
}

/* First who is to be rung, and until when; then what needs a person, with how
 * long it does; what is out stands last. */
static void
deliveries__what_needs_a_person_stands_first(void **state)
{
	static const char waits[] =
		"{\"waits\":[{\"what\":\"human\",\"message\":"
		"\"D2026-0001/1\",\"incident\":\"D2026-0001\",\"mode\":"
		"\"drill\",\"count\":1,\"due\":1795500900000,"
		"\"officers\":[{\"name\":\"Wang\",\"phone\":\"1008\"},"
		"{\"name\":\"Zheng\",\"phone\":\"1007\"}]}]}";
	static const char rows[] =
		"{\"total\":3,\"rows\":[{\"id\":\"D2026-0001/1:a\","
		"\"name\":\"aa\",\"state\":\"verified\",\"at\":"
		"1795499950000},{\"id\":\"D2026-0001/1:b\",\"name\":"
		"\"bb\",\"state\":\"sending\",\"at\":1795499950000},"
		"{\"id\":\"D2026-0001/1:c\",\"name\":\"cc\",\"state\":"
		"\"human\",\"at\":1795499910000}]}";
	const char *screen;
	struct rig r;

	(void)state;
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_answer(&r, "status", waits);
	rig_answer(&r, "delivery.list", rows);
	rig_answer(&r, "message.show", sample_armed);
	rig_start(&r, LANG_EN, 24, 80);
	app_open(&r.app, "deliveries", "D2026-0001/1");
	app_pump(&r.app);
	rig_sees(&r, " 1  Wang 1008, Zheng 1007  15 min left");
	rig_sees(&r, " for 1 min\n");
	screen = rig_screen(&r);
	assert_true(strstr(screen, " cc ") < strstr(screen, " bb "));
	assert_true(strstr(screen, " bb ") < strstr(screen, " aa "));
	rig_stop(&r);
}

/* The chosen one in full, once the cursor has rested; a move asks nothing. */
static void
deliveries__from_180_columns_the_chosen_one_stands_beside(void **state)
{
	static const char shown[] =
		"{\"id\":\"D2026-0001/1:weibo\",\"account\":\"weibo\","
		"\"name\":\"柳河发布\",\"state\":\"human\",\"taken\":[],"
		"\"remote\":\"receipt-77\",\"title\":\"通报\","
		"\"text\":\"请立即转移。\",\"waiting\":{\"for\":\"hand\","
		"\"due\":1795500900000,\"officers\":[{\"name\":\"Zheng\","
		"\"phone\":\"0000-1007\"}]}}";
	static const int cols[] = { 179, 180, 200 };
	struct rig r;
	json_t *doc;
	char *text;
	size_t asked;

	(void)state;
	for (size_t n = 0; n < 3; n++) {
		memset(&r, 0, sizeof(r));
		sample_answers(&r);
		rig_answer(&r, "delivery.show", shown);
		rig_answer(&r, "delivery.list", sample_prepared);
		rig_answer(&r, "message.show", sample_armed);
		rig_start(&r, LANG_EN, 50, cols[n]);
		app_open(&r.app, "deliveries", "D2026-0001/1");
		app_pump(&r.app);
		rig_type(&r, "<Down>");
		(void)rig_screen(&r);
		asked = json_array_size(r.asked);
		rig_type(&r, "<Up>");
		assert_int_equal(json_array_size(r.asked), asked);
		rig_wait(&r, LIST_REST_MS + 1);
		(cols[n] < 180 ? rig_sees_not : rig_sees)(&r, "receipt-77");
		if (cols[n] < 180) {
			rig_stop(&r);
			continue;
		}
		rig_sees(&r, "Zheng 0000-1007");
		rig_sees(&r, "t takes the text over and shows it.");
		rig_sees_not(&r, "请立即转移。");
		doc = rig_json(shown); /* and somebody has taken it */
		doc_put(doc, "taken",
			rig_json("[{\"name\":\"Sun\",\"phone\":\"1\"}]"));
		text = doc_format(doc);
		rig_answer(&r, "delivery.show", text);
		rig_push(&r, "delivery", "D2026-0001/1:weibo");
		(void)rig_screen(&r);
		rig_wait(&r, LIST_REST_MS + 1);
		rig_sees(&r, "请立即转移。");
		rig_stop(&r);
		json_decref(doc);
		free(text);
	}
}

static void
deliveries__settling_says_what_was_seen(void **state)
{
	struct rig r;

	(void)state;
	start(&r);
	rig_answer(&r, "message.show", sample_armed);
	rig_answer(&r, "delivery.settle", "[]");
	app_open(&r.app, "deliveries", "D2026-0001/1");
	app_pump(&r.app);
	rig_type(&r, "s<Down><Enter>"); /* what needs it stands first */
	rig_type(&r, "https://weibo.cn/9<Enter>手机查看<Enter>");
	assert_string_equal(
		doc_str(rig_act(&r), "delivery"), "D2026-0001/1:weibo");
	assert_string_equal(doc_str(rig_act(&r), "seen"), "published");
	assert_string_equal(doc_str(rig_act(&r), "url"), "https://weibo.cn/9");
	assert_string_equal(doc_str(rig_act(&r), "reason"), "手机查看");
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(deliveries__what_needs_a_person_stands_first),
		cmocka_unit_test(deliveries__text_is_shown_and_copied),
		cmocka_unit_test(
			deliveries__a_long_text_is_shown_and_copied_to_its_end),
		cmocka_unit_test(deliveries__settling_says_what_was_seen),
		cmocka_unit_test(
			deliveries__from_180_columns_the_chosen_one_stands_beside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

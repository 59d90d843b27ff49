/*
 * What the playbook says by default: marked in the form until somebody has
 * said it, and not submitted before.
 */
#include "tests/tui/sample_unsaid.h"

static void
start(struct rig *r, enum lang lang)
{
	sample_unsaid(r, lang, "assumed",
		"[{\"slot\":\"situation\",\"label\":{\"en\":"
		"\"Situation\",\"zh\":\"情况\"}}]",
		"{}");
}

static const char *
affirmed(const struct rig *r)
{
	return json_string_value(
		json_array_get(json_object_get(rig_act(r), "affirmed"), 0));
}

static void
assumed__is_marked_and_stops_a_submit_at_its_field(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH);
	rig_sees(&r, "默认说法：请改写，属实按 ^R");
	rig_type(&r, "<^T>");
	rig_sees(&r, "光标所在是预案的默认说法，还没有人确认。");
	assert_null(r.app.dialog);
	rig_type(&r, "<^R>");
	rig_sees(&r, "情况 + 已确认");
	rig_type(&r, "<^T>");
	assert_non_null(r.app.dialog);
	rig_type(&r, "<Enter>");
	assert_int_equal(rig_acts(&r, "message.revise"), 1);
	rig_stop(&r);
}

static void
assumed__is_affirmed_by_a_key_or_by_whatever_is_typed(void **state)
{
	static const char *const keys[] = { "<^R>", "了<BkSp>" };
	struct rig r;

	(void)state;
	for (size_t n = 0; n < 2; n++) {
		start(&r, LANG_ZH);
		rig_type(&r, "<^S>");
		assert_null(affirmed(&r));
		rig_type(&r, "<^T>");
		rig_type(&r, keys[n]);
		rig_type(&r, "<^S>");
		assert_string_equal(affirmed(&r), "situation");
		rig_stop(&r);
	}
}

static void
assumed__is_shown_to_the_reviewer_with_who_said_it(void **state)
{
	json_t *page = rig_json("{}");
	char *text;
	struct rig r;

	(void)state;
	doc_put(page, "affirmed",
		rig_json("[{\"slot\":\"actions\",\"by\":\"赵敏\",\"label\":{"
			 "\"en\":\"Actions\",\"zh\":\"处置措施\"}}]"));
	text = doc_format(page);
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_answer(&r, "message.show", sample_review);
	rig_answer(&r, "message.review", text);
	rig_start(&r, LANG_ZH, 24, 80);
	app_open(&r.app, "review", "D2026-0001/1");
	app_pump(&r.app);
	rig_type(&r, "<Tab>");
	rig_sees(&r, "处置措施：预案的默认说法，已由赵敏确认");
	rig_stop(&r);
	free(text);
	json_decref(page);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			assumed__is_marked_and_stops_a_submit_at_its_field),
		cmocka_unit_test(
			assumed__is_affirmed_by_a_key_or_by_whatever_is_typed),
		cmocka_unit_test(
			assumed__is_shown_to_the_reviewer_with_who_said_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

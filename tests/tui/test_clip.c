/*
 * Moving by words and sentences, selecting, copying, cutting and finding in
 * what is written.
 */
#include "tests/tui/sample.h"
#include "tui/console/editor_words.h"

static const char text[] =
	"11月30日9时，马岭镇发生泄漏。周边420人撤离！\n请关闭 windows。";

/* The texts between the stops, in one direction, with | between. */
static const char *
stops(bool words, bool forward)
{
	static char out[400];
	size_t len = strlen(text), at = forward ? 0 : len, next;
	char pieces[60][80];
	int n = 0;

	out[0] = '\0';
	while (forward ? at < len : at > 0) {
		next = forward ? (words ? words_after(text, len, at)
					: sentence_after(text, len, at))
			       : (words ? words_before(text, at)
					: sentence_before(text, at));
		assert_true(forward ? next > at : next < at);
		assert_true(n < 60);
		(void)snprintf(pieces[n++], sizeof(pieces[0]), "%.*s",
			(int)(forward ? next - at : at - next),
			text + (forward ? at : next));
		at = next;
	}
	for (int i = 0; i < n; i++) {
		len = strlen(out);
		(void)snprintf(out + len, sizeof(out) - len, "%s|",
			pieces[forward ? i : n - 1 - i]);
	}
	return out;
}

static void
words__end_where_the_kind_of_sign_changes(void **state)
{
	static const char want[] =
		"11|月|30|日|9|时|，|马岭镇发生泄漏|。|周边|420|人撤离|！\n|"
		"请关闭 |windows|。|";

	(void)state;
	assert_string_equal(stops(true, true), want);
	assert_string_equal(stops(true, false), want);
}

static void
sentences__end_with_their_sign_or_line(void **state)
{
	static const char want[] =
		"11月30日9时，马岭镇发生泄漏。|周边420人撤离！\n|请关闭 "
		"windows。|";

	(void)state;
	assert_string_equal(stops(false, true), want);
	assert_string_equal(stops(false, false), want);
}

/* ---- in an editor ---- */

static void
begin(struct editor *e, const char *with)
{
	editor_init(e, 1000, false);
	editor_set(e, with);
	e->at = 0;
}

static bool
ask(struct editor *e, enum request request)
{
	bool changed = false;

	assert_true(editor_request(e, request, &changed));
	return changed;
}

static void
selection__is_replaced_by_what_is_typed(void **state)
{
	struct input in = { .kind = INPUT_KEY, .key = 0x77F3 };
	bool changed = false;
	struct editor e;
	char *got;

	(void)state;
	begin(&e, "青河镇内涝");
	ask(&e, REQ_EDIT_SELECT_RIGHT);
	ask(&e, REQ_EDIT_SELECT_RIGHT);
	got = editor_selected(&e);
	assert_string_equal(got, "青河");
	free(got);
	assert_true(editor_input(&e, &in, &changed));
	assert_string_equal(editor_text(&e), "石镇内涝");
	assert_true(ask(&e, REQ_EDIT_UNDO)); /* one change */
	assert_string_equal(editor_text(&e), "青河镇内涝");
	editor_release(&e);
}

static void
selection__ends_with_a_key_that_only_moves_unless_marked(void **state)
{
	struct editor e;
	char *got;

	(void)state;
	begin(&e, "一二三四五");
	ask(&e, REQ_EDIT_SELECT_RIGHT);
	ask(&e, REQ_RIGHT);
	assert_null(editor_selected(&e));
	ask(&e, REQ_EDIT_MARK);
	ask(&e, REQ_RIGHT);
	ask(&e, REQ_EDIT_FINISH);
	got = editor_selected(&e);
	assert_string_equal(got, "三四五");
	free(got);
	assert_true(ask(&e, REQ_EDIT_CUT));
	assert_string_equal(editor_text(&e), "一二");
	assert_null(editor_selected(&e));
	assert_false(ask(&e, REQ_EDIT_CUT)); /* of nothing */
	ask(&e, REQ_HOME);
	ask(&e, REQ_EDIT_SELECT_FINISH);
	assert_true(ask(&e, REQ_EDIT_BACKSPACE));
	assert_string_equal(editor_text(&e), "");
	editor_release(&e);
}

/* ---- in a message ---- */

static char *copied;

static void
take_copy(void *arg, const char *what)
{
	(void)arg;
	free(copied);
	copied = mem_strdup(what);
}

static void
start(struct rig *r)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "message.show", sample_draft_message);
	rig_answer(r, "message.revise", "[]");
	rig_start(r, LANG_ZH, 24, 80);
	r->app.copy = take_copy;
	app_open(&r->app, "compose", "D2026-0001/2");
	app_pump(&r->app);
}

static const char *
saved(struct rig *r, const char *slot)
{
	rig_type(r, "<^S>");
	return doc_str(
		json_object_get(rig_act_of(r, "message.revise"), "slots"),
		slot);
}

static void
compose__copies_from_field_to_field_and_to_the_officer(void **state)
{
	struct rig r;

	(void)state;
	start(&r);
	rig_type(&r, "<F7>");
	rig_sees(&r, "没有选中内容");
	rig_type(&r, "<^A><F6><^E><F7>"); /* the place, 柳河县城关镇 */
	assert_string_equal(copied, "柳河县城关镇");
	rig_sees(&r, "已复制 6 个字符。");
	rig_type(&r, "<Tab><^V>水位上涨");
	assert_string_equal(saved(&r, "situation"), "柳河县城关镇水位上涨");
	rig_stop(&r);
}

static void
compose__finds_on_from_the_cursor_through_all_fields(void **state)
{
	struct rig r;

	(void)state;
	start(&r);
	rig_type(&r, "<Tab>河边有河<^A><F9>河<Enter>");
	assert_null(r.app.dialog);
	rig_type(&r, "江"); /* in place of what was found */
	rig_type(&r, "<F9><Enter>湖<F9><Enter>溪");
	assert_string_equal(saved(&r, "situation"), "江边有湖");
	assert_string_equal(saved(&r, "place"), "柳溪县城关镇");
	rig_type(&r, "<F9><^U>无处<Enter>");
	rig_sees(&r, "“无处”哪一栏都没有。");
	rig_stop(&r);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(words__end_where_the_kind_of_sign_changes),
		cmocka_unit_test(sentences__end_with_their_sign_or_line),
		cmocka_unit_test(selection__is_replaced_by_what_is_typed),
		cmocka_unit_test(
			selection__ends_with_a_key_that_only_moves_unless_marked),
		cmocka_unit_test(
			compose__copies_from_field_to_field_and_to_the_officer),
		cmocka_unit_test(
			compose__finds_on_from_the_cursor_through_all_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

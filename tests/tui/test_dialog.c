/*
 * Dialogs that hold more than the screen: nothing of them is out of reach.
 */
#include "tests/tui/sample.h"

#include "tui/console/dialog.h"

static void
open_board(struct rig *r)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_start(r, LANG_EN, 24, 80);
}

static void
dialog__what_is_longer_than_the_screen_is_read_to_its_end(void **state)
{
	struct dialog *g;
	struct rig r;

	(void)state;
	open_board(&r);
	g = dialog_show(app_top(&r.app), "An entry");
	for (int i = 1; i <= 40; i++)
		dialog_note(g, STYLE_TEXT, "line %d.", i);
	rig_sees(&r, "line 1.");
	rig_sees(&r, "of 40, PgDn: more below");
	rig_sees_not(&r, "line 40.");
	rig_sees_not(&r, "Send"); /* there is nothing to send */
	rig_type(&r, "<Down>");
	rig_sees(&r, "line 2.");
	rig_sees_not(&r, "line 1.");
	rig_type(&r, "<Up><PgDn>"); /* a page is what is on the screen */
	rig_sees_not(&r, "line 16.");
	rig_sees(&r, "line 17.");
	rig_sees(&r, "line 32.");
	for (int i = 0; i < 2; i++)
		rig_type(&r, "<PgDn>");
	rig_sees(&r, "line 40.");
	rig_sees(&r, "PgUp: more above");
	rig_type(&r, "<Up>");
	rig_sees_not(&r, "line 40.");
	rig_stop(&r);
}

static void
dialog__what_stands_above_the_field_is_read_too(void **state)
{
	struct dialog *g;
	struct rig r;

	(void)state;
	open_board(&r);
	g = dialog_open(app_top(&r.app), 7, "Sign");
	for (int i = 1; i <= 40; i++)
		dialog_note(g, STYLE_TEXT, "line %d.", i);
	(void)dialog_line(g, "typed", "Type the digest", "", true);
	rig_type(&r, "92ac");
	rig_sees(&r, "line 40.");
	rig_sees(&r, "92ac");
	rig_sees(&r, "PgUp: what stands above");
	for (int i = 0; i < 6; i++)
		rig_type(&r, "<PgUp>");
	rig_sees(&r, "line 1.");
	rig_stop(&r);
}

static void
dialog__the_last_of_many_options_can_be_chosen(void **state)
{
	struct dialog_field *f;
	char word[20], *text;
	struct rig r;

	(void)state;
	open_board(&r);
	f = dialog_choice(
		dialog_open(app_top(&r.app), 7, "Ask a unit"), "organ", "Unit");
	for (int i = 1; i <= 40; i++) {
		(void)snprintf(word, sizeof(word), "unit %d.", i);
		dialog_option(f, word, word, "");
	}
	rig_sees(&r, "(*) unit 1.");
	rig_sees(&r, "1/40");
	rig_sees_not(&r, "unit 40.");
	rig_type(&r, "<End>");
	rig_sees(&r, "(*) unit 40.");
	text = dialog_text(f);
	assert_string_equal(text, "unit 40.");
	free(text);
	rig_stop(&r);
}

static void
dialog__what_is_cut_can_be_pasted_but_not_where_one_has_to_type(void **state)
{
	struct dialog_field *typed;
	struct dialog *g;
	struct rig r;

	(void)state;
	open_board(&r);
	g = dialog_open(app_top(&r.app), 7, "Say why");
	(void)dialog_line(g, "why", "Why", "moved on", true);
	typed = dialog_line(g, "word", "The word", "", true);
	typed->typed_only = true;
	dialog_request(&r.app, REQ_EDIT_START);
	for (int i = 0; i < 5; i++)
		dialog_request(&r.app, REQ_EDIT_SELECT_RIGHT);
	dialog_request(&r.app, REQ_EDIT_CUT);
	assert_string_equal(
		editor_text(&dialog_named(g, "why")->editor), " on");
	assert_string_equal(r.copied, "moved");
	dialog_request(&r.app, REQ_EDIT_PASTE);
	assert_string_equal(
		editor_text(&dialog_named(g, "why")->editor), "moved on");
	dialog_request(&r.app, REQ_NEXT_FIELD);
	dialog_request(&r.app, REQ_EDIT_PASTE);
	assert_string_equal(editor_text(&typed->editor), "");
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			dialog__what_is_longer_than_the_screen_is_read_to_its_end),
		cmocka_unit_test(
			dialog__what_stands_above_the_field_is_read_too),
		cmocka_unit_test(
			dialog__the_last_of_many_options_can_be_chosen),
		cmocka_unit_test(
			dialog__what_is_cut_can_be_pasted_but_not_where_one_has_to_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Writing and reviewing: nothing typed is lost, verdicts name what was seen.
 */
#include "tests/tui/sample.h"

static void
start(struct rig *r)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_start(r, LANG_EN, 24, 80);
}

static void
open_draft(struct rig *r)
{
	start(r);
	app_open(&r->app, "compose", "D2026-0001/2");
	app_pump(&r->app);
}

static void
compose__typing_is_kept_within_a_second(void **state)
{
	struct rig r;
	const json_t *draft;

	(void)state;
	open_draft(&r);
	rig_type(&r, "北");
	assert_int_equal(rig_acts(&r, "draft.save"), 0);
	rig_wait(&r, 900);
	assert_int_equal(rig_acts(&r, "draft.save"), 1);
	draft = json_object_get(rig_act(&r), "draft");
	assert_string_equal(doc_str(json_object_get(draft, "slots"), "place"),
		"柳河县城关镇北");
	assert_int_equal(doc_int(draft, "base"), 1);
	rig_wait(&r, 60000); /* nothing more to keep */
	assert_int_equal(rig_acts(&r, "draft.save"), 1);
	rig_stop(&r);
}

static void
compose__a_fast_typist_is_kept_while_typing(void **state)
{
	struct rig r;

	(void)state;
	open_draft(&r);
	for (int i = 0; i < 50; i++) {
		rig_type(&r, "x"); /* each takes 100 ms */
		rig_wait(&r, 1);
	}
	assert_true(rig_acts(&r, "draft.save") >= 5);
	rig_stop(&r);
}

static void
compose__leaving_keeps_what_was_typed(void **state)
{
	static const char *const ways[] = { "<Esc>", "<F1>",
		"<^P>board<Enter>" };
	struct rig r;

	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		open_draft(&r);
		rig_type(&r, "北");
		rig_type(&r, ways[i]);
		rig_wait(&r, 900);
		assert_true(rig_acts(&r, "draft.save") >= 1);
		rig_stop(&r);
	}
	open_draft(&r);
	rig_type(&r, "北");
	while (r.app.depth > 1) /* as a signal does */
		app_back(&r.app);
	assert_int_equal(rig_acts(&r, "draft.save"), 1);
	rig_stop(&r);
}

static void
compose__the_preview_follows_a_pause_not_every_key(void **state)
{
	struct rig r;
	int before;

	(void)state;
	open_draft(&r);
	before = rig_asked_times(&r, "message.preview");
	rig_type(&r, "0123456789");
	assert_int_equal(rig_asked_times(&r, "message.preview"), before);
	rig_wait(&r, 300);
	assert_int_equal(rig_asked_times(&r, "message.preview"), before + 1);
	rig_stop(&r);
}

static void
compose__a_refused_save_loses_nothing(void **state)
{
	struct rig r;

	(void)state;
	open_draft(&r);
	rig_answer(&r, "message.revise",
		"{\"refusal\":{\"code\":\"leak\",\"what\":\"L-06 in place\","
		"\"where\":\"slots.place\",\"remedy\":\"Remove it.\"}}");
	rig_type(&r, "北<^S>");
	rig_sees(&r, "L-06 in place  Remove it.");
	rig_sees(&r, "柳河县城关镇北");
	rig_stop(&r);
}

static void
compose__saving_sends_sound_figures_and_the_base(void **state)
{
	struct rig r;
	const json_t *act, *figure;

	(void)state;
	open_draft(&r);
	rig_answer(&r, "message.revise",
		"[{\"body\":{\"message\":\"D2026-0001/2\",\"revision\":2}}]");
	rig_type(&r, "<Down><Down><Down>5<^S>");
	act = rig_act(&r);
	figure = json_array_get(json_object_get(act, "figures"), 0);
	assert_string_equal(doc_str(act, "act"), "message.revise");
	assert_int_equal(doc_int(act, "base"), 1);
	assert_int_equal(doc_int(figure, "value"), 12005);
	assert_string_equal(doc_str(figure, "source"), "县应急局");
	assert_true(doc_bool(figure, "verified"));
	rig_sees(&r, "Saved as revision 2.");
	rig_type(&r, "x<^S>"); /* "12005x" */
	assert_int_equal(rig_acts(&r, "message.revise"), 1);
	rig_sees(&r, "This figure is not sound");
	rig_sees(&r, "12005x");
	rig_stop(&r);
}

/*
 * "?" is no empty field and removes nothing. What the station refuses is shown
 * and not said to be saved; and a preview that nobody asked for does not move
 * the cursor.
 */
static void
compose__a_figure_being_verified_is_sent_with_who_verifies_it(void **state)
{
	static const char no[] =
		"{\"refusal\":{\"code\":\"figure\",\"what\":\"figure moved: "
		"does not say who is verifying it\",\"where\":"
		"\"figures.moved\",\"remedy\":\"\"}}";
	struct rig r;
	const json_t *figure;

	(void)state;
	open_draft(&r);
	rig_answer(&r, "message.revise", no);
	rig_answer(&r, "message.preview", no);
	rig_type(&r, "<Down><Down><Down><^R><^U>?<Tab>");
	rig_wait(&r, 900); /* the preview is refused meanwhile */
	rig_type(&r, "北<^S>");
	figure = json_array_get(json_object_get(rig_act(&r), "figures"), 0);
	assert_string_equal(doc_str(figure, "name"), "moved");
	assert_string_equal(doc_str(figure, "source"), "县应急局北");
	assert_null(json_object_get(figure, "value"));
	assert_null(json_object_get(figure, "remove"));
	rig_sees(&r, "does not say who is verifying it");
	rig_sees_not(&r, "Saved as revision");
	rig_stop(&r);
}

/* An emptied figure is gone in the preview: the save says so as well. */
static void
compose__a_figure_that_is_emptied_is_removed(void **state)
{
	struct rig r;
	const json_t *figure;

	(void)state;
	open_draft(&r);
	rig_answer(&r, "message.revise",
		"[{\"body\":{\"message\":\"D2026-0001/2\",\"revision\":2}}]");
	rig_type(&r, "<Down><Down><Down><^U><^S>");
	figure = json_array_get(json_object_get(rig_act(&r), "figures"), 0);
	assert_string_equal(doc_str(figure, "name"), "moved");
	assert_true(doc_bool(figure, "remove"));
	rig_stop(&r);
}

/* What a station says may be longer than any line. */
static void
compose__a_finding_of_any_length_is_drawn(void **state)
{
	static char long_rule[4000];
	struct rig r;
	size_t n;

	(void)state;
	n = (size_t)snprintf(long_rule, sizeof(long_rule),
		"{\"title\":\"\",\"text\":\"\",\"variants\":[],\"findings\":"
		"[{\"severity\":\"block\",\"where\":\"\",\"what\":\"x\","
		"\"mend\":\"y\",\"rule\":\"");
	while (n < 1010) /* just more than a line holds */
		n += (size_t)snprintf(
			long_rule + n, sizeof(long_rule) - n, "长");
	(void)snprintf(long_rule + n, sizeof(long_rule) - n, "\"}]}");
	start(&r);
	rig_answer(&r, "message.preview", long_rule);
	app_open(&r.app, "compose", "D2026-0001/2");
	app_pump(&r.app);
	rig_sees(&r, "!! 长长长");
	app_open(&r.app, "review", "D2026-0001/2");
	app_pump(&r.app);
	rig_sees(&r, "!! 长长长");
	rig_stop(&r);
}

/* So is an emptied slot; a slot that was empty before loses nothing. */
static void
compose__a_slot_that_is_emptied_is_removed(void **state)
{
	struct rig r;
	const json_t *slots;

	(void)state;
	open_draft(&r);
	rig_answer(&r, "message.revise",
		"[{\"body\":{\"message\":\"D2026-0001/2\",\"revision\":2}}]");
	rig_type(&r, "<^U>");
	rig_wait(&r, 900); /* the draft and the preview: nothing stands there */
	slots = json_object_get(json_object_get(rig_act(&r), "draft"), "slots");
	assert_null(json_object_get(slots, "place"));
	rig_type(&r, "<^S>");
	slots = json_object_get(rig_act_of(&r, "message.revise"), "slots");
	assert_true(json_is_string(json_object_get(slots, "place")));
	assert_string_equal(doc_str(slots, "place"), "");
	rig_stop(&r);
}

/* And a text written by hand that is automatic again in the preview. */
static void
compose__a_variant_that_is_emptied_is_removed(void **state)
{
	static const char none[] = "\"by_hand\":{}";
	static char shown[3000];
	struct rig r;
	const json_t *variants;
	const char *at = strstr(sample_draft_message, none);

	(void)state;
	(void)snprintf(shown, sizeof(shown),
		"%.*s\"by_hand\":{\"site\":\"a\",\"x\":\"kept\"}%s",
		(int)(at - sample_draft_message), sample_draft_message,
		at + strlen(none));
	start(&r);
	rig_answer(&r, "message.show", shown);
	rig_answer(&r, "message.revise",
		"[{\"body\":{\"message\":\"D2026-0001/2\",\"revision\":2}}]");
	app_open(&r.app, "compose", "D2026-0001/2");
	app_pump(&r.app);
	rig_type(&r, "<^F><^U><^S>"); /* of the first account, the site */
	assert_null(r.app.dialog);
	rig_type(&r, "<^S>");
	variants = json_object_get(rig_act(&r), "variants");
	assert_true(json_is_string(json_object_get(variants, "site")));
	assert_string_equal(doc_str(variants, "site"), "");
	assert_string_equal(doc_str(variants, "x"), "kept");
	rig_stop(&r);
}

/* What was typed is saved first: the draft is kept, then the repost begun. */
static void
compose__one_key_begins_the_repost_and_keeps_the_draft(void **state)
{
	struct rig r;

	(void)state;
	open_draft(&r);
	rig_type(&r, "<F2>");
	rig_sees(&r, "Nothing here is another organ's to announce.");
	assert_int_equal(rig_acts(&r, "message.repost"), 0);
	rig_answer(&r, "message.preview",
		"{\"title\":\"\",\"text\":\"\",\"variants\":[],\"findings\":"
		"[{\"rule\":\"L-50\",\"severity\":\"block\",\"where\":\"\","
		"\"what\":\"x\",\"mend\":\"y\",\"repost\":true}]}");
	rig_answer(&r, "message.revise",
		"[{\"body\":{\"message\":\"D2026-0001/2\",\"revision\":2}}]");
	rig_answer(&r, "message.repost",
		"[{\"body\":{\"message\":\"D2026-0001/1\"}}]");
	rig_type(&r, "北");
	rig_wait(&r, 300);
	rig_type(&r, "<F2>");
	assert_int_equal(rig_acts(&r, "message.revise"), 1);
	assert_int_equal(rig_acts(&r, "message.repost"), 1);
	rig_sees(&r, "The repost is begun; the draft is kept.");
	rig_stop(&r);
}

static void
compose__goes_on_from_a_draft_even_an_unsound_one(void **state)
{
	struct rig r;

	(void)state;
	start(&r);
	rig_answer(&r, "draft.show",
		"{\"by\":\"li\",\"at\":1795499000000,\"draft\":{\"base\":1,"
		"\"slots\":{\"situation\":\"水位上涨\"},\"figures\":[{"
		"\"name\":\"moved\",\"value\":\"12x\",\"as_of\":\"14:\"}],"
		"\"variants\":{}}}");
	app_open(&r.app, "compose", "D2026-0001/2");
	app_pump(&r.app);
	rig_sees(&r, "Goes on from the draft by li at 13:43.");
	rig_sees(&r, "水位上涨");
	rig_sees(&r, "12x");
	rig_stop(&r);
}

static void
compose__somebody_elses_revision_does_not_overwrite(void **state)
{
	static char newer[2000];
	struct rig r;

	(void)state;
	open_draft(&r);
	(void)snprintf(newer, sizeof(newer), "%s", sample_draft_message);
	*strstr(newer, "\"revision\":1") = ' ';
	memcpy(strstr(newer, " revision\":1"), "\"revision\":4", 12);
	rig_type(&r, "北");
	rig_answer(&r, "message.show", newer);
	rig_push(&r, "message", "D2026-0001/2");
	rig_sees(&r, "Somebody saved revision 4 while you were typing.");
	rig_sees(&r, "柳河县城关镇北");
	rig_stop(&r);
}

static void
compose__submitting_goes_by_the_form_not_by_an_old_preview(void **state)
{
	static const char waits[] =
		"{\"stages\":[{\"stage\":\"first\",\"gates\":[{\"gate\":"
		"\"wording\",\"state\":\"open\",\"may\":[{\"name\":\"Sun\","
		"\"phone\":\"0000-1003\"},{\"name\":\"Li\"}]},{\"gate\":"
		"\"policy\",\"state\":\"open\",\"may\":[]}]},{\"stage\":"
		"\"second\",\"gates\":[{\"gate\":\"legal\",\"state\":"
		"\"open\"}]}]}";
	struct rig r;

	(void)state;
	open_draft(&r);
	rig_answer(&r, "message.revise",
		"[{\"body\":{\"message\":\"D2026-0001/2\",\"revision\":2}}]");
	rig_answer(&r, "message.submit", "[]");
	rig_answer(&r, "message.review", waits);
	rig_type(&r, "<^T>"); /* situation is empty: the cursor goes there */
	rig_sees(&r, "A required field is empty");
	assert_null(r.app.dialog);
	rig_type(&r, "水位上涨<^T>"); /* at once, before any preview */
	assert_non_null(r.app.dialog);
	rig_type(&r, "<Enter>");
	assert_int_equal(rig_acts(&r, "message.revise"), 1);
	assert_int_equal(rig_acts(&r, "message.submit"), 1);
	assert_int_equal(doc_int(rig_act(&r), "revision"), 2);
	assert_string_equal(app_top(&r.app)->ops->name, "review");
	assert_non_null(strstr(r.app.say,
		"wording: Sun 0000-1003 or 1 other; policy: nobody on duty"));
	assert_null(strstr(r.app.say, "legal"));
	rig_sees(&r, "Submitted.");
	rig_stop(&r);
}

static void
compose__what_was_masked_is_never_saved(void **state)
{
	struct rig r;

	(void)state;
	start(&r);
	rig_answer(&r, "draft.show",
		"{\"by\":\"wang\",\"at\":1795499000000,\"draft\":{\"base\":1,"
		"\"slots\":{\"place\":\"城关镇\",\"situation\":"
		"\"联系人■■■\"}}}");
	app_open(&r.app, "compose", "D2026-0001/2");
	app_pump(&r.app);
	rig_type(&r, "<^S>");
	rig_sees(&r, "What stood at ■ was not stored.");
	rig_type(&r, "<^T>");
	assert_null(r.app.dialog);
	assert_int_equal(rig_acts(&r, "message.revise"), 0);
	rig_type(&r, "<End><BkSp><BkSp><BkSp><^S>"); /* the cursor is there */
	assert_int_equal(rig_acts(&r, "message.revise"), 1);
	rig_stop(&r);
}

static void
compose__a_choice_turns_and_sends_its_word(void **state)
{
	struct rig r;
	const json_t *slots;

	(void)state;
	open_draft(&r);
	rig_type(&r, "<Down><Down>");
	rig_sees(&r, "< not chosen >");
	rig_type(&r, "<Right>");
	rig_sees(&r, "< red >");
	rig_type(&r, "x<Left><Left>"); /* letters mean nothing here */
	rig_sees(&r, "< blue >");
	rig_wait(&r, 1000);
	slots = json_object_get(json_object_get(rig_act(&r), "draft"), "slots");
	assert_string_equal(doc_str(slots, "degree"), "blue");
	rig_stop(&r);
}

static void
open_review(struct rig *r)
{
	start(r);
	rig_answer(r, "message.show", sample_review);
	app_open(&r->app, "review", "D2026-0001/1");
	app_pump(&r->app);
}

static void
review__a_verdict_names_gate_and_digest(void **state)
{
	struct rig r;

	(void)state;
	open_review(&r);
	rig_answer(&r, "review", "[]");
	(void)rig_screen(&r);
	rig_type(&r, "p");
	rig_sees(&r, "The facts agree with policy.");
	rig_type(&r, "<Enter>无误<Enter>");
	assert_string_equal(doc_str(rig_act(&r), "gate"), "policy");
	assert_string_equal(doc_str(rig_act(&r), "verdict"), "pass");
	assert_string_equal(doc_str(rig_act(&r), "digest"), SAMPLE_DIGEST);
	assert_string_equal(doc_str(rig_act(&r), "reason"), "无误");
	rig_sees(&r, "Passed.");
	rig_stop(&r);
}

static void
review__a_return_needs_a_reason(void **state)
{
	struct rig r;

	(void)state;
	open_review(&r);
	rig_answer(&r, "review", "[]");
	rig_type(&r, "B<Enter><Enter>");
	assert_int_equal(rig_acts(&r, "review"), 0);
	rig_sees(&r, "Reason is needed.");
	rig_type(&r, "时间有误<Enter>");
	assert_string_equal(doc_str(rig_act(&r), "verdict"), "return");
	rig_stop(&r);
}

static void
review__the_final_gates_are_passed_by_approving_only(void **state)
{
	static const char final[] =
		"{\"id\":\"D2026-0001/"
		"1\",\"mode\":\"drill\",\"kind\":\"truth\","
		"\"state\":\"review\",\"digest\":\"" SAMPLE_DIGEST
		"\",\"stages\":[{\"stage\":\"first\",\"complete\":true,"
		"\"gates\":"
		"[{\"gate\":\"wording\",\"roles\":[\"reviewer\"],\"state\":"
		"\"passed\"}]},{\"stage\":\"final\",\"complete\":false,"
		"\"gates\":["
		"{\"gate\":\"political\",\"roles\":[\"reviewer\"],\"attests\":{"
		"\"en\":\"The stance is right.\"},\"state\":\"open\"}]}]}";
	struct rig r;

	(void)state;
	start(&r);
	rig_answer(&r, "message.show", final);
	app_open(&r.app, "review", "D2026-0001/1");
	app_pump(&r.app);
	rig_type(&r, "p");
	assert_null(r.app.dialog);
	rig_sees(&r, "Only the final review is open");
	rig_type(&r, "A");
	rig_sees(&r, "political: The stance is right.");
	rig_type(&r, "<Esc>B"); /* but any gate may return it */
	rig_sees(&r, "(*) wording");
	rig_sees(&r, "( ) political");
	rig_stop(&r);
}

static void
review__approving_asks_for_the_digest_and_sends_it(void **state)
{
	struct rig r;

	(void)state;
	open_review(&r);
	rig_answer(&r, "approve", "[]");
	(void)rig_screen(&r); /* short: it is shown to its end */
	rig_type(&r, "A<Enter>");
	assert_int_equal(rig_acts(&r, "approve"), 0);
	rig_type(&r, "0000<Enter>");
	assert_int_equal(rig_acts(&r, "approve"), 0);
	rig_sees(&r, "Type exactly: 3f9a");
	rig_type(&r, "<^U>3f9a<Enter>");
	assert_int_equal(rig_acts(&r, "approve"), 1);
	assert_string_equal(doc_str(rig_act(&r), "digest"), SAMPLE_DIGEST);
	rig_stop(&r);
}

static void
review__a_change_underneath_closes_the_dialog(void **state)
{
	static char changed[4000];
	struct rig r;

	(void)state;
	open_review(&r);
	rig_type(&r, "A3f9");
	(void)snprintf(changed, sizeof(changed), "%s", sample_review);
	memcpy(strstr(changed, "3f9a"), "4e8b", 4);
	rig_answer(&r, "message.show", changed);
	rig_push(&r, "message", "D2026-0001/1");
	assert_null(r.app.dialog);
	rig_sees(&r, "The message changed while you looked.");
	rig_sees(&r, "4e8b 11c2 77de");
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			compose__one_key_begins_the_repost_and_keeps_the_draft),
		cmocka_unit_test(compose__typing_is_kept_within_a_second),
		cmocka_unit_test(compose__a_fast_typist_is_kept_while_typing),
		cmocka_unit_test(compose__leaving_keeps_what_was_typed),
		cmocka_unit_test(
			compose__the_preview_follows_a_pause_not_every_key),
		cmocka_unit_test(compose__a_refused_save_loses_nothing),
		cmocka_unit_test(
			compose__saving_sends_sound_figures_and_the_base),
		cmocka_unit_test(
			compose__a_figure_being_verified_is_sent_with_who_verifies_it),
		cmocka_unit_test(compose__a_figure_that_is_emptied_is_removed),
		cmocka_unit_test(compose__a_finding_of_any_length_is_drawn),
		cmocka_unit_test(compose__a_slot_that_is_emptied_is_removed),
		cmocka_unit_test(compose__a_variant_that_is_emptied_is_removed),
		cmocka_unit_test(
			compose__goes_on_from_a_draft_even_an_unsound_one),
		cmocka_unit_test(
			compose__somebody_elses_revision_does_not_overwrite),
		cmocka_unit_test(
			compose__submitting_goes_by_the_form_not_by_an_old_preview),
		cmocka_unit_test(compose__what_was_masked_is_never_saved),
		cmocka_unit_test(compose__a_choice_turns_and_sends_its_word),
		cmocka_unit_test(review__a_verdict_names_gate_and_digest),
		cmocka_unit_test(review__a_return_needs_a_reason),
		cmocka_unit_test(
			review__the_final_gates_are_passed_by_approving_only),
		cmocka_unit_test(
			review__approving_asks_for_the_digest_and_sends_it),
		cmocka_unit_test(review__a_change_underneath_closes_the_dialog),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Findings beside the text: marked where they are, told whole, gone to.
 */
#include "tui/pages/say.h"
#include "tui/pages/waivers.h"
#include "tui/console/views/findings.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char answer_text[] =
	"{\"title\":\"Fire\",\"text\":\"Fire was caused by Wang. See t.cn/a.\","
	"\"variants\":[{\"account\":\"weibo\",\"text\":\"Fire was caused by "
	"Wang.\"}],\"findings\":["
	"{\"rule\":\"L-30\",\"severity\":\"warn\",\"where\":\"text\","
	"\"start\":0,\"end\":4,\"what\":\"a notice\",\"mend\":\"mend it\"},"
	"{\"rule\":\"L-31\",\"severity\":\"block\",\"where\":\"text\","
	"\"start\":5,\"end\":18,\"slot\":\"actions\",\"slot_start\":3,"
	"\"slot_end\":16,\"what\":{\"en\":\"a cause\",\"zh\":\"原因\"},"
	"\"mend\":{\"en\":\"leave it "
	"out\",\"zh\":\"删去\"},\"source\":\"law\"},"
	"{\"rule\":\"L-21\",\"severity\":\"reason\",\"where\":\"text\","
	"\"start\":29,\"end\":35,\"what\":\"a link\",\"mend\":\"\"}]}";

static json_t *
answer(void)
{
	json_t *doc = json_loads(answer_text, 0, NULL);
	assert_non_null(doc);
	return doc;
}

static void
findings__begin_with_what_blocks_and_go_round(void **state)
{
	json_t *doc = answer();
	(void)state;
	assert_int_equal(findings_count(doc), 3);
	assert_int_equal(findings_first(doc), 1);
	assert_int_equal(findings_next(doc, 1), 2);
	assert_int_equal(findings_next(doc, 2), 0);
	assert_int_equal(findings_count(NULL), 0);
	assert_int_equal(findings_next(NULL, 5), 0);
	json_decref(doc);
}

/* The word of a refusal is for programs: people read what it says. */
static void
findings__are_named_by_their_rule_and_by_no_word_of_programs(void **state)
{
	static const struct {
		const char *rule, *want;
	} rows[] = { { "L-31", "!! L-31" }, { "value", "!!" } };
	char out[SAY];

	(void)state;
	for (int n = 0; n < 2; n++) {
		json_t *f = json_pack(
			"{s:s,s:s}", "rule", rows[n].rule, "severity", "block");

		waivers_mark(out, sizeof(out), f);
		assert_string_equal(out, rows[n].want);
		json_decref(f);
	}
}

static void
findings__are_marked_where_their_words_stand(void **state)
{
	static const struct {
		int at;
		const char *text, *want;
	} rows[] = {
		{ 1, "Fire was caused by Wang.",
			"‹Fire› »was caused by« Wang." },
		{ 0, "Fire was caused by Wang.",
			"»Fire« ‹was caused by› Wang." },
		{ 2, "See t.cn/a now", "See »t.cn/a« now" },
		{ 2, "nothing of it", "nothing of it" },
		{ 2, "", "" },
	};
	json_t *doc = answer();
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *got = findings_mark(
			doc, rows[i].at, "variants.weibo", rows[i].text);
		assert_string_equal(got, rows[i].want);
		free(got);
	}
	json_decref(doc);
}

/* Two places hold the same figure: the one around which the text is the same. */
static void
findings__a_figure_is_not_marked_at_its_like(void **state)
{
	json_t *doc = json_loads(
		"{\"text\":\"At 12 noon rain. It killed 12 people.\","
		"\"findings\":[{\"rule\":\"L-10\",\"severity\":\"block\","
		"\"where\":\"text\",\"start\":27,\"end\":29}]}",
		0, NULL);
	char *got;
	(void)state;
	got = findings_mark(doc, 0, "variants.weibo",
		"Call 12345. At 12 noon rain. It killed 12 people.");
	assert_string_equal(
		got, "Call 12345. At 12 noon rain. It killed »12« people.");
	free(got);
	json_decref(doc);
}

static void
findings__one_is_told_whole_the_others_in_a_line(void **state)
{
	json_t *doc = answer();
	struct grid g;
	(void)state;
	grid_init(&g, 7, 60);
	grid_clear(&g);
	assert_int_equal(findings_rows(doc, 1, LANG_EN, 60), 7);
	findings_draw(doc, 1, LANG_EN, grid_area(&g));
	char *got = grid_format(&g);
	assert_string_equal(got,
		"Findings 2/3  !! 1 "
		"─────────────────────────────────────────\n"
		"!! L-31 blocks: a cause\n"
		"  Text: Fire »was caused by« Wang. See t.cn/a.\n"
		"  → leave it out\n"
		"  law\n"
		"! L-21 needs a reason: a link\n"
		"- L-30 notice: a notice\n");
	free(got);
	grid_release(&g);
	json_decref(doc);
}

static void
findings__the_way_out_stands_above_what_blocks(void **state)
{
	json_t *doc = answer();
	json_t *f = json_array_get(json_object_get(doc, "findings"), 1);
	struct grid g;
	(void)state;
	assert_false(findings_repost(doc));
	json_object_set_new(f, "repost", json_true());
	assert_true(findings_repost(doc));
	grid_init(&g, 2, 60);
	grid_clear(&g);
	findings_draw(doc, 1, LANG_EN, grid_area(&g));
	char *got = grid_format(&g);
	assert_string_equal(got,
		"Findings 2/3  !! 1  F2: repost "
		"─────────────────────────────\n"
		"!! L-31 blocks: a cause\n");
	free(got);
	grid_release(&g);
	json_decref(doc);
}

static void
findings__what_does_not_fit_is_counted(void **state)
{
	json_t *doc = answer();
	struct grid g;
	(void)state;
	grid_init(&g, 6, 60);
	grid_clear(&g);
	findings_draw(doc, 1, LANG_EN, grid_area(&g));
	char *got = grid_format(&g);
	assert_non_null(strstr(got, "\n2 more\n"));
	free(got);
	grid_release(&g);
	json_decref(doc);
}

static void
findings__the_cursor_goes_to_the_slot_it_came_from(void **state)
{
	json_t *doc = answer(), *slots;
	json_t *playbook = json_loads(
		"{\"slots\":[{\"id\":\"place\",\"type\":\"text\",\"max\":100},"
		"{\"id\":\"actions\",\"type\":\"lines\",\"max\":100}]}",
		0, NULL);
	struct form form;
	(void)state;
	form_init(&form, playbook, "truth");
	slots = json_pack("{s:s}", "actions", "It was caused by Wang.");
	form_fill(&form, slots, NULL);
	findings_go(doc, 1, &form);
	assert_string_equal(form.field[form.focus].id, "actions");
	assert_int_equal(form.field[form.focus].part[0].at, 3);
	findings_go(doc, 2, &form); /* of the template: stays */
	assert_string_equal(form.field[form.focus].id, "actions");
	form_release(&form);
	json_decref(slots);
	json_decref(playbook);
	json_decref(doc);
}

/* A number that is not its figure's: both ways out are offered. */
static void
findings__a_wrong_number_has_two_ways_out(void **state)
{
	static const struct {
		const char *finding, *want;
	} rows[] = {
		{ "{\"rule\":\"L-10\",\"figure\":\"dead\",\"said\":6,"
		  "\"known\":5}",
			"Either set the figure (dead=6) or write 5 in the "
			"text." },
		{ "{\"rule\":\"L-10\",\"figure\":\"injured\",\"said\":2}",
			"Either enter the figure (injured=2) or take the "
			"number out." },
		{ "{\"rule\":\"L-21\"}", "" },
	};
	char got[200];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_t *doc = json_loads(rows[i].finding, 0, NULL);

		say_figure_ways(got, sizeof(got), doc);
		assert_string_equal(got, rows[i].want);
		json_decref(doc);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(findings__a_wrong_number_has_two_ways_out),
		cmocka_unit_test(findings__begin_with_what_blocks_and_go_round),
		cmocka_unit_test(
			findings__are_named_by_their_rule_and_by_no_word_of_programs),
		cmocka_unit_test(findings__are_marked_where_their_words_stand),
		cmocka_unit_test(findings__a_figure_is_not_marked_at_its_like),
		cmocka_unit_test(
			findings__one_is_told_whole_the_others_in_a_line),
		cmocka_unit_test(
			findings__the_way_out_stands_above_what_blocks),
		cmocka_unit_test(findings__what_does_not_fit_is_counted),
		cmocka_unit_test(
			findings__the_cursor_goes_to_the_slot_it_came_from),
	};
	(void)setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}

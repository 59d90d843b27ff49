/*
 * Figures as a table: source and as-of typed once, what was told beside what
 * is to be told, arrows between cells.
 */
#include "tests/tui/sample.h"

static char *book;

static const char figures[] =
	"[{\"id\":\"dead\",\"label\":{\"en\":\"Dead\","
	"\"zh\":\"遇难\"}},{\"id\":\"missing\",\"label\":{\"en\":\"Missing\","
	"\"zh\":\"失联\"}},{\"id\":\"moved\",\"label\":{\"en\":"
	"\"People moved\",\"zh\":\"转移人数\"}}]";

static const char told[] =
	"{\"incident\":\"D2026-0001\",\"bulletins\":["
	"{\"message\":\"D2026-0001/8\",\"number\":3,\"state\":\"released\","
	"\"values\":{\"dead\":{\"value\":0},\"missing\":{\"value\":3}}},"
	"{\"message\":\"D2026-0001/9\",\"number\":4,\"state\":\"fired\","
	"\"values\":{\"missing\":{\"value\":null},\"moved\":{\"value\":900}}},"
	"{\"message\":\"D2026-0001/7\",\"number\":0,\"state\":\"draft\","
	"\"values\":{\"dead\":{\"value\":77}}},"
	"{\"message\":\"D2026-0001/2\",\"number\":0,\"state\":\"draft\","
	"\"values\":{\"moved\":{\"value\":55}}}]}";

static const char slot[] =
	"{\"id\":\"as_of\",\"label\":{\"en\":\"As of\","
	"\"zh\":\"截至\"},\"type\":\"time\",\"kinds\":[\"update\"],"
	"\"required\":[]}";

static void
start_with(struct rig *r, bool as_of, const char *show, const char *draft)
{
	json_t *playbook = rig_json(sample_playbook);

	doc_put(playbook, "figures", rig_json(figures));
	if (as_of)
		json_array_append_new(
			json_object_get(playbook, "slots"), rig_json(slot));
	free(book);
	book = doc_format(playbook);
	json_decref(playbook);
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "message.show", show);
	rig_answer(r, "draft.show", draft);
	rig_answer(r, "playbook.show", book);
	rig_answer(r, "incident.figures", told);
	rig_answer(r, "message.revise", "[]");
	rig_start(r, LANG_ZH, 24, 80);
	app_open(&r->app, "compose", "D2026-0001/2");
	app_pump(&r->app);
}

static void
start(struct rig *r, bool as_of)
{
	start_with(r, as_of, sample_draft_message, "{}");
}

static const json_t *
sent(const struct rig *r, const char *name)
{
	size_t n;
	json_t *row;

	json_array_foreach(
		json_object_get(rig_act_of(r, "message.revise"), "figures"), n,
		row)
	{
		if (strcmp(doc_str(row, "name"), name) == 0)
			return row;
	}
	return NULL;
}

static void
table__has_heads_what_was_told_and_what_changes(void **state)
{
	static const char *const want[] = {
		"来源 县应急局       截至 未写",
		" 数据       此前 现在",
		" 遇难          0 ",
		" 失联          ? ",
		" 转移人数    900 1200      +300",
	};
	struct rig r;

	(void)state;
	start(&r, true);
	for (size_t n = 0; n < sizeof(want) / sizeof(want[0]); n++)
		rig_sees(&r, want[n]);
	rig_stop(&r);
}

/* place, situation, degree, as_of, the head, then the rows */
#define TO_HEAD "<Tab><Tab><Tab><Tab>"

static void
table__source_and_as_of_are_typed_once(void **state)
{
	struct rig r;
	const json_t *row;

	(void)state;
	start(&r, false);
	rig_type(&r, "<Tab><Tab><Tab>县防指<Tab>14:10<Tab>2<Tab><Tab>?<^S>");
	row = sent(&r, "dead");
	assert_int_equal(doc_int(row, "value"), 2);
	assert_string_equal(doc_str(row, "source"), "县防指");
	assert_true(doc_int(row, "as_of") > 0);
	row = sent(&r, "missing");
	assert_null(json_object_get(row, "value"));
	assert_string_equal(doc_str(row, "source"), "县防指");
	row = sent(
		&r, "moved"); /* typed at the head: of all without their own */
	assert_string_equal(doc_str(row, "source"), "县防指");
	assert_int_equal(doc_int(row, "value"), 1200);
	rig_stop(&r);
}

static void
table__as_of_is_the_texts_where_it_says_one(void **state)
{
	struct rig r;

	(void)state;
	start(&r, true);
	rig_type(&r, "<Tab><Tab><Tab>14:10<Tab><Tab>2<^S>");
	rig_sees(&r, "截至 2026-11-24 14:10");
	assert_int_equal(
		doc_int(sent(&r, "dead"), "as_of"), INT64_C(1795500600000));
	assert_int_not_equal(doc_int(sent(&r, "moved"), "as_of"),
		INT64_C(1795500600000)); /* it has one of its own */
	rig_stop(&r);
}

static void
table__arrows_go_from_cell_to_cell_and_typing_replaces(void **state)
{
	struct rig r;

	(void)state;
	start(&r, true);
	rig_type(&r, TO_HEAD "<Down>1<Down>4<Up>5<Down><Down>1362");
	rig_type(&r, "<Right>县防指<^S>");
	assert_int_equal(doc_int(sent(&r, "dead"), "value"), 5);
	assert_int_equal(doc_int(sent(&r, "missing"), "value"), 4);
	assert_int_equal(doc_int(sent(&r, "moved"), "value"), 1362);
	assert_string_equal(doc_str(sent(&r, "moved"), "source"), "县防指");
	assert_string_equal(doc_str(sent(&r, "dead"), "source"), "县应急局");
	rig_stop(&r);
}

static void
table__asks_why_where_something_changed_and_only_there(void **state)
{
	struct rig r;

	(void)state;
	start(&r, true);
	rig_type(&r, TO_HEAD "<Tab>0<Tab>?<Tab>1362");
	rig_sees(&r, "变动原因：");
	rig_type(&r, "<Tab>新一轮转移<^S>");
	assert_string_equal(doc_str(sent(&r, "moved"), "reason"), "新一轮转移");
	assert_string_equal(doc_str(sent(&r, "dead"), "reason"), "");
	rig_stop(&r);
}

/* What is typed at the head is nobody's to lose. */
static void
table__head_is_kept_in_the_draft(void **state)
{
	struct rig r;
	const json_t *act, *row = NULL;
	size_t n;
	json_t *one;

	(void)state;
	start(&r, true);
	rig_type(&r, TO_HEAD "市防指");
	rig_wait(&r, 900);
	act = rig_act(&r);
	assert_string_equal(doc_str(act, "act"), "draft.save");
	json_array_foreach(
		json_object_get(json_object_get(act, "draft"), "figures"), n,
		one)
	{
		if (strcmp(doc_str(one, "name"), "figures") == 0)
			row = one;
	}
	assert_string_equal(doc_str(row, "source"), "市防指");
	rig_stop(&r);
}

/* Also where what was carried over has an as-of that is not told again. */
static void
table__head_is_as_it_was_typed_when_one_comes_back(void **state)
{
	json_t *show = rig_json(sample_draft_message), *kept = json_object();
	struct rig r;
	char *shown, *draft;

	(void)state;
	start(&r, false);
	rig_type(&r, "<Tab><Tab><Tab>市防指<Tab>14:10");
	rig_wait(&r, 900);
	doc_put(kept, "draft",
		json_deep_copy(json_object_get(
			rig_act_of(&r, "draft.save"), "draft")));
	doc_put_str(kept, "by", "wang");
	rig_stop(&r);
	doc_put(show, "carried",
		rig_json("[{\"name\":\"moved\",\"figure\":true,\"number\":4,"
			 "\"message\":\"D2026-0001/9\",\"label\":{}}]"));
	shown = doc_format(show);
	draft = doc_format(kept);
	start_with(&r, false, shown, draft);
	rig_sees(&r, "市防指");
	rig_sees(&r, "截至 14:10");
	rig_push(&r, "message", "D2026-0001/2");
	rig_sees(&r, "截至 14:10");
	rig_stop(&r);
	json_decref(show);
	json_decref(kept);
	free(shown);
	free(draft);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			table__has_heads_what_was_told_and_what_changes),
		cmocka_unit_test(table__source_and_as_of_are_typed_once),
		cmocka_unit_test(table__as_of_is_the_texts_where_it_says_one),
		cmocka_unit_test(
			table__arrows_go_from_cell_to_cell_and_typing_replaces),
		cmocka_unit_test(
			table__asks_why_where_something_changed_and_only_there),
		cmocka_unit_test(table__head_is_kept_in_the_draft),
		cmocka_unit_test(
			table__head_is_as_it_was_typed_when_one_comes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

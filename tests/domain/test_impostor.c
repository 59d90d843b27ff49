/*
 * Impostors: a case from the first sight of it to its end, by whom and by when,
 * what strangers write into it, and that its letters say what is known.
 */
#include "tests/domain/scene.h"

#include "domain/impostor/impostor.h"
#include "domain/register/form.h"
#include "domain/waits/waits.h"

#define HOUR_MS (INT64_C(60) * 60 * 1000)

static void
impostor_scene(struct scene *s)
{
	scene_open(s, false);
	scene_officer(s, "reg", ROLE_BIT(ROLE_REGISTRAR));
	scene_must(s, "reg", ACT_IMPOSTOR_OPEN,
		json_pack("{s:s,s:s,s:s,s:s}", "name", "县新闻办发部",
			"platform", "微博", "url", "https://weibo.example/u/1",
			"imitates", "hand"));
}

static json_t *
letter_act(const char *form)
{
	return json_pack("{s:s,s:s,s:s}", "impostor", "i1", "form", form, "to",
		"平台客服");
}

static json_t *
close_act(const char *outcome)
{
	return json_pack("{s:s,s:s,s:s}", "impostor", "i1", "outcome", outcome,
		"found", "已看不到");
}

static json_t *
named(const char *name, const char *platform)
{
	return json_pack("{s:s,s:s}", "name", name, "platform", platform);
}

/* The wait of the case; NULL if nothing has a deadline. New reference. */
static json_t *
impostor_wait(const struct scene *s)
{
	struct world w = {
		.office = &s->office, .library = s->lib, .now = s->now
	};
	json_t *list = json_array(), *row;

	waits_put_office(list, &w);
	row = json_incref(doc_find(list, "what", "impostor"));
	json_decref(list);
	return row;
}

static void
wait_is(const struct scene *s, const char *act, int64_t due)
{
	json_t *row = impostor_wait(s);

	assert_string_equal(doc_str(row, "act"), act);
	assert_int_equal(doc_int(row, "due"), due);
	assert_string_equal(
		doc_str(json_array_get(doc_get(row, "officers"), 0), "id"),
		"reg");
	json_decref(row);
}

static void
impostor__is_followed_to_its_end_by_deadlines(void **state)
{
	struct scene s;

	(void)state;
	impostor_scene(&s);
	wait_is(&s, "impostor.letter", SCENE_NOW + 24 * HOUR_MS);
	s.now += HOUR_MS;
	scene_must(&s, "reg", ACT_IMPOSTOR_LETTER,
		letter_act("impostor-platform"));
	wait_is(&s, "impostor.answer", s.now + 120 * HOUR_MS);
	scene_must(&s, "reg", ACT_IMPOSTOR_ANSWER,
		json_pack("{s:s,s:i,s:s}", "impostor", "i1", "letter", 1,
			"answer", "已受理"));
	wait_is(&s, "impostor.letter", SCENE_NOW + 168 * HOUR_MS);
	scene_must(&s, "reg", ACT_IMPOSTOR_LETTER,
		letter_act("impostor-authority"));
	wait_is(&s, "impostor.answer", s.now + 360 * HOUR_MS);
	scene_must(&s, "reg", ACT_IMPOSTOR_ANSWER,
		json_pack("{s:s,s:i,s:s}", "impostor", "i1", "letter", 2,
			"answer", "已查处"));
	wait_is(&s, "impostor.close", SCENE_NOW + 720 * HOUR_MS);
	scene_must(&s, "reg", ACT_IMPOSTOR_CLOSE, close_act("removed"));
	assert_null(impostor_wait(&s));
	scene_close(&s);
}

/* Who takes care of a case may lose the role, or never have had it. */
static void
impostor__that_its_owner_may_not_end_calls_those_who_may(void **state)
{
	struct scene s;
	json_t *row;
	const json_t *officers;

	(void)state;
	impostor_scene(&s);
	scene_must(&s, "reg", ACT_IMPOSTOR_CHANGE,
		json_pack("{s:s,s:s}", "impostor", "i1", "owner", "rel1"));
	row = impostor_wait(&s);
	officers = doc_get(row, "officers");
	assert_non_null(doc_find(officers, "id", "reg"));
	assert_null(doc_find(officers, "id", "rel1"));
	json_decref(row);
	scene_close(&s);
}

/* Without the rows of an older library nothing is due, and nothing breaks. */
static void
impostor__has_no_deadline_without_a_rule(void **state)
{
	struct rules none = { 0 };
	struct scene s;
	json_t *rows;

	(void)state;
	impostor_scene(&s);
	rows = impostor_list(&s.office, &none, SCENE_NOW, 9);
	assert_int_equal(json_array_size(rows), 1);
	assert_null(doc_get(json_array_get(rows, 0), "next"));
	json_decref(rows);
	rows = impostor_list(&s.office, NULL, SCENE_NOW, 9);
	assert_null(doc_get(json_array_get(rows, 0), "next"));
	json_decref(rows);
	scene_close(&s);
}

static void
impostor__acts_are_for_those_whose_they_are(void **state)
{
	struct scene s;

	(void)state;
	impostor_scene(&s);
	assert_string_equal(
		scene_try(&s, "rel1", ACT_IMPOSTOR_OPEN, named("a", "b")),
		"role");
	assert_string_equal(
		scene_try(&s, "rel1", ACT_IMPOSTOR_CLOSE, close_act("removed")),
		"role");
	/* a registrar drafts nothing, also no warning */
	assert_string_equal(scene_try(&s, "reg", ACT_IMPOSTOR_WARN,
				    json_pack("{s:s}", "impostor", "i1")),
		"role");
	scene_close(&s);
}

static void
impostor__refuses_what_does_not_fit(void **state)
{
	struct scene s;
	char *name;

	(void)state;
	impostor_scene(&s);
	/* the same place twice, no web address, nobody's account or officer */
	assert_string_equal(
		scene_try(&s, "reg", ACT_IMPOSTOR_OPEN,
			json_pack("{s:s,s:s,s:s}", "name", "又一", "platform",
				"微博", "url", "https://weibo.example/u/1")),
		"exists");
	assert_string_equal(
		scene_try(&s, "reg", ACT_IMPOSTOR_OPEN,
			json_pack("{s:s,s:s,s:s}", "name", "又一", "platform",
				"微博", "url", "javascript:alert(1)")),
		"url");
	assert_string_equal(scene_try(&s, "reg", ACT_IMPOSTOR_CHANGE,
				    json_pack("{s:s,s:s}", "impostor", "i1",
					    "owner", "nobody")),
		"not-found");
	assert_string_equal(scene_try(&s, "reg", ACT_IMPOSTOR_CHANGE,
				    json_pack("{s:s,s:s}", "impostor", "i1",
					    "imitates", "none")),
		"not-found");
	assert_string_equal(scene_try(&s, "reg", ACT_IMPOSTOR_CHANGE,
				    json_pack("{s:s}", "impostor", "i1")),
		"field");
	/* a day that is still to come */
	assert_string_equal(
		scene_try(&s, "reg", ACT_IMPOSTOR_CHANGE,
			json_pack("{s:s,s:I}", "impostor", "i1", "seen",
				(json_int_t)(SCENE_NOW + 48 * HOUR_MS))),
		"field");
	/* a form of the register is no letter; no such letter was sent */
	assert_string_equal(
		scene_try(&s, "reg", ACT_IMPOSTOR_LETTER, letter_act("open")),
		"value");
	assert_string_equal(scene_try(&s, "reg", ACT_IMPOSTOR_ANSWER,
				    json_pack("{s:s,s:i,s:s}", "impostor", "i1",
					    "letter", 1, "answer", "x")),
		"impostor-letter");
	assert_string_equal(
		scene_try(&s, "reg", ACT_IMPOSTOR_CLOSE, close_act("eaten")),
		"word");
	assert_string_equal(scene_try(&s, "reg", ACT_IMPOSTOR_EVIDENCE,
				    json_pack("{s:s,s:s}", "impostor", "i1",
					    "label", "截图")),
		"field");
	assert_string_equal(
		scene_try(&s, "reg", ACT_IMPOSTOR_EVIDENCE,
			json_pack("{s:s,s:s,s:s}", "impostor", "i9", "label",
				"x", "url", "https://a.example")),
		"not-found");
	/* what strangers write: somebody's number, too much */
	assert_string_equal(scene_try(&s, "reg", ACT_IMPOSTOR_OPEN,
				    named("联系13987654321", "微博")),
		"leak");
	name = calloc(1, 1 << 20);
	memset(name, 'a', (1 << 20) - 1);
	assert_string_equal(
		scene_try(&s, "reg", ACT_IMPOSTOR_OPEN, named(name, "微博")),
		"field");
	free(name);
	/* what is closed stays as it was */
	scene_must(&s, "reg", ACT_IMPOSTOR_CLOSE, close_act("standing"));
	assert_string_equal(scene_try(&s, "reg", ACT_IMPOSTOR_LETTER,
				    letter_act("impostor-platform")),
		"impostor-closed");
	/* and the place may be seen again */
	scene_must(&s, "reg", ACT_IMPOSTOR_OPEN,
		json_pack("{s:s,s:s,s:s}", "name", "又来", "platform", "微博",
			"url", "https://weibo.example/u/1"));
	assert_non_null(office_impostor(&s.office, "i2"));
	scene_close(&s);
}

/* Who takes care of it and has left is no officer to call: others are. */
static void
impostor__is_somebody_elses_when_its_officer_is_gone(void **state)
{
	struct scene s;
	json_t *row;

	(void)state;
	impostor_scene(&s);
	scene_entry(&s, "station", "officer.changed",
		json_pack("{s:s,s:s}", "officer", "reg", "state", "suspended"));
	row = impostor_wait(&s);
	assert_string_equal(
		doc_str(json_array_get(doc_get(row, "officers"), 0), "id"),
		"dora");
	json_decref(row);
	scene_close(&s);
}

static void
impostor__has_bounds(void **state)
{
	struct scene s;
	char name[40];

	(void)state;
	impostor_scene(&s);
	for (int n = 1; n < IMPOSTORS_OPEN_MAX; n++) {
		(void)snprintf(name, sizeof(name), "假冒%d", n);
		scene_must(&s, "reg", ACT_IMPOSTOR_OPEN, named(name, "抖音"));
	}
	assert_string_equal(scene_try(&s, "reg", ACT_IMPOSTOR_OPEN,
				    named("再一个", "抖音")),
		"field");
	for (int n = 0; n < IMPOSTOR_LETTERS_MAX; n++)
		scene_must(&s, "reg", ACT_IMPOSTOR_LETTER,
			letter_act("impostor-platform"));
	assert_string_equal(scene_try(&s, "reg", ACT_IMPOSTOR_LETTER,
				    letter_act("impostor-platform")),
		"field");
	for (int n = 0; n < IMPOSTOR_EVIDENCE_MAX; n++)
		scene_must(&s, "reg", ACT_IMPOSTOR_EVIDENCE,
			json_pack("{s:s,s:s,s:s}", "impostor", "i1", "label",
				"截图", "url", "https://a.example"));
	assert_string_equal(
		scene_try(&s, "reg", ACT_IMPOSTOR_EVIDENCE,
			json_pack("{s:s,s:s,s:s}", "impostor", "i1", "label",
				"截图", "url", "https://a.example")),
		"field");
	scene_close(&s);
}

/* What a start reads is what was folded. */
static void
impostor__row_is_read_back_as_it_was(void **state)
{
	const struct impostor *c;
	struct office again;
	struct scene s;
	json_t *was, *is;

	(void)state;
	impostor_scene(&s);
	scene_must(&s, "reg", ACT_IMPOSTOR_EVIDENCE,
		json_pack("{s:s,s:s,s:s}", "impostor", "i1", "label", "截图",
			"url", "https://a.example"));
	scene_must(&s, "reg", ACT_IMPOSTOR_LETTER,
		letter_act("impostor-platform"));
	scene_must(&s, "reg", ACT_IMPOSTOR_ANSWER,
		json_pack("{s:s,s:i,s:s}", "impostor", "i1", "letter", 1,
			"answer", "已受理"));
	scene_must(&s, "reg", ACT_IMPOSTOR_CLOSE, close_act("changed"));
	was = impostor_doc(office_impostor(&s.office, "i1"));
	office_init(&again);
	office_load(&again, PROJ_IMPOSTOR, was);
	c = office_impostor(&again, "i1");
	assert_non_null(c);
	is = impostor_doc(c);
	assert_true(json_equal(is, was));
	json_decref(is);
	json_decref(was);
	office_release(&again);
	scene_close(&s);
}

static void
warning__begins_an_incident_whose_notice_is_prepared(void **state)
{
	struct world w = { .now = SCENE_NOW };
	json_t *act = json_pack("{s:s}", "impostor", "i1");
	struct judged j;
	struct err err;
	struct scene s;

	(void)state;
	impostor_scene(&s);
	w.office = &s.office;
	w.library = s.lib;
	w.officer = office_officer(&s.office, "dora");
	judged_init(&j);
	assert_int_equal(judge_impostor_warn(&j, &w, act, &err), ERR_OK);
	assert_string_equal(j.items[0].kind, "incident.opened");
	assert_string_equal(doc_str(j.items[0].body, "title"),
		"关于微博“县新闻办发部”账号假冒本单位的提醒");
	assert_string_equal(
		doc_str(j.items[0].body, "playbook"), "unit-impostor");
	assert_string_equal(j.items[1].kind, "incident.prepared");
	assert_string_equal(j.items[j.count - 1].kind, "impostor.warned");
	assert_string_equal(
		doc_str(j.items[j.count - 1].body, "warning"), j.incident);
	scene_entry(&s, "dora", "impostor.warned",
		json_incref(j.items[j.count - 1].body));
	judged_release(&j);
	/* once */
	judged_init(&j);
	assert_int_not_equal(judge_impostor_warn(&j, &w, act, &err), ERR_OK);
	assert_string_equal(err.id, "impostor-warned");
	judged_release(&j);
	json_decref(act);
	scene_close(&s);
}

/* ---- letters ---- */

static const char *
page_value(const json_t *sheet, const char *label)
{
	const json_t *part = json_array_get(doc_get(sheet, "parts"), 0);
	json_t *row;
	size_t n;

	json_array_foreach(doc_get(part, "rows"), n, row)
	{
		if (strcmp(json_string_value(json_array_get(row, 0)), label) ==
			0)
			return json_string_value(json_array_get(row, 1));
	}
	return "";
}

static json_t *
page(const struct scene *s, const char *form)
{
	const struct form_view v = { .office = &s->office,
		.rules = &s->lib->rules,
		.now = SCENE_NOW,
		.lang = LANG_ZH };
	json_t *sheet = NULL;
	struct err err;

	assert_int_equal(impostor_letter_sheet(&sheet, &v, form,
				 office_impostor(&s->office, "i1"), &err),
		ERR_OK);
	return sheet;
}

static void
letter__has_the_cases_facts_and_its_evidence(void **state)
{
	static const char digest[] = "98ea6e4f216f2fb4b69fff9b3a44842c3868"
				     "6ca685f3f55dc48c5d3fb1107be4";
	const char *text;
	struct scene s;
	json_t *sheet;

	(void)state;
	impostor_scene(&s);
	sheet = page(&s, "impostor-platform");
	text = json_string_value(json_array_get(doc_get(sheet, "lines"), 0));
	assert_non_null(strstr(text,
		"微博平台：贵平台账号“县新闻办发部”"
		"（https://weibo.example/u/1）"));
	assert_non_null(strstr(text, "（县新闻办）"));
	assert_non_null(strstr(text, "2026-07-21 02:00"));
	assert_null(strchr(text, '{'));
	assert_string_equal(page_value(sheet, "被假冒的账号"), "hand");
	assert_string_equal(page_value(sheet, "假冒情形"), "未登记");
	assert_string_equal(page_value(sheet, "此前发函"), "无");
	assert_string_equal(page_value(sheet, "日期"), "2026-07-21");
	/* without evidence there is no list of it */
	assert_int_equal(json_array_size(doc_get(sheet, "parts")), 1);
	json_decref(sheet);
	scene_must(&s, "reg", ACT_IMPOSTOR_EVIDENCE,
		json_pack("{s:s,s:s,s:s,s:s}", "impostor", "i1", "label",
			"截图", "name", "a.png", "digest", digest));
	scene_must(&s, "reg", ACT_IMPOSTOR_LETTER,
		letter_act("impostor-platform"));
	sheet = page(&s, "impostor-authority");
	text = json_string_value(json_array_get(
		json_array_get(
			doc_get(json_array_get(doc_get(sheet, "parts"), 1),
				"rows"),
			0),
		2));
	assert_string_equal(text, digest);
	text = json_string_value(json_array_get(doc_get(sheet, "lines"), 0));
	assert_non_null(strstr(text, "平台客服"));
	json_decref(sheet);
	scene_close(&s);
}

/* What braces stand for in a letter's text. */
static void
letter__text_is_taken_apart(void **state)
{
	const char *at = "a{url}b{x}{unit", *piece;
	size_t len;
	int field;

	(void)state;
	piece = form_text_next(&at, &len, &field);
	assert_memory_equal(piece, "a", len);
	assert_int_equal(len, 1);
	assert_int_equal(field, FORM_URL);
	piece = form_text_next(&at, &len, &field);
	assert_memory_equal(piece, "b", len);
	assert_int_equal(field, FORM_FIELD_COUNT);
	assert_non_null(form_text_next(&at, &len, &field));
	assert_int_equal(field, FORM_FIELD_COUNT); /* never closed */
	assert_null(form_text_next(&at, &len, &field));
	at = "end";
	assert_non_null(form_text_next(&at, &len, &field));
	assert_int_equal(field, -1);
	assert_null(form_text_next(&at, &len, &field));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(impostor__is_followed_to_its_end_by_deadlines),
		cmocka_unit_test(
			impostor__that_its_owner_may_not_end_calls_those_who_may),
		cmocka_unit_test(impostor__has_no_deadline_without_a_rule),
		cmocka_unit_test(impostor__acts_are_for_those_whose_they_are),
		cmocka_unit_test(impostor__refuses_what_does_not_fit),
		cmocka_unit_test(
			impostor__is_somebody_elses_when_its_officer_is_gone),
		cmocka_unit_test(impostor__has_bounds),
		cmocka_unit_test(impostor__row_is_read_back_as_it_was),
		cmocka_unit_test(
			warning__begins_an_incident_whose_notice_is_prepared),
		cmocka_unit_test(letter__has_the_cases_facts_and_its_evidence),
		cmocka_unit_test(letter__text_is_taken_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

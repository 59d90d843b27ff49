/*
 * Services: entered, changed and closed, taken into texts in their words, and
 * what is known of whether they answer.
 */
#include "tests/domain/scene.h"

#include "domain/service/service.h"
#include "domain/register/round.h"
#include "domain/waits/waits.h"

static void
scene_services(struct scene *s)
{
	scene_open(s, false);
	scene_officer(s, "reg", ROLE_BIT(ROLE_REGISTRAR));
	scene_must(s, "reg", ACT_SERVICE_OPEN,
		json_pack("{s:s,s:s,s:s,s:s,s:s}", "name", "避难场所查询",
			"name_en", "Shelters", "url",
			"https://www.yunxi.gov.cn/b", "phone", "12345", "hours",
			"24小时"));
	scene_must(s, "reg", ACT_SERVICE_OPEN,
		json_pack("{s:s,s:s}", "name", "防汛值班", "phone", "12345"));
}

/* ---- at the act ---- */

static const struct {
	const char *by, *what, *refusal;
} tried[] = {
	{ "reg", "{\"name\":\"停水查询\",\"url\":\"https://a.gov.cn\"}", "" },
	{ "reg", "{\"name\":\"停水查询\",\"place\":\"县政务大厅\"}", "" },
	{ "reg", "{\"name\":\"停水查询\"}", "field" },
	{ "dora", "{\"name\":\"停水查询\",\"phone\":\"12345\"}", "role" },
	{ "reg", "{\"name\":\"防汛值班\",\"phone\":\"12345\"}", "exists" },
	{ "reg", "{\"name\":\"x\",\"url\":\"ftp://a.gov.cn\"}", "url" },
	{ "reg", "{\"name\":\"x\",\"url\":\"javascript:alert(1)\"}", "url" },
	{ "reg", "{\"name\":\"x\",\"url\":\"file:///etc/passwd\"}", "url" },
	{ "reg", "{\"name\":\"x\",\"url\":\"https://\"}", "url" },
	{ "reg", "{\"name\":\"x\",\"url\":\"https://u:p@a.gov.cn\"}", "url" },
	{ "reg", "{\"name\":\"x\",\"url\":\"https://a.gov.cn/u@v\"}", "" },
	/* a private telephone is none that the public is given */
	{ "reg", "{\"name\":\"联系13812345678\",\"phone\":\"12345\"}", "leak" },
};

static void
service__of_which_acts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(tried) / sizeof(tried[0]); i++) {
		const char *refusal;
		struct scene s;

		scene_services(&s);
		refusal = scene_try(&s, tried[i].by, ACT_SERVICE_OPEN,
			json_loads(tried[i].what, 0, NULL));
		if (strcmp(refusal, tried[i].refusal) != 0)
			fail_msg("%s: got %s, want %s", tried[i].what, refusal,
				tried[i].refusal);
		scene_close(&s);
	}
}

static void
service__is_changed_and_closed_for_good(void **state)
{
	struct scene s;

	(void)state;
	scene_services(&s);
	assert_string_equal(
		scene_try(&s, "reg", ACT_SERVICE_CHANGE,
			json_pack("{s:s,s:s}", "service", "s9", "phone", "1")),
		"not-found");
	assert_string_equal(scene_try(&s, "reg", ACT_SERVICE_CHANGE,
				    json_pack("{s:s}", "service", "s2")),
		"field");
	/* nobody could reach it then */
	assert_string_equal(
		scene_try(&s, "reg", ACT_SERVICE_CHANGE,
			json_pack("{s:s,s:s}", "service", "s2", "phone", "")),
		"field");
	scene_must(&s, "reg", ACT_SERVICE_CHANGE,
		json_pack("{s:s,s:s}", "service", "s2", "phone", "110"));
	assert_string_equal(
		doc_str(office_service(&s.office, "s2"), "phone"), "110");
	scene_must(&s, "reg", ACT_SERVICE_CLOSE,
		json_pack("{s:s,s:s}", "service", "s2", "reason", "合并"));
	assert_string_equal(scene_try(&s, "reg", ACT_SERVICE_CLOSE,
				    json_pack("{s:s,s:s}", "service", "s2",
					    "reason", "合并")),
		"not-found");
	/* its name is free again, its id is not */
	scene_must(&s, "reg", ACT_SERVICE_OPEN,
		json_pack("{s:s,s:s}", "name", "防汛值班", "phone", "119"));
	assert_non_null(office_service(&s.office, "s3"));
	scene_close(&s);
}

/* ---- in a text ---- */

static const char *
line_of(const struct scene *s, const char *id, enum lang lang)
{
	static char line[SERVICE_LINE];

	service_line(line, office_service(&s->office, id), lang);
	return line;
}

static void
slot__takes_a_service_in_its_words(void **state)
{
	static const struct {
		const char *given, *refusal;
	} rows[] = { { "s1", "" }, { "s9", "not-found" },
		{ "拨打110", "not-found" }, { "", "" } };
	struct scene s;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_t *slots = scene_slots();
		const char *refusal;

		scene_services(&s);
		doc_put_str(slots, "lookup", rows[i].given);
		refusal = scene_try(&s, "dora", ACT_MESSAGE_NEW,
			json_pack("{s:s,s:s,s:o}", "incident", s.incident.id,
				"kind", "update", "slots", slots));
		assert_string_equal(refusal, rows[i].refusal);
		if (*refusal == '\0' && *rows[i].given) {
			assert_string_equal(
				doc_str(scene_message(&s, 1)->slots, "lookup"),
				line_of(&s, "s1", LANG_ZH));
			assert_non_null(strstr(scene_message(&s, 1)->text,
				"避难场所查询，网址 "
				"https://www.yunxi.gov.cn/"
				"b，电话12345，24小时"));
		}
		scene_close(&s);
	}
}

/* What stands in a text was said there: a number that is put right later is
 * another text, and is not changed behind anybody's back. */
static void
slot__keeps_its_words_when_the_service_changes(void **state)
{
	char was[SERVICE_LINE];
	json_t *slots = scene_slots();
	struct scene s;

	(void)state;
	scene_services(&s);
	doc_put_str(slots, "lookup", "s1");
	scene_must(&s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o}", "incident", s.incident.id, "kind",
			"update", "slots", slots));
	(void)snprintf(was, sizeof(was), "%s", line_of(&s, "s1", LANG_ZH));
	scene_must(&s, "reg", ACT_SERVICE_CHANGE,
		json_pack("{s:s,s:s}", "service", "s1", "phone", "96119"));
	assert_string_equal(
		doc_str(scene_message(&s, 1)->slots, "lookup"), was);
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:{s:s}}", "message",
			scene_message(&s, 1)->id, "base", 1, "slots", "lookup",
			was));
	/* by its old words nobody can put it into another text any more */
	assert_string_equal(scene_try(&s, "dora", ACT_MESSAGE_NEW,
				    json_pack("{s:s,s:s,s:{s:s}}", "incident",
					    s.incident.id, "kind", "update",
					    "slots", "lookup", was)),
		"not-found");
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:{s:s}}", "message",
			scene_message(&s, 1)->id, "base", 2, "slots", "lookup",
			"s1"));
	assert_non_null(strstr(
		doc_str(scene_message(&s, 1)->slots, "lookup"), "96119"));
	scene_close(&s);
}

static void
slot__in_english_has_the_english_name(void **state)
{
	struct scene s;

	(void)state;
	scene_services(&s);
	assert_string_equal(line_of(&s, "s1", LANG_EN),
		"Shelters, https://www.yunxi.gov.cn/b, telephone 12345, "
		"24小时");
	assert_string_equal(
		line_of(&s, "s2", LANG_EN), "防汛值班, telephone 12345");
	scene_close(&s);
}

static void
playbook__offers_the_open_ones(void **state)
{
	const struct playbook *p;
	json_t *doc, *choices;
	struct scene s;

	(void)state;
	scene_services(&s);
	scene_must(&s, "reg", ACT_SERVICE_CLOSE,
		json_pack("{s:s,s:s}", "service", "s2", "reason", "合并"));
	p = playbook_find(s.lib, "rainstorm-flood");
	assert_int_equal(playbook_slot(p, "lookup")->type, SLOT_SERVICE);
	doc = json_pack("{s:[{s:s,s:s},{s:s,s:s}]}", "slots", "id", "lookup",
		"type", "service", "id", "place", "type", "text");
	service_put_choices(doc, &s.office);
	choices = doc_get(json_array_get(doc_get(doc, "slots"), 0), "choices");
	assert_int_equal(json_array_size(choices), 1);
	assert_string_equal(doc_str(json_array_get(choices, 0), "word"), "s1");
	assert_null(
		doc_get(json_array_get(doc_get(doc, "slots"), 1), "choices"));
	json_decref(doc);
	assert_int_equal(
		playbook_slot(playbook_find(s.lib, "unit-account"), "lookup")
			->type,
		SLOT_SERVICE);
	scene_close(&s);
}

/* ---- what the relay found ---- */

static void
proven(struct scene *s, const char *service, const char *url, const char *proof)
{
	const struct world w = {
		.office = &s->office, .library = s->lib, .now = s->now
	};
	json_t *rows = json_array();
	json_t *row = json_pack("{s:s,s:s,s:s,s:s}", "service", service, "url",
		url, "proof", proof, "detail", "没有应答 13812345678");

	service_judge_proof(rows, &w, row);
	json_decref(row);
	if (json_array_size(rows) > 0)
		scene_entry(s, "relay", "services.proven",
			json_pack("{s:O}", "results", rows));
	json_decref(rows);
}

static const char *
state_of(const struct scene *s, const char *id)
{
	static char text[20];
	json_t *list = service_list(&s->office);

	(void)snprintf(text, sizeof(text), "%s",
		doc_str(doc_find(list, "id", id), "state"));
	json_decref(list);
	return text;
}

#define URL "https://www.yunxi.gov.cn/b"

static void
proof__says_no_more_than_is_known(void **state)
{
	struct scene s;

	(void)state;
	scene_services(&s);
	assert_string_equal(state_of(&s, "s1"), "unknown");
	assert_string_equal(state_of(&s, "s2"), "unasked");
	proven(&s, "s1", URL, "ok");
	assert_string_equal(state_of(&s, "s1"), "ok");
	proven(&s, "s1", URL, "unreachable");
	assert_string_equal(state_of(&s, "s1"), "unreachable");
	/* neither of another address nor of what nobody asked for */
	proven(&s, "s1", "https://other.example", "ok");
	proven(&s, "s2", "", "ok");
	proven(&s, "s7", URL, "ok");
	assert_string_equal(state_of(&s, "s1"), "unreachable");
	assert_string_equal(state_of(&s, "s2"), "unasked");
	proven(&s, "s1", URL, "hacked");
	assert_string_equal(state_of(&s, "s1"), "unknown");
	assert_null(strstr(
		doc_str(doc_get(office_service(&s.office, "s1"), "proof"),
			"why"),
		"138"));
	/* of a new address nothing is known */
	proven(&s, "s1", URL, "ok");
	scene_must(&s, "reg", ACT_SERVICE_CHANGE,
		json_pack("{s:s,s:s}", "service", "s1", "url",
			"https://new.gov.cn"));
	assert_string_equal(state_of(&s, "s1"), "unknown");
	scene_close(&s);
}

static void
proof__that_fails_stands_first_and_waits(void **state)
{
	struct scene s;
	json_t *list, *waits = json_array();
	const struct world w = { .office = &s.office, .now = SCENE_NOW };
	const json_t *row;

	(void)state;
	scene_services(&s);
	scene_must(&s, "reg", ACT_SERVICE_OPEN,
		json_pack("{s:s,s:s}", "name", "乙", "url", "https://z.cn"));
	proven(&s, "s1", URL, "ok");
	waits_put_office(waits, &w);
	assert_null(doc_find(waits, "what", "service"));
	proven(&s, "s3", "https://z.cn", "unreachable");
	waits_put_office(waits, &w);
	row = doc_find(waits, "what", "service");
	assert_string_equal(doc_str(row, "service"), "s3");
	assert_string_equal(
		doc_str(json_array_get(doc_get(row, "officers"), 0), "id"),
		"reg");
	json_decref(waits);
	list = service_list(&s.office);
	assert_string_equal(doc_str(json_array_get(list, 0), "id"), "s3");
	json_decref(list);
	scene_close(&s);
}

static void
round__says_which_services_did_not_answer(void **state)
{
	struct scene s;
	struct judged j;
	const json_t *body;

	(void)state;
	scene_services(&s);
	scene_must(&s, "reg", ACT_SERVICE_OPEN,
		json_pack("{s:s,s:s}", "name", "乙", "url", "https://z.cn"));
	proven(&s, "s1", URL, "unreachable");
	judged_init(&j);
	judge_round(&j, &s.office, s.now, NULL, 0);
	body = j.items[0].body;
	assert_int_equal(doc_int(body, "services"), 2);
	assert_string_equal(
		doc_str(json_array_get(doc_get(body, "unanswered"), 0),
			"service"),
		"s1");
	/* nobody has come by at this one */
	assert_string_equal(
		doc_str(json_array_get(doc_get(body, "unproven"), 0),
			"service"),
		"s3");
	judged_release(&j);
	/* nor at the other, in the next round */
	s.now += 1000;
	judged_init(&j);
	judge_round(&j, &s.office, s.now, NULL, 0);
	assert_null(doc_get(j.items[0].body, "unanswered"));
	assert_int_equal(
		json_array_size(doc_get(j.items[0].body, "unproven")), 2);
	judged_release(&j);
	scene_close(&s);
}

static void
row__of_the_station_keeps_them(void **state)
{
	struct office again;
	struct entry e;
	struct rows rows;
	struct scene s;
	json_t *row;

	(void)state;
	scene_services(&s);
	proven(&s, "s1", URL, "ok");
	rows_init(&rows);
	entry_init(&e);
	(void)snprintf(e.kind, sizeof(e.kind), "services.proven");
	e.body = json_object();
	office_rows(&rows, &s.office, &e);
	entry_release(&e);
	assert_int_equal(rows.count, 1);
	row = json_incref(rows.items[0].doc);
	rows_release(&rows);
	office_init(&again);
	office_load(&again, PROJ_STATION, row);
	assert_true(json_equal(s.office.services, again.services));
	/* and is another's to change no more */
	proven(&s, "s1", URL, "unreachable");
	assert_false(json_equal(s.office.services, doc_get(row, "services")));
	json_decref(row);
	office_release(&again);
	scene_close(&s);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(service__of_which_acts),
		cmocka_unit_test(service__is_changed_and_closed_for_good),
		cmocka_unit_test(slot__takes_a_service_in_its_words),
		cmocka_unit_test(
			slot__keeps_its_words_when_the_service_changes),
		cmocka_unit_test(slot__in_english_has_the_english_name),
		cmocka_unit_test(playbook__offers_the_open_ones),
		cmocka_unit_test(proof__says_no_more_than_is_known),
		cmocka_unit_test(proof__that_fails_stands_first_and_waits),
		cmocka_unit_test(round__says_which_services_did_not_answer),
		cmocka_unit_test(row__of_the_station_keeps_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

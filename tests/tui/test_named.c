/*
 * People by name: no screen says how somebody logs in where the office knows
 * what they are called.
 */
#include "tests/tui/sample.h"

#include "tui/console/named.h"

static const char officers[] =
	"{\"rows\":[{\"id\":\"chen\",\"name\":\"陈文\"},"
	"{\"id\":\"wang\",\"name\":\"王芳\"}],\"total\":2}";

static void
named__a_document_gets_names_beside_ids(void **state)
{
	json_t *list = rig_json(officers);
	json_t *doc = rig_json("{\"by\":\"chen\",\"authors\":[\"wang\",\"x\"],"
			       "\"rows\":[{\"confirmed_by\":\"wang\","
			       "\"body\":{\"by\":\"chen\"}}],"
			       "\"proposed_by\":\"nobody\"}");
	char *text;

	(void)state;
	named_put(doc, NULL); /* nobody is known yet */
	named_put(doc, json_object_get(list, "rows"));
	assert_string_equal(doc_str(doc, "by_name"), "陈文");
	assert_string_equal(doc_str(doc, "proposed_by_name"), "nobody");
	text = doc_format(json_object_get(doc, "authors_name"));
	assert_string_equal(text, "[\"王芳\",\"x\"]");
	free(text);
	text = doc_format(json_object_get(doc, "rows"));
	assert_string_equal(text,
		"[{\"body\":{\"by\":\"chen\"},\"confirmed_by\":\"wang\","
		"\"confirmed_by_name\":\"王芳\"}]");
	free(text);
	json_decref(doc);
	json_decref(list);
}

static void
named__who_passed_a_gate_is_a_person(void **state)
{
	struct rig r;

	(void)state;
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_answer(&r, "officer.list", officers);
	rig_answer(&r, "message.show", sample_review);
	rig_start(&r, LANG_ZH, 24, 80);
	app_open(&r.app, "review", "D2026-0001/1");
	app_pump(&r.app);
	rig_sees(&r, "陈文 13:43");
	rig_sees_not(&r, "chen");
	rig_stop(&r);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(named__a_document_gets_names_beside_ids),
		cmocka_unit_test(named__who_passed_a_gate_is_a_person),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

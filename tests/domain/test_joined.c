/*
 * What may not be stored comes by other ways than a field that somebody types
 * it into: a template can make of two harmless slots what neither holds, and a
 * platform can say it in its answer.
 */
#include "tests/domain/scene.h"

static void
open_plant(struct scene *s)
{
	scene_open(s, false);
	incident_release(&s->incident);
	incident_init(&s->incident);
	scene_must(s, "dora", ACT_INCIDENT_OPEN,
		json_pack("{s:s,s:s,s:s,s:s}", "playbook", "chemical-plant",
			"title", "爆燃", "mode", "actual", "level", "III"));
}

/* The number falls apart between place and plant: {{place}}{{plant}}. */
static json_t *
cut(const struct scene *s, const char *kind)
{
	return json_pack("{s:s,s:s,s:{s:s,s:s,s:s}}", "incident",
		s->incident.id, "kind", kind, "slots", "place", "东安县1391",
		"plant", "2345678号库", "event", "fire");
}

static bool
is_stored(const struct scene *s)
{
	char *all = json_dumps(s->entries, JSON_COMPACT);
	bool is = strstr(all, "13912345678") != NULL;

	free(all);
	return is;
}

static void
joined__a_number_cut_in_two_slots_is_not_stored(void **state)
{
	struct scene s;

	(void)state;
	open_plant(&s);
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_NEW, cut(&s, "update")),
		"leak");
	assert_int_equal(s.incident.message_count, 0);
	assert_false(is_stored(&s));
	scene_close(&s);
}

static void
joined__nor_when_its_second_half_is_saved_later(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	open_plant(&s);
	doc = cut(&s, "update");
	doc_put_str(doc_get(doc, "slots"), "plant", "兴华化工厂");
	scene_must(&s, "dora", ACT_MESSAGE_NEW, doc);
	assert_string_equal(scene_try(&s, "dora", ACT_MESSAGE_REVISE,
				    json_pack("{s:s,s:i,s:{s:s}}", "message",
					    scene_message(&s, 1)->id, "base", 1,
					    "slots", "plant", "2345678号库")),
		"leak");
	assert_int_equal(scene_message(&s, 1)->revision, 1);
	assert_false(is_stored(&s));
	scene_close(&s);
}

static void
joined__nor_in_a_text_made_ready(void **state)
{
	struct scene s;

	(void)state;
	open_plant(&s);
	assert_string_equal(
		scene_try(&s, "dora", ACT_INCIDENT_PREPARE, cut(&s, "update")),
		"leak");
	assert_false(is_stored(&s));
	scene_close(&s);
}

static void
answer__what_a_platform_says_is_masked(void **state)
{
	struct scene s;
	json_t *doc, *row;
	size_t n;

	(void)state;
	scene_open_armed(&s, false);
	scene_fire(&s, 1);
	doc = scene_on(&s, 1);
	doc_put(doc, "results", scene_results(&s, 1, "refused", false));
	json_array_foreach(doc_get(doc, "results"), n, row)
		doc_put_str(row, "detail", "ask 13912345678 about it");
	scene_must(&s, "", ACT_RELAY_OUTCOMES, doc);
	assert_string_equal(scene_message(&s, 1)->deliveries[0].detail,
		"ask ■■■■■■■■■■■ about it");
	scene_must(&s, "", ACT_RELAY_CHECKED,
		json_pack("{s:s,s:b,s:s}", "account", "hook", "ok", 0, "detail",
			"call 139-1234-5678"));
	assert_string_equal(office_account(&s.office, "hook")->detail,
		"call ■■■■■■■■■■■■■");
	assert_false(is_stored(&s));
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			joined__a_number_cut_in_two_slots_is_not_stored),
		cmocka_unit_test(
			joined__nor_when_its_second_half_is_saved_later),
		cmocka_unit_test(joined__nor_in_a_text_made_ready),
		cmocka_unit_test(answer__what_a_platform_says_is_masked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

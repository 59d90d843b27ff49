/*
 * What a reviewer is shown for each gate.
 */
#include "tests/domain/waivers.h"

#include "domain/message/message_view.h"
#include "domain/review/review_view.h"

static json_t *
page(const struct scene *s, int looked)
{
	struct world w = { .office = &s->office,
		.incident = &s->incident,
		.message = scene_message(s, 1),
		.library = s->lib,
		.now = s->now };

	return view_review(&w, looked);
}

static json_t *
gate_named(const json_t *doc, const char *name)
{
	json_t *stage, *gate;
	size_t n, k;

	json_array_foreach(json_object_get(doc, "stages"), n, stage)
	{
		json_array_foreach(json_object_get(stage, "gates"), k, gate)
		{
			if (strcmp(doc_str(gate, "gate"), name) == 0)
				return gate;
		}
	}
	fail_msg("no gate %s", name);
	return NULL;
}

/* "rita dirk": who may pass it. */
static const char *
may(const json_t *doc, const char *gate)
{
	static char out[200];
	json_t *row;
	size_t n, len = 0;

	out[0] = '\0';
	json_array_foreach(
		json_object_get(gate_named(doc, gate), "may"), n, row)
	{
		len += (size_t)snprintf(out + len, sizeof(out) - len, "%s%s",
			n ? " " : "", doc_str(row, "id"));
	}
	return out;
}

static void
review__shows_each_gate_its_findings_and_who_may_pass_it(void **state)
{
	struct library *lib = ruled_library("");
	const json_t *found;
	struct scene s;
	json_t *doc;

	(void)state;
	scene_open_with(&s, lib, false);
	scene_write_impact(&s, QUESTIONED);
	scene_must(&s, "dirk", ACT_MESSAGE_EXPLAIN,
		said_doc(&s, 1, "T-02", "已与指挥部核对"));
	scene_submit(&s, 1);
	doc = page(&s, 0);
	found = json_array_get(
		json_object_get(gate_named(doc, "wording"), "found"), 0);
	assert_string_equal(doc_str(found, "rule"), "T-02");
	assert_string_equal(doc_str(found, "reason"), "已与指挥部核对");
	/* dirk gave the reason, so it is not his to accept */
	assert_string_equal(may(doc, "wording"), "rita");
	assert_string_equal(may(doc, "policy"), "dirk rita");
	assert_string_equal(may(doc, "legal"), "lena");
	assert_string_equal(may(doc, "authority"), "dirk sign");
	json_decref(doc);
	scene_must(
		&s, "dirk", ACT_REVIEW, scene_verdict(&s, 1, "policy", "pass"));
	doc = page(&s, 0);
	/* one stage is enough for one person */
	assert_string_equal(may(doc, "authority"), "sign");
	json_decref(doc);
	scene_close(&s);
	library_free(lib);
}

static void
review__says_what_changed_since_it_was_looked_at(void **state)
{
	struct scene s;
	json_t *doc, *change;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	for (int n = 1; n < 3; n++)
		scene_must(&s, "dora", ACT_MESSAGE_REVISE,
			json_pack("{s:s,s:i,s:{s:s}}", "message",
				scene_message(&s, 1)->id, "base", n, "slots",
				"place", n == 1 ? "云溪县石桥乡" : "云溪县"));
	doc = page(&s, 0);
	assert_null(json_object_get(doc, "changed"));
	json_decref(doc);
	doc = page(&s, 1);
	change = json_array_get(
		json_object_get(json_object_get(doc, "changed"), "changes"), 0);
	assert_string_equal(doc_str(change, "field"), "slots.place");
	assert_string_equal(doc_str(change, "old"), "云溪县青河镇");
	assert_string_equal(doc_str(change, "new"), "云溪县");
	json_decref(doc);
	doc = page(&s, 3);
	assert_null(json_object_get(doc, "changed"));
	json_decref(doc);
	scene_close(&s);
}

/* dirk may pass either gate, but not for what he wrote himself. */
static void
review__no_author_vouches_for_the_facts_of_their_own_text(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_must(&s, "dirk", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:{s:s}}", "message",
			scene_message(&s, 1)->id, "base", 1, "slots", "contact",
			"12345"));
	scene_submit(&s, 1);
	assert_string_equal(scene_try(&s, "dirk", ACT_REVIEW,
				    scene_verdict(&s, 1, "policy", "pass")),
		"own-facts");
	doc = page(&s, 0);
	assert_string_equal(may(doc, "policy"), "rita");
	json_decref(doc);
	/* to send it back he needs nobody */
	doc = scene_verdict(&s, 1, "policy", "return");
	doc_put_str(doc, "reason", "数字有误");
	scene_must(&s, "dirk", ACT_REVIEW, doc);
	scene_close(&s);
}

static void
review__keeps_what_the_console_saw_for_who_comes_after(void **state)
{
	struct scene s;
	json_t *doc;
	const json_t *seen;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_submit(&s, 1);
	doc = scene_verdict(&s, 1, "wording", "pass");
	doc_put_bool(doc, "read_end", false);
	doc_put_bool(doc, "read_evidence", true);
	doc_put_int(doc, "read_seconds", 25);
	scene_must(&s, "rita", ACT_REVIEW, doc);
	scene_must(
		&s, "rita", ACT_REVIEW, scene_verdict(&s, 1, "policy", "pass"));
	doc = page(&s, 0);
	seen = json_object_get(gate_named(doc, "wording"), "seen");
	assert_true(json_is_false(json_object_get(seen, "read_end")));
	assert_true(doc_bool(seen, "read_evidence"));
	assert_int_equal(doc_int(seen, "read_seconds"), 25);
	/* a command saw nothing and says nothing */
	assert_null(json_object_get(gate_named(doc, "policy"), "seen"));
	json_decref(doc);
	scene_close(&s);
}

static void
diff__calls_each_field_what_people_call_it(void **state)
{
	struct scene s;
	struct world w;
	json_t *doc, *one;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:{s:s}}", "message",
			scene_message(&s, 1)->id, "base", 1, "slots", "place",
			"河口乡"));
	w = (struct world){ .office = &s.office,
		.incident = &s.incident,
		.message = scene_message(&s, 1),
		.library = s.lib,
		.now = s.now };
	doc = view_diff(&w, 0, 0);
	one = json_array_get(json_object_get(doc, "changes"), 0);
	assert_string_equal(doc_str(one, "field"), "slots.place");
	assert_string_equal(
		doc_str(json_object_get(one, "title"), "zh"), "地点");
	json_decref(doc);
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(diff__calls_each_field_what_people_call_it),
		cmocka_unit_test(
			review__shows_each_gate_its_findings_and_who_may_pass_it),
		cmocka_unit_test(
			review__no_author_vouches_for_the_facts_of_their_own_text),
		cmocka_unit_test(
			review__keeps_what_the_console_saw_for_who_comes_after),
		cmocka_unit_test(
			review__says_what_changed_since_it_was_looked_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

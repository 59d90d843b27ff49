/*
 * What officers may say about a finding, who may say it, and what it opens.
 */
#include "tests/domain/stripped.h"
#include "tests/domain/waivers.h"

#include "domain/waiver/waiver.h"
#include "domain/message/message_view.h"

static void
open_with(struct scene *s, struct library **lib, const char *impact)
{
	*lib = ruled_library("");
	scene_open_with(s, *lib, false);
	scene_write_impact(s, impact);
}

static void
close_with(struct scene *s, struct library *lib)
{
	scene_close(s);
	library_free(lib);
}

static void
explain__a_question_of_a_rule_is_answered_before_submit(void **state)
{
	struct library *lib;
	struct scene s;
	struct err err;

	(void)state;
	open_with(&s, &lib, QUESTIONED);
	assert_int_not_equal(
		scene_do(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 1), &err),
		ERR_OK);
	assert_string_equal(err.id, "explain");
	assert_string_equal(err.arg[0].text, "T-02");
	assert_string_equal(scene_try(&s, "dora", ACT_MESSAGE_EXPLAIN,
				    said_doc(&s, 1, "T-01", "理由")),
		"field");
	assert_string_equal(scene_try(&s, "dora", ACT_MESSAGE_EXPLAIN,
				    said_doc(&s, 1, "T-99", "理由")),
		"not-found");
	scene_must(&s, "dora", ACT_MESSAGE_EXPLAIN,
		said_doc(&s, 1, "T-02", "已与指挥部核对"));
	scene_submit(&s, 1);
	close_with(&s, lib);
}

static void
explain__another_text_asks_again_the_same_does_not(void **state)
{
	struct library *lib;
	struct scene s;

	(void)state;
	open_with(&s, &lib, QUESTIONED);
	scene_must(&s, "dora", ACT_MESSAGE_EXPLAIN,
		said_doc(&s, 1, "T-02", "已与指挥部核对"));
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i}", "message", scene_message(&s, 1)->id,
			"base", 1));
	assert_non_null(waiver_reason(scene_message(&s, 1), "T-02"));
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:{s:s}}", "message",
			scene_message(&s, 1)->id, "base", 2, "slots", "place",
			"云溪县石桥乡"));
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 1)),
		"explain");
	close_with(&s, lib);
}

static void
explain__nobody_accepts_a_reason_of_their_own(void **state)
{
	struct library *lib;
	struct scene s;
	const json_t *last;

	(void)state;
	open_with(&s, &lib, QUESTIONED);
	scene_must(&s, "dirk", ACT_MESSAGE_EXPLAIN,
		said_doc(&s, 1, "T-02", "已与指挥部核对"));
	scene_submit(&s, 1);
	assert_string_equal(scene_try(&s, "dirk", ACT_REVIEW,
				    scene_verdict(&s, 1, "wording", "pass")),
		"own-reason");
	/* another gate is no matter of that rule */
	scene_must(
		&s, "dirk", ACT_REVIEW, scene_verdict(&s, 1, "policy", "pass"));
	scene_must(&s, "rita", ACT_REVIEW,
		scene_verdict(&s, 1, "wording", "pass"));
	last = json_object_get(
		json_array_get(s.entries, json_array_size(s.entries) - 1),
		"body");
	assert_string_equal(json_string_value(json_array_get(
				    json_object_get(last, "accepts"), 0)),
		"T-02");
	close_with(&s, lib);
}

static void
suspend__two_named_persons_open_a_block(void **state)
{
	struct library *lib;
	struct scene s;
	const json_t *found;

	(void)state;
	open_with(&s, &lib, BLOCKED);
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 1)),
		"rule");
	scene_must(&s, "rita", ACT_RULE_SUSPEND,
		said_doc(&s, 1, "T-01", "误报：村名"));
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 1)),
		"rule");
	assert_string_equal(scene_try(&s, "rita", ACT_RULE_SUSPEND,
				    said_doc(&s, 1, "T-01", "误报：村名")),
		"suspend-twice");
	scene_must(&s, "lena", ACT_RULE_SUSPEND,
		said_doc(&s, 1, "T-01", "村名确有此三字"));
	assert_string_equal(scene_try(&s, "sign", ACT_RULE_SUSPEND,
				    said_doc(&s, 1, "T-01", "x")),
		"exists");
	scene_submit(&s, 1);
	found = json_array_get(scene_message(&s, 1)->found, 0);
	assert_string_equal(doc_str(found, "rule"), "T-01");
	assert_string_equal(json_string_value(json_array_get(
				    json_object_get(found, "suspended_by"), 1)),
		"lena");
	close_with(&s, lib);
}

/* The text is a draft again, and the rule holds until two suspend it anew. */
static void
suspend__by_one_who_was_suspended_since_is_void(void **state)
{
	struct library *lib;
	struct scene s;

	(void)state;
	open_with(&s, &lib, BLOCKED);
	scene_must(&s, "rita", ACT_RULE_SUSPEND,
		said_doc(&s, 1, "T-01", "误报：村名"));
	scene_must(&s, "lena", ACT_RULE_SUSPEND,
		said_doc(&s, 1, "T-01", "村名确有此三字"));
	scene_submit(&s, 1);
	/* nobody of those two */
	assert_int_equal(stripped_officer(&s, "rel2"), 0);
	assert_int_equal(stripped_officer(&s, "lena"), 2);
	assert_int_equal(scene_message(&s, 1)->state, MESSAGE_DRAFT);
	assert_false(waiver_is_suspended(scene_message(&s, 1), "T-01"));
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 1)),
		"rule");
	scene_must(&s, "rita", ACT_RULE_SUSPEND,
		said_doc(&s, 1, "T-01", "误报：村名"));
	scene_must(&s, "sign", ACT_RULE_SUSPEND,
		said_doc(&s, 1, "T-01", "村名确有此三字"));
	scene_submit(&s, 1);
	close_with(&s, lib);
}

static void
suspend__proposed_by_one_who_was_suspended_since_is_proposed_anew(void **state)
{
	struct library *lib;
	struct scene s;

	(void)state;
	open_with(&s, &lib, BLOCKED);
	scene_must(&s, "rita", ACT_RULE_SUSPEND,
		said_doc(&s, 1, "T-01", "误报：村名"));
	assert_int_equal(stripped_officer(&s, "rita"), 1);
	assert_null(waiver_suspension(scene_message(&s, 1), "T-01"));
	close_with(&s, lib);
}

static void
suspend__is_not_for_everybody_and_not_for_every_rule(void **state)
{
	struct library *lib;
	struct scene s;

	(void)state;
	lib = ruled_library("");
	scene_open_with(&s, lib, false);
	scene_must(&s, "dirk", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o}", "incident", s.incident.id, "kind",
			"truth", "slots", scene_slots()));
	/* the only author */
	assert_string_equal(scene_try(&s, "dirk", ACT_RULE_SUSPEND,
				    said_doc(&s, 1, "T-01", "误报")),
		"only-author");
	/* a releaser signs nothing */
	assert_string_equal(scene_try(&s, "rel1", ACT_RULE_SUSPEND,
				    said_doc(&s, 1, "T-01", "误报")),
		"gate-role");
	/* what keeps secrets and persons out */
	assert_string_equal(scene_try(&s, "rita", ACT_RULE_SUSPEND,
				    said_doc(&s, 1, "T-03", "误报")),
		"not-suspendable");
	close_with(&s, lib);
}

/* The same words stand in two slots: each place is gone to in its own. */
static void
finding__is_of_the_slot_whose_words_stand_around_it(void **state)
{
	struct library *lib = ruled_library("");
	json_t *slots = scene_slots(), *doc = NULL, *f;
	struct world w = { .library = lib };
	struct facts facts;
	struct scene s;
	bool seen[2] = { false, false };
	size_t i;

	(void)state;
	scene_open_with(&s, lib, false);
	doc_put_str(slots, "impact", "桥头一带" BLOCKED "，路不通");
	doc_put_str(slots, "actions", "消防队员" BLOCKED "，正在排查");
	scene_must(&s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o}", "incident", s.incident.id, "kind",
			"truth", "slots", slots));
	w.office = &s.office;
	w.incident = &s.incident;
	w.message = scene_message(&s, 1);
	w.now = s.now;
	facts_of(&facts, w.message);
	assert_int_equal(view_preview(&doc, &w, &facts, NULL), ERR_OK);
	json_array_foreach(json_object_get(doc, "findings"), i, f)
	{
		if (strcmp(doc_str(f, "rule"), "T-01") != 0)
			continue;
		seen[0] |= strcmp(doc_str(f, "slot"), "impact") == 0;
		seen[1] |= strcmp(doc_str(f, "slot"), "actions") == 0;
		assert_int_equal(doc_int(f, "slot_start"), strlen("桥头一带"));
	}
	assert_true(seen[0] && seen[1]);
	json_decref(doc);
	close_with(&s, lib);
}

/* One rule at a time; the other is mended, or the first in force again. */
static void
suspend__one_rule_of_a_message_at_a_time(void **state)
{
	struct library *lib;
	struct scene s;
	struct err err;

	(void)state;
	open_with(&s, &lib, BLOCKED "，" BLOCKED_TOO);
	/* proposed is not suspended: two may wait for their second person */
	scene_must(
		&s, "rita", ACT_RULE_SUSPEND, said_doc(&s, 1, "T-04", "误报"));
	scene_must(&s, "rita", ACT_RULE_SUSPEND,
		said_doc(&s, 1, "T-01", "误报：村名"));
	scene_must(&s, "lena", ACT_RULE_SUSPEND,
		said_doc(&s, 1, "T-01", "村名确有此三字"));
	assert_int_not_equal(scene_do(&s, "lena", ACT_RULE_SUSPEND,
				     said_doc(&s, 1, "T-04", "误报"), &err),
		ERR_OK);
	assert_string_equal(err.id, "suspend-bound");
	assert_string_equal(err.arg[1].text, "T-01");
	assert_string_equal(err.arg[2].text, "1");
	assert_non_null(
		strstr(err.remedy, "crier message restore 2026-0001/1 T-01"));
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 1)),
		"rule");
	/* anybody may have a rule looked at again */
	scene_must(&s, "dora", ACT_RULE_RESTORE,
		json_pack("{s:s,s:s}", "message", scene_message(&s, 1)->id,
			"rule", "T-01"));
	assert_false(waiver_is_suspended(scene_message(&s, 1), "T-01"));
	assert_string_equal(
		scene_try(&s, "dora", ACT_RULE_RESTORE,
			json_pack("{s:s,s:s}", "message",
				scene_message(&s, 1)->id, "rule", "T-01")),
		"not-found");
	scene_must(
		&s, "lena", ACT_RULE_SUSPEND, said_doc(&s, 1, "T-04", "误报"));
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 1)),
		"rule");
	/* and it takes two again */
	assert_string_equal(scene_try(&s, "rita", ACT_RULE_SUSPEND,
				    said_doc(&s, 1, "T-01", "误报")),
		"suspend-bound");
	close_with(&s, lib);
}

static void
suspend__how_many_at_a_time_is_data(void **state)
{
	struct library *lib;
	struct scene s;

	(void)state;
	open_with(&s, &lib, BLOCKED "，" BLOCKED_TOO);
	assert_int_equal(lib->rules.suspensions, 1);
	lib->rules.suspensions = 0;
	assert_string_equal(scene_try(&s, "rita", ACT_RULE_SUSPEND,
				    said_doc(&s, 1, "T-01", "误报")),
		"suspend-bound");
	lib->rules.suspensions = 2;
	for (int n = 0; n < 2; n++) {
		const char *rule = n ? "T-04" : "T-01";

		scene_must(&s, "rita", ACT_RULE_SUSPEND,
			said_doc(&s, 1, rule, "误报"));
		scene_must(&s, "lena", ACT_RULE_SUSPEND,
			said_doc(&s, 1, rule, "误报"));
	}
	scene_submit(&s, 1);
	close_with(&s, lib);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			explain__a_question_of_a_rule_is_answered_before_submit),
		cmocka_unit_test(
			explain__another_text_asks_again_the_same_does_not),
		cmocka_unit_test(explain__nobody_accepts_a_reason_of_their_own),
		cmocka_unit_test(suspend__two_named_persons_open_a_block),
		cmocka_unit_test(
			suspend__by_one_who_was_suspended_since_is_void),
		cmocka_unit_test(
			suspend__proposed_by_one_who_was_suspended_since_is_proposed_anew),
		cmocka_unit_test(
			suspend__is_not_for_everybody_and_not_for_every_rule),
		cmocka_unit_test(
			finding__is_of_the_slot_whose_words_stand_around_it),
		cmocka_unit_test(suspend__one_rule_of_a_message_at_a_time),
		cmocka_unit_test(suspend__how_many_at_a_time_is_data),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

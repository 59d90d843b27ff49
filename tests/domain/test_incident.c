/*
 * An incident's line of time, the steps that people tick, and its end: nothing
 * is done to it any more.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/domain/scene.h"

#include "domain/incident/incident_view.h"

/* A value that act_check lets pass; what it means is nobody's question yet. */
static json_t *
some_value(const struct act_field *f)
{
	static const char digest[] = "0123456789abcdef0123456789abcdef"
				     "0123456789abcdef0123456789abcdef";
	struct word_row word;

	if (strcmp(f->name, "incident") == 0)
		return json_string("2026-0001");
	switch (f->type) {
	case FIELD_DIGEST:
		return json_string(digest);
	case FIELD_INSTANT:
	case FIELD_INT:
		return json_integer(1);
	case FIELD_BOOL:
		return json_true();
	case FIELD_WORDS:
	case FIELD_DOC:
		return json_array();
	case FIELD_TEXTS:
		return json_object();
	case FIELD_TEXT:
	case FIELD_WORD:
	case FIELD_ID:
		break;
	}
	if (choice(&word, f->choices, 0))
		return json_string(word.word);
	return json_string("x");
}

/* The act with what it must have, about the incident; NULL if it names none. */
static json_t *
some_act(const struct act_row *row)
{
	json_t *doc = json_object();
	bool named = false;

	for (const struct act_field *f = row->fields; f->name; f++) {
		bool is = strcmp(f->name, "incident") == 0;

		named = named || is;
		if (is || f->required)
			json_object_set_new(doc, f->name, some_value(f));
	}
	if (named)
		return doc;
	json_decref(doc);
	return NULL;
}

static void
incident__after_its_end_no_officer_acts_on_it(void **state)
{
	struct scene s;
	int tried = 0;

	(void)state;
	scene_open(&s, false);
	scene_officer(&s, "all", (role_set)-1);
	scene_must(&s, "all", ACT_INCIDENT_CLOSE,
		json_pack("{s:s,s:s}", "incident", s.incident.id, "reason",
			"误报"));
	for (int act = 0; act < ACT_COUNT; act++) {
		const struct act_row *row = act_row((enum act)act);
		/* a joint incident is left and ended when ours is over */
		bool joint = act == ACT_JOINT_LEAVE || act == ACT_JOINT_CLOSE;
		json_t *doc = joint		      ? NULL
			: row->source == FROM_OFFICER ? some_act(row)
						      : NULL;
		const char *got;

		if (doc == NULL)
			continue;
		got = scene_try(&s, "all", (enum act)act, doc);
		if (strcmp(got, "incident-closed") != 0)
			fail_msg("%s: \"%s\"", row->name, got);
		tried++;
	}
	assert_true(tried >= 8);
	scene_close(&s);
}

static json_t *
tick(const char *step)
{
	return json_pack("{s:s,s:s}", "incident", "2026-0001", "step", step);
}

static json_t *
shown(const struct scene *s)
{
	struct world w = { .office = &s->office,
		.incident = (struct incident *)(uintptr_t)&s->incident,
		.library = s->lib,
		.now = s->now };

	return view_incident(&w);
}

/* Once, by who works on it, and only what no release says itself. */
static void
step__without_a_message_is_ticked_once(void **state)
{
	static const struct {
		const char *by, *step, *want;
	} rows[] = { { "rel1", "ask", "role" },
		{ "dora", "truth", "step-message" },
		{ "dora", "nothing", "not-found" }, { "dora", "ask", "" },
		{ "rita", "ask", "step-ticked" }, { "rita", "hand-over", "" } };
	struct scene s;
	json_t *show, *step;

	(void)state;
	scene_open(&s, false);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(scene_try(&s, rows[i].by, ACT_STEP_DONE,
					    tick(rows[i].step)),
			rows[i].want);
	show = shown(&s);
	step = json_array_get(json_object_get(show, "steps"), 0);
	assert_string_equal(doc_str(doc_get(step, "tick"), "by"), "dora");
	assert_int_equal(doc_int(doc_get(step, "tick"), "time") > 0, 1);
	assert_null(doc_get(
		json_array_get(json_object_get(show, "steps"), 1), "tick"));
	json_decref(show);
	scene_close(&s);
}

/* Each thing once, in the order of time. */
static void
past__tells_what_happened(void **state)
{
	static const char *const want[] = { "opened", "outside", "claim",
		"step" };
	struct scene s;
	json_t *show, *past, *row;
	size_t i;
	int64_t last = 0;

	(void)state;
	scene_open(&s, false);
	s.now += 60000;
	scene_must(&s, "dora", ACT_OUTSIDE_NOTE,
		json_pack("{s:s,s:s,s:s,s:I}", "incident", "2026-0001", "organ",
			"市气象台", "text", "预警解除", "at",
			(json_int_t)(s.now - 1000)));
	scene_must(&s, "dora", ACT_CLAIM_ADD,
		json_pack("{s:s,s:s}", "incident", "2026-0001", "text",
			"自来水有毒"));
	s.now += 60000;
	scene_must(&s, "dora", ACT_STEP_DONE, tick("ask"));
	show = shown(&s);
	past = json_object_get(show, "past");
	assert_int_equal(json_array_size(past), 4);
	json_array_foreach(past, i, row)
	{
		assert_string_equal(doc_str(row, "what"), want[i]);
		assert_true(doc_int(row, "time") >= last);
		last = doc_int(row, "time");
	}
	assert_string_equal(
		doc_str(json_array_get(past, 1), "organ"), "市气象台");
	assert_string_equal(
		doc_str(json_array_get(past, 2), "claim"), "2026-0001/c1");
	/* and its row counts the claim that is open */
	assert_int_equal(doc_int(show, "claims"), 1);
	json_decref(show);
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(step__without_a_message_is_ticked_once),
		cmocka_unit_test(past__tells_what_happened),
		cmocka_unit_test(incident__after_its_end_no_officer_acts_on_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

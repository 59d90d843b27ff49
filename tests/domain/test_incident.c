/*
 * The end of an incident: nothing is done to it any more.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/domain/scene.h"

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
		json_t *doc =
			row->source == FROM_OFFICER ? some_act(row) : NULL;
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(incident__after_its_end_no_officer_acts_on_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

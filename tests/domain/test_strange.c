/*
 * Entries of a newer Crier: keys that this one does not know stay in what is
 * hashed or handed on whole, change nothing of what rules read, and a gate
 * that it does not know is passed by nobody.
 */
#include "domain/review/review_stages.h"
#include "tests/domain/course.h"

/* The same document with one key more in every object. */
static json_t *
with_key(const json_t *doc)
{
	json_t *copy, *v;
	const char *key;
	size_t n;

	if (json_is_array(doc)) {
		copy = json_array();
		json_array_foreach(doc, n, v)
			json_array_append_new(copy, with_key(v));
		return copy;
	}
	if (!json_is_object(doc))
		return json_deep_copy(doc);
	copy = json_object();
	json_object_foreach((json_t *)(uintptr_t)doc, key, v)
		json_object_set_new(copy, key, with_key(v));
	/* where every key is an id or a name, one more is one thing more */
	if (json_object_get(copy, "by") || json_object_get(copy, "stage") ||
		json_object_get(copy, "format") ||
		json_object_get(copy, "message"))
		doc_put_str(copy, "later", "kept");
	return copy;
}

/* The scene's incident, folded again from entries that `change` was at. */
static void
fold_again(struct incident *out, const struct scene *s,
	void (*change)(const char *kind, json_t *body))
{
	json_t *doc;
	size_t n;

	incident_init(out);
	json_array_foreach(s->entries, n, doc)
	{
		struct entry e;
		struct err err;

		entry_init(&e);
		e.seq = (int64_t)n + 1;
		e.time = s->now;
		(void)snprintf(
			e.incident, sizeof(e.incident), "%s", s->incident.id);
		(void)snprintf(e.mode, sizeof(e.mode), "actual");
		(void)snprintf(
			e.kind, sizeof(e.kind), "%s", doc_str(doc, "kind"));
		(void)snprintf(e.by, sizeof(e.by), "%s", doc_str(doc, "by"));
		e.body = with_key(json_object_get(doc, "body"));
		change(e.kind, e.body);
		assert_int_equal(incident_apply(out, &e, &err), ERR_OK);
		entry_release(&e);
	}
}

static void
no_change(const char *kind, json_t *body)
{
	(void)kind;
	(void)body;
}

static void
gate_more(const char *kind, json_t *body)
{
	json_t *first = json_array_get(json_object_get(body, "stages"), 0);

	if (strcmp(kind, "message.submitted") == 0)
		json_array_append_new(json_object_get(first, "gates"),
			json_string("weather"));
}

static void
begin(struct scene *s)
{
	scene_open(s, false);
	scene_write(s);
	scene_submit(s, 1);
	scene_review(s, 1);
}

static void
strange__keys_are_kept_and_change_nothing(void **state)
{
	struct incident again;
	const struct message *m, *was;
	struct scene s;
	json_t *got, *want;

	(void)state;
	begin(&s);
	fold_again(&again, &s, no_change);
	m = again.messages[0];
	was = s.incident.messages[0];
	assert_string_equal(doc_str(m->manifest, "later"), "kept");
	got = message_doc(&again, m);
	want = message_doc(&s.incident, was);
	json_object_del(got, "updated");
	json_object_del(want, "updated");
	assert_true(json_equal(got, want));
	assert_int_equal(m->pass_count, was->pass_count);
	for (int g = 0; g < GATE_COUNT; g++)
		for (int st = 0; st < STAGE_COUNT; st++)
			assert_int_equal(message_stage_has(m, (enum stage)st,
						 (enum gate)g),
				message_stage_has(
					was, (enum stage)st, (enum gate)g));
	json_decref(got);
	json_decref(want);
	incident_release(&again);
	scene_close(&s);
}

static void
strange__gate_is_passed_by_nobody(void **state)
{
	struct incident known, strange;
	struct scene s;

	(void)state;
	begin(&s);
	fold_again(&known, &s, no_change);
	fold_again(&strange, &s, gate_more);
	assert_true(message_stage_complete(known.messages[0], STAGE_FIRST));
	assert_false(message_stage_complete(strange.messages[0], STAGE_FIRST));
	incident_release(&known);
	incident_release(&strange);
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strange__keys_are_kept_and_change_nothing),
		cmocka_unit_test(strange__gate_is_passed_by_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

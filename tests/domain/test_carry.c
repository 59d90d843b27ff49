/*
 * What an update begins with of the bulletins before it, and what of that
 * counts as said.
 */
#include "domain/figure/figure.h"
#include "tests/domain/scene.h"

static json_t *
told(int64_t now, int missing)
{
	return json_pack("[{s:s,s:i,s:s,s:I,s:b},{s:s,s:i,s:s,s:I,s:b}]",
		"name", "dead", "value", 0, "source", "县应急局", "as_of",
		(json_int_t)now, "verified", 1, "name", "missing", "value",
		missing, "source", "县应急局", "as_of", (json_int_t)now,
		"verified", 1);
}

/* Message 1 is out, with figures; message 2 is begun of a kind. */
static const struct message *
begin(struct scene *s, const char *kind)
{
	scene_open(s, false);
	scene_must(s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o,s:o}", "incident", s->incident.id,
			"kind", "truth", "slots", scene_slots(), "figures",
			told(s->now, 3)));
	scene_release(s, 1);
	s->now += INT64_C(60) * 60000;
	scene_must(s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:b}", "incident", s->incident.id, "kind",
			kind, "carried", 1));
	return scene_message(s, 2);
}

static const json_t *
carried(const struct message *m, const char *name)
{
	return figure_row(m->carried, name); /* rows by name, as figures are */
}

static json_t *
revise(const struct message *m, const char *key, json_t *value)
{
	return json_pack("{s:s,s:i,s:o}", "message", m->id, "base", m->revision,
		key, value);
}

/* What an update must say anew. */
static void
write_news(struct scene *s)
{
	scene_must(s, "dora", ACT_MESSAGE_REVISE,
		revise(scene_message(s, 2), "slots",
			json_pack("{s:s,s:s,s:s}", "as_of", "2026-07-21 02:55",
				"next_update", "2026-07-21 04:55", "news",
				"滨河路恢复通行")));
}

static void
carry__takes_what_lasts_and_leaves_what_must_be_fresh(void **state)
{
	static const char *const fresh[] = { "as_of", "news", "next_update",
		"promised", "rainfall", "actions" };
	struct scene s;
	const struct message *m;

	(void)state;
	m = begin(&s, "update");
	assert_string_equal(doc_str(m->slots, "place"), "云溪县青河镇");
	assert_string_not_equal(doc_str(m->slots, "instruction"), "");
	assert_string_not_equal(doc_str(m->slots, "contact"), "");
	for (size_t n = 0; n < sizeof(fresh) / sizeof(fresh[0]); n++)
		assert_string_equal(doc_str(m->slots, fresh[n]), "");
	assert_int_equal(figure_value(m->figures, "missing"), 3);
	assert_int_equal(doc_int(carried(m, "missing"), "number"), 1);
	assert_true(doc_bool(carried(m, "missing"), "figure"));
	assert_false(doc_bool(carried(m, "place"), "figure"));
	assert_string_equal(doc_str(carried(m, "place"), "message"),
		scene_message(&s, 1)->id);
	scene_close(&s);
}

/* The rules that want fresh words want them: nothing of these is there. */
static void
carry__does_not_make_a_text_that_can_be_submitted(void **state)
{
	struct scene s;

	(void)state;
	(void)begin(&s, "update");
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 2)),
		"missing-slot");
	scene_close(&s);
}

static void
carry__lets_no_figure_through_that_nobody_has_said_again(void **state)
{
	struct scene s;
	const struct message *m;
	struct err err;
	int64_t as_of;

	(void)state;
	m = begin(&s, "update");
	write_news(&s);
	assert_int_not_equal(
		scene_do(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 2), &err),
		ERR_OK);
	assert_string_equal(err.id, "carried");
	assert_string_equal(err.where, "figures.dead");
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		revise(m, "affirmed", json_pack("[s,s]", "dead", "missing")));
	assert_string_equal(doc_str(carried(m, "missing"), "by"), "dora");
	/* so as of the time that the text names, not as of the bulletin's */
	assert_true(instant_parse(&as_of, "2026-07-21 02:55", 480));
	assert_int_equal(
		doc_int(figure_row(m->figures, "missing"), "as_of"), as_of);
	/* place and telephone are told to whoever reviews; they stop nothing */
	assert_string_equal(doc_str(carried(m, "place"), "by"), "");
	scene_submit(&s, 2);
	assert_int_equal(m->state, MESSAGE_REVIEW);
	scene_close(&s);
}

/* Why it was withdrawn may be the very words that are carried. */
static void
carry__lets_nothing_through_of_what_was_withdrawn_since(void **state)
{
	struct scene s;
	const struct message *m;
	struct err err;

	(void)state;
	m = begin(&s, "update");
	write_news(&s);
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		revise(m, "affirmed", json_pack("[s,s]", "dead", "missing")));
	scene_must(&s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:s,s:{s:s,s:s,s:s,s:s}}", "incident",
			s.incident.id, "kind", "withdrawal", "corrects",
			scene_message(&s, 1)->id, "slots", "actual",
			"灾情不在青河镇", "resume", "请以后续通报为准",
			"contact", "12345", "next_update", "2026-07-21 05:00"));
	scene_release(&s, 3);
	assert_int_not_equal(
		scene_do(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 2), &err),
		ERR_OK);
	assert_string_equal(err.id, "carried-taken");
	assert_int_equal(strncmp(err.where, "slots.", 6), 0);
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		revise(m, "affirmed",
			json_pack("[s,s,s,s]", "place", "event", "instruction",
				"contact")));
	scene_submit(&s, 2);
	assert_int_equal(m->state, MESSAGE_REVIEW);
	scene_close(&s);
}

static void
carry__ends_where_something_else_is_said(void **state)
{
	struct scene s;
	const struct message *m;
	json_t *row, *figures;

	(void)state;
	m = begin(&s, "update");
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		revise(m, "slots",
			json_pack("{s:s,s:s}", "place", "云溪县青河镇、石桥乡",
				"contact", doc_str(m->slots, "contact"))));
	assert_null(carried(m, "place"));
	assert_non_null(carried(m, "contact")); /* the same again is not said */
	figures = told(s.now, 1);
	row = json_array();
	json_array_append(row, json_array_get(figures, 1));
	json_decref(figures);
	scene_must(&s, "dora", ACT_MESSAGE_REVISE, revise(m, "figures", row));
	assert_null(carried(m, "missing"));
	assert_non_null(carried(m, "dead"));
	assert_int_equal(figure_value(m->figures, "missing"), 1);
	scene_close(&s);
}

static void
carry__is_of_those_who_go_on_telling_the_same(void **state)
{
	struct scene s;
	const struct message *m;

	(void)state;
	m = begin(&s, "stance");
	assert_null(m->carried);
	assert_string_equal(doc_str(m->slots, "instruction"), "");
	assert_int_equal(json_array_size(m->figures), 0);
	/* and what the act says itself was said by it */
	scene_must(&s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:b,s:{s:s},s:o}", "incident",
			s.incident.id, "kind", "update", "carried", 1, "slots",
			"place", "石桥乡", "figures", told(s.now, 1)));
	m = scene_message(&s, 3);
	assert_string_equal(doc_str(m->slots, "place"), "石桥乡");
	assert_null(carried(m, "place"));
	assert_null(carried(m, "missing"));
	assert_non_null(carried(m, "instruction"));
	scene_close(&s);
}

/* Words are of one language, numbers of all. */
static void
carry__has_nothing_of_words_in_another_language(void **state)
{
	struct scene s;
	const struct message *m;

	(void)state;
	(void)begin(&s, "update");
	scene_must(&s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:b,s:s}", "incident", s.incident.id,
			"kind", "update", "carried", 1, "lang", "en"));
	m = scene_message(&s, 3);
	assert_string_equal(doc_str(m->slots, "place"), "");
	assert_int_equal(figure_value(m->figures, "missing"), 3);
	scene_close(&s);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			carry__lets_nothing_through_of_what_was_withdrawn_since),
		cmocka_unit_test(
			carry__takes_what_lasts_and_leaves_what_must_be_fresh),
		cmocka_unit_test(
			carry__does_not_make_a_text_that_can_be_submitted),
		cmocka_unit_test(
			carry__lets_no_figure_through_that_nobody_has_said_again),
		cmocka_unit_test(carry__ends_where_something_else_is_said),
		cmocka_unit_test(carry__is_of_those_who_go_on_telling_the_same),
		cmocka_unit_test(
			carry__has_nothing_of_words_in_another_language),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

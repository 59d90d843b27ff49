/*
 * A halt of the leader's, by letter: what it stops here, who may not say it, and
 * what both sides then know.
 */
#include "tests/domain/joined.h"

#define MINUTE INT64_C(60000)

static json_t *
key(const struct scene *s, int64_t at)
{
	json_t *doc = scene_with_digest(s, 1);
	char word[32];

	incident_fire_word(word, &s->incident);
	doc_put_str(doc, "confirm", word);
	doc_put_int(doc, "at", at);
	return doc;
}

static void
to_appointed(struct scene *s)
{
	json_t *doc = scene_with_digest(s, 1);

	doc_put_int(doc, "at", s->now + 30 * MINUTE);
	scene_must(s, "rel1", ACT_RELEASE_ARM, doc);
}

static void
to_set(struct scene *s)
{
	to_appointed(s);
	scene_must(s, "rel2", ACT_RELEASE_SET, key(s, s->now + 30 * MINUTE));
}

static void
to_arming(struct scene *s)
{
	scene_must(s, "rel1", ACT_RELEASE_ARM, scene_with_digest(s, 1));
}

static void
to_armed(struct scene *s)
{
	scene_arm(s, 1);
}

static void
to_fired(struct scene *s)
{
	scene_arm(s, 1);
	scene_fire(s, 1);
}

static void
to_released(struct scene *s)
{
	to_fired(s);
	scene_report(s, 1, "verified");
}

static void
to_nothing(struct scene *s)
{
	(void)s;
}

static const struct {
	void (*bring)(struct scene *s);
	bool stops; /* there is something to stop */
	const char *told; /* to the city */
	int out, not_out; /* of three accounts */
} moments[] = {
	{ to_nothing, false, "halted", 0, 3 },
	{ to_appointed, true, "halted", 0, 3 },
	{ to_set, true, "halted", 0, 3 },
	{ to_arming, true, "halted", 0, 3 },
	{ to_armed, true, "halted", 0, 3 },
	{ to_fired, true, "halted", 0, 3 },
	/* it crossed the fire: nothing of it is stopped, and that is said */
	{ to_released, false, "out", 3, 0 },
};

static void
halt__stops_what_is_not_out_and_says_what_is(void **state)
{
	(void)state;
	for (size_t n = 0; n < sizeof(moments) / sizeof(moments[0]); n++) {
		struct joined j;
		const json_t *body, *says;

		joined_open(&j);
		joined_order(&j, "own");
		moments[n].bring(&j.s);
		while (joined_tells(&j) != NULL)
			;
		city_says(&j, "halt", 6);
		assert_int_equal(entries_of(&j.s, "release.halted"),
			moments[n].stops ? 1 : 0);
		assert_string_equal(
			last_said(&j.s, "joint.signal", "outcome"), "obeyed");
		body = joined_tells(&j);
		assert_non_null(body);
		assert_string_equal(doc_str(body, "partner"), "city");
		says = doc_get(body, "says");
		assert_string_equal(doc_str(says, "re"), letter_name(6));
		assert_string_equal(doc_str(says, "state"), moments[n].told);
		assert_int_equal(doc_int(says, "accounts"), moments[n].out);
		assert_int_equal(doc_int(says, "gaps"), moments[n].not_out);
		/* once: what follows is no second answer to it */
		body = joined_tells(&j);
		assert_string_equal(doc_str(doc_get(body, "says"), "re"), "");
		joined_close(&j);
	}
}

/* One account was out when it came; the rest was not, and stays. */
static void
halt__that_crosses_the_fire_tells_each_account(void **state)
{
	struct joined j;
	json_t *doc, *rows;
	const json_t *says, *row;
	int out = 0;
	size_t n;

	(void)state;
	joined_open(&j);
	joined_order(&j, "own");
	to_fired(&j.s);
	doc = scene_on(&j.s, 1);
	rows = scene_results(&j.s, 1, "verified", false);
	while (json_array_size(rows) > 1)
		(void)json_array_remove(rows, 1);
	doc_put(doc, "results", rows);
	scene_must(&j.s, "", ACT_RELAY_OUTCOMES, doc);
	city_says(&j, "halt", 6);
	assert_int_equal(scene_message(&j.s, 1)->state, MESSAGE_RELEASED);
	says = doc_get(joined_tells(&j), "says");
	assert_string_equal(doc_str(says, "state"), "halted");
	assert_int_equal(doc_int(says, "accounts"), 1);
	assert_int_equal(doc_int(says, "gaps"), 2);
	says = doc_get(joined_tells(&j), "says");
	assert_string_equal(doc_str(says, "kind"), "receipt");
	json_array_foreach(doc_get(says, "accounts"), n, row)
	{
		out += strcmp(doc_str(row, "state"), "verified") == 0;
		assert_true(strcmp(doc_str(row, "state"), "verified") == 0 ||
			strcmp(doc_str(row, "state"), "halted") == 0);
	}
	assert_int_equal(out, 1);
	joined_close(&j);
}

static const struct {
	struct letter letter;
	const char *rule; /* "": obeyed */
} sayers[] = {
	{ { .from = "city" }, "" },
	{ { .from = "village" }, "joint-whose" },
	{ { .from = "city", .drill = true }, "joint-mode" },
};

static void
halt__of_who_may_not_stops_nothing_and_is_answered_with_the_reason(void **state)
{
	(void)state;
	for (size_t n = 0; n < sizeof(sayers) / sizeof(sayers[0]); n++) {
		struct joined j;
		struct letter l = sayers[n].letter;
		const json_t *body, *says;
		bool may = sayers[n].rule[0] == '\0';

		joined_open(&j);
		joined_order(&j, "own");
		to_set(&j.s);
		while (joined_tells(&j) != NULL)
			;
		l.n = 6;
		l.says = letter_says("halt", 5);
		letter_comes(&j, l);
		assert_int_equal(entries_of(&j.s, "release.halted"), may);
		assert_string_equal(last_said(&j.s, "joint.signal", "rule"),
			sayers[n].rule);
		body = joined_tells(&j);
		says = doc_get(body, "says");
		assert_string_equal(doc_str(body, "partner"), l.from);
		assert_int_equal(doc_bool(body, "drill"), l.drill);
		assert_string_equal(
			doc_str(says, "state"), may ? "halted" : "set");
		assert_int_equal(*doc_str(says, "reason") == '\0', may);
		assert_null(joined_tells(&j));
		joined_close(&j);
	}
}

/* It is read before what is missing, comes again in its place, and a carrier
 * brings it once more. */
static void
halt__twice_does_nothing_twice(void **state)
{
	struct joined j;

	(void)state;
	joined_open(&j);
	joined_order(&j, "own");
	to_set(&j.s);
	for (int n = 0; n < 3; n++) {
		letter_comes(&j,
			(struct letter){ .from = "city",
				.n = 8,
				.early = n == 0,
				.says = letter_says("halt", 5) });
		assert_int_equal(entries_of(&j.s, "release.halted"), 1);
		assert_int_equal(entries_of(&j.s, "joint.signal"), 1);
	}
	assert_int_equal(j.b.halt_count, 1);
	joined_close(&j);
}

/* The halt overtakes the order itself. */
static void
halt__ahead_of_its_order_holds_when_that_comes(void **state)
{
	struct joined j;

	(void)state;
	joined_open(&j);
	letter_comes(&j,
		(struct letter){ .from = "city",
			.n = 7,
			.early = true,
			.says = letter_says("halt", 5) });
	assert_string_equal(
		last_said(&j.s, "joint.signal", "rule"), "joint-order-none");
	joined_order(&j, "own");
	assert_string_equal(scene_try(&j.s, "rel1", ACT_RELEASE_ARM,
				    scene_with_digest(&j.s, 1)),
		"joint-halted");
	assert_string_equal(
		doc_str(doc_get(joined_tells(&j), "says"), "state"), "halted");
	joined_close(&j);
}

static void
halt__holds_for_officers_here_too(void **state)
{
	struct joined j;
	json_t *doc;

	(void)state;
	joined_open(&j);
	joined_order(&j, "own");
	to_set(&j.s);
	city_says(&j, "halt", 6);
	assert_int_equal(scene_message(&j.s, 1)->state, MESSAGE_APPROVED);
	assert_string_equal(scene_message(&j.s, 1)->halted.by, "city");
	doc = scene_with_digest(&j.s, 1);
	doc_put_int(doc, "at", j.s.now + 30 * MINUTE);
	assert_string_equal(
		scene_try(&j.s, "rel1", ACT_RELEASE_ARM, doc), "joint-halted");
	joined_close(&j);
}

/* Without an order: all of the joint incident that went before it. */
static void
halt__of_the_joint_incident_stops_its_orders(void **state)
{
	static const char *const from[] = { "village", "city" };
	struct joined j;

	(void)state;
	joined_open(&j);
	joined_order(&j, "own");
	to_armed(&j.s);
	for (int n = 0; n < 2; n++) {
		letter_comes(&j,
			(struct letter){ .from = from[n],
				.n = 8 + n,
				.says = letter_says("halt", 0) });
		assert_int_equal(entries_of(&j.s, "release.halted"), n);
	}
	assert_non_null(joint_order_halt(&j.b, &j.b.orders[0]));
	joined_close(&j);
}

/* ---- at the leader ---- */

/* Message 1 is ordered from the village and the city, who refuses it. */
static void
lead(struct joined *j)
{
	struct judged out;
	json_t *says = letter_says("order", 0);

	joined_open(j);
	judged_init(&out);
	judged_add(&out, "letter.sent",
		json_pack("{s:s,s:[s],s:o}", "partner", "village", "to",
			"village", "says", letter_says("open", 0)));
	FIXED_SET(out.incident, j->s.incident.id);
	scene_fold(&j->s, &out, "sign");
	judged_release(&out);
	doc_put_str(says, "joint", j->b.joints[1].name);
	doc_put_str(says, "digest", letter_name(99));
	doc_put_int(says, "until", j->s.now + 60 * MINUTE);
	judged_init(&out);
	judged_add(&out, "letter.sent",
		json_pack("{s:s,s:[s,s],s:o,s:s,s:s}", "partner", "village",
			"to", "village", "city", "says", says, "message",
			scene_message(&j->s, 1)->id, "order", ""));
	FIXED_SET(out.incident, j->s.incident.id);
	scene_fold(&j->s, &out, "rel1");
	judged_release(&out);
	assert_int_equal(j->b.order_count, 1);
	says = letter_says("answer", 0);
	doc_put_str(says, "order", j->b.orders[0].name);
	doc_put_str(says, "state", "refused");
	letter_comes(
		j, (struct letter){ .from = "city", .n = 3, .says = says });
}

/* How many letters the station writes by itself; the last one's body. */
static int
halts_written(struct joined *j, const json_t **body)
{
	struct world w = { .office = &j->s.office,
		.incident = &j->s.incident,
		.message = scene_message(&j->s, 1),
		.joints = &j->b,
		.now = j->s.now };
	int count = 0;
	bool more = true;

	while (more && count < 4) {
		struct judged out;

		judged_init(&out);
		judge_joint_halting(&out, &w, &j->b.orders[0]);
		more = out.count > 0;
		count += more;
		scene_fold(&j->s, &out, "station");
		if (more)
			*body = doc_get(
				json_array_get(j->s.entries,
					json_array_size(j->s.entries) - 1),
				"body");
		judged_release(&out);
	}
	return count;
}

static void
halt__here_goes_once_to_those_that_have_the_order(void **state)
{
	struct joined j;
	const json_t *body = NULL, *says;

	(void)state;
	lead(&j);
	to_armed(&j.s);
	assert_int_equal(halts_written(&j, &body), 0);
	for (int n = 0; n < 2; n++) {
		scene_must(&j.s, "rita", ACT_RELEASE_HALT, scene_on(&j.s, 1));
		assert_int_equal(halts_written(&j, &body), 1);
		says = doc_get(body, "says");
		assert_int_equal(json_array_size(doc_get(body, "to")), 0);
		assert_string_equal(doc_str(body, "partner"), "village");
		assert_string_equal(doc_str(says, "kind"), "halt");
		assert_string_equal(doc_str(says, "order"), j.b.orders[0].name);
		assert_string_equal(doc_str(says, "digest"), letter_name(99));
		assert_string_equal(doc_str(says, "by"), "rita");
		to_armed(&j.s);
	}
	joined_close(&j);
}

static void
halt__is_asked_of_partners_where_nothing_is_left_here(void **state)
{
	struct joined j;
	json_t *doc;

	(void)state;
	lead(&j);
	to_released(&j.s);
	doc = scene_on(&j.s, 1);
	doc_put_str(doc, "reason", "水位有误");
	scene_must(&j.s, "rita", ACT_JOINT_HALT, doc);
	assert_string_equal(
		last_said(&j.s, "letter.sent", "partner"), "village");
	assert_int_equal(entries_of(&j.s, "release.halted"), 0);
	joined_close(&j);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(halt__stops_what_is_not_out_and_says_what_is),
		cmocka_unit_test(
			halt__that_crosses_the_fire_tells_each_account),
		cmocka_unit_test(
			halt__of_who_may_not_stops_nothing_and_is_answered_with_the_reason),
		cmocka_unit_test(halt__twice_does_nothing_twice),
		cmocka_unit_test(
			halt__ahead_of_its_order_holds_when_that_comes),
		cmocka_unit_test(halt__holds_for_officers_here_too),
		cmocka_unit_test(halt__of_the_joint_incident_stops_its_orders),
		cmocka_unit_test(
			halt__here_goes_once_to_those_that_have_the_order),
		cmocka_unit_test(
			halt__is_asked_of_partners_where_nothing_is_left_here),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

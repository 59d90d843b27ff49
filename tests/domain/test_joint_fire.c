/*
 * A joint release on signal: what a call and a fire of the leader's do here, and
 * every way in which a fire is not obeyed.
 */
#include "tests/domain/joined.h"

#define MINUTE INT64_C(60000)

/* Taken by one officer, as joint.take turns the first key. */
static void
take(struct joined *j)
{
	json_t *doc = scene_with_digest(&j->s, 1);

	doc_put_bool(doc, "signal", true);
	scene_must(&j->s, "rel1", ACT_RELEASE_ARM, doc);
}

static json_t *
set_doc(struct joined *j)
{
	json_t *doc = scene_with_digest(&j->s, 1);
	char word[32];

	incident_fire_word(word, &j->s.incident);
	doc_put_str(doc, "confirm", word);
	return doc;
}

static void
set(struct joined *j)
{
	scene_must(&j->s, "rel2", ACT_RELEASE_SET, set_doc(j));
}

static void
look(struct joined *j)
{
	scene_appointed(&j->s, scene_message(&j->s, 1));
}

static void
tell(struct joined *j)
{
	while (joined_tells(j) != NULL)
		;
}

/* Called, armed by the station, ready, and the city has been told. */
static void
to_ready(struct joined *j)
{
	json_t *doc;

	joined_open(j);
	joined_order(j, "signal");
	take(j);
	set(j);
	assert_int_equal(scene_message(&j->s, 1)->state, MESSAGE_SET);
	city_says(j, "call", 6);
	look(j);
	assert_int_equal(scene_message(&j->s, 1)->state, MESSAGE_ARMING);
	doc = scene_with_digest(&j->s, 1);
	doc_put(doc, "results", scene_results(&j->s, 1, "ok", true));
	scene_must(&j->s, "", ACT_RELAY_PREPARED, doc);
	tell(j);
	assert_int_equal(j->b.orders[0].answers[0].state, ANSWER_READY);
}

struct fire {
	const char *from;
	int64_t ahead; /* T, from when it comes; 0: ten seconds */
	bool drill, other; /* it names another readiness */
};

static void
fire(struct joined *j, int n, struct fire f)
{
	json_t *says = letter_says("fire", 5);
	const char *ready = j->b.orders[0].answers[0].ready;

	doc_put_int(says, "at", j->s.now + (f.ahead != 0 ? f.ahead : 10000));
	doc_put(says, "ready",
		json_pack("[{s:s,s:s}]", "from", "county", "ready",
			f.other ? letter_name(77) : ready));
	letter_comes(j,
		(struct letter){ .from = f.from ? f.from : "city",
			.n = n,
			.drill = f.drill,
			.says = says });
}

/* So long the station looks at each second. */
static void
pass(struct joined *j, int seconds)
{
	for (int n = 0; n < seconds; n++) {
		j->s.now += 1000;
		look(j);
	}
}

static void
fire__lets_it_out_at_its_time_and_once(void **state)
{
	struct joined j;

	(void)state;
	to_ready(&j);
	fire(&j, 7, (struct fire){ 0 });
	assert_string_equal(
		last_said(&j.s, "joint.signal", "outcome"), "obeyed");
	pass(&j, 6);
	assert_int_equal(entries_of(&j.s, "release.fired"), 0);
	pass(&j, 2);
	assert_int_equal(entries_of(&j.s, "release.fired"), 1);
	assert_string_equal(scene_message(&j.s, 1)->fired.by, "rel2");
	assert_string_equal(scene_message(&j.s, 1)->armed.by, "rel1");
	fire(&j, 8, (struct fire){ 0 });
	assert_string_equal(
		last_said(&j.s, "joint.signal", "rule"), "joint-out");
	pass(&j, 20);
	assert_int_equal(entries_of(&j.s, "release.fired"), 1);
	joined_close(&j);
}

static void
twice(struct joined *j)
{
	fire(j, 7, (struct fire){ 0 });
}

static void
halted(struct joined *j)
{
	city_says(j, "halt", 30);
}

/* Ten minutes by our own clock: the arming that it names is over. */
static void
kept_back(struct joined *j)
{
	struct world w = { .office = &j->s.office,
		.incident = &j->s.incident,
		.message = scene_message(&j->s, 1),
		.joints = &j->b,
		.now = j->s.now + 10 * MINUTE };
	struct judged out;

	j->s.now = w.now;
	judged_init(&out);
	judge_expired(&out, &w);
	scene_fold(&j->s, &out, "station");
	judged_release(&out);
	assert_int_equal(scene_message(&j->s, 1)->state, MESSAGE_SET);
	look(j);
	assert_int_equal(scene_message(&j->s, 1)->state, MESSAGE_SET);
}

static void
taken_back(struct joined *j)
{
	scene_must(&j->s, "rel1", ACT_RELEASE_DISARM, scene_on(&j->s, 1));
}

static void
righted(struct joined *j, const char *word)
{
	json_t *says = letter_says("order", 0);

	doc_put_str(says, "digest", letter_name(98));
	doc_put_str(says, word, letter_name(99));
	doc_put_int(says, "until", j->s.now + 60 * MINUTE);
	letter_comes(
		j, (struct letter){ .from = "city", .n = 20, .says = says });
}

static void
corrected(struct joined *j)
{
	righted(j, "corrects");
}

static void
withdrawn(struct joined *j)
{
	righted(j, "withdraws");
}

static const struct {
	struct fire fire;
	void (*before)(struct joined *j);
	const char *rule;
} vain[] = {
	{ { .from = "village" }, NULL, "joint-whose" },
	{ { .drill = true }, NULL, "joint-mode" },
	{ { .other = true }, NULL, "joint-ready" },
	{ { .ahead = -120001 }, NULL, "set-late" },
	{ { 0 }, twice, "joint-out" },
	{ { 0 }, halted, "joint-halted" },
	{ { 0 }, kept_back, "joint-unready" },
	{ { 0 }, taken_back, "joint-unready" },
	{ { 0 }, corrected, "joint-righted" },
	{ { 0 }, withdrawn, "joint-righted" },
};

static void
fire__that_is_not_to_be_obeyed_is_answered_with_the_reason(void **state)
{
	(void)state;
	for (size_t n = 0; n < sizeof(vain) / sizeof(vain[0]); n++) {
		struct joined j;
		const json_t *body;
		bool once = strcmp(vain[n].rule, "joint-out") == 0;

		to_ready(&j);
		if (vain[n].before)
			vain[n].before(&j);
		tell(&j);
		fire(&j, 21, vain[n].fire);
		assert_string_equal(
			last_said(&j.s, "joint.signal", "rule"), vain[n].rule);
		body = joined_tells(&j);
		assert_string_equal(doc_str(body, "partner"),
			vain[n].fire.from ? vain[n].fire.from : "city");
		assert_string_equal(
			doc_str(doc_get(body, "says"), "re"), letter_name(21));
		assert_true(*doc_str(doc_get(body, "says"), "reason"));
		pass(&j, 20);
		assert_int_equal(entries_of(&j.s, "release.fired"), once);
		joined_close(&j);
	}
}

/* Late within two minutes it goes; by an unsure clock on arrival. */
static void
fire__a_little_late_or_without_a_clock_goes_at_once(void **state)
{
	(void)state;
	for (int n = 0; n < 2; n++) {
		struct joined j;

		to_ready(&j);
		j.s.clock_sure = n == 0;
		fire(&j, 7,
			(struct fire){ .ahead = n == 0 ? -119000 : MINUTE });
		look(&j);
		assert_int_equal(entries_of(&j.s, "release.fired"), 1);
		joined_close(&j);
	}
}

/* Late, it asks: armed as it is, an officer may fire it. */
static void
fire__that_is_late_leaves_it_armed_for_an_officer(void **state)
{
	struct joined j;

	(void)state;
	to_ready(&j);
	fire(&j, 7, (struct fire){ .ahead = -120001 });
	assert_string_equal(
		last_said(&j.s, "release.missed", "rule"), "set-late");
	assert_int_equal(scene_message(&j.s, 1)->state, MESSAGE_ARMED);
	scene_must(&j.s, "rel2", ACT_RELEASE_FIRE, scene_fire_doc(&j.s, 1));
	joined_close(&j);
}

/* Nobody has set it: a call arms nothing, and a fire finds nothing. */
static void
call__arms_only_what_two_have_set(void **state)
{
	struct joined j;

	(void)state;
	for (int keys = 0; keys < 2; keys++) {
		joined_open(&j);
		joined_order(&j, "signal");
		if (keys > 0)
			take(&j);
		city_says(&j, "call", 6);
		assert_string_equal(last_said(&j.s, "joint.signal", "rule"),
			"joint-unready");
		look(&j);
		assert_int_equal(
			scene_message(&j.s, 1)->state, MESSAGE_APPROVED);
		fire(&j, 7, (struct fire){ 0 });
		pass(&j, 20);
		assert_int_equal(entries_of(&j.s, "release.armed"), 0);
		joined_close(&j);
	}
}

/* The same officer does not turn both keys, and what is set is not fired here. */
static void
call__before_it_is_set_holds_ten_minutes(void **state)
{
	(void)state;
	for (int late = 0; late < 2; late++) {
		struct joined j;

		joined_open(&j);
		joined_order(&j, "signal");
		take(&j);
		assert_string_equal(
			scene_try(&j.s, "rel1", ACT_RELEASE_SET, set_doc(&j)),
			"same-releaser");
		city_says(&j, "call", 6);
		j.s.now += 10 * MINUTE - 1 + late;
		set(&j);
		look(&j);
		assert_int_equal(entries_of(&j.s, "release.armed"), !late);
		joined_close(&j);
	}
}

/* A halt ends it, also one read ahead of an older call; a later call lets them
 * set it anew. */
static void
call__behind_a_halt_lets_it_go_on(void **state)
{
	struct joined j;
	json_t *doc;

	(void)state;
	to_ready(&j);
	city_says(&j, "halt", 30);
	city_says(&j, "call", 29);
	doc = scene_with_digest(&j.s, 1);
	doc_put_bool(doc, "signal", true);
	assert_string_equal(
		scene_try(&j.s, "rel1", ACT_RELEASE_ARM, doc), "joint-halted");
	city_says(&j, "call", 31);
	take(&j);
	set(&j);
	look(&j);
	assert_int_equal(scene_message(&j.s, 1)->state, MESSAGE_ARMING);
	joined_close(&j);
}

static void
signal__is_of_an_order_that_waits_for_one(void **state)
{
	struct joined j;
	json_t *doc;

	(void)state;
	joined_open(&j);
	joined_order(&j, "own");
	doc = scene_with_digest(&j.s, 1);
	doc_put_bool(doc, "signal", true);
	assert_string_equal(
		scene_try(&j.s, "rel1", ACT_RELEASE_ARM, doc), "joint-signal");
	city_says(&j, "call", 6);
	assert_string_equal(
		last_said(&j.s, "joint.signal", "rule"), "joint-no-signal");
	joined_close(&j);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fire__lets_it_out_at_its_time_and_once),
		cmocka_unit_test(
			fire__that_is_not_to_be_obeyed_is_answered_with_the_reason),
		cmocka_unit_test(
			fire__a_little_late_or_without_a_clock_goes_at_once),
		cmocka_unit_test(
			fire__that_is_late_leaves_it_armed_for_an_officer),
		cmocka_unit_test(call__arms_only_what_two_have_set),
		cmocka_unit_test(call__before_it_is_set_holds_ten_minutes),
		cmocka_unit_test(call__behind_a_halt_lets_it_go_on),
		cmocka_unit_test(signal__is_of_an_order_that_waits_for_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

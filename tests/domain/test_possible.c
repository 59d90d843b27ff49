/*
 * What is said to be possible before it is tried. That nothing that works is
 * said to be impossible, every act of every test on scene.h shows
 * (foresee.h); here what is said of the others, and to whom it points.
 */
#include "tests/domain/scene.h"

#include "crier/refusal.h"

static struct world
world_of(const struct scene *s, const char *by, int message)
{
	char id[32];

	(void)snprintf(id, sizeof(id), "2026-0001/%d", message);
	return (struct world){ .office = &s->office,
		.library = s->lib,
		.login = s->login,
		.now = s->now,
		.relay_up = s->relay_up,
		.relay_holds = s->relay_holds,
		.officer = office_officer(&s->office, by),
		.incident = &s->incident,
		.message = incident_message(&s->incident, id) };
}

/* The refusal's word, "" if it is possible. */
static const char *
told(const struct scene *s, const char *by, const char *word)
{
	static struct err err;
	struct world w = world_of(s, by, 1);
	const char *verdict;
	enum act act;

	memset(&err, 0, sizeof(err));
	assert_true(possible_parse(&act, &verdict, word));
	(void)possible_ask(&w, act, verdict, &err);
	return err.id;
}

static bool
points_at(const struct scene *s, const char *word, const char *officer)
{
	struct world w = world_of(s, "dora", 1);
	const char *verdict;
	enum act act;
	json_t *who, *one;
	size_t n;
	bool found = false;

	assert_true(possible_parse(&act, &verdict, word));
	who = possible_who(&w, act, verdict);
	json_array_foreach(who, n, one)
	{
		found |= strcmp(doc_str(one, "id"), officer) == 0;
	}
	json_decref(who);
	return found;
}

static void
possible__a_message_goes_its_way_and_each_is_told_whose_turn_it_is(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	assert_string_equal(told(&s, "dora", "message.revise"), "");
	assert_string_equal(told(&s, "dora", "message.submit"), "");
	assert_string_equal(told(&s, "rita", "message.submit"), "role");
	assert_true(points_at(&s, "message.submit", "dirk"));
	assert_string_equal(told(&s, "rel1", "release.arm"), "state");
	scene_submit(&s, 1);
	assert_string_equal(told(&s, "rita", "review"), "");
	assert_string_equal(told(&s, "rita", "review.return"), "");
	assert_string_equal(told(&s, "dora", "review"), "gate-role");
	assert_string_equal(told(&s, "sign", "approve"), "stage-order");
	assert_true(points_at(&s, "review", "rita"));
	assert_false(points_at(&s, "review", "rel1"));
	scene_review(&s, 1);
	scene_approve(&s, 1);
	assert_string_equal(told(&s, "rel1", "release.arm"), "");
	assert_string_equal(told(&s, "rita", "release.arm"), "role");
	assert_true(points_at(&s, "release.arm", "rel2"));
	s.relay_up = false;
	assert_string_equal(told(&s, "rel1", "release.arm"), "relay-away");
	s.relay_up = true;
	scene_arm(&s, 1);
	/* a word, a digest and reasons for gaps are typed: not asked about */
	assert_string_equal(told(&s, "rel1", "release.fire"), "same-releaser");
	assert_string_equal(told(&s, "rel2", "release.fire"), "");
	assert_false(points_at(&s, "release.fire", "rel1"));
	assert_true(points_at(&s, "release.fire", "rel2"));
	assert_string_equal(told(&s, "dora", "release.halt"), "");
	scene_close(&s);
}

/* Of several gates one is enough, whichever stands first. */
static void
possible__one_of_several_gates_is_enough(void **state)
{
	static const role_set roles[] = { ROLE_BIT(ROLE_VERIFIER),
		ROLE_BIT(ROLE_REVIEWER), ROLE_BIT(ROLE_LEGAL),
		ROLE_BIT(ROLE_SECRECY) };
	struct scene s;
	int may = 0;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	for (size_t n = 0; n < sizeof(roles) / sizeof(roles[0]); n++) {
		char id[8];

		(void)snprintf(id, sizeof(id), "g%zu", n);
		scene_officer(&s, id, roles[n]);
	}
	scene_submit(&s, 1);
	for (size_t n = 0; n < sizeof(roles) / sizeof(roles[0]); n++) {
		struct world w;
		struct err err = { .code = ERR_OK };
		char id[8];

		(void)snprintf(id, sizeof(id), "g%zu", n);
		w = world_of(&s, id, 1);
		if (possible_ask(&w, ACT_REVIEW, NULL, &err) != ERR_OK)
			continue;
		may++;
		assert_int_equal(err.code, ERR_OK);
		assert_string_equal(err.id, "");
	}
	/* of the first stage's two gates each is open to somebody else too */
	assert_true(may >= 2);
	scene_close(&s);
}

static void
possible__nobody_does_anything_in_a_closed_incident(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	s.incident.closed = s.now;
	assert_string_equal(told(&s, "dora", "message.submit"),
		refusal_word(REFUSE_INCIDENT_CLOSED));
	assert_string_equal(told(&s, "dora", "claim.add"),
		refusal_word(REFUSE_INCIDENT_CLOSED));
	scene_close(&s);
}

static void
possible__only_what_officers_do_can_be_asked_about(void **state)
{
	const char *verdict;
	enum act act;

	(void)state;
	assert_true(possible_parse(&act, &verdict, "review.return"));
	assert_int_equal(act, ACT_REVIEW);
	assert_string_equal(verdict, "return");
	assert_false(possible_parse(&act, &verdict, "relay.prepared"));
	assert_false(possible_parse(&act, &verdict, "approve.return"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			possible__a_message_goes_its_way_and_each_is_told_whose_turn_it_is),
		cmocka_unit_test(possible__one_of_several_gates_is_enough),
		cmocka_unit_test(
			possible__nobody_does_anything_in_a_closed_incident),
		cmocka_unit_test(
			possible__only_what_officers_do_can_be_asked_about),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

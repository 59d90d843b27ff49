/*
 * An incident whose level or topic turns out to be another: what its messages
 * need follows, upwards at once and downwards only by two persons.
 */
#include "tests/domain/waivers.h"
#include "domain/message/message.h"

static json_t *
learned(const struct scene *s, const char *key, const char *word)
{
	return json_pack("{s:s,s:s,s:s}", "incident", s->incident.id, key, word,
		"reason", "指挥部已确认");
}

/* A level III incident with no topic, message 1 written. */
static void
open_plain(struct scene *s, struct library *lib)
{
	scene_open_with(s, lib, false);
	scene_officer(s, "vice", ROLE_BIT(ROLE_SIGNER));
	incident_release(&s->incident);
	incident_init(&s->incident);
	scene_must(s, "dora", ACT_INCIDENT_OPEN,
		json_pack("{s:s,s:s,s:s,s:s}", "playbook", "rainstorm-flood",
			"title", "内涝", "mode", "actual", "level", "III"));
	scene_write(s);
}

static size_t
count_of(const struct scene *s, const char *kind)
{
	size_t n, count = 0;
	json_t *e;

	json_array_foreach(s->entries, n, e)
	{
		count += strcmp(doc_str(e, "kind"), kind) == 0;
	}
	return count;
}

static void
reclassify__what_asks_for_more_holds_at_once_and_voids(void **state)
{
	struct library *lib = shipped_library();
	const struct message *m;
	struct scene s;

	(void)state;
	open_plain(&s, lib);
	scene_submit(&s, 1);
	m = scene_message(&s, 1);
	assert_string_equal(m->tier, "routine");
	scene_review(&s, 1);
	scene_must(&s, "vice", ACT_APPROVE, scene_with_digest(&s, 1));
	assert_int_equal(m->state, MESSAGE_APPROVED);
	/* one person is enough, and the approval of a signer is none */
	scene_must(&s, "dora", ACT_INCIDENT_LEARN,
		learned(&s, "topic", "mass-incident"));
	assert_string_equal(s.incident.topic, "mass-incident");
	assert_int_equal(m->state, MESSAGE_DRAFT);
	assert_string_equal(message_waits(m), "resubmit");
	assert_int_equal(m->approved.by[0], '\0');
	assert_string_equal(scene_try(&s, "rel1", ACT_RELEASE_ARM,
				    json_pack("{s:s,s:s}", "message", m->id,
					    "digest", ENTRY_NO_PREV)),
		"state");
	scene_submit(&s, 1);
	assert_string_equal(m->tier, "major");
	assert_string_equal(json_string_value(json_array_get(m->organs, 0)),
		"public-security");
	assert_string_not_equal(message_waits(m), "resubmit");
	scene_close(&s);
	library_free(lib);
}

static void
reclassify__an_armed_release_is_taken_back_first(void **state)
{
	struct library *lib = shipped_library();
	struct scene s;

	(void)state;
	open_plain(&s, lib);
	scene_submit(&s, 1);
	scene_review(&s, 1);
	scene_must(&s, "vice", ACT_APPROVE, scene_with_digest(&s, 1));
	scene_arm(&s, 1);
	assert_int_equal(scene_message(&s, 1)->state, MESSAGE_ARMED);
	scene_must(&s, "vice", ACT_INCIDENT_LEARN, learned(&s, "level", "I"));
	assert_int_equal(count_of(&s, "release.disarmed"), 1);
	assert_int_equal(count_of(&s, "message.voided"), 1);
	assert_int_equal(scene_message(&s, 1)->state, MESSAGE_DRAFT);
	scene_close(&s);
	library_free(lib);
}

/* A level that changes nothing for its messages leaves them alone. */
static void
reclassify__what_still_satisfies_stands(void **state)
{
	struct library *lib = shipped_library();
	struct scene s;
	char digest[HASH_HEX];

	(void)state;
	open_plain(&s, lib);
	scene_submit(&s, 1);
	scene_review(&s, 1);
	memcpy(digest, scene_message(&s, 1)->digest, sizeof(digest));
	scene_must(&s, "dora", ACT_INCIDENT_LEARN, learned(&s, "level", "IV"));
	assert_string_equal(s.incident.level, "IV");
	assert_int_equal(count_of(&s, "incident.proposed"), 0);
	assert_string_equal(scene_message(&s, 1)->digest, digest);
	scene_must(&s, "vice", ACT_APPROVE, scene_with_digest(&s, 1));
	scene_close(&s);
	library_free(lib);
}

static void
reclassify__less_takes_two_and_one_who_may_sign(void **state)
{
	struct library *lib = shipped_library();
	struct scene s;

	(void)state;
	scene_open_with(&s, lib, false); /* level II: the head signs */
	scene_officer(&s, "vice", ROLE_BIT(ROLE_SIGNER));
	scene_write(&s);
	scene_submit(&s, 1);
	scene_must(&s, "dora", ACT_INCIDENT_LEARN, learned(&s, "level", "III"));
	assert_string_equal(s.incident.level, "II");
	assert_true(s.incident.grade.waits);
	assert_string_equal(scene_try(&s, "dora", ACT_INCIDENT_LEARN,
				    learned(&s, "level", "III")),
		"regrade-twice");
	/* two of whom neither may sign at level II */
	assert_string_equal(scene_try(&s, "vice", ACT_INCIDENT_LEARN,
				    learned(&s, "level", "III")),
		"role");
	/* another change is another proposal */
	scene_must(&s, "vice", ACT_INCIDENT_LEARN, learned(&s, "level", "IV"));
	assert_string_equal(s.incident.level, "II");
	scene_must(&s, "sign", ACT_INCIDENT_LEARN, learned(&s, "level", "IV"));
	assert_string_equal(s.incident.level, "IV");
	assert_false(s.incident.grade.waits);
	assert_string_equal(
		doc_str(json_object_get(json_array_get(s.entries,
						json_array_size(s.entries) - 1),
				"body"),
			"proposed_by"),
		"vice");
	/* what was submitted to more goes on as it was submitted */
	assert_int_equal(scene_message(&s, 1)->state, MESSAGE_REVIEW);
	assert_string_equal(scene_message(&s, 1)->tier, "major");
	assert_int_equal(count_of(&s, "message.voided"), 0);
	scene_close(&s);
	library_free(lib);
}

/* Who proposed may be the one who could sign. */
static void
reclassify__the_head_proposes_and_another_confirms(void **state)
{
	struct library *lib = shipped_library();
	struct scene s;

	(void)state;
	open_plain(&s, lib);
	scene_must(&s, "dora", ACT_INCIDENT_LEARN,
		learned(&s, "topic", "mass-incident"));
	scene_must(
		&s, "sign", ACT_INCIDENT_LEARN, learned(&s, "topic", "none"));
	assert_string_equal(s.incident.topic, "mass-incident");
	scene_must(
		&s, "dora", ACT_INCIDENT_LEARN, learned(&s, "topic", "none"));
	assert_string_equal(s.incident.topic, "");
	scene_close(&s);
	library_free(lib);
}

static void
reclassify__asks_for_a_reason_and_a_topic_of_the_table(void **state)
{
	struct library *lib = shipped_library();
	struct scene s;

	(void)state;
	open_plain(&s, lib);
	assert_string_equal(scene_try(&s, "dora", ACT_INCIDENT_LEARN,
				    json_pack("{s:s,s:s}", "incident",
					    s.incident.id, "level", "I")),
		"field");
	assert_string_equal(scene_try(&s, "dora", ACT_INCIDENT_LEARN,
				    learned(&s, "topic", "weather")),
		"field");
	/* times need no reason, and go in even where the level must wait */
	scene_must(&s, "dora", ACT_INCIDENT_LEARN, learned(&s, "level", "II"));
	scene_must(&s, "dora", ACT_INCIDENT_LEARN,
		json_pack("{s:s,s:s,s:s,s:I}", "incident", s.incident.id,
			"level", "III", "reason", "复核", "found",
			(json_int_t)(s.now - 60000)));
	assert_string_equal(s.incident.level, "II");
	assert_int_equal(s.incident.found, s.now - 60000);
	assert_true(s.incident.grade.waits);
	scene_close(&s);
	library_free(lib);
}

/* What the lane took stays in it, but a unit that must agree is asked. */
static void
reclassify__the_lane_stays_the_lane(void **state)
{
	struct library *lib = locked_library();
	const struct message *m;
	struct scene s;

	(void)state;
	open_plain(&s, lib);
	m = scene_message(&s, 1);
	scene_must(&s, "dora", ACT_MESSAGE_SUBMIT,
		json_pack("{s:s,s:b}", "message", m->id, "lane", 1));
	scene_must(&s, "dora", ACT_INCIDENT_LEARN, learned(&s, "level", "I"));
	assert_int_equal(m->state, MESSAGE_REVIEW);
	assert_string_equal(m->tier, "emergency-lane");
	scene_must(
		&s, "dora", ACT_INCIDENT_LEARN, learned(&s, "topic", "terror"));
	assert_int_equal(m->state, MESSAGE_DRAFT);
	scene_close(&s);
	library_free(lib);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			reclassify__what_asks_for_more_holds_at_once_and_voids),
		cmocka_unit_test(
			reclassify__an_armed_release_is_taken_back_first),
		cmocka_unit_test(reclassify__what_still_satisfies_stands),
		cmocka_unit_test(
			reclassify__less_takes_two_and_one_who_may_sign),
		cmocka_unit_test(
			reclassify__the_head_proposes_and_another_confirms),
		cmocka_unit_test(
			reclassify__asks_for_a_reason_and_a_topic_of_the_table),
		cmocka_unit_test(reclassify__the_lane_stays_the_lane),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

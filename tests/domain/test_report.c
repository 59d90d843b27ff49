/*
 * What the relay's reports may do to a delivery: every state against every
 * report, in time, late, and without naming a post.
 */
#include "tests/domain/scene.h"
#include "domain/release/delivery.h"

/*
 * One row a state that a delivery is in, one column a state that is reported,
 * in the order of enum delivery_state:
 * p planned, P prepared, g gap, d due, s sending, a accepted, O published,
 * V verified, X differs, r retry, u unknown, R refused, F failed, h human,
 * H halted, S skipped, C cancelled.
 * 'y': it counts, '-': it does not.
 */
static const char columns[] = "pPgdsaOVXruRFhHSC";
static const char *const in_time[] = {
	/*                      pPgdsaOVXruRFhHSC */
	[DELIVERY_PLANNED] = "-----------------",
	[DELIVERY_PREPARED] = "-----------------",
	[DELIVERY_GAP] = "-----------------",
	[DELIVERY_DUE] = "-----yyyyyyyyyy--",
	[DELIVERY_SENDING] = "-----yyyyyyyyyy--",
	[DELIVERY_ACCEPTED] = "-----yyyy-yyyy---",
	[DELIVERY_PUBLISHED] = "------yyy--------",
	[DELIVERY_VERIFIED] = "-------yy--------",
	[DELIVERY_DIFFERS] = "--------y--------",
	[DELIVERY_RETRY] = "-----yyyyyyyyyy--",
	[DELIVERY_UNKNOWN] = "-----yyyyyyyyyy--",
	[DELIVERY_REFUSED] = "------yyy--------",
	[DELIVERY_FAILED] = "------yyy--------",
	[DELIVERY_HUMAN] = "-----yyyy-yyyy---",
	[DELIVERY_HALTED] = "------yyy--------",
	[DELIVERY_SKIPPED] = "------yyy--------",
	[DELIVERY_CANCELLED] = "------yyy--------",
};
_Static_assert(sizeof(in_time) / sizeof(in_time[0]) == DELIVERY_STATES &&
		sizeof(columns) == DELIVERY_STATES + 1,
	"a row and a column each");

static struct delivery *
hook_of(struct scene *s)
{
	struct message *m =
		incident_message(&s->incident, scene_message(s, 1)->id);

	return message_delivery(m, "hook");
}

static json_t *
report_doc(struct scene *s, enum delivery_state to, int attempt, const char *id)
{
	char delivery[MESSAGE_ID + ACCOUNT_ID];

	(void)snprintf(
		delivery, sizeof(delivery), "%s:hook", scene_message(s, 1)->id);
	return json_pack("{s:s,s:[{s:s,s:s,s:i,s:s,s:s}]}", "message",
		scene_message(s, 1)->id, "results", "delivery", delivery,
		"state", delivery_row(to)->word, "attempt", attempt, "id", id,
		"detail", "reported");
}

/* A delivery in this state after `attempts`; does the report move it? */
static bool
report_counts(
	struct scene *s, enum delivery_state from, int attempts, json_t *report)
{
	struct delivery *d = hook_of(s);
	struct message *m =
		incident_message(&s->incident, scene_message(s, 1)->id);
	const char *refused;

	m->state = MESSAGE_FIRED;
	m->open_count = 100; /* nothing here settles the message */
	d->state = from;
	d->attempt = attempts;
	free(d->detail);
	d->detail = mem_strdup("before");
	refused = scene_try(s, "", ACT_RELAY_OUTCOMES, report);
	d = hook_of(s);
	if (*refused == '\0') {
		assert_string_equal(d->detail, "reported");
		return true;
	}
	assert_string_equal(refused, "delivery-state");
	assert_string_equal(d->detail, "before");
	assert_int_equal(d->state, from);
	return false;
}

static bool
is_out(int state)
{
	return delivery_row((enum delivery_state)state)->truth == TRUTH_YES;
}

/* As `in_time`, but late: only that it is out, and which post it is. */
static void
report__leads_only_where_the_table_says(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_release(&s, 1);
	for (int from = 0; from < DELIVERY_STATES; from++)
		for (int to = 0; to < DELIVERY_STATES; to++) {
			enum delivery_state a = (enum delivery_state)from;
			enum delivery_state b = (enum delivery_state)to;
			bool may = in_time[from][to] == 'y';

			if (report_counts(
				    &s, a, 2, report_doc(&s, b, 2, "7")) != may)
				fail_msg("%s to %s: %d", delivery_row(a)->word,
					delivery_row(b)->word, !may);
			if (report_counts(
				    &s, a, 2, report_doc(&s, b, 1, "7")) !=
				(may && is_out(to)))
				fail_msg("late, %s to %s",
					delivery_row(a)->word,
					delivery_row(b)->word);
			assert_false(report_counts(
				&s, a, 2, report_doc(&s, b, 1, "")));
		}
	scene_close(&s);
}

/* What was never begun cannot be found: that report is of something else. */
static void
report__of_what_was_never_sent_does_not_publish_it(void **state)
{
	static const enum delivery_state ends[] = { DELIVERY_REFUSED,
		DELIVERY_FAILED, DELIVERY_HALTED, DELIVERY_SKIPPED };
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_release(&s, 1);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		assert_false(report_counts(&s, ends[i], 0,
			report_doc(&s, DELIVERY_PUBLISHED, 1, "7")));
	/* an end that names no post is not made more than it is */
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		assert_false(report_counts(&s, ends[i], 1,
			report_doc(&s, DELIVERY_PUBLISHED, 1, "")));
	scene_close(&s);
}

static json_t *
settle_doc(struct scene *s, const char *seen)
{
	char delivery[MESSAGE_ID + ACCOUNT_ID];

	(void)snprintf(
		delivery, sizeof(delivery), "%s:hook", scene_message(s, 1)->id);
	return json_pack("{s:s,s:s,s:s}", "delivery", delivery, "seen", seen,
		"reason", "the visibility was put right over there");
}

/* It stays so, keeps the message open, and ends with a person's word. */
static void
differs__stands_until_a_person_settles_it(void **state)
{
	struct scene s;
	struct message *m;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_release(&s, 1);
	m = incident_message(&s.incident, scene_message(&s, 1)->id);
	assert_int_equal(m->state, MESSAGE_RELEASED);
	scene_must(&s, "", ACT_RELAY_OUTCOMES,
		report_doc(&s, DELIVERY_DIFFERS, 1, "7"));
	assert_int_equal(m->state, MESSAGE_FIRED);
	assert_string_equal(message_waits(m), "settle");
	assert_string_equal(scene_try(&s, "", ACT_RELAY_OUTCOMES,
				    report_doc(&s, DELIVERY_VERIFIED, 1, "7")),
		"delivery-state");
	scene_must(
		&s, "rel1", ACT_DELIVERY_SETTLE, settle_doc(&s, "published"));
	assert_int_equal(hook_of(&s)->state, DELIVERY_PUBLISHED);
	assert_int_equal(m->state, MESSAGE_RELEASED);
	/* a relay that reads it again does not open it again */
	assert_string_equal(scene_try(&s, "", ACT_RELAY_OUTCOMES,
				    report_doc(&s, DELIVERY_DIFFERS, 1, "7")),
		"delivery-state");
	scene_close(&s);
}

/* One of its ids is a telephone: the others are what it is looked up by. */
static void
report__of_a_memo_loses_only_the_id_that_leaks(void **state)
{
	struct scene s;
	json_t *doc, *row;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_release(&s, 1);
	doc = report_doc(&s, DELIVERY_PUBLISHED, 1, "7");
	row = json_array_get(json_object_get(doc, "results"), 0);
	json_object_set_new(row, "memo",
		json_pack("{s:s,s:s,s:s,s:i}", "post", "116105194912310025",
			"seen", "13912345678", "13912345678", "yes", "looks",
			2));
	scene_must(&s, "", ACT_RELAY_OUTCOMES, doc);
	row = hook_of(&s)->memo;
	assert_string_equal(doc_str(row, "post"), "116105194912310025");
	assert_int_equal(doc_int(row, "looks"), 2);
	assert_null(json_object_get(row, "seen"));
	assert_null(json_object_get(row, "13912345678"));
	scene_close(&s);
}

/* Armed, taken back and armed again: the first arming's report is void. */
static void
prepared__of_an_older_arming_does_not_count(void **state)
{
	static const char *const accounts[] = { "site", "hook", "hand" };
	struct scene s;
	struct message *m;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_submit(&s, 1);
	scene_review(&s, 1);
	scene_must(&s, "sign", ACT_APPROVE, scene_with_digest(&s, 1));
	scene_must(&s, "rel1", ACT_RELEASE_ARM, scene_with_digest(&s, 1));
	scene_must(&s, "rel1", ACT_RELEASE_DISARM, scene_on(&s, 1));
	scene_must(&s, "rel1", ACT_RELEASE_ARM, scene_with_digest(&s, 1));
	m = incident_message(&s.incident, scene_message(&s, 1)->id);
	for (int release = 1; release <= 2; release++) {
		json_t *results = json_array();
		const char *refused;

		for (size_t n = 0; n < 3; n++) {
			char id[MESSAGE_ID + ACCOUNT_ID];

			(void)snprintf(
				id, sizeof(id), "%s:%s", m->id, accounts[n]);
			json_array_append_new(results,
				json_pack(
					"{s:s,s:b}", "delivery", id, "ok", 1));
		}
		refused = scene_try(&s, "", ACT_RELAY_PREPARED,
			json_pack("{s:s,s:s,s:i,s:o}", "message", m->id,
				"digest", m->digest, "release", release,
				"results", results));
		assert_string_equal(
			refused, release == 1 ? "delivery-state" : "");
		assert_int_equal(m->state,
			release == 1 ? MESSAGE_ARMING : MESSAGE_ARMED);
	}
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(report__leads_only_where_the_table_says),
		cmocka_unit_test(
			report__of_what_was_never_sent_does_not_publish_it),
		cmocka_unit_test(differs__stands_until_a_person_settles_it),
		cmocka_unit_test(
			report__of_a_memo_loses_only_the_id_that_leaks),
		cmocka_unit_test(prepared__of_an_older_arming_does_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

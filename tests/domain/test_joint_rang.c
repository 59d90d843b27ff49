/*
 * The bell for an order that nobody sees to: on the board of the unit until an
 * officer has read it, on the leader's until it is taken.
 */
#include "tests/domain/offices.h"

#include "domain/joint/joint_alarm.h"
#include "domain/joint/joint_ring.h"
#include "domain/joint/joint_view.h"
#include "domain/text/compose.h"
#include "domain/waits/waits.h"

enum { MINUTE = 60000 };

static struct world
world_of(const struct writer *w)
{
	return (struct world){ .office = &w->scene.office,
		.library = w->scene.lib,
		.joints = &w->book,
		.incident = &w->scene.incident,
		.now = w->scene.now };
}

static const struct joint_order *
last_order(const struct writer *w)
{
	assert_true(w->book.order_count > 0);
	return &w->book.orders[w->book.order_count - 1];
}

/* The station looks at its last order: how often the bell rang, 0 if it does
 * not now. */
static int
rings(struct offices *o, struct writer *w)
{
	struct world world = world_of(w);
	struct judged j;
	int times = 0;

	judged_init(&j);
	judge_joint_rang(&j, &world, last_order(w));
	assert_true(j.count <= 1);
	if (j.count > 0) {
		times = (int)doc_int(j.items[0].body, "times");
		assert_string_equal(j.items[0].kind, "joint.rang");
		assert_string_equal(j.incident, w->scene.incident.id);
		scene_fold(&w->scene, &j, "station");
		offices_read(o, w);
		assert_int_equal(last_order(w)->rung, times);
	}
	judged_release(&j);
	return times;
}

static int64_t
next_of(const struct writer *w)
{
	struct world world = world_of(w);

	return joint_order_rings(&world, last_order(w));
}

/* The first row of what waits by letter and otherwise; new reference. */
static json_t *
first_wait(const struct writer *w)
{
	struct world world = world_of(w);
	json_t *list = json_array(), *row;

	waits_put(list, &world);
	waits_put_joints(list, &world);
	waits_sort(list);
	row = json_incref(json_array_get(list, 0));
	json_decref(list);
	return row;
}

static void
at_minute(struct offices *o, int minute)
{
	o->city.scene.now = o->county.scene.now =
		SCENE_NOW + (int64_t)minute * MINUTE;
}

/* The city has ordered it of the county and, by telephone, of the town; a draft
 * of the county's own waits there, with a deadline that is over. */
static void
ordered(struct offices *o, struct library *lib)
{
	offices_open(o, lib);
	scene_must(&o->city.scene, "dora", ACT_INCIDENT_OPEN,
		json_pack("{s:s,s:s,s:s,s:s,s:I}", "playbook",
			"rainstorm-flood", "title", "7·21暴雨", "mode",
			"actual", "level", "II", "occurred",
			(json_int_t)(SCENE_NOW - 1500000)));
	offices_must(o, &o->city, "sign", ACT_JOINT_OPEN,
		"{\"incident\":\"$I\",\"to\":[\"county\"]}");
	offices_carry(o);
	offices_must(
		o, &o->county, "dora", ACT_JOINT_JOIN, "{\"joint\":\"$J\"}");
	offices_carry(o);
	scene_write(&o->county.scene);
	scene_write(&o->city.scene);
	scene_submit(&o->city.scene, 1);
	scene_review(&o->city.scene, 1);
	scene_approve(&o->city.scene, 1);
	offices_must(o, &o->city, "rel1", ACT_JOINT_ORDER,
		"{\"message\":\"$M\",\"digest\":\"$D\","
		"\"to\":[\"county\",\"town\"]}");
	offices_carry(o);
}

static void
rang__at_the_unit_until_an_officer_has_read_it(void **state)
{
	struct library *lib = shipped_library();
	struct offices o;
	json_t *row;

	(void)state;
	ordered(&o, lib);
	assert_int_equal(next_of(&o.county), SCENE_NOW + 3 * MINUTE);
	assert_int_equal(rings(&o, &o.county), 1);
	assert_int_equal(rings(&o, &o.county), 0);
	row = first_wait(&o.county);
	assert_string_equal(doc_str(row, "what"), "order");
	assert_true(doc_bool(row, "unread"));
	assert_int_equal(doc_int(row, "overdue"), 1);
	json_decref(row);
	at_minute(&o, 3);
	assert_int_equal(rings(&o, &o.county), 2);
	assert_int_equal(next_of(&o.county), SCENE_NOW + 10 * MINUTE);
	offices_must(
		&o, &o.county, "rita", ACT_JOINT_READ, "{\"order\":\"$O\"}");
	assert_int_equal(next_of(&o.county), 0);
	at_minute(&o, 10);
	assert_int_equal(rings(&o, &o.county), 0);
	row = first_wait(&o.county);
	assert_string_equal(doc_str(row, "what"), "order");
	assert_false(doc_bool(row, "unread"));
	assert_int_equal(doc_int(row, "overdue"), 0);
	json_decref(row);
	offices_close(&o);
	library_free(lib);
}

static void
rang__at_the_leader_with_whom_to_ring_until_it_is_taken(void **state)
{
	struct library *lib = shipped_library();
	struct offices o;
	json_t *row;

	(void)state;
	ordered(&o, lib);
	/* nobody can have answered yet, but it is said at once whom to ring */
	assert_int_equal(rings(&o, &o.city), 0);
	row = first_wait(&o.city);
	assert_string_equal(doc_str(row, "what"), "ring");
	assert_string_equal(doc_str(row, "partner"), "county");
	assert_string_equal(doc_str(row, "phone"), "010-222333");
	assert_string_equal(doc_str(row, "state"), "unknown");
	assert_int_equal(doc_int(row, "count"), 2);
	json_decref(row);
	at_minute(&o, 4);
	assert_int_equal(rings(&o, &o.city), 1);
	offices_must(&o, &o.county, "sign", ACT_JOINT_TAKE,
		"{\"order\":\"$O\",\"accounts\":[\"site\"]}");
	offices_carry(&o);
	row = first_wait(&o.city);
	assert_string_equal(doc_str(row, "partner"), "town");
	assert_int_equal(doc_int(row, "count"), 1);
	assert_int_equal(doc_int(row, "overdue"), 1);
	json_decref(row);
	at_minute(&o, 11);
	assert_int_equal(rings(&o, &o.city), 2);
	offices_must(&o, &o.city, "dora", ACT_JOINT_NOTE,
		"{\"message\":\"$M\",\"partner\":\"town\",\"answer\":\"taken\","
		"\"who\":\"赵六\",\"number\":\"010-222333\"}");
	row = first_wait(&o.city);
	assert_string_not_equal(doc_str(row, "what"), "ring");
	json_decref(row);
	offices_close(&o);
	library_free(lib);
}

/* A station that was off says it once, and an older library not at all. */
static void
rang__what_was_slept_through_rings_once(void **state)
{
	struct library *lib = shipped_library();
	struct offices o;
	size_t rows = lib->rules.ring_count;

	(void)state;
	ordered(&o, lib);
	at_minute(&o, 60);
	assert_int_equal(rings(&o, &o.county), 3);
	assert_int_equal(rings(&o, &o.county), 0);
	assert_int_equal(next_of(&o.county), 0);
	lib->rules.ring_count = 0;
	assert_int_equal(rings(&o, &o.city), 0);
	lib->rules.ring_count = rows;
	assert_int_equal(rings(&o, &o.city), 2);
	offices_close(&o);
	library_free(lib);
}

/* Nobody is rung out of bed for it. */
static void
rang__what_is_over_or_taken_back_rings_no_more(void **state)
{
	struct library *lib = shipped_library();

	(void)state;
	for (int n = 0; n < 3; n++) {
		struct offices o;

		ordered(&o, lib);
		if (n == 0)
			offices_must(&o, &o.city, "sign", ACT_JOINT_CLOSE,
				"{\"incident\":\"$I\",\"reason\":\"已毕\"}");
		if (n == 1)
			at_minute(&o, 24 * 60 * 30);
		if (n == 2)
			scene_must(&o.county.scene, "sign", ACT_INCIDENT_CLOSE,
				json_pack("{s:s,s:s}", "incident",
					o.county.scene.incident.id, "reason",
					"已毕"));
		offices_carry(&o);
		at_minute(&o, n == 1 ? 24 * 60 * 30 : 5);
		assert_int_equal(rings(&o, &o.county), 0);
		if (n < 2)
			assert_int_equal(rings(&o, &o.city), 0);
		offices_close(&o);
	}
	library_free(lib);
}

/* How often this reminder of the last order was told to "robot". */
static const char *
alarmed(struct offices *o, struct writer *w, int times)
{
	char fields[200];

	fixed_format(fields, sizeof(fields),
		"{\"order\":\"$O\",\"times\":%d,\"account\":\"robot\","
		"\"outcome\":\"accepted\",\"detail\":\"电话 13812345678\"}",
		times);
	return offices_try(o, w, "", ACT_RELAY_ALARMED, fields);
}

static json_t *
order_view(const struct writer *w)
{
	return joint_order_view(&w->scene.office, &w->book, last_order(w));
}

static const struct account *
robot_of(struct offices *o, struct writer *w)
{
	scene_entry(&w->scene, "station", "account.added",
		json_pack("{s:s,s:s,s:s,s:s,s:s,s:{s:s}}", "account", "robot",
			"kind", "wecom", "name", "Duty robot", "owner", "Town",
			"state", "active", "options", "alarm", "yes"));
	offices_read(o, w);
	return office_account(&w->scene.office, "robot");
}

static void
rang__is_told_to_accounts_for_alarms_and_what_came_of_it_is_kept(void **state)
{
	struct library *lib = shipped_library();
	struct offices o;
	json_t *view, *row;
	size_t at = 0;

	(void)state;
	ordered(&o, lib);
	assert_true(joint_alarm_is_for(last_order(&o.county)));
	assert_false(joint_alarm_is_for(last_order(&o.city)));
	assert_null(joint_alarm_next(&o.county.scene.office, &at));
	assert_int_equal(rings(&o, &o.county), 1);
	/* where there is none, the order says so */
	view = order_view(&o.county);
	assert_true(doc_bool(view, "unalarmed"));
	json_decref(view);
	(void)robot_of(&o, &o.county);
	at = 0;
	assert_string_equal(
		joint_alarm_next(&o.county.scene.office, &at)->id, "robot");
	assert_null(joint_alarm_next(&o.county.scene.office, &at));
	/* of a reminder that has not rung, and of our own order: nothing */
	assert_string_equal(alarmed(&o, &o.county, 2), "field");
	assert_string_equal(alarmed(&o, &o.city, 1), "joint-order-none");
	assert_string_equal(alarmed(&o, &o.county, 1), "");
	view = order_view(&o.county);
	assert_null(doc_get(view, "unalarmed"));
	row = json_array_get(doc_get(view, "alarms"), 0);
	assert_string_equal(doc_str(row, "account"), "robot");
	assert_string_equal(doc_str(row, "outcome"), "accepted");
	assert_int_equal(doc_int(row, "times"), 1);
	/* what a platform says of people is masked */
	assert_null(strstr(doc_str(row, "detail"), "13812345678"));
	json_decref(view);
	offices_close(&o);
	library_free(lib);
}

static void
rang__without_a_relay_says_that_nobody_was_told(void **state)
{
	struct library *lib = shipped_library();
	const struct account *a;
	struct offices o;
	struct judged j;
	struct world w;
	json_t *view;

	(void)state;
	ordered(&o, lib);
	a = robot_of(&o, &o.county);
	assert_int_equal(rings(&o, &o.county), 1);
	w = world_of(&o.county);
	judged_init(&j);
	judge_joint_unalarmed(&j, &w, last_order(&o.county), a);
	assert_int_equal(j.count, 1);
	scene_fold(&o.county.scene, &j, "station");
	offices_read(&o, &o.county);
	judged_release(&j);
	view = order_view(&o.county);
	assert_string_equal(
		doc_str(json_array_get(doc_get(view, "alarms"), 0), "outcome"),
		"not-sent");
	json_decref(view);
	offices_close(&o);
	library_free(lib);
}

/* It hears of orders alone: no text of ours goes there, and none may. */
static void
rang__what_is_for_alarms_carries_no_release(void **state)
{
	struct library *lib = shipped_library();
	struct offices o;
	struct facts facts;
	struct world w;
	json_t *list;

	(void)state;
	ordered(&o, lib);
	w = world_of(&o.city);
	w.message = o.city.scene.incident.messages[0];
	facts_of(&facts, w.message);
	facts.accounts = NULL;
	list = compose_accounts(&w, &facts);
	assert_int_equal(
		json_array_size(list), o.city.scene.office.account_count);
	json_decref(list);
	(void)robot_of(&o, &o.city);
	list = compose_accounts(&w, &facts);
	assert_int_equal(
		json_array_size(list), o.city.scene.office.account_count - 1);
	json_decref(list);
	assert_string_equal(offices_try(&o, &o.city, "dora", ACT_MESSAGE_NEW,
				    "{\"incident\":\"$I\",\"kind\":\"update\","
				    "\"accounts\":[\"robot\"]}"),
		"account-state");
	offices_close(&o);
	library_free(lib);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			rang__at_the_unit_until_an_officer_has_read_it),
		cmocka_unit_test(
			rang__at_the_leader_with_whom_to_ring_until_it_is_taken),
		cmocka_unit_test(
			rang__is_told_to_accounts_for_alarms_and_what_came_of_it_is_kept),
		cmocka_unit_test(
			rang__without_a_relay_says_that_nobody_was_told),
		cmocka_unit_test(rang__what_is_for_alarms_carries_no_release),
		cmocka_unit_test(rang__what_was_slept_through_rings_once),
		cmocka_unit_test(
			rang__what_is_over_or_taken_back_rings_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

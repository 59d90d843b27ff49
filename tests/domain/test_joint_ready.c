/*
 * To whom a fire goes: the units that are ready, and that may be written to when
 * it is given.
 */
#include "tests/domain/offices.h"

static struct library *lib;

static void
come(struct offices *o, const char *from, const char *says)
{
	char *text = offices_text(o, &o->city, says), name[HASH_HEX];

	hash_hex(name, from, strlen(from));
	offices_come(o, &o->city, from, name, text, false);
	free(text);
}

/* An order on signal that was called; our own release is armed. */
static void
called(struct offices *o)
{
	struct scene *s = &o->city.scene;

	offices_open(o, lib);
	scene_must(s, "dora", ACT_INCIDENT_OPEN,
		json_pack("{s:s,s:s,s:s,s:s,s:I}", "playbook",
			"rainstorm-flood", "title", "7·21暴雨", "mode",
			"actual", "level", "II", "occurred",
			(json_int_t)(SCENE_NOW - 1500000)));
	offices_must(o, &o->city, "sign", ACT_JOINT_OPEN,
		"{\"incident\":\"$I\",\"to\":[\"county\",\"parish\"]}");
	come(o, "county", "{\"kind\":\"join\",\"joint\":\"$J\"}");
	come(o, "parish", "{\"kind\":\"join\",\"joint\":\"$J\"}");
	scene_write(s);
	scene_submit(s, 1);
	scene_review(s, 1);
	scene_approve(s, 1);
	offices_must(o, &o->city, "rel1", ACT_JOINT_ORDER,
		"{\"message\":\"$M\",\"digest\":\"$D\",\"signal\":true,"
		"\"to\":[\"county\",\"parish\"]}");
	scene_arm(s, 1);
	offices_must(o, &o->city, "rel1", ACT_JOINT_CALL,
		"{\"message\":\"$M\",\"digest\":\"$D\"}");
}

/* A letter of another name than the same unit's joining. */
static void
is_ready(struct offices *o, const char *from, const char *name)
{
	char *text = offices_text(o, &o->city,
		"{\"kind\":\"answer\",\"joint\":\"$J\",\"order\":\"$O\","
		"\"state\":\"ready\",\"accounts\":1,\"gaps\":0}");
	char hex[HASH_HEX];

	hash_hex(hex, name, strlen(name));
	offices_come(o, &o->city, from, hex, text, false);
	free(text);
}

static const char *
fire_with(struct offices *o, const char *more)
{
	char word[32], *fields;
	const char *said;

	incident_fire_word(word, &o->city.scene.incident);
	fields = mem_printf("{\"message\":\"$M\",\"digest\":\"$D\","
			    "\"confirm\":\"%s\"%s}",
		word, more);
	said = offices_try(o, &o->city, "rel2", ACT_JOINT_FIRE, fields);
	free(fields);
	return said;
}

static const char *
fire(struct offices *o)
{
	return fire_with(o, "");
}

/* The last letter that was written: a fire, to this unit alone. */
static void
fire_is_to(const struct offices *o, const char *partner)
{
	const json_t *bag = o->city.bag;
	const json_t *body = json_array_get(bag, json_array_size(bag) - 1);
	const json_t *says = doc_get(body, "says");

	assert_string_equal(doc_str(says, "kind"), "fire");
	assert_string_equal(doc_str(body, "partner"), partner);
	assert_null(doc_get(body, "to"));
	assert_int_equal(json_array_size(doc_get(says, "ready")), 1);
}

static struct partner *
partner_named(struct offices *o, const char *id)
{
	struct office *office = &o->city.scene.office;

	for (size_t n = 0; n < office->partner_count; n++)
		if (strcmp(office->partners[n].id, id) == 0)
			return &office->partners[n];
	return NULL;
}

static void
ready__are_those_who_said_so_and_nobody_else(void **state)
{
	struct offices o;

	(void)state;
	called(&o);
	assert_string_equal(fire(&o), "joint-none-ready");
	is_ready(&o, "county", "1");
	assert_string_equal(fire(&o), "");
	fire_is_to(&o, "county");
	offices_close(&o);
}

/* Its key may be in other hands: that is why it was stopped. */
static void
ready__is_nobody_who_was_stopped_since(void **state)
{
	struct offices o;

	(void)state;
	called(&o);
	is_ready(&o, "county", "1");
	is_ready(&o, "parish", "2");
	partner_named(&o, "parish")->state = PARTNER_STOPPED;
	assert_string_equal(fire(&o), "");
	fire_is_to(&o, "county");
	offices_close(&o);
	called(&o);
	is_ready(&o, "parish", "2");
	partner_named(&o, "parish")->state = PARTNER_STOPPED;
	assert_string_equal(fire(&o), "joint-none-ready");
	offices_close(&o);
}

/* Our own release goes with it: what its tier asks of a release, it asks here. */
static void
ready__units_are_fired_without_a_mirror_only_for_a_reason(void **state)
{
	struct rules *r = &lib->rules;
	struct offices o;

	(void)state;
	for (size_t n = 0; n < r->tier_count; n++)
		r->tiers[n].mirror = true;
	called(&o);
	is_ready(&o, "county", "1");
	assert_string_equal(fire(&o), "unmirrored");
	assert_string_equal(fire_with(&o, ",\"unmirrored\":\"线路中断\""), "");
	fire_is_to(&o, "county");
	assert_string_equal(
		scene_message(&o.city.scene, 1)->unmirrored, "线路中断");
	offices_close(&o);
	for (size_t n = 0; n < r->tier_count; n++)
		r->tiers[n].mirror = false;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ready__are_those_who_said_so_and_nobody_else),
		cmocka_unit_test(ready__is_nobody_who_was_stopped_since),
		cmocka_unit_test(
			ready__units_are_fired_without_a_mirror_only_for_a_reason),
	};
	int rc;

	lib = shipped_library();
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	library_free(lib);
	return rc;
}

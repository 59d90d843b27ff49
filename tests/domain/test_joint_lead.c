/*
 * The lead of a joint incident goes over by three letters, and whatever crosses
 * on the way, all stations say the same who leads.
 */
#include "tests/domain/offices.h"

#include "domain/joint/joint_lead.h"
#include "domain/joint/joint_signal.h"
#include "domain/joint/joint_view.h"
#include "domain/waits/waits.h"

/* The parish hears all that the city writes to more than the county; it has
 * joined by letters of its own. */
struct lead {
	struct offices o;
	struct joint_book parish;
};

static void
lead_hears(struct joint_book *b, const json_t *body)
{
	json_t *entry = json_object(), *copy = json_deep_copy(body);

	doc_put_str(copy, "partner", "city");
	doc_put_str(copy, "outcome", "taken");
	(void)json_object_del(copy, "to");
	doc_put_str(entry, "kind", "letter.taken");
	doc_put(entry, "body", copy);
	joint_book_add(b, entry);
	json_decref(entry);
}

/* What lies in the city's bag goes to the county, and what names more also to
 * the parish. */
static void
lead_city_to_all(struct lead *l)
{
	json_t *body;
	size_t n;

	json_array_foreach(l->o.city.bag, n, body)
	{
		if (doc_get(body, "to") != NULL)
			lead_hears(&l->parish, body);
	}
	writer_carry(&l->o, &l->o.city, &l->o.county);
}

static void
lead_county_to_city(struct lead *l)
{
	writer_carry(&l->o, &l->o.county, &l->o.city);
}

/* What a station does by itself: says that it was taken. */
static void
lead_tend(struct lead *l, struct writer *w)
{
	struct world world = { .office = &w->scene.office,
		.incident = &w->scene.incident,
		.joints = &w->book,
		.now = w->scene.now };
	struct judged j;

	judged_init(&j);
	judge_joint_led(&j, &world, &w->book.joints[0]);
	if (j.count == 0)
		judge_joint_stood(&j, &world, &w->book.joints[0]);
	assert_true(j.count < 2);
	if (j.count == 1) {
		scene_fold(&w->scene, &j, "station");
		offices_read(&l->o, w);
	}
	judged_release(&j);
}

static void
lead_begin(struct lead *l, struct library *lib)
{
	json_t *says;
	char *text;

	offices_open(&l->o, lib);
	joint_book_init(&l->parish);
	scene_must(&l->o.city.scene, "dora", ACT_INCIDENT_OPEN,
		json_pack("{s:s,s:s,s:s,s:s}", "playbook", "rainstorm-flood",
			"title", "7·21暴雨", "mode", "drill", "level", "II"));
	offices_must(&l->o, &l->o.city, "sign", ACT_JOINT_OPEN,
		"{\"incident\":\"$I\",\"to\":[\"county\",\"parish\"]}");
	lead_city_to_all(l);
	offices_must(&l->o, &l->o.county, "dora", ACT_JOINT_JOIN,
		"{\"joint\":\"$J\"}");
	lead_county_to_city(l);
	says = json_pack("{s:s,s:s}", "kind", "join", "joint", l->o.joint);
	text = doc_format(says);
	offices_come(&l->o, &l->o.city, "parish",
		"00000000000000000000000000000000000000000000000000000000000000"
		"0a",
		text, true);
	free(text);
	json_decref(says);
}

static void
lead_end(struct lead *l)
{
	joint_book_release(&l->parish);
	offices_close(&l->o);
}

static const char *
lead_of(const struct joint_book *b, const char *own)
{
	const char *leader = b->joints[0].leader;

	assert_int_equal(b->joint_count, 1);
	return *leader ? leader : own;
}

/* All three say the same. */
static void
lead_is(struct lead *l, const char *want)
{
	assert_string_equal(lead_of(&l->o.city.book, "city"), want);
	assert_string_equal(lead_of(&l->o.county.book, "county"), want);
	assert_string_equal(lead_of(&l->parish, "parish"), want);
}

static void
lead_hand(struct lead *l, const char *partner)
{
	char text[100];

	(void)snprintf(text, sizeof(text),
		*partner ? "{\"incident\":\"$I\",\"partner\":\"%s\"}"
			 : "{\"incident\":\"$I\"%s}",
		partner);
	offices_must(&l->o, &l->o.city, "sign", ACT_JOINT_HAND, text);
}

static void
lead_answer(struct lead *l, const char *more)
{
	char text[100];

	(void)snprintf(text, sizeof(text), "{\"joint\":\"$J\"%s}", more);
	offices_must(&l->o, &l->o.county, "sign", ACT_JOINT_LEAD, text);
}

/* ---- one by one ---- */

static void
lead__goes_over_when_it_was_taken_and_not_before(struct lead *l)
{
	struct joint *j;

	lead_hand(l, "county");
	lead_city_to_all(l);
	lead_is(l, "city");
	lead_answer(l, "");
	lead_tend(l, &l->o.city);
	lead_is(l, "city");
	lead_county_to_city(l);
	lead_is(l, "city");
	lead_tend(l, &l->o.city);
	lead_tend(l, &l->o.city);
	assert_int_equal(json_array_size(l->o.city.bag), 1);
	lead_city_to_all(l);
	lead_is(l, "county");
	/* who leads now has all units, the old leader too */
	j = &l->o.county.book.joints[0];
	assert_int_equal(j->unit_count, 2);
	assert_int_equal(joint_unit_of(j, "city")->state, JOINT_JOINED);
	assert_int_equal(joint_unit_of(j, "parish")->state, JOINT_JOINED);
	/* and ends it for all */
	offices_must(&l->o, &l->o.county, "sign", ACT_JOINT_CLOSE,
		"{\"incident\":\"$I\",\"reason\":\"汛情结束\"}");
	lead_county_to_city(l);
	assert_int_equal(l->o.city.book.joints[0].state, JOINT_CLOSED);
}

static void
lead__that_was_declined_stays_and_may_be_offered_again(struct lead *l)
{
	lead_hand(l, "county");
	lead_city_to_all(l);
	lead_answer(l, ",\"decline\":true,\"reason\":\"人手不足\"");
	lead_county_to_city(l);
	lead_tend(l, &l->o.city);
	lead_is(l, "city");
	assert_true(l->o.city.book.joints[0].hand.declined);
	lead_hand(l, "county");
	assert_false(l->o.city.book.joints[0].hand.declined);
}

/* The taking crosses the taking back: the old leader leads, for everybody. */
static void
lead__that_was_taken_back_is_not_taken(struct lead *l)
{
	lead_hand(l, "county");
	lead_city_to_all(l);
	lead_hand(l, "");
	lead_answer(l, "");
	lead_county_to_city(l);
	lead_tend(l, &l->o.city);
	lead_city_to_all(l);
	lead_tend(l, &l->o.city);
	lead_is(l, "city");
	assert_string_equal(offices_try(&l->o, &l->o.county, "sign",
				    ACT_JOINT_LEAD, "{\"joint\":\"$J\"}"),
		"joint-unled");
}

/* Two are asked one after the other, and the first takes it too late. */
static void
lead__has_one_heir(struct lead *l)
{
	lead_hand(l, "county");
	assert_string_equal(
		offices_try(&l->o, &l->o.city, "sign", ACT_JOINT_HAND,
			"{\"incident\":\"$I\",\"partner\":"
			"\"parish\"}"),
		"joint-handed");
	lead_city_to_all(l);
	lead_hand(l, "");
	lead_hand(l, "parish");
	lead_answer(l, "");
	lead_county_to_city(l);
	lead_tend(l, &l->o.city);
	lead_is(l, "city");
	assert_string_equal(l->o.city.book.joints[0].hand.to, "parish");
	lead_city_to_all(l);
	lead_is(l, "city");
}

/* It waits on the board of who is asked, and says who asks. */
static void
lead__that_is_offered_waits_on_the_board(struct lead *l)
{
	struct writer *w = &l->o.county;
	struct world world = { .office = &w->scene.office,
		.joints = &w->book,
		.library = w->scene.lib,
		.now = w->scene.now };
	json_t *list = json_array(), *row, *view;

	lead_hand(l, "county");
	lead_city_to_all(l);
	waits_put_joints(list, &world);
	row = json_array_get(list, 0);
	assert_string_equal(doc_str(row, "what"), "lead");
	assert_string_equal(doc_str(row, "act"), "joint.lead");
	assert_string_equal(doc_str(row, "name"), "city");
	json_decref(list);
	view = joint_doc(&l->o.city.scene.office, &l->o.city.book.joints[0]);
	assert_string_equal(doc_str(view, "handing"), "county");
	json_decref(view);
	lead_answer(l, "");
	list = json_array();
	waits_put_joints(list, &world);
	assert_int_equal(json_array_size(list), 0);
	json_decref(list);
}

/* Its giver's word still holds, also when it takes it back. */
static void
lead__that_went_over_leaves_orders_where_they_were(struct lead *l)
{
	const struct joint_book *b = &l->o.county.book;
	const struct joint_order *first;
	static const char *const texts[] = {
		"{\"kind\":\"order\",\"joint\":\"$J\",\"digest\":\"abc\"}",
		"{\"kind\":\"order\",\"joint\":\"$J\",\"digest\":\"def\","
		"\"withdraws\":\"abc\"}",
		"{\"kind\":\"order\",\"joint\":\"$J\",\"digest\":\"ghi\"}",
	};
	static const bool offer[] = { false, false, true };

	for (size_t n = 0; n < 3; n++) {
		char *text = offices_text(&l->o, &l->o.county, texts[n]);
		char name[HASH_HEX];

		hash_hex(name, text, strlen(text));
		if (n == 1)
			lead__goes_over_when_it_was_taken_and_not_before(l);
		/* as if it had not ended */
		l->o.county.book.joints[0].state = JOINT_JOINED;
		offices_come(&l->o, &l->o.county, "city", name, text, true);
		free(text);
		assert_int_equal(b->order_count, n + 1);
		assert_int_equal(b->orders[n].offer, offer[n]);
	}
	first = &b->orders[0];
	assert_ptr_equal(joint_order_righted(b, first), &b->orders[1]);
}

/* Who leads now halts what the one before it ordered, at all who are in it; and
 * that one tells those that it had ordered. */
static void
lead__that_went_over_halts_what_was_ordered_before(struct lead *l)
{
	char *text = offices_text(&l->o, &l->o.county,
		"{\"kind\":\"order\",\"joint\":\"$J\",\"digest\":\"abc\"}");
	struct writer *w = &l->o.county;
	const json_t *halt;
	char name[HASH_HEX], fields[160];

	hash_hex(name, text, strlen(text));
	offices_come(&l->o, w, "city", name, text, true);
	free(text);
	(void)snprintf(fields, sizeof(fields),
		"{\"order\":\"%s\",\"reason\":\"有误\"}", name);
	assert_string_equal(
		offices_try(&l->o, w, "rita", ACT_JOINT_HALT, fields),
		"joint-others");
	lead_hand(l, "county");
	lead_city_to_all(l);
	lead_answer(l, "");
	lead_county_to_city(l);
	lead_tend(l, &l->o.city);
	lead_city_to_all(l);
	offices_must(&l->o, w, "rita", ACT_JOINT_HALT, fields);
	halt = json_array_get(w->bag, json_array_size(w->bag) - 1);
	assert_int_equal(json_array_size(doc_get(halt, "to")), 2);
	assert_string_equal(doc_str(doc_get(halt, "says"), "digest"), "abc");
	assert_non_null(joint_order_halt(&w->book, &w->book.orders[0]));
}

/* ---- what crosses a hand-over ---- */

/* A word of the parish about the joint incident, to one of them. */
static void
lead_parish_says(
	struct lead *l, struct writer *to, const char *kind, const char *more)
{
	static int number = 100;
	char letter[HASH_HEX], fields[200], *text;

	hash_hex(letter, &number, sizeof(number));
	number++;
	(void)snprintf(fields, sizeof(fields),
		"{\"kind\":\"%s\",\"joint\":\"$J\"%s}", kind, more);
	text = offices_text(&l->o, to, fields);
	offices_come(&l->o, to, "parish", letter, text, true);
	free(text);
}

/* The last letter in a bag: NULL it is empty. */
static const json_t *
lead_last(const struct writer *w)
{
	return json_array_get(w->bag, json_array_size(w->bag) - 1);
}

static const char *
lead_said(const struct writer *w, const char *field)
{
	return doc_str(doc_get(lead_last(w), "says"), field);
}

static enum joint_state
lead_state(const struct writer *w, const char *unit)
{
	const struct joint_unit *u = joint_unit_of(&w->book.joints[0], unit);

	assert_non_null(u);
	return u->state;
}

static void
lead__that_was_offered_to_who_leaves_is_free_again(struct lead *l)
{
	lead_hand(l, "county");
	lead_city_to_all(l);
	offices_must(&l->o, &l->o.county, "sign", ACT_JOINT_LEAVE,
		"{\"incident\":\"$I\",\"reason\":\"人手不足\"}");
	lead_county_to_city(l);
	lead_hand(l, "parish");
	lead_is(l, "city");
}

/* The old leader may have told all that it leads. */
static void
lead__that_was_taken_is_not_left(struct lead *l)
{
	lead_hand(l, "county");
	lead_city_to_all(l);
	lead_answer(l, "");
	assert_string_equal(
		offices_try(&l->o, &l->o.county, "sign", ACT_JOINT_LEAVE,
			"{\"incident\":\"$I\",\"reason\":\"人手不足\"}"),
		"joint-taking");
}

/* It could not be told that it leads: then nobody else is told so. */
static void
lead__goes_to_nobody_who_was_stopped(struct lead *l)
{
	struct office *o = &l->o.city.scene.office;

	lead_hand(l, "county");
	lead_city_to_all(l);
	lead_answer(l, "");
	lead_county_to_city(l);
	assert_string_equal(o->partners[0].id, "county");
	o->partners[0].state = PARTNER_STOPPED;
	lead_tend(l, &l->o.city);
	assert_int_equal(json_array_size(l->o.city.bag), 0);
	lead_is(l, "city");
	/* and another may be asked */
	lead_hand(l, "parish");
	assert_string_equal(l->o.city.book.joints[0].hand.to, "parish");
}

/* The unit has it told to who led; who leads now hears it too. */
static void
lead__that_went_over_is_told_to_who_wrote_to_the_old_leader(struct lead *l)
{
	struct writer *city = &l->o.city, *county = &l->o.county;
	const json_t *to;

	lead_hand(l, "county");
	lead_city_to_all(l);
	lead_answer(l, "");
	lead_county_to_city(l);
	lead_tend(l, city);
	lead_city_to_all(l);
	assert_int_equal(lead_state(county, "parish"), JOINT_JOINED);
	lead_parish_says(l, city, "leave", ",\"reason\":\"x\"");
	lead_tend(l, city);
	assert_string_equal(lead_said(city, "kind"), "lead");
	assert_string_equal(lead_said(city, "leader"), "county");
	to = doc_get(lead_last(city), "to");
	assert_string_equal(json_string_value(json_array_get(to, 0)), "parish");
	assert_string_equal(json_string_value(json_array_get(to, 1)), "county");
	/* once */
	lead_tend(l, city);
	assert_int_equal(json_array_size(city->bag), 1);
	lead_city_to_all(l);
	lead_is(l, "county");
	lead_parish_says(l, county, "leave", ",\"reason\":\"x\"");
	assert_int_equal(lead_state(county, "parish"), JOINT_LEFT);
}

/* The parish leads now, and was told that the county is in it. */
static void
lead__that_went_over_is_answered_by_who_stands_otherwise(struct lead *l)
{
	struct writer *city = &l->o.city, *county = &l->o.county;
	char more[200];

	lead_hand(l, "parish");
	json_array_clear(city->bag); /* that was to the parish */
	offices_must(&l->o, county, "sign", ACT_JOINT_LEAVE,
		"{\"incident\":\"$I\",\"reason\":\"人手不足\"}");
	(void)snprintf(more, sizeof(more),
		",\"leader\":\"parish\",\"re\":\"%s\"",
		city->book.joints[0].hand.letter);
	lead_parish_says(l, city, "lead", more);
	lead_tend(l, city);
	assert_string_equal(lead_of(&city->book, "city"), "parish");
	writer_carry(&l->o, city, county);
	assert_string_equal(lead_of(&county->book, "county"), "parish");
	json_array_clear(county->bag);
	lead_tend(l, county);
	assert_string_equal(lead_said(county, "kind"), "leave");
	assert_string_equal(doc_str(lead_last(county), "partner"), "parish");
	lead_tend(l, county);
	assert_int_equal(json_array_size(county->bag), 1);
}

/* Who took the lead hears units before it hears that it leads. */
static void
lead__is_of_those_who_came_while_it_went_over(struct lead *l)
{
	struct writer *county = &l->o.county;
	static const char *const from[] = { "parish", "hamlet" };

	offices_partner(county, "hamlet", RANK_PEER, PARTNER_ACTIVE, "key");
	lead_hand(l, "county");
	lead_city_to_all(l);
	lead_answer(l, "");
	lead_county_to_city(l);
	for (int n = 0; n < 2; n++) {
		char *text = offices_text(
			&l->o, county, "{\"kind\":\"leave\",\"joint\":\"$J\"}");
		char name[HASH_HEX];

		hash_hex(name, from[n], strlen(from[n]));
		offices_come(&l->o, county, from[n], name, text, true);
		free(text);
	}
	lead_tend(l, &l->o.city);
	lead_city_to_all(l);
	lead_is(l, "county");
	assert_int_equal(lead_state(county, "parish"), JOINT_LEFT);
	assert_int_equal(lead_state(county, "city"), JOINT_JOINED);
	/* whom nobody invited */
	assert_null(joint_unit_of(&county->book.joints[0], "hamlet"));
}

static void (*const stories[])(struct lead *l) = {
	lead__goes_over_when_it_was_taken_and_not_before,
	lead__that_was_declined_stays_and_may_be_offered_again,
	lead__that_was_taken_back_is_not_taken,
	lead__has_one_heir,
	lead__that_is_offered_waits_on_the_board,
	lead__that_went_over_leaves_orders_where_they_were,
	lead__that_went_over_halts_what_was_ordered_before,
	lead__that_was_offered_to_who_leaves_is_free_again,
	lead__that_was_taken_is_not_left,
	lead__goes_to_nobody_who_was_stopped,
	lead__that_went_over_is_told_to_who_wrote_to_the_old_leader,
	lead__that_went_over_is_answered_by_who_stands_otherwise,
	lead__is_of_those_who_came_while_it_went_over,
};

static void
lead__is_one_units_on_all_stations(void **state)
{
	struct library *lib = shipped_library();

	(void)state;
	for (size_t n = 0; n < sizeof(stories) / sizeof(stories[0]); n++) {
		struct lead l;

		lead_begin(&l, lib);
		stories[n](&l);
		lead_end(&l);
	}
	library_free(lib);
}

#define HAND(partner) "{\"incident\":\"$I\",\"partner\":\"" partner "\"}"

static const struct {
	bool county;
	const char *by;
	enum act act;
	const char *fields, *word;
} refused[] = {
	{ false, "dora", ACT_JOINT_HAND, HAND("county"), "role" },
	{ false, "sign", ACT_JOINT_HAND, HAND("nobody"), "not-found" },
	{ false, "sign", ACT_JOINT_HAND, HAND("town"), "joint-hand" },
	{ false, "sign", ACT_JOINT_HAND, HAND("hamlet"), "letter-stopped" },
	{ false, "sign", ACT_JOINT_HAND, HAND("village"),
		"letter-unconfirmed" },
	{ false, "sign", ACT_JOINT_HAND, "{\"incident\":\"$I\"}",
		"joint-unhanded" },
	{ true, "sign", ACT_JOINT_HAND, HAND("parish"), "joint-others" },
	{ true, "dora", ACT_JOINT_LEAD, "{\"joint\":\"$J\"}", "role" },
	{ true, "sign", ACT_JOINT_LEAD, "{\"joint\":\"$J\"}", "joint-unled" },
	{ false, "sign", ACT_JOINT_LEAD, "{\"joint\":\"$J\"}", "joint-unled" },
	{ true, "sign", ACT_JOINT_LEAD, "{\"joint\":\"00000000\"}",
		"joint-none" },
};

static void
lead__is_not_handed_to_anybody_nor_taken_unasked(void **state)
{
	struct library *lib = shipped_library();
	struct lead l;

	(void)state;
	lead_begin(&l, lib);
	for (size_t n = 0; n < sizeof(refused) / sizeof(refused[0]); n++)
		assert_string_equal(
			offices_try(&l.o,
				refused[n].county ? &l.o.county : &l.o.city,
				refused[n].by, refused[n].act,
				refused[n].fields),
			refused[n].word);
	lead_end(&l);
	library_free(lib);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lead__is_one_units_on_all_stations),
		cmocka_unit_test(
			lead__is_not_handed_to_anybody_nor_taken_unasked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

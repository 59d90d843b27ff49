/*
 * The board of an order: who joined is told by who ordered which units have it
 * out; and the whole matrix, as far as receipts tell of it.
 */
#include "domain/joint/joint_board.h"

#include "domain/joint/joint_matrix.h"
#include "domain/joint/joint_view.h"
#include "domain/message/message.h"
#include "tests/domain/offices.h"

static struct library *lib;

static void
board_come(struct offices *o, struct writer *to, const char *from,
	const char *name, const char *says, bool drill)
{
	char *text = offices_text(o, to, says), hex[HASH_HEX];

	hash_hex(hex, name, strlen(name));
	offices_come(o, to, from, hex, text, drill);
	free(text);
}

static struct message *
board_message(struct offices *o)
{
	return (struct message *)(uintptr_t)scene_message(&o->city.scene, 1);
}

/* The city has ordered it of the county and the parish, which have joined. */
static void
board_ordered(struct offices *o)
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
	board_come(o, &o->city, "county", "j1",
		"{\"kind\":\"join\",\"joint\":\"$J\"}", false);
	board_come(o, &o->city, "parish", "j2",
		"{\"kind\":\"join\",\"joint\":\"$J\"}", false);
	scene_write(s);
	scene_submit(s, 1);
	scene_review(s, 1);
	scene_approve(s, 1);
	offices_must(o, &o->city, "rel1", ACT_JOINT_ORDER,
		"{\"message\":\"$M\",\"digest\":\"$D\",\"signal\":true,"
		"\"to\":[\"county\",\"parish\"]}");
}

static struct world
board_world(struct offices *o)
{
	struct scene *s = &o->city.scene;

	return (struct world){ .office = &s->office,
		.library = s->lib,
		.incident = &s->incident,
		.message = scene_message(s, 1),
		.joints = &o->city.book,
		.now = s->now };
}

/* What the city now writes; NULL: nothing is due. Borrowed from its bag. */
static const json_t *
board_told(struct offices *o)
{
	struct world w = board_world(o);
	struct judged out;
	size_t before = json_array_size(o->city.bag);

	judged_init(&out);
	judge_joint_board(&out, &w, &o->city.book.orders[0]);
	scene_fold(&o->city.scene, &out, "station");
	judged_release(&out);
	offices_read(o, &o->city);
	return json_array_size(o->city.bag) == before
		? NULL
		: doc_get(json_array_get(o->city.bag, before), "says");
}

static const json_t *
board_row(const json_t *units, const char *from)
{
	return doc_find(units, "from", from);
}

/* It is out on all accounts of the city. */
static void
board_is_out(struct offices *o)
{
	struct message *m = board_message(o);

	m->state = MESSAGE_RELEASED;
	for (size_t n = 0; n < m->delivery_count; n++) {
		m->deliveries[n].state = DELIVERY_PUBLISHED;
		m->deliveries[n].sent_at = o->city.scene.now;
	}
}

static void
board__is_told_when_it_is_out_somewhere_and_not_every_second(void **state)
{
	struct offices o;
	struct world w;
	const json_t *says, *row;

	(void)state;
	board_ordered(&o);
	assert_null(board_told(&o));
	w = board_world(&o);
	assert_int_equal(joint_board_next(&w, &o.city.book.orders[0]), 0);
	board_is_out(&o);
	says = board_told(&o);
	assert_non_null(says);
	row = board_row(doc_get(says, "units"), "city");
	assert_string_equal(doc_str(row, "state"), "out");
	assert_int_equal(doc_int(row, "out"), doc_int(row, "of"));
	row = board_row(doc_get(says, "units"), "county");
	assert_string_equal(doc_str(row, "state"), "unknown");
	assert_null(doc_get(row, "of"));
	/* nothing new */
	assert_null(board_told(&o));
	board_come(&o, &o.city, "county", "a1",
		"{\"kind\":\"answer\",\"joint\":\"$J\",\"order\":\"$O\","
		"\"state\":\"out\",\"at\":1}",
		false);
	assert_null(board_told(&o));
	w = board_world(&o);
	assert_int_equal(joint_board_next(&w, &o.city.book.orders[0]),
		o.city.scene.now + 10000);
	o.city.scene.now += 10000;
	says = board_told(&o);
	assert_non_null(says);
	row = board_row(doc_get(says, "units"), "county");
	assert_string_equal(doc_str(row, "state"), "out");
	offices_close(&o);
}

static void
board__is_for_who_takes_part_and_may_be_written_to(void **state)
{
	struct offices o;

	(void)state;
	board_ordered(&o);
	board_is_out(&o);
	board_come(&o, &o.city, "parish", "l1",
		"{\"kind\":\"leave\",\"joint\":\"$J\",\"reason\":\"x\"}",
		false);
	assert_non_null(board_told(&o));
	assert_string_equal(doc_str(json_array_get(o.city.bag,
					    json_array_size(o.city.bag) - 1),
				    "partner"),
		"county");
	assert_null(doc_get(
		json_array_get(o.city.bag, json_array_size(o.city.bag) - 1),
		"to"));
	offices_close(&o);
}

/* Shown at the county: the rows of the others, by name where it knows one. */
static json_t *
board_shown(struct offices *o)
{
	return joint_order_view(&o->county.scene.office, &o->county.book,
		&o->county.book.orders[0]);
}

static void
board_at_county(struct offices *o)
{
	board_ordered(o);
	writer_carry(o, &o->city, &o->county);
	assert_int_equal(o->county.book.order_count, 1);
	o->county.book.joints[0].state = JOINT_JOINED;
}

static void
board__shows_the_others_to_who_carries_it(void **state)
{
	struct offices o;
	json_t *doc;
	const json_t *row;

	(void)state;
	board_at_county(&o);
	board_is_out(&o);
	assert_non_null(board_told(&o));
	writer_carry(&o, &o.city, &o.county);
	doc = board_shown(&o);
	assert_int_equal(json_array_size(doc_get(doc, "board")), 2);
	row = doc_find(doc_get(doc, "board"), "partner", "city");
	assert_string_equal(doc_str(row, "state"), "out");
	assert_null(doc_find(doc_get(doc, "board"), "partner", "county"));
	json_decref(doc);
	offices_close(&o);
}

#define UNITS(rows)                                                            \
	"{\"kind\":\"board\",\"joint\":\"$J\",\"order\":\"$O\",\"at\":1,"      \
	"\"units\":[" rows "]}"
#define OUT(id) "{\"from\":\"" id "\",\"state\":\"out\",\"out\":1,\"of\":1}"

/* Who says it, in which mode, what of it stands. */
static const struct {
	const char *from, *says;
	bool drill;
	size_t rows;
} strange[] = {
	{ "city", UNITS(OUT("town")), false, 1 },
	/* who did not order it */
	{ "parish", UNITS(OUT("town")), false, 0 },
	{ "stranger", UNITS(OUT("town")), false, 0 },
	/* of the other mode */
	{ "city", UNITS(OUT("town")), true, 0 },
	/* of another joint incident, or of none; of no order */
	{ "city",
		"{\"kind\":\"board\",\"joint\":\"$O\",\"order\":\"$O\",\"at\":"
		"1,\"units\":[" OUT("town") "]}",
		false, 0 },
	{ "city",
		"{\"kind\":\"board\",\"joint\":\"$J\",\"at\":1,"
		"\"units\":[" OUT("town") "]}",
		false, 0 },
	/* more out than there are, a state that is none, one unit twice, us */
	{ "city",
		UNITS("{\"from\":\"town\",\"state\":\"out\",\"out\":2,"
		      "\"of\":1}"),
		false, 0 },
	{ "city", UNITS("{\"from\":\"town\",\"state\":\"out\",\"out\":-1}"),
		false, 0 },
	{ "city", UNITS("{\"from\":\"town\",\"state\":\"gone\"}"), false, 0 },
	{ "city", UNITS(OUT("town") "," OUT("town")), false, 1 },
	{ "city", UNITS(OUT("county")), false, 0 },
};

static void
board__claims_nothing_that_it_may_not(void **state)
{
	(void)state;
	for (size_t n = 0; n < sizeof(strange) / sizeof(strange[0]); n++) {
		struct offices o;
		json_t *doc;

		board_at_county(&o);
		board_come(&o, &o.county, strange[n].from, "b1",
			strange[n].says, strange[n].drill);
		doc = board_shown(&o);
		if (json_array_size(doc_get(doc, "board")) != strange[n].rows)
			fail_msg("row %zu has %zu", n,
				json_array_size(doc_get(doc, "board")));
		/* and where we stand is ours to say */
		assert_string_not_equal(doc_str(doc, "state"), "out");
		json_decref(doc);
		offices_close(&o);
	}
}

static void
board__of_one_that_we_have_left_says_nothing(void **state)
{
	struct offices o;
	json_t *doc;

	(void)state;
	board_at_county(&o);
	o.county.book.joints[0].state = JOINT_LEFT;
	board_come(&o, &o.county, "city", "b1", UNITS(OUT("town")), false);
	doc = board_shown(&o);
	assert_null(doc_get(doc, "board"));
	json_decref(doc);
	offices_close(&o);
}

/* ---- the matrix ---- */

static void
receipt_come(struct offices *o, const char *from, const char *name,
	int64_t sent, const char *clock)
{
	char *text = mem_printf(
		"{\"kind\":\"answer\",\"joint\":\"$J\",\"order\":\"$O\","
		"\"state\":\"out\",\"clock\":\"%s\",\"at\":1}",
		clock);

	board_come(o, &o->city, from, clock, text, false);
	free(text);
	text = mem_printf(
		"{\"kind\":\"receipt\",\"joint\":\"$J\",\"order\":\"$O\","
		"\"more\":2,\"accounts\":["
		"{\"account\":\"a\",\"kind\":\"wechat\",\"state\":\"verified\","
		"\"sent\":%lld},"
		"{\"account\":\"b\",\"kind\":\"wechat\",\"state\":\"unknown\"},"
		"{\"account\":\"c\",\"kind\":\"site\",\"state\":\"nonsense\"}]"
		"}",
		(long long)sent);
	board_come(o, &o->city, from, name, text, false);
	free(text);
}

static json_t *
matrix_of(struct offices *o)
{
	json_t *doc = json_object();

	joint_matrix_put(doc, &o->city.scene.office, &o->city.book.orders[0],
		scene_message(&o->city.scene, 1), true);
	return doc;
}

static void
matrix__counts_by_unit_and_kind_and_names_who_is_lacking(void **state)
{
	struct offices o;
	json_t *doc;
	const json_t *row = NULL, *one;
	size_t n;

	(void)state;
	board_ordered(&o);
	board_is_out(&o);
	receipt_come(&o, "county", "r1", o.city.scene.now + 700, "sure");
	doc = matrix_of(&o);
	json_array_foreach(doc_get(doc, "matrix"), n, one)
	{
		if (strcmp(doc_str(one, "partner"), "county") == 0 &&
			strcmp(doc_str(one, "kind"), "wechat") == 0)
			row = one;
	}
	assert_int_equal(doc_int(row, "of"), 2);
	assert_int_equal(doc_int(row, "out"), 1);
	assert_int_equal(doc_int(row, "verified"), 1);
	assert_int_equal(doc_int(row, "unknown"), 1);
	assert_int_equal(doc_int(doc, "units_of"), 2);
	assert_int_equal(doc_int(doc, "units_out"), 1);
	assert_string_equal(
		json_string_value(json_array_get(doc_get(doc, "lacking"), 0)),
		"parish");
	assert_int_equal(doc_int(doc, "skew"), 700);
	assert_int_equal(doc_int(doc, "skew_error"), 4000);
	json_decref(doc);
	offices_close(&o);
}

static void
matrix__says_of_clocks_what_it_knows(void **state)
{
	struct offices o;
	json_t *doc;

	(void)state;
	board_ordered(&o);
	board_is_out(&o);
	receipt_come(&o, "county", "r1", o.city.scene.now + 700, "unsure");
	doc = matrix_of(&o);
	assert_true(doc_bool(doc, "skew_unsure"));
	assert_null(doc_get(doc, "skew_error"));
	json_decref(doc);
	/* a time that cannot be moves nothing */
	receipt_come(&o, "county", "r2", 1, "sure");
	doc = matrix_of(&o);
	assert_int_equal(doc_int(doc, "odd"), 1);
	assert_int_equal(doc_int(doc, "skew"), 0);
	assert_null(doc_get(doc, "skew_error"));
	json_decref(doc);
	/* at one moment by two clocks is not at one moment */
	receipt_come(&o, "county", "r3", o.city.scene.now, "sure");
	doc = matrix_of(&o);
	assert_int_equal(doc_int(doc, "skew"), 0);
	assert_int_equal(doc_int(doc, "skew_error"), 4000);
	json_decref(doc);
	offices_close(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			board__is_told_when_it_is_out_somewhere_and_not_every_second),
		cmocka_unit_test(
			board__is_for_who_takes_part_and_may_be_written_to),
		cmocka_unit_test(board__shows_the_others_to_who_carries_it),
		cmocka_unit_test(board__claims_nothing_that_it_may_not),
		cmocka_unit_test(board__of_one_that_we_have_left_says_nothing),
		cmocka_unit_test(
			matrix__counts_by_unit_and_kind_and_names_who_is_lacking),
		cmocka_unit_test(matrix__says_of_clocks_what_it_knows),
	};
	int rc;

	lib = shipped_library();
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	library_free(lib);
	return rc;
}

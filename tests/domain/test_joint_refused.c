/*
 * What is refused of a joint incident and its orders, and what letters do not
 * change: a city and its county go from the invitation to the end, and at each
 * stage are tried the acts that must not be done there.
 */
#include "tests/domain/offices.h"

#include "domain/joint/joint_view.h"

/* ---- the course ---- */

static void
invite(struct offices *o)
{
	offices_must(o, &o->city, "sign", ACT_JOINT_OPEN,
		"{\"incident\":\"$I\",\"to\":[\"county\"]}");
	offices_carry(o);
}

static void
begin_it(struct offices *o)
{
	scene_must(&o->city.scene, "dora", ACT_INCIDENT_OPEN,
		json_pack("{s:s,s:s,s:s,s:s,s:I}", "playbook",
			"rainstorm-flood", "title", "7·21暴雨", "mode",
			"actual", "level", "II", "occurred",
			(json_int_t)(SCENE_NOW - 1500000)));
}

static void
decline(struct offices *o)
{
	offices_must(o, &o->county, "sign", ACT_JOINT_DECLINE,
		"{\"joint\":\"$J\",\"reason\":\"不受影响\"}");
	offices_carry(o);
}

static void
join(struct offices *o)
{
	offices_must(
		o, &o->county, "dora", ACT_JOINT_JOIN, "{\"joint\":\"$J\"}");
	offices_carry(o);
}

static void
leave(struct offices *o)
{
	offices_must(o, &o->county, "sign", ACT_JOINT_LEAVE,
		"{\"incident\":\"$I\",\"reason\":\"险情解除\"}");
	offices_carry(o);
}

static void
invite_again_and_join(struct offices *o)
{
	offices_must(o, &o->city, "sign", ACT_JOINT_OPEN,
		"{\"incident\":\"$I\",\"to\":[\"county\",\"parish\"]}");
	offices_carry(o);
	join(o);
}

/* The last message of the city. */
static int
last(const struct offices *o)
{
	return (int)o->city.scene.incident.message_count;
}

static void
write_it(struct offices *o)
{
	scene_write(&o->city.scene);
	scene_submit(&o->city.scene, last(o));
}

static void
approve_it(struct offices *o)
{
	scene_review(&o->city.scene, last(o));
	scene_approve(&o->city.scene, last(o));
}

/* A letter from a unit whose own station is not here, named by its text. */
static void
come_from(struct offices *o, struct writer *to, const char *from, bool drill,
	const char *says)
{
	char *text = offices_text(o, to, says), name[HASH_HEX];

	hash_hex(name, text, strlen(text));
	offices_come(o, to, from, name, text, drill);
	free(text);
}

/* And the parish joins when it has gone to the others. */
static void
order(struct offices *o)
{
	offices_must(o, &o->city, "rel1", ACT_JOINT_ORDER,
		"{\"message\":\"$M\",\"digest\":\"$D\","
		"\"to\":[\"county\",\"town\"]}");
	offices_carry(o);
	come_from(o, &o->city, "parish", false,
		"{\"kind\":\"join\",\"joint\":\"$J\"}");
}

static void
take(struct offices *o)
{
	offices_must(o, &o->county, "sign", ACT_JOINT_TAKE,
		"{\"order\":\"$O\",\"accounts\":[\"site\"]}");
	offices_carry(o);
}

static void
withdraw(struct offices *o)
{
	scene_arm(&o->city.scene, last(o));
	scene_fire(&o->city.scene, last(o));
	scene_report(&o->city.scene, last(o), "published");
	offices_must(o, &o->city, "dora", ACT_MESSAGE_CORRECT,
		"{\"message\":\"$M\",\"kind\":\"withdrawal\"}");
	scene_submit(&o->city.scene, last(o));
	approve_it(o);
}

static void
order_the_withdrawal(struct offices *o)
{
	offices_must(o, &o->city, "rel1", ACT_JOINT_ORDER,
		"{\"message\":\"$M\",\"digest\":\"$D\"}");
	offices_carry(o);
}

static void
end(struct offices *o)
{
	offices_must(o, &o->city, "sign", ACT_JOINT_CLOSE,
		"{\"incident\":\"$I\",\"reason\":\"汛情结束\"}");
	offices_carry(o);
}

enum stage_of_course {
	AT_START,
	AT_INVITED,
	AT_DECLINED,
	AT_JOINED,
	AT_LEFT,
	AT_BACK,
	AT_WRITTEN,
	AT_APPROVED,
	AT_ORDERED,
	AT_TAKEN,
	AT_WITHDRAWN,
	AT_RIGHTED,
	AT_ENDED,
	COURSE
};

static void (*const course[COURSE])(struct offices *o) = {
	[AT_START] = begin_it,
	[AT_INVITED] = invite,
	[AT_DECLINED] = decline,
	[AT_JOINED] = join,
	[AT_LEFT] = leave,
	[AT_BACK] = invite_again_and_join,
	[AT_WRITTEN] = write_it,
	[AT_APPROVED] = approve_it,
	[AT_ORDERED] = order,
	[AT_TAKEN] = take,
	[AT_WITHDRAWN] = withdraw,
	[AT_RIGHTED] = order_the_withdrawal,
	[AT_ENDED] = end,
};

/* ---- acts ---- */

#define TO(...) "{\"incident\":\"$I\",\"to\":[" __VA_ARGS__ "]}"
#define JOINT "\"joint\":\"$J\""
#define ORDER "\"order\":\"$O\""
#define INCIDENT_WHY "{\"incident\":\"$I\",\"reason\":\"因故\"}"
#define ORDER_TO(...)                                                          \
	"{\"message\":\"$M\",\"digest\":\"$D\",\"to\":[" __VA_ARGS__ "]}"
#define NOTE(partner, answer, number)                                          \
	"{\"message\":\"$M\",\"partner\":\"" partner "\",\"answer\":\"" answer \
	"\",\"who\":\"赵六\",\"number\":\"" number "\"}"

enum side { CITY, COUNTY };

static const struct {
	enum stage_of_course at;
	enum side side;
	const char *by;
	enum act act;
	const char *fields, *word;
} refused[] = {
	/* who may not, and to whom nothing is written */
	{ AT_START, CITY, "dora", ACT_JOINT_OPEN, TO("\"county\""), "role" },
	{ AT_START, CITY, "sign", ACT_JOINT_OPEN, TO("\"nobody\""),
		"not-found" },
	{ AT_START, CITY, "sign", ACT_JOINT_OPEN, TO("\"town\""),
		"joint-hand" },
	{ AT_START, CITY, "sign", ACT_JOINT_OPEN, TO("\"village\""),
		"letter-unconfirmed" },
	{ AT_START, CITY, "sign", ACT_JOINT_OPEN, TO("\"hamlet\""),
		"letter-stopped" },
	{ AT_START, CITY, "sign", ACT_JOINT_CLOSE, INCIDENT_WHY, "joint-not" },
	{ AT_START, COUNTY, "dora", ACT_JOINT_JOIN, "{\"joint\":\"00000001\"}",
		"joint-none" },
	/* invited */
	{ AT_INVITED, CITY, "sign", ACT_JOINT_OPEN, TO("\"county\""),
		"joint-invited" },
	{ AT_INVITED, CITY, "sign", ACT_JOINT_LEAVE, INCIDENT_WHY,
		"joint-ours" },
	{ AT_INVITED, CITY, "dora", ACT_JOINT_JOIN, "{" JOINT "}",
		"joint-state" },
	{ AT_INVITED, CITY, "sign", ACT_JOINT_DECLINE,
		"{" JOINT ",\"reason\":\"否\"}", "joint-state" },
	{ AT_INVITED, COUNTY, "rita", ACT_JOINT_JOIN, "{" JOINT "}", "role" },
	{ AT_INVITED, COUNTY, "dora", ACT_JOINT_DECLINE,
		"{" JOINT ",\"reason\":\"否\"}", "role" },
	{ AT_INVITED, COUNTY, "dora", ACT_JOINT_JOIN,
		"{" JOINT ",\"playbook\":\"no-such\"}", "not-found" },
	/* joined */
	{ AT_JOINED, COUNTY, "dora", ACT_JOINT_JOIN, "{" JOINT "}",
		"joint-state" },
	{ AT_JOINED, COUNTY, "sign", ACT_JOINT_DECLINE,
		"{" JOINT ",\"reason\":\"否\"}", "joint-state" },
	{ AT_JOINED, COUNTY, "sign", ACT_JOINT_OPEN, TO("\"parish\""),
		"joint-others" },
	{ AT_JOINED, COUNTY, "sign", ACT_JOINT_CLOSE, INCIDENT_WHY,
		"joint-others" },
	{ AT_JOINED, COUNTY, "dora", ACT_JOINT_LEAVE, INCIDENT_WHY, "role" },
	/* left */
	{ AT_LEFT, COUNTY, "sign", ACT_JOINT_LEAVE, INCIDENT_WHY, "joint-not" },
	/* before it is approved, and of what is */
	{ AT_WRITTEN, CITY, "rel1", ACT_JOINT_ORDER, ORDER_TO("\"county\""),
		"state" },
	{ AT_APPROVED, CITY, "sign", ACT_JOINT_ORDER, ORDER_TO("\"county\""),
		"role" },
	{ AT_APPROVED, CITY, "rel1", ACT_JOINT_ORDER,
		"{\"message\":\"$M\",\"to\":[\"county\"],\"digest\":"
		"\"000000000000000000000000000000000000000000000000000000000000"
		"0"
		"000\"}",
		"changed-since-you-looked" },
	{ AT_APPROVED, CITY, "rel1", ACT_JOINT_ORDER, ORDER_TO(""),
		"joint-nobody" },
	{ AT_APPROVED, CITY, "rel1", ACT_JOINT_ORDER, ORDER_TO("\"town\""),
		"joint-hand-only" },
	{ AT_APPROVED, CITY, "rel1", ACT_JOINT_ORDER, ORDER_TO("\"parish\""),
		"joint-no-unit" },
	{ AT_APPROVED, CITY, "rel1", ACT_JOINT_ORDER, ORDER_TO("\"hamlet\""),
		"letter-stopped" },
	{ AT_APPROVED, CITY, "rel1", ACT_JOINT_ORDER,
		"{\"message\":\"$M\",\"digest\":\"$D\",\"to\":[\"county\"],"
		"\"name\":\"joint\"}",
		"joint-unsigned" },
	{ AT_APPROVED, CITY, "rel1", ACT_JOINT_ORDER,
		"{\"message\":\"$M\",\"digest\":\"$D\",\"to\":[\"county\"],"
		"\"name\":\"nobody\"}",
		"word" },
	{ AT_APPROVED, CITY, "dora", ACT_JOINT_NOTE,
		NOTE("town", "taken", "010-222333"), "joint-no-hand" },
	{ AT_APPROVED, COUNTY, "sign", ACT_JOINT_TAKE,
		"{\"order\":\"00000001\"}", "joint-order-none" },
	/* ordered */
	{ AT_ORDERED, CITY, "rel1", ACT_JOINT_ORDER, ORDER_TO("\"county\""),
		"joint-ordered" },
	{ AT_ORDERED, CITY, "rel1", ACT_JOINT_ORDER, ORDER_TO("\"town\""),
		"joint-ordered" },
	{ AT_ORDERED, CITY, "rel1", ACT_JOINT_ORDER,
		"{\"message\":\"$M\",\"digest\":\"$D\",\"to\":[\"parish\"],"
		"\"name\":\"issuer\"}",
		"joint-same" },
	{ AT_ORDERED, CITY, "sign", ACT_JOINT_TAKE, "{" ORDER "}",
		"joint-order-none" },
	{ AT_ORDERED, CITY, "sign", ACT_JOINT_REFUSE,
		"{" ORDER ",\"reason\":\"否\"}", "joint-order-none" },
	{ AT_ORDERED, CITY, "sign", ACT_JOINT_READ, "{" ORDER "}",
		"joint-order-none" },
	{ AT_ORDERED, CITY, "dora", ACT_JOINT_NOTE,
		NOTE("county", "taken", "010-222333"), "joint-no-hand" },
	{ AT_ORDERED, CITY, "dora", ACT_JOINT_NOTE,
		NOTE("town", "taken", "010-222334"), "partner-number" },
	{ AT_ORDERED, CITY, "dora", ACT_JOINT_NOTE,
		NOTE("town", "taken", "010-222333\",\"code\":\"0000 0000"),
		"joint-code" },
	{ AT_ORDERED, CITY, "dora", ACT_JOINT_NOTE,
		NOTE("town", "verified", "010-222333"), "word" },
	{ AT_ORDERED, CITY, "dora", ACT_JOINT_NOTE,
		NOTE("nobody", "taken", "010-222333"), "not-found" },
	{ AT_ORDERED, COUNTY, "dora", ACT_JOINT_TAKE, "{" ORDER "}", "role" },
	{ AT_ORDERED, COUNTY, "rita", ACT_JOINT_TAKE, "{" ORDER "}",
		"gate-role" },
	{ AT_ORDERED, COUNTY, "sign", ACT_JOINT_TAKE,
		"{" ORDER ",\"accounts\":[\"nowhere\"]}", "not-found" },
	{ AT_ORDERED, COUNTY, "rita", ACT_JOINT_REFUSE,
		"{" ORDER ",\"reason\":\"否\"}", "role" },
	{ AT_ORDERED, COUNTY, "sign", ACT_JOINT_REFUSE,
		"{" ORDER ",\"reason\":\"否\"}", "joint-call" },
	{ AT_ORDERED, COUNTY, "sign", ACT_JOINT_REFUSE,
		"{" ORDER ",\"reason\":\"否\",\"phone\":\"010-9\"}",
		"partner-number" },
	/* taken */
	{ AT_TAKEN, COUNTY, "sign", ACT_JOINT_TAKE, "{" ORDER "}",
		"joint-taken" },
	{ AT_TAKEN, COUNTY, "sign", ACT_JOINT_REFUSE,
		"{" ORDER ",\"reason\":\"否\",\"phone\":\"010-222333\"}",
		"joint-taken" },
	{ AT_TAKEN, COUNTY, "rel1", ACT_JOINT_ORDER, ORDER_TO("\"parish\""),
		"joint-others" },
	{ AT_TAKEN, COUNTY, "dora", ACT_MESSAGE_REVISE,
		"{\"message\":\"$M\",\"slots\":{\"contact\":\"别的\"},"
		"\"base\":1}",
		"joint-words" },
	/* the wrong text goes back to those who carry it, and to nobody else */
	{ AT_WITHDRAWN, CITY, "rel1", ACT_JOINT_ORDER, ORDER_TO("\"parish\""),
		"joint-carrier" },
	{ AT_RIGHTED, COUNTY, "sign", ACT_JOINT_TAKE, "{" ORDER "}",
		"joint-wrong-text" },
	/* ended */
	{ AT_ENDED, CITY, "sign", ACT_JOINT_OPEN, TO("\"parish\""),
		"joint-state" },
	{ AT_ENDED, CITY, "sign", ACT_JOINT_CLOSE, INCIDENT_WHY, "joint-not" },
	{ AT_ENDED, CITY, "rel1", ACT_JOINT_ORDER, ORDER_TO("\"town\""),
		"joint-not" },
	{ AT_ENDED, COUNTY, "sign", ACT_JOINT_LEAVE, INCIDENT_WHY,
		"joint-not" },
	{ AT_ENDED, COUNTY, "dora", ACT_JOINT_JOIN, "{" JOINT "}",
		"joint-state" },
	{ AT_ENDED, COUNTY, "sign", ACT_JOINT_TAKE, "{" ORDER "}",
		"joint-not" },
};

enum { REFUSED = sizeof(refused) / sizeof(refused[0]) };

/* So many were not refused, or not for this reason. */
static int
try_at(struct offices *o, enum stage_of_course at)
{
	int wrong = 0;

	for (size_t n = 0; n < REFUSED; n++) {
		struct writer *w =
			refused[n].side == CITY ? &o->city : &o->county;
		const char *got;

		if (refused[n].at != at)
			continue;
		got = offices_try(
			o, w, refused[n].by, refused[n].act, refused[n].fields);
		if (strcmp(got, refused[n].word) == 0)
			continue;
		wrong++;
		print_error("row %zu, %s by %s: \"%s\", not \"%s\"\n", n,
			act_row(refused[n].act)->name, refused[n].by, got,
			refused[n].word);
	}
	return wrong;
}

static void
refused__at_each_stage_what_must_not_be_done_there(void **state)
{
	struct library *lib = shipped_library();
	struct offices o;
	int wrong = 0;

	(void)state;
	offices_open(&o, lib);
	for (int at = 0; at < COURSE; at++) {
		course[at](&o);
		wrong += try_at(&o, (enum stage_of_course)at);
	}
	assert_int_equal(wrong, 0);
	offices_close(&o);
	library_free(lib);
}

/* ---- orders that came ---- */

#define DIGEST_A                                                               \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define DIGEST_B                                                               \
	"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
/* Until 2027, or 2020. */
#define ORDERED(digest, until, fire, more)                                     \
	"{\"kind\":\"order\",\"joint\":\"$J\",\"digest\":\"" digest            \
	"\",\"from\":1584570400000,\"until\":" until ",\"fire\":\"" fire       \
	"\",\"answer_by\":1584570400000,\"name\":\"issuer\",\"masters\":[{"    \
	"\"language\":\"zh\",\"title\":\"青河镇积水\",\"paragraphs\":[{"  \
	"\"text\":\"县防汛办已组织转移。\"}]}]" more "}"
#define HELD "1884570400000"
#define OVER "1584570400000"

static const struct {
	const char *first, *later; /* letters of orders */
	bool drill;
	const char *word; /* of taking the first one */
} given[] = {
	{ ORDERED(DIGEST_A, HELD, "own", ""), NULL, false, "" },
	{ ORDERED(DIGEST_A, OVER, "own", ""), NULL, false, "joint-over" },
	{ ORDERED(DIGEST_A, HELD, "own", ""),
		ORDERED(DIGEST_B, HELD, "own",
			",\"withdraws\":\"" DIGEST_A "\""),
		false, "joint-righted" },
	{ ORDERED(DIGEST_A, HELD, "own", ""),
		ORDERED(DIGEST_B, HELD, "own",
			",\"corrects\":\"" DIGEST_A "\""),
		false, "joint-righted" },
	/* another text than the one that is taken */
	{ ORDERED(DIGEST_A, HELD, "own", ""),
		ORDERED(DIGEST_A, HELD, "own",
			",\"withdraws\":\"" DIGEST_B "\""),
		false, "" },
	{ ORDERED(DIGEST_A, HELD, "own", ",\"withdraws\":\"" DIGEST_B "\""),
		NULL, false, "joint-wrong-text" },
	/* nobody here has joined */
	{ ORDERED(DIGEST_A, HELD, "own", ""), NULL, false, "joint-none" },
	/* the joint incident is an actual one */
	{ ORDERED(DIGEST_A, HELD, "own", ""), NULL, true, "joint-order-none" },
};

static void
refused__an_order_that_cannot_be_carried_is_not_taken(void **state)
{
	struct library *lib = shipped_library();

	(void)state;
	for (size_t n = 0; n < sizeof(given) / sizeof(given[0]); n++) {
		struct offices o;
		char *text, name[HASH_HEX];

		offices_open(&o, lib);
		begin_it(&o);
		invite(&o);
		if (strcmp(given[n].word, "joint-none") != 0)
			join(&o);
		text = offices_text(&o, &o.county, given[n].first);
		hash_hex(name, text, strlen(text));
		FIXED_SET(o.order, name);
		free(text);
		come_from(
			&o, &o.county, "city", given[n].drill, given[n].first);
		if (given[n].later != NULL)
			come_from(&o, &o.county, "city", given[n].drill,
				given[n].later);
		assert_string_equal(
			offices_try(&o, &o.county, "sign", ACT_JOINT_TAKE,
				"{" ORDER ",\"accounts\":[\"site\"]}"),
			given[n].word);
		offices_close(&o);
	}
	library_free(lib);
}

#define SAYS(kind, more) "{\"kind\":\"" kind "\",\"joint\":\"$J\"" more "}"
#define ANSWER(state) SAYS("answer", "," ORDER ",\"state\":\"" state "\"")

static const struct {
	enum stage_of_course at;
	enum side to;
	const char *from;
	bool drill;
	const char *says;
} idle[] = {
	/* who was not invited; another mode; another's incident */
	{ AT_INVITED, CITY, "parish", false, SAYS("join", "") },
	{ AT_INVITED, CITY, "county", true, SAYS("join", "") },
	{ AT_INVITED, COUNTY, "parish", false, SAYS("close", "") },
	{ AT_INVITED, COUNTY, "city", true, SAYS("close", "") },
	{ AT_INVITED, COUNTY, "parish", false,
		SAYS("open", ",\"title\":\"别的\",\"level\":\"i\"") },
	{ AT_INVITED, COUNTY, "city", true,
		SAYS("open", ",\"title\":\"演练\",\"level\":\"i\"") },
	{ AT_JOINED, CITY, "county", false, SAYS("close", "") },
	{ AT_JOINED, CITY, "parish", false, SAYS("leave", "") },
	{ AT_JOINED, CITY, "county", true, SAYS("leave", "") },
	{ AT_JOINED, COUNTY, "parish", false, SAYS("close", "") },
	{ AT_JOINED, COUNTY, "parish", false,
		SAYS("open", ",\"title\":\"别的\",\"level\":\"i\"") },
	/* the lead: by who does not lead, in another mode, taken unasked, and
	 * said to be ours, which we have not taken */
	{ AT_JOINED, COUNTY, "parish", false,
		SAYS("lead", ",\"leader\":\"county\"") },
	{ AT_JOINED, COUNTY, "city", true,
		SAYS("lead", ",\"leader\":\"county\"") },
	{ AT_JOINED, CITY, "county", false,
		SAYS("lead", ",\"leader\":\"county\"") },
	{ AT_JOINED, CITY, "county", false,
		SAYS("lead", ",\"leader\":\"county\",\"re\":\"$J\"") },
	{ AT_ENDED, COUNTY, "city", false,
		SAYS("lead", ",\"leader\":\"county\"") },
	/* an order of who does not lead, of another mode, of no incident */
	{ AT_JOINED, COUNTY, "parish", false,
		ORDERED(DIGEST_A, HELD, "own", "") },
	{ AT_JOINED, COUNTY, "city", true, ORDERED(DIGEST_A, HELD, "own", "") },
	{ AT_JOINED, COUNTY, "city", false,
		"{\"kind\":\"order\",\"joint\":\"" DIGEST_A
		"\",\"digest\":\"" DIGEST_A "\",\"until\":" HELD "}" },
	/* answers of who was not ordered, in another mode, of another order */
	{ AT_ORDERED, CITY, "parish", false, ANSWER("out") },
	{ AT_ORDERED, CITY, "town", false,
		"{\"kind\":\"answer\",\"joint\":\"$J\",\"order\":\"" DIGEST_A
		"\",\"state\":\"out\"}" },
	{ AT_ORDERED, CITY, "county", true, ANSWER("out") },
	{ AT_ORDERED, CITY, "county", false, ANSWER("sideways") },
	{ AT_ORDERED, CITY, "county", false,
		"{\"kind\":\"answer\",\"joint\":\"$J\",\"order\":\"" DIGEST_A
		"\",\"state\":\"out\"}" },
	{ AT_ORDERED, CITY, "parish", false,
		SAYS("receipt", "," ORDER ",\"accounts\":[]") },
	/* the city's own words about its own order, in its county's name */
	{ AT_ORDERED, COUNTY, "city", false, ANSWER("refused") },
	{ AT_TAKEN, COUNTY, "parish", false,
		ORDERED(DIGEST_B, HELD, "own",
			",\"withdraws\":\"" DIGEST_A "\"") },
	/* after the end */
	{ AT_ENDED, CITY, "county", false, SAYS("join", "") },
	{ AT_ENDED, CITY, "county", false, SAYS("leave", "") },
	{ AT_ENDED, COUNTY, "parish", false,
		SAYS("open", ",\"title\":\"别的\",\"level\":\"i\"") },
};

/* Of the joint incident: all but what others offer in it. New memory. */
static char *
told_of(const struct offices *o, const struct writer *w)
{
	const struct joint *j = joint_find(&w->book, o->joint);
	json_t *doc, *orders, *row;
	char *text;
	size_t n;

	assert_non_null(j);
	doc = joint_view(&w->scene.office, &w->book, j);
	(void)json_object_del(doc, "offers");
	orders = doc_get(doc, "orders");
	json_array_foreach(orders, n, row)
	{
		doc_put(row, "whole",
			joint_order_view(&w->scene.office, &w->book,
				joint_order_find(
					&w->book, doc_str(row, "order"))));
	}
	text = doc_format(doc);
	json_decref(doc);
	return text;
}

static void
say_at(struct offices *o, enum stage_of_course at)
{
	for (size_t n = 0; n < sizeof(idle) / sizeof(idle[0]); n++) {
		struct writer *w = idle[n].to == CITY ? &o->city : &o->county;
		char *before, *after;

		if (idle[n].at != at)
			continue;
		before = told_of(o, w);
		come_from(o, w, idle[n].from, idle[n].drill, idle[n].says);
		after = told_of(o, w);
		if (strcmp(after, before) != 0)
			fail_msg("letter %zu: %s\nnot %s", n, after, before);
		free(before);
		free(after);
	}
}

static void
refused__a_letter_changes_only_what_its_sender_may_change(void **state)
{
	struct library *lib = shipped_library();
	struct offices o;

	(void)state;
	offices_open(&o, lib);
	for (int at = 0; at < COURSE; at++) {
		course[at](&o);
		say_at(&o, (enum stage_of_course)at);
	}
	offices_close(&o);
	library_free(lib);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			refused__at_each_stage_what_must_not_be_done_there),
		cmocka_unit_test(
			refused__an_order_that_cannot_be_carried_is_not_taken),
		cmocka_unit_test(
			refused__a_letter_changes_only_what_its_sender_may_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The book of joint incidents: what letters and officers told, and what does not
 * fit is passed over.
 */
#include "domain/joint/joint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/guards.h"
#include "domain/joint/joint_view.h"
#include "domain/message/message.h"
#include "domain/office/office.h"
#include "domain/waits/waits.h"

/* The name of the n-th letter of a test: 64 digits. */
static const char *
name(int n)
{
	static char text[8][HASH_HEX];

	(void)snprintf(text[n % 8], HASH_HEX, "%08d%056d", n, 0);
	return text[n % 8];
}

struct wrote {
	const char *partner; /* "": ours to the county */
	int letter;
	bool drill;
	json_t *says; /* taken over */
};

static void
wrote(struct joint_book *b, struct wrote w)
{
	char *text = doc_format(w.says);
	json_t *body = json_object(), *entry = json_object();
	bool ours = *w.partner == '\0';

	doc_put_str(body, "partner", ours ? "county" : w.partner);
	doc_put_str(body, "letter", name(w.letter));
	doc_put_bool(body, "drill", w.drill);
	doc_put_str(body, "outcome", ours ? "" : "taken");
	doc_put_str(body, "text", text);
	doc_put_str(entry, "kind", ours ? "letter.sent" : "letter.taken");
	doc_put_str(entry, "incident", ours ? "2026-0001" : "");
	doc_put_int(entry, "time", w.letter);
	doc_put(entry, "body", body);
	joint_book_add(b, entry);
	free(text);
	json_decref(entry);
	json_decref(w.says);
}

static json_t *
says(const char *kind, int joint)
{
	json_t *doc = json_object();

	doc_put_str(doc, "kind", kind);
	doc_put_str(doc, "title", "南河镇洪水");
	if (joint != 0)
		doc_put_str(doc, "joint", name(joint));
	return doc;
}

static enum joint_state
state_of(const struct joint_book *b, int joint, const char *partner)
{
	const struct joint *j = joint_find(b, name(joint));

	assert_non_null(j);
	if (*partner == '\0')
		return j->state;
	assert_non_null(joint_unit_of(j, partner));
	return joint_unit_of(j, partner)->state;
}

static void
joint__the_letter_that_opens_it_is_its_name(void **state)
{
	struct joint_book b;
	const struct joint *j;

	(void)state;
	joint_book_init(&b);
	wrote(&b, (struct wrote){ "", 1, false, says("open", 0) });
	/* a later invitation is another letter, of the same incident */
	wrote(&b, (struct wrote){ "", 2, false, says("open", 1) });
	assert_int_equal(b.joint_count, 1);
	j = joint_find(&b, "00000001");
	assert_non_null(j);
	assert_ptr_equal(joint_find(&b, name(2)), j);
	assert_ptr_equal(joint_of_incident(&b, "2026-0001"), j);
	assert_null(joint_find(&b, "0000000"));
	assert_null(joint_find(&b, "00000003"));
	assert_null(joint_of_incident(&b, ""));
	joint_book_release(&b);
}

static void
joint__who_was_not_invited_does_not_join(void **state)
{
	struct joint_book b;

	(void)state;
	joint_book_init(&b);
	wrote(&b, (struct wrote){ "", 1, false, says("open", 0) });
	wrote(&b, (struct wrote){ "village", 2, false, says("join", 1) });
	assert_null(joint_unit_of(joint_find(&b, name(1)), "village"));
	assert_int_equal(state_of(&b, 1, "county"), JOINT_ASKED);
	wrote(&b, (struct wrote){ "county", 3, false, says("join", 1) });
	assert_int_equal(state_of(&b, 1, "county"), JOINT_JOINED);
	wrote(&b, (struct wrote){ "county", 4, false, says("leave", 1) });
	assert_int_equal(state_of(&b, 1, "county"), JOINT_LEFT);
	joint_book_release(&b);
}

static void
joint__a_drills_letter_changes_nothing_of_an_actual_one(void **state)
{
	struct joint_book b;

	(void)state;
	joint_book_init(&b);
	wrote(&b, (struct wrote){ "", 1, false, says("open", 0) });
	wrote(&b, (struct wrote){ "county", 2, true, says("join", 1) });
	assert_int_equal(state_of(&b, 1, "county"), JOINT_ASKED);
	wrote(&b, (struct wrote){ "", 3, true, says("close", 1) });
	assert_int_equal(state_of(&b, 1, ""), JOINT_JOINED);
	joint_book_release(&b);
}

static void
joint__only_the_leader_ends_it(void **state)
{
	struct joint_book b;

	(void)state;
	joint_book_init(&b);
	wrote(&b, (struct wrote){ "city", 1, false, says("open", 0) });
	assert_int_equal(state_of(&b, 1, ""), JOINT_ASKED);
	wrote(&b, (struct wrote){ "village", 2, false, says("close", 1) });
	assert_int_equal(state_of(&b, 1, ""), JOINT_ASKED);
	/* nor does another invite us into it in the leader's name */
	wrote(&b, (struct wrote){ "village", 3, false, says("open", 1) });
	assert_string_equal(joint_find(&b, name(1))->letter, name(1));
	wrote(&b, (struct wrote){ "city", 4, false, says("close", 1) });
	assert_int_equal(state_of(&b, 1, ""), JOINT_CLOSED);
	joint_book_release(&b);
}

static void
joint__a_name_that_is_two_is_none(void **state)
{
	struct joint_book b;
	json_t *body = json_object(), *entry = json_object();
	char other[HASH_HEX];

	(void)state;
	joint_book_init(&b);
	wrote(&b, (struct wrote){ "city", 1, false, says("open", 0) });
	(void)snprintf(other, sizeof(other), "00000001%056d", 7);
	doc_put_str(body, "partner", "village");
	doc_put_str(body, "letter", other);
	doc_put_str(body, "outcome", "taken");
	doc_put_str(body, "text", "{\"kind\":\"open\",\"title\":\"x\"}");
	doc_put_str(entry, "kind", "letter.taken");
	doc_put(entry, "body", body);
	joint_book_add(&b, entry);
	assert_int_equal(b.joint_count, 2);
	assert_null(joint_find(&b, "00000001"));
	assert_non_null(joint_find(&b, other));
	json_decref(entry);
	joint_book_release(&b);
}

/* Where another names a letter of the city's as the first of an incident of its
 * own, before it comes: each keeps its name, and its orders. */
static void
joint__a_letter_named_by_another_takes_no_name_away(void **state)
{
	static const int city[] = { 1,
		2 }; /* it opens with 1, asks again by 2 */

	(void)state;
	for (size_t n = 0; n < 2; n++) {
		struct joint_book b;
		const struct joint *j;

		joint_book_init(&b);
		wrote(&b,
			(struct wrote){
				"village", 6, false, says("open", city[n]) });
		wrote(&b,
			(struct wrote){
				"village", 7, false, says("order", city[n]) });
		assert_int_equal(b.order_count, 1);
		wrote(&b, (struct wrote){ "city", 1, false, says("open", 0) });
		wrote(&b, (struct wrote){ "city", 2, false, says("open", 1) });
		assert_int_equal(b.joint_count, 2);
		j = joint_find(&b, name(1));
		assert_string_equal(j->leader, "city");
		assert_int_equal(j->state, JOINT_ASKED);
		assert_string_equal(j->letter, name(2));
		assert_string_equal(joint_call(j), name(1));
		j = joint_find(&b, name(6));
		assert_string_equal(j->leader, "village");
		assert_string_equal(joint_call(j), name(city[n]));
		assert_string_equal(b.orders[0].joint, name(6));
		/* and what the city says of its own is of its own */
		wrote(&b, (struct wrote){ "city", 3, false, says("close", 1) });
		assert_int_equal(state_of(&b, 1, ""), JOINT_CLOSED);
		assert_int_equal(state_of(&b, 6, ""), JOINT_ASKED);
		joint_book_release(&b);
	}
}

/* A letter that was not to us, or that nobody here could read, is its sender's
 * too: a later invitation names it. */
static void
joint__a_letter_to_others_is_its_senders_own(void **state)
{
	struct joint_book b;
	json_t *body = json_object(), *entry = json_object();

	(void)state;
	joint_book_init(&b);
	doc_put_str(body, "partner", "city");
	doc_put_str(body, "letter", name(1));
	doc_put_str(body, "outcome", "passed");
	doc_put_str(entry, "kind", "letter.taken");
	doc_put(entry, "body", body);
	joint_book_add(&b, entry);
	json_decref(entry);
	wrote(&b, (struct wrote){ "city", 2, false, says("open", 1) });
	assert_string_equal(joint_find(&b, name(1))->letter, name(2));
	wrote(&b, (struct wrote){ "village", 6, false, says("open", 1) });
	assert_int_equal(b.joint_count, 2);
	assert_string_equal(joint_find(&b, name(1))->leader, "city");
	joint_book_release(&b);
}

/* The volume that had its first letter began before we knew the unit. */
static void
joint__a_leader_is_answered_by_the_name_that_it_uses(void **state)
{
	struct joint_book b;
	const struct joint *j;

	(void)state;
	joint_book_init(&b);
	wrote(&b, (struct wrote){ "county", 6, false, says("open", 1) });
	j = joint_find(&b, name(6));
	assert_non_null(j);
	assert_string_equal(joint_call(j), name(1));
	/* ours to it, and its own, say that name */
	wrote(&b, (struct wrote){ "", 7, false, says("join", 1) });
	assert_int_equal(state_of(&b, 6, ""), JOINT_JOINED);
	wrote(&b, (struct wrote){ "county", 8, false, says("order", 1) });
	assert_int_equal(b.order_count, 1);
	assert_false(b.orders[0].offer);
	wrote(&b, (struct wrote){ "county", 9, false, says("open", 1) });
	assert_int_equal(b.joint_count, 1);
	wrote(&b, (struct wrote){ "county", 10, false, says("close", 1) });
	assert_int_equal(state_of(&b, 6, ""), JOINT_CLOSED);
	joint_book_release(&b);
}

/* Who is in an incident of ours opens one under its name: ours stays where it
 * is, also what we write to that unit. */
static void
joint__nobody_leads_what_we_opened(void **state)
{
	struct joint_book b;

	(void)state;
	joint_book_init(&b);
	wrote(&b, (struct wrote){ "", 1, false, says("open", 0) });
	wrote(&b, (struct wrote){ "county", 6, false, says("open", 1) });
	assert_int_equal(b.joint_count, 2);
	wrote(&b, (struct wrote){ "county", 7, false, says("join", 1) });
	assert_int_equal(state_of(&b, 1, "county"), JOINT_JOINED);
	wrote(&b, (struct wrote){ "", 2, false, says("order", 1) });
	assert_string_equal(b.orders[0].joint, name(1));
	wrote(&b, (struct wrote){ "", 3, false, says("close", 1) });
	assert_int_equal(state_of(&b, 1, ""), JOINT_CLOSED);
	assert_int_equal(state_of(&b, 6, ""), JOINT_ASKED);
	joint_book_release(&b);
}

/* Orders in an incident that the city leads, or that is ours. */
static void
joint__an_order_of_who_does_not_lead_is_an_offer(void **state)
{
	struct joint_book b;

	(void)state;
	joint_book_init(&b);
	wrote(&b, (struct wrote){ "city", 1, false, says("open", 0) });
	wrote(&b, (struct wrote){ "", 2, false, says("open", 0) });
	wrote(&b, (struct wrote){ "city", 3, false, says("order", 1) });
	wrote(&b, (struct wrote){ "village", 4, false, says("order", 1) });
	wrote(&b, (struct wrote){ "", 5, false, says("order", 2) });
	wrote(&b, (struct wrote){ "village", 6, false, says("order", 2) });
	assert_int_equal(b.order_count, 4);
	assert_false(b.orders[0].offer);
	assert_true(b.orders[1].offer);
	assert_false(b.orders[2].offer);
	assert_true(b.orders[3].offer);
	joint_book_release(&b);
}

static json_t *
open_order(void)
{
	json_t *order = says("order", 1);

	doc_put_int(order, "until", 100);
	doc_put_int(order, "answer_by", 50);
	return order;
}

/* Neither on the board nor in the joint incident it stands as the leader's. */
static void
joint__an_offer_is_said_to_be_its_senders(void **state)
{
	static const char *const senders[] = { "city", "village" };
	static const struct office nobody;
	struct joint_book b;
	struct world w = { .office = &nobody, .joints = &b, .now = 20 };
	json_t *list = json_array(), *view;

	(void)state;
	joint_book_init(&b);
	wrote(&b, (struct wrote){ "city", 1, false, says("open", 0) });
	wrote(&b, (struct wrote){ "village", 4, false, open_order() });
	wrote(&b, (struct wrote){ "city", 5, false, open_order() });
	b.joints[0].state = JOINT_JOINED;
	waits_put_joints(list, &w);
	assert_int_equal(json_array_size(list), 2);
	for (size_t n = 0; n < 2; n++) {
		json_t *row = doc_find(list, "name", senders[n]);

		assert_non_null(row);
		assert_int_equal(doc_bool(row, "offer"), n == 1);
	}
	json_decref(list);
	view = joint_view(&nobody, &b, &b.joints[0]);
	for (size_t n = 0; n < 2; n++) {
		json_t *rows = doc_get(view, n == 1 ? "offers" : "orders");
		json_t *row = json_array_get(rows, 0);

		assert_int_equal(json_array_size(rows), 1);
		assert_string_equal(doc_str(row, "unit"), senders[n]);
		assert_int_equal(doc_bool(row, "offer"), n == 1);
	}
	json_decref(view);
	joint_book_release(&b);
}

/* It brings none of them, and nobody takes a text for whole that is not. */
static void
joint__pictures_that_an_order_names_are_said_to_be_missing(void **state)
{
	static const struct office nobody;
	struct joint_book b;
	json_t *order = open_order(), *doc;

	(void)state;
	joint_book_init(&b);
	doc_put(order, "masters",
		json_pack("[{s:s,s:[{s:s,s:i,s:s}]}]", "language", "zh",
			"pictures", "digest", name(8), "bytes", 9, "alt",
			"淹没范围图"));
	wrote(&b, (struct wrote){ "city", 1, false, says("open", 0) });
	wrote(&b, (struct wrote){ "city", 5, false, order });
	wrote(&b, (struct wrote){ "city", 6, false, open_order() });
	doc = joint_order_doc(&nobody, &b, &b.orders[0]);
	assert_int_equal(json_array_size(doc_get(doc, "missing")), 1);
	assert_string_equal(
		doc_str(json_array_get(doc_get(doc, "missing"), 0), "alt"),
		"淹没范围图");
	json_decref(doc);
	doc = joint_order_doc(&nobody, &b, &b.orders[1]);
	assert_null(doc_get(doc, "missing"));
	json_decref(doc);
	joint_book_release(&b);
}

/* What the city is told of its order 5 of the county, which has joined. */
static void
city_orders(struct joint_book *b)
{
	json_t *order = says("order", 1);

	doc_put_str(order, "digest", name(9));
	wrote(b, (struct wrote){ "", 1, false, says("open", 0) });
	wrote(b, (struct wrote){ "county", 2, false, says("join", 1) });
	wrote(b, (struct wrote){ "", 5, false, order });
}

static json_t *
answers(const char *state)
{
	json_t *doc = says("answer", 1);

	doc_put_str(doc, "order", name(5));
	doc_put_str(doc, "state", state);
	doc_put_int(doc, "accounts", 3);
	doc_put_int(doc, "at", 77);
	return doc;
}

static enum order_answer
told(const struct joint_book *b)
{
	const struct joint_order *o = joint_order_find(b, name(5));

	assert_non_null(o);
	assert_int_equal(o->answer_count, 1);
	return joint_answer_of(o, "county")->state;
}

static void
joint__what_a_unit_said_of_an_order_is_its_last_word(void **state)
{
	const struct joint_answer *a;
	struct joint_book b;

	(void)state;
	joint_book_init(&b);
	city_orders(&b);
	assert_int_equal(told(&b), ANSWER_NONE);
	wrote(&b, (struct wrote){ "county", 6, false, answers("ready") });
	assert_int_equal(told(&b), ANSWER_READY);
	a = joint_answer_of(joint_order_find(&b, name(5)), "county");
	assert_int_equal(a->heard, 6);
	assert_int_equal(a->at, 77);
	wrote(&b, (struct wrote){ "county", 7, false, answers("taken") });
	assert_int_equal(told(&b), ANSWER_TAKEN);
	joint_book_release(&b);
}

static void
joint__nobody_answers_for_another_or_in_another_mode(void **state)
{
	struct joint_book b;

	(void)state;
	joint_book_init(&b);
	city_orders(&b);
	wrote(&b, (struct wrote){ "village", 6, false, answers("out") });
	wrote(&b, (struct wrote){ "county", 7, true, answers("out") });
	wrote(&b, (struct wrote){ "county", 8, false, answers("sideways") });
	/* nor do we to our own order */
	wrote(&b, (struct wrote){ "", 9, false, answers("out") });
	assert_int_equal(told(&b), ANSWER_NONE);
	joint_book_release(&b);
}

static void
joint__an_order_is_of_a_joint_incident_that_is_known(void **state)
{
	struct joint_book b;

	(void)state;
	joint_book_init(&b);
	wrote(&b, (struct wrote){ "city", 5, false, says("order", 1) });
	assert_int_equal(b.order_count, 0);
	wrote(&b, (struct wrote){ "city", 1, false, says("open", 0) });
	wrote(&b, (struct wrote){ "city", 6, true, says("order", 1) });
	assert_int_equal(b.order_count, 0);
	wrote(&b, (struct wrote){ "city", 7, false, says("order", 1) });
	assert_int_equal(b.order_count, 1);
	assert_int_equal(joint_answer_of(&b.orders[0], "")->state, ANSWER_NONE);
	joint_book_release(&b);
}

/* The county is ordered 5 by the city, and hears 7 of it. */
static void
then_ordered(struct joint_book *b, const char *from, bool drill,
	const char *word, int what)
{
	json_t *order = says("order", 1), *later = says("order", 1);

	joint_book_init(b);
	doc_put_str(order, "digest", name(9));
	doc_put_str(later, "digest", name(8));
	doc_put_str(later, word, name(what));
	wrote(b, (struct wrote){ "city", 1, false, says("open", 0) });
	wrote(b, (struct wrote){ "city", 2, true, says("open", 0) });
	wrote(b, (struct wrote){ "city", 5, false, order });
	if (drill)
		doc_put_str(later, "joint", name(2));
	wrote(b, (struct wrote){ from, 7, drill, later });
	assert_int_equal(b->order_count, 2);
}

static const struct {
	const char *from;
	bool drill;
	const char *word;
	int what;
	bool righted;
} laters[] = {
	{ "city", false, "withdraws", 9, true },
	{ "city", false, "corrects", 9, true },
	{ "city", false, "withdraws", 4, false },
	{ "city", true, "withdraws", 9, false },
	{ "village", false, "withdraws", 9, false },
};

static void
joint__its_sender_alone_puts_an_order_right(void **state)
{
	(void)state;
	for (size_t n = 0; n < sizeof(laters) / sizeof(laters[0]); n++) {
		struct joint_book b;
		const struct joint_order *later;

		then_ordered(&b, laters[n].from, laters[n].drill,
			laters[n].word, laters[n].what);
		later = joint_order_righted(&b, &b.orders[0]);
		if (laters[n].righted)
			assert_ptr_equal(later, &b.orders[1]);
		else
			assert_null(later);
		assert_null(joint_order_righted(&b, &b.orders[1]));
		joint_book_release(&b);
	}
}

/* Two have set it here; the letter lies in the ledger, and nobody has read it. */
static void
joint__what_was_taken_back_does_not_go_out(void **state)
{
	struct joint_book b;
	struct message m = { .state = MESSAGE_SET, .kind = KIND_WITHDRAWAL };
	struct world w = { .message = &m, .joints = &b };
	struct err err;

	(void)state;
	FIXED_SET(m.order, name(5));
	then_ordered(&b, "city", false, "withdraws", 4);
	assert_int_equal(
		guard_still_right(&w, ACT_RELEASE_FIRE, NULL, &err), ERR_OK);
	joint_book_release(&b);
	then_ordered(&b, "city", false, "withdraws", 9);
	assert_int_equal(guard_still_right(&w, ACT_RELEASE_FIRE, NULL, &err),
		ERR_CONFLICT);
	assert_string_equal(err.id, "joint-righted");
	joint_book_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(joint__the_letter_that_opens_it_is_its_name),
		cmocka_unit_test(joint__who_was_not_invited_does_not_join),
		cmocka_unit_test(
			joint__a_drills_letter_changes_nothing_of_an_actual_one),
		cmocka_unit_test(joint__only_the_leader_ends_it),
		cmocka_unit_test(joint__a_name_that_is_two_is_none),
		cmocka_unit_test(
			joint__a_letter_named_by_another_takes_no_name_away),
		cmocka_unit_test(joint__a_letter_to_others_is_its_senders_own),
		cmocka_unit_test(
			joint__a_leader_is_answered_by_the_name_that_it_uses),
		cmocka_unit_test(joint__nobody_leads_what_we_opened),
		cmocka_unit_test(
			joint__an_order_of_who_does_not_lead_is_an_offer),
		cmocka_unit_test(joint__an_offer_is_said_to_be_its_senders),
		cmocka_unit_test(
			joint__pictures_that_an_order_names_are_said_to_be_missing),
		cmocka_unit_test(
			joint__what_a_unit_said_of_an_order_is_its_last_word),
		cmocka_unit_test(
			joint__nobody_answers_for_another_or_in_another_mode),
		cmocka_unit_test(
			joint__an_order_is_of_a_joint_incident_that_is_known),
		cmocka_unit_test(joint__its_sender_alone_puts_an_order_right),
		cmocka_unit_test(joint__what_was_taken_back_does_not_go_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

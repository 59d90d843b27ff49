/*
 * What the sender of an order is told by itself: one letter that fits, and of
 * what it does not hold how much that is.
 */
#include "domain/joint/joint_stand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "domain/joint/joint_view.h"
#include "domain/message/message.h"
#include "domain/office/office.h"

enum { BODY_BYTES = 180 * 1024 }; /* of a letter, as joint.md and box.h say */

static char opened[HASH_HEX], ordered[HASH_HEX], answered[HASH_HEX];

/* A letter between us, the county, and the city; `says` is taken over. */
static void
told_letter(
	struct joint_book *b, const char *kind, const char *name, json_t *says)
{
	char *text = doc_format(says);
	json_t *entry = json_pack("{s:s,s:s,s:I,s:{s:s,s:s,s:s,s:s,s:b}}",
		"kind", kind, "incident", "", "time", (json_int_t)1, "body",
		"partner", "city", "letter", name, "outcome", "taken", "text",
		text, "drill", 0);

	joint_book_add(b, entry);
	json_decref(entry);
	json_decref(says);
	free(text);
}

/* The city has ordered it, and knows that it is out here. */
static void
told_begin(struct joint_book *b, struct office *o)
{
	struct partner *p = MEM_ADD(o->partners, o->partner_count);

	memset(opened, '1', HASH_HEX - 1);
	memset(ordered, '2', HASH_HEX - 1);
	memset(answered, '3', HASH_HEX - 1);
	*p = (struct partner){ .state = PARTNER_ACTIVE };
	FIXED_SET(p->id, "city");
	FIXED_SET(p->key, "ssh-ed25519 key");
	FIXED_SET(o->card.id, "county");
	joint_book_init(b);
	told_letter(b, "letter.taken", opened,
		json_pack("{s:s,s:s}", "kind", "open", "title", "洪水"));
	told_letter(b, "letter.taken", ordered,
		json_pack("{s:s,s:s}", "kind", "order", "joint", opened));
	told_letter(b, "letter.sent", answered,
		json_pack("{s:s,s:s,s:s,s:s}", "kind", "answer", "joint",
			opened, "order", ordered, "state", "out"));
}

static void
told_end(struct joint_book *b, struct office *o)
{
	joint_book_release(b);
	free(o->partners);
}

static const struct {
	size_t accounts, address;
	bool all; /* they are in the letter */
} receipts[] = {
	{ 3, 30, true }, { 500, 60, true },
	{ 501, 30, false }, /* rows of a list */
	{ 400, 1900, false }, /* bytes */
};

/* The letter that is due about so many accounts; new reference. */
static json_t *
told_receipt_of(const struct joint_book *b, const struct office *o,
	size_t count, size_t address)
{
	struct delivery *list = mem_array(count, sizeof(*list));
	struct message m = { .state = MESSAGE_RELEASED,
		.deliveries = list,
		.delivery_count = count };
	struct world w = { .office = o, .joints = b, .message = &m };
	char *url = mem_array(address + 1, 1);
	struct judged out;
	json_t *says;

	memset(url, 'u', address);
	for (size_t n = 0; n < count; n++) {
		list[n] = (struct delivery){ .state = DELIVERY_PUBLISHED,
			.url = url };
		fixed_format(list[n].account, ACCOUNT_ID, "account-%04d",
			(int)n % 10000);
		FIXED_SET(list[n].kind, "site");
	}
	judged_init(&out);
	judge_joint_told(&out, &w, &b->orders[0]);
	assert_int_equal(out.count, 1);
	says = json_incref(doc_get(out.items[0].body, "says"));
	judged_release(&out);
	free(url);
	free(list);
	return says;
}

static void
told__a_receipt_fits_into_a_letter_and_says_what_is_not_in_it(void **state)
{
	(void)state;
	for (size_t n = 0; n < sizeof(receipts) / sizeof(receipts[0]); n++) {
		struct office o = { 0 };
		struct joint_book b;
		const struct joint_answer *a;
		json_t *says, *view, *row;
		size_t in, more;
		char *text;

		told_begin(&b, &o);
		says = told_receipt_of(
			&b, &o, receipts[n].accounts, receipts[n].address);
		assert_string_equal(doc_str(says, "kind"), "receipt");
		text = doc_format(says);
		assert_true(strlen(text) < BODY_BYTES - 1024);
		free(text);
		in = json_array_size(doc_get(says, "accounts"));
		more = (size_t)doc_int(says, "more");
		assert_true(in > 0 && in <= 500);
		assert_int_equal(in + more, receipts[n].accounts);
		assert_int_equal(more == 0, receipts[n].all);
		/* who is told knows it too */
		told_letter(&b, "letter.sent", answered, json_incref(says));
		a = joint_answer_of(&b.orders[0], "");
		assert_int_equal(a->more, more);
		view = joint_order_view(&o, &b, &b.orders[0]);
		row = json_array_get(doc_get(view, "units"), 0);
		assert_int_equal(doc_int(row, "of"), receipts[n].accounts);
		assert_int_equal(doc_int(row, "more"), more);
		json_decref(view);
		json_decref(says);
		told_end(&b, &o);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			told__a_receipt_fits_into_a_letter_and_says_what_is_not_in_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

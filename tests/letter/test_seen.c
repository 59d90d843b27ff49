/* What stations tell each other of letters that were taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/fixed.h"
#include "letter/seen.h"
#include "tests/letter/rig.h"

#define OTHER_HASH                                                             \
	"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static void
sent(struct seen_book *b, bool drill, int64_t vol, int64_t seq,
	const json_t *seen)
{
	json_t *head = json_pack("{s:s,s:I,s:I,s:[s,s]}", "from", "city", "vol",
		(json_int_t)vol, "seq", (json_int_t)seq, "to", "county",
		"other");

	if (seen != NULL)
		doc_put(head, "seen", json_incref(doc_borrow(seen)));
	seen_sent(b, drill, head);
	json_decref(head);
}

static void
came(struct seen_book *b, bool drill, int64_t vol, int64_t seq, int64_t at)
{
	json_t *head = json_pack("{s:s,s:{s:[I,I,s]}}", "from", "county",
		"seen", "city", (json_int_t)vol, (json_int_t)seq, RIG_HASH);

	seen_came(b, drill, head, "city", at);
	json_decref(head);
}

static size_t
open_of(const struct seen_book *b, bool drill, const char *partner)
{
	return seen_told(b, drill, partner).open;
}

static void
seen__counts_what_a_partner_has_not_told_of(void **state)
{
	struct seen_book *b = seen_new();

	(void)state;
	assert_int_equal(open_of(b, false, "county"), 0);
	sent(b, false, 1, 1, NULL);
	sent(b, false, 1, 2, NULL);
	sent(b, false, 2, 1, NULL); /* a new year's */
	sent(b, true, 1, 1, NULL);
	assert_int_equal(open_of(b, false, "county"), 3);
	came(b, false, 1, 2, 70);
	assert_int_equal(open_of(b, false, "county"), 1);
	assert_int_equal(seen_told(b, false, "county").place.seq, 2);
	assert_int_equal(seen_told(b, false, "county").at, 70);
	/* a halt that came before its place tells less than is known */
	came(b, false, 1, 1, 80);
	assert_int_equal(seen_told(b, false, "county").place.seq, 2);
	assert_int_equal(seen_told(b, false, "county").at, 70);
	came(b, false, 2, 1, 90);
	assert_int_equal(open_of(b, false, "county"), 0);
	sent(b, false, 2, 2, NULL);
	assert_int_equal(open_of(b, false, "county"), 1);
	/* ours that a ledger had lost comes back when it was told of already */
	sent(b, false, 2, 1, NULL);
	assert_int_equal(open_of(b, false, "county"), 1);
	/* of nobody else, and not of the other mode */
	assert_int_equal(open_of(b, false, "other"), 5);
	assert_int_equal(open_of(b, true, "county"), 1);
	seen_free(b);
}

static json_t *
tell(const struct seen_book *b, const struct desk *desk, bool drill)
{
	static const struct letter_addressee to[] = { { "county", NULL },
		{ "other", NULL } };

	return seen_tell(b, desk, drill, to, 2);
}

static void
take(struct desk *desk, const char *from, int64_t seq, const char *hash)
{
	desk_add(desk,
		&(struct desk_letter){ .from = from,
			.vol = 1,
			.seq = seq,
			.hash = hash,
			.at = RIG_TIME,
			.bytes = 9 });
}

static void
seen__is_told_where_it_changed(void **state)
{
	struct seen_book *b = seen_new();
	struct desk *desk = desk_new();
	json_t *said = tell(b, desk, false), *of;

	(void)state;
	assert_int_equal(json_object_size(said), 0);
	json_decref(said);
	take(desk, "county", 7, RIG_HASH);
	take(desk, "third", 3, RIG_HASH); /* is not written to */
	said = tell(b, desk, false);
	assert_int_equal(json_object_size(said), 1);
	of = json_object_get(said, "county");
	assert_int_equal(json_integer_value(json_array_get(of, 0)), 1);
	assert_int_equal(json_integer_value(json_array_get(of, 1)), 7);
	assert_string_equal(json_string_value(json_array_get(of, 2)), RIG_HASH);
	sent(b, false, 1, 1, said);
	json_decref(said);
	said = tell(b, desk, false);
	assert_int_equal(json_object_size(said), 0);
	json_decref(said);
	take(desk, "county", 8, OTHER_HASH);
	said = tell(b, desk, false);
	assert_int_equal(json_object_size(said), 1);
	json_decref(said);
	said = tell(b, desk, true);
	assert_int_equal(json_object_size(said), 0);
	json_decref(said);
	desk_free(desk);
	seen_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(seen__counts_what_a_partner_has_not_told_of),
		cmocka_unit_test(seen__is_told_where_it_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

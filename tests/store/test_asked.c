/*
 * What an act asked for is remembered, for a while.
 */
#include "help.h"

#include "store/asked.h"

/* One act with one entry that asked for `mac`; its last entry. */
static int64_t
one_asked(struct ledger *l, unsigned long act, const char *mac)
{
	struct err err = { 0 };
	char id[33];

	assert_ok(ledger_begin(l, &err), &err);
	assert_ok(ledger_act_begin(l, act_id(id, act), &err), &err);
	assert_ok(append(l, "", "account.noted", "x", &err), &err);
	assert_ok(ledger_asked_put(l, mac, &err), &err);
	assert_ok(ledger_act_end(l, &err), &err);
	assert_ok(ledger_commit(l, &err), &err);
	return ledger_head(l)->seq;
}

static void
asked__what_an_act_asked_for_is_known_after_closing(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	char one[HASH_HEX], other[HASH_HEX];
	int64_t last, bare;
	bool same;

	hash_hex(one, "one", 3);
	hash_hex(other, "other", 5);
	last = one_asked(l, 1, one);
	one_act(l, 2, "", "account.noted", 1);
	bare = ledger_head(l)->seq;
	ledger_close(l);
	l = open_ledger(*state, false);
	assert_int_equal(ledger_asked_is(&same, l, last, one, NULL), ERR_OK);
	assert_true(same);
	assert_int_equal(ledger_asked_is(&same, l, last, other, NULL), ERR_OK);
	assert_false(same);
	/* of an act that left none nothing is known */
	assert_int_equal(ledger_asked_is(&same, l, bare, one, NULL), ERR_OK);
	assert_false(same);
	ledger_close(l);
}

static void
asked__what_acts_asked_for_is_kept_for_the_newest_only(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	char mac[HASH_HEX];
	bool same;

	hash_hex(mac, "one", 3);
	(void)one_asked(l, 1, mac);
	one_act(l, 2, "", "account.noted", ASKED_KEEP);
	/* dropping is done now and then */
	for (unsigned long n = 3; n < 300; n++)
		(void)one_asked(l, n, mac);
	assert_int_equal(ledger_asked_is(&same, l, 1, mac, NULL), ERR_OK);
	assert_false(same);
	assert_int_equal(
		ledger_asked_is(&same, l, ASKED_KEEP + 2, mac, NULL), ERR_OK);
	assert_true(same);
	ledger_close(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		in_folder(asked__what_an_act_asked_for_is_known_after_closing),
		in_folder(
			asked__what_acts_asked_for_is_kept_for_the_newest_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

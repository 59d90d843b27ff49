/* Whose turn in a round waits for others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "station/round_internal.h"

/* Spread over its hour nobody waits; begun at once, or missed, they do. */
static void
round__is_behind_where_more_are_due_than_can_be_out(void **state)
{
	static const struct {
		size_t count, next;
		int64_t each, now; /* a turn each so many ms */
		bool behind;
	} rows[] = {
		{ 1000, 0, 3600, 0, false },
		{ 1000, 7, 3600, 7 * 3600 + 20, false },
		{ 1000, 0, 0, 0, true },
		{ 1000, 996, 0, 20000, true }, /* the last of them too */
		{ 8, 0, 0, 0, false }, /* all of them are out */
		{ 9, 0, 0, 0, true },
		{ 1000, 5, 3600, 600000, true }, /* a night missed */
		{ 1000, 0, 300, 8 * 300, true },
		{ 1000, 0, 300, 100, false },
	};

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		struct turn turns[1000] = { 0 };
		struct station_round r = { .began = 1,
			.turns = turns,
			.count = rows[n].count,
			.next = rows[n].next };

		for (size_t i = 0; i < rows[n].count; i++)
			turns[i].due = (int64_t)i * rows[n].each;
		assert_int_equal(
			round_is_behind(&r, rows[n].now), rows[n].behind);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(
		round__is_behind_where_more_are_due_than_can_be_out) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

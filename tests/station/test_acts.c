/*
 * Acts as the whole station sees them: each is judged or done by the station.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "station/acts.h"

/* An act with neither would be answered with "done" and do nothing. */
static void
act__has_a_judge_or_an_effect(void **state)
{
	(void)state;
	for (int n = 0; n < ACT_COUNT; n++) {
		enum act act = (enum act)n;

		assert_non_null(judge_of(act));
		assert_non_null(effect_of(act));
		if (judge_of(act) == judge_by_station &&
			effect_of(act) == effect_none)
			fail_msg("%s does nothing", act_row(act)->name);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(act__has_a_judge_or_an_effect),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Folded incidents: how long one that was handed out may be held.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/fixed.h"
#include "crier/refusal.h"
#include "station/incident_cache.h"

static void
add_others(struct incident_cache *c, int count)
{
	char id[INCIDENT_ID];

	for (int n = 0; n < count; n++) {
		fixed_format(id, sizeof(id), "2027-%04d", n + 1);
		(void)incident_cache_add(c, id);
	}
}

static void
incident__is_held_while_fewer_others_than_the_cache_has_are_asked_for(
	void **state)
{
	struct ledger *empty = ledger_new_scratch();
	struct incident_cache *c = incident_cache_new(empty);
	struct incident *held, *again = NULL;
	struct err err = { .code = ERR_OK };

	(void)state;
	held = incident_cache_add(c, "2026-0001");
	held->opened = 42;
	add_others(c, INCIDENT_CACHE_MAX - 1);
	assert_int_equal(held->opened, 42);
	assert_int_equal(
		incident_cache_get(&again, c, "2026-0001", &err), ERR_OK);
	assert_ptr_equal(again, held);
	/* asked for, so it is the youngest again; one more than fit and it is
	 * looked for in the ledger, which has it not */
	add_others(c, INCIDENT_CACHE_MAX);
	assert_int_not_equal(
		incident_cache_get(&again, c, "2026-0001", &err), ERR_OK);
	assert_string_equal(err.id, refusal_word(REFUSE_NOT_FOUND));
	incident_cache_free(c);
	ledger_close(empty);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			incident__is_held_while_fewer_others_than_the_cache_has_are_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

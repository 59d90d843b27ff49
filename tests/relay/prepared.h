/*
 * What the engine on the bench says of an arming.
 */
#ifndef CRIER_TESTS_RELAY_PREPARED_H
#define CRIER_TESTS_RELAY_PREPARED_H

#include "tests/relay/station.h"

/* The only prepared report, acknowledged; its rows are the caller's. */
static inline json_t *
rig_prepared(struct rig *r)
{
	json_t *act, *rows;

	rig_pass(r, REPORT_WAIT_MS);
	act = rig_take(r, "relay.prepared");
	assert_non_null(act);
	assert_string_equal(doc_str(act, "digest"), r->digest);
	rows = json_incref(doc_get(act, "results"));
	rig_acknowledge(r, act);
	return rows;
}

#endif

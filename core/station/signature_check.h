/*
 * Verifying what officers signed: every signature in the ledger, against the
 * keys that its officer had at that entry.
 */
#ifndef CRIER_STATION_SIGNATURE_CHECK_H
#define CRIER_STATION_SIGNATURE_CHECK_H

#include <jansson.h>

#include "crier/progress.h"

struct ledger;

/* {ok, count, seq?, problem?}: the first that does not fit, told in the
 * language. New. */
json_t *signature_check_ledger(
	struct ledger *l, const struct progress *progress, enum lang lang);

#endif

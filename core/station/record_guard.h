/*
 * Nothing is armed or fired of an incident of which the record knows more
 * than the ledger finds: a release that a damaged index hides would go out a
 * second time.
 */
#ifndef CRIER_STATION_RECORD_GUARD_H
#define CRIER_STATION_RECORD_GUARD_H

#include "crier/act.h"
#include "station/act_context.h"

/* Of the acts that release; the record may lag, and may be gone. */
enum err_code record_guard_ask(struct station *st, const struct act_context *f,
	enum act act, struct err *err);

#endif

/*
 * What was on its way out when the machine was lost. The copy that a station is
 * rebuilt from may be older than the last words between station and relay, so
 * nothing of it goes on by itself: what was set or armed is so no more, and what
 * was fired and has no end is unknown, to be looked up and never sent again
 * blindly.
 */
#ifndef CRIER_STATION_REBUILT_RELEASES_H
#define CRIER_STATION_REBUILT_RELEASES_H

#include <jansson.h>

#include "base/err.h"
#include "domain/judged.h"
#include "store/ledger.h"

/*
 * Writes the rebuild's own entries and those that say so, in one act. *told: {armed: [message…], unknown:
 * [delivery…]}, which may have gone out and which are not known; a new reference,
 * NULL on failure.
 */
enum err_code rebuilt_releases(json_t **told, struct ledger *l,
	const struct judged *own, struct err *err);

#endif

/*
 * What went online of late, so that a look-up does not take another message's
 * post for the one it looks for.
 */
#ifndef CRIER_STATION_RECEIPTS_H
#define CRIER_STATION_RECEIPTS_H

#include <jansson.h>
#include <stdint.h>

#include "store/ledger.h"

/*
 * The receipts in the entries after `seq`, by account: {ACCOUNT: {ID or
 * ADDRESS: DELIVERY}}; the newest 200 entries of each kind. The caller's.
 */
json_t *receipts_since(struct ledger *ledger, int64_t seq);

#endif

/*
 * Whose are ledger, record and key of a folder? Where they are not all of one
 * station, the one that differs from the other two is the foreign one, and no
 * remedy touches the others.
 */
#ifndef CRIER_STATION_IDENTITY_H
#define CRIER_STATION_IDENTITY_H

#include "base/err.h"
#include "store/ledger.h"

/*
 * Compares the first entry of ledger and record, and keys/station with the
 * key that the ledger names last and with those that the record allows.
 * ERR_CORRUPT names what is foreign. What is not there, or cannot be read, is
 * for others to tell.
 */
enum err_code
identity_check(const char *dir, struct ledger *l, struct err *err);

#endif

/*
 * An officer's own signature of an act: is it there where it must be, is it
 * over what the act says, by a key of this officer, and fresh.
 */
#ifndef CRIER_DOMAIN_OFFICE_SIGNATURE_H
#define CRIER_DOMAIN_OFFICE_SIGNATURE_H

#include <jansson.h>

#include "base/err.h"
#include "domain/library/rules.h"
#include "domain/world.h"
#include "words/statement.h"

/*
 * The signature that an act brings. `said` is what it must be over; officer,
 * station and time are put in here. `key` is what it must be made with, or
 * NULL: any proven key of the officer.
 */
enum err_code signature_check(const struct world *w, const json_t *act,
	const struct statement *said, const struct officer_key *key,
	enum signs need, struct err *err);

/*
 * Into an entry's body: statement, signature, the key's fingerprint and
 * whether a security key says that it was touched. Nothing where the act
 * brings none; it has been checked.
 */
void signature_put(json_t *body, const json_t *act);

/*
 * An entry of the ledger before it is folded into the office: ERR_OK where it
 * brings no signature, or one by a key that was this officer's then, over what
 * the entry says. Else ERR_CORRUPT and what does not fit. *brings: one is
 * there.
 */
enum err_code signature_verify(bool *brings, const struct office *o,
	const struct entry *e, struct err *err);

#endif

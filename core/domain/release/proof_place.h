/*
 * Where a post that somebody made by hand may be seen. An address elsewhere
 * proves nothing of the account.
 */
#ifndef CRIER_DOMAIN_RELEASE_PROOF_PLACE_H
#define CRIER_DOMAIN_RELEASE_PROOF_PLACE_H

#include "base/err.h"
#include "domain/world.h"

/* REFUSE_BAD_URL for what is no plain web address. */
enum err_code proof_check_url(const char *url, struct err *err);

/*
 * The address is on a host of the account's platform, or of the address that
 * the account's own options name; REFUSE_PROOF_PLACE otherwise, naming them.
 * Where neither says a host, and in a drill, any will do; in a demo also this
 * machine.
 */
enum err_code proof_check_place(const struct world *w, const char *account,
	const char *url, struct err *err);

#endif

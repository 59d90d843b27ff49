/*
 * Is an account still what was approved? Where not, either it is left out, a
 * gap that an officer accepts, or the approval does not hold for it any more.
 */
#ifndef CRIER_DOMAIN_RELEASE_ACCOUNT_FIT_H
#define CRIER_DOMAIN_RELEASE_ACCOUNT_FIT_H

#include "domain/incident/incident.h"
#include "domain/office/office.h"
#include "domain/world.h"

enum account_fit {
	ACCOUNT_FITS,
	ACCOUNT_CLOSED, /* a gap */
	ACCOUNT_SUSPENDED, /* the same, and it may come back */
	ACCOUNT_FAILED, /* its platform says so since it was armed: a gap */
	ACCOUNT_NO_QUOTA, /* none was left when it was armed: a gap */
	ACCOUNT_OPTIONS, /* it is pointed elsewhere */
	ACCOUNT_UNCHECKED, /* another credential, not checked since */
	ACCOUNT_OTHER, /* another account on its platform */
	ACCOUNT_FITS_COUNT
};

enum account_fit account_fit(const struct office *o, const struct incident *i,
	const struct message *m, const char *account);

/* What a gap says of it, in the office's language; "" if it fits. */
const char *account_fit_words(const struct office *o, enum account_fit fit);

/* Left out of a release, rather than a reason against it. */
bool account_fit_is_gap(enum account_fit fit);

/* Prepared, and nothing has come between: fire sends it. */
bool release_sends(const struct world *w, const struct delivery *d);

#endif

/*
 * What the parts of a self-check's report are made of. Not for others than
 * this folder.
 */
#ifndef CRIER_DOMAIN_SELFCHECK_SELFCHECK_PARTS_H
#define CRIER_DOMAIN_SELFCHECK_SELFCHECK_PARTS_H

#include "domain/register/register.h"
#include "domain/selfcheck/selfcheck.h"

enum { SELFCHECK_SAY = 400 };

/* The register as it was at the end of the period; borrows `v`. */
struct register_view selfcheck_register(const struct selfcheck_view *v);

/* The end of the period, or now where it is not over. */
int64_t selfcheck_end(const struct selfcheck_view *v);

/* Was the account drawn in the period? */
bool selfcheck_is_sampled(const struct selfcheck *s, const char *account);

/* Each a new reference: see selfcheck_doc. */
json_t *selfcheck_figures(const struct selfcheck_view *v);
json_t *selfcheck_late(const struct selfcheck_view *v);
json_t *selfcheck_accounts(const struct selfcheck_view *v);
json_t *selfcheck_vetoes(const struct selfcheck_view *v, const json_t *figures);

/* The entry that said something of the account's register row last; 0 none. */
int64_t selfcheck_told(const struct selfcheck *s, const char *account);

#endif

/*
 * What the entries of an act use up, added behind them: reserved at arm, spent
 * at sending, given back when it ends without being out, and corrected by what
 * the platform said.
 */
#ifndef CRIER_DOMAIN_QUOTA_QUOTA_FOLLOW_H
#define CRIER_DOMAIN_QUOTA_QUOTA_FOLLOW_H

#include "domain/judged.h"
#include "domain/world.h"

/* `w` must have office and incident, for arm and sending the library too. */
void quota_follow(struct judged *out, const struct world *w);

/* May a delivery of the world's message be tried again? REFUSE_QUOTA_NONE. */
enum err_code
quota_check_retry(const struct world *w, const char *account, struct err *err);

/* The accounts that would use the last one of a day or a month for this
 * message now: [{account, quota, title}]; new. */
json_t *quota_last_ones(const struct world *w, const struct message *m);

/* What its accounts have left: of a message, and of one account. New; NULL
 * where no quota is known. */
json_t *quota_docs(const struct world *w, const struct message *m);
json_t *quota_account_docs(const struct office *o, const struct library *lib,
	const struct account *a, int64_t now);

#endif

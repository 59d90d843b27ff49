/*
 * How well an account is, from what the ledger already knows: when a post was
 * last verified on it, when the relay last logged in, how old its credential is
 * and how long it holds, what it may still send, and whether the register has
 * it in order. From how many days on is said by rules/register.yaml. What was
 * never seen is unknown, and said to be: it makes no account ill.
 */
#ifndef CRIER_DOMAIN_REGISTER_HEALTH_H
#define CRIER_DOMAIN_REGISTER_HEALTH_H

#include "domain/register/register.h"

/* Worst first. */
enum health_grade {
	HEALTH_ILL,
	HEALTH_WARNED,
	HEALTH_UNKNOWN,
	HEALTH_NOTED,
	HEALTH_WELL,
	HEALTH_GRADES
};

/* What the station has looked up of one account. */
struct health_seen {
	int64_t posted; /* when the last post was verified, 0 never here */
	const json_t *quotas; /* as quota_account_docs, or NULL */
};

/*
 * {account, name, owner, lead, state, grade, posted?, login?, reasons:
 * [{grade, what{}, todo{}?}]}, the worst reason first. New reference.
 */
json_t *health_doc(const struct register_view *v, const struct account *a,
	const struct health_seen *seen);

/* The grade of a document; documents in order, worst first. */
enum health_grade health_grade_of(const json_t *doc);
int health_order(const json_t *a, const json_t *b);

#endif

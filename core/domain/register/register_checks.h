/*
 * The checks of rules/register.yaml, one function each. Not for others than
 * register.c.
 */
#ifndef CRIER_DOMAIN_REGISTER_REGISTER_CHECKS_H
#define CRIER_DOMAIN_REGISTER_REGISTER_CHECKS_H

#include "domain/register/register.h"

enum { REGISTER_SAY = 190 }; /* what an argument of a refusal can hold */

struct register_finder {
	const struct register_view *v;
	const struct register_rule *rule;
	const struct account *a;
	char en[REGISTER_SAY], zh[REGISTER_SAY]; /* how it is so */
};

/* True where it is out of order; `en` and `zh` say how. */
typedef bool register_check_fn(struct register_finder *f);
extern register_check_fn *const register_checks[REGISTER_CHECKS];

#endif

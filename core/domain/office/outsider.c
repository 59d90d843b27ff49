/*
 * Contractors and auditors: what they may be. What they may do is the guard's.
 */
#include "domain/office/outsider.h"

bool
officer_is_contractor(const struct officer *f)
{
	return f->employer[0] != '\0';
}

role_set
contractor_roles(const struct rules *rules)
{
	return rules ? rules->contractors : ROLE_BIT(ROLE_DRAFTER);
}

role_set
officer_roles(const struct rules *rules, const struct officer *f)
{
	return officer_is_contractor(f) ? f->roles & contractor_roles(rules)
					: f->roles;
}

bool
officer_answers(const struct officer *f)
{
	return !officer_is_contractor(f) &&
		(f->roles & ~ROLE_BIT(ROLE_AUDITOR)) != 0;
}

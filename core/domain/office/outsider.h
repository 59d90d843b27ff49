/*
 * Whose part in the office is bounded, whatever else it says of them: a
 * contractor drafts and never signs, and whoever is only an auditor reads
 * everything and changes nothing.
 */
#ifndef CRIER_DOMAIN_OFFICE_OUTSIDER_H
#define CRIER_DOMAIN_OFFICE_OUTSIDER_H

#include "domain/library/rules.h"
#include "domain/office/office.h"

/* Employed by another unit than the office's own. */
bool officer_is_contractor(const struct officer *f);

/* The roles that a contractor may have, by the rules in force (NULL: none are
 * there yet). */
role_set contractor_roles(const struct rules *rules);

/* What this officer may be of the roles given to them. */
role_set officer_roles(const struct rules *rules, const struct officer *f);

/* Do they answer for what they do here? Neither contractors do, nor who is
 * nothing but an auditor: they are nobody's second person. */
bool officer_answers(const struct officer *f);

#endif

/*
 * Who walks through the acts, and what each may.
 */
#ifndef CRIER_TESTS_DOMAIN_PEOPLE_H
#define CRIER_TESTS_DOMAIN_PEOPLE_H

#include <stdbool.h>
#include <string.h>

#include "crier/role.h"

struct person {
	const char *id;
	role_set roles;
	bool active;
};

#define HAS(x) ROLE_BIT(ROLE_##x)
#define EVERY_ROLE ((role_set)-1)

static const struct person people[] = {
	{ "dora", HAS(DRAFTER), true },
	{ "dirk",
		HAS(DRAFTER) | HAS(REVIEWER) | HAS(SIGNER) | HAS(HEAD) |
			HAS(RELEASER),
		true },
	{ "rita", HAS(REVIEWER), true },
	{ "lena", HAS(LEGAL) | HAS(SECRECY), true },
	{ "sign", HAS(SIGNER) | HAS(HEAD), true },
	{ "vice", HAS(SIGNER), true }, { "rel1", HAS(RELEASER), true },
	{ "rel2", HAS(RELEASER), true }, { "gone", EVERY_ROLE, false },
	{ "temp", HAS(DRAFTER),
		true }, /* a contractor, whatever the ledger says */
};
enum { PEOPLE = sizeof(people) / sizeof(people[0]) };

static inline const struct person *
person_named(const char *id)
{
	for (size_t n = 0; n < PEOPLE; n++)
		if (strcmp(people[n].id, id) == 0)
			return &people[n];
	return NULL;
}

#endif

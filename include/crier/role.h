/*
 * What an officer may be. Roles are given to officers in the ledger; which
 * role passes which gate is in playbooks/rules/gates.yaml; which role may ask
 * for which act is in the act table.
 */
#ifndef CRIER_ROLE_H
#define CRIER_ROLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/lang.h"

enum role {
	ROLE_DRAFTER,
	ROLE_VERIFIER,
	ROLE_REVIEWER,
	ROLE_SIGNER,
	ROLE_HEAD,
	ROLE_SECRECY,
	ROLE_LEGAL,
	ROLE_RELEASER,
	ROLE_REGISTRAR,
	ROLE_AUDITOR,
	ROLE_ADMIN,
	ROLE_COUNT
};

typedef uint32_t role_set; /* bit 1 << role */
#define ROLE_BIT(r) ((role_set)1 << (r))

/* Those that touch what is said: they write it, pass it, sign it, send it. */
#define ROLES_CONTENT                                                          \
	(ROLE_BIT(ROLE_DRAFTER) | ROLE_BIT(ROLE_VERIFIER) |                    \
		ROLE_BIT(ROLE_REVIEWER) | ROLE_BIT(ROLE_SIGNER) |              \
		ROLE_BIT(ROLE_HEAD) | ROLE_BIT(ROLE_SECRECY) |                 \
		ROLE_BIT(ROLE_LEGAL) | ROLE_BIT(ROLE_RELEASER))

/* Those that one person does not give alone: all but the auditor's, which
 * changes nothing. */
#define ROLES_GIVEN_BY_TWO                                                     \
	(ROLES_CONTENT | ROLE_BIT(ROLE_REGISTRAR) | ROLE_BIT(ROLE_ADMIN))

struct role_row {
	const char *word; /* in acts, files and on the command line */
	struct both title; /* for people */
	struct both does; /* one line: what this role is for */
};

const struct role_row *role_row(enum role role);
bool role_parse(enum role *out, const char *word);

#endif

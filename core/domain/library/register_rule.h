/*
 * Rows of rules/register.yaml: what keeps the register of accounts in order,
 * from when on an account is ill, and by which playbook the public is told of
 * a change. What each check looks at is code (domain/register); whether it is
 * asked, of which platforms, how hard and in which words is the row's.
 */
#ifndef CRIER_DOMAIN_LIBRARY_REGISTER_RULE_H
#define CRIER_DOMAIN_LIBRARY_REGISTER_RULE_H

#include <stddef.h>

#include "base/instant.h"
#include "base/lang.h"

enum register_check {
	REGISTER_SECOND_ACCOUNT, /* of one unit on one platform */
	REGISTER_NAME_DIFFERS, /* from the unit's other accounts */
	REGISTER_NAME_FREE, /* has nothing of the unit or its duty */
	REGISTER_OWNER_PART, /* a section, a person or a contractor owns it */
	REGISTER_OPERATOR_SIGNS, /* its people may do more than draft */
	REGISTER_CERTIFIED_OTHER, /* the certified body is not the owner */
	REGISTER_FEW_ADMINS,
	REGISTER_GONE_OFFICER, /* an administrator or editor is none any more */
	REGISTER_CONTRACT_ENDED,
	REGISTER_NOT_FILED,
	REGISTER_NOT_ANNOUNCED,
	REGISTER_UNKNOWN, /* fields that nobody has filled in */
	REGISTER_CHECKS
};

/* What a finding does at the act that brings it; the list has it anyway. */
enum register_at {
	REGISTER_LISTED,
	REGISTER_REASON,
	REGISTER_REFUSED,
	REGISTER_ATS
};

/* Of which platforms, in which province and on which days a row holds. */
struct register_scope {
	const char *id; /* "R-01" */
	const char *region; /* "" for everywhere, else that province's own */
	struct validity valid;
	const char *const *platforms; /* none: of all */
	size_t platform_count;
};

struct register_rule {
	struct register_scope scope;
	enum register_check check;
	enum register_at at;
	struct both title, todo; /* what is wrong, and what to do */
	int number; /* administrators, days; by the check */
	const char *const *words; /* by the check */
	size_t word_count;
	const char *citation;
};

enum health_check {
	HEALTH_SILENT, /* days since the last post that was verified */
	HEALTH_LOGIN, /* days since the relay logged in */
	HEALTH_CREDENTIAL_AGE,
	HEALTH_CREDENTIAL_ENDS, /* days that are left of it */
	HEALTH_CHECKS
};

/* Days from which on an account is noted, warned of, ill; 0 never. */
struct health_rule {
	struct register_scope scope;
	enum health_check check;
	int note, warn, ill;
	struct both todo;
	const char *citation;
};

/* When the nightly round begins, minutes from midnight, and over how many it is
 * spread; 0: there is none. */
struct round_rule {
	int begins, minutes;
};

const char *register_check_word(int i); /* "second-account" */
const char *register_at_word(int i); /* "refused" */
const char *health_check_word(int i); /* "silent" */

struct rules;

/* Is this row about the platform, of the province in force and of this day? */
bool register_rule_holds(const struct rules *r,
	const struct register_rule *rule, const char *platform, int64_t now);
bool health_rule_holds(const struct rules *r, const struct health_rule *rule,
	const char *platform, int64_t now);

/* Is the public told of a change of an account on this platform? */
bool register_announces(const struct rules *r, const char *platform);

#endif

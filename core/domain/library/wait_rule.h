/*
 * How long something that only a person can do may take, whose it is, and what
 * is done instead when it was not done: `waits` of a row of platforms.yaml, and
 * of a playbook, which goes before it.
 */
#ifndef CRIER_DOMAIN_LIBRARY_WAIT_RULE_H
#define CRIER_DOMAIN_LIBRARY_WAIT_RULE_H

#include <stddef.h>

#include "base/lang.h"
#include "crier/role.h"

struct yaml;
struct yaml_reader;

enum wait_for {
	WAIT_HAND, /* a text to be posted by hand */
	WAIT_CONFIRM, /* the platform asks the account's administrator */
	WAIT_TOKEN, /* a credential that no machine can renew */
	WAIT_FORS
};

struct wait_rule {
	enum wait_for what;
	const char *platform; /* of a playbook: its row or kind, "" any */
	int minutes;
	enum role role; /* who is rung */
	struct both whom; /* who does it, where that is no role; may be "" */
	struct both then; /* what is done instead when the time is over */
	const char **when; /* options of the account, "send=push": all hold */
	size_t when_count;
};

const char *wait_for_word(int what); /* "hand" */

/* The rows under `waits` of a node; NULL if there are none. */
const struct wait_rule *
wait_rules_read(size_t *count, struct yaml_reader *r, const struct yaml *node);

#endif

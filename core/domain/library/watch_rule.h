/*
 * Rows of rules/register.yaml on posts that other tools have made: by which
 * rules of lint.yaml the rounds look at them. How a text is searched is the
 * rule's; only which of them raise an alarm stands here.
 */
#ifndef CRIER_DOMAIN_LIBRARY_WATCH_RULE_H
#define CRIER_DOMAIN_LIBRARY_WATCH_RULE_H

#include "domain/library/register_rule.h"

struct watch_rule {
	struct register_scope scope;
	const char *const *rules; /* of lint.yaml: "L-22" */
	size_t rule_count;
	const char *citation;
};

/* Do the rows in force at `now` name this rule of lint.yaml? */
bool watch_names(const struct rules *r, const char *rule, int64_t now);

#endif

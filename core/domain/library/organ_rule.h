/*
 * Rows of rules/organs.yaml and of `topics` in rules/tiers.yaml: what a text
 * is about, and whose agreement it may need.
 */
#ifndef CRIER_DOMAIN_LIBRARY_ORGAN_RULE_H
#define CRIER_DOMAIN_LIBRARY_ORGAN_RULE_H

#include <stddef.h>

#include "base/lang.h"

/* What a text is about, where that asks for more than kind and level do. */
struct topic {
	const char *id; /* "sensitive" */
	struct both title;
};
enum { TOPICS_MAX = 31 };

/* Another unit, whose agreement may be needed (会签). */
struct organ {
	const char *id;
	struct both title;
	const char *const *names; /* how texts call it, both languages */
	size_t name_count;
	const char *phone; /* its duty desk, digits; "" not known */
	const char *citation;
};

#endif

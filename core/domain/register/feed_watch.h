/*
 * Words that another tool has put on one of our accounts, looked at by the
 * rules: leaks, and the rows of rules/register.yaml under `watch`, which name
 * rules of lint.yaml. Nothing is searched here that a message would not be
 * searched for.
 */
#ifndef CRIER_DOMAIN_REGISTER_FEED_WATCH_H
#define CRIER_DOMAIN_REGISTER_FEED_WATCH_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "domain/world.h"

/* What was found: the rule, and of what is no leak what it says. */
struct watch_found {
	char rule[40]; /* "L-22" */
	json_t *said; /* {zh, en}; NULL of a leak */
	char incident[INCIDENT_ID]; /* whose line or figure it is, "" of none */
};

/*
 * The first that is found, leaks before the rest; false: nothing. `w` is the
 * station with the library in force, `open` are worlds of incidents. Release
 * with watch_found_release, whatever it says.
 */
bool feed_watch(struct watch_found *out, const struct world *w,
	const struct world *open, size_t open_count, const char *words);
void watch_found_release(struct watch_found *f);

#endif

/*
 * What waits for a person in an incident, and for whom: one answer for every
 * screen and command. Who is named is who could do it now: the guards are
 * asked, so nobody is sent to what they would be refused.
 */
#ifndef CRIER_DOMAIN_WAITS_WAITS_H
#define CRIER_DOMAIN_WAITS_WAITS_H

#include <jansson.h>

#include "domain/world.h"

/*
 * Appends a row for each thing that waits: {what, act, incident, mode, title,
 * due, officers[{id,name,phone}]} and, where there is one, {message, kind,
 * state, claim, topic, organ, rule, why, gate, by, count, roles, suspended,
 * supplement, overdue, whom, then}. An act "" means that nobody can do anything: it is being
 * prepared or delivered. Who asks makes no difference.
 */
void waits_put(json_t *list, const struct world *w);

/* The same for what waits in the office itself: {what: officer | library, act,
 * mode, digest, by, by_name, officers, …}. */
void waits_put_office(json_t *list, const struct world *w);

/* The same for invitations and orders of other units: {what: joint | order, act,
 * joint, name, mode, title, due, officers, …}; name is who sent it, `offer` an
 * order of who does not lead the joint incident, `unread` one that no officer has
 * read. And for each order of ours that is not taken by all: {what: ring, act,
 * message, partner, name, phone, state, count, …}: whom to ring first, how it
 * stands there, and how many there are. `overdue` is how often the bell rang. */
void waits_put_joints(json_t *list, const struct world *w);

/* The rows as one officer sees them, each with `mine`: drafts of others are
 * left out. NULL is nobody. New reference. */
json_t *waits_for(const json_t *list, const char *officer);

/*
 * The first `limit` of them, as a console lists them: what is `mine`, of it
 * first what is real and late at `now`, then what waits for others. `waiting`
 * gets the counts of all: `rows`, `mine`, of these `late`, of the rest `others_late`,
 * and `overdue`. New reference.
 */
json_t *waits_first(json_t *waiting, const json_t *list, const char *officer,
	int64_t now, size_t limit);

/* What is real first; in it orders that nobody has read, corrections and withdrawals of what is out, what
 * was returned, and the rest, each by its deadline. */
void waits_sort(json_t *list);

/* How many rows are `mine`. */
int waits_mine(const json_t *list);

#endif

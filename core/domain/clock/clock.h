/*
 * The clocks of an incident: deadlines of the law and promises of the last
 * bulletin. They are fixed when the incident is opened or a bulletin is
 * submitted (so a replay needs no rules), run from the earliest known of
 * occurred, reported and found, and stop only when the lead account's
 * delivery is online, never on approval. Sources: the citation in each row.
 */
#ifndef CRIER_DOMAIN_CLOCK_CLOCK_H
#define CRIER_DOMAIN_CLOCK_CLOCK_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/lang.h"
#include "crier/message.h"

struct incident;
struct message;

struct clock {
	json_t *row; /* {rule,title{en,zh},citation,stops,
			  internal,by_hand,due,wait} */
	int64_t due; /* UTC milliseconds */
	int64_t stopped; /* when, 0 while running */
	bool missed; /* an incident.missed entry names it */
	bool done; /* ended by hand: an incident.done entry names it */
	bool ended; /* by the last notice or with the incident, unanswered */
	bool first_out; /* ended by a release: its first account, or the lead,
			   was online; others may still wait */
};

/*
 * Adds running clocks from an array of rows: `due` is an instant, `after`
 * milliseconds from `time`; `stops` names the kinds of message that answer.
 */
void clock_start(struct incident *i, const json_t *rows, int64_t time);

/* A row for it that no release stops, due at an instant; new reference. */
json_t *clock_row_due(const char *rule, const struct both *title,
	const char *citation, int64_t due);

/* The public was first seen to have m at `time`; once for each message. */
void clock_published(struct incident *i, const struct message *m, int64_t time);

/* Stops the running clocks of this rule. */
void clock_stop(struct incident *i, const char *rule, int64_t time);

/*
 * Something was learned: running clocks of these rows' rules come nearer if
 * the row is due before them, never later; rules that the incident had not
 * yet start.
 */
void clock_learn(struct incident *i, const json_t *rows, int64_t time);

void clock_stop_all(struct incident *i, int64_t time);
void clock_miss(struct incident *i, const char *rule, int64_t due);

/* A report inside the government: shown apart, never the nearest. */
bool clock_is_internal(const struct clock *c);

/* No release ends it: an officer says that it was done. */
bool clock_is_by_hand(const struct clock *c);

/* Of a delivery that waits for a person (release/delivery_wait.h): the message
 * shows it, the incident only once it is missed. */
bool clock_is_wait(const struct clock *c);

/* The running clock of a rule that is ended by hand; NULL if none is. */
struct clock *clock_by_hand(const struct incident *i, const char *rule);

/*
 * The running public clock that is due first, missed ones included; or NULL.
 * None of a delivery: people ask what is due to the public.
 */
const struct clock *clock_next(const struct incident *i);

/* Of what the public was not promised the running clock that is due first: of
 * reports inside the government, and of deliveries that wait for a person and
 * have not missed their time; or NULL. */
const struct clock *clock_report(const struct incident *i);
const struct clock *clock_awaited(const struct incident *i);

/* As clock_next, without those that an entry names as missed, and with those
 * of deliveries: what to watch for. */
const struct clock *clock_watched(const struct incident *i);

/* That clock, if it is past due at `now`. */
const struct clock *clock_overdue(const struct incident *i, int64_t now);

/* For people: {rule, title, due, state, …}; new reference. */
json_t *clock_doc(const struct clock *c, int64_t now);

void clock_release(struct incident *i);

#endif

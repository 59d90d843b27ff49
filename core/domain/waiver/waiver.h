/*
 * What officers say about a finding so that a text may go on all the same: a
 * reason (for rules of that severity), or a suspension of the rule for this
 * one message by two named persons, which is how a block that is plainly
 * wrong does not silence an office at night. A leak rule is never suspended.
 *
 * A reason stands for the revision it was given for; a suspension for the
 * message. What submit found, with both, is fixed in its entry: reviewers
 * accept that, and nobody accepts a reason of their own.
 */
#ifndef CRIER_DOMAIN_WAIVER_WAIVER_H
#define CRIER_DOMAIN_WAIVER_WAIVER_H

#include <jansson.h>
#include <stdbool.h>

#include "domain/review/review_findings.h"
#include "domain/world.h"

/* The last reason for a rule; borrowed, NULL none. */
const struct reason *waiver_reason(const struct message *m, const char *rule);

/* The last that was said about suspending it. Borrowed, NULL none. */
const struct suspension *
waiver_suspension(const struct message *m, const char *rule);
bool waiver_is_suspended(const struct message *m, const char *rule);

/* How many rules are suspended; the last of them, NULL none. Borrowed. */
size_t waiver_count(const char **last, const struct message *m);

/* All reasons: [{rule, reason, by, time}]; new reference. */
json_t *waiver_reasons_doc(const struct message *m);

/* All that was said about suspending: [{rule, reason, by, time, second?}];
 * `second` confirmed it. New reference. */
json_t *waiver_suspensions_doc(const struct message *m);

/*
 * What submit found, a row for each rule, worst first: [{rule, severity, gate,
 * count, what{}, reason?, by?, suspended_by?[2], why?}]. New reference.
 */
json_t *waiver_found(const struct review_findings *e, const struct message *m);

/* The documents of review_findings_doc with what was said: suspended, reason … */
void waiver_mark(json_t *findings, const struct message *m);

/*
 * The gate whose reviewer is asked about a finding of submit: its own, or, if
 * the message's tier has it not, the authority to publish.
 */
enum gate waiver_gate(const struct message *m, const json_t *found);

/* Rules that passing this gate accepts, by id; new reference. */
json_t *waiver_accepted(const struct message *m, enum gate gate);

/* The table's row that an act names, if it may be explained or suspended. */
const struct lint_rule *
waiver_rule(const struct world *w, const json_t *act, struct err *err);

#endif

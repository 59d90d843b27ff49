/*
 * Texts made ready before they are needed. Opening an incident prepares its
 * holding statement, correction and withdrawal from what the playbook says
 * until somebody knows more; an officer may say it better. They are no
 * messages: they stand in no list, start no clock and take no number. The
 * message that is begun from one of them is.
 */
#ifndef CRIER_DOMAIN_MESSAGE_MESSAGE_PREPARED_H
#define CRIER_DOMAIN_MESSAGE_MESSAGE_PREPARED_H

#include <jansson.h>

#include "domain/judge.h"

/* One entry incident.prepared for each of the three, after incident.opened. */
void prepared_at_opening(
	struct judged *out, const struct world *w, const json_t *opened);

/* How they read now: [{kind, lang, slots, title, text, missing}]; new. */
json_t *prepared_docs(const struct world *w);

/*
 * The slots that a message of this kind would begin with now: what officers
 * have prepared, else the playbook's words, else (what is still missing) the
 * same slot of the message it concerns, which may be NULL. New reference.
 */
json_t *prepared_slots(const struct world *w, enum message_kind kind,
	enum lang lang, const struct message *of);

/*
 * The account can still speak, and a correction or withdrawal must reach it:
 * it shows the text or may show it, or somebody has the text in hand. What is
 * still to be posted there a withdrawal ends; a correction takes its place.
 */
bool prepared_is_carrier(const struct world *w, const struct delivery *d,
	enum message_kind kind);

/* All of them: ids; new reference. */
json_t *prepared_carriers(
	const struct world *w, const struct message *m, enum message_kind kind);

/*
 * May this message be armed in earnest? Only if its withdrawal could be
 * submitted at once for exactly its accounts: REFUSE_NO_WITHDRAWAL says what
 * it lacks. Drills and withdrawals themselves need none.
 */
enum err_code prepared_check_withdrawal(const struct world *w, struct err *err);

#endif

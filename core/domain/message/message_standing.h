/*
 * What a message is, for people. Its state says which acts are possible; what
 * became of it is said by its accounts and by what followed: "withdrawn by
 * 2026-0123/6; 1 of 7 published". Every list, screen, answer and replay shows
 * these words and works out none of its own.
 *
 * The words stand in the message's row as well: other words for the same raise
 * MESSAGE_SHAPE (rows.h).
 */
#ifndef CRIER_DOMAIN_MESSAGE_MESSAGE_STANDING_H
#define CRIER_DOMAIN_MESSAGE_MESSAGE_STANDING_H

#include <jansson.h>

#include "domain/incident/incident.h"
#include "domain/office/office.h"

/*
 * {is, short, long, …}: `is` a word for programs, the others {en, zh}: one of
 * at most 18 columns for lists, one in full with who and why. Beside them how
 * many accounts there are of what ("total", "online", "verified", "by_hand",
 * "unknown", "failed", "halted", "cancelled", "skipped", where not 0), which
 * accounts need a look ("unknown_at", "failed_at"), "follower" and "reason".
 * With the office, people are called by name, and "stop" is who has a text in
 * hand that is not to go out: [{delivery, account, officer, name, phone}].
 * New reference.
 */
json_t *message_standing_doc(const struct incident *i, const struct message *m,
	const struct office *o);

/* Stopped after it was fired; a halt before was the end of that arming. */
bool message_is_halted(const struct message *m);

#endif

/*
 * What a correction or a withdrawal does to the message before it: it ends
 * what was still to be published of the old text.
 */
#ifndef CRIER_DOMAIN_MESSAGE_MESSAGE_FOLLOW_H
#define CRIER_DOMAIN_MESSAGE_MESSAGE_FOLLOW_H

#include "domain/incident/incident.h"
#include "domain/judged.h"

/*
 * The correction or withdrawal of the message that was fired; a withdrawal
 * before every correction, else the newest. NULL if there is none.
 */
const struct message *
message_follower(const struct incident *i, const struct message *m);

/* One that is submitted and not fired: from then on nobody is handed the old
 * text any more. NULL if there is none. */
const struct message *
message_follower_coming(const struct incident *i, const struct message *m);

/* Not sent, and by itself it still would be; or a person was asked to. */
bool delivery_is_pending(const struct delivery *d);

/*
 * What is pending of the message is not to go out: one entry for up to 200
 * deliveries. By hand, a text that somebody took may stand there already: it
 * is unknown until a person has looked, or after a halt the officer's who has
 * it. `by` is the message that takes its place, NULL after a halt.
 */
void message_end_pending(
	struct judged *out, const struct message *m, const struct message *by);

#endif

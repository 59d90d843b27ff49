/*
 * One delivery: a message to one account.
 */
#ifndef CRIER_DOMAIN_RELEASE_DELIVERY_H
#define CRIER_DOMAIN_RELEASE_DELIVERY_H

#include "domain/incident/incident.h"

/* The kind of account whose text is listened to before it is played. */
#define KIND_OF_BROADCAST "broadcast"

/* "2026-0123/3:account". */
void delivery_id(
	char out[DELIVERY_ID], const struct message *m, const char *account);

/* Borrowed; NULL if there is none. */
struct delivery *message_delivery(const struct message *m, const char *account);

/* Splits "2026-0123/3:account"; false if it is not of that shape. The
 * outputs may be NULL. */
bool delivery_id_split(char incident[INCIDENT_ID], char message[MESSAGE_ID],
	char account[ACCOUNT_ID], const char *id);

/* A person ends it: nothing a machine does puts it before the public. */
bool delivery_by_hand(const struct delivery *d);

/* Has the officer taken its text in hand, to post it manually? */
bool delivery_is_taker(const struct delivery *d, const char *officer);

/*
 * When the public was first seen to have it: on the account that leads, or on
 * any where none does. UTC ms, 0 not yet.
 */
int64_t message_out_at(const struct message *m);

/* Of what was fired: no account has it, and none will get it by itself. */
bool message_reached_nobody(const struct message *m);

/* When the first and the last delivery went out; -1 if fewer than two. */
int64_t message_skew(const struct message *m);

/* The document of its projection row; new reference. */
json_t *delivery_doc(const struct incident *i, const struct message *m,
	const struct delivery *d);

/* The rows of deliveries that this entry changes. */
void delivery_rows(struct rows *out, const struct incident *i,
	const struct message *m, const struct entry *e);

#endif

/*
 * What a document is about: an act, a question or the body of an entry names
 * its incident, message, delivery, claim, officer, account or partner by an id under a
 * key of that name. Nothing else knows under which keys.
 */
#ifndef CRIER_SUBJECT_H
#define CRIER_SUBJECT_H

#include <jansson.h>
#include <stdbool.h>

#include "crier/id.h"

/* The id of its message, or of its delivery, which begins with the message's;
 * "" if there is none. Borrowed. */
const char *subject_message(const json_t *doc);

/* Its incident, by whatever id it has; false if there is none. */
bool subject_incident(char out[INCIDENT_ID], const json_t *doc);

/* The id of what a body is about: claim, delivery, message; else `incident`
 * if it is not ""; else officer, account; "" if none. Borrowed. */
const char *subject_id(const json_t *body, const char *incident);

/* Splits "2026-0123/3:account"; false if it is not of that shape. Without
 * `account` the id may be a message's or a claim's. The outputs may be NULL. */
bool delivery_id_split(char incident[INCIDENT_ID], char message[MESSAGE_ID],
	char account[ACCOUNT_ID], const char *id);

#endif

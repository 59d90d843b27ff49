/*
 * Questions about one message of an incident.
 */
#ifndef CRIER_DOMAIN_MESSAGE_MESSAGE_H
#define CRIER_DOMAIN_MESSAGE_MESSAGE_H

#include "crier/act.h"
#include "domain/incident/incident.h"

/* Borrowed; NULL if there is none. The id may be a delivery's. */
struct message *incident_message(const struct incident *i, const char *id);

bool message_is_author(const struct message *m, const char *officer);
bool message_is_only_author(const struct message *m, const char *officer);

/*
 * Who may do this act of the first key: of another unit's order who took it has
 * turned that key, and takes it back.
 */
role_set message_first_key(const struct message *m, enum act act);

/* What has to happen next: a word for lists ("first", "arm" …). */
const char *message_waits(const struct message *m);

/* The document of its projection row; new reference. */
json_t *message_doc(const struct incident *i, const struct message *m);

#endif

/*
 * Refusing the id of a message, claim or delivery that there is none of: it
 * names those of the incident, the newest first.
 */
#ifndef CRIER_DOMAIN_INCIDENT_NONE_H
#define CRIER_DOMAIN_INCIDENT_NONE_H

#include "domain/incident/incident.h"

/* `key` is the field in which the id stood; without an incident none is
 * named. */
enum err_code incident_no_message(struct err *err, const char *key,
	const struct incident *i, const char *id);
enum err_code
incident_no_claim(struct err *err, const struct incident *i, const char *id);

/* The same of a message, which may be NULL. */
enum err_code
message_no_delivery(struct err *err, const struct message *m, const char *id);

#endif

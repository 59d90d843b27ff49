/*
 * What a judge yields: the entries that an act becomes, in order.
 */
#ifndef CRIER_DOMAIN_JUDGED_H
#define CRIER_DOMAIN_JUDGED_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "crier/id.h"

struct message;

/* Entries on their way to the ledger: kind and body; the rest is stamped. */
struct judged {
	struct judged_item {
		const char *kind;
		json_t *body;
	} * items;
	size_t count;
	char incident[INCIDENT_ID]; /* "" outside incidents */
	bool drill;
};

void judged_init(struct judged *j);
void judged_release(struct judged *j);
void judged_add(struct judged *j, const char *kind, json_t *body);

/* A body that names the message; new reference. */
json_t *body_of(const struct message *m);

/* A body with those of an act's fields that are given; NULL ends the names. */
json_t *body_copied(const json_t *act, const char *const *names);

#endif

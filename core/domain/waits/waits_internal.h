/*
 * What the files of this folder share: one thing that waits.
 */
#ifndef CRIER_DOMAIN_WAITS_WAITS_INTERNAL_H
#define CRIER_DOMAIN_WAITS_WAITS_INTERNAL_H

#include "crier/act.h"
#include "domain/second.h"
#include "domain/waits/waits.h"

struct wait {
	const char *what;
	enum act act; /* that ends the waiting */
	const json_t *docs; /* documents it could have; NULL: any */
	role_set roles; /* who is called first; 0 and no names: who may */
	const json_t *names; /* likewise, by id */
	role_set show; /* roles to name where nobody is there */
	const struct second *second; /* who proposed it does not confirm it */
	const char *other; /* nor this officer, by id */
	int64_t due; /* 0: the incident's next deadline */
	bool idle; /* nobody can do anything about it */
};

/* Appends its row and returns it, borrowed. */
json_t *wait_put(json_t *list, const struct world *w, const struct wait *x);

/* Into a row: who proposed or returned it, id and name. */
void wait_put_by(json_t *row, const struct world *w, const char *officer);

/* Whatever waits in the world's message. */
void waits_put_message(json_t *list, const struct world *w);

#endif

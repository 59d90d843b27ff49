/*
 * Can the officers on duty see a text through a tier? A draft needs an author
 * who signs nothing of it at the end, each gate somebody who may pass it,
 * nobody two stages, the last stage one person who may pass all of it, and a
 * release in earnest two persons, neither of them the only author. Pure; the
 * answer is exact: if anybody can be placed so that all is done, it says how.
 */
#ifndef CRIER_DOMAIN_OFFICE_ROSTER_H
#define CRIER_DOMAIN_OFFICE_ROSTER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "domain/world.h"

enum { ROSTER_NEEDS = 1 + GATE_COUNT + 2 };

/* One thing that somebody has to do. */
struct roster_need {
	enum { NEED_DRAFT, NEED_GATE, NEED_RELEASE } what;
	enum stage stage; /* of a gate */
	enum gate gate;
	role_set roles; /* any of these */
	const struct officer *by; /* NULL: nobody is left who may */
};

struct roster {
	struct roster_need needs[ROSTER_NEEDS];
	size_t count;
	size_t missing; /* needs that nobody meets */
};

/* The fewest needs stay open; whom it names is only one way of many. */
void roster_check(struct roster *out, const struct office *o,
	const struct rules *r, const struct tier *tier, bool drill);

/*
 * For every tier that messages of this incident can have: {satisfied, tiers:
 * [{tier, title, kinds[], satisfied, needs: [{need, stage, gate, roles[], by,
 * name}], missing: [{need, gate, stage, roles[], phones: [{name, phone, title?}]}]}]}.
 * Phones are those of officers with the role who are off duty, else of the
 * contacts that are given for the role. New reference.
 */
json_t *roster_doc(const struct world *w);

#endif

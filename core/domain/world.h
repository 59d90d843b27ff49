/*
 * All that a rule may look at: who acts, when, on what state, under which
 * playbook. Nothing else exists for the domain, so the same act in the same
 * world always gets the same judgment.
 */
#ifndef CRIER_DOMAIN_WORLD_H
#define CRIER_DOMAIN_WORLD_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/incident/incident.h"
#include "domain/office/office.h"
#include "domain/library/playbook.h"

struct claim_index; /* claim_index.h */
struct joint_book; /* joint/joint.h */
struct guard_row; /* guards.h */

struct world {
	const struct office *office;
	const struct incident *incident; /* NULL where the act names none */
	const struct message *message; /* likewise; of that incident */
	const struct claim *claim; /* likewise; of that incident */
	const struct claim_index *claims; /* of all; NULL: none is known */
	const struct joint_book *joints; /* of all; NULL: none is known */
	const struct library *library; /* pinned by the incident, else the
					    one in force; NULL if unreadable */
	const struct officer *officer; /* NULL: the relay or the station */
	const json_t *login; /* the officer's (office/login.h), NULL unknown */
	const json_t *card; /* what the card of the act says; NULL none */
	int64_t now; /* UTC milliseconds */
	const char *head; /* hash of the ledger's last entry; NULL unknown */
	bool relay_up; /* a relay of the incident's mode is connected */
	bool relay_holds; /* and holds every prepared job of the message */
	const struct mirror_lies *mirrors; /* in force: what lies there */
	size_t mirror_count;
	bool clock_sure; /* of the machine: kept in time, and known to be */
	bool by_itself; /* the station acts, at the time that two have set */
	const struct guard_row *unguarded; /* the row of guards.h left out; a
			station leaves out none, only the test of the rows does */
};

/* The playbook of the incident; NULL if the library is not there. */
const struct playbook *world_playbook(const struct world *w);

/* The row of tiers.yaml for a message of this kind in the incident; the
 * library and its playbook must be there. */
struct tier_row world_tier(const struct world *w, enum message_kind kind);

/* Who may pass this gate of the message: its tier's roles, else gates.yaml's;
 * lib may be NULL: nobody. */
role_set message_gate_roles(
	const struct library *lib, const struct message *m, enum gate gate);

#endif

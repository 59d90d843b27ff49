/*
 * The fields of struct relay_link, shared by the files that fill it.
 */
#ifndef CRIER_STATION_RELAY_LINK_INTERNAL_H
#define CRIER_STATION_RELAY_LINK_INTERNAL_H

#include "station/program.h"
#include "station/relay_link.h"

/* Deliveries reported as prepared in this relay's session. */
struct hold {
	char message[MESSAGE_ID];
	int release;
	size_t count;
};

struct relay_link {
	struct station *st;
	bool drill;
	struct peer *peer;
	struct peer *fresh; /* said hello, not yet given its jobs */
	struct program own; /* a relay that we started */
	struct hold *holds;
	size_t hold_count;
};

/* From now on prepared deliveries of this release are counted. */
void relay_link_hold(struct relay_link *d, const struct message *m);

#endif

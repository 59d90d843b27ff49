/*
 * What the station writes by itself about orders and could not: said to
 * officers once for each partner and reason, and tried again after a pause that
 * grows.
 */
#ifndef CRIER_STATION_LETTERS_TROUBLE_H
#define CRIER_STATION_LETTERS_TROUBLE_H

#include "domain/joint/joint.h"
#include "station/station.h"

struct letters_trouble {
	char order[HASH_HEX];
	char partner
		[WORD_ID]; /* who is to be told; "" it is an entry of ours */
	struct err why; /* the last time */
	int64_t since; /* UTC ms of the first time */
	int64_t next; /* boot ms, when to try again */
	int times;
};

/* When to try again about this order, boot ms; 0 nothing stands against it. */
int64_t
letters_trouble_next(const struct station *st, const struct joint_order *o);

void letters_trouble_add(
	struct station *st, const struct joint_order *o, const struct err *why);
/* It was written, or is not to be any more. */
void letters_trouble_end(struct station *st, const struct joint_order *o);

/* Rows {what: letter, partner, name, order, time, fault} for office_told. */
void letters_trouble_put(json_t *list, const struct station *st);

#endif

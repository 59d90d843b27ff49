/*
 * What the station writes by itself about orders and joint
 * incidents and could not: said to
 * officers once for each partner and reason, and tried again after a pause that
 * grows.
 */
#ifndef CRIER_STATION_LETTERS_TROUBLE_H
#define CRIER_STATION_LETTERS_TROUBLE_H

#include "base/err.h"
#include "base/hash.h"
#include "crier/id.h"
#include "station/station.h"

struct letters_trouble {
	char about[HASH_HEX]; /* an order, or (`joint`) a joint incident */
	bool joint; /* who is in it is to be told what we say */
	char partner
		[WORD_ID]; /* who is to be told; "" it is an entry of ours */
	struct err why; /* the last time */
	int64_t since; /* UTC ms of the first time */
	int64_t next; /* boot ms, when to try again */
	int times;
};

/* When to try again about this order or joint incident, boot ms; 0 nothing
 * stands against it. */
int64_t letters_trouble_next(const struct station *st, const char *about);

/* Of a joint incident the partner is NULL. */
void letters_trouble_add(struct station *st, const char *about,
	const char *partner, const struct err *why);
/* It was written, or is not to be any more. */
void letters_trouble_end(struct station *st, const char *about);

/* Rows {what: letter, partner, name, order or joint, time, fault} for office_told. */
void letters_trouble_put(json_t *list, const struct station *st);

#endif

/*
 * The fields of struct courier_link, shared by the files that fill it.
 */
#ifndef CRIER_STATION_COURIER_LINK_INTERNAL_H
#define CRIER_STATION_COURIER_LINK_INTERNAL_H

#include "base/sshsig.h"
#include "station/courier_link.h"
#include "station/program.h"

enum {
	COURIER_FAULT = 24,
	COURIER_DETAIL = 200,
	COURIER_MARKS = 8,
	COURIER_ADDRESS = 401
};

/* Where the letters of one of our volumes go on that the host has not yet. */
struct courier_mark {
	bool drill;
	int64_t vol, last; /* the last one that the host has */
	int64_t entry; /* that letter's entry */
	int64_t there; /* the last one that the host has, ours or lost */
};

struct courier_link {
	struct station *st;
	struct peer *peer;
	struct program own; /* a courier that we started */
	char key[SSHSIG_LINE]; /* its key to the host, as it said */
	char address[COURIER_ADDRESS]; /* where its last plan sent it */
	int64_t told; /* UTC ms of the last round that it told of, 0 none */
	int64_t heard; /* of the last one that was well */
	char fault[COURIER_FAULT], detail[COURIER_DETAIL]; /* of the host */
	json_t *branches; /* [{branch, partner, fault, detail}] */
	json_t *letters; /* by branch: the refusal of one that did not move it */
	struct courier_mark marks[COURIER_MARKS];
	size_t mark_next;
};

/* Our own exchange, "" none, or one that a demo may not reach. */
const char *courier_address(const struct station *st);

/* Seconds between two rounds. */
int courier_every(const struct station *st);

/* The volumes of ours that are looked after on the host, oldest first. */
enum { COURIER_VOLUMES = 3 };

/* Answers to the courier's questions. */
typedef enum err_code courier_ask_fn(json_t **out, struct station *st,
	struct peer *peer, const json_t *doc, struct err *err);
courier_ask_fn courier_plan, courier_letter, courier_host, courier_told;

#endif

/*
 * A round: what the station wants carried, what the host has of it, what
 * partners have laid there; then what was seen is told. Nothing here reads
 * what came from the host: that is done in task children, and what they say is
 * handed on.
 */
#ifndef CRIER_COURIER_ROUND_H
#define CRIER_COURIER_ROUND_H

#include "courier/host.h"
#include "courier/post.h"

/* What is known of one branch of the host, as long as the courier runs. */
struct branch {
	char name[HOST_BRANCH];
	char id[HOST_BRANCH];
	bool drill, own;
	int64_t vol;
	char host[HOST_COMMIT]; /* as the host says it now; "" not there */
	char read[HOST_COMMIT]; /* the commit that was read last */
	int64_t last; /* the last letter that was ever seen on it */
	int64_t tried; /* what the station wanted when it was read last */
	json_t *missing; /* of our own: places where nothing lies */
	char fault[24], detail[200]; /* "" none */
};

struct courier {
	const char *dir; /* its own folder */
	char *key, *copy; /* paths in it */
	struct post post;
	struct host host;
	struct branch *branches;
	size_t branch_count;
	int pushed; /* since our copy was made */
	int every; /* seconds between two rounds, 0: as the station says */
	char fault[24], detail[200]; /* of the host, in this round; "" none */
};

void courier_init(struct courier *c, const char *dir);
void courier_release(struct courier *c);

/* Away with what a child that was killed left of a pack in our copy: up to
 * TASK_FILE a round, for ever. */
void courier_sweep(const struct courier *c);

/* The branch of this name, made where it is not known; NULL: bad form. */
struct branch *courier_branch(struct courier *c, const char *name);

/* One round; ms until the next one, if nothing happens before. */
int courier_round(struct courier *c);

/* Steps of it (round_steps.c). False: nothing more with this host now. */
bool courier_look(struct courier *c, const json_t *plan);
bool courier_push_own(struct courier *c, struct branch *b, const char *id);
bool courier_bring(struct courier *c, struct branch *b, int64_t taken);

/* What ended a task early, as a fault of the branch, or of the host. */
void courier_note(
	char fault[24], char detail[200], const char *word, const char *more);

#endif

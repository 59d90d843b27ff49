/*
 * The exchange's host and our copy of it, as libgit2 has them. All of this runs
 * in a task's child, and says what it found with bounded_say:
 *
 *	{"branch": NAME, "commit": HEX}        host_look, each that is wanted
 *	{"state": WORD, "commit": HEX, "last": N, "missing": [N …]}
 *	{"dirt": N, "first": NAME}             host_bring
 *	{"seq": N, "text": LETTER}             host_bring, one by one
 *	{"pushed": HEX, "last": N, "missing": [N …]}   host_push
 *	{"fault": WORD, "detail": TEXT}        what went wrong
 *
 * State: `same`, `forward`, `rewritten` (the commit seen before is not behind
 * the new one), `older` (the same, and there is less: nothing changes).
 */
#ifndef CRIER_COURIER_HOST_H
#define CRIER_COURIER_HOST_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum {
	HOST_COMMIT = 41,
	HOST_BRANCH = 64,
	HOST_HOLES = 200, /* letters named as missing at once */
	HOST_BRANCHES = 4096 /* of one host that are looked at */
};

struct host {
	const char *url; /* without what follows # */
	const char *pins; /* SHA256:… of its keys, commas between; "" none */
	const char *key; /* file of our private key */
	const char *copy; /* folder of our copy */
};

/* Which branches there are: wanted(ctx, NAME) says whose are told. */
struct host_look {
	const struct host *host;
	bool (*wanted)(const void *ctx, const char *branch);
	const void *ctx;
};
int host_look(const void *what);

struct host_bring {
	const struct host *host;
	const char *branch; /* "station/ID/N" */
	bool fetch; /* or only what our copy has */
	bool own; /* told what is missing as well */
	int64_t from; /* the first letter wanted; 0: none is said */
	int most; /* letters said from there on */
	int newest; /* before them so many of the last ones */
	int64_t known; /* the last one ever seen there */
};
int host_bring(const void *what);

struct host_push {
	const struct host *host;
	const char *branch, *id;
	const json_t *letters; /* [{seq, text}] */
};
int host_push(const void *what);

/* Form of a branch of an exchange: station/ID/N or drill/ID/N. */
bool host_branch_read(
	bool *drill, char id[HOST_BRANCH], int64_t *vol, const char *branch);

#endif

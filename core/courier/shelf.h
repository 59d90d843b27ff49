/*
 * Letters as they lie in a commit's tree: letters/00/12/34.json is the 1234th.
 * Whatever else lies there is dirt: counted, the first one named.
 */
#ifndef CRIER_COURIER_SHELF_H
#define CRIER_COURIER_SHELF_H

#include <git2/commit.h>
#include <git2/repository.h>
#include <git2/tree.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum { SHELF_LETTERS = 1000000, SHELF_PATH = 24, SHELF_NAME = 64 };

struct shelf {
	unsigned char have[SHELF_LETTERS / 8]; /* a bit each */
	int64_t last; /* 0: none */
	int64_t dirt;
	char first[SHELF_NAME]; /* of the dirt, printable */
};

void shelf_path(char out[SHELF_PATH], int64_t seq);

/* False: git's own fault. A shelf is large: not on the stack. */
bool shelf_read(struct shelf *s, git_repository *repo, const git_oid *commit);
bool shelf_has(const struct shelf *s, int64_t seq);

/* The places before the last one where no letter lies, at most so many. */
json_t *shelf_holes(const struct shelf *s, size_t most);

#endif

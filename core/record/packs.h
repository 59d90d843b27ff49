/*
 * All packs of a repository and where each object lies in them. libgit2 asks
 * one pack after the other, and words an error for each that has it not;
 * whoever reads a whole history asks here and goes to the right one.
 */
#ifndef CRIER_RECORD_PACKS_H
#define CRIER_RECORD_PACKS_H

#include "record/git.h"
#include "record/packed.h"

struct packs {
	struct packed *part;
	size_t parts;
	uint64_t *at; /* part << 32 | position, by id */
	uint32_t *first; /* in `at`, for each beginning of an id */
	int bits; /* how long that beginning is */
};

/* A pack that cannot be opened, or is one too many, is left out. */
void packs_open(struct packs *p, git_repository *repo);
void packs_close(struct packs *p);

/* The pack that holds it and its place there; NULL if none of these does. */
const struct packed *
packs_find(uint32_t *position, const struct packs *p, const git_oid *id);

#endif

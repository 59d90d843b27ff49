/*
 * A set of object ids with a number for each: what a pack holds and where.
 */
#ifndef CRIER_RECORD_OIDS_H
#define CRIER_RECORD_OIDS_H

#include <git2/oid.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct oids_slot {
	git_oid id;
	uint64_t value;
	bool used;
};

struct oids {
	struct oids_slot *slot;
	size_t count;
	size_t cap; /* a power of two, or 0 */
};

void oids_init(struct oids *s);
void oids_release(struct oids *s);

/* The number at id, or NULL. Borrowed until the next oids_add. */
uint64_t *oids_get(const struct oids *s, const git_oid *id);
/* Adds, or replaces the number. */
void oids_add(struct oids *s, const git_oid *id, uint64_t value);

#endif

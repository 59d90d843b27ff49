/*
 * A pack that lies there, opened for copying: its objects as they are stored,
 * deflated and as deltas, so that joining packs moves bytes and does not make
 * them anew. libgit2 reads the same pack where contents are needed.
 */
#ifndef CRIER_RECORD_PACKED_H
#define CRIER_RECORD_PACKED_H

#include <git2/odb.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct packed {
	git_odb *odb; /* this pack alone */
	const unsigned char *pack, *index; /* mapped */
	size_t pack_len, index_len;
	uint32_t count;
	uint32_t *order; /* positions in the index by place in the pack */
};

/* One object as it lies in a pack. */
struct packed_object {
	git_object_t type; /* the type it has in the end; INVALID: unknown */
	bool delta; /* to an object of the same pack */
	git_oid base; /* then this one */
	size_t len; /* of what is deflated: the object or the delta */
	const unsigned char *deflated;
	size_t deflated_len;
};

/* Opens PATH.pack and PATH.idx. ERR_CORRUPT if they are not a sound pair. */
enum err_code packed_open(struct packed *p, const char *path, struct err *err);
void packed_close(struct packed *p);

/* The id at a position of the index, below count. */
void packed_id(git_oid *out, const struct packed *p, uint32_t position);

/*
 * The object at a position. False if it cannot be copied as it is: its check
 * sum is wrong, or it is a delta to something elsewhere.
 */
bool packed_object(
	struct packed_object *out, const struct packed *p, uint32_t position);

/*
 * The same without its check sum and, of a delta, its type: for who compares
 * the bytes themselves.
 */
bool packed_unproven(
	struct packed_object *out, const struct packed *p, uint32_t position);

#endif

/*
 * Writes a pack of git objects. libgit2's own builder searches for deltas
 * among all objects, and its mempack walks whole trees for every commit, so
 * both cost more the longer the history is. Here the caller names the base:
 * the same path one commit earlier. The index is written from what went in
 * (pack_index.h), without inflating and hashing it all again.
 */
#ifndef CRIER_RECORD_PACK_H
#define CRIER_RECORD_PACK_H

#include <git2/types.h>
#include <stdint.h>
/* deflate reads its input only */
#define ZLIB_CONST
#include <zlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "record/oids.h"
#include "record/pack_index.h"
#include "record/packed.h"

enum { PACK_HEADER = 12, PACK_SUM = 20 };

struct pack {
	struct buf out; /* the pack so far */
	struct pack_item *item; /* its objects */
	size_t count;
	struct oids have; /* id -> offset << 8 | depth of delta chain */
	struct buf delta; /* scratch */
	z_stream z;
	unsigned char *inflated; /* scratch */
	size_t inflated_room;
	z_stream back; /* inflates */
};

/* What an object is like: a base for a delta, or NULL. */
struct pack_base {
	git_oid id;
	const void *data;
	size_t len;
};

void pack_init(struct pack *p);
void pack_release(struct pack *p);
void pack_reset(struct pack *p); /* empty again, keeps its memory */

/*
 * Adds an object unless it is in already; *id is its id. A base that this
 * pack does not hold, or whose chain is long, is not used.
 */
void pack_add(git_oid *id, struct pack *p, git_object_t type, const void *data,
	size_t len, const struct pack_base *base);

/* The same with a known id. */
void pack_add_as(struct pack *p, const git_oid *id, git_object_t type,
	const void *data, size_t len, const struct pack_base *base);

/* Adds it only if it is worth a delta to this base; false if it is not. */
bool pack_add_delta(struct pack *p, const git_oid *id, const void *data,
	size_t len, const struct pack_base *base);

/*
 * Adds an object as it lies in another pack, if it is whole there or a delta
 * to what this pack holds; false, and nothing done, if it is neither.
 */
bool pack_copy(
	struct pack *p, const git_oid *id, const struct packed_object *object);

/*
 * The same from a pack of somebody else's, for an object that was read and its
 * id proven: only if the bytes copied give `data`, for a delta together with
 * `base`, and end where they should.
 */
bool pack_copy_proven(struct pack *p, const git_oid *id,
	const struct packed_object *object, const void *data, size_t len,
	const struct pack_base *base);

/*
 * The objects so far as they will lie in the pack, behind its header: what
 * several packs hold, one after the other, is the content of one.
 */
void pack_header(unsigned char out[PACK_HEADER], size_t count);
const char *pack_body(size_t *len, const struct pack *p);

/*
 * Makes the pack part of a repository, durably; an empty pack is left out.
 * The pack's name (40 hex digits, or "") goes to `name` unless NULL.
 */
enum err_code pack_store(char name[GIT_OID_HEXSZ + 1], struct pack *p,
	git_repository *repo, struct err *err);

#endif

/*
 * The index beside a pack (gitformat-pack(5), version 2), and how both become
 * files. Whoever put the objects in knows id, place and check sum of each, so
 * nothing has to be inflated and hashed again to find them out.
 */
#ifndef CRIER_RECORD_PACK_INDEX_H
#define CRIER_RECORD_PACK_INDEX_H

#include <git2/oid.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct pack_item {
	git_oid id;
	uint32_t at; /* offset in the pack */
	uint32_t crc; /* CRC-32 of its bytes there */
};

/* Adds the index of a pack with this trailer to out; sorts the items. */
void pack_index_format(struct buf *out, struct pack_item *item, size_t count,
	const unsigned char trailer[GIT_OID_RAWSZ]);

/*
 * Writes DIR/pack-NAME.pack and .idx durably: both files, then the names, the
 * index last, because a pack counts once it has one. Killed in between, what
 * is left is a tmp_ file or a pack without index.
 */
enum err_code pack_index_store(const char *dir, const char *name,
	const struct buf *pack, const struct buf *index, struct err *err);

#endif

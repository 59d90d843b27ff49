/*
 * Mapped pack and index; every offset is checked before it is followed.
 */
#include "record/packed.h"

#include <fcntl.h>
#include <git2/sys/odb_backend.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/mem.h"
#include "crier/refusal.h"
#include "record/git.h"

enum {
	HEADER = 12, /* of a pack */
	FRONT = 8, /* of an index: magic and version */
	FANOUT = 256 * 4,
	ROW = GIT_OID_RAWSZ + 4 + 4, /* id, check sum, offset */
	CHAIN_MAX = 4096, /* deltas followed to learn a type */
	OFS_DELTA = 6
};

static uint32_t
get_u32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
		(uint32_t)p[2] << 8 | p[3];
}

static const unsigned char *
ids_of(const struct packed *p)
{
	return p->index + FRONT + FANOUT;
}

static uint32_t
offset_of(const struct packed *p, uint32_t position)
{
	return get_u32(ids_of(p) + (size_t)p->count * (GIT_OID_RAWSZ + 4) +
		(size_t)position * 4);
}

static uint32_t
crc_of(const struct packed *p, uint32_t position)
{
	return get_u32(ids_of(p) + (size_t)p->count * GIT_OID_RAWSZ +
		(size_t)position * 4);
}

static const unsigned char *
map(size_t *len, const char *path, const char *suffix)
{
	char *file = mem_printf("%s.%s", path, suffix);
	/* what stands in a folder of somebody else's may be a pipe */
	int fd = open(file, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	void *at = MAP_FAILED;
	struct stat st;

	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
		st.st_size > 0) {
		*len = (size_t)st.st_size;
		at = mmap(NULL, *len, PROT_READ, MAP_PRIVATE, fd, 0);
	}
	if (fd >= 0)
		(void)close(fd);
	free(file);
	return at == MAP_FAILED ? NULL : at;
}

/* Is the index of version 2, of this pack's length, without far offsets? */
static bool
is_pair(struct packed *p)
{
	static const unsigned char front[] = { 0xFF, 't', 'O', 'c', 0, 0, 0,
		2 };

	if (p->pack_len < HEADER + GIT_OID_RAWSZ ||
		p->index_len < FRONT + FANOUT + 2 * GIT_OID_RAWSZ ||
		memcmp(p->index, front, sizeof(front)) != 0)
		return false;
	p->count = get_u32(p->index + FRONT + FANOUT - 4);
	if (p->index_len - FRONT - FANOUT - (size_t)2 * GIT_OID_RAWSZ !=
		(size_t)p->count * ROW)
		return false;
	for (uint32_t i = 0; i < p->count; i++)
		if (offset_of(p, i) < HEADER ||
			offset_of(p, i) >= p->pack_len - GIT_OID_RAWSZ)
			return false;
	return memcmp(p->pack + p->pack_len - GIT_OID_RAWSZ,
		       p->index + p->index_len - (size_t)2 * GIT_OID_RAWSZ,
		       GIT_OID_RAWSZ) == 0;
}

static int
by_offset(const void *a, const void *b, void *ctx)
{
	uint32_t x = offset_of(ctx, *(const uint32_t *)a);
	uint32_t y = offset_of(ctx, *(const uint32_t *)b);

	return (x > y) - (x < y);
}

static bool
open_odb(struct packed *p, const char *path)
{
	char *idx = mem_printf("%s.idx", path);
	git_odb_backend *backend = NULL;
	bool ok = git_odb_new(&p->odb) == 0 &&
		git_odb_backend_one_pack(&backend, idx) == 0 &&
		git_odb_add_backend(p->odb, backend, 1) == 0;

	free(idx);
	return ok;
}

enum err_code
packed_open(struct packed *p, const char *path, struct err *err)
{
	memset(p, 0, sizeof(*p));
	p->pack = map(&p->pack_len, path, "pack");
	p->index = map(&p->index_len, path, "idx");
	if (p->pack == NULL || p->index == NULL || !is_pair(p))
		return refuse(err, REFUSE_RECORD_BAD, path,
			WITH(ARG_BOTH("this pack and its index do not belong "
				      "together",
				"此包与其索引不相配")));
	if (!open_odb(p, path))
		return git_fault(err, ERR_CORRUPT, REFUSE_READ, path);
	p->order = mem_array((size_t)p->count + 1, sizeof(*p->order));
	for (uint32_t i = 0; i < p->count; i++)
		p->order[i] = i;
	qsort_r(p->order, p->count, sizeof(*p->order), by_offset, p);
	return ERR_OK;
}

void
packed_close(struct packed *p)
{
	git_odb_free(p->odb);
	if (p->pack != NULL)
		(void)munmap((void *)(uintptr_t)p->pack, p->pack_len);
	if (p->index != NULL)
		(void)munmap((void *)(uintptr_t)p->index, p->index_len);
	free(p->order);
	memset(p, 0, sizeof(*p));
}

void
packed_id(git_oid *out, const struct packed *p, uint32_t position)
{
	(void)git_oid_fromraw(
		out, ids_of(p) + (size_t)position * GIT_OID_RAWSZ);
}

/* Where an offset stands in the order; false if no object begins there. */
static bool
rank_of(uint32_t *out, const struct packed *p, size_t offset)
{
	uint32_t lo = 0, hi = p->count;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		uint32_t at = offset_of(p, p->order[mid]);

		if (at == offset) {
			*out = mid;
			return true;
		}
		if (at < offset)
			lo = mid + 1;
		else
			hi = mid;
	}
	return false;
}

/* An object's bytes up to the next one's. */
static size_t
end_of(const struct packed *p, uint32_t rank)
{
	return rank + 1 < p->count ? offset_of(p, p->order[rank + 1])
				   : p->pack_len - GIT_OID_RAWSZ;
}

/* Type and length in front of an object; NULL if it is cut off. */
static const unsigned char *
packed_read_head(int *type, size_t *len, const unsigned char *at,
	const unsigned char *end)
{
	unsigned shift = 4;

	if (at == end)
		return NULL;
	*type = *at >> 4 & 7;
	*len = *at & 15;
	while (*at++ & 0x80) {
		if (at == end || shift > 32)
			return NULL;
		*len |= (size_t)(*at & 0x7F) << shift;
		shift += 7;
	}
	return at;
}

static const unsigned char *
packed_read_back(
	size_t *back, const unsigned char *at, const unsigned char *end)
{
	*back = 0;
	for (int i = 0; at < end && i < 6; i++) {
		*back = *back << 7 | (*at & 0x7F);
		if (!(*at++ & 0x80))
			return at;
		++*back;
	}
	return NULL;
}

/* The object of this rank; *from is its base's rank if it is a delta. */
static bool
packed_look(struct packed_object *out, uint32_t *from, const struct packed *p,
	uint32_t rank)
{
	size_t start = offset_of(p, p->order[rank]), back;
	const unsigned char *end = p->pack + end_of(p, rank);
	const unsigned char *at;
	int type = 0;

	at = packed_read_head(&type, &out->len, p->pack + start, end);
	out->delta = type == OFS_DELTA;
	if (at != NULL && out->delta) {
		at = packed_read_back(&back, at, end);
		if (at == NULL || back == 0 || back > start ||
			!rank_of(from, p, start - back))
			return false;
		packed_id(&out->base, p, p->order[*from]);
	}
	if (at == NULL)
		return false;
	out->type = type >= GIT_OBJECT_COMMIT && type <= GIT_OBJECT_TAG
		? (git_object_t)type
		: GIT_OBJECT_INVALID;
	out->deflated = at;
	out->deflated_len = (size_t)(end - at);
	return out->delta || out->type != GIT_OBJECT_INVALID;
}

/* A delta has the type of what its chain begins with. */
static bool
learn_type(struct packed_object *out, const struct packed *p, uint32_t from)
{
	struct packed_object base = { .delta = true };

	for (int i = 0; i < CHAIN_MAX && base.delta; i++)
		if (!packed_look(&base, &from, p, from))
			return false;
	out->type = base.type;
	return !base.delta;
}

bool
packed_unproven(
	struct packed_object *out, const struct packed *p, uint32_t position)
{
	uint32_t rank, from;

	memset(out, 0, sizeof(*out));
	out->type = GIT_OBJECT_INVALID;
	return rank_of(&rank, p, offset_of(p, position)) &&
		packed_look(out, &from, p, rank);
}

bool
packed_object(
	struct packed_object *out, const struct packed *p, uint32_t position)
{
	size_t start = offset_of(p, position);
	uint32_t rank, from = 0;

	memset(out, 0, sizeof(*out));
	out->type = GIT_OBJECT_INVALID;
	if (!rank_of(&rank, p, start) ||
		crc32(0, p->pack + start,
			(unsigned)(end_of(p, rank) - start)) !=
			crc_of(p, position) ||
		!packed_look(out, &from, p, rank))
		return false;
	return !out->delta || learn_type(out, p, from);
}

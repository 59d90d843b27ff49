/*
 * The pack format (gitformat-pack(5)): header, objects, SHA-1. A delta here is
 * always: common front, new middle, common back.
 */
#include "record/pack.h"

#include <assert.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "record/git.h"

enum {
	DEPTH_MAX = 20, /* longest chain of deltas */
	OFS_DELTA = 6,
	COPY_MAX = 0xFFFF, /* bytes of one copy, to keep its form simple */
	INSERT_MAX = 127,
	WORTH_MIN = 64, /* smaller objects are stored whole */
	PLAIN_MAX = 96 /* so little is not worth deflating */
};

/*
 * Nobody comes near: a batch of the record ends at a quarter of it, what is
 * joined is 32 MiB, and a library is bounded before (LIBRARY_PLAYBOOK).
 */
static const size_t pack_max = (size_t)1 << 30;

void
pack_init(struct pack *p)
{
	int rc;

	memset(p, 0, sizeof(*p));
	buf_init(&p->out, pack_max);
	buf_init(&p->delta, pack_max);
	oids_init(&p->have);
	rc = deflateInit(&p->z, Z_DEFAULT_COMPRESSION);
	assert(rc == Z_OK);
	rc = inflateInit(&p->back);
	assert(rc == Z_OK);
	pack_reset(p);
}

void
pack_release(struct pack *p)
{
	deflateEnd(&p->z);
	inflateEnd(&p->back);
	free(p->inflated);
	buf_release(&p->out);
	buf_release(&p->delta);
	oids_release(&p->have);
	free(p->item);
}

void
pack_reset(struct pack *p)
{
	static const char room[PACK_HEADER];

	buf_reset(&p->out);
	buf_add(&p->out, room, PACK_HEADER);
	p->count = 0;
	oids_release(&p->have);
}

static void
put_object_head(struct buf *b, int type, size_t len)
{
	unsigned c = (unsigned)type << 4 | (unsigned)(len & 15);

	for (len >>= 4; len > 0; len >>= 7) {
		buf_putc(b, (char)(c | 0x80));
		c = (unsigned)(len & 0x7F);
	}
	buf_putc(b, (char)c);
}

/* How far back a base lies, in the offset encoding of OFS_DELTA. */
static void
put_offset(struct buf *b, uint64_t back)
{
	unsigned char raw[10];
	size_t n = sizeof(raw);

	raw[--n] = (unsigned char)(back & 0x7F);
	while ((back >>= 7) > 0) {
		back--;
		raw[--n] = (unsigned char)(0x80 | (back & 0x7F));
	}
	buf_add(b, raw + n, sizeof(raw) - n);
}

/* A stream of one stored block: what deflate makes of so little, or less. */
static void
put_plain(struct buf *b, const void *data, size_t len)
{
	uint32_t sum = (uint32_t)adler32(1, data, (unsigned)len);
	const unsigned char head[] = { 0x78, 0x01, 1, (unsigned char)len, 0,
		(unsigned char)~len, 0xFF };
	const unsigned char tail[] = { (unsigned char)(sum >> 24),
		(unsigned char)(sum >> 16), (unsigned char)(sum >> 8),
		(unsigned char)sum };

	static_assert(PLAIN_MAX < 256, "a length of one byte");
	buf_add(b, head, sizeof(head));
	buf_add(b, data, len);
	buf_add(b, tail, sizeof(tail));
}

static void
put_deflated(struct pack *p, const void *data, size_t len)
{
	unsigned char chunk[4096];
	int rc;

	if (len <= PLAIN_MAX) {
		put_plain(&p->out, data, len);
		return;
	}
	deflateReset(&p->z);
	p->z.next_in = data;
	p->z.avail_in = (unsigned)len;
	do {
		p->z.next_out = chunk;
		p->z.avail_out = sizeof(chunk);
		rc = deflate(&p->z, Z_FINISH);
		buf_add(&p->out, chunk, sizeof(chunk) - p->z.avail_out);
	} while (rc == Z_OK);
	assert(rc == Z_STREAM_END);
}

static void
put_size(struct buf *b, size_t len)
{
	for (; len > 0x7F; len >>= 7)
		buf_putc(b, (char)((len & 0x7F) | 0x80));
	buf_putc(b, (char)len);
}

static void
put_copy(struct buf *b, size_t at, size_t len)
{
	while (len > 0) {
		size_t n = len < COPY_MAX ? len : COPY_MAX;
		char part[7];
		size_t k = 1;
		unsigned op = 0x80;

		for (unsigned i = 0; i < 4; i++) {
			if (((at >> (8 * i)) & 0xFF) == 0)
				continue;
			op |= 1U << i;
			part[k++] = (char)(at >> (8 * i));
		}
		for (unsigned i = 0; i < 2; i++) {
			if (((n >> (8 * i)) & 0xFF) == 0)
				continue;
			op |= 0x10U << i;
			part[k++] = (char)(n >> (8 * i));
		}
		part[0] = (char)op;
		buf_add(b, part, k);
		at += n;
		len -= n;
	}
}

static void
put_insert(struct buf *b, const unsigned char *data, size_t len)
{
	while (len > 0) {
		size_t n = len < INSERT_MAX ? len : INSERT_MAX;

		buf_putc(b, (char)n);
		buf_add(b, data, n);
		data += n;
		len -= n;
	}
}

/* Fills p->delta; false if it would not be worth it. */
static bool
make_delta(struct pack *p, const void *data, size_t len,
	const struct pack_base *base)
{
	const unsigned char *a = base->data, *b = data;
	size_t least = len < base->len ? len : base->len, front = 0, back = 0;

	if (len < WORTH_MIN || len > UINT32_MAX || base->len > UINT32_MAX)
		return false;
	while (front < least && a[front] == b[front])
		front++;
	while (back < least - front &&
		a[base->len - 1 - back] == b[len - 1 - back])
		back++;
	if ((front + back) * 2 < len)
		return false;
	buf_reset(&p->delta);
	put_size(&p->delta, base->len);
	put_size(&p->delta, len);
	put_copy(&p->delta, 0, front);
	put_insert(&p->delta, b + front, len - front - back);
	put_copy(&p->delta, base->len - back, back);
	return true;
}

/* Notes what was written since `at`: an object with its id. */
static void
note_item(struct pack *p, const git_oid *id, size_t at, uint64_t depth)
{
	*MEM_ADD(p->item, p->count) = (struct pack_item){ *id, (uint32_t)at,
		(uint32_t)crc32(0, (const unsigned char *)p->out.data + at,
			(unsigned)(p->out.len - at)) };
	oids_add(&p->have, id, (uint64_t)at << 8 | depth);
}

/* Where this pack holds the base of a delta; NULL if it is of no use. */
static const uint64_t *
base_of(const struct pack *p, const git_oid *base)
{
	const uint64_t *from = oids_get(&p->have, base);

	return from != NULL && (*from & 0xFF) < DEPTH_MAX ? from : NULL;
}

bool
pack_add_delta(struct pack *p, const git_oid *id, const void *data, size_t len,
	const struct pack_base *base)
{
	const uint64_t *from = base_of(p, &base->id);
	size_t at = p->out.len;

	if (from == NULL || oids_get(&p->have, id) != NULL ||
		!make_delta(p, data, len, base))
		return false;
	put_object_head(&p->out, OFS_DELTA, p->delta.len);
	put_offset(&p->out, at - (*from >> 8));
	put_deflated(p, p->delta.data, p->delta.len);
	note_item(p, id, at, (*from & 0xFF) + 1);
	return true;
}

void
pack_add_as(struct pack *p, const git_oid *id, git_object_t type,
	const void *data, size_t len, const struct pack_base *base)
{
	size_t at = p->out.len;

	if (oids_get(&p->have, id) != NULL ||
		(base != NULL && pack_add_delta(p, id, data, len, base)))
		return;
	put_object_head(&p->out, (int)type, len);
	put_deflated(p, data, len);
	note_item(p, id, at, 0);
}

/* Fills p->inflated; false if the stream holds more or less than this. */
static bool
pack_inflate(struct pack *p, const void *stream, size_t stream_len, size_t len)
{
	int rc;

	MEM_RESERVE(p->inflated, len + 1, p->inflated_room);
	inflateReset(&p->back);
	p->back.next_in = stream;
	p->back.avail_in = (unsigned)stream_len;
	p->back.next_out = p->inflated;
	p->back.avail_out = (unsigned)(len + 1);
	rc = inflate(&p->back, Z_FINISH);
	return rc == Z_STREAM_END && p->back.avail_in == 0 &&
		p->back.avail_out == 1;
}

struct delta {
	const unsigned char *at, *end;
};

static bool
delta_size(struct delta *d, size_t want)
{
	size_t size = 0;

	for (unsigned shift = 0; d->at < d->end && shift < 35; shift += 7) {
		size |= (size_t)(*d->at & 0x7F) << shift;
		if (!(*d->at++ & 0x80))
			return size == want;
	}
	return false;
}

/* What a copy names: four bytes of place, three of length. */
static bool
delta_copy(size_t *from, size_t *len, struct delta *d, unsigned op)
{
	size_t part[2] = { 0, 0 };

	for (unsigned i = 0; i < 7; i++) {
		if (!(op & 1U << i))
			continue;
		if (d->at == d->end)
			return false;
		part[i / 4] |= (size_t)*d->at++ << (8 * (i % 4));
	}
	*from = part[0];
	*len = part[1] != 0 ? part[1] : COPY_MAX + 1;
	return true;
}

/* Does the delta make these bytes of that base? */
static bool
delta_gives(struct delta *d, const struct pack_base *base,
	const unsigned char *data, size_t len)
{
	size_t done = 0;

	if (!delta_size(d, base->len) || !delta_size(d, len))
		return false;
	while (d->at < d->end) {
		unsigned op = *d->at++;
		const unsigned char *piece = d->at;
		size_t from, n = op;

		if (op & 0x80) {
			if (!delta_copy(&from, &n, d, op) || from > base->len ||
				n > base->len - from)
				return false;
			piece = (const unsigned char *)base->data + from;
		} else if (op == 0 || n > (size_t)(d->end - d->at)) {
			return false;
		} else {
			d->at += n;
		}
		if (n > len - done || memcmp(data + done, piece, n) != 0)
			return false;
		done += n;
	}
	return done == len;
}

/* Is what lies from `at` on, and no more, what makes this object? */
static bool
pack_gives(struct pack *p, size_t at, const struct packed_object *object,
	const void *data, size_t len, const struct pack_base *base)
{
	struct delta d;

	if (!pack_inflate(p, p->out.data + at, p->out.len - at, object->len))
		return false;
	d = (struct delta){ p->inflated, p->inflated + object->len };
	return object->delta
		? delta_gives(&d, base, data, len)
		: object->len == len && memcmp(p->inflated, data, len) == 0;
}

/* In front of an object that is copied; *from is its base's place, or NULL. */
static void
put_copied_head(struct pack *p, const struct packed_object *object,
	const uint64_t *from)
{
	size_t at = p->out.len;

	put_object_head(&p->out, from != NULL ? OFS_DELTA : (int)object->type,
		object->len);
	if (from != NULL)
		put_offset(&p->out, at - (*from >> 8));
}

bool
pack_copy_proven(struct pack *p, const git_oid *id,
	const struct packed_object *object, const void *data, size_t len,
	const struct pack_base *base)
{
	const uint64_t *from = NULL;
	size_t at = p->out.len, stream;

	/* nothing deflated is so much longer than it was */
	if (oids_get(&p->have, id) != NULL || object->len > len ||
		object->deflated_len > len + len / 8 + WORTH_MIN)
		return false;
	if (object->delta && base != NULL &&
		git_oid_equal(&object->base, &base->id))
		from = base_of(p, &base->id);
	if (object->delta && from == NULL)
		return false;
	put_copied_head(p, object, from);
	stream = p->out.len;
	buf_add(&p->out, object->deflated, object->deflated_len);
	if (!pack_gives(p, stream, object, data, len, base)) {
		p->out.len = at;
		p->out.data[at] = '\0';
		return false;
	}
	note_item(p, id, at, from != NULL ? (*from & 0xFF) + 1 : 0);
	return true;
}

bool
pack_copy(struct pack *p, const git_oid *id, const struct packed_object *object)
{
	const uint64_t *from = NULL;
	size_t at = p->out.len;

	if (object->delta)
		from = base_of(p, &object->base);
	if (oids_get(&p->have, id) != NULL || (object->delta && from == NULL))
		return false;
	put_copied_head(p, object, from);
	buf_add(&p->out, object->deflated, object->deflated_len);
	note_item(p, id, at, from != NULL ? (*from & 0xFF) + 1 : 0);
	return true;
}

void
pack_add(git_oid *id, struct pack *p, git_object_t type, const void *data,
	size_t len, const struct pack_base *base)
{
	int rc = git_odb_hash(id, data, len, type);

	assert(rc == 0);
	pack_add_as(p, id, type, data, len, base);
}

const char *
pack_body(size_t *len, const struct pack *p)
{
	*len = p->out.len - PACK_HEADER;
	return p->out.data + PACK_HEADER;
}

void
pack_header(unsigned char out[PACK_HEADER], size_t count)
{
	static const unsigned char fixed[] = { 'P', 'A', 'C', 'K', 0, 0, 0, 2 };

	memcpy(out, fixed, sizeof(fixed));
	for (unsigned i = 0; i < 4; i++)
		out[8 + i] = (unsigned char)(count >> (24 - 8 * i));
}

/* Header and check sum: from here on nothing may be added. */
static void
pack_seal(unsigned char sum[EVP_MAX_MD_SIZE], struct pack *p)
{
	unsigned char head[PACK_HEADER];
	int ok;

	pack_header(head, p->count);
	memcpy(p->out.data, head, PACK_HEADER);
	ok = EVP_Digest(p->out.data, p->out.len, sum, NULL, EVP_sha1(), NULL);
	assert(ok == 1);
	buf_add(&p->out, sum, PACK_SUM);
}

enum err_code
pack_store(char name[GIT_OID_HEXSZ + 1], struct pack *p, git_repository *repo,
	struct err *err)
{
	const char *folder = git_repository_commondir(repo);
	unsigned char sum[EVP_MAX_MD_SIZE];
	char hex[GIT_OID_HEXSZ + 1];
	struct buf index;
	enum err_code rc;
	git_oid made;
	char *dir;

	if (name != NULL)
		name[0] = '\0';
	if (p->count == 0)
		return ERR_OK;
	pack_seal(sum, p);
	(void)git_oid_fromraw(&made, sum);
	git_oid_tostr(hex, sizeof(hex), &made);
	dir = mem_printf("%sobjects/pack", folder);
	buf_init(&index, pack_max);
	pack_index_format(&index, p->item, p->count, sum);
	rc = pack_index_store(dir, hex, &p->out, &index, err);
	if (rc == ERR_OK && name != NULL)
		memcpy(name, hex, sizeof(hex));
	buf_release(&index);
	free(dir);
	return rc;
}

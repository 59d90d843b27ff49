/*
 * The format is gitformat-pack(5): of each object a head with type and size,
 * for a delta its base, then deflated bytes.
 */
#include "record/pack_scan.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "crier/refusal.h"
#define ZLIB_CONST
#include <zlib.h>

enum {
	IN = 65536,
	OUT = 65536,
	HEAD = 12,
	BASE = 20,
	OFFSET_DELTA = 6,
	REF_DELTA = 7,
	DELTA_HEAD = 20 /* two sizes of at most ten bytes */
};

struct pack_scanner {
	FILE *f;
	const char *where;
	const struct pack_bounds *bounds;
	unsigned char in[IN], out[OUT];
	size_t at, len; /* of `in` */
	size_t sum;
	z_stream z;
};

static enum err_code
scan_damaged(const struct pack_scanner *s, struct err *err)
{
	return refuse(err, REFUSE_BUNDLE, s->where,
		WITH(ARG_BOTH("the bundle is damaged", "已损坏")));
}

static enum err_code
scan_over(const struct pack_scanner *s, struct err *err, struct arg what,
	size_t bound)
{
	return refuse(
		err, REFUSE_TOO_LARGE, s->where, WITH(what, arg_bytes(bound)));
}

static bool
scan_fill(struct pack_scanner *s)
{
	if (s->at == s->len) {
		s->at = 0;
		s->len = fread(s->in, 1, IN, s->f);
	}
	return s->at < s->len;
}

static bool
scan_byte(struct pack_scanner *s, unsigned char *c)
{
	if (!scan_fill(s))
		return false;
	*c = s->in[s->at++];
	return true;
}

/* Type and size; seven bits a byte, the first has four and the type. */
static bool
scan_head(struct pack_scanner *s, int *type, uint64_t *size)
{
	unsigned char c;
	int shift = 4;

	if (!scan_byte(s, &c))
		return false;
	*type = c >> 4 & 7;
	*size = c & 15;
	for (; c & 0x80; shift += 7) {
		if (shift > 56 || !scan_byte(s, &c))
			return false;
		*size |= (uint64_t)(c & 0x7F) << shift;
	}
	return true;
}

static bool
scan_base(struct pack_scanner *s, int type)
{
	unsigned char c;
	int n = 0;

	if (type == REF_DELTA) {
		while (n < BASE && scan_byte(s, &c))
			n++;
		return n == BASE;
	}
	if (type != OFFSET_DELTA)
		return type >= 1 && type <= 4;
	do {
		if (!scan_byte(s, &c))
			return false;
	} while (c & 0x80 && ++n < 10);
	return !(c & 0x80);
}

/* Inflates one object of `size` bytes; the first go to `head`. */
static bool
scan_body(struct pack_scanner *s, uint64_t size, unsigned char head[DELTA_HEAD])
{
	uint64_t done = 0;
	int rc = Z_OK;

	if (inflateReset(&s->z) != Z_OK)
		return false;
	while (rc == Z_OK && scan_fill(s)) {
		size_t got;

		s->z.next_in = s->in + s->at;
		s->z.avail_in = (uInt)(s->len - s->at);
		s->z.next_out = s->out;
		s->z.avail_out = OUT;
		rc = inflate(&s->z, Z_NO_FLUSH);
		s->at = s->len - s->z.avail_in;
		got = OUT - s->z.avail_out;
		if (done < DELTA_HEAD && got > 0)
			memcpy(head + done, s->out,
				got < DELTA_HEAD - done ? got
							: DELTA_HEAD - done);
		done += got;
		if (done > size)
			return false;
	}
	return rc == Z_STREAM_END && done == size;
}

/* What a delta makes: the second of the two sizes that it begins with. */
static uint64_t
delta_makes(const unsigned char *head, size_t len)
{
	uint64_t size = 0;
	size_t at = 0;

	for (int which = 0; which < 2; which++) {
		int shift = 0;

		size = 0;
		do {
			if (at == len || shift > 56)
				return UINT64_MAX;
			size |= (uint64_t)(head[at] & 0x7F) << shift;
			shift += 7;
		} while (head[at++] & 0x80);
	}
	return size;
}

static enum err_code
scan_one(struct pack_scanner *s, struct err *err)
{
	unsigned char head[DELTA_HEAD] = { 0 };
	const struct pack_bounds *b = s->bounds;
	uint64_t size = 0;
	int type = 0;

	if (!scan_head(s, &type, &size) || !scan_base(s, type))
		return scan_damaged(s, err);
	if (size > b->object)
		return scan_over(s, err,
			ARG_BOTH("a file in this bundle", "此 git 包中有文件"),
			b->object);
	if (!scan_body(s, size, head))
		return scan_damaged(s, err);
	if (type == OFFSET_DELTA || type == REF_DELTA)
		size = delta_makes(
			head, size < DELTA_HEAD ? (size_t)size : DELTA_HEAD);
	if (size > b->object)
		return scan_over(s, err,
			ARG_BOTH("a file in this bundle", "此 git 包中有文件"),
			b->object);
	s->sum += (size_t)size;
	return s->sum > b->sum
		? scan_over(s, err,
			  ARG_BOTH("all in this bundle", "此 git 包的内容合计"),
			  b->sum)
		: ERR_OK;
}

static uint32_t
scan_number(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
		(uint32_t)at[2] << 8 | at[3];
}

static enum err_code
scan_all(struct pack_scanner *s, struct err *err)
{
	unsigned char head[HEAD];
	enum err_code rc = ERR_OK;
	uint32_t count;

	for (size_t n = 0; n < HEAD; n++)
		if (!scan_byte(s, &head[n]))
			return scan_damaged(s, err);
	if (memcmp(head, "PACK", 4) != 0 || scan_number(head + 4) != 2)
		return scan_damaged(s, err);
	count = scan_number(head + 8);
	if (count > s->bounds->objects)
		return refuse(err, REFUSE_TOO_MANY, s->where,
			WITH(ARG_BOTH("objects in this bundle",
				     "此 git 包的对象"),
				arg_count((int64_t)s->bounds->objects)));
	while (rc == ERR_OK && count-- > 0)
		rc = scan_one(s, err);
	return rc;
}

enum err_code
pack_scan(FILE *f, const char *where, const struct pack_bounds *bounds,
	struct err *err)
{
	static const struct pack_scanner none;
	struct pack_scanner s = none;
	long start = ftell(f);
	enum err_code rc;

	s.f = f;
	s.where = where;
	s.bounds = bounds;
	if (start < 0 || inflateInit(&s.z) != Z_OK)
		return refuse_errno(err, REFUSE_READ, where);
	rc = scan_all(&s, err);
	(void)inflateEnd(&s.z);
	if (rc == ERR_OK && fseek(f, start, SEEK_SET) != 0)
		rc = refuse_errno(err, REFUSE_READ, where);
	return rc;
}

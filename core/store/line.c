/*
 * The two ends of a canonical line.
 */
#include "store/line.h"

#include <string.h>

#include "base/hash.h"

enum {
	DIGITS_MAX = 18, /* of an integer that surely fits in 63 bits */
	TAIL_MAX = 256 /* from prev to the end: 64 + 3 integers + via */
};

static const char front[] = "{\"act\":\"";
static const char prev_key[] = ",\"prev\":\"";

/* Where a line is read, and where it ends. */
struct at {
	const char *p, *end;
};

static bool
line_skip(struct at *a, const char *text, size_t len)
{
	if ((size_t)(a->end - a->p) < len || memcmp(a->p, text, len) != 0)
		return false;
	a->p += len;
	return true;
}

static bool
integer(int64_t *out, struct at *a)
{
	const char *start = a->p;

	*out = 0;
	while (a->p < a->end && *a->p >= '0' && *a->p <= '9' &&
		a->p - start < DIGITS_MAX)
		*out = *out * 10 + (*a->p++ - '0');
	/* canonical integers have no leading zeros */
	return a->p > start && (*start != '0' || a->p == start + 1);
}

/* The last place of prev's key within the tail, or NULL. */
static const char *
find_prev(const char *line, size_t len)
{
	size_t n = sizeof(prev_key) - 1;
	const char *low = len > TAIL_MAX ? line + len - TAIL_MAX : line;

	if (len < n + HASH_HEX)
		return NULL;
	for (const char *p = line + len - n - HASH_HEX; p >= low; p--)
		if (*p == ',' && memcmp(p, prev_key, n) == 0)
			return p + n;
	return NULL;
}

#define SKIP(a, text) line_skip(a, text, sizeof(text) - 1)

bool
line_read(struct line_ends *out, const char *line, size_t len)
{
	struct at a = { line, line + len };
	const char *quote;
	int64_t time;

	if (!SKIP(&a, front))
		return false;
	out->act = a.p;
	quote = memchr(a.p, '"', (size_t)(a.end - a.p));
	if (quote == NULL)
		return false;
	out->act_len = (size_t)(quote - a.p);
	out->prev = find_prev(line, len);
	if (out->prev == NULL)
		return false;
	a.p = out->prev + HASH_HEX - 1;
	if (!SKIP(&a, "\",\"seq\":") || !integer(&out->seq, &a) ||
		!SKIP(&a, ",\"time\":"))
		return false;
	if (a.p < a.end && *a.p == '-')
		a.p++;
	if (!integer(&time, &a) || !SKIP(&a, ",\"v\":") ||
		!integer(&out->v, &a) || !SKIP(&a, ",\"via\":\""))
		return false;
	quote = memchr(a.p, '"', (size_t)(a.end - a.p));
	return quote && quote + 2 == a.end && quote[1] == '}';
}

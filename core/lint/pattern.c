/*
 * Regular expressions by PCRE2. Where a system forbids writable and executable
 * memory (as the station's own unit does), PCRE2's compiler fails and its
 * slower interpreter runs instead, so patterns are tried only near their
 * literals.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "lint/pattern.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/fixed.h"
#include "base/mem.h"

enum { MATCH_LIMIT = 200000, DEPTH_LIMIT = 2000, HEAP_KIB = 4096 };

struct pattern {
	pcre2_code *code;
	pcre2_match_context *limits;
	pcre2_match_data *match;
	struct literals literals;
	size_t number;
};

void
pattern_free(struct pattern *p)
{
	if (!p)
		return;
	pcre2_match_data_free(p->match);
	pcre2_match_context_free(p->limits);
	pcre2_code_free(p->code);
	literals_release(&p->literals);
	free(p);
}

/*
 * PCRE2 looks ahead for a byte that a match must have, as far as the text
 * goes and from each place anew. Where only places near a literal are tried
 * there are many such looks, which takes time square in the text.
 */
static pcre2_code *
pattern_compile(const char *text, bool near_literals, int *code, PCRE2_SIZE *at)
{
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE |
		PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT;

	if (near_literals)
		options |= PCRE2_NO_START_OPTIMIZE;
	return pcre2_compile((PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, options,
		code, at, NULL);
}

struct pattern *
pattern_new(const char *text, char error[PATTERN_ERROR])
{
	int code = 0;
	PCRE2_SIZE at = 0;
	struct pattern *p = mem_new(sizeof(*p));

	literals_find(&p->literals, text);
	p->code = pattern_compile(text, p->literals.count > 0, &code, &at);
	if (!p->code) {
		PCRE2_UCHAR said[PATTERN_ERROR - 20];

		(void)pcre2_get_error_message(code, said, sizeof(said));
		fixed_cut_format(error, PATTERN_ERROR, "%s (%zu)",
			(const char *)said, (size_t)at);
		pattern_free(p);
		return NULL;
	}
	(void)pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE);
	p->limits = pcre2_match_context_create(NULL);
	p->match = pcre2_match_data_create(1, NULL);
	if (!p->limits || !p->match)
		abort();
	(void)pcre2_set_match_limit(p->limits, MATCH_LIMIT);
	(void)pcre2_set_depth_limit(p->limits, DEPTH_LIMIT);
	(void)pcre2_set_heap_limit(p->limits, HEAP_KIB);
	return p;
}

const struct literals *
pattern_literals(const struct pattern *p)
{
	return &p->literals;
}

void
pattern_set_number(struct pattern *p, size_t number)
{
	p->number = number;
}

size_t
pattern_number(const struct pattern *p)
{
	return p->number;
}

void
pattern_walk_release(struct pattern_walk *w)
{
	free(w->windows);
	*w = (struct pattern_walk){ 0 };
}

/* The first window that does not end before `from`. */
static size_t
pattern_window_at(const struct pattern_walk *w, size_t from)
{
	size_t low = 0, high = w->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (w->windows[mid].high < from)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Moves to a character where a match may begin, with the end of its window. */
static bool
pattern_next_window(struct pattern_walk *w, size_t *limit)
{
	*limit = w->len;
	while (w->from < w->len) {
		size_t i = w->anywhere ? 0 : pattern_window_at(w, w->from);

		if (w->anywhere)
			return true;
		if (i == w->count)
			return false;
		if (w->windows[i].low > w->from)
			w->from = w->windows[i].low;
		while (((unsigned char)w->text[w->from] & 0xC0) == 0x80)
			w->from++;
		*limit = w->windows[i].high;
		if (w->from <= *limit)
			return w->from < w->len;
	}
	return false;
}

bool
pattern_next(struct pattern_walk *w, size_t *start, size_t *end)
{
	const struct pattern *p = w->pattern;
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(p->match);
	size_t limit = 0;

	while (pattern_next_window(w, &limit)) {
		int rc;

		(void)pcre2_set_offset_limit(p->limits, limit);
		rc = pcre2_match(p->code, (PCRE2_SPTR)w->text, w->len, w->from,
			PCRE2_NO_UTF_CHECK, p->match, p->limits);
		if (rc == PCRE2_ERROR_NOMATCH) {
			w->from = limit + 1;
			continue;
		}
		*start = rc < 0 ? w->from : at[0];
		*end = rc < 0 ? w->len : at[1];
		w->from = *end > *start ? *end : *end + 1;
		if (*end > *start)
			return true;
	}
	return false;
}

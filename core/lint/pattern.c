/*
 * Over PCRE2. Where a system forbids memory that is written and executed (as
 * the station's own unit does), the compiler of PCRE2 is refused and the
 * interpreter does the same work more slowly.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "lint/pattern.h"

#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { MATCH_LIMIT = 200000, DEPTH_LIMIT = 2000, HEAP_KIB = 4096 };

struct pattern {
	pcre2_code *code;
	pcre2_match_context *limits;
	pcre2_match_data *match;
	char **hints;
	size_t hint_count;
};

struct pattern *
pattern_new(const char *text, char error[PATTERN_ERROR])
{
	int code = 0;
	PCRE2_SIZE at = 0;
	pcre2_code *compiled =
		pcre2_compile((PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED,
			PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE |
				PCRE2_NEVER_BACKSLASH_C,
			&code, &at, NULL);
	if (!compiled) {
		PCRE2_UCHAR said[PATTERN_ERROR - 20];
		(void)pcre2_get_error_message(code, said, sizeof(said));
		(void)snprintf(error, PATTERN_ERROR, "%s (%zu)",
			(const char *)said, (size_t)at);
		return NULL;
	}
	struct pattern *p = mem_new(sizeof(*p));
	p->code = compiled;
	(void)pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE);
	p->limits = pcre2_match_context_create(NULL);
	p->match = pcre2_match_data_create(1, NULL);
	if (!p->limits || !p->match)
		abort();
	(void)pcre2_set_match_limit(p->limits, MATCH_LIMIT);
	(void)pcre2_set_depth_limit(p->limits, DEPTH_LIMIT);
	(void)pcre2_set_heap_limit(p->limits, HEAP_KIB);
	return p;
}

void
pattern_free(struct pattern *p)
{
	if (!p)
		return;
	pcre2_match_data_free(p->match);
	pcre2_match_context_free(p->limits);
	pcre2_code_free(p->code);
	for (size_t i = 0; i < p->hint_count; i++)
		free(p->hints[i]);
	free(p->hints);
	free(p);
}

void
pattern_hint(struct pattern *p, const char *word)
{
	p->hints = mem_grow(p->hints, (p->hint_count + 1) * sizeof(*p->hints));
	p->hints[p->hint_count++] = mem_strdup(word);
}

static bool
is_hinted(const struct pattern *p, const char *text)
{
	for (size_t i = 0; i < p->hint_count; i++)
		if (strstr(text, p->hints[i]))
			return true;
	return !p->hint_count;
}

bool
pattern_next(const struct pattern *p, const char *text, size_t len,
	size_t *from, size_t *start, size_t *end)
{
	if (*from == 0 && !is_hinted(p, text))
		return false;
	while (*from < len) {
		int rc = pcre2_match(p->code, (PCRE2_SPTR)text, len, *from,
			PCRE2_NO_UTF_CHECK, p->match, p->limits);
		if (rc == PCRE2_ERROR_NOMATCH)
			return false;
		if (rc < 0) {
			*start = *from;
			*end = *from = len;
			return true;
		}
		const PCRE2_SIZE *at = pcre2_get_ovector_pointer(p->match);
		*start = at[0];
		*end = at[1];
		*from = at[1];
		if (at[1] > at[0])
			return true;
		/* to the next character */
		for ((*from)++; *from < len; (*from)++)
			if (((unsigned char)text[*from] & 0xC0) != 0x80)
				break;
	}
	return false;
}

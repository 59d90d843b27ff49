/*
 * Reads the case files of tests/wire/cases; README.md there tells their form.
 */
#ifndef CRIER_TESTS_WIRE_CASES_H
#define CRIER_TESTS_WIRE_CASES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/pool.h"

enum { LINE_KEYS = 64, FILE_MAX = 4 << 20, PAGES_MAX = 8 };

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

struct line {
	char *key, *value;
};

/* Keys are overwritten, so a case inherits what its file said before it. */
struct lines {
	struct pool *pool;
	struct line line[LINE_KEYS];
	size_t count;
};

struct testcase {
	char *name;
	struct lines job, head, judgment;
	char *request; /* NULL: not compared */
	char *status; /* first line of the response */
	char *body;
	size_t body_len;
	bool has_response;
};

struct cases {
	struct pool *pool;
	struct testcase *at;
	size_t count;
};

static inline void
lines_set(struct lines *l, const char *key, const char *value)
{
	for (size_t i = 0; i < l->count; i++) {
		if (strcmp(l->line[i].key, key) == 0) {
			l->line[i].value = pool_strdup(l->pool, value);
			return;
		}
	}
	assert_true(l->count < LINE_KEYS);
	l->line[l->count].key = pool_strdup(l->pool, key);
	l->line[l->count++].value = pool_strdup(l->pool, value);
}

static inline const char *
lines_get(const struct lines *l, const char *key)
{
	for (size_t i = 0; i < l->count; i++)
		if (strcasecmp(l->line[i].key, key) == 0)
			return l->line[i].value;
	return NULL;
}

static inline const char *
lines_or(const struct lines *l, const char *key, const char *other)
{
	const char *v = lines_get(l, key);

	return v ? v : other;
}

static inline void
lines_add(struct lines *l, char *text)
{
	char *colon = strchr(text, ':');

	assert_non_null(colon);
	*colon++ = '\0';
	lines_set(l, text, colon + strspn(colon, " "));
}

/* ---- reading a file ---- */

enum part { PART_JOB, PART_REQUEST, PART_RESPONSE, PART_BODY, PART_JUDGMENT };

static inline void
add_text(char **to, size_t *len, const char *text)
{
	size_t n = strlen(text), old = *to ? *len : 0;

	*to = mem_grow(*to, old + n + 2);
	if (old > 0)
		(*to)[old++] = '\n';
	memcpy(*to + old, text, n + 1);
	*len = old + n;
}

static inline enum part
case_part(const char *name, const char *path)
{
	static const struct {
		const char *name;
		enum part part;
	} parts[] = {
		{ "request", PART_REQUEST },
		{ "response", PART_RESPONSE },
		{ "judgment", PART_JUDGMENT },
	};

	for (size_t i = 0; i < LENGTH(parts); i++)
		if (strcmp(parts[i].name, name) == 0)
			return parts[i].part;
	(void)fprintf(stderr,
		"%s: \"--- %s\" is none of request, response, judgment\n", path,
		name);
	exit(1);
}

/* One line of a file into the case at hand. */
static inline void
take_line(struct testcase *c, enum part *part, size_t *request_len, char *line)
{
	switch (*part) {
	case PART_JOB:
		if (*line)
			lines_add(&c->job, line);
		break;
	case PART_REQUEST:
		add_text(&c->request, request_len, line);
		break;
	case PART_RESPONSE:
		if (c->status == NULL)
			c->status = mem_strdup(line);
		else if (*line)
			lines_add(&c->head, line);
		else
			*part = PART_BODY;
		break;
	case PART_BODY:
		add_text(&c->body, &c->body_len, line);
		break;
	case PART_JUDGMENT:
		if (*line)
			lines_add(&c->judgment, line);
		break;
	}
}

static inline void
read_cases(struct cases *all, const char *path)
{
	struct testcase base = { 0 }, *c = &base;
	enum part part = PART_JOB;
	size_t request_len = 0, size = 0;
	char *line = NULL;
	FILE *f = fopen(path, "r");
	ssize_t n;

	assert_non_null(f);
	base.job.pool = base.head.pool = base.judgment.pool = all->pool;
	while ((n = getline(&line, &size, f)) >= 0) {
		if (n > 0 && line[n - 1] == '\n')
			line[n - 1] = '\0';
		if (strncmp(line, "=== ", 4) == 0) {
			all->at = mem_grow(
				all->at, (all->count + 1) * sizeof(*all->at));
			c = &all->at[all->count++];
			*c = base;
			c->name = pool_printf(all->pool, "%s: %s",
				strrchr(path, '/') + 1, line + 4);
			part = PART_JOB;
			request_len = 0;
		} else if (strncmp(line, "--- ", 4) == 0) {
			part = case_part(line + 4, path);
			c->has_response |= part == PART_RESPONSE;
		} else if (line[0] != '#' || part == PART_BODY) {
			take_line(c, &part, &request_len, line);
		}
	}
	free(line);
	(void)fclose(f);
}

#endif

/*
 * Documents as the relay makes them, what core/export makes of them, and a
 * small reader that asks whether markup is sound.
 */
#ifndef CRIER_TESTS_EXPORT_PAGES_H
#define CRIER_TESTS_EXPORT_PAGES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "export/export.h"

#define BASE "https://county.example/notices"

static inline json_t *
item(int n, const char *kind, const char *title, const char *text)
{
	char page[120], id[40];

	(void)snprintf(page, sizeof(page), BASE "/2026-0001/%d.html", n % 1000);
	(void)snprintf(id, sizeof(id), "2026-0001/%d", n % 1000);
	return json_pack("{s:s,s:i,s:s,s:s,s:s,s:s,s:I,s:s}", "message", id,
		"number", n, "kind", kind, "lang", "zh", "title", title, "text",
		text, "published", (json_int_t)1795487400000 + n * 60000,
		"page", page);
}

/* A message of another incident, which is listed and not shown. */
static inline json_t *
other(const char *incident, int n, const char *kind, const char *title,
	const char *of)
{
	char page[120], id[40];

	(void)snprintf(page, sizeof(page), BASE "/%s/%d.html", incident, n);
	(void)snprintf(id, sizeof(id), "%s/%d", incident, n);
	return json_pack("{s:s,s:i,s:s,s:s,s:s,s:I,s:s,s:s,s:s}", "message", id,
		"number", n, "kind", kind, "lang", "zh", "title", title,
		"published", (json_int_t)1795487400000 + n * 90000, "page",
		page, "incident", incident, "incident_title", of);
}

/* Takes over the items; the last one is the message being released. */
static inline json_t *
document(const char *mode, json_t *items)
{
	json_t *last = json_array_get(items, json_array_size(items) - 1);

	return json_pack("{s:s,s:s,s:s,s:s,s:{s:s,s:s,s:s,s:s},s:o}", "unit",
		"县融媒体中心", "base", BASE, "zone", "+08:00", "message",
		doc_str(last, "message"), "incident", "id", "2026-0001",
		"title", "城东暴雨", "mode", mode, "lang", "zh", "items",
		items);
}

static inline void
render(struct export_files *out, json_t *doc)
{
	struct err err = { 0 };

	if (export_site(out, doc, &err) != ERR_OK)
		fail_msg("%s: %s", err.where, err.what);
}

static inline const char *
file(const struct export_files *files, const char *path)
{
	for (size_t i = 0; i < files->count; i++)
		if (strcmp(files->file[i].path, path) == 0)
			return files->file[i].data;
	fail_msg("no file %s", path);
	return "";
}

/* ---- a small reader that only asks whether tags are closed in order ---- */

enum { DEPTH = 64 };

static inline size_t
name_len(const char *s)
{
	return strcspn(s, " />\n\t");
}

static inline bool
well_formed(const char *s)
{
	const char *open[DEPTH];
	size_t depth = 0;

	while ((s = strpbrk(s, "<&>")) != NULL) {
		const char *end = strchr(s, *s == '&' ? ';' : '>');

		if (*s == '>' || end == NULL || end - s > 400)
			return false;
		if (*s == '&' && end - s > 6)
			return false;
		if (*s == '<' && s[1] == '/') {
			if (depth == 0)
				return false;
			depth--;
			if (strncmp(open[depth], s + 2, name_len(s + 2)) != 0)
				return false;
		} else if (*s == '<' && s[1] != '!' && s[1] != '?' &&
			end[-1] != '/') {
			if (depth == DEPTH)
				return false;
			open[depth++] = s + 1;
		}
		s = end + 1;
	}
	return depth == 0;
}

#endif

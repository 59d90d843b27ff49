/*
 * Lines and tables, cleaned and aligned.
 */
#include "tui/cli/print.h"

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/instant.h"
#include "base/mem.h"
#include "base/text.h"
#include "tui/pages/cluster.h"
#include "tui/pages/i18n.h"

enum { LABEL_WIDTH = 12, GAP = 2 };

struct print_table {
	size_t columns;
	unsigned right;
	char **cells; /* row by row, headings first */
	size_t count;
};

void
print_doc(const json_t *doc)
{
	char *text = doc_format(doc);

	(void)puts(text);
	free(text);
}

/* The whole text on one line, safe for a terminal; the caller frees it. */
static char *
print_clean(const char *text)
{
	/* what is replaced takes at most three bytes for one */
	size_t size = strlen(text) * 3 + 1;
	char *clean = mem_new(size);

	text_printable(clean, size, text, strlen(text));
	return clean;
}

static void
print_cleaned(FILE *out, const char *text)
{
	char *clean = print_clean(text);

	(void)fputs(clean, out);
	free(clean);
}

static void __attribute__((format(printf, 2, 0)))
print_vline(FILE *out, const char *fmt, va_list ap)
{
	char *line;
	int n = vasprintf(&line, fmt, ap);

	assert(n >= 0);
	print_cleaned(out, line);
	(void)fputc('\n', out);
	free(line);
}

void
print_line(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	print_vline(stdout, fmt, ap);
	va_end(ap);
}

void
print_pair(const char *label, const char *text)
{
	int pad = LABEL_WIDTH - cluster_width(label);

	if (*text == '\0')
		return;
	(void)printf("%s%*s", label, pad > GAP ? pad : GAP, "");
	print_cleaned(stdout, text);
	(void)putchar('\n');
}

void
print_block(const char *front, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");
		char *line = mem_strndup(text, len);

		if (len > 0)
			(void)fputs(front, stdout);
		print_plain(line);
		free(line);
		text += len + (text[len] == '\n');
	}
}

void
print_plain(const char *text)
{
	char *clean = text_clean(text, strlen(text));
	size_t len = strlen(clean);

	(void)fputs(clean, stdout);
	if (len == 0 || clean[len - 1] != '\n')
		(void)putchar('\n');
	free(clean);
}

void
print_fail(const char *what, const char *where, const char *remedy)
{
	(void)fputs("crier: ", stderr);
	if (*where && strstr(what, where) == NULL) {
		print_cleaned(stderr, where);
		(void)fputs((unsigned char)where[strlen(where) - 1] < 0x80
				? ": "
				: "：",
			stderr);
	}
	print_cleaned(stderr, what);
	if (*remedy) {
		(void)fputs("\n       ", stderr);
		print_cleaned(stderr, remedy);
	}
	(void)fputc('\n', stderr);
}

void
print_note(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	print_vline(stderr, fmt, ap);
	va_end(ap);
}

void
print_time(char out[PRINT_TIME], int64_t ms, int zone)
{
	out[0] = '\0';
	if (ms != 0)
		instant_format_plain(out, ms, zone);
}

/* ---- tables ---- */

struct print_table *
table_new(void)
{
	return mem_new(sizeof(struct print_table));
}

void
table_head(struct print_table *t, const char *label, bool right)
{
	assert(t->count == t->columns && t->columns < PRINT_COLUMNS);
	if (right)
		t->right |= 1U << t->columns;
	t->columns++;
	table_cell(t, label);
}

void
table_free(struct print_table *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->count; i++)
		free(t->cells[i]);
	free(t->cells);
	free(t);
}

void
table_cell(struct print_table *t, const char *text)
{
	*MEM_ADD(t->cells, t->count) = print_clean(text);
}

static void
table_measure(const struct print_table *t, int *width, bool *used)
{
	for (size_t i = 0; i < t->count; i++) {
		int w = cluster_width(t->cells[i]);
		size_t column = i % t->columns;

		if (i >= t->columns && w > 0)
			used[column] = true;
		if (w > width[column])
			width[column] = w;
	}
}

static void
print_row(const struct print_table *t, char *const *row, const int *width,
	const bool *used)
{
	int owed = 0; /* blanks before the next cell: none at a line's end */

	for (size_t i = 0; i < t->columns; i++) {
		int pad = width[i] - cluster_width(row[i]);
		bool right = t->right & 1U << i;

		if (!used[i])
			continue;
		if (right)
			owed += pad;
		if (row[i][0]) {
			(void)printf("%*s%s", owed, "", row[i]);
			owed = 0;
		}
		owed += (right ? 0 : pad) + GAP;
	}
	(void)putchar('\n');
}

void
table_print(struct print_table *t)
{
	int width[PRINT_COLUMNS] = { 0 };
	bool used[PRINT_COLUMNS] = { false };

	assert(t->count % t->columns == 0);
	table_measure(t, width, used);
	if (t->count > t->columns)
		for (size_t i = 0; i < t->count; i += t->columns)
			print_row(t, t->cells + i, width, used);
	table_free(t);
}

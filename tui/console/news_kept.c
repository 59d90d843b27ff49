/*
 * $XDG_STATE_HOME/crier/looked: "base SEQ", "waits" and a "wait MARK" each,
 * then "incident ID SEQ", "lines" and a "past MARK" for each row of it.
 */
#include "tui/console/news_kept.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "tui/console/news.h"
#include "tui/console/own_state.h"

enum {
	ROWS = 1000, /* of one session: each board row looks through them */
	KEPT = 200, /* of them, the last ones */
	MARKS = 1000 /* rows of one line of time */
};

static const char looked_name[] = "looked";

/* ---- what was looked at ---- */

bool
looked_has(const struct looked *l, uint64_t mark)
{
	for (size_t i = 0; i < l->count; i++)
		if (l->marks[i] == mark)
			return true;
	return false;
}

/* Too many to keep: then nobody knows which were there. */
void
looked_add(struct looked *l, uint64_t mark)
{
	if (l->count == MARKS)
		l->known = false;
	else if (!looked_has(l, mark))
		*MEM_ADD(l->marks, l->count) = mark;
}

void
looked_clear(struct looked *l)
{
	free(l->marks);
	*l = (struct looked){ .known = true };
}

struct news_row *
news_row_of(struct news *n, const char *id, bool add)
{
	struct news_row *row;

	for (size_t i = 0; i < n->count; i++)
		if (strcmp(n->rows[i].id, id) == 0)
			return &n->rows[i];
	if (!add || n->count == ROWS)
		return NULL;
	row = MEM_ADD(n->rows, n->count);
	*row = (struct news_row){ .seen = n->base };
	fixed_cut(row->id, sizeof(row->id), id);
	return row;
}

void
news_free(struct news *n)
{
	if (n == NULL)
		return;
	for (size_t i = 0; i < n->count; i++)
		free(n->rows[i].past.marks);
	free(n->rows);
	free(n->waits.marks);
	free(n);
}

/* ---- the file ---- */

/* "WORD rest": the rest, NULL if it is another word. */
static const char *
news_word(const char *line, const char *word)
{
	size_t len = strlen(word);

	return strncmp(line, word, len) == 0 && line[len] == ' '
		? line + len + 1
		: NULL;
}

static void
news_read_incident(struct news *n, struct looked **past, char *rest)
{
	char *seq = strchr(rest, ' ');
	struct news_row *row;

	if (seq == NULL)
		return;
	*seq++ = '\0';
	row = strlen(rest) < INCIDENT_ID ? news_row_of(n, rest, true) : NULL;
	if (row == NULL)
		return;
	row->seen = strtoll(seq, NULL, 10);
	*past = &row->past;
}

static void
news_read(struct news *n, FILE *f)
{
	char line[OWN_STATE_LINE];
	struct looked *past = NULL;
	const char *rest;

	while (own_state_line(line, f)) {
		if ((rest = news_word(line, "base")) != NULL)
			n->base = strtoll(rest, NULL, 10);
		else if (strcmp(line, "waits") == 0)
			n->waits.known = true;
		else if ((rest = news_word(line, "wait")) != NULL)
			looked_add(&n->waits, strtoull(rest, NULL, 16));
		else if ((rest = news_word(line, "incident")) != NULL)
			news_read_incident(
				n, &past, line + (size_t)(rest - line));
		else if (past != NULL && strcmp(line, "lines") == 0)
			past->known = true;
		else if (past != NULL &&
			(rest = news_word(line, "past")) != NULL)
			looked_add(past, strtoull(rest, NULL, 16));
	}
}

struct news *
news_load(const struct app *app)
{
	struct news *n = mem_new(sizeof(*n));
	FILE *f;

	n->off = !own_state_can_keep();
	f = n->off ? NULL : own_state_read(app, looked_name, 0);
	if (f == NULL)
		return n;
	news_read(n, f);
	(void)fclose(f);
	return n;
}

static void
news_write_marks(
	FILE *f, const char *head, const char *word, const struct looked *l)
{
	if (!l->known)
		return;
	(void)fprintf(f, "%s\n", head);
	for (size_t i = 0; i < l->count; i++)
		(void)fprintf(f, "%s %016" PRIx64 "\n", word, l->marks[i]);
}

static bool
news_row_is_kept(const struct news *n, const struct news_row *row)
{
	return row->seen > n->base || row->past.known;
}

static void
news_write_rows(FILE *f, const struct news *n)
{
	size_t count = 0;

	for (size_t i = 0; i < n->count; i++)
		count += news_row_is_kept(n, &n->rows[i]);
	for (size_t i = 0; i < n->count; i++) {
		const struct news_row *row = &n->rows[i];

		if (!news_row_is_kept(n, row) || count-- > KEPT)
			continue;
		(void)fprintf(
			f, "incident %s %" PRId64 "\n", row->id, row->seen);
		news_write_marks(f, "lines", "past", &row->past);
	}
}

void
news_keep(const struct app *app, const struct news *n)
{
	FILE *f = own_state_begin(app, looked_name);

	if (f == NULL)
		return;
	(void)fprintf(f, "base %" PRId64 "\n", n->base);
	news_write_marks(f, "waits", "wait", &n->waits);
	news_write_rows(f, n);
	own_state_keep(f, looked_name);
}

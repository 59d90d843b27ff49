/*
 * Markdown and CSV from documents.
 */
#include "record/project_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/instant.h"
#include "base/mem.h"
#include "record/project.h"

/* Body fields that are instants. */
static const char *const instants[] = { "as_of", "at", "deadline", "due",
	"expires", "found", "from", "occurred", "reach_at", "reported", "seen",
	"sent_at", "supplement", "until" };

struct text_column {
	const char *key;
	bool instant;
};

static bool
is_instant(const char *key)
{
	for (size_t i = 0; i < sizeof(instants) / sizeof(instants[0]); i++)
		if (strcmp(instants[i], key) == 0)
			return true;
	return false;
}

/* Text on one line: newlines and tabs become blanks. */
static void
put_line(struct buf *b, const char *text)
{
	for (; *text != '\0'; text++)
		buf_putc(b, *text == '\n' || *text == '\t' ? ' ' : *text);
}

static void
text_put_value(struct buf *b, const char *key, const json_t *v, int zone)
{
	char stamp[INSTANT_TEXT], *text;

	if (json_is_string(v)) {
		put_line(b, json_string_value(v));
	} else if (json_is_integer(v) && is_instant(key)) {
		instant_format(stamp, json_integer_value(v), zone);
		buf_puts(b, stamp);
	} else {
		text = doc_format(v);
		buf_puts(b, text);
		free(text);
	}
}

static int
rows_by_key(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Every field but those named in `less` (ends in NULL), sorted by name. */
static void
text_put_fields(
	struct buf *b, const json_t *body, const char *const *less, int zone)
{
	json_t *doc = json_copy(doc_borrow(body)), *v;
	const char **keys =
		mem_array(json_object_size(body) + 1, sizeof(*keys));
	const char *key;
	size_t n = 0;

	for (; *less != NULL; less++)
		json_object_del(doc, *less);
	json_object_foreach(doc, key, v) keys[n++] = key;
	qsort(keys, n, sizeof(*keys), rows_by_key);
	for (size_t i = 0; i < n; i++) {
		v = json_object_get(doc, keys[i]);
		buf_printf(b, "- %s: ", keys[i]);
		text_put_value(b, keys[i], v, zone);
		buf_putc(b, '\n');
	}
	free(keys);
	json_decref(doc);
}

/* Of a demo station actual is not said alone. */
static const char *
mode_word(const struct entry *e, const struct project *p)
{
	bool drill = strcmp(e->mode, "drill") == 0;

	if (!p->marked || !p->demo)
		return e->mode;
	return drill ? "drill, on a demo station" : "demo, not a real event";
}

static void
put_head(struct buf *b, const struct entry *e, const struct project *p)
{
	char stamp[INSTANT_TEXT];

	instant_format(stamp, e->time, p->zone);
	buf_printf(b, "- entry: %lld\n- time: %s\n- by: ", (long long)e->seq,
		stamp);
	put_line(b, e->by);
	buf_putc(b, '\n');
	if (e->mode[0] != '\0')
		buf_printf(b, "- mode: %s\n", mode_word(e, p));
}

void
project_note(struct buf *b, const struct entry *e, const struct project *p)
{
	static const char *const less[] = { "manifest", "variants", NULL };

	buf_printf(b, "# %s\n\n", e->kind);
	put_head(b, e, p);
	text_put_fields(b, e->body, less, p->zone);
}

void
project_titled(struct buf *b, const struct entry *e, const struct project *p)
{
	static const char *const less[] = { "title", NULL };

	buf_puts(b, "# ");
	put_line(b, doc_str(e->body, "title"));
	buf_printf(b, "\n\n- incident: %s\n", e->incident);
	put_head(b, e, p);
	text_put_fields(b, e->body, less, p->zone);
}

static void
put_block(struct buf *b, const char *title, const char *text)
{
	buf_puts(b, "\n## ");
	put_line(b, title);
	buf_puts(b, "\n\n");
	buf_puts(b, text);
	buf_putc(b, '\n');
}

void
project_revision(struct buf *b, const struct entry *e, const struct project *p)
{
	static const char *const less[] = { "title", "text", "variants",
		"slots", "figures", NULL };
	static const char *const none[] = { NULL };
	json_t *variants = doc_get(e->body, "variants"), *v;
	const char *account;

	buf_printf(b, "# %s revision %lld\n\n", doc_str(e->body, "message"),
		(long long)doc_int(e->body, "revision"));
	put_head(b, e, p);
	text_put_fields(b, e->body, less, p->zone);
	if (json_object_size(doc_get(e->body, "slots")) > 0) {
		buf_puts(b, "\n## Slots\n\n");
		text_put_fields(b, doc_get(e->body, "slots"), none, p->zone);
	}
	put_block(b, doc_str(e->body, "title"), doc_str(e->body, "text"));
	json_object_foreach(variants, account, v) if (json_is_string(v))
		put_block(b, account, json_string_value(v));
}

void
project_prepared(struct buf *b, const struct entry *e, const struct project *p)
{
	static const char *const less[] = { "title", "text", "slots", NULL };
	static const char *const none[] = { NULL };

	buf_printf(b, "# %s, made ready\n\n", doc_str(e->body, "kind"));
	put_head(b, e, p);
	text_put_fields(b, e->body, less, p->zone);
	if (json_object_size(doc_get(e->body, "slots")) > 0) {
		buf_puts(b, "\n## Slots\n\n");
		text_put_fields(b, doc_get(e->body, "slots"), none, p->zone);
	}
	put_block(b, doc_str(e->body, "title"), doc_str(e->body, "text"));
}

void
project_variant(struct buf *b, const json_t *doc)
{
	if (*doc_str(doc, "title") != '\0') {
		put_line(b, doc_str(doc, "title"));
		buf_puts(b, "\n\n");
	}
	buf_puts(b, doc_str(doc, "text"));
	buf_putc(b, '\n');
}

/* A quoted field that a spreadsheet will not compute. */
static void
put_cell(struct buf *b, const char *text)
{
	buf_putc(b, '"');
	if (*text != '\0' && strchr("=+-@\t", *text) != NULL)
		buf_putc(b, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			buf_putc(b, '"');
		buf_putc(b, *text);
	}
	buf_putc(b, '"');
}

static void
put_row(struct buf *b, const json_t *row, const struct text_column *column,
	size_t count, int zone)
{
	char stamp[INSTANT_TEXT];

	for (size_t i = 0; i < count; i++) {
		const json_t *v = json_object_get(row, column[i].key);

		if (i > 0)
			buf_putc(b, ',');
		if (json_is_integer(v) && column[i].instant) {
			instant_format(stamp, json_integer_value(v), zone);
			buf_puts(b, stamp);
		} else if (json_is_integer(v)) {
			buf_printf(b, "%lld", (long long)json_integer_value(v));
		} else if (json_is_boolean(v)) {
			buf_puts(b, json_is_true(v) ? "yes" : "no");
		} else if (json_is_string(v)) {
			put_cell(b, json_string_value(v));
		}
	}
	buf_puts(b, "\r\n");
}

static void
put_table(struct buf *b, const json_t *rows, const struct text_column *column,
	size_t count, int zone)
{
	json_t *row;
	size_t i;

	for (i = 0; i < count; i++)
		buf_printf(b, "%s%s", i > 0 ? "," : "", column[i].key);
	buf_puts(b, "\r\n");
	json_array_foreach(rows, i, row) put_row(b, row, column, count, zone);
}

void
project_figures(struct buf *b, const json_t *body, int zone)
{
	static const struct text_column column[] = { { "name", false },
		{ "value", false }, { "source", false }, { "as_of", true },
		{ "verified", false }, { "reason", false } };
	const size_t all = sizeof(column) / sizeof(column[0]);
	json_t *figures = doc_get(body, "figures"), *row;
	bool reasons = false;
	size_t i;

	json_array_foreach(figures, i, row) reasons =
		reasons || *doc_str(row, "reason");
	/* where nobody gave a reason the table is as it always was */
	put_table(b, figures, column, reasons ? all : all - 1, zone);
}

/* What was practised is no receipt: each row says so, in words. */
void
project_results(struct buf *b, const struct entry *e, const struct project *p)
{
	static const struct text_column column[] = { { "delivery", false },
		{ "attempt", false }, { "outcome", false }, { "state", false },
		{ "ok", false }, { "id", false }, { "url", false },
		{ "at", true }, { "sent_at", true }, { "detail", false },
		{ "mode", false } };
	const size_t all = sizeof(column) / sizeof(column[0]);
	json_t *rows = json_deep_copy(doc_borrow(doc_get(e->body, "results"))),
	       *row;
	bool told = p->marked && (p->demo || strcmp(e->mode, "drill") == 0);
	size_t i;

	json_array_foreach(rows, i, row) if (told)
		doc_put_str(row, "mode", mode_word(e, p));
	put_table(b, rows, column, told ? all : all - 1, p->zone);
	json_decref(rows);
}

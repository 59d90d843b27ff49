/*
 * Findings drawn and marked.
 */
#include "tui/console/views/findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "base/text.h"
#include "tui/console/border.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/waivers.h"
#include "tui/console/wrap.h"

enum { WORDS = 900, AROUND = 24, MARKS = 200 };

static const json_t *
list_of(const json_t *answer)
{
	return json_object_get(answer, "findings");
}

static const json_t *
finding_at(const json_t *answer, int at)
{
	return at < 0 ? NULL : json_array_get(list_of(answer), (size_t)at);
}

int
findings_count(const json_t *answer)
{
	return (int)json_array_size(list_of(answer));
}

int
findings_next(const json_t *answer, int at)
{
	int n = findings_count(answer);

	return n == 0 ? 0 : (at + 1) % n;
}

void
findings_go(const json_t *answer, int at, struct form *form)
{
	const json_t *f = finding_at(answer, at);
	const char *slot = doc_str(f, "slot"), *where = doc_str(f, "where");
	bool in_slot = strncmp(where, "slots.", 6) == 0;
	struct form_field *field;
	size_t to;

	if (*slot == '\0' && !in_slot) {
		if (*doc_str(f, "figure"))
			form_focus(form, doc_str(f, "figure"));
		return;
	}
	form_focus(form, *slot ? slot : where);
	field = &form->field[form->focus];
	if (field->figure || field->choice)
		return;
	to = (size_t)doc_int(f, *slot ? "slot_start" : "start");
	if (to <= field->part[0].text.len)
		field->part[0].at = to;
}

/* ---- words ------------------------------------------------------------- */

/* It cannot be submitted with this one: blocking and not suspended. */
static bool
findings_block(const json_t *finding)
{
	return waivers_look(finding)->block;
}

bool
findings_repost(const json_t *answer)
{
	for (int i = 0; i < findings_count(answer); i++)
		if (doc_bool(finding_at(answer, i), "repost"))
			return true;
	return false;
}

int
findings_first(const json_t *answer)
{
	for (int i = 0; i < findings_count(answer); i++)
		if (findings_block(finding_at(answer, i)))
			return i;
	return 0;
}

const char *
findings_place(const json_t *finding, enum lang lang)
{
	const char *where = doc_str(finding, "where");
	const char *dot = strchr(where, '.');

	if (*say_both(finding, "place", lang))
		return say_both(finding, "place", lang);
	if (strcmp(where, "text") == 0)
		return _("Text");
	if (strcmp(where, "title") == 0)
		return _("title");
	return dot ? dot + 1 : where;
}

/* The text that a finding's bytes count in; "" if it is not in the answer. */
static const char *
text_of(const json_t *answer, const char *where)
{
	if (strcmp(where, "text") == 0 || strcmp(where, "title") == 0)
		return doc_str(answer, where);
	if (strncmp(where, "variants.", 9) != 0)
		return "";
	return doc_str(doc_find(json_object_get(answer, "variants"), "account",
			       where + 9),
		"text");
}

/* The bytes [start, end) of a finding in its text; false if there are none. */
static bool
bytes_of(const char **text, size_t *start, size_t *end, const json_t *answer,
	const json_t *f)
{
	*text = text_of(answer, doc_str(f, "where"));
	*start = (size_t)doc_int(f, "start");
	*end = (size_t)doc_int(f, "end");
	return *end > *start && *end <= strlen(*text);
}

static bool
findings_add(char *out, size_t room, const char *text)
{
	return fixed_cut_add(out, room, text, strlen(text));
}

/* The same of a piece of a text, on one line. */
static bool
findings_add_line(char *out, size_t room, const char *text, size_t len)
{
	size_t at = strlen(out);
	bool fits = fixed_cut_add(out, room, text, len);

	for (; out[at]; at++)
		if (out[at] == '\n')
			out[at] = ' ';
	return fits;
}

/* "Text: … on Main Road » caused by « …" */
static void
place_words(char *out, size_t room, const json_t *answer, const json_t *f,
	enum lang lang)
{
	const char *text = NULL;
	size_t start = 0, end = 0, from, to, shown;

	fixed_cut(out, room, findings_place(f, lang));
	if (!bytes_of(&text, &start, &end, answer, f))
		return;
	from = start > AROUND ? start - AROUND : 0;
	while (from < start && ((unsigned char)text[from] & 0xC0) == 0x80)
		from++;
	shown = start + text_cut(text + start, end - start, AROUND * 3);
	to = end + text_cut(text + end, strlen(text + end), AROUND);
	(void)(findings_add(out, room, from ? ": …" : ": ") &&
		findings_add_line(out, room, text + from, start - from) &&
		findings_add(out, room, FINDINGS_HERE) &&
		findings_add_line(out, room, text + start, shown - start) &&
		findings_add(out, room, shown < end ? "…«" : "«") &&
		findings_add_line(out, room, text + end, to - end) &&
		findings_add(out, room, text[to] ? "…" : ""));
}

/* ---- drawing ----------------------------------------------------------- */

/* The chosen one in full; returns the rows it takes, in any area. */
static int
findings_draw_whole(const json_t *answer, const json_t *f, enum lang lang,
	struct area a, int row)
{
	char words[WORDS];
	int first = row;

	waivers_head(words, sizeof(words), f, lang);
	row += area_wrap(a, row, 0, waivers_look(f)->style, words);
	place_words(words, sizeof(words), answer, f, lang);
	if (*words)
		row += area_wrap(a, row, 2, STYLE_TEXT, words);
	if (*say_both(f, "mend", lang)) {
		fixed_cut_format(words, sizeof(words), "→ %s",
			say_both(f, "mend", lang));
		row += area_wrap(a, row, 2, STYLE_STRONG, words);
	}
	say_figure_ways(words, sizeof(words), f);
	if (*words)
		row += area_wrap(a, row, 2, STYLE_STRONG, words);
	waivers_words(words, sizeof(words), f);
	if (*words)
		row += area_wrap(a, row, 2, STYLE_TEXT, words);
	if (*doc_str(f, "source"))
		row += area_wrap(a, row, 2, STYLE_DIM, doc_str(f, "source"));
	return row - first;
}

int
findings_rows(const json_t *answer, int at, enum lang lang, int cols)
{
	struct grid none = { 0 };
	struct area a = { .grid = &none, .cols = cols };
	int n = findings_count(answer);

	if (n == 0 || cols < 4)
		return 0;
	return 1 +
		findings_draw_whole(
			answer, finding_at(answer, at), lang, a, 0) +
		n - 1;
}

void
findings_draw(const json_t *answer, int at, enum lang lang, struct area a)
{
	char words[WORDS], blocks[24] = "";
	int n = findings_count(answer), row, bad = 0;

	for (int i = 0; i < n; i++)
		bad += findings_block(finding_at(answer, i));
	if (bad)
		fixed_format(blocks, sizeof(blocks), "  !! %d", bad);
	fixed_cut_format(words, sizeof(words), "%s %d/%d%s%s", _("Findings"),
		at + 1, n, blocks,
		doc_bool(finding_at(answer, at), "repost") ? _("  F2: repost")
							   : "");
	row = border_rule(a, 0, words);
	row += findings_draw_whole(
		answer, finding_at(answer, at), lang, a, row);
	for (int i = 1; i < n && row < a.rows; i++, row++) {
		const json_t *f = finding_at(answer, (at + i) % n);

		if (row == a.rows - 1 && i < n - 1) {
			(void)area_printf(a, row, 0, STYLE_DIM,
				say_n("%d more", "%d more", (size_t)(n - i)),
				n - i);
			return;
		}
		waivers_head(words, sizeof(words), f, lang);
		(void)area_column(
			a, row, 0, a.cols, waivers_look(f)->style, words);
	}
}

/* ---- marks ------------------------------------------------------------- */

struct mark {
	size_t start, end;
	bool here;
};

static int
by_start(const void *x, const void *y)
{
	const struct mark *a = x, *b = y;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return b->here - a->here;
}

/* Where the words of a finding stand in this text. */
static bool
find_mark(struct mark *m, const json_t *answer, const json_t *f,
	const char *where, const char *text)
{
	const char *from = NULL;
	size_t start = 0, end = 0, likeness = 0;
	struct text_place place;

	if (!bytes_of(&from, &start, &end, answer, f))
		return false;
	if (strcmp(doc_str(f, "where"), where) == 0 && end <= strlen(text)) {
		m->start = start;
		m->end = end;
		return true;
	}
	place = (struct text_place){ from, strlen(from), start, end };
	m->start = text_find_alike(&likeness, text, strlen(text), &place);
	if (m->start == SIZE_MAX)
		return false;
	m->end = m->start + (end - start);
	return true;
}

char *
findings_mark(const json_t *answer, int at, const char *where, const char *text)
{
	struct mark marks[MARKS];
	size_t count = 0, done = 0;
	struct buf b;

	for (int i = 0; i < findings_count(answer) && count < MARKS; i++) {
		marks[count].here = i == at;
		count += find_mark(&marks[count], answer, finding_at(answer, i),
			where, text);
	}
	qsort(marks, count, sizeof(marks[0]), by_start);
	/* signs around a mark take six bytes at most */
	buf_init(&b, strlen(text) + MARKS * 6 + 1);
	for (size_t i = 0; i < count; i++) {
		const struct mark *m = &marks[i];

		/* one that overlaps the chosen one gives way to it */
		if (m->start < done ||
			(!m->here && i + 1 < count && marks[i + 1].here &&
				marks[i + 1].start < m->end))
			continue;
		buf_add(&b, text + done, m->start - done);
		buf_puts(&b, m->here ? FINDINGS_HERE : "‹");
		buf_add(&b, text + m->start, m->end - m->start);
		buf_puts(&b, m->here ? "«" : "›");
		done = m->end;
	}
	buf_puts(&b, text + done);
	return buf_take(&b);
}

/*
 * How a message is made: what its first lines say (L-32), drill and actual
 * (L-41), a label for text by machine (L-44), characters nobody sees (L-46).
 */
#include "lint/lint_check.h"
#include "lint/signature.h"

#include <string.h>

/* The byte behind the first `limit` characters. */
static size_t
head_end(const struct lint_text *t, long limit)
{
	size_t i = 0;
	uint32_t cp = 0;

	for (long n = 0; n < limit && i < t->f.len; n++)
		i += text_decode(&cp, t->f.data + i, t->f.len - i);
	return i;
}

/* The first digit before `end`, or `end`: dates and times begin with one. */
static size_t
first_digit(const char *t, size_t end)
{
	size_t i = 0;

	while (i < end && (t[i] < '0' || t[i] > '9'))
		i++;
	return i;
}

/* Words of a place's kind, or the place that the slot names. */
static bool
has_place(const struct lint_scan *s, const struct lint_text *t, size_t end)
{
	const char *place = scan_slot(s, "place");
	struct text_folded f;
	bool found;

	if (scan_list_within(s, lint_list_named(s->c->rules, "place-kinds"), "",
		    t->f.data, 0, end))
		return true;
	if (!*place)
		return false;
	lint_fold(&f, place, strlen(place));
	found = memmem(t->f.data, end, f.data, f.len) != NULL;
	text_folded_release(&f);
	return found;
}

/* Time and place early; `list` holds the titles of leaders that come later. */
void
check_lead(struct lint_scan *s)
{
	const struct lint_text *t = NULL;

	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++) {
		long limit = s->rule->limit * (s->c->lang == LANG_ZH ? 1 : 2);
		size_t end = head_end(t, limit);
		struct lint_spans titles;
		size_t time;

		/* behind the banner */
		if (s->c->mode == MODE_DRILL || s->c->demo)
			end += strcspn(t->f.data, "\n");
		end = end > t->f.len ? t->f.len : end;
		scan_spans(&titles, s, i, s->rule->list);
		time = first_digit(t->f.data, end);
		if (titles.count && titles.rows[0].end <= time)
			scan_add_row(s, i, titles.rows[0].start,
				titles.rows[0].end, titles.rows[0].row,
				titles.rows[0].word);
		else if (time == end || !has_place(s, t, end))
			scan_add(s, i, 0, end, NULL);
		lint_spans_release(&titles);
	}
}

/* ---- drills ---- */

static bool
names_drill(const struct lint_spans *words, size_t start, size_t end)
{
	for (size_t i = 0; i < words->count; i++)
		if (words->rows[i].start >= start && words->rows[i].end <= end)
			return true;
	return false;
}

/* The banner of `list` in the title, and in first and last line of a text; a
 * signature may stand below it. */
void
check_banner(struct lint_scan *s)
{
	const struct lint_text *t = NULL;

	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++) {
		struct lint_spans words;
		size_t len = t->f.len, first = 0, last = 0, signed_from;
		bool title;

		while (len && strchr("\n \t", t->f.data[len - 1]))
			len--;
		while (first < len && t->f.data[first] != '\n')
			first++;
		signed_from = signature_start(t);
		last = signed_from && signed_from < len ? signed_from - 1 : len;
		while (last && t->f.data[last - 1] != '\n')
			last--;
		scan_spans(&words, s, i, s->rule->list);
		title = t->field->part == PART_TITLE;
		if (len && !names_drill(&words, 0, first))
			scan_add(s, i, 0, first, NULL);
		else if (len && !title && !names_drill(&words, last, len))
			scan_add(s, i, last, len, NULL);
		lint_spans_release(&words);
	}
}

/* ---- text by machine ---- */

void
check_ai_label(struct lint_scan *s)
{
	static const char *const yes[] = { "yes", "true", "是", "1" };
	const char *used = scan_slot(s, "ai_used");
	bool is = false;

	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		is = is || strcmp(used, yes[i]) == 0;
	for (size_t i = 0; is && scan_next(s, &i) != NULL; i++) {
		struct lint_spans labels;

		scan_spans(&labels, s, i, s->rule->list);
		if (!labels.count)
			scan_add(s, i, 0, 0, NULL);
		lint_spans_release(&labels);
	}
}

/* ---- what nobody sees ---- */

static bool
is_unseen(uint32_t cp)
{
	return cp == 0x00AD || cp == 0x061C || cp == 0x115F || cp == 0x1160 ||
		cp == 0x180E || (cp >= 0x200B && cp <= 0x200F) ||
		(cp >= 0x2028 && cp <= 0x202E) ||
		(cp >= 0x2060 && cp <= 0x206F) || cp == 0x3164 ||
		cp == 0xFEFF || cp == 0xFFA0 ||
		(cp >= 0xFFF9 && cp <= 0xFFFB) ||
		(cp >= 0xE0000 && cp <= 0xE007F);
}

/* A joiner between pictures makes one picture of them. */
static bool
joins_pictures(uint32_t before, uint32_t cp, const char *next, size_t len)
{
	uint32_t after = 0;

	return cp == 0x200D && text_decode(&after, next, len) &&
		after >= 0x2000 &&
		(before >= 0x1F000 || before == 0xFE0F ||
			(before >= 0x2600 && before < 0x2800));
}

void
check_unseen(struct lint_scan *s)
{
	const struct lint_text *t = NULL;

	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++) {
		const char *text = t->field->text;
		size_t len = t->field->len, n = 0;
		uint32_t before = 0, cp = 0;

		for (size_t at = 0; at < len; at += n, before = cp) {
			n = text_decode(&cp, text + at, len - at);
			if (is_unseen(cp) &&
				!joins_pictures(before, cp, text + at + n,
					len - at - n))
				scan_add_original(s, i, at, at + n);
		}
	}
}

/*
 * C-01, C-02: a text that is a warning (its title says so) holds what the law
 * asks of one: what threatens, level, issuer, time, area, what to do; and a
 * level and its colour agree.
 */
#include "lint/lint_check.h"

#include <string.h>

#include "base/fixed.h"

/* Rows of the list `warning-parts`, by note, in the order they are missed. */
static const struct {
	const char *note;
	struct both said;
} parts[] = {
	{ "hazard", BOTH("hazard", "灾种") },
	{ "level", BOTH("level", "级别") },
	{ "issuer", BOTH("issuer", "发布机关") },
	{ "time", BOTH("time", "时间") },
	{ "area", BOTH("area", "区域") },
	{ "measure", BOTH("what to do", "措施") },
};
enum { PARTS = sizeof(parts) / sizeof(parts[0]) };

static unsigned
parts_in(const struct lint_scan *s, size_t field)
{
	struct lint_spans found;
	unsigned have = 0;

	scan_spans_of(&found, s, field, s->rule->list, true);
	for (size_t i = 0; i < found.count; i++)
		for (size_t p = 0; p < PARTS; p++)
			if (strcmp(found.rows[i].row->note, parts[p].note) == 0)
				have |= 1u << p;
	lint_spans_release(&found);
	return have;
}

/* The title calls it a warning, and does not lift one. */
static bool
is_warning(const struct lint_scan *s, size_t title)
{
	struct lint_spans found, lifted;
	bool is = false;

	scan_spans_of(&found, s, title, s->rule->list, true);
	scan_spans(&lifted, s, title, s->rule->except);
	for (size_t i = 0; i < found.count; i++)
		is = is || strcmp(found.rows[i].row->note, "warning") == 0;
	is = is && !lifted.count;
	lint_spans_release(&found);
	lint_spans_release(&lifted);
	return is;
}

/* A repost's original is the warning, and these speak of one at most. */
static bool
speaks_of_warnings(enum message_kind kind)
{
	return kind == KIND_REPOST || kind == KIND_STANCE ||
		kind == KIND_REBUTTAL || kind == KIND_WITHDRAWAL ||
		kind == KIND_CLOSING;
}

/* The parts that are missed, one after the other. */
static void
add_lacking(struct lint_scan *s, size_t text, unsigned have)
{
	static const char *const joints[LANG_COUNT] = { ", ", "、" };
	char said[LANG_COUNT][96] = { "", "" };

	for (int lang = 0; lang < LANG_COUNT; lang++)
		for (size_t p = 0, at = 0; p < PARTS; p++) {
			if (have >> p & 1)
				continue;
			fixed_cut_format(said[lang] + at,
				sizeof(said[lang]) - at, "%s%s",
				at ? joints[lang] : "", parts[p].said.in[lang]);
			at += strlen(said[lang] + at);
		}
	scan_add_both(s, text, 0, 0,
		&(const struct both)BOTH(said[LANG_EN], said[LANG_ZH]));
}

void
check_warning(struct lint_scan *s)
{
	unsigned have = 0;
	bool warning = false;
	size_t text = SIZE_MAX;

	if (speaks_of_warnings(s->c->kind))
		return;
	for (size_t i = 0; scan_next(s, &i) != NULL; i++) {
		enum lint_part part = s->c->fields[i].part;

		if (part == PART_TITLE)
			warning = warning || is_warning(s, i);
		if (part == PART_TEXT && text == SIZE_MAX)
			text = i;
	}
	if (!warning || text == SIZE_MAX)
		return;
	for (size_t i = 0; scan_next(s, &i) != NULL; i++)
		have |= parts_in(s, i);
	if (have == (1u << PARTS) - 1)
		return;
	add_lacking(s, text, have);
}

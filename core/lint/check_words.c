/*
 * Rules about words of a list that need more than one look: too many of them
 * (L-33), two that may not be mixed (L-26), some that need another beside
 * them (L-26), causes before anybody has found one (L-31), assurances that
 * only the figures can give (L-34).
 */
#include "lint/lint_check.h"

#include <string.h>

/* More than `limit` words of the list in one text: the rest are findings. */
void
check_too_many(struct lint_scan *s)
{
	for (size_t i = 0; scan_next(s, &i) != NULL; i++) {
		struct lint_spans found;

		scan_spans(&found, s, i, s->rule->list);
		for (size_t k = (size_t)s->rule->limit; k < found.count; k++)
			scan_add_row(s, i, found.rows[k].start,
				found.rows[k].end, found.rows[k].row,
				found.rows[k].word);
		lint_spans_release(&found);
	}
}

/*
 * The first place where a row occurs with another of its words than before;
 * NULL if there is none.
 */
static const struct lint_span *
second_word(const struct lint_spans *found, const struct lint_row *row)
{
	const struct lint_span *first = NULL;

	for (size_t k = 0; k < found->count; k++) {
		const struct lint_span *span = &found->rows[k];

		if (span->row != row)
			continue;
		if (!first)
			first = span;
		else if (strcmp(first->word, span->word) != 0)
			return span;
	}
	return NULL;
}

/* A row's words mean different things: reports the second one that occurs. */
void
check_mixed_terms(struct lint_scan *s)
{
	const struct lint_list *list = s->rule->list;

	for (size_t i = 0; scan_next(s, &i) != NULL; i++) {
		struct lint_spans found;

		scan_spans(&found, s, i, list);
		for (size_t r = 0; list && r < list->row_count; r++) {
			const struct lint_span *span =
				second_word(&found, &list->rows[r]);

			if (span)
				scan_add_row(s, i, span->start, span->end,
					span->row, span->word);
		}
		lint_spans_release(&found);
	}
}

/* The organ speaks of itself (note "own"), so the cause is its own finding. */
static bool
is_own_text(const struct lint_spans *except)
{
	for (size_t i = 0; i < except->count; i++)
		if (strcmp(except->rows[i].row->note, "own") == 0)
			return true;
	return false;
}

static bool
is_said(const struct lint_text *t, const struct lint_spans *except,
	const struct lint_sentence *at)
{
	(void)t;
	return lint_spans_in(except, at->start, at->end) || is_own_text(except);
}

/* Words of `list` in a sentence where none of `except` stands. */
void
check_unsaid(struct lint_scan *s)
{
	scan_run_unless(s, is_said);
}

/* Unless a slot says who has confirmed the cause. */
void
check_cause(struct lint_scan *s)
{
	if (!*scan_slot(s, "cause_confirmed_by"))
		scan_run_list(s, s->rule->list);
}

static bool
is_zero(const struct lint_scan *s, const char *name, bool must)
{
	const struct lint_figure *f = scan_figure(s, name);

	return f ? f->value == 0 && f->verified : !must;
}

static bool
is_known_figure(const struct lint_scan *s, const char *name)
{
	const struct lint_figure *f = scan_figure(s, name);

	return f && f->verified && f->value >= 0;
}

/* What a row's note asks the figures to say. */
static bool
is_proved(const struct lint_scan *s, const char *note)
{
	if (strcmp(note, "no-casualties") == 0)
		return is_zero(s, "dead", true) &&
			is_zero(s, "missing", false) &&
			is_zero(s, "injured", true);
	if (strcmp(note, "all-rescued") == 0)
		return is_zero(s, "missing", false) &&
			is_zero(s, "trapped", false) &&
			is_zero(s, "dead", false) &&
			(is_known_figure(s, "rescued") ||
				is_known_figure(s, "trapped") ||
				is_known_figure(s, "missing"));
	return false;
}

/*
 * 被困村民5人已全部获救: of those who were trapped it is said, whoever else is
 * missing; that nobody is trapped must be verified.
 */
static bool
is_of_trapped(
	const struct lint_scan *s, const struct lint_text *t, size_t start)
{
	const struct lint_list *list =
		lint_list_named(s->c->rules, "figure-words");
	size_t from = start;

	if (!is_zero(s, "trapped", true))
		return false;
	while (from && !strchr(",;\n", t->f.data[from - 1]) &&
		!(from >= 3 && strncmp(t->f.data + from - 3, "。", 3) == 0))
		from--;
	return scan_list_within(
		s, list, "were-trapped", t->f.data, from, start);
}

static bool
is_assured(const struct lint_scan *s, const struct lint_text *t,
	const struct lint_span *span)
{
	const char *note = span->row->note;

	return is_proved(s, note) ||
		(strcmp(note, "all-rescued") == 0 &&
			is_of_trapped(s, t, span->start));
}

void
check_assurance(struct lint_scan *s)
{
	const struct lint_text *t = NULL;

	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++) {
		struct lint_spans found, except;

		scan_spans(&found, s, i, s->rule->list);
		scan_spans(&except, s, i, found.count ? s->rule->except : NULL);
		for (size_t k = 0; k < found.count; k++) {
			const struct lint_span *span = &found.rows[k];

			if (!is_assured(s, t, span) &&
				!lint_spans_hold(
					&except, span->start, span->end))
				scan_add_row(s, i, span->start, span->end,
					span->row, span->word);
		}
		lint_spans_release(&found);
		lint_spans_release(&except);
	}
}

/* A row of `except` that speaks of titles stands in this one. */
static bool
title_announces(struct lint_scan *s, size_t field)
{
	struct lint_spans found;
	bool is = false;

	scan_spans_of(&found, s, field, s->rule->except, true);
	for (size_t k = 0; k < found.count && !is; k++)
		is = strcmp(found.rows[k].row->note, "title") == 0;
	lint_spans_release(&found);
	return is;
}

/* L-41: words of drills, unless the title says that one is announced. */
void
check_drill_words(struct lint_scan *s)
{
	for (size_t i = 0; i < s->c->field_count; i++)
		if (s->c->fields[i].part == PART_TITLE && title_announces(s, i))
			return;
	scan_run_list(s, s->rule->list);
}

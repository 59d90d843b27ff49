/*
 * L-51: what another organ has published on the same matter says otherwise:
 * another number of the same figure, another level, or that it is over or was
 * sent in error while this text says nothing of the kind, or the other thing.
 */
#include "lint/lint_check.h"

#include <inttypes.h>
#include <string.h>

#include "base/fixed.h"
#include "crier/level.h"
#include "lint/level_said.h"
#include "lint/mention.h"

#define MINUTE INT64_C(60000)

/* ---- numbers ---- */

/* Our figure is so much newer that it may have changed since theirs. */
static bool
is_overtaken(const struct lint_scan *s, const struct lint_outside *o,
	const struct lint_figure *now)
{
	return s->rule->limit &&
		now->as_of - o->at > (int64_t)s->rule->limit * MINUTE;
}

/*
 * The figure that the number means and whose value differs from ours; NULL if
 * there is none, or if one that it may mean is equal.
 */
static const struct figure_def *
figure_that_differs(const struct lint_scan *s, const struct lint_outside *o,
	const struct mention *m)
{
	const struct figure_def *other = NULL;

	for (size_t i = 0; i < s->c->figure_def_count && i < 64; i++) {
		const struct figure_def *def = &s->c->figure_defs[i];
		const struct lint_figure *now = m->figures >> i & 1
			? lint_figure_now(s->c, def->id)
			: NULL;

		if (!now || now->value < 0 || is_overtaken(s, o, now))
			continue;
		if (now->value == m->number.value)
			return NULL;
		other = def;
	}
	return other;
}

/*
 * Reports at the place where our text gives the figure, or for the whole text
 * if it does not.
 */
static void
add_at_figure(struct lint_scan *s, const struct figure_def *def,
	const struct both *detail)
{
	size_t at = (size_t)(def - s->c->figure_defs);

	for (size_t i = 0; i < s->c->field_count; i++) {
		const struct mentions *all = s->c->fields[i].part == PART_TEXT
			? scan_mentions(s, i)
			: NULL;

		for (size_t k = 0; all && k < all->count; k++) {
			if (!(all->rows[k].figures >> at & 1))
				continue;
			scan_add_both(s, i, all->rows[k].start,
				all->rows[k].tail, detail);
			return;
		}
	}
	scan_add_whole_both(s, detail);
}

/* "气象局：受伤5，本稿6": what the other organ says, and what we do. */
static void
add_difference(struct lint_scan *s, const struct figure_def *def,
	const struct lint_outside *o, int64_t said)
{
	int64_t ours = lint_figure_now(s->c, def->id)->value;
	char text[LANG_COUNT][200];

	fixed_cut_format(text[LANG_EN], sizeof(text[LANG_EN]),
		"%s: %s %" PRId64 ", here %" PRId64, o->organ,
		def->label.in[LANG_EN], said, ours);
	fixed_cut_format(text[LANG_ZH], sizeof(text[LANG_ZH]),
		"%s：%s%" PRId64 "，本稿%" PRId64, o->organ,
		def->label.in[LANG_ZH], said, ours);
	add_at_figure(
		s, def, &(const struct both)BOTH(text[LANG_EN], text[LANG_ZH]));
}

static void
outside_compare_numbers(
	struct lint_scan *s, size_t i, const struct lint_outside *o)
{
	const struct mentions *all = scan_mentions(s, i);

	for (size_t k = 0; k < all->count; k++) {
		const struct mention *m = &all->rows[k];
		const struct figure_def *def = m->about || m->part || m->place
			? NULL
			: figure_that_differs(s, o, m);
		if (def)
			add_difference(s, def, o, m->number.value);
	}
}

/* ---- levels ---- */

static unsigned
levels_of(const struct text_folded *f)
{
	unsigned levels = 0;
	size_t end = 0;

	for (size_t k = 0; k < f->len; k++) {
		int level = level_said_at(&end, f->data, k);

		if (level == LEVEL_NONE)
			continue;
		levels |= 1U << level;
		k = end - 1;
	}
	return levels;
}

static void
outside_compare_levels(
	struct lint_scan *s, size_t i, const struct lint_outside *o)
{
	unsigned theirs = levels_of(&s->texts[i].f), ours = 0;

	for (size_t k = 0; theirs && k < s->c->field_count; k++)
		if (scan_is_master(s, k))
			ours |= levels_of(&s->texts[k].f);
	if (theirs && ours && !(theirs & ours))
		scan_add_whole(s, o->organ);
}

/* ---- over, or sent in error ---- */

/* Text i holds a row of the list with this note. */
static bool
text_says_note(const struct lint_scan *s, size_t i, const char *note)
{
	struct lint_spans spans;
	bool found = false;

	scan_spans(&spans, s, i, s->rule->list);
	for (size_t k = 0; k < spans.count; k++)
		found = found || strcmp(spans.rows[k].row->note, note) == 0;
	lint_spans_release(&spans);
	return found;
}

static bool
master_says_note(const struct lint_scan *s, const char *note)
{
	for (size_t i = 0; i < s->c->field_count; i++)
		if (scan_is_master(s, i) && text_says_note(s, i, note))
			return true;
	return false;
}

static void
outside_compare_ends(
	struct lint_scan *s, size_t i, const struct lint_outside *o)
{
	struct lint_spans theirs;
	bool same = false;

	scan_spans(&theirs, s, i, s->rule->list);
	for (size_t k = 0; k < theirs.count; k++)
		same = same || master_says_note(s, theirs.rows[k].row->note);
	if (theirs.count && !same) {
		const struct both *say = &theirs.rows[0].row->say;
		char text[LANG_COUNT][200];

		fixed_cut_format(text[LANG_EN], sizeof(text[LANG_EN]), "%s: %s",
			o->organ, say->in[LANG_EN]);
		fixed_cut_format(text[LANG_ZH], sizeof(text[LANG_ZH]), "%s：%s",
			o->organ, say->in[LANG_ZH]);
		scan_add_whole_both(s,
			&(const struct both)BOTH(text[LANG_EN], text[LANG_ZH]));
	}
	lint_spans_release(&theirs);
}

void
check_outside(struct lint_scan *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->c->field_count && n < s->c->outside_count;
		i++) {
		const struct lint_outside *o = &s->c->outside[n];

		if (s->c->fields[i].part != PART_OUTSIDE)
			continue;
		n++;
		outside_compare_numbers(s, i, o);
		outside_compare_levels(s, i, o);
		outside_compare_ends(s, i, o);
	}
}

bool
finding_is_outside(const struct finding *f)
{
	return f->rule->check == check_outside;
}

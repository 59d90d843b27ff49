/*
 * Compares numbers in the text with the figures: L-10 (they are the same), its
 * milder form (a rough or partial number cannot be compared), L-11 (an
 * unverified number is said to be unverified).
 */
#include "lint/lint_check.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/fixed.h"
#include "base/doc.h"
#include "lint/mention.h"

enum { NEAR = 60, EXEMPT_MAX = 16 };

/*
 * Places whose numbers are not this message's: reasons of figures, words of
 * others.
 */
struct exempt {
	size_t start[EXEMPT_MAX], end[EXEMPT_MAX];
	size_t count;
};

static void
exempt_words(struct exempt *x, const struct text_folded *in, const char *words)
{
	struct text_folded f;
	const char *at = in->data;

	if (words == NULL || *words == '\0')
		return;
	lint_fold(&f, words, strlen(words));
	while (f.len && x->count < EXEMPT_MAX &&
		(at = strstr(at, f.data)) != NULL) {
		x->start[x->count] = (size_t)(at - in->data);
		x->end[x->count++] = (size_t)(at - in->data) + f.len;
		at += f.len;
	}
	text_folded_release(&f);
}

static bool
is_exempt(const struct exempt *x, const struct mention *m)
{
	for (size_t i = 0; i < x->count; i++)
		if (m->start >= x->start[i] && m->end <= x->end[i])
			return true;
	return false;
}

static void
find_exempt(struct exempt *x, const struct lint_case *c,
	const struct text_folded *in)
{
	x->count = 0;
	exempt_words(x, in, c->claim.text);
	exempt_words(x, in, doc_str(c->slots, "claim"));
	exempt_words(x, in, doc_str(c->slots, "said"));
	exempt_words(x, in, doc_str(c->slots, "source_title"));
	for (size_t i = 0; i < c->figure_count; i++)
		exempt_words(x, in, c->figures[i].reason);
}

/* A correction quotes what an earlier bulletin said. */
static bool
was_told(const struct lint_case *c, const char *name, int64_t value)
{
	if (c->kind != KIND_CORRECTION && c->kind != KIND_WITHDRAWAL)
		return false;
	for (size_t i = 0; i < c->earlier_count; i++)
		for (size_t k = 0; k < c->earlier[i].figure_count; k++)
			if (strcmp(c->earlier[i].figures[k].name, name) == 0 &&
				c->earlier[i].figures[k].value == value)
				return true;
	return false;
}

enum answer { SAME, ROUGH, OTHER };

/* Compares a number with one of the figures that it may mean. */
static enum answer
mention_compare(const struct lint_case *c, const struct figure_def *def,
	const struct mention *m)
{
	const struct lint_figure *now = lint_figure_now(c, def->id);
	const struct lint_figure *told =
		lint_figure_told(NULL, c, def->id, true);
	const struct lint_figure *f = now ? now : told;
	int64_t n = m->number.value, by;

	if ((f && f->value == n && !m->number.about) || was_told(c, def->id, n))
		return SAME;
	if (f && f->value >= 0 && now && told) {
		by = now->value - told->value;
		if (m->part && n == (by < 0 ? -by : by))
			return SAME;
	}
	/* however rough, 百余人 are not the figure's three */
	if (m->about && f && f->value >= 0 && n / 2 > f->value)
		return OTHER;
	if (m->about || (f && m->part && n < f->value))
		return ROUGH;
	return OTHER;
}

/* 无人伤亡, nobody died: one of its figures is known to be somebody, and this
 * is no quotation of a nought that was told. */
static enum answer
mention_judge_nobody(const struct figure_def **def, const struct lint_case *c,
	const struct mention *m)
{
	for (size_t i = 0; i < c->figure_def_count && i < 64; i++) {
		const struct figure_def *d = &c->figure_defs[i];
		const struct lint_figure *f =
			m->figures >> i & 1 ? lint_figure_now(c, d->id) : NULL;

		if (f == NULL && (m->figures >> i & 1))
			f = lint_figure_told(NULL, c, d->id, true);
		*def = d;
		if (f && f->value > 0 && !was_told(c, d->id, 0))
			return OTHER;
	}
	return SAME;
}

/*
 * Compares a number with all figures that it may mean and returns the best
 * result; *def is the figure it belongs to.
 */
static enum answer
mention_judge(const struct figure_def **def, const struct lint_case *c,
	const struct mention *m)
{
	enum answer best = OTHER, one;

	if (m->nobody)
		return mention_judge_nobody(def, c, m);
	for (size_t i = 0; i < c->figure_def_count && i < 64; i++) {
		if (!(m->figures >> i & 1))
			continue;
		one = mention_compare(c, &c->figure_defs[i], m);
		if (*def == NULL || one < best)
			*def = &c->figure_defs[i];
		if (one < best)
			best = one;
	}
	return best;
}

static void
figure_detail(char *out, size_t size, const struct lint_case *c,
	const struct figure_def *def)
{
	const struct lint_figure *f = lint_figure_now(c, def->id);

	if (f == NULL)
		f = lint_figure_told(NULL, c, def->id, false);
	if (f == NULL)
		fixed_cut_format(out, size, "%s: –", def->label.in[c->lang]);
	else if (f->value < 0)
		fixed_cut_format(out, size, "%s: ?", def->label.in[c->lang]);
	else
		fixed_cut_format(out, size, "%s: %" PRId64,
			def->label.in[c->lang], f->value);
}

/* The whole number of the same figure stands in the text as well. */
static bool
whole_is_said(const struct lint_case *c, const struct mentions *all,
	const struct figure_def *def)
{
	size_t at = (size_t)(def - c->figure_defs);

	for (size_t k = 0; k < all->count; k++)
		if ((all->rows[k].figures >> at & 1) &&
			mention_compare(c, def, &all->rows[k]) == SAME)
			return true;
	return false;
}

/* A village's number beside the whole one is a part of it. */
static enum answer
mention_judge_in_text(const struct figure_def **def, const struct lint_case *c,
	const struct mention *m, const struct mentions *all)
{
	enum answer answer = mention_judge(def, c, m);
	const struct lint_figure *f;

	if (answer != OTHER || !m->place)
		return answer;
	assert(*def); /* a mention is of one figure at least */
	f = lint_figure_now(c, (*def)->id);
	return f && m->number.value < f->value && whole_is_said(c, all, *def)
		? ROUGH
		: OTHER;
}

static void
scan_numbers(struct lint_scan *s, enum answer wanted)
{
	const struct lint_text *t = NULL;

	if (!s->c->in_incident)
		return;
	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++) {
		const struct mentions *all = scan_mentions(s, i);
		struct exempt x;

		if (all->count == 0)
			continue;
		find_exempt(&x, s->c, &t->f);
		for (size_t k = 0; k < all->count; k++) {
			const struct mention *m = &all->rows[k];
			const struct figure_def *def = NULL;
			char detail[96];

			if (is_exempt(&x, m) ||
				mention_judge_in_text(&def, s->c, m, all) !=
					wanted)
				continue;
			figure_detail(detail, sizeof(detail), s->c, def);
			scan_add(s, i, m->start, m->tail, detail);
		}
	}
}

void
check_numbers(struct lint_scan *s)
{
	scan_numbers(s, OTHER);
}

void
check_rough_numbers(struct lint_scan *s)
{
	scan_numbers(s, ROUGH);
}

/* "正在核实" or "verif…" soon behind the number, in the same sentence. */
static bool
text_says_open(const struct lint_text *t, size_t from)
{
	size_t end = from + NEAR < t->f.len ? from + NEAR : t->f.len;
	const char *stop = memmem(t->f.data + from, end - from, "。", 3);

	if (stop)
		end = (size_t)(stop - t->f.data);
	return memmem(t->f.data + from, end - from, "核实", 6) ||
		memmem(t->f.data + from, end - from, "verif", 5);
}

static bool
mention_is_open(const struct lint_case *c, const struct mention *m)
{
	for (size_t i = 0; i < c->figure_def_count && i < 64; i++) {
		const struct lint_figure *f = m->figures >> i & 1
			? lint_figure_now(c, c->figure_defs[i].id)
			: NULL;

		if (f && !f->verified && f->value == m->number.value)
			return true;
	}
	return false;
}

void
check_verified(struct lint_scan *s)
{
	const struct lint_text *t = NULL;

	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++) {
		const struct mentions *all = scan_mentions(s, i);
		struct exempt x;

		if (all->count == 0)
			continue;
		find_exempt(&x, s->c, &t->f);
		for (size_t k = 0; k < all->count; k++)
			if (!is_exempt(&x, &all->rows[k]) &&
				mention_is_open(s->c, &all->rows[k]) &&
				!text_says_open(t, all->rows[k].tail))
				scan_add(s, i, all->rows[k].start,
					all->rows[k].tail, NULL);
	}
}

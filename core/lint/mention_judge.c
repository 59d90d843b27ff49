/*
 * Whether a number in a text is the figure that it speaks of. A figure's own
 * number is right; so is one that was told before where the text looks back; a
 * part may not be more than the whole, and a sum is what its parts make.
 */
#include "lint/mention_judge.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/fixed.h"

/* Some earlier bulletin gave the figure this value. */
static bool
was_ever_told(const struct lint_case *c, const char *name, int64_t value)
{
	for (size_t i = 0; i < c->earlier_count; i++)
		for (size_t k = 0; k < c->earlier[i].figure_count; k++)
			if (strcmp(c->earlier[i].figures[k].name, name) == 0 &&
				c->earlier[i].figures[k].value == value)
				return true;
	return false;
}

/* A correction quotes what an earlier bulletin said. */
static bool
was_told(const struct lint_case *c, const char *name, int64_t value)
{
	return (c->kind == KIND_CORRECTION || c->kind == KIND_WITHDRAWAL) &&
		was_ever_told(c, name, value);
}

static bool
falls_by_nature(const struct figure_def *def)
{
	return def->role == FIGURE_MISSING || def->role == FIGURE_TRAPPED;
}

/* So do the injured, of whom some die or go home. */
static bool
may_fall(const struct figure_def *def)
{
	return falls_by_nature(def) || def->role == FIGURE_INJURED ||
		def->role == FIGURE_CRITICAL || def->role == FIGURE_SERIOUS ||
		def->role == FIGURE_MINOR;
}

/* They are found; whom a telephone reaches is trapped as before. */
static bool
is_found_now(const struct figure_def *def, const struct mention *m)
{
	return m->found && falls_by_nature(def) &&
		!(m->reached && def->role == FIGURE_TRAPPED);
}

/*
 * The missing of 此前失联的3名 are those of then. Of those who are missing or
 * trapped there were more at some time, which no bulletin need have told.
 */
static enum answer
compare_back(const struct lint_case *c, const struct figure_def *def,
	const struct lint_figure *f, const struct mention *m)
{
	int64_t n = m->number.value;

	if (is_found_now(def, m)) {
		const struct lint_figure *told =
			lint_figure_told(NULL, c, def->id, true);
		int64_t most = told ? told->value : n;

		if (f && f->value > 0 && n > most - f->value)
			return OTHER; /* all of them are found, and it has some */
	}
	if (was_ever_told(c, def->id, n))
		return SAME;
	return f == NULL || may_fall(def) || n < f->value ? ROUGH : OTHER;
}

/* Not exactly the figure: may it be a part of it, or of more than it? */
static bool
may_be_rough(const struct mention *m, const struct lint_figure *f)
{
	return m->about || (m->quoted && !f) ||
		(f && m->part && m->number.value < f->value) ||
		(f && m->wider && m->number.value >= f->value);
}

/* Who is missing in a mine is trapped there: one of the two is entered. */
static bool
is_the_other(
	const struct lint_case *c, const struct figure_def *def, int64_t value)
{
	const struct figure_def *other = lint_figure_role(c,
		def->role == FIGURE_MISSING ? FIGURE_TRAPPED : FIGURE_MISSING);
	const struct lint_figure *f =
		other && falls_by_nature(def) && !lint_figure_now(c, def->id)
		? lint_figure_now(c, other->id)
		: NULL;

	return f && f->value == value;
}

/* 受阻的46名游客转移到安全地带 where 312 have been moved: those who were trapped
 * by an earlier bulletin are some of them. */
static bool
is_freed(const struct lint_case *c, const struct figure_def *def,
	const struct lint_figure *f, int64_t value)
{
	const struct figure_def *trapped =
		def->role == FIGURE_EVACUATED && f && f->value > value
		? lint_figure_role(c, FIGURE_TRAPPED)
		: NULL;

	return trapped && was_ever_told(c, trapped->id, value);
}

/*
 * However rough, 百余人 are not the figure's three, nor 四千三百余人 its 3400: a
 * rounded number is the least that it can be, or near by. 六千三百余 tells its
 * hundreds, so that 5630 is not near.
 */
static bool
is_far_above(const struct numeral *number, int64_t value)
{
	int64_t n = number->value, unit = 1, near;

	while (n >= 10 * unit && n % (10 * unit) == 0)
		unit *= 10;
	near = unit > n / 6 || (number->about && n >= 10 * unit) ? unit : n / 6;
	if (n < 100 || near > n / 2)
		near = n < 12 ? 1 : n / 2;
	return value < n - near;
}

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

	if ((f &&
		    (f->value == n ||
			    (m->besides && f->value == n + m->besides)) &&
		    !m->number.about && !is_found_now(def, m)) ||
		((!m->as_of || m->quoted) && was_told(c, def->id, n)) ||
		(m->recalls && !m->as_of && was_ever_told(c, def->id, n)) ||
		is_the_other(c, def, n))
		return SAME;
	if (is_freed(c, def, f, n))
		return ROUGH;
	if (m->home && def->role == FIGURE_EVACUATED && f && n >= f->value)
		return was_ever_told(c, def->id, n) ? SAME : ROUGH;
	if (m->back || is_found_now(def, m))
		return compare_back(c, def, f, m);
	if (f && f->value >= 0 && now && told) {
		by = now->value - told->value;
		if (m->part && n == (by < 0 ? -by : by))
			return SAME;
	}
	if (m->about && f && f->value >= 0 && !m->wider &&
		is_far_above(&m->number, f->value))
		return OTHER;
	return may_be_rough(m, f) ? ROUGH : OTHER;
}

/* 死亡失踪398人: both together, or nothing that we know. */
static enum answer
mention_judge_joined(const struct figure_def **def, const struct lint_case *c,
	const struct mention *m)
{
	bool known = true;
	int64_t sum = 0;

	for (size_t i = 0; i < c->figure_def_count && i < 64; i++) {
		const struct lint_figure *f = m->figures >> i & 1
			? lint_figure_now(c, c->figure_defs[i].id)
			: NULL;

		if (!(m->figures >> i & 1))
			continue;
		*def = &c->figure_defs[i];
		known = known && f && f->value >= 0;
		sum += f && f->value > 0 ? f->value : 0;
		if (f && f->value == m->number.value)
			return SAME;
	}
	if (!known)
		return ROUGH;
	return sum == m->number.value ? SAME : m->part ? ROUGH : OTHER;
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
			return m->group ? ROUGH : OTHER;
	}
	return SAME;
}

/*
 * Compares a number with all figures that it may mean and returns the best
 * result; *def is the figure it belongs to.
 */
static enum answer
judge_figures(const struct figure_def **def, const struct lint_case *c,
	const struct mention *m)
{
	enum answer best = OTHER, one;

	if (m->nobody)
		return mention_judge_nobody(def, c, m);
	if (m->joined)
		return mention_judge_joined(def, c, m);
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

/* ---- a text as a whole ---- */

static const enum figure_role kinds[] = { FIGURE_CRITICAL, FIGURE_SERIOUS,
	FIGURE_MINOR };
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

/* Notes a mention whose number is the figure's. */
static void
told_add(struct mention_told *t, const struct mention *m)
{
	for (size_t i = 0; i < t->c->figure_def_count && i < 64; i++) {
		uint64_t bit = UINT64_C(1) << i;

		if (!(m->figures & bit) || m->nobody ||
			mention_compare(t->c, &t->c->figure_defs[i], m) != SAME)
			continue;
		t->said |= bit;
		t->summed |= m->total ? bit : 0;
	}
}

void
mention_told_init(struct mention_told *t, struct lint_scan *s)
{
	*t = (struct mention_told){ .c = s->c };
	for (size_t i = 0; scan_next(s, &i) != NULL; i++) {
		const struct mentions *all = scan_mentions(s, i);

		for (size_t k = 0; k < all->count; k++)
			told_add(t, &all->rows[k]);
	}
}

/* Further on the text says how it is now: 5人被困 …… 3人仍被困. */
static void
told_take_still(struct mention_told *t, const struct mention *m)
{
	for (size_t i = 0; i < t->c->figure_def_count && i < 64; i++) {
		const struct lint_figure *f = m->still && m->figures >> i & 1
			? lint_figure_now(t->c, t->c->figure_defs[i].id)
			: NULL;

		if (f && f->value == m->number.value)
			t->still[i] = m->start;
	}
}

/* 救出2人, 1人遇难: so many fewer are missing or trapped from here on. */
static void
told_take_out(struct mention_told *t, const struct mention *m)
{
	static const enum figure_role roles[] = { FIGURE_RESCUED, FIGURE_DEAD };

	for (size_t i = 0; i < 2; i++) {
		const struct figure_def *def = lint_figure_role(t->c, roles[i]);

		if (!def || m->nobody || m->back || m->quoted ||
			t->out_count == sizeof(t->out) / sizeof(t->out[0]) ||
			!(m->figures >> (def - t->c->figure_defs) & 1))
			continue;
		t->out[t->out_count].at = m->start;
		t->out[t->out_count++].count = m->number.value;
	}
}

static int64_t
kinds_sum(const struct lint_case *c, const struct mentions *all)
{
	int64_t sum = 0;

	for (size_t i = 0; i < KINDS; i++) {
		const struct figure_def *def = lint_figure_role(c, kinds[i]);
		int64_t most = 0;

		for (size_t k = 0; def && k < all->count; k++) {
			const struct mention *m = &all->rows[k];

			if (!(m->figures >> (def - c->figure_defs) & 1) ||
				m->nobody || m->back)
				continue;
			if (m->number.value > most)
				most = m->number.value;
		}
		sum += most;
	}
	return sum;
}

void
mention_told_text(
	struct mention_told *t, const struct mentions *all, bool heads)
{
	const struct figure_def *whole = lint_figure_role(t->c, FIGURE_INJURED);
	const struct lint_figure *f =
		whole ? lint_figure_now(t->c, whole->id) : NULL;

	memset(t->still, 0, sizeof(t->still));
	t->all = all;
	t->found = all->found;
	t->heads = heads;
	t->out_count = 0;
	for (size_t k = 0; k < all->count; k++) {
		told_take_still(t, &all->rows[k]);
		told_take_out(t, &all->rows[k]);
	}
	t->kinds = f && f->value >= 0 ? kinds_sum(t->c, all) : 0;
	t->kinds_exceed = f && f->value >= 0 && t->kinds > f->value;
	t->sorts = f && f->value >= 0
		? mention_sum_kinds(
			  all, UINT64_C(1) << (whole - t->c->figure_defs))
		: 0;
	t->sorts_exceed = f && f->value >= 0 && t->sorts > f->value;
}

/* 4人被埋 …… 救出2人: the table has the two that are left. */
static bool
is_rest_of(const struct mention_told *t, const struct lint_figure *f,
	const struct mention *m)
{
	int64_t left = m->number.value;

	for (size_t i = 0; i < t->out_count; i++) {
		if (t->out[i].at <= m->start)
			continue;
		left -= t->out[i].count;
		if (left == f->value ||
			m->number.value - t->out[i].count == f->value)
			return true;
	}
	return false;
}

static bool
is_told_later(const struct mention_told *t, const struct figure_def *def,
	const struct lint_figure *f, const struct mention *m)
{
	return falls_by_nature(def) && !m->still &&
		m->number.value >= f->value &&
		(t->still[def - t->c->figure_defs] > m->start ||
			(f->value == 0 && t->found > m->start) ||
			is_rest_of(t, f, m));
}

/* 1名重伤员去世 where four have died and three had: the one who is more. */
static bool
is_increase(const struct lint_case *c, const struct figure_def *def,
	const struct lint_figure *f, const struct mention *m)
{
	const struct lint_figure *told =
		lint_figure_told(NULL, c, def->id, true);

	return told && told->value >= 0 && !m->quoted &&
		m->number.value == f->value - told->value;
}

/*
 * A village's number beside the whole one is a part of it, and so are 2名伤者
 * of whom something is said, and what a sum adds up. A title that names the
 * village of the incident tells the whole.
 */
static bool
is_part_of_said(const struct mention_told *t, const struct figure_def *def,
	const struct lint_figure *f, const struct mention *m)
{
	bool some = m->noun || m->kind || (m->place && !t->heads) ||
		is_increase(t->c, def, f, m);
	uint64_t whole = some ? t->said : t->summed;

	return m->number.value < f->value &&
		((whole >> (def - t->c->figure_defs) & 1) ||
			(m->kind && t->sorts > m->number.value));
}

static bool
is_in_sum(const struct mention_told *t, const struct figure_def *def,
	const struct lint_figure *f, const struct mention *m)
{
	return m->number.value < f->value &&
		mention_is_summand(t->all, m,
			UINT64_C(1) << (def - t->c->figure_defs), f->value);
}

/* 重伤4人，轻伤5人 of seven injured: each may be a part, both cannot. */
static bool
is_kind(const struct lint_case *c, const struct mention *m)
{
	for (size_t i = 0; i < KINDS; i++) {
		const struct figure_def *def = lint_figure_role(c, kinds[i]);

		if (def && (m->figures >> (def - c->figure_defs) & 1))
			return true;
	}
	return false;
}

enum answer
mention_judge(const struct figure_def **def, int64_t *said,
	const struct mention_told *t, const struct mention *m)
{
	const struct lint_figure *f;
	enum answer answer;

	*def = NULL;
	*said = m->nobody ? 0 : m->number.value;
	if (t->kinds_exceed && is_kind(t->c, m)) {
		*def = lint_figure_role(t->c, FIGURE_INJURED);
		*said = t->kinds;
		return OTHER;
	}
	if (t->sorts_exceed && m->kind && !m->among && !m->back) {
		*def = lint_figure_role(t->c, FIGURE_INJURED);
		*said = t->sorts;
		return OTHER;
	}
	answer = judge_figures(def, t->c, m);
	if (answer != OTHER || m->nobody || m->joined)
		return answer;
	assert(*def); /* a mention is of one figure at least */
	f = lint_figure_now(t->c, (*def)->id);
	return f &&
			(is_told_later(t, *def, f, m) ||
				is_part_of_said(t, *def, f, m) ||
				is_in_sum(t, *def, f, m))
		? ROUGH
		: OTHER;
}

void
mention_say(char *out, size_t size, const struct lint_case *c,
	const struct figure_def *def, int64_t said, enum lang lang)
{
	const struct lint_figure *f = lint_figure_now(c, def->id);
	const char *label = def->label.in[lang];
	bool zh = lang == LANG_ZH;

	if (f == NULL)
		f = lint_figure_told(NULL, c, def->id, false);
	if (f == NULL)
		fixed_cut_format(out, size,
			zh ? "%s：文中%" PRId64 "，表中没有"
			   : "%s: %" PRId64 " in the text, none in the table",
			label, said);
	else if (f->value < 0)
		fixed_cut_format(out, size,
			zh ? "%s：文中%" PRId64 "，表中正在核实"
			   : "%s: %" PRId64
			     " in the text, being verified in the table",
			label, said);
	else
		fixed_cut_format(out, size,
			zh ? "%s：文中%" PRId64 "，表中%" PRId64
			   : "%s: %" PRId64 " in the text, %" PRId64
			     " in the table",
			label, said, f->value);
}

/*
 * Compares figures with those of earlier bulletins and with each other: L-12 to
 * L-16, L-12V and L-18. Findings are about the whole message, not a place in it.
 */
#include "lint/lint_check.h"

#include <inttypes.h>
#include <string.h>

#include "base/fixed.h"
#include "base/doc.h"
#include "crier/level.h"
#include "lint/mention.h"

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

enum { LEAP_LEAST = 10 }; /* of fewer, two more are a doubling */

static bool
amends(const struct lint_case *c)
{
	return c->kind == KIND_CORRECTION || c->kind == KIND_WITHDRAWAL;
}

/* What is told of a figure by its label, in both languages. */
static void
add_labelled(
	struct lint_scan *s, const struct figure_def *def, const char *numbers)
{
	char text[LANG_COUNT][96];

	for (int lang = 0; lang < LANG_COUNT; lang++)
		fixed_cut_format(text[lang], sizeof(text[lang]), "%s %s",
			def->label.in[lang], numbers);
	scan_add_whole_both(
		s, &(const struct both)BOTH(text[LANG_EN], text[LANG_ZH]));
}

/* "遇难 5 → 4": what changed. */
static void
add_change(struct lint_scan *s, const struct figure_def *def, int64_t was,
	int64_t is)
{
	char detail[64], now[24];

	fixed_format(now, sizeof(now), "%" PRId64, is);
	fixed_format(detail, sizeof(detail), "%" PRId64 " → %s", was,
		is < 0 ? "?" : now);
	add_labelled(s, def, detail);
}

/*
 * Finds a figure in this message and its last known value in earlier bulletins;
 * false if either is missing.
 */
static bool
pair(const struct lint_figure **now, const struct lint_figure **told,
	const struct lint_case *c, const struct figure_def *def)
{
	if (def == NULL)
		return false;
	*now = lint_figure_now(c, def->id);
	*told = lint_figure_told(NULL, c, def->id, true);
	return *now && *told;
}

/* What a text tells of a change: 1 the older number, 2 the newer one. */
static unsigned
numbers_told(const struct mention *m, int64_t was, int64_t is)
{
	int64_t n = m->nobody ? 0 : m->number.value;

	return (n == was ? 1U : 0) | (n == is ? 2U : 0);
}

/* Where rows of the rule's list with one of these notes stand in the i-th
 * text; "-" is a row without a note. */
static void
spans_noted(struct lint_spans *out, const struct lint_scan *s, size_t i,
	const char *notes)
{
	size_t kept = 0;

	scan_spans(out, s, i, s->rule->list);
	for (size_t k = 0; k < out->count; k++) {
		const char *has = out->rows[k].row->note;

		if (strstr(notes, *has ? has : "-"))
			out->rows[kept++] = out->rows[k];
	}
	out->count = kept;
}

/* Both numbers of a change, and by how much. */
static unsigned
numbers_within(const struct lint_text *t, const struct lint_sentence *at,
	const int64_t change[2])
{
	size_t start = 0, end = at->start;
	unsigned told = 0;
	struct numeral n;

	while (numeral_find(&n, &start, &end, t->f.data, at->end, end))
		told |= (n.value == change[0] ? 1U : 0) |
			(n.value == change[1] ? 2U : 0) |
			(n.value == change[0] - change[1] ? 4U : 0);
	return told;
}

/* 190人中，144人返家，尚在外46人: the sentence of a return has two of the three
 * numbers of the fall, so that it accounts for it. */
static bool
text_tells_return(const struct lint_scan *s, const struct lint_text *t,
	const int64_t change[2])
{
	struct lint_sentence at = { 0 };
	struct lint_spans home;
	bool found = false;

	spans_noted(&home, s, (size_t)(t - s->texts), "home");
	for (size_t k = 0; k < home.count && !found; k++) {
		unsigned told = scan_sentence(&at, t, home.rows[k].start)
			? numbers_within(t, &at, change)
			: 0;

		found = (told & (told - 1)) != 0;
	}
	lint_spans_release(&home);
	return found;
}

/*
 * Both numbers stand in one sentence with a word of the rule's list: 由29人增至
 * 83人，增加部分为上坪组村民. Of a fall to nobody the older one will do: 转移的316人
 * 已全部返家; beside a word that says what came in (扩大转移范围) the new one will.
 * A correction may use the whole text.
 */
static bool
text_explains(const struct lint_scan *s, const struct lint_text *t,
	const struct mentions *all, uint64_t bit, const int64_t change[2])
{
	struct lint_sentence at = { 0 };
	struct lint_spans why, more;
	unsigned told = change[1] == 0 ? 2 : 0, here = told;
	bool found = false;

	spans_noted(&why, s, (size_t)(t - s->texts), "- home more");
	spans_noted(&more, s, (size_t)(t - s->texts), "more");
	for (size_t k = 0; why.count && k < all->count && !found; k++) {
		const struct mention *m = &all->rows[k];

		if (!(m->figures & bit))
			continue;
		if (!m->nobody && scan_sentence(&at, t, m->start))
			here = change[1] == 0 ? 2 : 0;
		told |= numbers_told(m, change[0], change[1]);
		here |= numbers_told(m, change[0], change[1]);
		found = (amends(s->c) && told == 3) ||
			(here == 3 && lint_spans_in(&why, at.start, at.end)) ||
			(change[1] > change[0] && (here & 2) &&
				lint_spans_in(&more, at.start, at.end));
	}
	lint_spans_release(&why);
	lint_spans_release(&more);
	return found || text_tells_return(s, t, change);
}

/* The change has a reason, beside the figure or in the text. */
static bool
is_explained(struct lint_scan *s, const struct figure_def *def,
	const struct lint_figure *now, const struct lint_figure *told)
{
	const int64_t change[2] = { told->value, now->value };
	const struct lint_text *t = NULL;

	if (*now->reason)
		return true;
	for (size_t i = 0; s->rule->list && (t = scan_next(s, &i)) != NULL; i++)
		if (text_explains(s, t, scan_mentions(s, i),
			    UINT64_C(1) << (def - s->c->figure_defs), change))
			return true;
	return false;
}

/*
 * L-12: a figure that never falls is lower than before, or is "being verified"
 * again. A correction may do so with a reason.
 */
void
check_falls(struct lint_scan *s)
{
	const struct lint_case *c = s->c;

	for (size_t i = 0; i < c->figure_def_count; i++) {
		const struct figure_def *def = &c->figure_defs[i];
		const struct lint_figure *now, *told;

		if (!def->never_falls || !pair(&now, &told, c, def) ||
			now->value >= told->value)
			continue;
		if (amends(c) &&
			(*doc_str(c->slots, "reason") ||
				is_explained(s, def, now, told)))
			continue;
		add_change(s, def, told->value, now->value);
	}
}

/* 撤离群众陆续返回: some text has a word of the rule's list. */
static bool
text_has_reason(struct lint_scan *s)
{
	bool found = false;

	for (size_t i = 0; s->rule->list && scan_next(s, &i) && !found; i++) {
		struct lint_spans why;

		spans_noted(&why, s, i, "- home more");
		found = why.count > 0;
		lint_spans_release(&why);
	}
	return found;
}

/* Evacuated that double or halve: a place was counted twice, or left out. */
static void
check_leap(struct lint_scan *s, const struct figure_def *def)
{
	const struct lint_figure *now, *told;

	if (!pair(&now, &told, s->c, def) || told->value < LEAP_LEAST ||
		now->value < 0)
		return;
	if (is_explained(s, def, now, told) ||
		(now->value == 0 && text_has_reason(s)))
		return; /* nobody is left, and the text tells of a return */
	if (now->value >= 2 * told->value || 2 * now->value <= told->value)
		add_change(s, def, told->value, now->value);
}

/* L-13: changes that people ask about, without a reason. */
void
check_turns(struct lint_scan *s)
{
	static const struct {
		enum figure_role role;
		bool rise, fall;
	} rows[] = {
		{ FIGURE_MISSING, true, false },
		{ FIGURE_RESCUED, false, true },
		{ FIGURE_ESCAPED, false, true },
		{ FIGURE_BASELINE, true, true },
	};

	for (size_t i = 0; i < COUNT(rows) && !amends(s->c); i++) {
		const struct figure_def *def =
			lint_figure_role(s->c, rows[i].role);
		const struct lint_figure *now, *told;

		if (!pair(&now, &told, s->c, def) || now->value < 0)
			continue;
		/* the first of whom anybody hears are no turn */
		if (((rows[i].rise && now->value > told->value &&
			     told->value > 0) ||
			    (rows[i].fall && now->value < told->value)) &&
			!is_explained(s, def, now, told))
			add_change(s, def, told->value, now->value);
	}
	if (!amends(s->c))
		check_leap(s, lint_figure_role(s->c, FIGURE_EVACUATED));
}

/*
 * L-12V: the dead that the last bulletins told, and of whom this one is silent:
 * people read that as a toll taken back.
 */
void
check_vanished(struct lint_scan *s)
{
	const struct figure_def *def = lint_figure_role(s->c, FIGURE_DEAD);
	const struct lint_figure *told =
		def ? lint_figure_told(NULL, s->c, def->id, true) : NULL;

	if (told && told->value > 0 && !lint_figure_now(s->c, def->id))
		add_change(s, def, told->value, -1);
}

/* The value that this message carries for a role; -1 if none or not known. */
static int64_t
value_of(const struct lint_case *c, enum figure_role role)
{
	const struct figure_def *def = lint_figure_role(c, role);
	const struct lint_figure *f = def ? lint_figure_now(c, def->id) : NULL;

	return f ? f->value : -1;
}

static bool
is_being_verified(const struct lint_case *c, enum figure_role role)
{
	const struct figure_def *def = lint_figure_role(c, role);
	const struct lint_figure *f = def ? lint_figure_now(c, def->id) : NULL;

	return f && f->value < 0;
}

/*
 * The sum of the parts that are given. *all: none is missing; *open: one is
 * being verified.
 */
static int64_t
sum_of(bool *all, bool *open, const struct lint_case *c,
	const enum figure_role *roles, size_t count)
{
	int64_t sum = 0;

	*all = true;
	*open = false;
	for (size_t i = 0; i < count; i++) {
		int64_t value = value_of(c, roles[i]);

		*open = *open || is_being_verified(c, roles[i]);
		if (value < 0)
			*all = *all && lint_figure_role(c, roles[i]) == NULL;
		else
			sum += value;
	}
	return sum;
}

static void
add_sum(struct lint_scan *s, enum figure_role whole, int64_t value, int64_t sum)
{
	char detail[64];

	fixed_format(
		detail, sizeof(detail), "%" PRId64 " ≠ %" PRId64, value, sum);
	add_labelled(s, lint_figure_role(s->c, whole), detail);
}

/* The sum may not be greater than the whole; with `exact`, not smaller. */
static bool
is_wrong_sum(int64_t sum, int64_t whole, bool exact)
{
	return exact ? sum != whole : sum > whole;
}

/*
 * L-14: everybody who was there is dead, missing, rescued, escaped or still
 * trapped. If dead, missing and rescued are all given, the sum must be equal;
 * in a closing notice a figure left out counts as zero; otherwise the sum may
 * only be too small. Some offices count the trapped among the missing: then
 * the sum without them is right.
 */
void
check_baseline(struct lint_scan *s)
{
	static const enum figure_role parts[] = { FIGURE_DEAD, FIGURE_MISSING,
		FIGURE_RESCUED, FIGURE_ESCAPED, FIGURE_TRAPPED };
	int64_t whole = value_of(s->c, FIGURE_BASELINE), sum, apart;
	bool all, open, three;

	if (whole < 0)
		return;
	sum = sum_of(&all, &open, s->c, parts, COUNT(parts));
	apart = value_of(s->c, FIGURE_TRAPPED);
	apart = sum -
		(apart > 0 && value_of(s->c, FIGURE_MISSING) >= apart ? apart
								      : 0);
	three = value_of(s->c, FIGURE_DEAD) >= 0 &&
		value_of(s->c, FIGURE_MISSING) >= 0 &&
		value_of(s->c, FIGURE_RESCUED) >= 0;
	three = !open && (three || s->c->kind == KIND_CLOSING);
	if (is_wrong_sum(sum, whole, three) &&
		is_wrong_sum(apart, whole, three))
		add_sum(s, FIGURE_BASELINE, whole, sum);
}

/* L-16: the injured are the sum of their kinds. */
void
check_injured(struct lint_scan *s)
{
	static const enum figure_role parts[] = { FIGURE_CRITICAL,
		FIGURE_SERIOUS, FIGURE_MINOR };
	int64_t whole = value_of(s->c, FIGURE_INJURED), sum;
	bool all, open;

	if (whole < 0)
		return;
	sum = sum_of(&all, &open, s->c, parts, COUNT(parts));
	if (all && lint_figure_role(s->c, FIGURE_SERIOUS) ? sum != whole
							  : sum > whole)
		add_sum(s, FIGURE_INJURED, whole, sum);
}

/*
 * By how much a figure has fallen since it was last told; 0 if that is not
 * known or it has risen. In a closing notice a figure left out counts as zero.
 */
static int64_t
fall_of(const struct lint_case *c, enum figure_role role)
{
	const struct figure_def *def = lint_figure_role(c, role);
	const struct lint_figure *now, *told;
	int64_t is = c->kind == KIND_CLOSING ? 0 : -1;

	if (def == NULL)
		return 0;
	now = lint_figure_now(c, def->id);
	told = lint_figure_told(NULL, c, def->id, true);
	if (now)
		is = now->value;
	if (told == NULL || is < 0 || is >= told->value)
		return 0;
	return told->value - is;
}

/* 经抢救无效去世, 发现1名遇难者: somewhere in the i-th text. */
static bool
text_tells_death(const struct lint_scan *s, size_t i)
{
	struct lint_spans died;
	bool found;

	spans_noted(&died, s, i, "died");
	found = died.count > 0;
	lint_spans_release(&died);
	return found;
}

/* The sentence that tells the dead has a word of the rule's list, or the text
 * tells a death and few have died. */
static bool
tells_why(struct lint_scan *s, const struct figure_def *def, int64_t more)
{
	uint64_t bit = UINT64_C(1) << (def - s->c->figure_defs);
	const struct lint_text *t = NULL;
	bool found = false;

	for (size_t i = 0; s->rule->list && (t = scan_next(s, &i)) != NULL;
		i++) {
		const struct mentions *all = scan_mentions(s, i);
		struct lint_sentence at = { 0 };
		struct lint_spans why;

		found = found || (more < LEAP_LEAST && text_tells_death(s, i));
		spans_noted(&why, s, i, "- dead died");
		for (size_t k = 0; k < all->count && !found; k++) {
			const struct mention *m = &all->rows[k];

			if (!(m->figures & bit) || m->nobody ||
				(more >= LEAP_LEAST && m->number.value < more))
				continue; /* one man's death is no leap */
			(void)scan_sentence(&at, t, m->start);
			found = lint_spans_in(&why, at.start, at.end);
		}
		lint_spans_release(&why);
	}
	return found;
}

/* L-15: more dead than those who were missing, trapped or hurt before. */
void
check_found(struct lint_scan *s)
{
	static const enum figure_role from[] = { FIGURE_MISSING, FIGURE_TRAPPED,
		FIGURE_INJURED, FIGURE_RESCUED };
	const struct figure_def *def = lint_figure_role(s->c, FIGURE_DEAD);
	const struct lint_figure *now, *told;
	int64_t covered = 0;

	if (!pair(&now, &told, s->c, def) || now->value <= told->value ||
		*now->reason || amends(s->c))
		return;
	for (size_t i = 0; i < COUNT(from); i++)
		covered += fall_of(s->c, from[i]);
	if (now->value - told->value > covered &&
		!tells_why(s, def, now->value - told->value - covered))
		add_change(s, def, told->value, now->value);
}

/* For serious injuries, those in critical condition count as well. */
static int64_t
gravity(const struct lint_case *c, enum figure_role role)
{
	int64_t value = value_of(c, role), more = -1;

	if (role == FIGURE_SERIOUS)
		more = value_of(c, FIGURE_CRITICAL);
	if (more > 0)
		value = value < 0 ? more : value + more;
	return value;
}

/* L-18: the figures suggest a graver level than the incident has. */
void
check_level(struct lint_scan *s)
{
	const struct lint_case *c = s->c;
	int graver = LEVEL_NONE;

	for (size_t i = 0; i < c->threshold_count; i++) {
		const struct lint_threshold *t = &c->thresholds[i];

		if ((t->classes & c->class_bit) &&
			gravity(c, t->role) >= t->least &&
			(graver == LEVEL_NONE || t->level < graver))
			graver = t->level;
	}
	if (graver != LEVEL_NONE &&
		(c->level == LEVEL_NONE || graver < c->level))
		scan_add_whole(s, level_word(graver));
}

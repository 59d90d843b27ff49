/*
 * The scanner. The folded text is walked once: digits are gathered in groups
 * (a run of digits; a few blanks, hyphens and dots, a sign of lists, or one
 * line's end may stand between), and leak_number.c says what neighbouring
 * groups may be; a number may also stand digit by digit. Chinese digits are in
 * leak_chinese.c, secrecy marks in leak_mark.c, minors in leak_minor.c.
 */
#include "lint/leak.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/text.h"
#include "lint/leak_internal.h"

enum { SPELLED = 11 }; /* digits of the shortest number */

/*
 * Looks whether a number ends with the latest group, trying the most groups
 * first.
 */
static void
check_groups(struct leak_scanner *s)
{
	struct leak_number n;
	enum leak_rule rule;

	for (size_t size = s->count; size > 0; size--) {
		if (!leak_number_of(&rule, &n, s, size))
			continue;
		leak_add(s, rule, n.start, n.end);
		return;
	}
}

static void
group_push(struct leak_scanner *s, struct digit_group g)
{
	const char *t = s->f->data;

	if (s->count && g.start >= 1) {
		size_t before = s->groups[s->count - 1].end;

		g.broken = g.start == before + 1 && t[before] == '\n';
		g.joined = g.broken ||
			(g.start > before &&
				leak_skip_signs(t, before, &g.listed) ==
					g.start);
	}
	if (s->count == LEAK_GROUPS) {
		memmove(s->groups, s->groups + 1,
			(LEAK_GROUPS - 1) * sizeof(s->groups[0]));
		s->count--;
	}
	s->groups[s->count++] = g;
	check_groups(s);
}

/* 1 3 9 …: each digit alone, and enough of them; where they end, or 0. With
 * `listed`, 1、3、9… as well. */
static size_t
spelled_end(size_t *len, const char *t, size_t i, bool *listed)
{
	size_t end = 0, ten = 0;

	*len = 0;
	while (ascii_is_digit(t[i]) || (ten = leak_ten_at(t + i)) > 0) {
		size_t behind = i + (ten ? ten : 1);

		if (ascii_is_alnum(t[behind]))
			break;
		++*len;
		end = behind;
		i = leak_skip_signs(t, behind, listed);
		if (i == behind || ten)
			break;
	}
	return *len >= SPELLED ? end : 0;
}

/* Behind the x that ends the number before i, if one stands there; or 0. */
static size_t
ten_behind(const char *t, size_t i)
{
	size_t at = leak_skip_signs(t, i, NULL), ten = leak_ten_at(t + at);

	return ten && !ascii_is_alnum(t[at + ten]) ? at + ten : 0;
}

/* A single digit with a sign of lists stands before i: the list began there. */
static bool
follows_listed(const struct leak_scanner *s, size_t i)
{
	const struct digit_group *g;
	bool listed = false;

	if (s->count == 0)
		return false;
	g = &s->groups[s->count - 1];
	return g->len == 1 && leak_skip_signs(s->f->data, g->end, &listed) == i;
}

/* 1、1、0、1…: a list, unless it is a number that checks. */
static void
check_spelled_list(struct leak_scanner *s, size_t i)
{
	const char *t = s->f->data;
	struct leak_number n = { .start = i };
	enum leak_rule rule;
	size_t len;

	n.end = spelled_end(&len, t, i, &n.listed);
	if (n.end == 0 || !n.listed || len + 1 >= LEAK_DIGITS)
		return;
	for (size_t k = i; k < n.end; k++)
		if (ascii_is_digit(t[k]))
			n.digits[n.len++] = t[k];
	if (n.len < len)
		n.digits[n.len++] = 'x';
	if (leak_number_is(&rule, s, &n))
		leak_add(s, rule, n.start, n.end);
}

/* Between the digits at a and b stand other signs than between b and c. */
static bool
signs_differ(const char *t, size_t a, size_t b, size_t c)
{
	return b - a != c - b || memcmp(t + a + 1, t + b + 1, b - a - 1) != 0;
}

static size_t
digit_beside(const char *t, size_t i, int step)
{
	do
		i += (size_t)step;
	while (!ascii_is_digit(t[i]));
	return i;
}

/* 4/1-3-8…: a digit at an end that another sign parts from the rest is none of
 * the number's, if the whole is no number. */
static void
check_between_odd_ends(struct leak_scanner *s)
{
	const char *t = s->f->data;
	struct digit_group *g = &s->groups[s->count - 1], whole = *g;
	size_t a = g->start, b = digit_beside(t, a, 1);
	size_t last = g->end - 1, before;

	if (signs_differ(t, a, b, digit_beside(t, b, 1))) {
		g->start = b;
		g->joined = false;
		g->len--;
	}
	before = ascii_is_digit(t[last]) ? digit_beside(t, last, -1) : last;
	if (before != last &&
		signs_differ(t, digit_beside(t, before, -1), before, last)) {
		g->end = before + 1;
		g->len--;
	}
	if (g->len != whole.len)
		check_groups(s);
	*g = whole;
}

/* A run of digits begins at i; returns where it ends. */
static size_t
take_group(struct leak_scanner *s, size_t i)
{
	const char *t = s->f->data;
	struct digit_group g = { .start = i };

	g.end = spelled_end(&g.len, t, i, NULL);
	if (g.end) {
		group_push(s, g);
		if (s->taken != g.end)
			check_between_odd_ends(s);
		return g.end;
	}
	if (!ascii_is_digit(t[i + 1]) && !follows_listed(s, i))
		check_spelled_list(s, i);
	while (ascii_is_digit(t[i]))
		i++;
	g.len = i - g.start;
	g.end = ten_behind(t, i);
	g.len += g.end > 0;
	if (g.end == 0)
		g.end = i;
	group_push(s, g);
	if (g.end == i || s->taken == g.end)
		return g.end;
	/* the x is no check digit: the number ends before it */
	s->groups[s->count - 1].end = i;
	s->groups[s->count - 1].len--;
	check_groups(s);
	return i;
}

/* ---- the walk ---- */

/* The address that i is in, or the first one behind it. */
static void
next_url(struct leak_scanner *s, size_t i)
{
	while (s->url_end <= i)
		if (!text_url(&s->url_start, &s->url_end, s->f->data, s->f->len,
			    s->url_end))
			s->url_start = s->url_end = s->f->len + 1;
}

void
leak_scan_folded(struct leaks *out, const struct text_folded *f,
	const struct lint_rules *rules, bool doubtful)
{
	struct leak_scanner s;

	*out = (struct leaks){ 0 };
	s = (struct leak_scanner){
		.out = out, .rules = rules, .f = f, .doubtful = doubtful
	};
	for (size_t i = 0; i < s.f->len;) {
		size_t end = 0, start, behind;

		start = i;
		next_url(&s, i);
		behind = leak_take_chinese(&s, i);
		if (ascii_is_digit(s.f->data[i])) {
			i = take_group(&s, i);
			continue;
		}
		if (behind > i) {
			i = behind;
			continue;
		}
		end = leak_mark(s.f->data, i);
		if (end)
			leak_add(&s, LEAK_SECRECY, i, end);
		else if (leak_minor(&start, &behind, s.f->data, i))
			leak_add(&s, LEAK_MINOR, start, behind);
		i = end ? end : i + 1;
	}
}

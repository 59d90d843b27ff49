/*
 * The scanner. The folded text is walked once: digits are gathered in groups
 * (a run of digits; a few blanks, hyphens and dots, or one line's end, may
 * stand between), and the lengths of neighbouring groups say what a number may
 * be; a number may also stand digit by digit, or in Chinese digits. Secrecy
 * marks are in leak_mark.c, minors in leak_minor.c. Sources: domain rules
 * L-01 to L-07 (playbooks/README.md); GB 11643 for the check digit.
 */
#include "lint/leak.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/instant.h"
#include "base/mem.h"
#include "base/text.h"
#include "lint/leak_internal.h"

enum {
	GROUPS = 6,
	DIGITS = 24,
	LEAKS_MAX = 1000,
	SPELLED = 11, /* digits of the shortest number */
	SIGNS_MAX = 8 /* bytes between two groups */
};

/* A run of digits in the folded text; an x may end it. */
struct digit_group {
	size_t start, end;
	size_t len; /* digits: more bytes where each stands alone */
	bool joined; /* only separators stand between it and the one before */
	bool broken; /* the separator is a line's end */
};

struct leak_scanner {
	struct leaks *out;
	const struct lint_rules *rules;
	const struct text_folded *f;
	struct digit_group groups[GROUPS]; /* the latest, oldest first */
	size_t count;
	size_t url_start, url_end; /* the address at the place or behind */
	bool doubtful; /* what may be one as well */
	size_t taken; /* folded end of the last finding */
};

static void
leak_add(struct leak_scanner *s, enum leak_rule rule, size_t start, size_t end)
{
	assert(s->out != NULL);
	if (s->out->count == LEAKS_MAX || start < s->taken)
		return;
	*MEM_ADD(s->out->rows, s->out->count) =
		(struct leak){ rule, s->f->at[start], s->f->to[end - 1] };
	s->taken = end;
}

/* ---- numbers ---- */

struct leak_number {
	char digits[DIGITS];
	size_t len;
	size_t start, end; /* in the folded text */
};

/* The check digit ten, also as signs that look like its x; 0 if none. */
static size_t
ten_at(const char *t)
{
	static const char *const tens[] = { "x", "×", "х", "χ" };

	for (size_t i = 0; i < sizeof(tens) / sizeof(tens[0]); i++)
		if (strncmp(t, tens[i], strlen(tens[i])) == 0)
			return strlen(tens[i]);
	return 0;
}

/* The last `n` groups as one number; false if they are not joined. */
static bool
number_gather(struct leak_number *out, const struct leak_scanner *s, size_t n)
{
	const struct digit_group *g;

	*out = (struct leak_number){ 0 };
	if (n > s->count)
		return false;
	g = &s->groups[s->count - n];
	out->start = g[0].start;
	out->end = g[n - 1].end;
	for (size_t i = 0; i < n; i++) {
		if (i && (!g[i].joined || (g[i].broken && n != 2)))
			return false;
		for (size_t k = g[i].start; k < g[i].end; k++) {
			bool digit = ascii_is_digit(s->f->data[k]);
			bool ten = !digit && ten_at(s->f->data + k) > 0;

			if (!ten && !digit)
				continue;
			if (out->len + 1 == DIGITS)
				return false;
			out->digits[out->len++] = ten ? 'x' : s->f->data[k];
		}
	}
	return true;
}

static bool
number_stands_alone(const struct leak_scanner *s, const struct leak_number *n)
{
	bool before = n->start && ascii_is_alnum(s->f->data[n->start - 1]);
	bool after = ascii_is_alnum(s->f->data[n->end]);

	return !before && !after;
}

/* It stands alone, or behind a label without a blank: ID2101…, sfz2101… */
static bool
is_labelled(const struct leak_scanner *s, const struct leak_number *n)
{
	static const char *const labels[] = { "id", "no", "sfz" };
	const char *t = s->f->data;

	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		size_t len = strlen(labels[i]);

		if (n->start >= len &&
			memcmp(t + n->start - len, labels[i], len) == 0)
			return !ascii_is_alnum(t[n->end]) &&
				(n->start == len ||
					!ascii_is_alnum(t[n->start - len - 1]));
	}
	return number_stands_alone(s, n);
}

/* Group lengths of the ways in which people write such a number. */
struct number_form {
	size_t count;
	size_t least[GROUPS], most[GROUPS];
};

static const struct number_form resident_forms[] = {
	{ 1, { 18 }, { 18 } },
	{ 2, { 6, 12 }, { 6, 12 } },
	{ 3, { 6, 8, 4 }, { 6, 8, 4 } },
	{ 4, { 6, 4, 4, 4 }, { 6, 4, 4, 4 } },
};

static const struct number_form old_forms[] = {
	{ 1, { 15 }, { 15 } },
	{ 3, { 6, 6, 3 }, { 6, 6, 3 } },
};

static const struct number_form card_forms[] = {
	{ 1, { 15 }, { 19 } },
	{ 2, { 6, 9 }, { 6, 13 } },
	{ 3, { 4, 6, 5 }, { 4, 6, 5 } },
	{ 4, { 4, 4, 4, 3 }, { 4, 4, 4, 4 } },
	{ 5, { 4, 4, 4, 4, 1 }, { 4, 4, 4, 4, 3 } },
	{ 2, { 8, 8 }, { 8, 8 } },
	{ 4, { 6, 4, 4, 1 }, { 6, 4, 4, 5 } },
};

static const struct number_form mobile_forms[] = {
	{ 1, { 11 }, { 11 } },
	{ 1, { 12 }, { 12 } }, /* 0…, as dialled from elsewhere once */
	{ 2, { 4, 8 }, { 4, 8 } },
	{ 3, { 4, 4, 4 }, { 4, 4, 4 } },
	{ 1, { 13 }, { 13 } }, /* 86… */
	{ 1, { 15 }, { 15 } }, /* 0086… */
	{ 2, { 3, 8 }, { 3, 8 } },
	{ 2, { 7, 4 }, { 7, 4 } },
	{ 2, { 2, 11 }, { 4, 11 } }, /* +86 … */
	{ 3, { 3, 4, 4 }, { 3, 4, 4 } },
	{ 3, { 3, 3, 5 }, { 3, 3, 5 } },
	{ 3, { 3, 5, 3 }, { 3, 5, 3 } },
	{ 3, { 4, 3, 4 }, { 4, 3, 4 } },
	{ 3, { 4, 4, 3 }, { 4, 4, 3 } },
	{ 5, { 3, 2, 2, 2, 2 }, { 3, 2, 2, 2, 2 } },
};

/*
 * A number broken by a line's end may be broken anywhere: only its whole length
 * is compared with the forms.
 */
static bool
is_broken(const struct leak_scanner *s, size_t n)
{
	const struct digit_group *g = &s->groups[s->count - n];

	return n == 2 && g[1].broken;
}

static bool
has_form(const struct leak_scanner *s, size_t n,
	const struct number_form *forms, size_t count)
{
	const struct digit_group *g = &s->groups[s->count - n];

	if (is_broken(s, n)) {
		size_t len = g[0].len + g[1].len;

		return len >= forms[0].least[0] && len <= forms[0].most[0];
	}
	for (size_t i = 0; i < count; i++) {
		bool fits = forms[i].count == n;

		for (size_t k = 0; fits && k < n; k++) {
			fits = g[k].len >= forms[i].least[k] &&
				g[k].len <= forms[i].most[k];
		}
		if (fits)
			return true;
	}
	return false;
}

static int
number_at(const char *digits, size_t from, size_t len)
{
	int n = 0;

	for (size_t i = from; i < from + len; i++)
		n = n * 10 + (digits[i] - '0');
	return n;
}

static bool
is_date(const char *digits)
{
	int year = number_at(digits, 0, 4), month = number_at(digits, 4, 2);
	int day = number_at(digits, 6, 2);

	if (year < 1800 || year > 2099 || month < 1 || month > 12 || day < 1)
		return false;
	return day <= calendar_month_days(year, month);
}

/* Eighteen digits with a real date, whatever the last one. */
static bool
is_resident_form(const struct leak_number *n)
{
	if (n->len != 18 || n->digits[0] == '0')
		return false;
	for (size_t i = 0; i < 17; i++)
		if (!ascii_is_digit(n->digits[i]))
			return false;
	return is_date(n->digits + 6);
}

static bool
is_resident(const struct leak_scanner *s, const struct leak_number *n)
{
	static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10,
		5, 8, 4, 2 };
	static const char checks[] = "10x98765432";
	int sum = 0;

	if (!is_resident_form(n) || !is_labelled(s, n))
		return false;
	for (size_t i = 0; i < 17; i++)
		sum += (n->digits[i] - '0') * weights[i];
	return checks[sum % 11] == n->digits[17];
}

static bool
luhn(const char *digits, size_t len)
{
	int sum = 0;

	for (size_t i = 0; i < len; i++) {
		int d = digits[len - 1 - i] - '0';

		if (d < 0 || d > 9)
			return false;
		if (i % 2)
			d = d > 4 ? d * 2 - 9 : d * 2;
		sum += d;
	}
	return sum % 10 == 0;
}

static bool
in_url(const struct leak_scanner *s, const struct leak_number *n)
{
	return n->start >= s->url_start && n->start < s->url_end;
}

/*
 * Addresses of posts hold numbers that look like cards, so addresses are left
 * out.
 */
static bool
is_card(const struct leak_scanner *s, const struct leak_number *n)
{
	return n->len >= 15 && n->len <= 19 && n->digits[0] >= '3' &&
		n->digits[0] <= '6' && number_stands_alone(s, n) &&
		!in_url(s, n) && luhn(n->digits, n->len);
}

static bool
is_mobile(const struct leak_scanner *s, const struct leak_number *n)
{
	size_t skip = n->len > 11 ? n->len - 11 : 0;
	const char *d = n->digits + skip;
	bool prefix = skip == 0 || (skip == 1 && n->digits[0] == '0') ||
		(skip == 2 && memcmp(n->digits, "86", 2) == 0) ||
		(skip == 3 && memcmp(n->digits, "086", 3) == 0) ||
		(skip == 4 && memcmp(n->digits, "0086", 4) == 0);

	if (n->len < 11 || !prefix || d[0] != '1' || d[1] < '3' ||
		!ascii_is_digit(d[10]))
		return false;
	if (in_url(s, n) && n->start && s->f->data[n->start - 1] == '/')
		return false;
	return !s->rules || !lint_is_contact(s->rules, d);
}

static bool
is_resident_sum(const struct leak_scanner *s, const struct leak_number *n)
{
	return is_resident_form(n) && number_stands_alone(s, n) &&
		n->digits[0] < '9' && !in_url(s, n);
}

/* Before 1999: six digits of place, a date without a century, three more. */
static bool
is_resident_old(const struct leak_scanner *s, const struct leak_number *n)
{
	char date[9] = "19";

	if (n->len != 15 || n->digits[0] == '0' || n->digits[0] == '9' ||
		n->digits[14] == 'x' || !number_stands_alone(s, n) ||
		in_url(s, n))
		return false;
	memcpy(date + 2, n->digits + 6, 6);
	return is_date(date);
}

#define FORMS(t) t, sizeof(t) / sizeof(t[0])
static const struct {
	enum leak_rule rule;
	bool (*is)(const struct leak_scanner *s, const struct leak_number *n);
	const struct number_form *forms; /* none: in whatever groups */
	size_t count;
	bool doubtful;
} number_rules[] = {
	/* a date and a check digit are no coincidence, in whatever groups */
	{ LEAK_RESIDENT, is_resident, NULL, 0, false },
	{ LEAK_CARD, is_card, FORMS(card_forms), false },
	{ LEAK_MOBILE, is_mobile, FORMS(mobile_forms), false },
	{ LEAK_RESIDENT_SUM, is_resident_sum, FORMS(resident_forms), true },
	{ LEAK_RESIDENT_OLD, is_resident_old, FORMS(old_forms), true },
};
enum { NUMBER_RULES = sizeof(number_rules) / sizeof(number_rules[0]) };

/*
 * Looks whether a number ends with the latest group, trying the most groups
 * first.
 */
static void
check_groups(struct leak_scanner *s)
{
	struct leak_number n;

	for (size_t size = s->count; size > 0; size--) {
		if (!number_gather(&n, s, size))
			continue;
		for (size_t i = 0; i < NUMBER_RULES; i++) {
			if (number_rules[i].doubtful && !s->doubtful)
				break;
			if ((number_rules[i].count &&
				    !has_form(s, size, number_rules[i].forms,
					    number_rules[i].count)) ||
				!number_rules[i].is(s, &n))
				continue;
			leak_add(s, number_rules[i].rule, n.start, n.end);
			return;
		}
	}
}

/* Bytes of a sign that people put into numbers; 0 if it is none. */
static size_t
sign_at(const char *t)
{
	static const char *const wide[] = { "\u00B7", "\u2010", "\u2011",
		"\u2012", "\u2013", "\u2014", "\u2015", "\u2022", "\u2212",
		"\u2500" };

	if (*t && strchr(" \t-._/()", *t))
		return 1;
	if ((unsigned char)*t < 0x80)
		return 0;
	for (size_t k = 0; k < sizeof(wide) / sizeof(wide[0]); k++)
		if (strncmp(t, wide[k], strlen(wide[k])) == 0)
			return strlen(wide[k]);
	return 0;
}

/* Behind the signs at i, of which there are few. */
static size_t
skip_signs(const char *t, size_t i)
{
	size_t end = i + SIGNS_MAX, n = 0;

	while (i < end && (n = sign_at(t + i)) > 0)
		i += n;
	return i;
}

static void
group_push(struct leak_scanner *s, struct digit_group g)
{
	const char *t = s->f->data;

	if (s->count && g.start >= 1) {
		size_t before = s->groups[s->count - 1].end;

		g.broken = g.start == before + 1 && t[before] == '\n';
		g.joined = g.broken ||
			(g.start > before && skip_signs(t, before) == g.start);
	}
	if (s->count == GROUPS) {
		memmove(s->groups, s->groups + 1,
			(GROUPS - 1) * sizeof(s->groups[0]));
		s->count--;
	}
	s->groups[s->count++] = g;
	check_groups(s);
}

/* 1 3 9 …: each digit alone, and enough of them; where they end, or 0. */
static size_t
spelled_end(size_t *len, const char *t, size_t i)
{
	size_t end = 0, ten = 0;

	*len = 0;
	while (ascii_is_digit(t[i]) || (ten = ten_at(t + i)) > 0) {
		size_t behind = i + (ten ? ten : 1);

		if (ascii_is_alnum(t[behind]))
			break;
		++*len;
		end = behind;
		i = skip_signs(t, behind);
		if (i == behind || ten)
			break;
	}
	return *len >= SPELLED ? end : 0;
}

/* Behind the x that ends the number before i, if one stands there; or 0. */
static size_t
ten_behind(const char *t, size_t i)
{
	size_t at = skip_signs(t, i), ten = ten_at(t + at);

	return ten && !ascii_is_alnum(t[at + ten]) ? at + ten : 0;
}

/* A run of digits begins at i; returns where it ends. */
static size_t
take_group(struct leak_scanner *s, size_t i)
{
	const char *t = s->f->data;
	struct digit_group g = { .start = i };

	g.end = spelled_end(&g.len, t, i);
	if (g.end) {
		group_push(s, g);
		return g.end;
	}
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

/* ---- numbers in Chinese digits ---- */

/* 0 … 9 for 零 … 九 and 零 … 玖, -1 for what is none. Asked at every byte. */
static int
chinese_digit(const char *t)
{
	static const uint32_t names[] = { U'零', U'一', U'二', U'三', U'四',
		U'五', U'六', U'七', U'八', U'九', U'〇', U'幺', U'贰', U'叁',
		U'肆', U'伍', U'陆', U'柒', U'捌', U'玖', U'○', U'壹', U'两' };
	static const char digits[] = "01234567890123456789012";
	const unsigned char *c = (const unsigned char *)t;
	uint32_t cp;

	if (c[0] < 0xE2 || c[0] > 0xE9)
		return -1;
	cp = (c[0] & 0xFu) << 12 | (c[1] & 0x3Fu) << 6 | (c[2] & 0x3Fu);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i] == cp)
			return digits[i] - '0';
	return -1;
}

/* A run of them begins at i; returns where it ends, i if there is none. */
static size_t
take_chinese(struct leak_scanner *s, size_t i)
{
	struct leak_number n = { .start = i };
	size_t count = 0;

	for (int digit = chinese_digit(s->f->data + i); digit >= 0;
		digit = chinese_digit(s->f->data + i)) {
		if (n.len + 1 < DIGITS)
			n.digits[n.len++] = (char)('0' + digit);
		count++;
		i += 3;
	}
	if (count == 17 && ten_at(s->f->data + i)) {
		n.digits[n.len++] = 'x';
		i += ten_at(s->f->data + i);
		count++;
	}
	n.end = i;
	if (count == 11 && is_mobile(s, &n))
		leak_add(s, LEAK_MOBILE, n.start, n.end);
	else if (count == 18 && is_resident(s, &n))
		leak_add(s, LEAK_RESIDENT, n.start, n.end);
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

		if (ascii_is_digit(s.f->data[i])) {
			next_url(&s, i);
			i = take_group(&s, i);
			continue;
		}
		start = i;
		behind = take_chinese(&s, i);
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

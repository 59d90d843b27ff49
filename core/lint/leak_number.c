/*
 * What digits are a number of: their groups as people write such numbers, and
 * what is right in it (a date, a check digit, a prefix). Sources: domain rules
 * L-04 to L-07 (playbooks/README.md); GB 11643 for the check digit.
 */
#include "lint/leak_internal.h"

#include <assert.h>
#include <string.h>

#include "base/ascii.h"
#include "base/instant.h"
#include "base/mem.h"

enum {
	LEAKS_MAX = 1000,
	LABEL_BEFORE = 48,
	SIGNS_MAX = 8 /* bytes between two groups */
};

void
leak_add(struct leak_scanner *s, enum leak_rule rule, size_t start, size_t end)
{
	assert(s->out != NULL);
	if (s->out->count == LEAKS_MAX || start < s->taken)
		return;
	*MEM_ADD(s->out->rows, s->out->count) =
		(struct leak){ rule, s->f->at[start], s->f->to[end - 1] };
	s->taken = end;
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

/* Bytes of a sign between the items of a list, or between numbers. */
static size_t
list_sign_at(const char *t)
{
	static const char comma[] = "、";

	if (*t && strchr(",:+*", *t))
		return 1;
	return strncmp(t, comma, sizeof(comma) - 1) == 0 ? sizeof(comma) - 1
							 : 0;
}

size_t
leak_skip_signs(const char *t, size_t i, bool *listed)
{
	size_t end = i + SIGNS_MAX, n = 0;
	bool once = false;

	while (i < end) {
		n = sign_at(t + i);
		if (n == 0 && listed != NULL && !once) {
			n = list_sign_at(t + i);
			once = n > 0;
		}
		if (n == 0)
			break;
		i += n;
	}
	if (once)
		*listed = true;
	return i;
}

size_t
leak_ten_at(const char *t)
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
		out->listed = out->listed || (i && g[i].listed);
		out->zero = out->zero ||
			(i && g[i].len > 2 && s->f->data[g[i].start] == '0');
		for (size_t k = g[i].start; k < g[i].end; k++) {
			bool digit = ascii_is_digit(s->f->data[k]);
			bool ten = !digit && leak_ten_at(s->f->data + k) > 0;

			if (!ten && !digit)
				continue;
			if (out->len + 1 == LEAK_DIGITS)
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
	size_t least[LEAK_GROUPS], most[LEAK_GROUPS];
};

static const struct number_form resident_forms[] = {
	{ 1, { 18 }, { 18 } },
	{ 2, { 6, 12 }, { 6, 12 } },
	{ 3, { 6, 8, 4 }, { 6, 8, 4 } },
	{ 4, { 6, 4, 4, 4 }, { 6, 4, 4, 4 } },
};

/* In lists, where a date and a check digit come together by chance. */
static const struct number_form resident_listed[] = {
	{ 2, { 6, 12 }, { 6, 12 } },
	{ 2, { 14, 4 }, { 14, 4 } },
	{ 2, { 17, 1 }, { 17, 1 } },
	{ 3, { 6, 8, 4 }, { 6, 8, 4 } },
	{ 4, { 6, 4, 4, 4 }, { 6, 4, 4, 4 } },
	{ 5, { 3, 3, 4, 4, 4 }, { 3, 3, 4, 4, 4 } },
	{ 5, { 6, 4, 2, 2, 4 }, { 6, 4, 2, 2, 4 } },
	{ 5, { 4, 4, 4, 4, 2 }, { 4, 4, 4, 4, 2 } },
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

bool
leak_is_announced(const char *t, size_t start)
{
	static const char *const words[] = { "电话", "手机", "联系", "号码",
		"拨打", "致电", "微信", "卡号", "银行", "账号", "账户", "tel",
		"phone", "mobile", "call", "card", "bank" };
	size_t from = start > LABEL_BEFORE ? start - LABEL_BEFORE : 0;

	for (size_t i = start; i > from && t[i - 1] != '\n'; i--)
		for (size_t k = 0; k < sizeof(words) / sizeof(words[0]); k++)
			if (strncmp(t + i - 1, words[k], strlen(words[k])) == 0)
				return true;
	return false;
}

/*
 * 138、1204、1350 may be three figures. It is one number if the words before say
 * so, a part begins with a nought, or nothing else is in the text.
 */
static bool
is_meant(const struct leak_scanner *s, const struct leak_number *n)
{
	return n->zero || (n->start == 0 && n->end == s->f->len) ||
		leak_is_announced(s->f->data, n->start);
}

#define FORMS(t) t, sizeof(t) / sizeof(t[0])
static const struct number_rule {
	enum leak_rule rule;
	bool (*is)(const struct leak_scanner *s, const struct leak_number *n);
	const struct number_form *forms; /* none: in whatever groups */
	size_t count;
	const struct number_form *listed; /* with the signs of lists; or none */
	size_t listed_count;
	bool doubtful;
	bool meant; /* in lists, only if it is meant as one number */
} number_rules[] = {
	/* a date and a check digit are no coincidence, in whatever groups */
	{ LEAK_RESIDENT, is_resident, NULL, 0, FORMS(resident_listed), false,
		false },
	{ LEAK_CARD, is_card, FORMS(card_forms), FORMS(card_forms), false,
		true },
	{ LEAK_MOBILE, is_mobile, FORMS(mobile_forms), FORMS(mobile_forms),
		false, true },
	{ LEAK_RESIDENT_SUM, is_resident_sum, FORMS(resident_forms), NULL, 0,
		true, true },
	{ LEAK_RESIDENT_OLD, is_resident_old, FORMS(old_forms), NULL, 0, true,
		true },
};
enum { NUMBER_RULES = sizeof(number_rules) / sizeof(number_rules[0]) };

/* Are the last groups those of a number of this rule? */
static bool
suits_rule(const struct number_rule *r, const struct leak_scanner *s,
	const struct leak_number *n, size_t size)
{
	if (r->doubtful && !s->doubtful)
		return false;
	if (n->listed)
		return has_form(s, size, r->listed, r->listed_count) &&
			r->is(s, n) && (!r->meant || is_meant(s, n));
	return (!r->count || has_form(s, size, r->forms, r->count)) &&
		r->is(s, n);
}

bool
leak_number_of(enum leak_rule *rule, struct leak_number *n,
	const struct leak_scanner *s, size_t size)
{
	if (!number_gather(n, s, size))
		return false;
	for (size_t i = 0; i < NUMBER_RULES; i++) {
		if (!suits_rule(&number_rules[i], s, n, size))
			continue;
		*rule = number_rules[i].rule;
		return true;
	}
	return false;
}

bool
leak_number_is(enum leak_rule *rule, const struct leak_scanner *s,
	const struct leak_number *n)
{
	if (is_resident(s, n)) {
		*rule = LEAK_RESIDENT;
		return true;
	}
	*rule = LEAK_MOBILE;
	return is_mobile(s, n) &&
		(!n->listed || leak_is_announced(s->f->data, n->start));
}

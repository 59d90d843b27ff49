/*
 * L-30: words like 今天 that a repost makes false, and days of the week that
 * do not belong to their date.
 */
#include "lint/lint_check.h"

#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/instant.h"

enum { TOLD_MAX = 16 };

/* A number of at most `most` digits at *at, which is moved behind it. */
static int
take_number_of(const char *t, size_t *at, size_t most)
{
	int n = 0;
	size_t i = *at;

	while (ascii_is_digit(t[i]) && i - *at < most)
		n = n * 10 + (t[i++] - '0');
	if (i == *at || ascii_is_digit(t[i]))
		return -1;
	*at = i;
	return n;
}

static bool
take_word(const char *t, size_t *at, const char *what)
{
	size_t n = strlen(what);

	if (strncmp(t + *at, what, n) != 0)
		return false;
	*at += n;
	return true;
}

/* The index of the name that stands at *at, or -1. Moves *at behind it. */
static int
english_name(const char *t, size_t *at, const char *const *names, int count)
{
	for (int n = 0; n < count; n++) {
		size_t len = strlen(names[n]);

		if ((*names[n] | 0x20) != t[*at] ||
			strncasecmp(names[n], t + *at, len) != 0)
			continue;
		*at += len;
		return n;
	}
	return -1;
}

/*
 * A date such as 7月21日, 21日, 21 july, july 21 or 2026-07-21 stands in
 * [start, end).
 */
static bool
has_date(const char *t, size_t start, size_t end)
{
	for (size_t i = start; i < end; i++) {
		size_t at = i;

		if (ascii_is_digit(t[i]) &&
			(i == start || !ascii_is_digit(t[i - 1]))) {
			int n = take_number_of(t, &at, 4);

			if (n > 0 &&
				(take_word(t, &at, "日") ||
					take_word(t, &at, "-")))
				return true;
		}
		at = i;
		if (ascii_is_letter(t[i]) &&
			english_name(t, &at, calendar_months, 12) >= 0)
			return true;
	}
	return false;
}

/*
 * Relative words that a sentence has explained with a date ("今天（9月18日）"):
 * later uses of them are clear.
 */
struct told_words {
	const char *rows[TOLD_MAX];
	size_t count;
};

static bool
word_is_told(const struct told_words *told, const char *word)
{
	for (size_t i = 0; i < told->count; i++)
		if (strcmp(told->rows[i], word) == 0)
			return true;
	return false;
}

/*
 * Reports relative words in a line where no date stands before or beside them.
 */
static void
look_at_words(struct lint_scan *s, size_t i, const struct lint_spans *found,
	const struct lint_spans *except)
{
	const struct lint_text *t = &s->texts[i];
	struct lint_sentence at = { 0 };
	struct told_words told = { 0 };
	size_t looked = 0; /* up to here for dates and ends of lines */
	bool dated = false;

	for (size_t k = 0; k < found->count; k++) {
		const struct lint_span *span = &found->rows[k];

		if (scan_sentence(&at, t, span->start)) {
			const char *cut = memrchr(
				t->f.data + looked, '\n', at.start - looked);

			looked = cut ? (size_t)(cut - t->f.data) : looked;
			dated = (dated && !cut) ||
				has_date(t->f.data, looked, at.end);
			looked = at.end;
		}
		if (dated && told.count < TOLD_MAX &&
			!word_is_told(&told, span->word))
			told.rows[told.count++] = span->word;
		if (!dated && !word_is_told(&told, span->word) &&
			!lint_spans_hold(except, span->start, span->end))
			scan_add_row(s, i, span->start, span->end, span->row,
				span->word);
	}
}

void
check_relative_time(struct lint_scan *s)
{
	for (size_t i = 0; scan_next(s, &i) != NULL; i++) {
		struct lint_spans found, except;

		scan_spans(&found, s, i, s->rule->list);
		scan_spans(&except, s, i, found.count ? s->rule->except : NULL);
		look_at_words(s, i, &found, &except);
		lint_spans_release(&found);
		lint_spans_release(&except);
	}
}

/* ---- the day of the week ---- */

struct told_day {
	int year, month, day; /* year 0: not said */
};

/* 周三, 星期三, 礼拜日: 0 … 6, or -1. */
static int
chinese_weekday(const char *t, size_t *at)
{
	static const char *const names[] = { "日", "一", "二", "三", "四", "五",
		"六" };

	if (!take_word(t, at, "星期") && !take_word(t, at, "周") &&
		!take_word(t, at, "礼拜"))
		return -1;
	for (int n = 0; n < 7; n++)
		if (take_word(t, at, names[n]))
			return n;
	return take_word(t, at, "天") ? 0 : -1;
}

/* [2026年]7月21日 at `at`; moves it. */
static bool
chinese_date(struct told_day *d, const char *t, size_t *at)
{
	size_t i = *at;
	int first = take_number_of(t, &i, 4);

	*d = (struct told_day){ 0 };
	if (first > 1900 && take_word(t, &i, "年")) {
		d->year = first;
		first = take_number_of(t, &i, 2);
	}
	if (first < 1 || first > 12 || !take_word(t, &i, "月"))
		return false;
	d->month = first;
	d->day = take_number_of(t, &i, 2);
	if (d->day < 1 || d->day > 31 || !take_word(t, &i, "日"))
		return false;
	*at = i;
	return true;
}

/*
 * Whether the date falls on the weekday that the text says. A date without a
 * year is taken as this year's; in December and January as the nearer one; one
 * that is months ago may also be next year's.
 */
static bool
weekday_agrees(const struct lint_scan *s, struct told_day d, int said)
{
	struct calendar now;
	bool next;

	if (d.year)
		return calendar_weekday(d.year, d.month, d.day) == said;
	if (!s->c->now)
		return true;
	instant_split(&now, s->c->now, s->c->zone);
	d.year = now.year;
	if (d.month == 12 && now.month <= 2)
		d.year--;
	if (d.month == 1 && now.month >= 11)
		d.year++;
	if (calendar_weekday(d.year, d.month, d.day) == said)
		return true;
	next = d.year == now.year && d.month + 2 < now.month;
	d.year++;
	return next && calendar_weekday(d.year, d.month, d.day) == said;
}

/* " 24 november 2026", " november 24, 2026" at `at`; moves it. */
static bool
english_date(struct told_day *d, const char *t, size_t *at)
{
	size_t i = *at + strspn(t + *at, " ,(");
	int day = take_number_of(t, &i, 2);
	int month, year;

	i += strspn(t + i, " ");
	month = english_name(t, &i, calendar_months, 12);
	if (day < 0) {
		i += strspn(t + i, " ");
		day = take_number_of(t, &i, 2);
	}
	if (month < 0 || day < 1 || day > 31)
		return false;
	*at = i;
	i += strspn(t + i, " ,");
	year = take_number_of(t, &i, 4);
	*d = (struct told_day){ year > 1900 ? year : 0, month + 1, day };
	return true;
}

/* Tuesday 21 July 2026: the day beside the date. */
static void
look_at_english(struct lint_scan *s, size_t i, const struct lint_text *t)
{
	static const char *const days[] = { "sunday", "monday", "tuesday",
		"wednesday", "thursday", "friday", "saturday" };
	const char *data = t->f.data;

	for (size_t at = 0; at < t->f.len; at++) {
		struct told_day d;
		size_t end = at;
		int said;

		if (!ascii_is_letter(data[at]) ||
			(at && ascii_is_letter(data[at - 1])))
			continue;
		said = english_name(data, &end, days, 7);
		if (said >= 0 && english_date(&d, data, &end) &&
			!weekday_agrees(s, d, said))
			scan_add(s, i, at, end, NULL);
	}
}

/* 2026年7月21日(星期二): the day beside the date. */
void
check_weekday(struct lint_scan *s)
{
	const struct lint_text *t = NULL;

	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++) {
		const char *data = t->f.data;

		look_at_english(s, i, t);
		for (size_t at = 0; at < t->f.len; at++) {
			struct told_day d;
			size_t end = at;
			int said;

			if (!ascii_is_digit(data[at]) ||
				(at && ascii_is_digit(data[at - 1])) ||
				!chinese_date(&d, data, &end))
				continue;
			while (data[end] == '(' || data[end] == ' ' ||
				data[end] == ',')
				end++;
			said = chinese_weekday(data, &end);
			if (said >= 0 && !weekday_agrees(s, d, said))
				scan_add(s, i, at, end, NULL);
			at = end - 1;
		}
	}
}

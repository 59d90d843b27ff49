/* Reads clock times in a text as instants. */
#include "lint/clock_said.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"

enum { CLOCK_DIGITS = 2 };

static bool
stands_at(const char *text, size_t at, const char *word)
{
	return strncmp(text + at, word, strlen(word)) == 0;
}

/* Digits that end before `at`: their value, -1 if none; *from moves to them. */
static int
digits_ending(size_t *from, const char *text, size_t at)
{
	size_t n = 0;
	int value = 0;

	while (n < CLOCK_DIGITS + 1 && n < at &&
		ascii_is_digit(text[at - n - 1]))
		n++;
	if (n == 0 || n > CLOCK_DIGITS)
		return -1;
	for (size_t i = at - n; i < at; i++)
		value = value * 10 + (text[i] - '0');
	*from = at - n;
	return value;
}

bool
clock_said_day(struct calendar *day, const char *text, size_t hour)
{
	size_t at = hour, from = 0;
	int n;

	if (at < 3 || !stands_at(text, at - 3, "日"))
		return false;
	n = digits_ending(&from, text, at - 3);
	if (n < 1)
		return false;
	day->day = n;
	if (from < 3 || !stands_at(text, from - 3, "月"))
		return true;
	n = digits_ending(&from, text, from - 3);
	if (n > 0)
		day->month = n;
	return true;
}

static bool
clock_said_of(struct clock_said *out, const struct lint_case *c,
	const struct calendar *day, int hour, int minute)
{
	char text[64];

	if (hour > 24 || minute > 59)
		return false;
	(void)snprintf(text, sizeof(text), "%04d-%02d-%02d %02d:%02d",
		day->year, day->month, day->day, hour % 24, minute);
	if (!instant_parse(&out->at, text, c->zone))
		return false;
	out->at += hour == 24 ? INT64_C(86400000) : 0;
	return true;
}

bool
clock_said_chinese(struct clock_said *out, struct calendar *day,
	const struct lint_case *c, const char *text, size_t at)
{
	int hour = digits_ending(&out->start, text, at), minute = 0;
	size_t end = at + 3, used = end;

	if (hour < 0)
		return false;
	while (ascii_is_digit(text[used]))
		used++;
	if (used > end && used - end <= CLOCK_DIGITS &&
		stands_at(text, used, "分")) {
		size_t from = 0;

		minute = digits_ending(&from, text, used);
		end = used + 3;
	}
	out->end = end;
	out->dated = clock_said_day(day, text, out->start);
	return clock_said_of(out, c, day, hour, minute);
}

bool
clock_said_english(struct clock_said *out, const struct lint_case *c,
	const char *text, size_t at)
{
	struct calendar day;
	size_t from = at;
	int hour, minute = 0;
	bool late = text[at] == 'p';

	while (from && text[from - 1] == ' ')
		from--;
	hour = digits_ending(&from, text, from);
	if (hour >= 0 && from && strchr(":.", text[from - 1]) &&
		(text[from - 1] == ':' ||
			(from > 1 && ascii_is_digit(text[from - 2])))) {
		minute = hour;
		hour = digits_ending(&from, text, from - 1);
	}
	if (hour < 1 || hour > 12)
		return false;
	out->start = from;
	out->end = at + 3;
	instant_split(&day, c->now, c->zone);
	return clock_said_of(out, c, &day, hour % 12 + (late ? 12 : 0), minute);
}

bool
clock_said_plain(struct clock_said *out, const struct lint_case *c,
	const char *text, size_t at)
{
	struct calendar day;
	size_t behind = at + 3;
	int hour = digits_ending(&out->start, text, at), minute;

	if (hour < 0 || !ascii_is_digit(text[at + 1]) ||
		!ascii_is_digit(text[at + 2]) || ascii_is_digit(text[behind]) ||
		(out->start &&
			(ascii_is_alnum(text[out->start - 1]) ||
				text[out->start - 1] == ':')))
		return false;
	minute = (text[at + 1] - '0') * 10 + text[at + 2] - '0';
	behind += text[behind] == ' ';
	if (text[behind] == 'a' || text[behind] == 'p') {
		if (text[behind + 1] == '.' || text[behind + 1] == 'm')
			return false;
	}
	out->end = at + 3;
	instant_split(&day, c->now, c->zone);
	return clock_said_of(out, c, &day, hour, minute);
}

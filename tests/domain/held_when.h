/*
 * When a notice of a set was written: the last date with a time in its own
 * text, Chinese or English. Included by held.h.
 */
#ifndef CRIER_TESTS_DOMAIN_HELD_WHEN_H
#define CRIER_TESTS_DOMAIN_HELD_WHEN_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/instant.h"

enum { HELD_ZONE = 480, HELD_HOUR = 3600000, HELD_YEAR = 2026 };

/* The number whose last digit stands before `at`; -1 if none does. */
static inline int
held_number_before(const char *text, const char *at)
{
	const char *from = at;

	while (from > text && from[-1] >= '0' && from[-1] <= '9')
		from--;
	return from < at ? (int)strtol(from, NULL, 10) : -1;
}

static inline int64_t
held_instant(int year, int month, int day, int hour, int minute)
{
	char text[64];
	int64_t at = 0;

	(void)snprintf(text, sizeof(text), "%04d-%02d-%02d %02d:%02d", year,
		month, day, hour, minute);
	return instant_parse(&at, text, HELD_ZONE) ? at : 0;
}

/* "5月7日17时30分" whose 月 is at `at`; 0 if it is none. */
static inline int64_t
held_zh_at(const char *text, const char *at, int year)
{
	int month = held_number_before(text, at), day, hour, minute = 0;
	char *end;

	day = (int)strtol(at + strlen("月"), &end, 10);
	if (month < 1 || strncmp(end, "日", strlen("日")) != 0)
		return 0;
	hour = (int)strtol(end + strlen("日"), &end, 10);
	if (strncmp(end, "时", strlen("时")) == 0)
		minute = (int)strtol(end + strlen("时"), NULL, 10);
	else if (*end == ':')
		minute = (int)strtol(end + 1, NULL, 10);
	else
		return held_instant(year, month, day, 23, 59);
	return held_instant(year, month, day, hour, minute);
}

/* "9:00 a.m." or "6 p.m." in these bytes: minutes of the day, -1 none. */
static inline int
held_en_time(const char *at, size_t len)
{
	for (size_t i = 0; i + 3 < len; i++) {
		char *end;
		int hour, minute = 0;

		if (at[i] < '0' || at[i] > '9' ||
			(i &&
				(at[i - 1] == ':' ||
					(at[i - 1] >= '0' &&
						at[i - 1] <= '9'))))
			continue;
		hour = (int)strtol(at + i, &end, 10);
		if (*end == ':')
			minute = (int)strtol(end + 1, &end, 10);
		while (*end == ' ')
			end++;
		if (strncmp(end, "p.m", 3) == 0 || strncmp(end, "pm", 2) == 0)
			return (hour % 12 + 12) * 60 + minute;
		if (strncmp(end, "a.m", 3) == 0 || strncmp(end, "am", 2) == 0)
			return hour % 12 * 60 + minute;
	}
	return -1;
}

/* "January 20, 9:00 a.m." or "6 p.m. on July 10"; 0 if it is none. */
static inline int64_t
held_en_at(const char *text, const char *at, int month, int year)
{
	const char *name = calendar_months[month - 1];
	char *end;
	int day = (int)strtol(at + strlen(name), &end, 10), minute;
	size_t before = (size_t)(at - text) < 16 ? (size_t)(at - text) : 16;

	if (day < 1 || day > 31)
		return 0;
	minute = held_en_time(end, strnlen(end, 24));
	if (minute < 0)
		minute = held_en_time(at - before, before);
	if (minute < 0)
		minute = 23 * 60 + 59;
	return held_instant(year, month, day, minute / 60, minute % 60);
}

/*
 * The year of the text's dates, of the last if it looks back: 2015年6月,
 * ", 2015"; not that of a law.
 */
static inline int
held_year(const char *text)
{
	int last = 0;

	for (const char *p = strstr(text, "年"); p; p = strstr(p + 3, "年")) {
		int year = held_number_before(text, p);

		if (year >= 1990 && year <= HELD_YEAR && p[3] >= '0' &&
			p[3] <= '9')
			last = year;
	}
	for (int y = 2010; y < HELD_YEAR && !last; y++) {
		char word[24];

		(void)snprintf(word, sizeof(word), ", %d", y);
		if (strstr(text, word))
			return y;
	}
	return last ? last : HELD_YEAR;
}

/* The last date in the text, with its time: the notice's own. */
static inline int64_t
held_when(const char *text)
{
	int year = held_year(text);
	int64_t last = 0, at;

	for (const char *p = text; *p; p++) {
		at = 0;
		if (strncmp(p, "月", strlen("月")) == 0)
			at = held_zh_at(text, p, year);
		for (int m = 1; m <= 12 && !at; m++)
			if (strncmp(p, calendar_months[m - 1],
				    strlen(calendar_months[m - 1])) == 0)
				at = held_en_at(text, p, m, year);
		last = at ? at : last;
	}
	return last ? last : held_instant(HELD_YEAR, 6, 1, 12, 0);
}

#endif

/*
 * Clock times in a text: 8月4日15时30分, 4:30 p.m., 09:00.
 */
#ifndef CRIER_LINT_CLOCK_SAID_H
#define CRIER_LINT_CLOCK_SAID_H

#include "base/instant.h"
#include "lint/lint_scan.h"

struct clock_said {
	size_t start, end; /* bytes of the folded text */
	int64_t at; /* UTC ms */
	bool dated; /* its day stands before it */
};

/* 15时30分 whose 时 is at `at`. An hour alone is of the day that was named last,
 * which `day` holds. */
bool clock_said_chinese(struct clock_said *out, struct calendar *day,
	const struct lint_case *c, const char *text, size_t at);

/* "4 p.m." or "4:30 p.m." whose p or a is at `at`, of today. */
bool clock_said_english(struct clock_said *out, const struct lint_case *c,
	const char *text, size_t at);

/* "09:00" whose colon is at `at`, with no p.m. behind it, of today. */
bool clock_said_plain(struct clock_said *out, const struct lint_case *c,
	const char *text, size_t at);

/* The month and day that stand before the hour at `hour`: 8月4日18时, 4日18时;
 * true if a day does. */
bool clock_said_day(struct calendar *day, const char *text, size_t hour);

#endif

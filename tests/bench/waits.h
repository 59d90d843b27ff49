/*
 * How long one waited, again and again: the clock, and one line of name=value
 * pairs about many waits, in milliseconds.
 */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { WAITS_MAX = 100000 };

static inline double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static inline int
waits_order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* Sorts `took`. */
static inline void
waits_print(double *took, int count)
{
	int over = 0;

	for (int i = 0; i < count; i++)
		over += took[i] > 50;
	qsort(took, (size_t)count, sizeof(*took), waits_order);
	printf("count=%d median_ms=%.1f p99_ms=%.1f max_ms=%.1f over_50=%d\n",
		count, took[count / 2], took[count * 99 / 100], took[count - 1],
		over);
}

/*
 * The clock of waiting: it goes on while the machine sleeps and nobody sets it.
 */
#ifndef CRIER_LINK_BOOT_H
#define CRIER_LINK_BOOT_H

#include <stdint.h>
#include <time.h>

/* CLOCK_BOOTTIME, ms. */
static inline int64_t
boot_clock(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_BOOTTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

#endif

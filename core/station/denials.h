/*
 * Refusals for lack of authority are entries, but not floods: at most one a
 * minute for each officer and rule, with a count of those between.
 */
#ifndef CRIER_STATION_DENIALS_H
#define CRIER_STATION_DENIALS_H

#include <stdint.h>

struct denials;

struct denials *denials_new(void);
void denials_free(struct denials *d);

/*
 * Counts one. Returns how many this entry stands for, or 0 when it is too
 * early for another entry.
 */
int denials_count(struct denials *d, const char *officer, const char *rule,
	int64_t boot_ms);

#endif

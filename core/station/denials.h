/*
 * Denied acts are entries, at most one a minute for each officer and rule; each
 * says how many it stands for, so that nobody can flood the ledger.
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

/*
 * Counting denied acts, in a small table that is reused when full.
 */
#include "station/denials.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/id.h"

enum { ROWS = 256, QUIET_MS = 60000 };

struct denials {
	struct {
		char officer[OFFICER_ID];
		char rule[160];
		int64_t last;
		int count;
	} rows[ROWS];
	int used;
};

struct denials *
denials_new(void)
{
	return mem_new(sizeof(struct denials));
}

void
denials_free(struct denials *d)
{
	free(d);
}

int
denials_count(struct denials *d, const char *officer, const char *rule,
	int64_t boot_ms)
{
	int n = 0, count;

	while (n < d->used &&
		(strcmp(d->rows[n].officer, officer) != 0 ||
			strcmp(d->rows[n].rule, rule) != 0))
		n++;
	if (n == d->used) {
		if (d->used == ROWS)
			n = d->used = 0;
		d->used++;
		FIXED_SET(d->rows[n].officer, officer);
		FIXED_SET(d->rows[n].rule, rule);
		d->rows[n].last = boot_ms - QUIET_MS;
		d->rows[n].count = 0;
	}
	d->rows[n].count++;
	if (boot_ms - d->rows[n].last < QUIET_MS)
		return 0;
	count = d->rows[n].count;
	d->rows[n].count = 0;
	d->rows[n].last = boot_ms;
	return count;
}

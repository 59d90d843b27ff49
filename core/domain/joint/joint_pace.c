/* A ring of what was written last. */
#include "domain/joint/joint_pace.h"

#include <string.h>

#include "base/fixed.h"
#include "base/mem.h"

#define HOUR_MS INT64_C(3600000)

struct joint_pace {
	char partner[WORD_ID];
	int64_t at;
};

void
joint_paced(struct joint_book *b, const char *partner, int64_t at)
{
	struct joint_pace *p;

	if (b->paces == NULL)
		b->paces = mem_array(PACE_ALL, sizeof(*b->paces));
	p = &b->paces[b->pace_next];
	b->pace_next = (b->pace_next + 1) % PACE_ALL;
	FIXED_SET(p->partner, partner);
	p->at = at;
}

/* A clock that was put back makes nobody wait for longer. */
static bool
pace_counts(const struct joint_pace *p, int64_t now)
{
	return p->at > now - HOUR_MS && p->at <= now;
}

int64_t
joint_pace(const struct joint_book *b, const char *partner, int64_t now)
{
	size_t all = 0, count = 0;
	int64_t oldest = now, last = 0;

	for (size_t n = 0; b->paces != NULL && n < PACE_ALL; n++) {
		const struct joint_pace *p = &b->paces[n];

		if (!pace_counts(p, now))
			continue;
		all++;
		oldest = p->at < oldest ? p->at : oldest;
		if (strcmp(p->partner, partner) != 0)
			continue;
		count++;
		last = p->at > last ? p->at : last;
	}
	if (all == PACE_ALL)
		return oldest + HOUR_MS;
	return count >= PACE_FREE && last + PACE_MS > now ? last + PACE_MS : 0;
}

/*
 * The words in which a decision is made: told, again, is it out.
 */
#include "relay/delivery_fsm_internal.h"

#include <stdlib.h>

#include "base/mem.h"

enum { BACKOFF_FIRST_MS = 500, BACKOFF_MAX_MS = 60000 };

void
decision_tell(struct decision *d, enum telling tell, bool ok, const char *why)
{
	d->tell = tell;
	d->ok = ok;
	free(d->detail);
	d->detail = mem_strdup(why);
}

int64_t
fsm_backoff(const struct fsm *f)
{
	unsigned n = f->d->tries < 7 ? f->d->tries : 7;
	int64_t ms = (int64_t)BACKOFF_FIRST_MS << n;
	unsigned spread = 0;

	/* a little apart, and the same every time: from the key */
	for (const char *s = f->t->delivery; *s; s++)
		spread = spread * 31 + (unsigned char)*s;
	ms += ms / 4 * (int64_t)(spread % 16) / 16;
	return ms < BACKOFF_MAX_MS ? ms : BACKOFF_MAX_MS;
}

void
fsm_again(const struct fsm *f, enum wire_step step, int64_t wait_ms)
{
	struct decision *d = f->d;
	int64_t own = d->step == step ? fsm_backoff(f) : 0;

	d->tries = d->step == step ? d->tries + 1 : 0;
	d->step = step;
	d->due = f->now + (wait_ms > own ? wait_ms : own);
}

bool
fsm_is_out(const struct wire_judgment *v)
{
	return v->outcome == OUTCOME_ACCEPTED ||
		v->outcome == OUTCOME_DUPLICATE;
}

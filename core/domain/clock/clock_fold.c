/*
 * Folding a clock that was ended by hand, and what an entry about a message
 * does to the clocks of its incident: it starts those in its body, and ends
 * those whose answer it is.
 */
#include "domain/fold.h"

#include <string.h>

#include "base/doc.h"
#include "domain/concurrence/concurrence.h"
#include "domain/release/delivery.h"
#include "domain/release/delivery_wait.h"
#include "domain/review/review_lane.h"
#include "domain/review/review_stages.h"

/* What is online with this entry stops clocks at the time that it was seen:
 * when a person says it hours later, nothing was late. */
static void
stop_clocks(struct incident *i, const struct message *m)
{
	int64_t at = m->promised ? 0 : message_out_at(m);

	if (at != 0)
		clock_published(i, m, at);
}

/* The clock of a signature runs from the approval until it is given, or until
 * there is no approval any more. */
static void
supplement_clock(
	struct incident *i, const struct message *m, const struct entry *e)
{
	char rule[64];

	lane_rule(rule, m);
	if (!message_owes_signature(m))
		clock_stop(i, rule, e->time);
}

/* The clock of a unit's answer runs until it is given or not needed. */
static void
concurrence_clocks(struct incident *i, const struct message *m, int64_t time)
{
	const char *organ;

	for (size_t n = 0; n < i->clock_count; n++) {
		struct clock *c = &i->clocks[n];

		organ = concurrence_rule_organ(doc_str(c->row, "rule"), m);
		if (organ && !c->stopped &&
			!concurrence_is_open(m, organ, time))
			c->stopped = time;
	}
}

void
fold_clocks(struct incident *i, const struct message *m, const struct entry *e)
{
	json_t *rows = doc_get(e->body, "clocks"), *row;
	size_t n;

	stop_clocks(i, m);
	supplement_clock(i, m, e);
	concurrence_clocks(i, m, e->time);
	delivery_wait_end(i, m, e->time);
	json_array_foreach(rows, n, row)
	{
		clock_stop(i, doc_str(row, "rule"), e->time);
	}
	clock_start(i, rows, e->time);
}

enum err_code
fold_clock_done(struct incident *i, const struct entry *e, struct err *err)
{
	struct clock *c = clock_by_hand(i, doc_str(e->body, "rule"));

	(void)err;
	if (c != NULL) {
		c->stopped = e->time;
		c->done = true;
	}
	return ERR_OK;
}

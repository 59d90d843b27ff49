/*
 * The requests that are out, by tag. A flight outlives its task: an answer
 * that nobody waits for any more is dropped when it comes.
 */
#include "relay/internal.h"

#include <stdlib.h>

#include "base/mem.h"

struct flight *
flight_new(struct engine *e, struct task *t, enum wire_step step)
{
	struct flight *c = mem_new(sizeof(*c));

	c->tag = ++e->last_tag;
	c->task = t;
	c->connector = t->connector;
	c->step = step;
	c->generation = t->account->generation;
	c->built_at = e->now.utc;
	c->next = e->flights;
	e->flights = c;
	return c;
}

void
flight_free(struct flight *c)
{
	if (c == NULL)
		return;
	if (c->account != NULL)
		c->account->users--;
	if (c->reply != NULL) {
		practice_reply_release(c->reply);
		free(c->reply);
	}
	free(c);
}

struct flight *
flight_take(struct engine *e, uint64_t tag)
{
	struct flight **at = &e->flights, *c;

	while (*at != NULL && (*at)->tag != tag)
		at = &(*at)->next;
	c = *at;
	if (c != NULL)
		*at = c->next;
	return c;
}

void
flight_forget(struct engine *e, const struct task *t)
{
	for (struct flight *c = e->flights; c != NULL; c = c->next)
		if (c->task == t) {
			c->task->flight = 0;
			c->task = NULL;
		}
}

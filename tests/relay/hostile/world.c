/* See world.h. */
#include "tests/relay/hostile/world.h"

uint32_t
hostile_roll(struct hostile_world *w, uint32_t sides)
{
	uint64_t z = w->dice += 0x9E3779B97F4A7C15u;

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return (uint32_t)((z ^ (z >> 31)) >> 16) % sides;
}

bool
hostile_chance(struct hostile_world *w, unsigned percent)
{
	return hostile_roll(w, 100) < percent;
}

struct hostile_case *
hostile_case_of(struct hostile_world *w, const char *delivery)
{
	for (size_t m = 0; m < w->message_count; m++)
		for (size_t i = 0; i < w->messages[m].count; i++)
			if (strcmp(w->messages[m].cases[i].delivery,
				    delivery) == 0)
				return &w->messages[m].cases[i];
	return NULL;
}

int
hostile_account(const char *name)
{
	for (int i = 0; i < HOSTILE_ROWS; i++)
		if (strcmp(hostile_rows[i].account, name) == 0)
			return i;
	fail_msg("no account %s", name);
	return 0;
}

/* Keeps the events by time, equal ones in the order in which they came. */
void
hostile_event_add(struct hostile_world *w, struct hostile_event *e)
{
	struct hostile_event **at = &w->events;

	while (*at != NULL && (*at)->due <= e->due)
		at = &(*at)->next;
	e->next = *at;
	*at = e;
}

void
hostile_request_free(struct hostile_request *r)
{
	if (r == NULL)
		return;
	free(r->path);
	free(r->query);
	free(r->key);
	json_decref(r->body);
	free(r);
}

void
hostile_event_free(struct hostile_event *e)
{
	free(e->reply.body);
	hostile_request_free(e->request);
	json_decref(e->act);
	free(e);
}

/* Nobody can look there. */
bool
hostile_is_blind(int account)
{
	return hostile_rows[account].is == HOSTILE_HOOK ||
		hostile_rows[account].is == HOSTILE_ROBOT ||
		hostile_rows[account].is == HOSTILE_APP ||
		hostile_rows[account].is == HOSTILE_MAIL;
}

bool
hostile_is_own(int account)
{
	return hostile_rows[account].is >= HOSTILE_FOLDER;
}

int
hostile_number(const char *text)
{
	return (int)strtol(text + strspn(text, "AD"), NULL, 10);
}

/* Is this what was approved, for all to read, by us? */
bool
hostile_is_as_approved(
	const struct hostile_post *p, const struct hostile_case *c)
{
	bool press = hostile_rows[c->account].is == HOSTILE_PRESS;
	bool old_page = press && *c->target; /* keeps whose it was */

	return strcmp(p->text, c->text) == 0 && p->account == c->account &&
		(old_page || p->author == p->account) && !p->locked &&
		!p->sensitive && strcmp(p->audience, "public") == 0 &&
		strcmp(p->status, "publish") == 0 &&
		(!press || strcmp(p->title, c->title) == 0);
}

/* The post that is this delivery's, in truth; NULL if there is none. */
struct hostile_post *
hostile_own_post(const struct hostile_world *w, const struct hostile_case *c)
{
	struct hostile_post *p;

	for (p = w->posts; p != NULL; p = p->next) {
		/* two corrections of the same words are one text */
		if (*c->target && p->id == hostile_number(c->target) &&
			p->account == c->account &&
			(c->edited || strcmp(p->text, c->text) == 0))
			return p;
		if (!*c->target && p->by == c && p->was_public)
			return p;
	}
	return NULL;
}

/*
 * What a check asks that is the same for all accounts of its server is asked
 * once for all that are being armed: one looks, the others wait for its answer
 * and take what it left in the memo. A look that fails is nobody's answer:
 * then each looks for itself.
 */
#include "relay/look.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"

/* Longer than a request lasts, and no longer than one arming. */
enum { LOOK_GOOD_MS = 40000 };

struct shared_look {
	char *url;
	const struct connector *connector;
	uint64_t tag; /* of the request that is out; 0: it has ended */
	json_t *memo; /* what it left; NULL: nothing yet, or it failed */
	int64_t until; /* boot ms: it counts no longer */
	struct shared_look *next;
};

static void
look_free(struct shared_look *l)
{
	json_decref(l->memo);
	free(l->url);
	free(l);
}

static struct shared_look *
look_find(struct engine *e, const char *url, const struct connector *c)
{
	struct shared_look **at = &e->looks, *l;

	while ((l = *at) != NULL) {
		if (l->until <= e->now.boot) {
			*at = l->next;
			look_free(l);
			continue;
		}
		if (l->connector == c && strcmp(l->url, url) == 0)
			return l;
		at = &l->next;
	}
	return NULL;
}

bool
look_is_shared(struct engine *e, struct task *t, const struct wire_request *r)
{
	struct shared_look *l;

	if (!r->shared || t->phase != PHASE_ARMING)
		return false;
	l = look_find(e, r->url, t->connector);
	if (l == NULL || (l->tag == 0 && l->memo == NULL))
		return false;
	if (l->memo == NULL) {
		t->waits_look = true;
		t->due = l->until;
		return true;
	}
	(void)json_object_update(t->memo, l->memo);
	t->due = e->now.boot;
	return true;
}

void
look_begin(struct engine *e, const struct task *t, const char *url)
{
	struct shared_look *l;

	if (t->phase != PHASE_ARMING || look_find(e, url, t->connector) != NULL)
		return;
	l = mem_new(sizeof(*l));
	l->url = mem_strdup(url);
	l->connector = t->connector;
	l->tag = t->flight;
	l->until = e->now.boot + LOOK_GOOD_MS;
	l->next = e->looks;
	e->looks = l;
}

static void
look_wake(struct engine *e, struct task *t)
{
	if (!t->waits_look)
		return;
	t->waits_look = false;
	if (t->phase == PHASE_ARMING)
		t->due = e->now.boot;
}

void
look_end(struct engine *e, uint64_t tag, const struct wire_judgment *v)
{
	struct shared_look *l = e->looks;

	while (l != NULL && l->tag != tag)
		l = l->next;
	if (l == NULL || tag == 0)
		return;
	l->tag = 0;
	if (v != NULL && v->outcome == OUTCOME_ACCEPTED)
		l->memo = json_incref(v->memo);
	task_each(e, look_wake);
}

void
looks_free(struct engine *e)
{
	while (e->looks != NULL) {
		struct shared_look *l = e->looks;

		e->looks = l->next;
		look_free(l);
	}
}

/*
 * The cache of folded incidents: an array searched by id, least recently
 * used out first.
 */
#include "station/incident_cache.h"

#include <stdlib.h>
#include <string.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "crier/id.h"
#include "crier/refusal.h"
#include "store/reader.h"

struct cached_incident {
	struct incident incident;
	char id[INCIDENT_ID];
	uint64_t used;
};

struct incident_cache {
	struct ledger *ledger;
	struct cached_incident *slots[INCIDENT_CACHE_MAX];
	size_t count;
	uint64_t tick;
};

struct incident_cache *
incident_cache_new(struct ledger *ledger)
{
	struct incident_cache *c = mem_new(sizeof(*c));

	c->ledger = ledger;
	return c;
}

static void
remove_at(struct incident_cache *c, size_t n)
{
	incident_release(&c->slots[n]->incident);
	free(c->slots[n]);
	c->slots[n] = c->slots[--c->count];
}

void
incident_cache_drop(struct incident_cache *c, const char *id)
{
	for (size_t n = c->count; n > 0; n--)
		if (id == NULL || strcmp(c->slots[n - 1]->id, id) == 0)
			remove_at(c, n - 1);
}

void
incident_cache_free(struct incident_cache *c)
{
	if (c == NULL)
		return;
	incident_cache_drop(c, NULL);
	free(c);
}

static struct cached_incident *
incident_cache_find(struct incident_cache *c, const char *id)
{
	for (size_t n = 0; n < c->count; n++)
		if (strcmp(c->slots[n]->id, id) == 0)
			return c->slots[n];
	return NULL;
}

static void
incident_cache_make_room(struct incident_cache *c)
{
	size_t oldest = 0;

	if (c->count < INCIDENT_CACHE_MAX)
		return;
	for (size_t n = 1; n < c->count; n++)
		if (c->slots[n]->used < c->slots[oldest]->used)
			oldest = n;
	remove_at(c, oldest);
}

struct incident *
incident_cache_add(struct incident_cache *c, const char *id)
{
	struct cached_incident *s;

	incident_cache_make_room(c);
	s = mem_new(sizeof(*s));
	incident_init(&s->incident);
	FIXED_SET(s->id, id);
	s->used = ++c->tick;
	c->slots[c->count++] = s;
	return &s->incident;
}

static enum err_code
fold(void *ctx, const struct entry *e, struct err *err)
{
	return incident_apply(ctx, e, err);
}

enum err_code
incident_cache_get(struct incident **out, struct incident_cache *c,
	const char *id, struct err *err)
{
	struct cached_incident *s = incident_cache_find(c, id);
	struct incident *i;
	enum err_code rc;

	if (s != NULL) {
		s->used = ++c->tick;
		*out = &s->incident;
		return ERR_OK;
	}
	if (*id == '\0' || strlen(id) >= INCIDENT_ID)
		return refuse(err, REFUSE_NOT_FOUND, "incident",
			WITH(arg_noun(NOUN_INCIDENT), arg_text(id)));
	i = incident_cache_add(c, id);
	rc = ledger_each_entry_of(c->ledger, id, 1, 0, fold, i, err);
	if (rc == ERR_OK && i->opened == 0)
		rc = refuse(err, REFUSE_NOT_FOUND, "incident",
			WITH(arg_noun(NOUN_INCIDENT), arg_text(id)));
	if (rc != ERR_OK) {
		incident_cache_drop(c, id);
		return rc;
	}
	*out = i;
	return ERR_OK;
}

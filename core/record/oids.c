/*
 * Open addressing; ids are hashes already, so their first bytes are the key.
 */
#include "record/oids.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { FIRST_CAP = 1024 };

void
oids_init(struct oids *s)
{
	*s = (struct oids){ NULL, 0, 0 };
}

void
oids_release(struct oids *s)
{
	free(s->slot);
	oids_init(s);
}

static struct oids_slot *
oids_find(const struct oids *s, const git_oid *id)
{
	uint64_t key;
	size_t i;

	memcpy(&key, id->id, sizeof(key));
	for (i = (size_t)key & (s->cap - 1); s->slot[i].used;
		i = (i + 1) & (s->cap - 1))
		if (git_oid_equal(&s->slot[i].id, id))
			break;
	return &s->slot[i];
}

uint64_t *
oids_get(const struct oids *s, const git_oid *id)
{
	struct oids_slot *at;

	if (s->cap == 0)
		return NULL;
	at = oids_find(s, id);
	return at->used ? &at->value : NULL;
}

static void
grow(struct oids *s)
{
	struct oids old = *s;

	s->cap = old.cap == 0 ? FIRST_CAP : old.cap * 2;
	s->slot = mem_array(s->cap, sizeof(*s->slot));
	for (size_t i = 0; i < old.cap; i++)
		if (old.slot[i].used)
			*oids_find(s, &old.slot[i].id) = old.slot[i];
	free(old.slot);
}

void
oids_add(struct oids *s, const git_oid *id, uint64_t value)
{
	struct oids_slot *at;

	if (s->count * 2 >= s->cap)
		grow(s);
	at = oids_find(s, id);
	s->count += !at->used;
	*at = (struct oids_slot){ *id, value, true };
}

/*
 * A list of projection rows on its way to the store.
 */
#include "domain/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
rows_init(struct rows *r)
{
	memset(r, 0, sizeof(*r));
}

void
rows_release(struct rows *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->count; i++) {
		free(r->items[i].key);
		json_decref(r->items[i].doc);
	}
	free(r->items);
	memset(r, 0, sizeof(*r));
}

void
rows_put(struct rows *r, enum projection projection, const char *key,
	json_t *doc)
{
	*MEM_ADD(r->items, r->count) =
		(struct row){ projection, mem_strdup(key), doc };
}

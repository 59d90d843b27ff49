/*
 * Gathering the entries of one act.
 */
#include "domain/judged.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "crier/entry_kind.h"
#include "domain/incident/incident.h"

void
judged_init(struct judged *j)
{
	memset(j, 0, sizeof(*j));
}

void
judged_release(struct judged *j)
{
	if (j == NULL)
		return;
	for (size_t n = 0; n < j->count; n++)
		json_decref(j->items[n].body);
	free(j->items);
	j->items = NULL;
	j->count = 0;
}

void
judged_add(struct judged *j, const char *kind, json_t *body)
{
	/* an unknown kind would shut the station at its next start */
	assert(entry_kind_find(kind) != NULL);
	*MEM_ADD(j->items, j->count) = (struct judged_item){ kind, body };
}

json_t *
body_of(const struct message *m)
{
	json_t *body = json_object();

	doc_put_str(body, "message", m->id);
	return body;
}

json_t *
body_copied(const json_t *act, const char *const *names)
{
	json_t *body = json_object();

	for (; *names; names++)
		if (doc_get(act, *names))
			doc_put(body, *names,
				json_incref(doc_get(act, *names)));
	return body;
}

/*
 * A list in the order of the ledger.
 */
#include "station/held_answer.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/entry_kind.h"
#include "crier/id.h"

struct held_answer {
	struct peer *peer;
	int64_t id;
	json_t *entries;
	char commit[COMMIT_ID];
	struct held_answer *next;
};

static const char *
held_answer_commit(const json_t *entries)
{
	for (size_t n = 0; n < json_array_size(entries); n++) {
		const json_t *e = json_array_get(entries, n);
		const struct entry_kind_row *row =
			entry_kind_find(doc_str(e, "kind"));

		if (row != NULL && (row->follows & ACCEPT_LIBRARY))
			return doc_str(doc_get(e, "body"), "head");
	}
	return NULL;
}

bool
held_answer_take(
	struct station *st, struct peer *peer, int64_t id, json_t *entries)
{
	const char *commit = held_answer_commit(entries);
	struct held_answer **at = &st->held_answers, *h;

	if (commit == NULL || st->record_writer == NULL)
		return false;
	h = mem_new(sizeof(*h));
	h->peer = peer;
	h->id = id;
	h->entries = json_incref(entries);
	FIXED_SET(h->commit, commit);
	while (*at != NULL)
		at = &(*at)->next;
	*at = h;
	return true;
}

static void
held_answers_drop(struct station *st)
{
	struct held_answer *h = st->held_answers;

	st->held_answers = h->next;
	json_decref(h->entries);
	free(h);
}

void
held_answers_tell(struct station *st, const char *commit)
{
	const struct held_answer *last = st->held_answers;
	bool more;

	while (last != NULL && strcmp(last->commit, commit) != 0)
		last = last->next;
	for (more = last != NULL; more;) {
		const struct held_answer *h = st->held_answers;

		more = h != last;
		if (h->peer != NULL)
			peer_entries(h->peer, h->id, json_incref(h->entries));
		held_answers_drop(st);
	}
}

void
held_answers_closed(struct station *st, struct peer *peer)
{
	for (struct held_answer *h = st->held_answers; h != NULL; h = h->next)
		if (h->peer == peer)
			h->peer = NULL;
	while (peer == NULL && st->held_answers != NULL)
		held_answers_drop(st);
}

/*
 * After a batch: who hears of which kind of entry.
 */
#include "station/commit_hooks.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "record/library.h"
#include "station/env.h"
#include "station/record_writer.h"
#include "station/relay_link.h"

void
commit_hooks_init(struct commit_hooks *a)
{
	memset(a, 0, sizeof(*a));
}

void
commit_hooks_release(struct commit_hooks *a)
{
	for (size_t n = 0; n < a->count; n++)
		entry_release(&a->entries[n]);
	for (size_t n = 0; n < a->act_count; n++)
		json_decref(a->acts[n].doc);
	free(a->entries);
	free(a->acts);
	memset(a, 0, sizeof(*a));
}

void
commit_hooks_entry(struct commit_hooks *a, const struct entry *e)
{
	struct entry *kept = MEM_ADD(a->entries, a->count);

	*kept = *e;
	kept->body = json_incref(e->body);
}

void
commit_hooks_act(struct commit_hooks *a, enum act act, const json_t *doc)
{
	if (act != ACT_ACCOUNT_CHECK)
		return;
	*MEM_ADD(a->acts, a->act_count) =
		(struct commit_hooks_act){ act, json_incref(doc_borrow(doc)) };
}

void
commit_hooks_forget(struct commit_hooks *a, size_t n)
{
	while (n-- > 0 && a->count > 0)
		entry_release(&a->entries[--a->count]);
}

static void
commit_hooks_tell(struct station *st, const struct entry *e)
{
	char message[MESSAGE_ID];

	if (e->incident[0])
		server_changed(st->server, "incident", e->incident, e->seq);
	else
		server_changed(st->server, "office", "", e->seq);
	if (delivery_id_split(NULL, message, NULL, subject_message(e->body)))
		server_changed(st->server, "message", message, e->seq);
	/* what it says of every text at hand may be another now */
	if (strcmp(e->kind, "outside.noted") == 0)
		server_changed(st->server, "outside", e->incident, e->seq);
	if (*doc_str(e->body, "claim"))
		server_changed(
			st->server, "claim", doc_str(e->body, "claim"), e->seq);
}

static void
accept_library(struct station *st, const struct entry *e)
{
	char *path = station_path(st->dir, "library");

	/* the ledger names it already: a failure is mended at the next start */
	(void)library_accept(path, doc_str(e->body, "head"), NULL);
	station_mirror(st);
	server_changed(st->server, "library", "", e->seq);
	free(path);
}

/* Deadlines and armed releases: what is due next may be another now. */
static bool
moves_clocks(const char *kind)
{
	return strncmp(kind, "incident.", 9) == 0 ||
		strncmp(kind, "release.", 8) == 0 ||
		strncmp(kind, "delivery.", 9) == 0 ||
		strcmp(kind, "concur.asked") == 0 ||
		/* the emergency lane leaves a signature due */
		strcmp(kind, "message.approved") == 0;
}

void
commit_hooks_run(struct commit_hooks *a, struct station *st)
{
	for (size_t n = 0; n < a->count; n++) {
		const struct entry *e = &a->entries[n];

		if (st->server != NULL)
			commit_hooks_tell(st, e);
		if (strcmp(e->kind, "station.library") == 0 && st->server)
			accept_library(st, e);
		/* a saved revision stands for what was being typed */
		if (strcmp(e->kind, "message.revised") == 0)
			(void)draft_drop(
				st->state, doc_str(e->body, "message"), NULL);
		if (e->incident[0])
			relay_link_entry(st, e);
		if (moves_clocks(e->kind))
			st->next_look = 0;
		if (strncmp(e->kind, "incident.", 9) == 0)
			st->counted = false;
	}
	for (size_t n = 0; n < a->act_count; n++)
		relay_link_check(st, doc_str(a->acts[n].doc, "account"));
	if (a->count > 0)
		record_writer_wake(st->record_writer);
}

/*
 * After a batch: who hears of which kind of entry.
 */
#include "station/prove.h"
#include "station/commit_hooks.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "crier/entry_kind.h"
#include "station/mirror_link.h"
#include "station/record_writer.h"
#include "station/relay_link.h"
#include "station/sessions.h"
#include "station/state_writer.h"
#include "station/sweep.h"

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
	/* a token that the relay renewed it has sealed itself */
	if (act != ACT_ACCOUNT_CHECK && act != ACT_ACCOUNT_LOOK &&
		act != ACT_SERVICE_PROVE &&
		(*doc_str(doc, "sealed") == '\0' ||
			act_row(act)->source != FROM_OFFICER))
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

/* Topics in the order in which a watcher is told. */
static void
commit_hooks_tell(struct station *st, const struct entry *e, unsigned follows)
{
	const char *claim = doc_str(e->body, "claim");
	struct server *s = st->server;
	char message[MESSAGE_ID];

	if (follows & PUSH_INCIDENT)
		server_changed(s, "incident", e->incident, e->seq);
	if (follows & PUSH_OFFICE)
		server_changed(s, "office", "", e->seq);
	if ((follows & PUSH_MESSAGE) &&
		delivery_id_split(
			NULL, message, NULL, subject_message(e->body)))
		server_changed(s, "message", message, e->seq);
	if (follows & PUSH_OUTSIDE)
		server_changed(s, "outside", e->incident, e->seq);
	if ((follows & PUSH_CLAIM) && *claim)
		server_changed(s, "claim", claim, e->seq);
	if (follows & PUSH_LIBRARY)
		server_changed(s, "library", "", e->seq);
}

static void
commit_hooks_one(struct station *st, const struct entry *e, unsigned follows)
{
	if ((follows & ACCEPT_LIBRARY) && st->server != NULL)
		record_writer_accept(
			st->record_writer, doc_str(e->body, "head"));
	if (st->server != NULL)
		commit_hooks_tell(st, e, follows);
	if (follows & DROP_DRAFT)
		state_writer_take(st, NULL, 0,
			state_job_drop(doc_str(e->body, "message"), NULL));
	relay_link_entry(st, e);
	if (follows & LOOK_AT_CLOCKS)
		st->next_look = 0;
	if (follows & LOOK_AT_ARMED)
		st->look_armed = true;
	if (follows & TRUST_CLOCK)
		st->clock_waits = 0;
	if (follows & RECOUNT_INCIDENTS)
		st->counted = false;
	if (follows & (ROWS_ACCOUNT | ROWS_ACCOUNTS | ROWS_OFFICER))
		st->health_at = 0;
	if (follows & END_SESSIONS)
		sessions_end(st);
	if (follows & WAKE_COURIER)
		st->letter_lies = true;
	if (follows & TELL_MIRRORS)
		mirror_link_wake(st->mirrors);
	if (follows & ASK_SIGNERS)
		st->signers_seen = false;
}

static void
commit_hooks_ask(struct station *st, const struct commit_hooks_act *act)
{
	const char *account = doc_str(act->doc, "account");

	if (act->act == ACT_SERVICE_PROVE)
		(void)prove_ask(st, doc_str(act->doc, "service"), true);
	else if (act->act == ACT_ACCOUNT_LOOK)
		(void)sweep_ask(st, account, true);
	else
		relay_link_check(st, account, act->act == ACT_ACCOUNT_CHECK);
}

void
commit_hooks_run(struct commit_hooks *a, struct station *st)
{
	for (size_t n = 0; n < a->count; n++) {
		const struct entry_kind_row *row =
			entry_kind_find(a->entries[n].kind);

		if (row != NULL)
			commit_hooks_one(st, &a->entries[n], row->follows);
	}
	for (size_t n = 0; n < a->act_count; n++)
		commit_hooks_ask(st, &a->acts[n]);
	if (a->count > 0)
		record_writer_wake(st->record_writer);
}

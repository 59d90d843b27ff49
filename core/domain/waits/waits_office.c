/*
 * What waits in the office: for a second person roles and keys, accounts that
 * are another on their platform now and a library; and impostors' cases.
 */
#include "domain/waits/waits_internal.h"

#include <string.h>

#include "base/doc.h"
#include "domain/service/service.h"
#include "domain/guards.h"
#include "domain/judged.h"
#include "domain/office/office_second.h"

static json_t *
office_put(json_t *list, const struct world *w, enum act act,
	const struct second *s, role_set wanted, const char *about)
{
	json_t *row = json_object(), *officers = json_array();
	char digest[HASH_HEX];

	for (size_t n = 0; n < w->office->officer_count; n++) {
		const struct officer *f = &w->office->officers[n];

		if (office_may_confirm(w->office, f, wanted, s->by, about))
			json_array_append_new(officers, officer_contact(f));
	}
	second_digest(digest, s);
	doc_put_str(row, "act", act_row(act)->name);
	doc_put_str(row, "mode", "actual");
	doc_put_str(row, "digest", digest);
	doc_put(row, "officers", officers);
	wait_put_by(row, w, s->by);
	json_array_append_new(list, row);
	return row;
}

static void
put_roles(json_t *list, const struct world *w, const struct officer_proposal *p)
{
	const struct second *s = &p->second;
	const struct officer *f = office_officer(w->office, p->officer);
	const char *name = doc_str(s->what, "name");
	const char *print = doc_str(s->what, "fingerprint");
	json_t *row, *roles = doc_get(s->what, "roles");

	row = office_put(list, w, ACT_OFFICER_CONFIRM, s, 0, p->officer);
	doc_put_str(row, "what", "officer");
	doc_put_str(row, "officer", p->officer);
	doc_put_str(row, "name", *name ? name : f ? f->name : p->officer);
	doc_put(row, "gives",
		roles ? json_incref(roles) : roles_format(f ? f->roles : 0));
	doc_put(row, "had", roles_format(f && f->active ? f->roles : 0));
	if (*print)
		doc_put_str(row, "fingerprint", print);
	if (doc_get(s->what, "employer"))
		doc_put_str(row, "employer", doc_str(s->what, "employer"));
	if (doc_get(s->what, "user"))
		doc_put_str(row, "user", doc_str(s->what, "user"));
}

/* Whoever may do it, but not `by`, who brought it about. */
static json_t *
account_officers(const struct world *w, enum act act, const char *by)
{
	json_t *officers = json_array();

	for (size_t n = 0; n < w->office->officer_count; n++) {
		const struct officer *f = &w->office->officers[n];

		if (f->active && strcmp(f->id, by) != 0 &&
			guards_may(w, act, NULL, f))
			json_array_append_new(officers, officer_contact(f));
	}
	return officers;
}

static void
waits_put_account(json_t *list, const struct world *w, const struct account *a)
{
	json_t *row = json_object();

	doc_put_str(row, "what", "account");
	doc_put_str(row, "act", act_row(ACT_ACCOUNT_CONFIRM)->name);
	doc_put_str(row, "mode", "actual");
	doc_put_str(row, "account", a->id);
	doc_put_str(row, "name", a->name);
	doc_put_str(row, "who", doc_str(a->identity.what, "who"));
	doc_put_str(row, "was", a->who);
	doc_put(row, "officers",
		account_officers(w, ACT_ACCOUNT_CONFIRM, a->identity.by));
	wait_put_by(row, w, a->identity.by);
	json_array_append_new(list, row);
}

/* Of each account the newest of what nobody has explained, and how many. */
static void
waits_put_alarm(json_t *list, const struct world *w, const struct account *a)
{
	static const char *const names[] = { "id", "url", "at", "words", "ours",
		"rule", "said", "against", NULL };
	size_t count = feed_open_count(&a->feed);
	const json_t *last = json_array_get(feed_open(&a->feed), count - 1);
	json_t *row = body_copied(last, names);

	doc_put_str(row, "what", "alarm");
	doc_put_str(row, "act", act_row(ACT_ACCOUNT_ACKNOWLEDGE)->name);
	doc_put_str(row, "mode", "actual");
	doc_put_str(row, "account", a->id);
	doc_put_str(row, "name", a->name);
	doc_put_str(row, "alarm", doc_str(last, "what"));
	doc_put_int(row, "count", (json_int_t)count);
	doc_put_int(row, "through", doc_int(last, "seq"));
	doc_put_int(row, "time", doc_int(last, "time"));
	doc_put(row, "officers",
		account_officers(w, ACT_ACCOUNT_ACKNOWLEDGE, ""));
	json_array_append_new(list, row);
}

/* What is to be done next about an impostor's case, by whom and by when; who
 * takes care of it is called alone, if that officer may do it. */
static void
waits_put_impostor(
	json_t *list, const struct world *w, const struct impostor *c)
{
	static const enum act acts[] = { [IMPOSTOR_AWAIT_LETTER] =
						 ACT_IMPOSTOR_LETTER,
		[IMPOSTOR_AWAIT_ANSWER] = ACT_IMPOSTOR_ANSWER,
		[IMPOSTOR_AWAIT_CLOSE] = ACT_IMPOSTOR_CLOSE };
	const struct impostor_next next = impostor_next(
		w->library ? &w->library->rules : NULL, c, w->now);
	const struct officer *owner = office_officer(w->office, c->owner);
	json_t *row, *officers;

	if (next.rule == NULL)
		return;
	row = json_object();
	officers = owner && owner->active &&
			guards_may(w, acts[next.rule->await], NULL, owner)
		? json_pack("[o]", officer_contact(owner))
		: account_officers(w, acts[next.rule->await], "");
	doc_put_str(row, "what", "impostor");
	doc_put_str(row, "act", act_row(acts[next.rule->await])->name);
	doc_put_str(row, "mode", "actual");
	doc_put_str(row, "impostor", c->id);
	doc_put_str(row, "name", c->name);
	doc_put(row, "why", doc_both(&next.rule->title));
	doc_put_int(row, "due", next.due);
	doc_put(row, "officers", officers);
	json_array_append_new(list, row);
}

/* People are pointed to an address that does not answer. */
static void
waits_put_service(json_t *list, const struct world *w, const json_t *service)
{
	const json_t *proof = doc_get(service, "proof");
	json_t *row;

	if (!service_is_asked(service) ||
		strcmp(doc_str(proof, "state"), "unreachable") != 0)
		return;
	row = json_object();
	doc_put_str(row, "what", "service");
	doc_put_str(row, "act", act_row(ACT_SERVICE_CHANGE)->name);
	doc_put_str(row, "mode", "actual");
	doc_put_str(row, "service", doc_str(service, "id"));
	doc_put_str(row, "name", doc_str(service, "name"));
	doc_put_str(row, "url", doc_str(service, "url"));
	doc_put_str(row, "why", doc_str(proof, "why"));
	doc_put_int(row, "time", doc_int(proof, "since"));
	doc_put(row, "officers", account_officers(w, ACT_SERVICE_CHANGE, ""));
	json_array_append_new(list, row);
}

static enum act
comment_act(enum comment_await await)
{
	static const enum act acts[] = { [COMMENT_AWAIT_TRIAGE] =
						 ACT_COMMENT_TRIAGE,
		[COMMENT_AWAIT_HANDOVER] = ACT_COMMENT_HANDOVER,
		[COMMENT_AWAIT_CLAIM] = ACT_COMMENT_CLAIM,
		[COMMENT_AWAIT_CLOSE] = ACT_COMMENT_CLOSE };

	return acts[await];
}

/* Thousands may come in a night: one row for what is to be done and by whom,
 * with how many there are and the one that is due first. */
static void
waits_put_comments(json_t *list, const struct world *w)
{
	struct comment_group groups[COMMENT_GROUPS];
	size_t count = comment_groups(groups, w->office,
		w->library ? &w->library->rules : NULL, w->now);

	for (size_t n = 0; n < count; n++) {
		const struct comment_group *g = &groups[n];
		enum act act = comment_act(g->rule->await);
		const struct officer *owner =
			office_officer(w->office, g->owner);
		json_t *row = json_object();

		doc_put_str(row, "what", "comment");
		doc_put_str(row, "act", act_row(act)->name);
		doc_put_str(row, "mode", "actual");
		doc_put_str(row, "comment", g->first->id);
		doc_put_str(
			row, "sort", comment_sort_word((int)g->first->sort));
		doc_put_int(row, "count", (json_int_t)g->count);
		doc_put(row, "why", doc_both(&g->rule->title));
		doc_put_int(row, "due", g->due);
		doc_put(row, "officers",
			owner && owner->active &&
					guards_may(w, act, NULL, owner)
				? json_pack("[o]", officer_contact(owner))
				: account_officers(w, act, ""));
		json_array_append_new(list, row);
	}
}

static void
waits_put_partner(json_t *list, const struct world *w, const struct partner *p)
{
	static const char *const names[] = { "partner", "name", "rank", "phone",
		"fingerprint", "again", "new" };
	const struct second *s = &p->next;
	json_t *row = office_put(list, w, ACT_PARTNER_CONFIRM, s, 0, "");

	doc_put_str(row, "what", "partner");
	doc_put_str(row, "name", p->name);
	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++)
		if (doc_get(s->what, names[n]))
			doc_put(row, names[n],
				json_incref(doc_get(s->what, names[n])));
	doc_put_bool(row, "call", partner_asks_call(s));
}

static void
waits_put_mirror(json_t *list, const struct world *w, const struct mirror *m)
{
	const struct second *s = &m->next;
	json_t *row = office_put(list, w, ACT_MIRROR_CONFIRM, s, 0, "");

	doc_put_str(row, "what", "mirror");
	doc_put_str(row, "mirror", m->id);
	doc_put_str(row, "address", doc_str(s->what, "address"));
	if (*doc_str(s->what, "key"))
		doc_put_str(row, "key", doc_str(s->what, "key"));
}

/* What needs no more words than one. */
static void
put_to_agree(json_t *list, const struct world *w, enum act act,
	const struct second *s, const char *what, const char *key)
{
	json_t *row = office_put(list, w, act, s, act_row(act)->roles, "");

	doc_put_str(row, "what", what);
	doc_put_str(row, key, doc_str(s->what, key));
}

void
waits_put_office(json_t *list, const struct world *w)
{
	const struct second *s = &w->office->library_next;
	json_t *row;
	size_t i;

	for (size_t n = 0; n < w->office->proposal_count; n++)
		if (w->office->proposals[n].second.waits)
			put_roles(list, w, &w->office->proposals[n]);
	for (size_t n = 0; n < w->office->account_count; n++)
		if (w->office->accounts[n].identity.waits)
			waits_put_account(list, w, &w->office->accounts[n]);
	for (size_t n = 0; n < w->office->account_count; n++)
		if (feed_open_count(&w->office->accounts[n].feed) > 0)
			waits_put_alarm(list, w, &w->office->accounts[n]);
	for (size_t n = 0; n < w->office->partner_count; n++)
		if (w->office->partners[n].next.waits)
			waits_put_partner(list, w, &w->office->partners[n]);
	for (size_t n = 0; n < w->office->impostor_count; n++)
		waits_put_impostor(list, w, &w->office->impostors[n]);
	json_array_foreach(doc_borrow(w->office->services), i, row)
	{
		waits_put_service(list, w, row);
	}
	waits_put_comments(list, w);
	if (w->office->card.volume.waits)
		put_to_agree(list, w, ACT_LETTER_AGREE, &w->office->card.volume,
			"volume", "reason");
	for (size_t n = 0; n < w->office->mirror_count; n++)
		if (w->office->mirrors[n].next.waits)
			waits_put_mirror(list, w, &w->office->mirrors[n]);
	if (w->office->clock_kept.waits)
		put_to_agree(list, w, ACT_CLOCK_AGREE, &w->office->clock_kept,
			"clock", "kept_by");
	if (!s->waits)
		return;
	row = office_put(
		list, w, ACT_LIBRARY_CONFIRM, s, office_library_roles(s), "");
	doc_put_str(row, "what", "library");
	doc_put_str(row, "head", doc_str(s->what, "head"));
	doc_put_int(row, "count", doc_int(s->what, "count"));
	doc_put_bool(row, "less", doc_bool(s->what, "less"));
}

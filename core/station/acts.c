/*
 * Acts in batches. The order within one act: who and what, check, leaks,
 * judge, effects, then entries with their rows under one savepoint; memory
 * is advanced at once and dropped whole if the batch does not become durable.
 */
#include "station/acts.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/entry_kind.h"
#include "crier/id.h"
#include "crier/refusal.h"
#include "link/trace.h"
#include "station/act_admit.h"
#include "station/clock_trust.h"
#include "station/commit_hooks.h"
#include "station/denials.h"
#include "station/env.h"
#include "station/errand.h"
#include "station/held_answer.h"
#include "station/incident_cache.h"
#include "station/partner_card.h"
#include "station/questions.h"
#include "station/record_guard.h"
#include "station/reload.h"
#include "station/state_writer.h"
#include "store/asked.h"
#include "store/projection.h"
#include "store/reader.h"

/* What became of one item, until the batch is durable. */
struct result {
	struct server_item *item;
	int64_t id;
	json_t *entries; /* NULL: refused with err */
	struct err err;
	bool later; /* an errand was sent; the reply comes after it */
	bool repeat; /* of an act that was answered before */
};

/* What the errand of an act came back with: one of the two. */
struct brought {
	const json_t *answer;
	const struct err *why;
};

struct act_batch {
	struct station *st;
	struct result *results;
	size_t count;
	struct commit_hooks hooks;
	bool begun;
	enum err_code rc; /* of the transaction */
	struct err err;
};

static void
stamp(struct entry *e, const struct judged *j, size_t n,
	const struct session *s, int64_t now)
{
	entry_init(e);
	e->time = now;
	FIXED_SET(e->by,
		s == NULL		? "station"
			: s->officer[0] ? s->officer
					: s->via);
	FIXED_SET(e->via, s && s->via[0] ? s->via : "station");
	FIXED_SET(e->incident, j->incident);
	if (j->incident[0])
		FIXED_SET(e->mode, j->drill ? "drill" : "actual");
	FIXED_SET(e->kind, j->items[n].kind);
	e->body = json_incref(j->items[n].body);
}

/* Memory first, so that the rows show the state behind the entry. */
static enum err_code
advance(struct station *st, const struct entry *e, struct rows *rows,
	struct err *err)
{
	struct incident *i = NULL;
	enum err_code rc = office_apply(&st->office, e, err);

	office_rows(rows, &st->office, e);
	if (joint_book_reads(e->kind)) {
		json_t *doc = entry_doc(e);

		joint_book_add(&st->joints, doc);
		json_decref(doc);
	}
	if (rc != ERR_OK || e->incident[0] == '\0')
		return rc;
	if (entry_is_followed_by(e->kind, OPEN_INCIDENT))
		i = incident_cache_add(st->incident_cache, e->incident);
	else
		rc = incident_cache_get(
			&i, st->incident_cache, e->incident, err);
	if (entry_is_followed_by(e->kind, INDEX_CLAIM))
		claim_index_add(&st->claims, doc_str(e->body, "claim"),
			strcmp(e->mode, "drill") == 0,
			doc_str(e->body, "text"));
	if (rc == ERR_OK)
		rc = incident_apply(i, e, err);
	if (rc == ERR_OK)
		incident_rows(rows, i, e);
	return rc;
}

static enum err_code
append_one(struct station *st, struct entry *e, struct err *err)
{
	struct rows rows;
	enum err_code rc;

	rc = ledger_append(st->ledger, e, err);
	if (rc != ERR_OK)
		return rc;
	rows_init(&rows);
	rc = advance(st, e, &rows, err);
	if (rc == ERR_OK)
		rc = projection_put_rows(st->ledger, &rows, err);
	rows_release(&rows);
	return rc;
}

/* For a reply: no later act of the batch may change what it tells. */
static json_t *
told(const struct entry *e)
{
	json_t *doc = entry_doc(e);

	doc_put(doc, "body", json_deep_copy(doc_get(doc, "body")));
	return doc;
}

/* All entries of one act, or none; *list gets their documents. `asked` is what
 * a repeat must ask for as well; NULL: nobody may repeat it. */
static enum err_code
append_act(struct act_batch *b, const struct judged *j, const char *act_id,
	const char *asked, const struct session *s, int64_t now, json_t **list,
	struct err *err)
{
	struct station *st = b->st;
	json_t *docs = json_array();
	enum err_code rc;

	rc = ledger_act_begin(st->ledger, act_id, err);
	if (rc != ERR_OK) {
		json_decref(docs);
		return rc;
	}
	for (size_t n = 0; rc == ERR_OK && n < j->count; n++) {
		struct entry e;

		stamp(&e, j, n, s, now);
		rc = append_one(st, &e, err);
		if (rc == ERR_OK) {
			json_array_append_new(docs, told(&e));
			commit_hooks_entry(&b->hooks, &e);
		}
		entry_release(&e);
	}
	if (rc == ERR_OK && asked != NULL)
		rc = ledger_asked_put(st->ledger, asked, err);
	if (rc == ERR_OK)
		rc = ledger_act_end(st->ledger, err);
	if (rc == ERR_OK) {
		*list = docs;
		return ERR_OK;
	}
	/* memory may be ahead of the ledger now: forget it, fold again */
	(void)ledger_act_undo(st->ledger, NULL);
	commit_hooks_forget(&b->hooks, json_array_size(docs));
	incident_cache_drop(st->incident_cache, NULL);
	(void)reload_memory(st, NULL);
	json_decref(docs);
	return rc;
}

static enum err_code
act_batch_begin(struct act_batch *b, struct err *err)
{
	if (b->st->shut.kind != NULL)
		return refuse(err, REFUSE_CLOCKED_OUT, "", WITH(b->st->shut));
	if (b->begun)
		return ERR_OK;
	b->begun = ledger_begin(b->st->ledger, err) == ERR_OK;
	return b->begun ? ERR_OK : err->code;
}

/*
 * What is asked for, and by whom: of a repeat only the request's own number is
 * another. Keyed, since an act's text may be one that must be erasable.
 */
static void
asked_mac(char mac[HASH_HEX], const struct station *st, const struct session *s,
	const json_t *doc)
{
	json_t *copy = json_copy(doc_borrow(doc));
	char *text;

	(void)json_object_del(copy, "id");
	doc_put_str(copy, "by", s->officer);
	doc_put_int(copy, "desk", s->relay);
	text = doc_format(copy);
	hash_hmac(mac, st->blocked_key, strlen(st->blocked_key), text,
		strlen(text));
	/* a spare key may have been in it */
	explicit_bzero(text, strlen(text));
	free(text);
	json_decref(copy);
}

/*
 * A repeat gets the first answer and does nothing. What asks for something
 * else, or is asked by somebody else, is not a repeat: it would take another
 * act's entries for its own.
 */
static enum err_code
first_answer(struct act_batch *b, const char *act_id, const char *mac,
	json_t **list, bool *found, struct err *err)
{
	struct ledger *l = b->st->ledger;
	int64_t first, last;
	enum err_code rc;
	bool same;

	rc = ledger_find_act(found, &first, &last, l, act_id, err);
	if (rc != ERR_OK || !*found)
		return rc;
	rc = ledger_asked_is(&same, l, last, mac, err);
	if (rc == ERR_OK && !same)
		return refuse(
			err, REFUSE_ACT_ID, "act_id", WITH(arg_word(act_id)));
	*list = json_array();
	for (int64_t seq = first; rc == ERR_OK && seq <= last; seq++) {
		char *line = NULL;
		json_t *doc = NULL;

		rc = ledger_line(&line, l, seq, err);
		if (rc == ERR_OK)
			rc = doc_parse(&doc, line, strlen(line), err);
		if (rc == ERR_OK)
			json_array_append_new(*list, doc);
		free(line);
	}
	return rc;
}

static void
new_act_id(char out[ACT_ID])
{
	unsigned char raw[16];

	if (getrandom(raw, sizeof(raw), 0) != (ssize_t)sizeof(raw))
		abort();
	hash_to_hex(out, raw, sizeof(raw));
}

/* A denied act is an entry: an auditor can see who tried what. */
static void
write_denial(struct act_batch *b, const struct act_context *f,
	const json_t *doc, const struct err *why)
{
	const char *target = doc_str(doc, "message");
	struct judged j;
	struct err err;
	json_t *body, *list = NULL;
	char id[ACT_ID];
	int count;

	if (f->session == NULL || f->session->officer[0] == '\0')
		return;
	count = denials_count(
		b->st->denials, f->session->officer, why->id, station_boot());
	if (count == 0 || act_batch_begin(b, &err) != ERR_OK)
		return;
	if (*target == '\0')
		target = f->world.incident ? f->world.incident->id : "";
	body = json_object();
	doc_put_str(body, "act", doc_str(doc, "act"));
	doc_put_str(body, "target", target);
	doc_put_str(body, "rule", why->id);
	doc_put_int(body, "count", count);
	judged_init(&j);
	judged_add(&j, "station.denied", body);
	new_act_id(id);
	if (append_act(b, &j, id, NULL, f->session, f->world.now, &list,
		    &err) == ERR_OK)
		json_decref(list);
	judged_release(&j);
}

/*
 * What the leak gate stopped is not stored. The rule, the place and an HMAC
 * of the whole field under the station's secret are: enough to see later that
 * it happened, and to recognise the text if somebody brings it.
 */
static void
write_blocked(struct act_batch *b, const struct act_context *f,
	const json_t *doc, const struct err *why)
{
	char field[64], mac[HASH_HEX], id[ACT_ID], *text;
	struct judged j;
	struct err err;
	json_t *body, *list = NULL;

	if (f->session == NULL || f->session->officer[0] == '\0' ||
		denials_count(b->st->denials, f->session->officer,
			why->arg[0].text, station_boot()) == 0 ||
		act_batch_begin(b, &err) != ERR_OK)
		return;
	fixed_cut_format(field, sizeof(field), "%.*s",
		(int)strspn(why->where, "abcdefghijklmnopqrstuvwxyz_"),
		why->where);
	/* a finding across two fields names neither: take the whole act */
	text = doc_format(doc_get(doc, field) ? doc_get(doc, field) : doc);
	hash_hmac(mac, b->st->blocked_key, strlen(b->st->blocked_key), text,
		strlen(text));
	free(text);
	body = json_object();
	doc_put_str(body, "act", doc_str(doc, "act"));
	doc_put_str(body, "target",
		f->world.message	    ? f->world.message->id
			: f->world.incident ? f->world.incident->id
					    : "");
	doc_put_str(body, "rule", why->arg[0].text);
	doc_put_str(body, "field", field);
	doc_put_str(body, "mask", "■");
	doc_put_str(body, "hmac", mac);
	judged_init(&j);
	judged_add(&j, "station.blocked", body);
	new_act_id(id);
	if (append_act(b, &j, id, NULL, f->session, f->world.now, &list,
		    &err) == ERR_OK)
		json_decref(list);
	judged_release(&j);
}

static enum err_code
act_batch_judge(struct act_batch *b, struct judged *j, struct act_context *f,
	enum act act, const json_t *doc, const struct err *why, struct err *err)
{
	enum err_code rc;

	rc = act_admit_desk(f, doc, err);
	if (rc == ERR_OK)
		rc = act_admit_leaks(act, f, doc, err);
	if (rc == ERR_OK)
		rc = clock_trust_ask(b->st, act, err);
	if (rc == ERR_OK)
		rc = partner_card_read(f, doc, err);
	if (rc == ERR_OK)
		rc = act_judge(j, &f->world, act, doc, err);
	if (rc == ERR_OK && why != NULL) {
		*err = *why;
		return why->code;
	}
	if (rc == ERR_OK)
		rc = record_guard_ask(b->st, f, act, err);
	if (rc == ERR_OK)
		rc = effect_of(act)(j, b->st, f, doc, err);
	return rc;
}

/* What was judged becomes entries, or an errand first. */
static enum err_code
act_batch_do(struct act_batch *b, struct result *r, struct judged *j,
	const struct act_context *f, const json_t *doc, const char *mac,
	struct err *err)
{
	if (f->ask->state != NULL) {
		r->later = true;
		state_writer_take(b->st, r->item->peer, r->id, f->ask->state);
		return ERR_OK;
	}
	if (f->ask->job != NULL || f->ask->library != NULL) {
		r->later = true;
		return errand_start(
			b->st, r->item->peer, doc, f->ask, acts_brought, err);
	}
	if (j->count > 0)
		return append_act(b, j, doc_str(doc, "act_id"), mac, f->session,
			f->world.now, &r->entries, err);
	r->entries = json_array();
	return ERR_OK;
}

/* A refusal that the ledger keeps: nobody may try unseen. */
static void
act_batch_note(struct act_batch *b, const struct act_context *f,
	const json_t *doc, const struct err *err)
{
	if (err->code == ERR_DENIED)
		write_denial(b, f, doc, err);
	else if (strcmp(err->id, refusal_word(REFUSE_LEAK)) == 0)
		write_blocked(b, f, doc, err);
}

/* What was asked, by whom, and what came of it. */
static void
trace_act(const struct session *s, const json_t *doc, const json_t *entries,
	const struct err *err)
{
	const char *by = s == NULL ? "?" : s->officer[0] ? s->officer : "relay";

	if (!trace_is_on(TRACE_ACT))
		return;
	trace_doc(TRACE_ACT, by, doc);
	if (entries == NULL)
		trace(TRACE_ACT, "%s: refused: %s at %s", by, err->id,
			err->where);
	for (size_t n = 0; n < json_array_size(entries); n++)
		trace(TRACE_ACT, "%s: entry %s", by,
			doc_str(json_array_get(entries, n), "kind"));
}

static enum err_code
run_act(struct act_batch *b, struct result *r, const struct brought *brought,
	struct err *err)
{
	const struct session *s = peer_data(r->item->peer);
	const json_t *doc = r->item->doc;
	struct errand_ask ask = { .job = NULL };
	char mac[HASH_HEX];
	struct judged j;
	struct act_context f;
	enum act act;
	enum err_code rc;

	rc = act_admit(&act, s, doc, err);
	if (rc == ERR_OK)
		rc = act_batch_begin(b, err);
	if (rc != ERR_OK)
		return rc;
	asked_mac(mac, b->st, s, doc);
	rc = first_answer(
		b, doc_str(doc, "act_id"), mac, &r->entries, &r->repeat, err);
	if (rc == ERR_OK && !r->repeat)
		rc = act_context_init(&f, b->st, s, doc, err);
	if (rc != ERR_OK || r->repeat)
		return rc;
	f.ask = &ask;
	f.brought = brought->answer;
	judged_init(&j);
	rc = act_batch_judge(b, &j, &f, act, doc, brought->why, err);
	if (rc == ERR_OK)
		rc = act_batch_do(b, r, &j, &f, doc, mac, err);
	if (rc == ERR_OK && !r->later)
		commit_hooks_act(&b->hooks, act, doc);
	if (rc != ERR_OK)
		act_batch_note(b, &f, doc, err);
	json_decref(ask.request);
	json_decref(ask.keep);
	json_decref(f.card);
	judged_release(&j);
	return rc;
}

static void
act_batch_finish(struct act_batch *b)
{
	if (!b->begun)
		return;
	b->rc = ledger_commit(b->st->ledger, &b->err);
	if (b->rc == ERR_OK)
		return;
	ledger_abort(b->st->ledger);
	commit_hooks_forget(&b->hooks, SIZE_MAX);
	incident_cache_drop(b->st->incident_cache, NULL);
	(void)reload_memory(b->st, NULL);
}

static void
act_batch_answer(const struct act_batch *b, const struct result *r)
{
	struct peer *p = r->item->peer;

	if (r->entries && b->rc != ERR_OK)
		peer_refuse(p, r->id, &b->err);
	else if (!r->entries)
		peer_refuse(p, r->id, &r->err);
	else if (r->repeat || !held_answer_take(b->st, p, r->id, r->entries))
		peer_entries(p, r->id, json_incref(r->entries));
}

static void
act_batch_reply(struct act_batch *b)
{
	for (size_t n = 0; n < b->count; n++) {
		if (b->results[n].later)
			continue;
		act_batch_answer(b, &b->results[n]);
		json_decref(b->results[n].entries);
	}
}

static void
acts_run(struct station *st, struct server_item *items, size_t count,
	const struct brought *brought)
{
	struct act_batch b = { .st = st };

	b.results = mem_array(count, sizeof(*b.results));
	commit_hooks_init(&b.hooks);
	for (size_t n = 0; n < count; n++) {
		const json_t *doc = items[n].doc;
		struct result *r = &b.results[b.count];

		if (doc_get(doc, "act") == NULL)
			continue;
		b.count++;
		r->item = &items[n];
		r->id = doc_int(doc, "id");
		if (run_act(&b, r, brought, &r->err) != ERR_OK) {
			json_decref(r->entries);
			r->entries = NULL;
			r->later = false;
		}
		if (!r->later)
			trace_act(peer_data(items[n].peer), doc, r->entries,
				&r->err);
	}
	act_batch_finish(&b);
	act_batch_reply(&b);
	if (b.rc == ERR_OK)
		commit_hooks_run(&b.hooks, b.st);
	commit_hooks_release(&b.hooks);
	free(b.results);
}

void
acts_batch(void *station, struct server_item *items, size_t count)
{
	static const struct brought nothing;

	acts_run(station, items, count, &nothing);
	for (size_t n = 0; n < count; n++)
		if (doc_get(items[n].doc, "act") == NULL &&
			peer_from(items[n].peer) != PEER_COURIER)
			questions_ask(station, items[n].peer, items[n].doc);
}

void
acts_brought(struct station *st, struct peer *peer, json_t *act,
	const json_t *answer, const struct err *why)
{
	struct server_item item = { .peer = peer, .doc = act };
	const struct brought brought = { answer, why };

	acts_run(st, &item, 1, &brought);
}

enum err_code
acts_own(struct station *st, struct judged *j, struct err *err)
{
	return acts_of(st, NULL, j, err);
}

enum err_code
acts_of(struct station *st, const struct session *s, struct judged *j,
	struct err *err)
{
	struct act_batch b = { .st = st };
	json_t *list = NULL;
	char id[ACT_ID];
	enum err_code rc;

	commit_hooks_init(&b.hooks);
	new_act_id(id);
	rc = act_batch_begin(&b, err);
	if (rc == ERR_OK)
		rc = append_act(&b, j, id, NULL, s, station_now(), &list, err);
	if (b.begun) {
		act_batch_finish(&b);
		if (rc == ERR_OK && b.rc != ERR_OK && err)
			*err = b.err;
		if (rc == ERR_OK)
			rc = b.rc;
	}
	if (rc == ERR_OK)
		commit_hooks_run(&b.hooks, st);
	json_decref(list);
	commit_hooks_release(&b.hooks);
	return rc;
}

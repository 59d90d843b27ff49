/* See station.h. */
#include "tests/relay/hostile/station.h"

#include "tests/relay/hostile/own.h"
#include "tests/relay/hostile/wire.h"

enum { HOSTILE_FRESH_MS = 120000, HOSTILE_BEFORE_ARM = 100 };

void
hostile_office_open(struct hostile_world *w)
{
	office_init(&w->office);
	for (int i = 0; i < HOSTILE_ROWS; i++) {
		struct account *a =
			MEM_ADD(w->office.accounts, w->office.account_count);

		(void)snprintf(
			a->id, sizeof(a->id), "%s", hostile_rows[i].account);
		a->options = json_pack("{s:s}", "duplicates",
			hostile_rows[i].prefer ? "prefer" : "avoid");
		a->limits = json_object();
	}
}

void
hostile_engine_take(struct hostile_world *w, json_t *doc)
{
	engine_handle(w->engine, doc, w->now);
	json_decref(doc);
}

/* ---- the ledger ---- */

static struct entry
hostile_entry(struct hostile_world *w, json_t *body)
{
	struct entry e;

	entry_init(&e);
	json_decref(e.body);
	e.seq = ++w->seq;
	e.time = w->now.utc;
	(void)snprintf(e.by, sizeof(e.by), "relay");
	e.body = body;
	return e;
}

void
hostile_fold(struct hostile_world *w, struct message *m, message_fold_fn *fold,
	json_t *body)
{
	struct entry e = hostile_entry(w, body);
	struct err err = { 0 };

	assert_int_equal(fold(m, &e, &err), ERR_OK);
	entry_release(&e);
}

static void
hostile_keep_receipt(struct hostile_world *w, const json_t *row)
{
	const char *delivery = doc_str(row, "delivery");
	struct hostile_receipt *r = MEM_ADD(w->receipts, w->receipt_count);

	r->seq = w->seq;
	r->account = hostile_account(strrchr(delivery, ':') + 1);
	r->id = mem_strdup(doc_str(row, "id"));
	r->url = mem_strdup(doc_str(row, "url"));
	r->delivery = mem_strdup(delivery);
}

/* ---- is what the relay says true? ---- */

static bool
hostile_receipt_is_true(const struct hostile_world *w,
	const struct hostile_case *c, const char *id)
{
	const struct hostile_post *p;

	if (hostile_is_blind(c->account))
		return c->stored > 0;
	if (hostile_is_own(c->account))
		return hostile_own_post(w, c) != NULL;
	if (*id == '\0')
		return hostile_own_post(w, c) != NULL;
	p = hostile_post_of(w, c->account, hostile_number(id));
	if (p == NULL || p->account != c->account)
		return false;
	if (*c->target)
		return strcmp(id, c->target) == 0 &&
			(c->edited || strcmp(p->text, c->text) == 0);
	return p->by == c && (p->was_public || p->status[0] != 'd');
}

/* A copy that the platform made, or what it hid at arm: no field tells. */
static bool
hostile_is_beyond(const struct hostile_world *w, const struct hostile_case *c,
	const char *id)
{
	const struct hostile_post *p =
		hostile_post_of(w, c->account, hostile_number(id));

	if (c->hidden || c->swapped || p == NULL || p->by == NULL)
		return c->hidden || c->swapped;
	return p->by->copied || p->by->hidden || p->by->late;
}

static void
hostile_untrue(
	struct hostile_world *w, struct hostile_case *c, const json_t *row)
{
	bool beyond = hostile_is_beyond(w, c, doc_str(row, "id"));

	if (!c->untrue && beyond)
		w->count->beyond++;
	else if (!c->untrue)
		w->count->untrue++;
	c->untrue = true;
	if (!beyond || w->talk)
		print_message("# seed %u: UNTRUE %s %s %s: %s\n", w->seed,
			c->delivery, doc_str(row, "state"), doc_str(row, "id"),
			doc_str(row, "detail"));
}

static void
hostile_judge_row(struct hostile_world *w, const json_t *row)
{
	struct hostile_case *c = hostile_case_of(w, doc_str(row, "delivery"));
	enum delivery_state state;

	assert_true(delivery_parse(&state, doc_str(row, "state")));
	HOSTILE_SAY(w, "%s is %s %s (%s)", c->delivery, doc_str(row, "state"),
		doc_str(row, "id"), doc_str(row, "detail"));
	if (delivery_row(state)->truth != TRUTH_YES)
		return;
	hostile_keep_receipt(w, row);
	if (state == DELIVERY_VERIFIED && !(c->read && c->read_true))
		hostile_untrue(w, c, row);
	else if (!hostile_receipt_is_true(w, c, doc_str(row, "id")))
		hostile_untrue(w, c, row);
}

/* ---- the relay's acts ---- */

struct hostile_message *
hostile_message(struct hostile_world *w, const char *id)
{
	for (size_t i = 0; i < w->message_count; i++)
		if (strcmp(w->messages[i].m.id, id) == 0)
			return &w->messages[i];
	fail_msg("no message %s", id);
	return NULL;
}

static const struct hostile_act {
	enum act act;
	judge_fn *judge;
	message_fold_fn *fold;
} hostile_acts[] = {
	{ ACT_RELAY_PREPARED, judge_prepared, fold_prepared },
	{ ACT_RELAY_SENDING, judge_sending, fold_sending },
	{ ACT_RELAY_OUTCOMES, judge_outcomes, fold_outcome },
};

static const struct hostile_act *
hostile_act_of(const json_t *act)
{
	for (size_t i = 0; i < 3; i++)
		if (strcmp(act_row(hostile_acts[i].act)->name,
			    doc_str(act, "act")) == 0)
			return &hostile_acts[i];
	/* of the account: it says nothing of a delivery */
	if (strcmp(doc_str(act, "act"), "relay.token") != 0 &&
		strcmp(doc_str(act, "act"), "relay.opened") != 0)
		assert_string_equal(doc_str(act, "act"), "relay.checked");
	return NULL;
}

/* Folds what was judged; the entries as they are answered. */
static json_t *
hostile_record(struct hostile_world *w, struct message *m,
	const struct hostile_act *row, const struct judged *j)
{
	json_t *entries = json_array(), *result;
	size_t n;

	for (size_t i = 0; i < j->count; i++) {
		(void)json_array_append_new(entries,
			json_pack("{s:s,s:O}", "kind", j->items[i].kind, "body",
				j->items[i].body));
		if (row->act == ACT_RELAY_OUTCOMES)
			json_array_foreach(doc_get(j->items[i].body, "results"),
				n, result) hostile_judge_row(w, result);
		hostile_fold(w, m, row->fold, json_incref(j->items[i].body));
	}
	return entries;
}

static json_t *
hostile_answer_to(struct hostile_world *w, const json_t *act)
{
	const struct hostile_act *row = hostile_act_of(act);
	struct message *m;
	struct world world = { .office = &w->office,
		.incident = &w->incident,
		.now = w->now.utc,
		.relay_up = true };
	json_t *answer = json_object();
	struct err err = { 0 };
	struct judged j;

	if (row == NULL) {
		doc_put(answer, "entries", json_array());
		return answer;
	}
	m = &hostile_message(w, doc_str(act, "message"))->m;
	world.message = m;
	judged_init(&j);
	if (judge_state(m, row->act, &err) == ERR_OK &&
		row->judge(&j, &world, act, &err) == ERR_OK)
		doc_put(answer, "entries", hostile_record(w, m, row, &j));
	else
		doc_put(answer, "refusal",
			json_pack("{s:s,s:i}", "what", "not now", "exit", 65));
	judged_release(&j);
	return answer;
}

/* Judges an act once, however often it is told; answers it if it can. */
void
hostile_do_act(struct hostile_world *w, const json_t *act)
{
	const char *id = doc_str(act, "act_id");
	json_t *answer = doc_get(w->answers, id), *doc;

	if (answer == NULL) {
		answer = hostile_answer_to(w, act);
		doc_put(w->answers, id, answer);
	}
	if (!w->connected)
		return;
	doc = json_copy(answer);
	doc_put_int(doc, "id", doc_int(act, "id"));
	hostile_engine_take(w, doc);
}

/* ---- jobs ---- */

static json_t *
hostile_job_receipts(const struct hostile_world *w, int account, int64_t since)
{
	json_t *doc = json_object();

	for (size_t i = 0; i < w->receipt_count; i++) {
		const struct hostile_receipt *r = &w->receipts[i];

		if (r->account != account || r->seq <= since)
			continue;
		if (*r->id)
			doc_put_str(doc, r->id, r->delivery);
		if (*r->url)
			doc_put_str(doc, r->url, r->delivery);
	}
	return doc;
}

static json_t *
hostile_job_answers(void)
{
	return json_pack("[{s:s,s:[s,s],s:b},{s:s,s:[s,s]}]", "field",
		"errcode", "yes", "0", "ok", "final", 1, "field", "ok", "yes",
		"true", "1");
}

/* What a kind asks for beside an address. */
static const struct {
	enum hostile_kind is;
	const char *name, *value; /* NULL: the world's folder */
} hostile_options[] = {
	{ HOSTILE_PRESS, "user", "eoc" },
	{ HOSTILE_APP, "corpid", "ww0" },
	{ HOSTILE_APP, "agentid", "1000002" },
	{ HOSTILE_WEIBO, "appkey", "1" },
	{ HOSTILE_WEIBO, "domain", "site.example" },
	{ HOSTILE_WEIBO, "rip", "203.0.113.9" },
	{ HOSTILE_WECHAT, "appid", "wx0" },
	{ HOSTILE_WECHAT, "cover", "THUMB" },
	{ HOSTILE_FOLDER, "folder", NULL },
	{ HOSTILE_FOLDER, "sender", "alerts@county.example" },
	{ HOSTILE_FOLDER, "area", "The county" },
	{ HOSTILE_CAST, "folder", NULL },
	{ HOSTILE_CAST, "sender", "The county" },
	{ HOSTILE_CAST, "area", "430923" },
	{ HOSTILE_DAV, "dav", "https://i0.example/dav/" },
	{ HOSTILE_DAV, "user", "eoc" },
	{ HOSTILE_SFTP, "server", "sftp://j0.example/srv" },
	{ HOSTILE_SFTP, "host-key",
		"SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" },
	{ HOSTILE_SFTP, "user", "eoc" },
	{ HOSTILE_MAIL, "server", "smtps://k0.example:465" },
	{ HOSTILE_MAIL, "from", "eoc@county.example" },
	{ HOSTILE_MAIL, "user", "eoc" },
	{ HOSTILE_MAIL, "batch", "2" },
	{ HOSTILE_HAND, "platform", "Another" },
};

static json_t *
hostile_job_options(const struct hostile_row *row)
{
	enum { OPTIONS = sizeof(hostile_options) / sizeof(hostile_options[0]) };
	json_t *doc = json_pack("{s:s}", "url", row->url);

	for (size_t i = 0; i < OPTIONS; i++)
		if (hostile_options[i].is == row->is)
			doc_put_str(doc, hostile_options[i].name,
				hostile_options[i].value
					? hostile_options[i].value
					: hostile_folder());
	if (row->prefer)
		doc_put_str(doc, "duplicates", "prefer");
	return doc;
}

/* The message before this one, as it stands among the pages. */
static json_t *
hostile_job_items(const struct hostile_world *w, const struct message *m,
	const struct hostile_row *row)
{
	json_t *items = json_array(), *item;
	const char *digest;

	for (size_t i = 0; i < w->message_count; i++) {
		const struct message *o = &w->messages[i].m;

		if (o == m)
			continue;
		digest = doc_str(
			doc_get(doc_get(o->manifest, "accounts"), row->account),
			"variant");
		item = json_deep_copy(doc_get(o->texts, digest));
		doc_put_str(item, "message", o->id);
		doc_put_str(item, "identifier", o->id);
		doc_put_int(item, "published", o->fired.time);
		json_array_append_new(items, item);
	}
	return items;
}

static json_t *
hostile_job_site(const struct hostile_world *w, const struct message *m,
	const struct hostile_row *row)
{
	return json_pack("{s:s,s:s,s:{s:s,s:s,s:s,s:s},s:o,s:[]}", "unit",
		"The county", "zone", "+08:00", "incident", "id", "2026-0001",
		"title", "Flood", "mode", "actual", "lang", "en", "items",
		hostile_job_items(w, m, row), "others");
}

static json_t *
hostile_job_delivery(struct hostile_world *w, const struct message *m,
	const struct delivery *d)
{
	int account = hostile_account(d->account);
	const struct hostile_row *row = &hostile_rows[account];
	char id[DELIVERY_ID], hash[HASH_HEX], *seed, *slug;
	json_t *doc = json_object();

	delivery_id(id, m, d->account);
	seed = mem_printf("%s %s", id, m->digest);
	hash_hex(hash, seed, strlen(seed));
	hash[32] = '\0';
	slug = mem_printf("crier-2026-0001-%d-%.8s", m->number, m->digest);
	doc_put_str(doc, "delivery", id);
	doc_put_str(doc, "account", d->account);
	doc_put_str(doc, "kind", row->kind);
	doc_put(doc, "options", hostile_job_options(row));
	doc_put(doc, "limits",
		json_pack("{s:o}", "answers", hostile_job_answers()));
	doc_put_str(doc, "sealed", "sealed");
	doc_put_str(doc, "key", hash);
	doc_put_str(doc, "slug", slug);
	doc_put_int(doc, "attempt", d->attempt);
	doc_put_str(doc, "variant",
		doc_str(doc_get(doc_get(m->manifest, "accounts"), d->account),
			"variant"));
	doc_put(doc, "memo", json_deep_copy(d->memo));
	if (connector_find(row->kind)->pages != PAGES_NONE)
		doc_put(doc, "site", hostile_job_site(w, m, row));
	doc_put(doc, "receipts",
		hostile_job_receipts(
			w, account, m->armed.seq - HOSTILE_BEFORE_ARM));
	free(seed);
	free(slug);
	return doc;
}

static void
hostile_send_texts(struct hostile_world *w, const struct message *m)
{
	const char *digest;
	json_t *text;

	json_object_foreach(m->texts, digest, text) hostile_engine_take(
		w, json_pack("{s:s,s:O}", "variant", digest, "doc", text));
}

/* The deliveries in one of these states, or the one of this account. */
void
hostile_job(struct hostile_world *w, const struct message *m, const char *job,
	unsigned states, const char *account, int64_t until)
{
	json_t *list = json_array(), *doc;
	bool prepare = strcmp(job, "prepare") == 0;

	for (size_t i = 0; i < m->delivery_count; i++) {
		const struct delivery *d = &m->deliveries[i];

		if (account ? strcmp(d->account, account) == 0
			    : (states >> d->state) & 1)
			(void)json_array_append_new(
				list, hostile_job_delivery(w, m, d));
	}
	if (json_array_size(list) == 0) {
		json_decref(list);
		return;
	}
	hostile_send_texts(w, m);
	doc = json_pack("{s:s,s:s,s:s,s:i,s:O,s:o}", "job", job, "message",
		m->id, "digest", m->digest, "release", m->release, "manifest",
		m->manifest, "deliveries", list);
	if (!prepare && m->fired.time)
		doc_put_int(doc, "at", m->fired.time);
	if (until)
		doc_put_int(doc, "until", until);
	hostile_engine_take(w, doc);
}

/* ---- a relay that comes and goes ---- */

static void
hostile_mark_lost(struct hostile_world *w, struct message *m)
{
	const char *accounts[HOSTILE_ROWS];
	size_t n = 0;
	struct judged j;

	for (size_t i = 0; i < m->delivery_count; i++)
		if (m->deliveries[i].state == DELIVERY_SENDING)
			accounts[n++] = m->deliveries[i].account;
	if (n == 0)
		return;
	judged_init(&j);
	judge_lost(&j, &w->incident, m, accounts, n);
	for (size_t i = 0; i < j.count; i++)
		hostile_fold(w, m, fold_outcome, json_incref(j.items[i].body));
	judged_release(&j);
}

/* In the order of core/station/relay_resume.c. */
static void
hostile_resume(struct hostile_world *w, struct message *m)
{
	int64_t fresh = m->fired.time + HOSTILE_FRESH_MS;

	if (m->state == MESSAGE_ARMING || m->state == MESSAGE_ARMED) {
		hostile_job(w, m, "prepare", ~0u, NULL, 0);
		return;
	}
	if (m->state != MESSAGE_FIRED)
		return;
	hostile_mark_lost(w, m);
	hostile_job(w, m, "lookup", 1u << DELIVERY_UNKNOWN, NULL,
		m->halted.time ? 0 : fresh);
	hostile_job(w, m, "poll", 1u << DELIVERY_ACCEPTED, NULL, 0);
	hostile_job(w, m, "readback", 1u << DELIVERY_PUBLISHED, NULL, 0);
	hostile_job(w, m, "retry", 1u << DELIVERY_DUE | 1u << DELIVERY_RETRY,
		NULL, fresh);
}

void
hostile_connect(struct hostile_world *w)
{
	w->connected = true;
	engine_connected(w->engine, w->now);
	hostile_engine_take(w, json_pack("{s:{s:s}}", "hello", "lang", "en"));
	for (size_t i = 0; i < w->message_count; i++)
		hostile_resume(w, &w->messages[i].m);
}

/* The socket is gone: what was in it was read by the station, or was not. */
static void
hostile_disconnect(struct hostile_world *w, bool answers_too)
{
	bool read = hostile_chance(w, 50);
	struct hostile_event **at = &w->events, *e;

	w->connected = false;
	while ((e = *at) != NULL) {
		if (e->what != HAPPENS_ACT &&
			!(answers_too && e->what == HAPPENS_ANSWER)) {
			at = &e->next;
			continue;
		}
		*at = e->next;
		if (e->what == HAPPENS_ACT && read)
			hostile_do_act(w, e->act);
		hostile_event_free(e);
	}
}

void
hostile_kill(struct hostile_world *w)
{
	HOSTILE_SAY(w, "the relay is killed");
	hostile_disconnect(w, true);
	engine_free(w->engine);
	w->engine = hostile_engine(w);
	w->count->kills++;
}

void
hostile_lose_station(struct hostile_world *w)
{
	HOSTILE_SAY(w, "the station is lost");
	hostile_disconnect(w, false);
	engine_lost(w->engine, w->now);
	w->count->losses_of_station++;
}

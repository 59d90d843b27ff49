/*
 * What crier-mirror is told, and what it tells.
 */
#include "station/mirror_link.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "link/fault.h"
#include "link/protocol.h"
#include "station/env.h"
#include "station/program.h"
#include "store/reader.h"

/* What was told of a mirror while it had this address. */
struct mirror_told {
	struct mirror_lies lies;
	char address[MIRROR_ADDRESS];
	int64_t missing_of; /* the seq that lies.missing was read for */
};

struct mirror_link {
	struct station *st;
	struct peer *peer;
	struct program own; /* one that we started */
	int64_t since; /* UTC ms: nothing older is known */
	bool tell;
	char key[SSHSIG_LINE];
	struct mirror_told told[MIRRORS_MAX];
	size_t told_count;
	struct mirror_lies shown[MIRRORS_MAX]; /* of those in force */
};

struct mirror_link *
mirror_link_new(struct station *st)
{
	struct mirror_link *l = mem_new(sizeof(*l));

	l->st = st;
	program_init(&l->own);
	l->since = station_now();
	return l;
}

void
mirror_link_free(struct mirror_link *l)
{
	if (l == NULL)
		return;
	program_end(&l->own);
	free(l);
}

/* ---- coming and going ---- */

static void
mirror_session(struct peer *peer)
{
	struct session *s = mem_new(sizeof(*s));

	s->relay = -1;
	s->mirror = true;
	FIXED_SET(s->via, "mirror");
	peer_set_data(peer, s);
}

enum err_code
mirror_link_greet(struct mirror_link *l, struct peer *peer, const json_t *hello,
	struct err *err)
{
	char number[24];

	fixed_format(
		number, sizeof(number), "%lu", (unsigned long)peer_uid(peer));
	if (peer_data(peer) == NULL &&
		!station_user_is(l->st->options.mirror_user, peer_uid(peer)))
		return refuse(err, REFUSE_NOT_MIRROR, LINK_MIRROR_SOCKET,
			WITH(arg_user(number)));
	if (peer_data(peer) == NULL)
		mirror_session(peer);
	l->peer = peer;
	fixed_cut(l->key, sizeof(l->key), doc_str(hello, "mirror"));
	l->tell = true;
	server_changed(l->st->server, "office", "", 0);
	return ERR_OK;
}

void
mirror_link_gone(struct mirror_link *l, struct peer *peer)
{
	if (l == NULL || l->peer != peer)
		return;
	l->peer = NULL;
	server_changed(l->st->server, "office", "", 0);
}

void
mirror_link_wake(struct mirror_link *l)
{
	if (l != NULL)
		l->tell = true;
}

void
mirror_link_settle(struct mirror_link *l)
{
	const struct office *o = &l->st->office;
	json_t *list, *doc;

	if (!l->tell || l->peer == NULL)
		return;
	l->tell = false;
	list = json_array();
	for (size_t n = 0; n < o->mirror_count; n++)
		if (o->mirrors[n].confirmed)
			json_array_append_new(list,
				json_pack("{s:s,s:s,s:s}", "id",
					o->mirrors[n].id, "address",
					o->mirrors[n].address, "key",
					o->mirrors[n].pins));
	doc = json_object();
	doc_put(doc, "mirrors", list);
	peer_send(l->peer, json_pack("{s:o}", "plan", doc));
}

/* ---- what lies where ---- */

static struct mirror_told *
mirror_told_of(struct mirror_link *l, const struct mirror *m)
{
	struct mirror_told *t = NULL;

	for (size_t n = 0; n < l->told_count; n++)
		if (strcmp(l->told[n].lies.id, m->id) == 0)
			t = &l->told[n];
	if (t == NULL && l->told_count == MIRRORS_MAX)
		t = &l->told[--l->told_count]; /* of one in force no longer */
	if (t == NULL || strcmp(t->address, m->address) != 0) {
		t = t != NULL ? t : &l->told[l->told_count++];
		memset(t, 0, sizeof(*t));
		FIXED_SET(t->lies.id, m->id);
		FIXED_SET(t->address, m->address);
	}
	return t;
}

static void
mirror_failed(struct mirror_told *t, const json_t *fault)
{
	t->lies.failed = station_now();
	fault_from_doc(&t->lies.fault, fault);
}

/* Never more than there is: whoever tells it may have been taken over. */
static void
mirror_reached(struct mirror_link *l, struct mirror_told *t, const json_t *doc)
{
	int64_t seq = doc_int(doc, "seq");

	if (seq <= 0 || seq > ledger_head(l->st->ledger)->seq)
		return;
	t->lies.seq = seq;
	t->lies.reached = station_now();
	t->lies.failed = 0;
	fixed_cut(
		t->lies.commit, sizeof(t->lies.commit), doc_str(doc, "commit"));
}

void
mirror_link_ask(struct mirror_link *l, const json_t *doc)
{
	const struct mirror *m =
		office_mirror(&l->st->office, doc_str(doc, "mirror"));
	struct mirror_told *t;
	bool known, ill;

	if (m == NULL || m->confirmed == 0 ||
		strcmp(m->address, doc_str(doc, "address")) != 0)
		return;
	t = mirror_told_of(l, m);
	known = t->lies.seq != 0;
	ill = t->lies.failed != 0;
	if (doc_get(doc, "fault") != NULL)
		mirror_failed(t, doc_get(doc, "fault"));
	else
		mirror_reached(l, t, doc);
	server_changed(l->st->server, "mirror", m->id, t->lies.seq);
	if (known != (t->lies.seq != 0) || ill != (t->lies.failed != 0))
		server_changed(l->st->server, "office", "", 0);
}

/* When the first entry that lies not there was written. */
static void
mirror_missing(struct mirror_link *l, struct mirror_told *t)
{
	char *line = NULL;
	json_t *doc = NULL;

	if (t->missing_of == t->lies.seq + 1)
		return;
	t->missing_of = t->lies.seq + 1;
	t->lies.missing = station_now();
	if (ledger_line(&line, l->st->ledger, t->missing_of, NULL) == ERR_OK &&
		doc_parse(&doc, line, strlen(line), NULL) == ERR_OK)
		t->lies.missing = doc_int(doc, "time");
	json_decref(doc);
	free(line);
}

void
mirror_link_show(struct mirror_link *l, struct world *w)
{
	const struct office *o = &l->st->office;
	int64_t head = ledger_head(l->st->ledger)->seq;

	w->mirrors = l->shown;
	w->mirror_count = 0;
	for (size_t n = 0; n < o->mirror_count; n++) {
		const struct mirror *m = &o->mirrors[n];
		struct mirror_told *t;

		if (m->confirmed == 0)
			continue;
		t = mirror_told_of(l, m);
		t->lies.behind = head - t->lies.seq;
		if (t->lies.seq == 0)
			t->lies.missing = m->confirmed > l->since ? m->confirmed
								  : l->since;
		else if (t->lies.behind > 0)
			mirror_missing(l, t);
		else
			t->lies.missing = t->missing_of = 0;
		l->shown[w->mirror_count++] = t->lies;
	}
}

void
mirror_link_put(json_t *doc, const struct mirror_link *l)
{
	doc_put_bool(doc, "up", l->peer != NULL);
	if (*l->key)
		doc_put_str(doc, "own_key", l->key);
}

/* ---- one of our own ---- */

static bool
mirror_is_wanted(const struct office *o)
{
	for (size_t n = 0; n < o->mirror_count; n++)
		if (o->mirrors[n].confirmed)
			return true;
	return false;
}

static int
start_mirror(struct mirror_link *l)
{
	char *record = station_path(l->st->dir, "record");
	char *key = station_path(l->st->dir, "keys/mirror");
	const char *const words[] = { "--record", record, "--key", key, NULL };
	struct peer *peer;
	int wait = program_start(
		&peer, &l->own, l->st, PEER_MIRROR, "crier-mirror", words);

	free(record);
	free(key);
	if (peer != NULL)
		mirror_session(peer);
	return wait;
}

int
mirror_link_tend(struct mirror_link *l)
{
	if (l->own.pid > 0 || l->peer != NULL || !l->st->office.single ||
		!mirror_is_wanted(&l->st->office))
		return -1;
	return start_mirror(l);
}

bool
mirror_link_reaped(struct mirror_link *l, int pid)
{
	return l != NULL && program_reaped(&l->own, pid);
}

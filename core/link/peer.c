/*
 * What is said to one peer, and how much of it may wait.
 */
#include "link/peer.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "link/protocol.h"
#include "link/reply.h"
#include "link/trace.h"
#include "link/weight.h"

struct peer *
peer_new(int fd, enum peer_from from, int64_t now)
{
	struct peer *p = mem_new(sizeof(*p));
	struct ucred cred;
	socklen_t len = sizeof(cred);

	conn_init(&p->conn, fd);
	p->from = from;
	p->born = now;
	p->uid = (uid_t)-1;
	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &cred, &len) == 0)
		p->uid = cred.uid;
	p->pid = p->uid == (uid_t)-1 ? -1 : cred.pid;
	return p;
}

void
peer_free(struct peer *p)
{
	if (p == NULL)
		return;
	conn_release(&p->conn);
	free(p->changes);
	free(p);
}

pid_t
peer_pid(const struct peer *p)
{
	return p->pid;
}

uid_t
peer_uid(const struct peer *p)
{
	return p->uid;
}

enum peer_from
peer_from(const struct peer *p)
{
	return p->from;
}

enum lang
peer_lang(const struct peer *p)
{
	return p->lang;
}

enum refusal_hand
peer_hand(const struct peer *p)
{
	return p->hand;
}

void *
peer_data(const struct peer *p)
{
	return p->data;
}

void
peer_set_data(struct peer *p, void *data)
{
	p->data = data;
}

size_t
peer_unread(const struct peer *p)
{
	return conn_unsent(&p->conn);
}

void
peer_drop(struct peer *p)
{
	p->dropped = true;
}

/* A release to a thousand accounts is some megabytes of jobs at once. */
static size_t
unread_max(const struct peer *p)
{
	return p->from == PEER_OFFICER ? LINK_UNREAD_MAX
				       : LINK_RELAY_UNREAD_MAX;
}

static void
peer_send_line(struct peer *p, const char *line, size_t len)
{
	if (p->dropped)
		return;
	if (conn_unsent(&p->conn) > unread_max(p))
		conn_flush(&p->conn);
	if (conn_unsent(&p->conn) > unread_max(p)) {
		p->dropped = true;
		return;
	}
	conn_queue(&p->conn, line, len);
	p->told = true;
}

static void
too_large(struct peer *p, const json_t *id)
{
	struct err err = { 0 };
	json_t *doc = json_object();
	char *text;

	(void)refuse(&err, REFUSE_TOO_LARGE, "",
		WITH(ARG_BOTH("the answer", "答复"), arg_bytes(1 << 20)));
	doc_put(doc, "refusal", reply_refusal_sent(&err, p->lang, p->hand));
	if (id != NULL)
		doc_put(doc, "id", json_copy(doc_borrow(id)));
	text = doc_format(doc);
	peer_send_line(p, text, strlen(text));
	free(text);
	json_decref(doc);
}

void
peer_send(struct peer *p, json_t *doc)
{
	char *text = doc_format(doc);
	size_t len = strlen(text);

	trace_doc(TRACE_LINK, "sent", doc);
	if (len <= LINK_LINE_MAX)
		peer_send_line(p, text, len);
	else
		too_large(p, doc_get(doc, "id"));
	free(text);
	json_decref(doc);
}

void
peer_reply(struct peer *p, int64_t id, const char *key, json_t *value)
{
	json_t *doc = json_object();

	doc_put_int(doc, "id", id);
	doc_put(doc, key, value);
	if (strcmp(key, "part") != 0 && p->open > 0)
		p->open--;
	peer_send(p, doc);
}

void
peer_progress(struct peer *p, int64_t id, const json_t *progress)
{
	json_t *doc;

	if (!p->progress || peer_unread(p) > 0)
		return;
	doc = json_object();
	doc_put_int(doc, "id", id);
	doc_put(doc, "progress", json_incref(doc_borrow(progress)));
	peer_send(p, doc);
}

void
peer_entries(struct peer *p, int64_t id, json_t *entries)
{
	peer_reply(p, id, "entries", entries);
}

void
peer_answer(struct peer *p, int64_t id, json_t *answer)
{
	peer_reply(p, id, "answer", answer);
}

void
peer_answer_text(struct peer *p, int64_t id, const char *answer)
{
	char *line = mem_printf(
		"{\"answer\":%s,\"id\":%lld}", answer, (long long)id);
	size_t len = strlen(line);
	json_t *of = json_integer(id);

	trace(TRACE_LINK, "sent { id=%lld answer[%zu] }", (long long)id, len);
	if (p->open > 0)
		p->open--;
	if (len <= LINK_LINE_MAX)
		peer_send_line(p, line, len);
	else
		too_large(p, of);
	json_decref(of);
	free(line);
}

void
peer_part(struct peer *p, int64_t id, json_t *part)
{
	peer_reply(p, id, "part", part);
}

void
peer_refuse(struct peer *p, int64_t id, const struct err *err)
{
	peer_reply(p, id, "refusal", reply_refusal_sent(err, p->lang, p->hand));
}

void
peer_hold(struct peer *p, bool on)
{
	p->held = on;
}

void
peer_refuse_plain(struct peer *p, const struct err *err)
{
	json_t *doc = json_object();

	doc_put(doc, "refusal", reply_refusal_sent(err, p->lang, p->hand));
	peer_send(p, doc);
}

bool
peer_refuse_heavy(struct peer *p, const char *line, size_t len, size_t heaviest)
{
	struct err err = { 0 };
	struct weight w;

	if (heaviest == 0 || len <= heaviest / (1 + WEIGHT_VALUE) ||
		p->from != PEER_OFFICER)
		return false;
	weight_take(&w, line, len);
	if (w.bytes <= heaviest)
		return false;
	(void)refuse(&err, REFUSE_TOO_LARGE, "",
		WITH(ARG_BOTH("the text of one request", "一次请求的文字"),
			arg_bytes(heaviest)));
	if (!w.has_id) {
		peer_refuse_plain(p, &err);
		return true;
	}
	p->open++;
	peer_refuse(p, w.id, &err);
	return true;
}

/* Forgets what is noted of one kind. */
static void
peer_forget(struct peer *p, const char *what)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->change_count; i++)
		if (strcmp(p->changes[i].what, what) != 0)
			p->changes[kept++] = p->changes[i];
	p->change_count = kept;
}

/* Room is out: every kind becomes the one key that stands for all of it. */
static void
collapse(struct peer *p)
{
	size_t count = p->change_count;

	p->change_count = 0;
	for (size_t i = 0; i < count; i++) {
		struct peer_change c = p->changes[i];

		c.key[0] = '\0';
		peer_forget(p, c.what);
		p->changes[p->change_count++] = c;
	}
	assert(p->change_count < CHANGES_MAX);
}

static bool
covers(const struct peer_change *c, const char *what, const char *key)
{
	return strcmp(c->what, what) == 0 &&
		(c->key[0] == '\0' || strcmp(c->key, key) == 0);
}

void
peer_changed(struct peer *p, const char *what, const char *key, int64_t seq)
{
	struct peer_change *c;

	if (!p->watching || p->dropped)
		return;
	/* from the newest: acts touch the same thing again soon */
	for (size_t i = p->change_count; i-- > 0;) {
		if (covers(&p->changes[i], what, key)) {
			p->changes[i].seq = seq;
			return;
		}
	}
	if (p->changes == NULL)
		p->changes = mem_array(CHANGES_MAX, sizeof(*p->changes));
	if (*key == '\0')
		peer_forget(p, what);
	if (p->change_count == CHANGES_MAX) {
		collapse(p);
		peer_changed(p, what, key, seq);
		return;
	}
	c = &p->changes[p->change_count++];
	*c = (struct peer_change){ .seq = seq };
	FIXED_SET(c->what, what);
	FIXED_SET(c->key, key);
}

static void
send_changes(struct peer *p)
{
	for (size_t i = 0; i < p->change_count; i++) {
		json_t *doc = json_object();

		doc_put(doc, "changed", json_string(p->changes[i].what));
		doc_put(doc, "key", json_string(p->changes[i].key));
		doc_put_int(doc, "seq", p->changes[i].seq);
		peer_send(p, doc);
	}
	p->change_count = 0;
}

void
peer_flush(struct peer *p)
{
	if (conn_unsent(&p->conn) > 0)
		conn_flush(&p->conn);
	if (p->change_count > 0 && conn_unsent(&p->conn) == 0) {
		send_changes(p);
		conn_flush(&p->conn);
	}
}

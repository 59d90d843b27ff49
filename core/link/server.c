/*
 * The loop: poll, read, greet, batch, write, drop. The order inside a round
 * is fixed, so that nothing is freed while somebody may still use it: peers
 * are marked and only closed at the end.
 */
#include "link/server.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "link/boot.h"
#include "link/peer.h"
#include "link/protocol.h"
#include "link/socket_address.h"
#include "link/trace.h"

enum {
	LISTENERS_MAX = 4,
	WATCHES_MAX = 64,
	REST_MS = 200,
	LINES_FREE = 8,
	URGENT_LEN = 512 /* of a line, in which the word is looked for */
};

struct listener {
	int fd;
	enum peer_from from;
};

struct watch {
	int fd;
	short events;
	void (*ready)(void *ctx, int fd, short revents);
	void *ctx;
};

struct server {
	const struct server_ops *ops;
	void *ctx;
	struct listener listeners[LISTENERS_MAX];
	size_t listener_count;
	struct watch watches[WATCHES_MAX];
	size_t watch_count;
	struct peer **peers;
	size_t peer_count;
	size_t turn; /* whose turn it is to be asked first */
	int64_t rest_until; /* no files left: do not accept before */
	struct pollfd *fds;
	size_t fds_room;
	struct server_item items[LINK_BATCH_MAX];
	size_t item_count;
	size_t item_bytes; /* of this round's lines */
	bool was_urgent; /* the last round was of urgent lines alone */
};

/* ---- peers coming and going ---- */

static struct peer *
add_peer(struct server *s, int fd, enum peer_from from)
{
	struct peer **at = MEM_ADD(s->peers, s->peer_count);

	return *at = peer_new(fd, from, boot_clock());
}

static size_t
count_of_uid(const struct server *s, uid_t uid)
{
	size_t n = 0;

	for (size_t i = 0; i < s->peer_count; i++)
		n += s->peers[i]->uid == uid;
	return n;
}

static void
turn_away_crowd(struct server *s, struct peer *p)
{
	size_t mine = count_of_uid(s, p->uid);
	struct err err = { 0 };

	if (s->peer_count <= LINK_PEERS_MAX && mine <= LINK_PEERS_UID)
		return;
	(void)refuse(&err, REFUSE_CROWDED, "",
		WITH(arg_count((int64_t)s->peer_count - 1)));
	peer_refuse_plain(p, &err);
	peer_drop(p);
}

static void
accept_peers(struct server *s, const struct listener *l)
{
	int fd;

	while ((fd = accept4(l->fd, NULL, NULL, SOCK_CLOEXEC)) >= 0)
		turn_away_crowd(s, add_peer(s, fd, l->from));
	if (errno == EMFILE || errno == ENFILE)
		s->rest_until = boot_clock() + REST_MS;
}

static void
close_peer(struct server *s, size_t i)
{
	struct peer *p = s->peers[i];

	memmove(&s->peers[i], &s->peers[i + 1],
		(s->peer_count - i - 1) * sizeof(*s->peers));
	s->peer_count--;
	if (p->greeted)
		s->ops->closed(s->ctx, p);
	peer_free(p);
}

/* ---- what peers say ---- */

static void
strike(struct peer *p, struct arg what)
{
	struct err err = { 0 };

	(void)refuse(&err, REFUSE_FIELD, "", WITH(arg_key("line"), what));
	peer_refuse_plain(p, &err);
	if (++p->strikes >= LINK_STRIKES)
		peer_drop(p);
}

static enum err_code
check_protocol(const json_t *hello, struct err *err)
{
	char ours[16], theirs[32];
	json_t *v = doc_get(hello, "protocol");

	if (json_is_integer(v) && json_integer_value(v) == LINK_PROTOCOL)
		return ERR_OK;
	fixed_format(ours, sizeof(ours), "%d", LINK_PROTOCOL);
	fixed_format(theirs, sizeof(theirs), "%lld",
		(long long)json_integer_value(v));
	return refuse(err, REFUSE_PROTOCOL, "protocol",
		WITH(arg_word(ours),
			arg_word(json_is_integer(v) ? theirs : "?")));
}

static void
server_greet(struct server *s, struct peer *p, const json_t *doc)
{
	json_t *hello = doc_get(doc, "hello"), *answer = NULL, *out;
	struct err err = { 0 };
	enum err_code rc;

	if (!json_is_object(hello)) {
		rc = refuse(&err, REFUSE_NO_HELLO, "", WITH_NONE);
	} else {
		p->lang = lang_parse(doc_str(hello, "lang"));
		p->hand = strcmp(doc_str(hello, "via"), "console") == 0
			? HAND_KEYS
			: HAND_SHELL;
		p->progress = doc_bool(hello, "progress");
		rc = check_protocol(hello, &err);
	}
	if (rc == ERR_OK)
		rc = s->ops->hello(&answer, s->ctx, p, hello, &err);
	if (rc != ERR_OK) {
		peer_refuse_plain(p, &err);
		peer_drop(p);
		return;
	}
	p->greeted = true;
	if (answer == NULL)
		answer = json_object();
	doc_put_int(answer, "protocol", LINK_PROTOCOL);
	out = json_object();
	doc_put(out, "hello", answer);
	peer_send(p, out);
}

static bool
is_request(const json_t *doc)
{
	bool act = json_is_string(doc_get(doc, "act"));
	bool question = json_is_string(doc_get(doc, "question"));

	return json_is_integer(doc_get(doc, "id")) && act != question;
}

/* Takes over doc. True if it is now an item of the batch. */
static bool
take_doc(struct server *s, struct peer *p, json_t *doc)
{
	bool taken = false;

	if (!json_is_object(doc)) {
		strike(p, ARG_BOTH("is not an object", "不是对象"));
	} else if (!p->greeted || doc_get(doc, "hello") != NULL) {
		server_greet(s, p, doc);
	} else if (!is_request(doc)) {
		strike(p,
			ARG_BOTH("needs an integer \"id\" and one of "
				 "\"act\" and \"question\"",
				"须有整数 \"id\"，以及 \"act\" 或 \"question\" "
				"之一"));
	} else if (strcmp(doc_str(doc, "question"), "watch") == 0) {
		p->watching = true;
		p->open++;
		peer_answer(p, doc_int(doc, "id"), json_object());
	} else {
		s->items[s->item_count++] =
			(struct server_item){ .peer = p, .doc = doc };
		p->open++;
		taken = true;
	}
	if (!taken)
		json_decref(doc);
	return taken;
}

static void
line_too_long(struct peer *p)
{
	struct err err = { 0 };

	(void)refuse(&err, REFUSE_TOO_LARGE, "",
		WITH(ARG_BOTH("a line", "一行"), arg_bytes(1 << 20)));
	peer_refuse_plain(p, &err);
	peer_drop(p);
}

/* One line of this peer. True if it is now an item of the batch. */
static bool
server_take_line(struct server *s, struct peer *p)
{
	const char *line;
	size_t len;
	struct err err = { 0 };
	json_t *doc;

	switch (conn_next(&p->conn, &line, &len)) {
	case CONN_BAD:
		line_too_long(p);
		return false;
	case CONN_MORE:
		return false;
	case CONN_LINE:
		break;
	}
	s->item_bytes += len;
	if (peer_refuse_heavy(p, line, len, s->ops->heaviest))
		return false;
	if (doc_parse(&doc, line, len, &err) != ERR_OK) {
		strike(p, arg_quoted(err.what));
		return false;
	}
	trace_doc(TRACE_LINK, "got", doc);
	return take_doc(s, p, doc);
}

/*
 * What the server settles itself (greetings, bad lines) does not use up a
 * peer's turn, but not for ever.
 */
static void
server_take_turn(struct server *s, struct peer *p)
{
	for (int i = 0; i < LINES_FREE && !p->dropped; i++)
		if (!conn_has_line(&p->conn) || server_take_line(s, p))
			break;
}

static bool
server_is_full(const struct server *s)
{
	return s->item_count >= LINK_BATCH_MAX ||
		s->item_bytes >= LINK_BATCH_BYTES;
}

/* Has it a line with the word that does not wait for others? */
static bool
server_is_urgent(const struct server *s, struct peer *p)
{
	char start[URGENT_LEN];

	return s->ops->urgent != NULL && p->greeted &&
		conn_peek(&p->conn, start, sizeof(start)) &&
		strstr(start, s->ops->urgent) != NULL;
}

/*
 * One request of each peer: first of those that are urgent, then beginning
 * with the peer whose turn it is, until they are so many, or so large, that
 * somebody urgent would wait for their end.
 */
static void
server_collect(struct server *s)
{
	size_t n = s->peer_count, done = 0;
	bool urgent = false;

	s->item_count = 0;
	s->item_bytes = 0;
	if (n == 0)
		return;
	for (size_t i = 0; i < n && !server_is_full(s); i++)
		if (server_is_urgent(s, s->peers[i])) {
			server_take_turn(s, s->peers[i]);
			urgent = true;
		}
	/* a round of its own, but every other round is everybody's */
	s->was_urgent = urgent && !s->was_urgent;
	if (s->was_urgent)
		return;
	for (; done < n && !server_is_full(s); done++) {
		struct peer *p = s->peers[(s->turn + done) % n];

		if (!p->held)
			server_take_turn(s, p);
	}
	s->turn = (s->turn + done) % n;
}

static bool
any_line(struct server *s)
{
	for (size_t i = 0; i < s->peer_count; i++) {
		struct peer *p = s->peers[i];

		if (!p->dropped && conn_has_line(&p->conn) &&
			(!p->held || server_is_urgent(s, p)))
			return true;
	}
	return false;
}

/* ---- the round ---- */

static size_t
put_fd(struct pollfd *fds, size_t n, int fd, short events)
{
	fds[n] = (struct pollfd){ .fd = fd, .events = events };
	return n + 1;
}

/* Listeners, watches, peers: in this order, also in take_events. */
static size_t
fill_fds(struct server *s)
{
	bool resting = boot_clock() < s->rest_until;
	size_t n = 0;

	MEM_RESERVE(s->fds, LISTENERS_MAX + WATCHES_MAX + s->peer_count,
		s->fds_room);
	for (size_t i = 0; i < s->listener_count; i++)
		n = put_fd(
			s->fds, n, resting ? -1 : s->listeners[i].fd, POLLIN);
	for (size_t i = 0; i < s->watch_count; i++)
		n = put_fd(s->fds, n, s->watches[i].fd, s->watches[i].events);
	for (size_t i = 0; i < s->peer_count; i++) {
		struct peer *p = s->peers[i];
		int events = (conn_has_room(&p->conn) ? POLLIN : 0) |
			(conn_unsent(&p->conn) > 0 ? POLLOUT : 0);

		n = put_fd(s->fds, n, p->conn.fd, (short)events);
	}
	return n;
}

/* How long this round may wait, in view of what only the server knows. */
static int
shorten(struct server *s, int timeout)
{
	int64_t now = boot_clock(), wait = timeout < 0 ? INT32_MAX : timeout;

	if (any_line(s))
		return 0;
	if (s->rest_until > now && s->rest_until - now < wait)
		wait = s->rest_until - now;
	for (size_t i = 0; i < s->peer_count; i++) {
		int64_t left = s->peers[i]->born + LINK_HELLO_MS - now;

		if (!s->peers[i]->greeted && left < wait)
			wait = left < 0 ? 0 : left;
	}
	return wait == INT32_MAX ? -1 : (int)wait;
}

/* Calls the ready watches; a call may watch and unwatch others. */
static void
take_watches(struct server *s, const struct pollfd *fds, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; fds[i].revents && k < s->watch_count; k++) {
			struct watch w = s->watches[k];

			if (w.fd != fds[i].fd)
				continue;
			w.ready(w.ctx, w.fd, fds[i].revents);
			break;
		}
	}
}

static void
take_events(struct server *s, size_t listeners, size_t watches, size_t peers)
{
	const struct pollfd *fds = s->fds;

	for (size_t i = 0; i < peers; i++) {
		struct conn *c = &s->peers[i]->conn;
		short got = fds[listeners + watches + i].revents;

		if (got & (POLLIN | POLLHUP | POLLERR))
			conn_fill(c);
		/* closed on both sides, as against half-closed */
		if (c->eof && (got & (POLLHUP | POLLERR)))
			c->broken = true;
	}
	for (size_t i = 0; i < listeners; i++)
		if (fds[i].revents)
			accept_peers(s, &s->listeners[i]);
	take_watches(s, fds + listeners, watches);
}

static void
run_batch(struct server *s)
{
	server_collect(s);
	if (s->item_count > 0)
		s->ops->batch(s->ctx, s->items, s->item_count);
	for (size_t i = 0; i < s->item_count; i++)
		json_decref(s->items[i].doc);
	s->item_count = 0;
}

static bool
is_gone(struct peer *p, int64_t now)
{
	struct conn *c = &p->conn;

	if (p->dropped || (!p->greeted && now - p->born >= LINK_HELLO_MS))
		return true;
	if (conn_has_line(c))
		return false;
	return c->broken || (c->eof && p->open == 0 && conn_unsent(c) == 0);
}

/* Writes to everybody, then closes who is to go. */
static void
settle(struct server *s)
{
	int64_t now = boot_clock();

	for (size_t i = 0; i < s->peer_count; i++) {
		struct peer *p = s->peers[i];

		peer_flush(p);
		if (p->told && conn_unsent(&p->conn) == 0 && !p->dropped) {
			p->told = false;
			if (s->ops->drained != NULL && p->greeted)
				s->ops->drained(s->ctx, p);
		}
	}
	for (size_t i = s->peer_count; i-- > 0;)
		if (is_gone(s->peers[i], now))
			close_peer(s, i);
}

enum err_code
server_round(struct server *s, int timeout, struct err *err)
{
	size_t listeners = s->listener_count, watches = s->watch_count;
	size_t peers = s->peer_count, n;

	for (size_t i = 0; i < peers; i++)
		peer_flush(s->peers[i]);
	n = fill_fds(s);
	if (poll(s->fds, n, shorten(s, timeout)) < 0) {
		if (errno == EINTR)
			return ERR_OK;
		return err_errno(err, "", "", "cannot wait for the sockets");
	}
	take_events(s, listeners, watches, peers);
	run_batch(s);
	settle(s);
	return ERR_OK;
}

/* ---- the rest of the interface ---- */

struct server *
server_new(const struct server_ops *ops, void *ctx)
{
	struct server *s = mem_new(sizeof(*s));

	assert(ops->hello && ops->batch && ops->closed);
	s->ops = ops;
	s->ctx = ctx;
	return s;
}

void
server_deafen(struct server *s)
{
	for (size_t i = 0; i < s->listener_count; i++)
		(void)close(s->listeners[i].fd);
	s->listener_count = 0;
}

void
server_free(struct server *s)
{
	if (s == NULL)
		return;
	server_deafen(s);
	for (size_t i = 0; i < s->peer_count; i++)
		peer_flush(s->peers[i]);
	while (s->peer_count > 0)
		close_peer(s, s->peer_count - 1);
	free(s->peers);
	free(s->fds);
	free(s);
}

enum err_code
server_listen(struct server *s, const char *dir, const char *name, mode_t mode,
	enum peer_from from, struct err *err)
{
	struct listener *l = &s->listeners[s->listener_count];
	enum err_code rc;

	assert(s->listener_count < LISTENERS_MAX);
	rc = socket_address_listen(&l->fd, dir, name, mode, err);
	if (rc != ERR_OK)
		return rc;
	l->from = from;
	s->listener_count++;
	return ERR_OK;
}

struct peer *
server_adopt(struct server *s, int fd, enum peer_from from)
{
	return add_peer(s, fd, from);
}

void
server_watch(struct server *s, int fd, short events,
	void (*ready)(void *ctx, int fd, short revents), void *ctx)
{
	struct watch w = { fd, events, ready, ctx };

	server_unwatch(s, fd);
	assert(s->watch_count < WATCHES_MAX);
	s->watches[s->watch_count++] = w;
}

void
server_unwatch(struct server *s, int fd)
{
	for (size_t i = 0; i < s->watch_count; i++) {
		if (s->watches[i].fd != fd)
			continue;
		s->watches[i] = s->watches[--s->watch_count];
		return;
	}
}

void
server_each(
	struct server *s, void (*call)(void *ctx, struct peer *peer), void *ctx)
{
	for (size_t i = 0; i < s->peer_count; i++)
		if (s->peers[i]->greeted)
			call(ctx, s->peers[i]);
}

void
server_changed(struct server *s, const char *what, const char *key, int64_t seq)
{
	for (size_t i = 0; i < s->peer_count; i++)
		peer_changed(s->peers[i], what, key, seq);
}

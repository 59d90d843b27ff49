/*
 * The station's end of the protocol: it listens, frames, greets, and hands
 * the station the requests that are ready, at most one of each peer, so that
 * acts that arrive together can share one transaction and nobody starves. It
 * sends what the station answers, tells watchers what changed, and drops who
 * does not keep to the protocol. It waits for the station's other
 * descriptors too. What a request means it does not know.
 */
#ifndef CRIER_LINK_SERVER_H
#define CRIER_LINK_SERVER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/lang.h"
#include "crier/refusal.h"

struct server;
struct peer; /* who is at the other end; valid until `closed` returns */

enum peer_from { PEER_OFFICER, PEER_RELAY, PEER_COURIER, PEER_MIRROR };

struct server_item {
	struct peer *peer; /* alive or dropped meanwhile: both can be used */
	json_t *doc; /* an object with "id" and "act" or "question"; the
		server's: json_incref to keep it after the batch */
};

struct server_ops {
	/*
	 * A greeting with the right protocol version. `hello` is the inner
	 * object. On success *answer is the inner object of ours (the server
	 * takes it over, and adds "protocol"); an err refuses and drops.
	 * May be called a second time for a peer: then it replaces the first.
	 */
	enum err_code (*hello)(json_t **answer, void *ctx, struct peer *peer,
		const json_t *hello, struct err *err);

	/* The requests of one round, 1 to LINK_BATCH_MAX, one a peer. */
	void (*batch)(void *ctx, struct server_item *items, size_t count);

	/* The peer is gone; forget it. Called for greeted peers only. */
	void (*closed)(void *ctx, struct peer *peer);

	/* All that was sent to the peer is written; may be NULL. */
	void (*drained)(void *ctx, struct peer *peer);

	/*
	 * A line that holds this text near its start is a round of its own,
	 * before all others; may be NULL.
	 */
	const char *urgent;

	/*
	 * The heaviest line (link/weight.h) that an officer's request may be;
	 * a heavier one is refused before it is read. 0: any may come.
	 */
	size_t heaviest;
};

struct server *server_new(const struct server_ops *ops, void *ctx);
void server_free(struct server *s); /* closes everything, calls `closed` */

/* Listens in the folder; see socket_address_listen. */
enum err_code server_listen(struct server *s, const char *dir, const char *name,
	mode_t mode, enum peer_from from, struct err *err);

/* Takes over one end of a socket pair: the demo's relay. */
struct peer *server_adopt(struct server *s, int fd, enum peer_from from);

/*
 * Waits for `fd` too (POLLIN, POLLOUT of poll(2)) and calls `ready` with what
 * is there. The fd stays the caller's; unwatch it before closing it. Watching
 * again replaces the events and the call.
 */
void server_watch(struct server *s, int fd, short events,
	void (*ready)(void *ctx, int fd, short revents), void *ctx);
void server_unwatch(struct server *s, int fd);

/*
 * One round: waits at most `timeout` ms (-1 for ever, 0 not at all), reads,
 * calls back, writes. A signal ends the wait. Errors are the system's.
 */
enum err_code server_round(struct server *s, int timeout, struct err *err);

/* Calls for every greeted peer; none is freed before it ends. */
void server_each(struct server *s, void (*call)(void *ctx, struct peer *peer),
	void *ctx);

/* Stops listening (peers stay): the first step of an orderly end. */
void server_deafen(struct server *s);

/*
 * Tells every watching peer that `what` `key` changed at `seq`. Told once
 * for each (what, key) until written; with very many keys of one `what` they
 * become one with the key "", which stands for all of that kind.
 */
void server_changed(
	struct server *s, const char *what, const char *key, int64_t seq);

/* ---- peers ---- */

pid_t peer_pid(const struct peer *p); /* likewise, when it connected */
uid_t peer_uid(const struct peer *p); /* from the kernel */
enum peer_from peer_from(const struct peer *p);
enum lang peer_lang(const struct peer *p); /* of its hello */
enum refusal_hand peer_hand(const struct peer *p); /* the same */
void *peer_data(const struct peer *p); /* the station's; NULL at first */
void peer_set_data(struct peer *p, void *data);

/*
 * Takes nothing more of this peer but what is urgent, until it is let go:
 * while a request of it is under way that the next may build on.
 */
void peer_hold(struct peer *p, bool on);

/* Replies to request `id`. Documents are taken over. */
void peer_entries(struct peer *p, int64_t id, json_t *entries);
void peer_answer(struct peer *p, int64_t id, json_t *answer);

/* The same with an answer that is one line of JSON text already. */
void peer_answer_text(struct peer *p, int64_t id, const char *answer);

void peer_part(struct peer *p, int64_t id, json_t *part);

/*
 * How far the work for the request is, {step, done, total}, for who asked in
 * the hello to be told and has read what came before. Borrowed.
 */
void peer_progress(struct peer *p, int64_t id, const json_t *progress);

/* The same by name: "entries", "answer", "part" or "refusal", as a child of
 * the station said it. All but a part end the request. */
void peer_reply(struct peer *p, int64_t id, const char *key, json_t *value);
void peer_refuse(struct peer *p, int64_t id, const struct err *err);

/* Any document as one line; taken over. For jobs to the relay. */
void peer_send(struct peer *p, json_t *doc);

/*
 * Bytes the peer has not read yet. Who streams parts goes on only while this
 * is small (see `drained`): one more line beyond LINK_UNREAD_MAX drops.
 */
size_t peer_unread(const struct peer *p);

/* Ends the connection at the end of this round, once written. */
void peer_drop(struct peer *p);

#endif

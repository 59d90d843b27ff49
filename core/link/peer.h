/*
 * The fields of struct peer: one connection as the server keeps it. Only
 * server.c and peer.c include this.
 */
#ifndef CRIER_LINK_PEER_H
#define CRIER_LINK_PEER_H

#include "link/conn.h"
#include "link/server.h"
#include "crier/refusal.h"

enum { CHANGES_MAX = 1024, CHANGES_WHAT = 16, CHANGES_KEY = 128 };

struct peer_change {
	char what[CHANGES_WHAT];
	char key[CHANGES_KEY]; /* "" is all of this kind */
	int64_t seq;
};

struct peer {
	struct conn conn;
	enum peer_from from;
	uid_t uid;
	pid_t pid; /* who connected; -1 unknown */
	enum lang lang; /* of refusals, and what to mend them with: */
	enum refusal_hand hand;
	void *data; /* the station's */
	int64_t born; /* CLOCK_BOOTTIME ms */
	int open; /* requests handed over and not yet answered */
	int strikes; /* unreadable lines so far */
	bool greeted;
	bool progress; /* wants to be told how far long work is */
	bool watching;
	bool held; /* nothing is taken of it but what is urgent */
	bool dropped; /* closed at the end of the round */
	bool told; /* something was queued since the last `drained` */
	struct peer_change *changes; /* not yet written */
	size_t change_count;
};

/* Takes over fd. */
struct peer *peer_new(int fd, enum peer_from from, int64_t now);
void peer_free(struct peer *p);

/* A refusal that answers no request of known id. */
void peer_refuse_plain(struct peer *p, const struct err *err);

/* Refuses a line heavier than this, unread; false if it may be read. */
bool peer_refuse_heavy(
	struct peer *p, const char *line, size_t len, size_t heaviest);

/* Notes a change; does nothing for who does not watch. */
void
peer_changed(struct peer *p, const char *what, const char *key, int64_t seq);

/* Writes what can be written; changes when nothing else waits. */
void peer_flush(struct peer *p);

#endif

/*
 * What is the office's own: folders, servers of files, mail. The performers of
 * core/net are the real ones; what lies below them (the calls of the system,
 * the parts of WebDAV, libcurl) is the hostile world's, and fails at the
 * operation that a fate names. They are done within the call, so that the
 * relay's death in their middle is an operation after which nothing follows.
 */
#ifndef CRIER_TESTS_RELAY_HOSTILE_OWN_H
#define CRIER_TESTS_RELAY_HOSTILE_OWN_H

#include "tests/relay/hostile/fate.h"
#include "wire/connector.h"

/* One request while it is performed, and the files of its server. */
struct hostile_own {
	struct hostile_world *w;
	const struct hostile_fate *fate; /* NULL: all goes well */
	struct hostile_case *by; /* NULL: of no delivery */
	int account, seen; /* operations of the fate's name so far */
	bool dead; /* nothing more is done */
	int64_t took; /* ms */
	struct wire_response answer;
	struct buf body;
};

void hostile_own_start(struct hostile_world *w, struct wire_request *q,
	uint64_t tag, const struct flight *f);

/* Removes what stood on disks and servers. */
void hostile_own_clear(void);

/* The folder of an account: made when it is asked for. */
const char *hostile_folder(void);

/* ---- for the layers below the performers ---- */

/* The request that is being performed. */
struct hostile_own *hostile_own(void);

/* Its fate, if it is at this operation; then whether that is done is `does`. */
const struct hostile_fate *hostile_strikes(const char *op);

/* Files of a server by their whole path; NULL: none. */
const char *hostile_tree_get(const char *path);
void hostile_tree_put(const char *path, const char *data, size_t len);
void hostile_tree_remove(const char *path);
bool hostile_tree_move(const char *from, const char *to);

/* Each performs q and fills the request's answer, took and body. */
void hostile_disk_perform(const struct wire_request *q);
void hostile_dav_perform(struct wire_request *q);
void hostile_sftp_perform_one(struct wire_request *q);
void hostile_mail_perform_one(struct wire_request *q);

/* A letter is in the box of each of them. */
void hostile_deliver(const char *const *to, size_t count);

/* What a reader finds in the folder; the caller's, NULL: nothing. */
char *hostile_disk_get(const char *path);

#endif

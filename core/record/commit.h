/*
 * One commit of the record as bytes: who, when, the trailers that tie it to
 * the ledger, the signature. The same parts give the same bytes.
 */
#ifndef CRIER_RECORD_COMMIT_H
#define CRIER_RECORD_COMMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/sshsig.h"
#include "crier/id.h"
#include "record/git.h"

struct commit_who {
	const char *name; /* made fit for git: < > and controls go */
	const char *id; /* becomes id@crier.invalid */
};

struct commit_parts {
	git_oid tree;
	git_oid parent;
	bool has_parent;
	struct commit_who author, committer;
	int64_t time; /* UTC milliseconds */
	int zone; /* minutes east */
	const char *text; /* the whole message, ends in a newline */
};

/* The signed commit object. */
void commit_format(struct buf *out, const struct commit_parts *parts,
	const struct sshsig_key *key);

/* What the message's last paragraph says. */
struct commit_trailers {
	int64_t first, last; /* entries */
	char ledger[HASH_HEX];
	char act[ACT_ID];
};

/* The message of one act. */
void commit_message(
	struct buf *out, const char *summary, const struct commit_trailers *t);

/* A commit object read back; everything borrowed from the bytes. */
struct commit_view {
	git_oid tree;
	git_oid parent;
	bool has_parent, many_parents;
	int64_t time; /* committer's, UTC milliseconds */
	const char *signature; /* armour with git's indentation, or NULL */
	size_t signature_len;
	const char *text; /* message */
	size_t text_len;
};

/* False if these are not the bytes of a commit. */
bool commit_parse(struct commit_view *out, const char *data, size_t len);

/* False if the message has not our trailers. */
bool commit_trailers(struct commit_trailers *out, const struct commit_view *v);

/*
 * The signature over the commit, checked against allowed signers: errors as
 * sshsig_verify; ERR_INVALID too if there is none.
 */
enum err_code
commit_verify(char principal[SSHSIG_NAME], const char *data, size_t len,
	const struct commit_view *v, const char *allowed, struct err *err);

#endif

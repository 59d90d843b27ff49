/*
 * Copies commits from one repository into a pack: of each commit what its
 * parent had not, each folder as a delta to the same folder one commit
 * earlier. Used to repack, to push and to adopt.
 */
#ifndef CRIER_RECORD_EMIT_H
#define CRIER_RECORD_EMIT_H

#include "crier/progress.h"
#include "record/git.h"
#include "record/oids.h"
#include "record/pack.h"
#include "record/packs.h"

struct emit {
	git_odb *from;
	struct pack *pack;
	/*
	 * Leave out what is not in here, or NULL. With `part` the number at
	 * an id says which of these holds it, and at which position: there it
	 * is read, because among hundreds of packs libgit2 looks in one after
	 * the other, and from there it is copied.
	 */
	const struct oids *only; /* id -> part << 32 | position */
	const struct packed *part;
	const struct oids *sent; /* leave out these too, or NULL */
	/*
	 * The packs of `from`, or NULL: read in them too, and copied if what
	 * was read proves the copy.
	 */
	const struct packs *packs;
	struct git_trees *trees;
};

/* Reads an object by the shortest way. */
enum err_code emit_read(git_odb_object **out, const struct emit *e,
	const git_oid *id, git_object_t type, struct err *err);

/* The commit, and what its tree has more than its first parent's. */
enum err_code
emit_commit(const struct emit *e, const git_oid *commit, struct err *err);

/* Any one object. */
enum err_code
emit_object(const struct emit *e, const git_oid *id, struct err *err);

/* What becomes of each pack of some thousand commits. */
struct emit_sink {
	enum err_code (*store)(void *ctx, struct pack *p, struct err *err);
	void *ctx;
	/* Ids of what was stored, to be kept for another tip; NULL: none. */
	struct oids *sent;
	const struct progress *progress; /* or NULL */
};

/* Everything from `tip` that `have` (may be NULL) does not reach. */
enum err_code emit_history(const struct emit_sink *sink, git_repository *from,
	const git_oid *tip, const git_oid *have, struct err *err);

/*
 * Everything from `tip` that `have` (may be NULL) does not reach goes from
 * one repository to the other, in packs of some thousand commits. Moves no
 * branch.
 */
enum err_code
emit_transfer(git_repository *to, git_repository *from, const git_oid *tip,
	const git_oid *have, const struct progress *progress, struct err *err);

#endif

/*
 * Copies commits from one repository into a pack: of each commit what its
 * parent had not, each folder as a delta to the same folder one commit
 * earlier. Used to repack, to push and to adopt.
 */
#ifndef CRIER_RECORD_EMIT_H
#define CRIER_RECORD_EMIT_H

#include "record/git.h"
#include "record/oids.h"
#include "record/pack.h"

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

/*
 * Everything from `tip` that `have` (may be NULL) does not reach goes from
 * one repository to the other, in packs of some thousand commits. Moves no
 * branch.
 */
enum err_code emit_transfer(git_repository *to, git_repository *from,
	const git_oid *tip, const git_oid *have, struct err *err);

#endif

/*
 * The record's tree in memory: folders read from the repository when first
 * touched, changed files put in a pack at once, folders when the commit is
 * made. Only what a commit changes is computed again.
 */
#ifndef CRIER_RECORD_TREE_H
#define CRIER_RECORD_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "record/git.h"
#include "record/pack.h"

struct tree;

/* Borrows the odb, which must outlive it. */
struct tree *tree_new(git_odb *odb);
void tree_free(struct tree *t);

/* Starts at a tree of the repository; NULL is the empty tree. */
void tree_reset(struct tree *t, const git_oid *root);

/*
 * Writes a file. `keep`: its bytes stay in memory, so that tree_get finds
 * them before the pack is stored.
 */
enum err_code tree_put(struct tree *t, struct pack *p, const char *path,
	const void *data, size_t len, bool keep, struct err *err);

/* Adds the file's bytes to out. ERR_NOT_FOUND if it is not there. */
enum err_code
tree_get(struct buf *out, struct tree *t, const char *path, struct err *err);

/* Puts every changed folder in the pack; *root is the tree's id. */
void tree_write(git_oid *root, struct tree *t, struct pack *p);

/* Frees the nodes in memory once there are many. Called between packs. */
void tree_trim(struct tree *t);

#endif

/*
 * What every part of this folder needs of libgit2: the options it must run
 * with, its errors as ours, and the raw objects. The record builds and reads
 * trees as bytes, since it knows which one came before.
 */
#ifndef CRIER_RECORD_GIT_H
#define CRIER_RECORD_GIT_H

#include <git2/config.h>
#include <git2/errors.h>
#include <git2/global.h>
#include <git2/graph.h>
#include <git2/indexer.h>
#include <git2/object.h>
#include <git2/odb.h>
#include <git2/odb_backend.h>
#include <git2/oid.h>
#include <git2/refs.h>
#include <git2/remote.h>
#include <git2/repository.h>
#include <git2/revwalk.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "crier/refusal.h"

#define GIT_BRANCH "refs/heads/main"

enum { GIT_MODE_FOLDER = 040000, GIT_MODE_LINK = 0120000 };

/* libgit2's last error as ours; code ERR_IO unless the caller knows better. */
enum err_code git_fault(struct err *err, enum err_code code,
	enum refusal refusal, const char *where);

/* Starts libgit2 as this folder uses it; every git_open does. */
void git_ready(void);

enum err_code git_open(git_repository **out, const char *path, struct err *err);
/* An empty bare repository with branch main; one that exists stays as is. */
enum err_code git_make(const char *path, struct err *err);

/* Takes away the branch's lock that a killed writer left: for whom alone may
 * write there. */
void git_unlock(const char *path);

/*
 * The commit the repository stands at: its HEAD, or main if HEAD names
 * nothing. False if there is none yet.
 */
bool git_tip(git_oid *out, git_repository *repo);

/*
 * Of a record: its branch main, wherever HEAD was moved; HEAD in a clone that
 * has no such branch.
 */
bool git_main_tip(git_oid *out, git_repository *repo);

/* Reads an object of a type; ERR_CORRUPT names it when it is not there. */
enum err_code git_read(git_odb_object **out, git_odb *odb, const git_oid *id,
	git_object_t type, struct err *err);

/*
 * Trees read lately: walking a history, each is read as new, then as the one
 * before. All zero is empty.
 */
enum { GIT_TREES = 64 };
struct git_trees {
	git_odb_object *raw[GIT_TREES];
};
/* As git_read; the caller frees *out as from there. */
enum err_code git_trees_read(git_odb_object **out, struct git_trees *t,
	git_odb *odb, const git_oid *id, struct err *err);
void git_trees_release(struct git_trees *t);

/* Walks the bytes of a tree object. */
struct git_items {
	const unsigned char *at;
	size_t left;
};
struct git_item {
	unsigned mode;
	const char *name; /* ends in NUL */
	git_oid id;
};
void git_items_init(struct git_items *it, const void *data, size_t len);
/* 1 with an item, 0 at the end, -1 if these are not the bytes of a tree. */
int git_items_next(struct git_item *out, struct git_items *it);
/* The order of names in a tree: folders as if they ended in a slash. */
int git_item_order(const char *a, bool a_folder, const char *b, bool b_folder);

/*
 * Two trees side by side: moves `it` over the older tree up to the item of
 * the same name and kind as `item`; false if there is none. *held starts
 * false and stays with `it`.
 */
bool git_items_twin(struct git_item *out, struct git_items *it, bool *held,
	const struct git_item *item);

/* The item at a path below a tree; ERR_NOT_FOUND if there is none. */
enum err_code git_find(struct git_item *out, git_odb *odb, const git_oid *tree,
	const char *path, struct err *err);

#endif

/*
 * The fields of struct record, shared by the files of the writing side.
 */
#ifndef CRIER_RECORD_INTERNAL_H
#define CRIER_RECORD_INTERNAL_H

#include "record/git.h"
#include "record/pack.h"
#include "record/project.h"
#include "record/record.h"
#include "record/tree.h"

struct record {
	char *path;
	struct sshsig_key key;
	git_repository *repo;
	git_odb *odb;
	bool has_tip;
	git_oid tip; /* head commit */
	git_oid root; /* its tree */
	struct record_head head;
	bool met; /* the source was seen to agree with the head */
	struct tree *tree;
	struct pack pack;
	struct project project;
	enum err_code io_rc; /* first fault inside a projection */
	struct err io_err;
};

/* A batch on its way: what the record becomes when it is stored. */
struct batch {
	git_oid tip, root;
	bool has_tip;
	struct record_head head;
	int64_t seq; /* last entry taken */
	char hash[HASH_HEX]; /* and its hash */
	int acts, max;
};

/* What a commit's trailers say, and its tree. */
enum err_code record_load_head(struct record_head *out, git_oid *root,
	git_odb *odb, const git_oid *tip, struct err *err);

/*
 * Opens (if it is not) and closes the repository behind a record: after
 * repacking, so that no handle of a deleted pack stays.
 */
enum err_code record_attach(struct record *r, struct err *err);
void record_detach(struct record *r);

#endif

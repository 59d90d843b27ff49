/*
 * The fields of struct clone, shared by reading and verifying.
 */
#ifndef CRIER_RECORD_CLONE_INSIDE_H
#define CRIER_RECORD_CLONE_INSIDE_H

#include "record/clone.h"
#include "record/git.h"

enum { CLONE_HUNDRED = 100 };

struct clone {
	char *path;
	git_repository *repo;
	git_odb *odb;
	git_oid tip; /* head commit */
	git_oid root; /* its tree */
	struct record_head head;
};

/* One folder of entries: the blobs of a hundred numbers. */
struct clone_page {
	int64_t hundred; /* seq / 100, or -1 */
	bool there[CLONE_HUNDRED];
	git_oid id[CLONE_HUNDRED];
};

/* The blob of an entry; ERR_CORRUPT if it is missing. The page is a cache. */
enum err_code clone_locate(git_oid *out, const struct clone *c,
	struct clone_page *page, int64_t seq, struct err *err);

/*
 * An entry's line: the blob less its newline. *raw is the caller's to free
 * with git_odb_object_free.
 */
enum err_code
clone_line(git_odb_object **raw, size_t *len, const struct clone *c,
	const git_oid *blob, int64_t seq, struct err *err);

#endif

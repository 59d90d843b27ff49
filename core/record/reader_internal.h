/*
 * The fields of struct record_reader, shared by reading and verifying.
 */
#ifndef CRIER_RECORD_READER_INTERNAL_H
#define CRIER_RECORD_READER_INTERNAL_H

#include "record/record_reader.h"
#include "record/git.h"

enum { READER_HUNDRED = 100 };

struct record_reader {
	char *path;
	git_repository *repo;
	git_odb *odb;
	git_oid tip; /* head commit */
	git_oid root; /* its tree */
	struct record_head head;
	const struct progress *progress; /* of walks, or NULL */
	enum progress_step step;
};

/* One folder of entries: the blobs of a hundred numbers. */
struct record_page {
	int64_t hundred; /* seq / 100, or -1 */
	bool there[READER_HUNDRED];
	git_oid id[READER_HUNDRED];
};

/* The blob of an entry; ERR_CORRUPT if it is missing. The page is a cache. */
enum err_code record_reader_locate(git_oid *out, const struct record_reader *c,
	struct record_page *page, int64_t seq, struct err *err);

/*
 * An entry's line: the blob less its newline. *raw is the caller's to free
 * with git_odb_object_free.
 */
enum err_code record_reader_line(git_odb_object **raw, size_t *len,
	const struct record_reader *c, const git_oid *blob, int64_t seq,
	struct err *err);

#endif

/*
 * The playbook library: a bare git repository of playbook folders and rules.
 * An incident pins the commit it was opened at, so every commit ever accepted
 * stays readable. The head only moves forward: an older head, though rightly
 * signed, is refused. Parsing the files is the domain's.
 */
#ifndef CRIER_RECORD_LIBRARY_H
#define CRIER_RECORD_LIBRARY_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "record/record.h"

enum {
	LIBRARY_FILES = 1000, /* most files at one commit */
	LIBRARY_PLAYBOOK = 2 << 20, /* most bytes under one top folder */
	LIBRARY_IMPORT = 64 << 20 /* most bytes of a bundle */
};

struct library_blob {
	char *path; /* "rainstorm/playbook.yaml": relative, with slashes */
	char *data; /* len bytes, then a NUL */
	size_t len;
};

struct library_blobs {
	struct library_blob *blob; /* sorted by path, bytewise */
	size_t count;
	char commit[RECORD_COMMIT]; /* what they were read at, or "" */
};

void library_blobs_release(struct library_blobs *f);

/*
 * Reads a folder of the disk. Hidden files are left out; links, over-long or
 * over-many files are ERR_INVALID or ERR_TOO_LARGE and named.
 */
enum err_code library_read_folder(
	struct library_blobs *out, const char *folder, struct err *err);

/*
 * Makes the library at path with one commit of these files, signed by the
 * station at `time` (UTC ms). ERR_CONFLICT if there is one already.
 */
enum err_code library_init(const char *path, const struct library_blobs *files,
	const char *unit, const struct sshsig_key *key, int64_t time, int zone,
	struct err *err);

/* The accepted head. ERR_NOT_FOUND if there is no library. */
enum err_code
library_head(char commit[RECORD_COMMIT], const char *path, struct err *err);

/* The files at a commit; "" means the head. */
enum err_code library_read(struct library_blobs *out, const char *path,
	const char *commit, struct err *err);

/*
 * Brings the record's branch `library` up to the library's head, so that a
 * clone of the record holds every playbook an incident was opened at; and
 * makes a library anew from such a clone. ERR_NOT_FOUND if it holds none.
 */
enum err_code
library_mirror(const char *record, const char *library, struct err *err);
enum err_code
library_restore(const char *library, const char *clone, struct err *err);

/* What a station that was killed left there: the head's lock. The station's
 * own lock lets one write. */
void library_sweep(const char *path);

/* Moves the head to a commit that quarantine_take brought, forward only. */
enum err_code
library_accept(const char *path, const char *commit, struct err *err);

#endif

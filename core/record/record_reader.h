/*
 * Reading a record: the station's own or a clone of it, bare or not, packed
 * or not, without any database. Trusts nothing it reads. Reading is of the
 * state at the moment of opening; a station may go on writing meanwhile.
 */
#ifndef CRIER_RECORD_RECORD_READER_H
#define CRIER_RECORD_RECORD_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crier/progress.h"
#include "record/record.h"

struct record_reader;

/* ERR_NOT_FOUND if there is no repository, or it holds no commit. */
enum err_code record_reader_open(
	struct record_reader **out, const char *path, struct err *err);
void record_reader_close(struct record_reader *c);

/* Whom the walks below tell how far they are, as this step; NULL: nobody. */
void record_reader_tell(struct record_reader *c, const struct progress *p,
	enum progress_step step);

/* Where it stands, from the head commit's trailers (not yet verified). */
void record_reader_head(struct record_head *out, const struct record_reader *c);

/*
 * Whether the head commit is signed by one of the allowed signers (the text
 * of such a file): what a writer asks before it builds on a record.
 * ERR_CORRUPT or ERR_DENIED if not.
 */
enum err_code record_reader_check_head(
	struct record_reader *c, const char *signers, struct err *err);

/*
 * Called for each entry with its seq and canonical line (no newline; borrowed
 * for the call). Anything but ERR_OK ends the walk and is handed on.
 */
typedef enum err_code (*record_line_fn)(
	void *ctx, int64_t seq, const char *line, size_t len, struct err *err);

/*
 * All entries from `first` to `last` (0: the last there is) in order.
 * ERR_CORRUPT names the first that is missing.
 */
enum err_code record_reader_each(struct record_reader *c, int64_t first,
	int64_t last, record_line_fn fn, void *ctx, struct err *err);

/* The entries of one incident in order. ERR_NOT_FOUND if it is not there. */
enum err_code record_reader_each_of(struct record_reader *c,
	const char *incident, record_line_fn fn, void *ctx, struct err *err);

/* How many those are, by the names in its lists; 0 if it is not there. */
enum err_code record_reader_count_of(int64_t *out, struct record_reader *c,
	const char *incident, struct err *err);

struct record_check {
	const char *signers; /* text of an allowed-signers file, or NULL */
	bool every_signature; /* else only the head's */
	const char *expect; /* 16 to 64 hex digits of a head code, or NULL */
	bool history; /* also walk all commits; else entries and head only */
	const struct progress *progress; /* or NULL */
};

struct record_report {
	int64_t entries; /* checked, all good */
	int64_t commits;
	int64_t signatures; /* checked, all good */
	bool origin; /* the head is signed by an allowed signer */
	char signer[SSHSIG_NAME]; /* who that is */
	int64_t expect_seq; /* entry whose hash the expected code names */
	struct record_head head;
};

/*
 * Checks that no ref, graft or setting shows another record than the one that
 * is read (place.h), the chain of entries from the first to the head, that the head
 * commit states exactly that chain's end, the head's signature (with
 * signers), and with `history` that every commit descends from the one
 * before, adds exactly the entries its trailers name and changes none. The
 * expected code may be the hash of any entry in the chain or the id of any
 * commit: what an old receipt names must still be there. ERR_CORRUPT (or
 * ERR_DENIED for a signer who is not allowed) with `where` and `what` naming
 * the first bad thing; the report then holds what was good until there.
 * Without signers report->origin is false: consistent with itself, origin
 * not proven. ERR_UNAVAILABLE for a copy from which git left something out:
 * that is no verdict.
 */
enum err_code
record_verify(struct record_report *report, struct record_reader *c,
	const struct record_check *check, struct err *err);

#endif

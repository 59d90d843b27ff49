/*
 * The git record: a bare repository with one signed commit for each act,
 * computed from the ledger's entries and from nothing else, so that the same
 * entries give the same commit ids. This is the writing side;
 * record_reader.h reads and verifies. One writer at a time: the station's
 * record thread. A struct record belongs to one thread.
 */
#ifndef CRIER_RECORD_RECORD_H
#define CRIER_RECORD_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/sshsig.h"
#include "crier/progress.h"

enum {
	/* what station.init and station.started name: scripts.c */
	RECORD_FORMAT = 2,
	RECORD_BATCH = 200, /* most acts in one batch */
	RECORD_COMMIT = 41 /* a commit id in hex, with its NUL */
};

struct record;

/* Where the record stands. All zero and "" while it holds nothing. */
struct record_head {
	int64_t seq; /* last entry it covers */
	int64_t time; /* that act's time, UTC milliseconds cut to seconds */
	char ledger[HASH_HEX]; /* that entry's hash: the ledger's head */
	char commit[RECORD_COMMIT];
};

/*
 * Where entries come from. The record never sees the database: the station
 * gives these two functions over its own read-only connection.
 */
struct record_source {
	void *ctx;
	/* Makes the next call of `next` give the entry `seq` (from 1). */
	enum err_code (*seek)(void *ctx, int64_t seq, struct err *err);
	/*
	 * The next canonical line without newline, in seq order; borrowed
	 * until the next call. *line is NULL behind the last one.
	 */
	enum err_code (*next)(
		void *ctx, const char **line, size_t *len, struct err *err);
};

/* Makes an empty bare repository at path, branch main. Twice is no harm. */
enum err_code record_init(const char *path, struct err *err);

/*
 * Opens for writing. The key signs every commit and is copied. ERR_CORRUPT if
 * the head is no commit of ours.
 */
enum err_code record_open(struct record **out, const char *path,
	const struct sshsig_key *key, struct err *err);
void record_close(struct record *r);

void record_head(struct record_head *out, const struct record *r);

/*
 * One batch: up to max_acts (at most RECORD_BATCH) of the acts behind the
 * head become commits, one pack, one move of the branch. *acts says how many;
 * 0 means the record is level with the source. Killed at any point, the next
 * call makes the same commits. ERR_CORRUPT, with nothing written, if the
 * source and the record disagree about an entry that both have, or the source
 * breaks its chain.
 */
enum err_code record_catch_up(int *acts, struct record *r,
	const struct record_source *source, int max_acts, struct err *err);

/*
 * How many packs there are that may still be joined: over about 20 it is time
 * to repack. Big ones do not count, else a long history would be repacked at
 * every turn.
 */
int record_packs(const struct record *r);

/*
 * Joins small packs into one of at most some 30 MB, so that their number
 * stays small; call it again until *joined is 0 to join all. To be called when
 * idle, never while a release is armed or running. `stop` (may be NULL) is
 * asked every few milliseconds; once it says true the work is dropped without
 * harm. *joined: packs joined.
 */
enum err_code record_repack(int *joined, struct record *r,
	bool (*stop)(void *ctx), void *ctx, struct err *err);

/*
 * Gives the branch to another repository: a path (a bare repository; an
 * empty or missing folder becomes one) or a URL that libgit2 can reach.
 * Never forces: ERR_CONFLICT if the other side has commits that are not ours.
 * ERR_UNAVAILABLE if it cannot be reached. *pushed (may be NULL) is what the
 * remote now has. Opens its own handle, so any thread or process may call it.
 * `way` (may be NULL) has what an ssh host is shown and must show.
 * A push that ends early leaves no pack there; *made (may be NULL) says that a
 * repository was made at the path: where the push fails, all of it is the
 * caller's to take away.
 */
struct record_way {
	const char *key; /* file of our private key */
	const char *pins; /* SHA256:… of the host's keys, commas between them */
};

enum err_code record_push(struct record_head *pushed, bool *made,
	const char *path, const char *remote, const struct record_way *way,
	const struct progress *progress, struct err *err);

enum { RECORD_TIPS = 160 };

/* What stands there to be pushed: the record's head and its library's. "" if
 * there is nothing, or it cannot be read. */
void record_tips(char out[RECORD_TIPS], const char *path);

/*
 * For rebuilding: makes a new record at path with all commits of a clone
 * (bare or not), unchanged. ERR_CONFLICT if path already holds a record.
 */
enum err_code record_adopt(const char *path, const char *clone,
	const struct progress *progress, struct err *err);

/*
 * The station's key file: `create` draws a seed, writes `path` (0600, never
 * over an existing file) and `path`.pub; `load` reads it back and refuses a
 * file that others can read.
 */
enum err_code
record_key_create(struct sshsig_key *key, const char *path, struct err *err);
enum err_code
record_key_load(struct sshsig_key *key, const char *path, struct err *err);

#endif

/*
 * What a station has of others' letters: for each sender and mode how far its
 * volume was taken, and the name of every letter, by its place. Fed from the
 * ledger's entries in their order; asked when a letter is judged. Bounds of what
 * is taken of one sender stand here too. Pure.
 */
#ifndef CRIER_LETTER_DESK_H
#define CRIER_LETTER_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "letter/judge.h"

enum {
	DESK_HOUR = 600, /* letters of one sender taken in an hour */
	DESK_DAY = 64 * 1024 * 1024, /* bytes of it taken in a day */
	/* beside them, for its halts alone: whatever else it wrote, it can stop
	 * what it ordered */
	DESK_HALTS = 100, /* in an hour */
	DESK_HALTS_DAY = 4 * 1024 * 1024 /* bytes in a day */
};

struct desk;

struct desk *desk_new(void);
void desk_free(struct desk *d); /* NULL is allowed */

/* A letter that moved its volume, when that was, and how long it is. */
struct desk_letter {
	const char *from;
	bool drill;
	int64_t vol, seq;
	const char *hash;
	int64_t at; /* UTC milliseconds, by our clock */
	int64_t bytes;
	bool halt; /* that is obeyed */
};
void desk_add(struct desk *d, const struct desk_letter *one);

/* A fork was seen: nothing more of this volume. */
void desk_fork(struct desk *d, const char *from, bool drill);
/* The sender's key was confirmed anew: both its volumes may go on. */
void desk_anew(struct desk *d, const char *from);

/* A halt was obeyed while it waited: not a second time, when it comes again. It
 * counts as one that was taken, and in its place as any other letter. */
void desk_halt(struct desk *d, const struct desk_letter *one);
bool desk_halted(const struct desk *d, const char *hash);

/* How far a sender's volume was taken; nothing yet is all zero. */
struct letter_volume
desk_volume(const struct desk *d, const char *from, bool drill);

/*
 * For letter_bench: looks up the letters of one sender and mode. The view must
 * live as long as the memory is used.
 */
struct desk_view {
	const struct desk *desk;
	const char *from;
	bool drill;
};
struct letter_memory desk_memory(struct desk_view *view);

/* May this one be taken too (its sender, time, bytes and whether it is a halt
 * count)? The rest waits and is named. */
enum err_code desk_admits(
	const struct desk *d, const struct desk_letter *one, struct err *err);

size_t desk_count(const struct desk *d);

#endif

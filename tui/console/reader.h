/*
 * What a terminal sends, read by its grammar: characters and the time at
 * which they came go in, keys and pastes come out. Answers and sequences that
 * are no keys are swallowed to their end, also when they come in pieces, so
 * that no part of them is taken for a key or a text. Pure: the time is an
 * argument, in milliseconds of any clock that does not go back.
 */
#ifndef CRIER_TUI_READER_H
#define CRIER_TUI_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "tui/console/input.h"

enum {
	READER_QUEUE = 512, /* characters taken in at a time */
	READER_ALONE_MS = 20 /* what comes sooner after another came with it */
};

enum reader_state {
	READER_GROUND,
	READER_ESCAPE, /* ESC came */
	READER_META, /* ESC ESC came */
	READER_LATE, /* ESC was told as a key; its rest may still come */
	READER_CSI, /* ESC [ */
	READER_SS3, /* ESC O */
	READER_CONSOLE, /* ESC [ [, function keys of the Linux console */
	READER_MOUSE, /* ESC [ M, three characters follow */
	READER_OSC, /* ESC ], to BEL or ESC \ */
	READER_STRING, /* DCS, SOS, PM, APC, to ESC \ */
	READER_STRING_ESCAPE, /* ESC within one of the two */
	READER_PASTE, /* ESC [ 200 ~, to ESC [ 201 ~ */
	READER_STATES
};

struct reader {
	uint32_t queue[READER_QUEUE];
	size_t at, len; /* of the queue */
	int64_t fed; /* when the queue came */
	int64_t last; /* when the last character read came */
	int64_t before; /* and the last one before what is under way */
	int64_t quiet; /* when nothing was there, last */
	enum reader_state state;
	bool asked; /* the terminal was asked where its cursor is */
	bool cut; /* the queue's last character has a part behind it */
	bool crowded; /* the input under way came close behind another */
	bool plain; /* the sequence has nothing but one number */
	bool meta; /* it began with two ESC */
	int number; /* the last number, 0 if none */
	int marks; /* how many signs stand in it that are no digits */
	int row; /* the number before it, where the cursor's place is told */
	int left; /* characters of a mouse report */
	uint32_t late; /* began a sequence without its ESC, nothing followed */
	size_t ended; /* characters of a paste's end that came */
	bool too_long; /* it is, and nothing of it will be told */
	struct buf paste;
};

void reader_init(struct reader *r);
void reader_release(struct reader *r);

/* Takes in what came at `now`; the queue must be empty, see reader_next. */
void
reader_feed(struct reader *r, const uint32_t *chars, size_t count, int64_t now);

/*
 * The terminal was asked for its cursor's place: its answer is an input of its
 * own, once, and what comes beside it did not come together with a key.
 * Until it comes, or for as long as it is asked for, an ESC is
 * waited for longer: a slow line may split the answer behind it.
 */
void reader_ask(struct reader *r, bool asked);

/*
 * What is still in the queue is the answer to that, whole or begun, and
 * nothing else.
 */
bool reader_has_answer(const struct reader *r);

/* With what was fed last came the beginning of another character. */
void reader_cut(struct reader *r);

/*
 * The next input. False: the queue is empty and nothing is due. A paste is
 * borrowed until the next call. To call it with an empty queue says that
 * nothing had come up to `now`. `burst` says that other characters came
 * together with the input, or that it is not known that nothing came for
 * READER_ALONE_MS before it: a program that was busy reads late what came
 * early.
 */
bool reader_next(struct reader *r, int64_t now, struct input *out);

/* Milliseconds until reader_next has something by itself; -1: never. */
int reader_wait(const struct reader *r, int64_t now);

#endif

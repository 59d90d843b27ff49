/*
 * Long work says how far it is, and hears whether it is to end: one type for
 * all of it, from the loop that does the work to the line that a person sees
 * (link/long_work.h) or the frame that tells it across the socket.
 */
#ifndef CRIER_PROGRESS_H
#define CRIER_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/lang.h"

enum progress_step {
#define X(id, ...) PROGRESS_##id,
#include "crier/progress.def"
#undef X
	PROGRESS_STEPS
};

struct progress {
	/*
	 * `done` of `total`; a total of 0 is one that nobody knows. True: end
	 * it and leave everything as it was.
	 */
	bool (*tell)(void *ctx, enum progress_step step, int64_t done,
		int64_t total);
	void *ctx;
};

/*
 * Tells it where somebody hears (NULL: nobody). ERR_REFUSED, a refusal
 * "stopped", where the work is to end. May be called for every entry or
 * commit: who hears decides how often it is worth a line.
 */
enum err_code progress_tell(const struct progress *p, enum progress_step step,
	int64_t done, int64_t total, struct err *err);

/* The word that stands for a step across the socket, and back; a word of a
 * newer station is PROGRESS_STATION. */
const char *progress_word(enum progress_step step);
enum progress_step progress_parse(const char *word);

/*
 * What a person reads of it: the step, how much of how much, and how long the
 * rest of this step takes as it went until now (`ms`), once that is a basis.
 */
enum { PROGRESS_LINE = 160 };
void progress_line(char out[PROGRESS_LINE], enum progress_step step,
	int64_t done, int64_t total, int64_t ms, enum lang lang);

#endif

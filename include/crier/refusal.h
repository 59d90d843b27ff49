/*
 * Why the station says no. A refusal is a row with a stable word, and for
 * both languages what is wrong and how to mend it; {0} to {3} stand for the
 * arguments. `refuse` fills an err with the English text and keeps the
 * arguments, so that the other language can be formed where the reader is.
 */
#ifndef CRIER_REFUSAL_H
#define CRIER_REFUSAL_H

#include <stddef.h>

#include "base/err.h"
#include "base/lang.h"

enum refusal {
#define X(id, word, code, en, zh, en_remedy, zh_remedy) id,
#include "crier/refusal.def"
#undef X
	REFUSAL_COUNT
};

/* At most ERR_ARGS arguments, NULL after the last. Returns the row's code. */
enum err_code refuse(struct err *err, enum refusal refusal, const char *where,
	...) __attribute__((sentinel));

/*
 * The text of err in a language, into what and remedy. An err that is not of
 * the table, or was read from another process and has lost its arguments,
 * keeps its own text.
 */
void refusal_format(char *what, size_t what_size, char *remedy,
	size_t remedy_size, const struct err *err, enum lang lang);

/* The table row's word, such as "changed-since-you-looked". */
const char *refusal_word(enum refusal refusal);

#endif

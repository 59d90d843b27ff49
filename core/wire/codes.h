/*
 * Platforms that answer 200 to everything and say in the body, by a number,
 * what became of the request. What a number means is a row; a number without
 * a row is an unknown, never a success and never a refusal.
 */
#ifndef CRIER_WIRE_CODES_H
#define CRIER_WIRE_CODES_H

#include "wire/answer.h"

enum { CODES_WORDS = 256 };

struct code_row {
	int64_t code;
	const char *words; /* only where its words hold this; NULL: always */
	enum outcome outcome;
	enum reason reason;
	int wait_s; /* before anything is tried again, 0: as usual */
	int64_t to; /* the last code of a range; 0: this one alone */
};

#define CODES_END                                                              \
	{                                                                      \
		0, NULL, OUTCOME_UNKNOWN, REASON_SAYS_NO, 0, 0                 \
	}

/* What the body says. */
struct code {
	bool known; /* there is a whole document with a number in it */
	bool typed; /* and it is called JSON, as a success must be */
	int64_t number;
	char words[CODES_WORDS]; /* "310000 sign not match", printable */
	json_t *doc; /* the caller's to release; NULL if there is none */
};

/*
 * Reads `number` (an integer, or the same as a text) and `words` at the top of
 * the document. A gateway before the platform may call it anything, so the type
 * is told and not asked for.
 */
void code_read(struct code *out, const struct wire_response *answer,
	const char *number, const char *words);
void code_release(struct code *c);

/* Is there a row for it? */
bool code_has_row(const struct code_row *rows, const struct code *c);

/*
 * Settles a code that is not the success's. The rows end with CODES_END, which
 * is also what holds for a code that has none.
 */
void code_settle(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer,
	const struct code *c, const struct code_row *rows);

#endif

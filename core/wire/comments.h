/*
 * What the public has written on an account, as its platform lists it
 * (STEP_HEAR). As hostile as any list (feed.h): at most COMMENTS_MAX rows, each
 * bounded and printable, and what could not be read is said.
 */
#ifndef CRIER_WIRE_COMMENTS_H
#define CRIER_WIRE_COMMENTS_H

#include "wire/connector.h"

enum {
	COMMENTS_MAX = 40,
	COMMENT_TEXT = 2000 /* bytes of one that are handed on */
};

struct comment_seen {
	const json_t *id, *thread, *url; /* as the platform gave them */
	int64_t at; /* by the platform's own word, UTC ms; 0: it does not say */
	const char *who, *text; /* plain */
};

/*
 * Into the judgment: `comments` {rows: [{remote, thread?, url?, at?, who?, text,
 * cut?}], more?, unread?, astray?}. `more`: older ones are not in the list;
 * `unread`: so many had no usable id; `astray`: a date lies in the future.
 */
void comments_add(struct wire_judgment *out, const struct wire_job *job,
	const struct comment_seen *seen);

/* Adds what is to be added of one; what is our own is left out. */
typedef void comments_take(struct wire_judgment *out,
	const struct wire_job *job, const json_t *item);
void comments_judge(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *answer, comments_take *take);

/* How many are asked for: fewer, once an answer was too long to be read. */
int comments_wanted(const struct wire_job *job);

#endif

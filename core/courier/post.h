/*
 * The courier's end of its connection with the station: one question at a
 * time, answered before the next. Without a question the station says one
 * thing only, that a letter lies ready.
 */
#ifndef CRIER_COURIER_POST_H
#define CRIER_COURIER_POST_H

#include <jansson.h>
#include <stdbool.h>

#include "link/conn.h"

struct post {
	struct conn conn;
	int64_t id; /* of the last question */
	bool woken; /* since the last wait */
	bool gone; /* nothing more is said or heard */
};

/* Takes over fd and greets, with our public key; false: refused or gone. */
bool post_begin(struct post *p, int fd, const char *key);
void post_end(struct post *p);

/* Is a question with these fields no longer than a line? What stands in them
 * may be of strangers, who choose what needs escapes. */
bool post_fits(const json_t *fields);

/* `fields` is taken over. NULL: refused, or gone. */
json_t *post_ask(struct post *p, const char *question, json_t *fields);

/* Until a letter lies ready, the station is gone, or this time is over. */
void post_wait(struct post *p, int ms);

#endif

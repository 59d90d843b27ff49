/*
 * A finding's mark, how much it weighs, and what officers said about it: the
 * same words and signs for command line and console.
 */
#ifndef CRIER_TUI_WAIVERS_H
#define CRIER_TUI_WAIVERS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/lang.h"
#include "tui/pages/theme.h"

/* How a finding is shown wherever it is. */
struct waivers_look {
	const char *severity; /* as the station says it */
	const char *mark; /* "!!" blocks, "!" asks, "-" is a notice, "=" off */
	const char *word; /* to be translated with _() */
	enum style style;
	bool block; /* it stops the message */
};

/* Of a finding of message.preview or message.review, or what submit found. */
const struct waivers_look *waivers_look(const json_t *finding);

/* "!! L-31"; the mark alone where no rule of the library found it. */
void waivers_mark(char *out, size_t size, const json_t *finding);

/* "!! L-31 blocks: a first notice that names a cause" */
void
waivers_head(char *out, size_t size, const json_t *finding, enum lang lang);

/*
 * "SUSPENDED by a and b: why", "reason by a: …", "suspension proposed by a",
 * of a finding of message.preview or a row of what submit found; "" if
 * nothing was said.
 */
void waivers_words(char *out, size_t size, const json_t *finding);

/* Two officers have suspended its rule: it stops nothing. */
bool waivers_suspended(const json_t *finding);

#endif

/*
 * Lists on one line, for people: what does not fit is left out, and a text is
 * cut where a character ends.
 */
#ifndef CRIER_TUI_SAY_LIST_H
#define CRIER_TUI_SAY_LIST_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/lang.h"

/*
 * `text` behind what stands in `out`, with `between` before all but the first.
 * False if it was cut: then nothing more fits.
 */
bool say_add(char *out, size_t size, const char *between, const char *text);

/* Words of an array, each said by `say` (NULL: as it is). */
void say_words(char *out, size_t size, const json_t *words, const char *between,
	const char *(*say)(const char *word, enum lang lang), enum lang lang);

/* One of them, behind what stands in `out`; a contractor with whoever employs
 * them. False if it was cut. */
bool say_person(char *out, size_t size, const json_t *person, enum lang lang);

/* "李法制 0000-1004, …": names with telephone numbers; "" if there are none. */
void say_people(char *out, size_t size, const json_t *people, enum lang lang);

#endif

/*
 * What is typed to fire: "live-2026-0123 12 4731". The incident's word, the
 * number of accounts, and a code that is new for every dialog and stands
 * nowhere else: no clipboard holds it. Speed cannot tell a paste from a
 * person, since a slow line delivers a person's keys all at once.
 */
#ifndef CRIER_TUI_PHRASE_H
#define CRIER_TUI_PHRASE_H

#include <stdbool.h>

enum { PHRASE = 64 };

/* `chance` is any number that nobody can know before. */
void phrase_format(
	char out[PHRASE], const char *word, int accounts, unsigned chance);

/*
 * Is it what was typed? Full-width letters, digits and blanks, which an input
 * method gives, are their narrow twins; blanks more than needed do not count.
 */
bool phrase_is(const char *phrase, const char *typed);

#endif

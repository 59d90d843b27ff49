/*
 * What a change of a library is called, and whether it asks for less. Part of
 * comparing two libraries (library_diff.h); not for others.
 */
#ifndef CRIER_DOMAIN_LIBRARY_LIBRARY_DIFF_WORDS_H
#define CRIER_DOMAIN_LIBRARY_LIBRARY_DIFF_WORDS_H

#include <jansson.h>
#include <stdbool.h>

enum diff_way { DIFF_NEW, DIFF_GONE, DIFF_CHANGED };

/* "rule-off": for a key of a file. */
const char *diff_word(const char *file, const char *key, enum diff_way way);

/* Until when a row holds. */
bool diff_is_end(const char *key);

/* Words for people, in both languages: no map of keys. */
bool diff_is_said(const char *file, const char *key);

/* A file that is compared with nothing where there was none: a row in it may
 * ask for less than its absence. */
bool diff_is_compared(const char *file);

/*
 * Does it ask for less? What is not known to ask for as much does. `finding`
 * are the lists in which a word more finds more. NULL values are absent ones.
 */
bool diff_is_less(const char *file, const char *key, const json_t *was,
	const json_t *now, const json_t *finding);

#endif

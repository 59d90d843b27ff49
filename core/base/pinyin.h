/*
 * Finding Chinese text by what is typed without an input method: the initials
 * of its characters, their readings, or some of each, as "qhz", "qinghezhen"
 * and "qinghz" find 青河镇. A character with several readings is found by any.
 * Letters and digits find themselves; capitals do not matter. Words with a
 * blank between them are each looked for.
 */
#ifndef CRIER_BASE_PINYIN_H
#define CRIER_BASE_PINYIN_H

#include <stdbool.h>
#include <stddef.h>

enum { PINYIN_TYPED = 60 }; /* most bytes of what is typed */

struct pinyin {
	char typed[PINYIN_TYPED + 1]; /* in small letters, words apart by ' ' */
};

/* False: it is longer than can be looked for, or empty; then it finds nothing
 * here and is to be looked for as it stands. */
bool pinyin_init(struct pinyin *p, const char *typed);

/* Does the text hold all words that were typed? */
bool pinyin_finds(const struct pinyin *p, const char *text, size_t len);

#endif

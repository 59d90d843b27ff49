/*
 * Looking a word up in a table of them.
 */
#ifndef CRIER_WORDS_WORDS_H
#define CRIER_WORDS_WORDS_H

#include "crier/message.h"

/* The number of the row with that word; -1 if none has it. */
int words_find(const struct word_row *rows, int count, const char *word);

#endif

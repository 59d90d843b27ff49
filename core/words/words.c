/*
 * Looking a word up in a table of them.
 */
#include "words/words.h"

#include <string.h>

int
words_find(const struct word_row *rows, int count, const char *word)
{
	for (int i = 0; i < count; i++)
		if (strcmp(rows[i].word, word) == 0)
			return i;
	return -1;
}

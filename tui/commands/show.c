/*
 * Lists of words on one line.
 */
#include "tui/commands/show.h"

#include <stdio.h>

void
show_join(char *out, size_t size, const json_t *list,
	const char *(*say)(const char *word, enum lang lang), enum lang lang)
{
	const json_t *item;
	size_t i, n = 0;

	out[0] = '\0';
	json_array_foreach(list, i, item)
	{
		const char *word = json_string_value(item);
		int add;

		if (word == NULL)
			continue;
		add = snprintf(out + n, size - n, "%s%s", n ? ", " : "",
			say ? say(word, lang) : word);
		if (add < 0 || (size_t)add >= size - n)
			return;
		n += (size_t)add;
	}
}

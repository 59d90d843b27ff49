/* Finds the level of a response in a text. */
#include "lint/level_said.h"

#include <stdbool.h>
#include <string.h>

#include "crier/level.h"

int
level_said_at(size_t *end, const char *text, size_t at)
{
	static const struct {
		const char *word;
		int level;
	} rows[] = { { "iv", LEVEL_IV }, { "iii", LEVEL_III },
		{ "ii", LEVEL_II }, { "i", LEVEL_I }, { "一", LEVEL_I },
		{ "二", LEVEL_II }, { "三", LEVEL_III }, { "四", LEVEL_IV },
		{ "1", LEVEL_I }, { "2", LEVEL_II }, { "3", LEVEL_III },
		{ "4", LEVEL_IV } };
	bool english = strncmp(text + at, "level ", 6) == 0;
	const char *p = text + at + (english ? 6 : 0);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t n = strlen(rows[i].word);
		const char *q = p + n;

		if (strncmp(p, rows[i].word, n) != 0)
			continue;
		if (!english &&
			(strncmp(q, "级", 3) != 0 ||
				(strncmp(q + 3, "响应", 6) != 0 &&
					strncmp(q + 3, "应急", 6) != 0)))
			return LEVEL_NONE;
		if (english && *q >= 'a' && *q <= 'z')
			return LEVEL_NONE;
		*end = (size_t)(q - text) + (english ? 0 : 3);
		return rows[i].level;
	}
	return LEVEL_NONE;
}

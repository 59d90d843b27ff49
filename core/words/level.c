/*
 * The words of levels and classes.
 */
#include "crier/level.h"

#include <assert.h>
#include <string.h>

#include "words/words.h"

static const char *const level_words[] = { "", "I", "II", "III", "IV" };
static_assert(sizeof(level_words) / sizeof(level_words[0]) == LEVEL_COUNT,
	"a word for each level");

static const struct word_row class_rows[] = {
	[CLASS_NATURAL] = { "natural", BOTH("natural disaster", "自然灾害") },
	[CLASS_ACCIDENT] = { "accident", BOTH("accident", "事故灾难") },
	[CLASS_HEALTH] = { "health", BOTH("public health", "公共卫生事件") },
	[CLASS_SOCIAL] = { "social", BOTH("social safety", "社会安全事件") },
	[CLASS_META] = { "meta", BOTH("information incident", "信息事件") },
};
static_assert(sizeof(class_rows) / sizeof(class_rows[0]) == CLASS_COUNT,
	"a row for each class");

int
level_parse(const char *word)
{
	for (int i = LEVEL_I; i < LEVEL_COUNT; i++)
		if (strcmp(level_words[i], word) == 0)
			return i;
	return LEVEL_NONE;
}

const char *
level_word(int level)
{
	assert(level >= 0 && level < LEVEL_COUNT);
	return level_words[level];
}

const struct word_row *
class_row(enum incident_class c)
{
	assert(c < CLASS_COUNT);
	return &class_rows[c];
}

bool
class_parse(enum incident_class *out, const char *word)
{
	int n = words_find(class_rows, CLASS_COUNT, word);

	if (n >= 0)
		*out = (enum incident_class)n;
	return n >= 0;
}

/*
 * Language words.
 */
#include "base/lang.h"

#include <string.h>

const char *
lang_word(enum lang lang)
{
	return lang == LANG_ZH ? "zh" : "en";
}

enum lang
lang_parse(const char *text)
{
	return strncmp(text, "zh", 2) == 0 ? LANG_ZH : LANG_EN;
}

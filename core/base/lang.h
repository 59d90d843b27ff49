/*
 * The two languages of texts that live in tables: a row that speaks to people
 * holds both. The console's own words go through gettext instead.
 */
#ifndef CRIER_BASE_LANG_H
#define CRIER_BASE_LANG_H

enum lang { LANG_EN, LANG_ZH, LANG_COUNT };

struct both {
	const char *in[LANG_COUNT]; /* [LANG_EN], [LANG_ZH]; never NULL */
};

#define BOTH(en, zh)                                                           \
	{                                                                      \
		{                                                              \
			en, zh                                                 \
		}                                                              \
	}

/* "en" or "zh". */
const char *lang_word(enum lang lang);

/* zh, zh_CN.UTF-8, zh-Hans … give LANG_ZH; everything else LANG_EN. */
enum lang lang_parse(const char *text);

#endif

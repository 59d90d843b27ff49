/*
 * The console's and the command line's own words, through gettext: English in
 * the code, Chinese in po/zh_CN.po. Texts that live in tables of both
 * languages (states, roles, refusals) are picked by the same `enum lang`.
 */
#ifndef CRIER_TUI_I18N_H
#define CRIER_TUI_I18N_H

#include <libintl.h>
#include <stdbool.h>

#include "base/lang.h"

#define _(text) gettext(text)
#define N_(text) text /* marked for xgettext, translated where it is shown */
#define say_n(one, many, n) ngettext(one, many, (unsigned long)(n))

/*
 * Sets locale and catalogue; falls back to C.UTF-8 where the host lacks the
 * locale that ssh sent. `lang` is "zh", "en" or empty: then LC_ALL,
 * LC_MESSAGES or LANG decide. Returns the language in use.
 */
enum lang i18n_init(const char *lang);

/* What the environment names as locale of a category ("LC_CTYPE"), "" nothing:
 * LC_ALL before the category before LANG. */
const char *i18n_locale(const char *category);

/* Whether the command line or the environment names a language at all. */
bool i18n_is_chosen(const char *lang);

/* Changes the language of gettext while running. */
void i18n_use(enum lang lang);
/* The one in use: what tables carry in both is said in it. */
enum lang i18n_lang(void);

#endif

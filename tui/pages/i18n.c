/*
 * Language by LANGUAGE, because it needs no locale installed on the host; the
 * counter is glibc's published way to make gettext look again.
 */
#include "tui/pages/i18n.h"

#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fixed.h"

extern int _nl_msg_cat_cntr;

/* ../share/locale beside the running program: built or installed alike. */
static void
bind_catalogue(void)
{
	char path[PATH_MAX + 32];
	ssize_t n = readlink("/proc/self/exe", path, PATH_MAX);
	char *slash;

	if (n <= 0)
		return;
	path[n] = '\0';
	for (int up = 0; up < 2; up++) {
		slash = strrchr(path, '/');
		if (slash == NULL)
			return;
		*slash = '\0';
	}
	n = (ssize_t)strlen(path);
	fixed_set(path + n, sizeof(path) - (size_t)n, "/share/locale");
	(void)bindtextdomain("crier", path);
	(void)bind_textdomain_codeset("crier", "UTF-8");
	(void)textdomain("crier");
}

const char *
i18n_locale(const char *category)
{
	const char *const names[] = { "LC_ALL", category, "LANG" };
	const char *value;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		value = getenv(names[i]);
		if (value && *value)
			return value;
	}
	return "";
}

static const char *
wanted(void)
{
	return i18n_locale("LC_MESSAGES");
}

bool
i18n_is_chosen(const char *lang)
{
	return (lang && *lang) || *wanted();
}

enum lang
i18n_init(const char *lang)
{
	enum lang use = lang_parse(lang && *lang ? lang : wanted());

	if (setlocale(LC_ALL, "") == NULL ||
		strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		(void)setlocale(LC_ALL, "C.UTF-8");
	/* plain "C" switches gettext off whatever LANGUAGE says */
	if (strcmp(setlocale(LC_MESSAGES, NULL), "C") == 0)
		(void)setlocale(LC_MESSAGES, "C.UTF-8");
	bind_catalogue();
	i18n_use(use);
	return use;
}

enum lang
i18n_lang(void)
{
	const char *set = getenv("LANGUAGE");

	return set && strcmp(set, "zh_CN") == 0 ? LANG_ZH : LANG_EN;
}

void
i18n_use(enum lang lang)
{
	(void)setenv("LANGUAGE", lang == LANG_ZH ? "zh_CN" : "en", 1);
	++_nl_msg_cat_cntr;
}

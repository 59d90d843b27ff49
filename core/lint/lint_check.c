/*
 * The table of checks, by name.
 */
#include "lint/lint_check.h"

#include <stdio.h>
#include <string.h>

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

static const struct {
	const char *name;
	lint_check *check;
} checks[] = {
	{ "bank-card", check_card },
	{ "mobile", check_mobile },
	{ "resident-id", check_resident },
	{ "secrecy-mark", check_secrecy },
};

lint_check *
lint_check_named(const char *name)
{
	for (size_t i = 0; i < COUNT(checks); i++)
		if (strcmp(checks[i].name, name) == 0)
			return checks[i].check;
	return NULL;
}

void
lint_check_names(char *out, size_t size)
{
	size_t at = 0;
	*out = '\0';
	for (size_t i = 0; i < COUNT(checks) && at < size; i++)
		at += (size_t)snprintf(out + at, size - at, "%s%s",
			i ? ", " : "", checks[i].name);
}

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
	{ "baseline", check_baseline },
	{ "bank-card", check_card },
	{ "mobile", check_mobile },
	{ "resident-id", check_resident },
	{ "secrecy-mark", check_secrecy },
	{ "deaths-found", check_found },
	{ "duplicate", check_duplicate },
	{ "figure-falls", check_falls },
	{ "figure-numbers", check_numbers },
	{ "figure-rough", check_rough_numbers },
	{ "figure-turns", check_turns },
	{ "figure-verified", check_verified },
	{ "injured-sum", check_injured },
	{ "level", check_level },
	{ "lines", check_lines },
	{ "promise", check_promise },
	{ "promise-far", check_promise_far },
	{ "promised", check_promised },
	{ "times", check_times },
	{ "unknown", check_unknown },
	{ "variants", check_variants },
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

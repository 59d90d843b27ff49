/*
 * What an account's options say of it: rows of the rules that hold only for
 * some, and whether it is for alarms.
 */
#include "domain/office/account.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"

bool
account_has(const struct account *a, const char *const *when, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *mark = strchr(when[i], '=');
		char name[WORD_ID];

		fixed_format(name, sizeof(name), "%.*s", (int)(mark - when[i]),
			when[i]);
		if (strcmp(doc_str(a->options, name), mark + 1) != 0)
			return false;
	}
	return true;
}

bool
account_is_alarm(const struct account *a)
{
	return strcmp(doc_str(a->options, "alarm"), "yes") == 0;
}

/*
 * The allowed signers: each line `principals [options] type base64 [comment]`.
 */
#include "base/signers.h"

#include <fnmatch.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"

static char *
skip_blank(char *s)
{
	return s + strspn(s, " \t");
}

/* Ends the word at *s, which may hold quoted blanks, and moves behind it. */
static char *
word(char **s)
{
	char *at = skip_blank(*s), *p = at;
	bool quoted = false;

	for (; *p != '\0' && (quoted || (*p != ' ' && *p != '\t')); p++)
		if (*p == '"')
			quoted = !quoted;
	*s = p;
	if (*p != '\0') {
		*p = '\0';
		*s = p + 1;
	}
	return at;
}

/* The namespace against a comma separated list of patterns. */
static bool
space_allowed(char *list, const char *space)
{
	char *save = NULL;

	for (char *p = strtok_r(list, ",", &save); p != NULL;
		p = strtok_r(NULL, ",", &save))
		if (fnmatch(p, space, 0) == 0)
			return true;
	return false;
}

/* YYYYMMDD[HHMM[SS]][Z] in UTC. */
static bool
parse_stamp(int64_t *out, const char *s)
{
	char text[24];
	size_t n = strspn(s, "0123456789");

	if ((n != 8 && n != 12 && n != 14) || (s[n] != '\0' && s[n] != 'Z'))
		return false;
	fixed_format(text, sizeof(text), "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s", s,
		s + 4, s + 6, n > 8 ? s + 8 : "00", n > 8 ? s + 10 : "00",
		n > 12 ? s + 12 : "00");
	return instant_parse(out, text, 0);
}

static bool
option_allows(char *option, const char *space, int64_t at)
{
	char *value = strchr(option, '=');
	size_t len;
	int64_t stamp;

	if (value == NULL) /* cert-authority, or a word we do not know */
		return false;
	*value++ = '\0';
	len = strlen(value);
	if (len < 2 || value[0] != '"' || value[len - 1] != '"')
		return false;
	value[len - 1] = '\0';
	value++;
	if (strcasecmp(option, "namespaces") == 0)
		return space_allowed(value, space);
	if (strcasecmp(option, "valid-after") == 0)
		return parse_stamp(&stamp, value) && at >= stamp;
	if (strcasecmp(option, "valid-before") == 0)
		return parse_stamp(&stamp, value) && at < stamp;
	return false;
}

/* Every option of a comma separated list must allow it. */
static bool
options_allow(char *list, const char *space, int64_t at)
{
	bool quoted = false;
	char *start = list;

	for (char *p = list;; p++) {
		bool end = *p == '\0';

		if (*p == '"')
			quoted = !quoted;
		if (!end && (*p != ',' || quoted))
			continue;
		*p = '\0';
		if (!option_allows(start, space, at))
			return false;
		if (end)
			return !quoted;
		start = p + 1;
	}
}

static bool
line_allows(
	char *line, char **who, const char *key, const char *space, int64_t at)
{
	size_t type = strcspn(key, " ");
	char *next;

	*who = word(&line);
	if (**who == '\0' || **who == '#' || key[type] == '\0')
		return false;
	next = word(&line);
	if (strlen(next) != type || strncmp(next, key, type) != 0) {
		if (!options_allow(next, space, at))
			return false;
		next = word(&line);
	}
	return strlen(next) == type && strncmp(next, key, type) == 0 &&
		strcmp(word(&line), key + type + 1) == 0;
}

bool
signers_find(char principal[SSHSIG_NAME], const char *allowed, const char *key,
	const char *space, long long at)
{
	bool found = false;

	while (!found && *allowed != '\0') {
		size_t len = strcspn(allowed, "\r\n");
		char *line = mem_strndup(allowed, len), *who;

		if (line_allows(line, &who, key, space, at)) {
			who[strcspn(who, ",")] = '\0';
			found = fixed_try(principal, SSHSIG_NAME, who);
		}
		free(line);
		allowed += len;
		allowed += *allowed != '\0';
	}
	return found;
}

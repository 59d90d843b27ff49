/*
 * Paths from ids and numbers.
 */
#include "record/paths.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fixed.h"
#include "base/hash.h"

enum { NUMBER_DIGITS = 9 };

/* Behind what is in `out` already. */
static void
add_entry(char out[PATH_ROOM], int64_t seq)
{
	size_t n = strlen(out);

	fixed_format(out + n, PATH_ROOM - n,
		"entries/%02lld/%02lld/%02lld.json", (long long)(seq / 10000),
		(long long)(seq / 100 % 100), (long long)(seq % 100));
}

void
path_entry(char out[PATH_ROOM], int64_t seq)
{
	out[0] = '\0';
	add_entry(out, seq);
}

/* Reads digits: between min and NUMBER_DIGITS of them, all of `len`. */
static bool
paths_number(long *out, const char *s, size_t len, size_t min)
{
	*out = 0;
	if (len < min || len > NUMBER_DIGITS)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		*out = *out * 10 + (s[i] - '0');
	}
	return true;
}

/* [D]YYYY-NNNN of `len` bytes. */
static bool
incident_folder(char out[PATH_ROOM], const char *id, size_t len)
{
	bool drill = len > 0 && id[0] == 'D';
	size_t at = drill ? 1 : 0;
	long year, n;

	if (len < at + 6 || id[at + 4] != '-' ||
		!paths_number(&year, id + at, 4, 4) ||
		!paths_number(&n, id + at + 5, len - at - 5, 4))
		return false;
	fixed_format(out, PATH_ROOM, "incidents/%04ld/%s%02ld/%.*s", year,
		drill ? "D" : "", n / 100, (int)len, id);
	return true;
}

bool
path_incident(char out[PATH_ROOM], const char *incident)
{
	return incident_folder(out, incident, strlen(incident));
}

bool
path_incident_entry(char out[PATH_ROOM], const char *incident, int64_t seq)
{
	size_t n;

	if (!path_incident(out, incident))
		return false;
	n = strlen(out);
	out[n] = '/';
	out[n + 1] = '\0';
	add_entry(out, seq);
	return true;
}

bool
path_message(char out[PATH_ROOM], const char *message)
{
	size_t len = strcspn(message, "/"), n, digits;
	long number_of;

	if (message[len] != '/' || !incident_folder(out, message, len))
		return false;
	digits = strcspn(message + len + 1, ":");
	if (!paths_number(&number_of, message + len + 1, digits, 1))
		return false;
	n = strlen(out);
	fixed_format(out + n, PATH_ROOM - n, "/messages/%02ld/%ld",
		number_of / 100, number_of);
	return true;
}

void
path_name(char *out, size_t size, const char *text)
{
	size_t n = 0;

	if (*text == '\0' || *text == '.')
		out[n++] = '_';
	for (; *text != '\0' && n + 4 < size; text++) {
		unsigned char c = (unsigned char)*text;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') || c == '-' || c == '_' ||
			c == '.')
			out[n++] = (char)c;
		else
			n += (size_t)snprintf(out + n, size - n, "%%%02X", c);
	}
	out[n] = '\0';
}

void
path_officer(char out[PATH_ROOM], const char *officer)
{
	char name[128];

	path_name(name, sizeof(name), officer);
	fixed_format(out, PATH_ROOM, "station/officers/%s.json", name);
}

void
path_account(char out[PATH_ROOM], const char *account)
{
	char name[128], hex[HASH_HEX];

	/* a register may hold a thousand accounts: sixteen folders */
	hash_hex(hex, account, strlen(account));
	path_name(name, sizeof(name), account);
	fixed_format(
		out, PATH_ROOM, "station/accounts/%c/%s.json", hex[0], name);
}

void
path_partner(char out[PATH_ROOM], const char *partner)
{
	char name[128];

	path_name(name, sizeof(name), partner);
	fixed_format(out, PATH_ROOM, "station/partners/%s.json", name);
}

/* A hundred a folder: what was there once stays for good. */
void
path_impostor(char out[PATH_ROOM], const char *impostor)
{
	char name[128];

	path_name(name, sizeof(name), impostor);
	fixed_format(out, PATH_ROOM, "station/impostors/%04ld/%s.json",
		strtol(*impostor ? impostor + 1 : "", NULL, 10) / 100, name);
}

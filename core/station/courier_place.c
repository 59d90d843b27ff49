/*
 * Which exchange the courier goes to, and how often.
 */
#include <string.h>

#include "station/courier_link_internal.h"

enum {
	EVERY_SECONDS = 60,
	EVERY_JOINT = 10 /* while a joint incident is open */
};

/* A demo's letters stay on this machine. */
static bool
is_of_this_machine(const char *url)
{
	static const char *const names[] = { "127.0.0.1", "localhost",
		"[::1]" };
	const char *host = strstr(url, "://"), *at;

	if (url[0] == '/')
		return true;
	host = host ? host + 3 : "";
	at = strchr(host, '@');
	host = at ? at + 1 : host;
	for (size_t n = 0; n < 3; n++) {
		size_t len = strlen(names[n]);

		if (strncmp(host, names[n], len) == 0 &&
			strchr(":/", host[len]) != NULL)
			return true;
	}
	return false;
}

const char *
courier_address(const struct station *st)
{
	const char *url = st->office.card.exchange;

	if (st->office.card.id[0] == '\0' ||
		(st->office.demo && !is_of_this_machine(url)) ||
		(!st->office.demo && url[0] == '/'))
		return "";
	return url;
}

int
courier_every(const struct station *st)
{
	for (size_t n = 0; n < st->joints.joint_count; n++)
		if (st->joints.joints[n].state == JOINT_JOINED)
			return EVERY_JOINT;
	return EVERY_SECONDS;
}

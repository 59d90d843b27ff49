/*
 * The host of a web address.
 */
#include "base/host.h"

#include <string.h>
#include <strings.h>

#include "base/ascii.h"

const char *
host_of_url(size_t *len, const char *url)
{
	const char *host = strstr(url, "://"), *end, *user;

	if (host == NULL)
		return NULL;
	host += 3;
	end = host + strcspn(host, "/?#");
	user = memrchr(host, '@', (size_t)(end - host));
	if (user != NULL)
		host = user + 1;
	*len = strcspn(host, *host == '[' ? "]" : ":");
	*len += *host == '[';
	if (*len > (size_t)(end - host))
		*len = (size_t)(end - host);
	return host;
}

static bool
host_is(const char *host, size_t len, const char *name)
{
	return len == strlen(name) && strncasecmp(host, name, len) == 0;
}

bool
host_is_local(const char *host, size_t len)
{
	int dots = 0;

	if (host_is(host, len, "localhost") || host_is(host, len, "[::1]"))
		return true;
	if (len < 4 || strncmp(host, "127.", 4) != 0)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (host[i] != '.' && !ascii_is_digit(host[i]))
			return false;
		dots += host[i] == '.';
	}
	return dots == 3;
}

bool
host_of_url_is_local(const char *url)
{
	size_t len;
	const char *host = host_of_url(&len, url);

	return host != NULL && host_is_local(host, len);
}

/*
 * A chained hash table of hosts. It only grows: an office has as many hosts
 * as it has accounts.
 */
#include "net/http_host.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { NAME_MAX_LEN = 300 };

static size_t
host_name(char name[NAME_MAX_LEN], const char *url)
{
	const char *s = strstr(url, "://");
	size_t n, i;

	s = s ? s + 3 : url;
	n = strcspn(s, "/?#");
	if (n >= NAME_MAX_LEN)
		n = NAME_MAX_LEN - 1;
	for (i = 0; i < n; i++)
		name[i] = (char)tolower((unsigned char)s[i]);
	name[n] = '\0';
	return n;
}

static uint32_t
hash_of(const char *s)
{
	uint32_t h = 2166136261u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}

struct http_host *
http_hosts_find(struct http_hosts *h, const char *url)
{
	char name[NAME_MAX_LEN];
	size_t len = host_name(name, url);
	uint32_t hash = hash_of(name);
	struct http_host **at = &h->bucket[hash % HOST_BUCKETS];
	struct http_host *host;

	for (host = *at; host; host = host->next)
		if (host->hash == hash && strcmp(host->name, name) == 0)
			return host;
	host = mem_new(sizeof(*host) + len + 1);
	host->hash = hash;
	memcpy(host->name, name, len + 1);
	host->next = *at;
	*at = host;
	return host;
}

/* A new connection shows nothing where there was none to use again. */
void
http_host_learn(struct http_host *host, const struct http_shown *shown)
{
	bool lost = shown->connected ? shown->spare
				     : shown->sent && !shown->answered;

	if (lost) {
		host->keeps = false;
		host->open = 0;
	} else if (!shown->connected && shown->answered) {
		host->keeps = true;
	}
	if (shown->connected && shown->answered)
		host->open++;
}

void
http_hosts_release(struct http_hosts *h)
{
	for (size_t i = 0; i < HOST_BUCKETS; i++) {
		while (h->bucket[i]) {
			struct http_host *host = h->bucket[i];

			h->bucket[i] = host->next;
			free(host);
		}
	}
}

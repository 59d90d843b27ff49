/*
 * How many connections a host and port has now, against a cap: what is
 * running, and what is held for the relay; and whether it keeps connections.
 * Private to core/net.
 */
#ifndef CRIER_NET_HTTP_HOST_H
#define CRIER_NET_HTTP_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct http_host {
	struct http_host *next;
	uint32_t hash;
	int busy, held;
	int open; /* connections that should still be there, used or not */
	bool keeps; /* the last answers came over connections used before */
	char name[]; /* lower case, with its port if it was given */
};

enum { HOST_BUCKETS = 1024 };

struct http_hosts {
	struct http_host *bucket[HOST_BUCKETS];
};

/*
 * What a request has shown. `spare`: when it was started a used connection
 * should have been free for it; `connected`: a new one was opened; `answered`
 * whole, `sent` in part at least.
 */
struct http_shown {
	bool spare, connected, answered, sent;
};

void http_host_learn(struct http_host *host, const struct http_shown *shown);

/* The host of an address; made when it is new. Stays until release. */
struct http_host *http_hosts_find(struct http_hosts *h, const char *url);
void http_hosts_release(struct http_hosts *h);

#endif

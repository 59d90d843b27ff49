/*
 * How many connections a host and port has now, against a cap: what is
 * running, and what is held for the relay. Private to core/net.
 */
#ifndef CRIER_NET_HTTP_HOST_H
#define CRIER_NET_HTTP_HOST_H

#include <stddef.h>
#include <stdint.h>

struct http_host {
	struct http_host *next;
	uint32_t hash;
	int busy, held;
	char name[]; /* lower case, with its port if it was given */
};

enum { HOST_BUCKETS = 1024 };

struct http_hosts {
	struct http_host *bucket[HOST_BUCKETS];
};

/* The host of an address; made when it is new. Stays until release. */
struct http_host *http_hosts_find(struct http_hosts *h, const char *url);
void http_hosts_release(struct http_hosts *h);

#endif

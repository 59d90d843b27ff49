/*
 * How many connections a host and port has now, against a cap: what is
 * running, and what is held for the relay. Private to core/net.
 */
#ifndef CRIER_NET_HOST_H
#define CRIER_NET_HOST_H

#include <stddef.h>
#include <stdint.h>

struct host {
	struct host *next;
	uint32_t hash;
	int busy, held;
	char name[]; /* lower case, with its port if it was given */
};

enum { HOST_BUCKETS = 1024 };

struct hosts {
	struct host *bucket[HOST_BUCKETS];
};

/* The host of an address; made when it is new. Stays until release. */
struct host *hosts_find(struct hosts *h, const char *url);
void hosts_release(struct hosts *h);

#endif

/*
 * The door of a demo's relay. The relay itself may open no socket
 * (sandbox_demo): a small process that was forked from it before it read its
 * key opens them for it, to loopback addresses alone, and hands them over. It
 * holds no text and no credential and can do nothing else (sandbox_door), and
 * what it opens is bound to the loopback interface by the kernel.
 */
#ifndef CRIER_RELAY_DOOR_H
#define CRIER_RELAY_DOOR_H

#include <pthread.h>
#include <stdbool.h>
#include <sys/socket.h>

#include "base/err.h"

struct door {
	int fd; /* to the process that opens */
	bool gone; /* it did not answer: nothing can be opened any more */
	pthread_mutex_t lock; /* one question at a time: net/crew has threads */
};

/*
 * Forks the process; it ends when `out` is closed. Call it with nothing in
 * memory or among the descriptors that it should not have.
 */
enum err_code door_start(struct door *out, struct err *err);
void door_close(struct door *d);

/*
 * A socket connected to the address, or being connected, not blocking; the
 * caller's. ERR_DENIED: the address is not on this machine.
 */
enum err_code
door_dial(int *out, void *door, const struct sockaddr *address, socklen_t len);

#endif

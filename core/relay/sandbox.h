/*
 * What a relay gives up for good, once it has what it needs. The kernel
 * enforces it (seccomp), so that a fault in what parses a platform's answer,
 * or in a drill's own code, cannot reach further.
 */
#ifndef CRIER_RELAY_SANDBOX_H
#define CRIER_RELAY_SANDBOX_H

#include "base/err.h"

/*
 * A drill's relay: only what its loop uses is allowed; every other call, and
 * with them every way to a network, a file or a program, fails with EPERM.
 */
enum err_code sandbox_drill(struct err *err);

/*
 * The actual relay keeps network and files; programs, other processes'
 * memory, kernel modules, mounts and raw sockets are gone.
 */
enum err_code sandbox_actual(struct err *err);

/*
 * A demo's actual relay has no way of its own to another machine, nor to
 * another program of this one: it opens no socket, connects none and sends to
 * no address. It uses what its door (door.h) hands it.
 */
enum err_code sandbox_demo(struct err *err);

/* The door: stream sockets of the internet, and its answers, nothing else. */
enum err_code sandbox_door(struct err *err);

#endif

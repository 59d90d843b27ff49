/*
 * What a program that meets strangers' bytes gives up for good, and what its
 * children give up before they read any: the kernel enforces it (seccomp), so
 * that a fault in what parses them cannot start a program, reach another
 * process or, unless its job is that, another machine. The relay, which needs
 * less, has a list of its own (core/relay/sandbox.c).
 */
#ifndef CRIER_LINK_CONFINE_H
#define CRIER_LINK_CONFINE_H

#include <stdbool.h>

#include "base/err.h"

/* Of a program: what none of ours has a use for (never.h). */
enum err_code confine_program(struct err *err);

/* Of its child: processes and signals too, and without `network` sockets. */
enum err_code confine_child(bool network, struct err *err);

#endif

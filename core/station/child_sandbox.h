/*
 * What a child gives up for good before it reads anything: the kernel
 * enforces it (seccomp), so that a fault in what parses strangers' bytes
 * cannot start a program, reach another process or, unless its job is that,
 * another machine.
 */
#ifndef CRIER_STATION_CHILD_SANDBOX_H
#define CRIER_STATION_CHILD_SANDBOX_H

#include <stdbool.h>

#include "base/err.h"

enum err_code child_sandbox(bool network, struct err *err);

#endif

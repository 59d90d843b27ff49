/*
 * What was refused must not come to lie in a file after all: the memory of a
 * program that dies holds what officers typed and credentials before they are
 * sealed. Each program asks for this before it does anything else.
 */
#ifndef CRIER_LINK_NODUMP_H
#define CRIER_LINK_NODUMP_H

#include <stdbool.h>

/* No core file, no debugger of the same user. False with errno. */
bool nodump(void);

#endif

/*
 * No core dumps: the memory of a program that dies holds what officers typed
 * (also what the leak gate refused) and credentials before they are sealed.
 * Each program calls this before it does anything else.
 */
#ifndef CRIER_LINK_NODUMP_H
#define CRIER_LINK_NODUMP_H

#include <stdbool.h>

/* No core file, no debugger of the same user. False with errno. */
bool nodump(void);

#endif

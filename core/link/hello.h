/*
 * The greeting of a client: the first line that it sends.
 */
#ifndef CRIER_LINK_HELLO_H
#define CRIER_LINK_HELLO_H

#include <jansson.h>
#include <stdbool.h>

#include "base/lang.h"

/* {"hello": …}, with what sshd told of the login; new reference. */
json_t *
hello_make(enum lang lang, const char *as, const char *via, bool progress);

#endif

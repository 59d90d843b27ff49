/*
 * Whether this relay's key is a demo's, for ever: a file beside the key, which
 * only the relay's user can write. The station says what it is; a station that
 * was taken over, or swapped, could say anything later, and takes no hold away
 * that was once put on.
 */
#ifndef CRIER_RELAY_DEMO_MARK_H
#define CRIER_RELAY_DEMO_MARK_H

#include <stdbool.h>

#include "base/err.h"

/* `keys`: the key's path. What cannot be looked at is an error, never a no. */
enum err_code demo_mark_find(bool *marked, const char *keys, struct err *err);

/* Durable when it returns ERR_OK; a mark that is there already is enough. */
enum err_code demo_mark_set(const char *keys, struct err *err);

#endif

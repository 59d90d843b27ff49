/*
 * What all accounts of a server share is asked once. Private to this folder.
 */
#ifndef CRIER_RELAY_LOOK_H
#define CRIER_RELAY_LOOK_H

#include "relay/internal.h"

/* It need not be sent now: the answer is there, and in the memo, or is being
 * fetched, and the task waits for it. */
bool
look_is_shared(struct engine *e, struct task *t, const struct wire_request *r);
/* Its request, to this address, is out and will answer for the others. */
void look_begin(struct engine *e, const struct task *t, const char *url);
/* That request has ended; NULL: without a judgment. */
void look_end(struct engine *e, uint64_t tag, const struct wire_judgment *v);
void looks_free(struct engine *e);

#endif

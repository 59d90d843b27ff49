/*
 * A round's look at an account: it is logged in to, and what stands there is
 * read, where the platform lets it. Nothing is sent, and what is being released
 * goes first. Private to this folder.
 */
#ifndef CRIER_RELAY_SWEEP_H
#define CRIER_RELAY_SWEEP_H

#include "relay/internal.h"

/* The job of the station: {account, hurry?}. */
void sweep_begin(struct engine *e, const json_t *doc);

/* A sweep that has to wait for a release: it is put off, or given up. */
bool sweep_stands_back(struct engine *e, struct task *t);

#endif

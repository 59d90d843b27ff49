/*
 * Who speaks is who was approved. Private to this folder.
 */
#ifndef CRIER_RELAY_IDENTITY_H
#define CRIER_RELAY_IDENTITY_H

#include "relay/internal.h"

/* The platform has said that it is another account than the manifest names. */
bool identity_is_other(const struct engine *e, const struct task *t);
/* A task being armed, or armed, becomes a gap; the station hears why. */
void identity_refuse(struct engine *e, struct task *t);
/* Why what is armed may not be sent after all; NULL if it may. */
const char *
identity_speaks_against(const struct engine *e, const struct task *t);

#endif

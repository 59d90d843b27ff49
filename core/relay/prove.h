/*
 * Asking whether the address of a service answers. Private to this folder.
 */
#ifndef CRIER_RELAY_PROVE_H
#define CRIER_RELAY_PROVE_H

#include "relay/internal.h"

/*
 * Asks the address of a service: {service, url, hurry?}. As a sweep it waits
 * for releases; the account that it is done by is of no office, and has no
 * credential. A drill's relay asks nobody.
 */
void prove_begin(struct engine *e, const json_t *doc);

/* The service that the task asks for; NULL of a look at an account. */
const char *prove_service(const struct task *t);

#endif

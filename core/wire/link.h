/*
 * An address that the public is pointed to, asked as anybody would: without a
 * credential, and without following where it leads. No account has this kind
 * and nothing is ever published by it, so it is not in connectors.def.
 */
#ifndef CRIER_WIRE_LINK_H
#define CRIER_WIRE_LINK_H

#include "wire/connector.h"

/* Its account's only option is the address (`url`). STEP_CHECK alone. */
extern const struct connector link_prober;

/*
 * What an outcome of it says of the address: ok (ACCEPTED), unreachable
 * (PERMANENT: it says no; NOT_SENT: nobody answers), else unknown.
 */
const char *link_proof(enum outcome outcome);

#endif

/*
 * The connectors by name, from connectors.def; practice borrows mastodon's.
 */
#ifndef CRIER_WIRE_KINDS_H
#define CRIER_WIRE_KINDS_H

#include "wire/connector.h"

#define CONNECTOR(kind) extern const struct connector connector_##kind;
#include "wire/connectors.def"
#undef CONNECTOR

#endif

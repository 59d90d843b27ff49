/*
 * What an instance document tells of its server: which program it is, and how
 * long a text may be there.
 */
#ifndef CRIER_WIRE_MASTODON_SERVER_H
#define CRIER_WIRE_MASTODON_SERVER_H

#include <jansson.h>

/* "snac", "gotosocial", "pleroma", "mastodon", else "other"; static. */
const char *mastodon_server(const json_t *instance);

/* {"max", "url_weight"}, each where it is told and sane; new reference. */
json_t *mastodon_limits(const json_t *instance);

#endif

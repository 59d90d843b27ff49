/*
 * The host of a web address, taken out of its text. Nothing is resolved.
 */
#ifndef CRIER_BASE_HOST_H
#define CRIER_BASE_HOST_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Where in the address its host stands, without user and port; an IPv6 address
 * keeps its brackets. NULL if there is no "://".
 */
const char *host_of_url(size_t *len, const char *url);

/* This machine itself, by name or number: localhost, 127.x.y.z, [::1]. */
bool host_is_local(const char *host, size_t len);

/* Its host is this machine; not of what has no "://". */
bool host_of_url_is_local(const char *url);

#endif

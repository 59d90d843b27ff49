/*
 * Web addresses: what an account may be given, what a platform may claim for
 * a receipt, and how paths are put together. Syntax only; nothing is resolved.
 */
#ifndef CRIER_WIRE_URL_H
#define CRIER_WIRE_URL_H

#include <stdbool.h>

#include "base/err.h"

enum { URL_MAX = 900 };

/*
 * An address an account may be given: http or https, a host, no user or
 * password, no fragment, printable ASCII. http is for this machine only,
 * unless the office said insecure.
 */
enum err_code url_check(const char *url, bool insecure, struct err *err);

/* Fit to be shown and followed: http(s), a host, printable ASCII. */
bool url_is_web(const char *url);

/* base + path with exactly one slash between; the caller frees it. */
char *url_join(const char *base, const char *path);

/* Everything but unreserved characters as %XX; the caller frees it. */
char *url_encode(const char *text);

#endif

/*
 * Read before every file that `make tidy` reads, and by nothing else. The
 * analyzer sees one file at a time: without this it thinks that a failure may
 * return ERR_OK, and follows paths that cannot be.
 */
#ifndef CRIER_TESTS_TOOLS_TIDY_H
#define CRIER_TESTS_TOOLS_TIDY_H

#include "base/err.h"
#include "crier/refusal.h"

#define err_set(err, code, ...) ((void)(err_set)(err, code, __VA_ARGS__), code)
#define err_errno(...) ((void)(err_errno)(__VA_ARGS__), ERR_IO)
#define refuse(...) ((void)(refuse)(__VA_ARGS__), ERR_REFUSED)

#endif

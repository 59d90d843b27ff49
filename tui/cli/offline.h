/*
 * The station's program beside this one: run for verbs that need no running
 * station, and started when a station of one's own does not run.
 */
#ifndef CRIER_TUI_OFFLINE_H
#define CRIER_TUI_OFFLINE_H

#include "base/err.h"

/*
 * Becomes `crier-station --offline VERB WORDS…`. Returns only on failure.
 * `words` ends with NULL.
 */
enum err_code
offline_exec(const char *verb, const char *const *words, struct err *err);

/*
 * Runs `crier-station --auto DIR` and waits until it has said yes or no. The
 * station decides whether it may be started like this and says why not on
 * stderr; then *status is its exit status, else 0.
 */
enum err_code offline_start(int *status, const char *dir, struct err *err);

#endif

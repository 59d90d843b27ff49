/* A thread beside the station's loop. */
#ifndef CRIER_STATION_THREAD_H
#define CRIER_STATION_THREAD_H

#include <pthread.h>

#include "base/err.h"

/*
 * Starts one that no signal comes to: they are the loop's. Where the system
 * gives none, its reason is the error. `err` may be NULL.
 */
enum err_code
thread_start(pthread_t *out, void *(*run)(void *), void *arg, struct err *err);

#endif

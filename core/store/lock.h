/*
 * The lock of a station's folder: one process writes it. The lock goes with
 * the process, so a kill leaves nothing to clean up.
 */
#ifndef CRIER_STORE_LOCK_H
#define CRIER_STORE_LOCK_H

#include "base/err.h"

/*
 * Takes dir/lock; waits up to a second for it. ERR_BUSY names the process that
 * has it. *out is a
 * descriptor; closing it in the last process that has it gives the lock back.
 */
enum err_code lock_take(int *out, const char *dir, struct err *err);

#endif

/*
 * Moves what the write-ahead log holds into ledger.db from another thread
 * than the writer's, so that no act waits for thousands of pages to be
 * written back. The order is SQLite's own: the log is synced before a page is
 * written back, ledger.db before the log begins anew.
 */
#ifndef CRIER_STORE_CHECKPOINT_H
#define CRIER_STORE_CHECKPOINT_H

#include <stdbool.h>

#include "base/err.h"

struct checkpoint;

/* A handle of its own on the ledger in folder dir, which must be open. */
enum err_code
checkpoint_open(struct checkpoint **out, const char *dir, struct err *err);
void checkpoint_close(struct checkpoint *c); /* NULL is allowed */

/*
 * Writes back what is committed and nobody still reads behind. Holds up
 * neither writer nor readers. False if the log holds more than that; it is no
 * fault: the log stays, and the writer goes on moving it when it has grown
 * long.
 */
bool checkpoint_run(struct checkpoint *c);

#endif

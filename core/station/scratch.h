/*
 * Folders that a child may fill and that are gone with it: DIR/scratch/N.
 */
#ifndef CRIER_STATION_SCRATCH_H
#define CRIER_STATION_SCRATCH_H

#include "base/err.h"

/* A new empty one; the path is the caller's to free. */
enum err_code scratch_make(char **out, const char *dir, struct err *err);

/* Takes away all that is in it, never through a link; the folder stays. */
void scratch_clear(const char *path);

/* Takes it away with all that is in it, never through a link. */
void scratch_remove(const char *path);

/*
 * The same by a thread, so that nobody waits: a disk that is told what it may
 * forget takes tens of milliseconds for a pack of 100 MB. What a station that
 * is killed leaves of it is swept at the next start. Takes path over.
 */
void scratch_remove_later(char *path);

#endif

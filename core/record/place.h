/*
 * What lies about a record's objects and makes others see another record than
 * the one that is verified: refs, grafts and settings of git. Ours reads
 * objects by their own names and obeys none of these; git does.
 */
#ifndef CRIER_RECORD_PLACE_H
#define CRIER_RECORD_PLACE_H

#include <stdbool.h>

#include "base/err.h"

/*
 * ERR_CORRUPT names the first of: a replacement, a graft, a HEAD that stands
 * elsewhere than the branch main, a working folder elsewhere. With `own`, of
 * the record that a station writes, also objects borrowed from another
 * repository and a HEAD that is not main. ERR_NOT_FOUND: no repository.
 */
enum err_code place_check(const char *path, bool own, struct err *err);

/*
 * Of a station's own: a lock that nobody gives back within half a second. The
 * record is sound, and cannot advance.
 */
enum err_code place_check_locks(const char *path, struct err *err);

#endif

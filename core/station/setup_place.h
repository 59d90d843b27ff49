/*
 * Where a new station may be made: in a folder that holds nothing, below
 * folders that nobody but root and this user can change.
 */
#ifndef CRIER_STATION_SETUP_PLACE_H
#define CRIER_STATION_SETUP_PLACE_H

#include "base/err.h"

/*
 * ERR_DENIED or ERR_CONFLICT names what is wrong with the place: `dir` is a
 * link, is somebody else's, is open to others or holds something; or a folder
 * above it can be written by others, who could put another in its place.
 */
enum err_code setup_place_check(const char *dir, struct err *err);

#endif

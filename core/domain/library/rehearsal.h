/*
 * A library tried out at the desk: every text of every playbook, in each
 * language it has, in earnest, as a drill and on a demo station, with the least
 * and with all of its example values, written by a person and with AI, for every platform.
 * What could not be submitted then could not be submitted at night either.
 */
#ifndef CRIER_DOMAIN_LIBRARY_REHEARSAL_H
#define CRIER_DOMAIN_LIBRARY_REHEARSAL_H

#include "crier/progress.h"
#include "domain/library/playbook.h"

/*
 * Adds a fault for each kind of trouble of a file, once. An error is only that
 * `progress` (may be NULL) ended it.
 */
enum err_code rehearse_library(struct faults *out, const struct library *lib,
	const struct progress *progress, struct err *err);

#endif

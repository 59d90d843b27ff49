/*
 * What a station says of a library that somebody proposes, all of it from the
 * library's own files. Computed twice: by the child that opens strangers'
 * bytes, so that what is too heavy ends there, and again by the station of what
 * it took in. A child may have been taken over, and whether a library asks for
 * less decides who must confirm it.
 */
#ifndef CRIER_STATION_LIBRARY_TOLD_H
#define CRIER_STATION_LIBRARY_TOLD_H

#include "domain/library/playbook.h"
#include "record/library.h"

/*
 * Into `out`: rules, playbooks, and against the library at `was` in the
 * repository at `path` changes, count and less. What the changes quote may
 * hold nothing that must not be stored. Pure but for reading that library, so
 * a thread may do it.
 */
enum err_code library_told(json_t *out, const struct library *lib,
	const struct library_blobs *files, const char *path, const char *was,
	struct err *err);

#endif

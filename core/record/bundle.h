/*
 * A git bundle (gitformat-bundle(5)): one file that carries commits between
 * machines that do not meet. libgit2 cannot read it.
 */
#ifndef CRIER_RECORD_BUNDLE_H
#define CRIER_RECORD_BUNDLE_H

#include <stdio.h>

#include "record/git.h"
#include "record/pack_scan.h"

/*
 * Puts the bundle's objects into the repository and says which commit its
 * HEAD, or main, or only branch is. ERR_INVALID if it is no bundle or needs
 * commits that the repository has not; ERR_TOO_LARGE over max bytes, or over
 * what may be in it. Nothing is written before all of it was looked through.
 */
enum err_code
bundle_fetch(git_oid *tip, git_repository *to, FILE *f, const char *path,
	size_t max, const struct pack_bounds *bounds, struct err *err);

#endif

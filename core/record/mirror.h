/*
 * The library's branch within the record, for the files of this folder.
 */
#ifndef CRIER_RECORD_MIRROR_H
#define CRIER_RECORD_MIRROR_H

#include "record/git.h"

#define GIT_LIBRARY "refs/heads/library"

/* Takes the library's branch along to another repository, if there is one. */
enum err_code mirror_push(git_repository *to, git_repository *from,
	const char *where, struct err *err);

/* Is there one? */
bool mirror_has_library(git_repository *from);

#endif

/*
 * Somebody else's repository on this disk, of which only objects and the
 * commit at its head are read: no configuration, which may include any file,
 * and no reference beyond HEAD and main.
 */
#ifndef CRIER_RECORD_SOURCE_H
#define CRIER_RECORD_SOURCE_H

#include "record/git.h"

/* ERR_INVALID if the folder is no repository or has no commit. */
enum err_code source_open(git_repository **out, git_oid *tip,
	const char *folder, struct err *err);

#endif

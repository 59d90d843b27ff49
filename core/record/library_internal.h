/*
 * Shared by the ways files get into memory: from a commit of the library or of
 * one in quarantine, from a folder.
 */
#ifndef CRIER_RECORD_LIBRARY_INTERNAL_H
#define CRIER_RECORD_LIBRARY_INTERNAL_H

#include "record/git.h"
#include "record/library.h"

/* Adds a copy; the library's bounds are checked here. */
enum err_code library_add(struct library_blobs *f, const char *path,
	const void *data, size_t len, struct err *err);

void library_sort(struct library_blobs *f);

/* The files at a commit of any database. */
enum err_code library_read_at(struct library_blobs *out, git_odb *odb,
	const git_oid *commit, struct err *err);

#endif

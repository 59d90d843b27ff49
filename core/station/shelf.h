/*
 * Libraries in use, parsed: the one in force, and those that open incidents
 * were opened at. Read from the library repository by commit, parsed once.
 */
#ifndef CRIER_STATION_SHELF_H
#define CRIER_STATION_SHELF_H

#include "domain/library/playbook.h"

struct shelf;

/* `path` is the library's bare repository. */
struct shelf *shelf_new(const char *path);
void shelf_free(struct shelf *s);

/* Borrowed while it is among the last used ones. */
enum err_code shelf_get(const struct library **out, struct shelf *s,
	const char *commit, struct err *err);

/*
 * Parses the files at a commit, or of a folder of the disk when commit is
 * NULL; the caller frees it with library_free.
 */
enum err_code shelf_parse(struct library **out, const char *path,
	const char *commit, struct faults *faults, struct err *err);

/*
 * REFUSE_LEAK, naming the file, where one of them holds what may not be
 * stored; rules/ names such things to find them and is left out.
 */
enum err_code shelf_check_leaks(const char *path, const char *commit,
	const struct library *lib, struct err *err);

#endif

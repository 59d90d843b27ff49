/*
 * Libraries in use, parsed: the one in force, and those that open incidents
 * were opened at. Read from the library repository by commit, parsed once.
 */
#ifndef CRIER_STATION_LIBRARY_CACHE_H
#define CRIER_STATION_LIBRARY_CACHE_H

#include "domain/library/playbook.h"

struct library_blobs;
struct library_cache;

/* `path` is the library's bare repository. */
struct library_cache *library_cache_new(const char *path);
void library_cache_free(struct library_cache *s);

/* Borrowed while it is among the last used ones. */
enum err_code library_cache_get(const struct library **out,
	struct library_cache *s, const char *commit, struct err *err);

/* Is it there already, so that nobody would wait for it? */
bool library_cache_has(struct library_cache *s, const char *commit);

/* Takes over what somebody else parsed. */
void library_cache_put(
	struct library_cache *s, const char *commit, struct library *library);

/*
 * Until it is released another thread may read it. False: it is not in the
 * cache, or so many are held that room for others would be short.
 */
bool library_cache_hold(struct library_cache *s, const struct library *lib);
void library_cache_release(struct library_cache *s, const struct library *lib);

/*
 * Parses the files at a commit, or of a folder of the disk when commit is
 * NULL; the caller frees it with library_free.
 */
enum err_code library_cache_parse(struct library **out, const char *path,
	const char *commit, struct faults *faults, struct err *err);

/* The same of files that were read already. */
enum err_code library_cache_parse_blobs(struct library **out,
	const struct library_blobs *blobs, struct faults *faults,
	struct err *err);

/*
 * What these files change against the library at `was`: `changes`, `count`
 * and `less` of library_diff.h into `out`.
 */
enum err_code
library_cache_compare(json_t *out, const char *path, const char *was,
	const struct library_blobs *now, int64_t at, struct err *err);

/* {file, line, column, what, remedy}; new reference. */
json_t *fault_doc(const struct fault *fault, enum lang lang);

#endif

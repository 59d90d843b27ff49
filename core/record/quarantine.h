/*
 * A library from elsewhere, a bundle or a repository, before anything of it
 * is the station's. It is opened beside the library, in a folder that is
 * thrown away; every object that is new in it can be judged; then only what
 * was judged is written as packs, which quarantine_take moves into the
 * library. Of a repository nothing but objects and the name of its head is
 * read: not its configuration, not its hooks. Links, submodules, files of the
 * disk that are neither folder nor file, and what is too much are refused.
 */
#ifndef CRIER_RECORD_QUARANTINE_H
#define CRIER_RECORD_QUARANTINE_H

#include "crier/progress.h"
#include "record/library.h"

enum {
	QUARANTINE_COMMITS = 2000, /* most new commits */
	QUARANTINE_OBJECTS = 20000, /* most new files and folders */
	QUARANTINE_SUM = 64 << 20 /* most bytes of them */
};

struct quarantine;

/*
 * `folder` is an empty one of the station's. ERR_REFUSED if what `from` names
 * does not descend from `accepted`, ERR_INVALID if it is no library.
 */
enum err_code quarantine_open(struct quarantine **out, const char *folder,
	const char *library, const char *from, const char *accepted,
	struct err *err);
void quarantine_close(struct quarantine *q); /* NULL is fine */

/* The commit that would become the head, and its files. */
void quarantine_commit(char commit[RECORD_COMMIT], const struct quarantine *q);
enum err_code quarantine_read(
	struct library_blobs *out, struct quarantine *q, struct err *err);

/*
 * Every text that comes with a new commit: file names, files, all of the
 * commit but its ids and times. A refusal ends the judging and is returned.
 */
struct quarantine_judge {
	enum err_code (*text)(void *ctx, const char *where, const char *text,
		size_t len, struct err *err);
	void *ctx;
};
enum err_code
quarantine_judge(struct quarantine *q, const struct quarantine_judge *judge,
	const struct progress *progress, struct err *err);

/* Writes what is new into the folder, as packs of its own. */
enum err_code quarantine_keep(struct quarantine *q, struct err *err);

/*
 * Moves these packs into the library: only renames, so that who answers others
 * may do it. They stand on the disk after quarantine_settle, which waits for
 * it; nothing may name them before.
 */
enum err_code
quarantine_take(const char *library, const char *folder, struct err *err);
enum err_code quarantine_settle(const char *library, struct err *err);

#endif

/*
 * Opening, reading, keeping, taking. Judging is in quarantine_judge.c.
 */
#include "record/quarantine.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "record/bundle.h"
#include "record/emit.h"
#include "record/quarantine_internal.h"
#include "record/source.h"

static enum err_code
quarantine_is_none(struct err *err, const char *from)
{
	return refuse_as(err, ERR_INVALID, REFUSE_NO_REPOSITORY, from,
		WITH(arg_path(from)));
}

/* A repository that sees the library's objects and keeps its own. */
static enum err_code
quarantine_make(git_repository **out, const char *path, const char *library,
	struct err *err)
{
	char *list = mem_printf("%s/objects/info/alternates", path);
	enum err_code rc = git_make(path, err);
	FILE *f;

	if (rc == ERR_OK) {
		f = fopen(list, "we");
		if (f == NULL || fprintf(f, "%s/objects\n", library) < 0 ||
			fclose(f) != 0)
			rc = refuse_errno(err, REFUSE_WRITE, list);
	}
	free(list);
	return rc == ERR_OK ? git_open(out, path, err) : rc;
}

static enum err_code
open_bundle(struct quarantine *q, int fd, const char *library, const char *from,
	struct err *err)
{
	static const struct pack_bounds bounds = { QUARANTINE_OBJECTS,
		LIBRARY_PLAYBOOK, QUARANTINE_SUM };
	char *path = mem_printf("%s/in", q->folder);
	FILE *f = fdopen(fd, "r");
	enum err_code rc;

	if (f == NULL) {
		rc = refuse_errno(err, REFUSE_READ, from);
		(void)close(fd);
	} else {
		rc = quarantine_make(&q->from, path, library, err);
		if (rc == ERR_OK)
			rc = bundle_fetch(&q->tip, q->from, f, from,
				LIBRARY_IMPORT, &bounds, err);
		(void)fclose(f);
	}
	free(path);
	return rc;
}

/* Nothing here waits for a pipe that nobody writes. */
static enum err_code
open_any(struct quarantine *q, const char *library, const char *from,
	struct err *err)
{
	int fd = open(from, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat st;
	enum err_code rc = ERR_OK;

	if (fd < 0)
		return refuse_errno(err, REFUSE_READ, from);
	if (fstat(fd, &st) < 0)
		rc = refuse_errno(err, REFUSE_READ, from);
	else if (S_ISREG(st.st_mode) && st.st_size > LIBRARY_IMPORT)
		rc = refuse(err, REFUSE_TOO_LARGE, from,
			WITH(ARG_BOTH("the bundle", "git 包"),
				arg_bytes(LIBRARY_IMPORT)));
	else if (S_ISREG(st.st_mode))
		return open_bundle(q, fd, library, from, err);
	else if (!S_ISDIR(st.st_mode))
		rc = quarantine_is_none(err, from);
	(void)close(fd);
	return rc == ERR_OK ? source_open(&q->from, &q->tip, from, err) : rc;
}

/* The library itself, for which commits are in force. */
static enum err_code
open_library(struct quarantine *q, const char *library, struct err *err)
{
	enum err_code rc = git_open(&q->library, library, err);

	if (rc == ERR_OK &&
		(git_repository_odb(&q->here, q->library) < 0 ||
			git_repository_odb(&q->odb, q->from) < 0))
		rc = git_fault(err, ERR_IO, REFUSE_READ, library);
	return rc;
}

enum err_code
quarantine_open(struct quarantine **out, const char *folder,
	const char *library, const char *from, const char *accepted,
	struct err *err)
{
	struct quarantine *q = mem_new(sizeof(*q));
	enum err_code rc = ERR_OK;

	q->folder = mem_strdup(folder);
	oids_init(&q->old);
	oids_init(&q->seen);
	if (git_oid_fromstr(&q->accepted, accepted) < 0)
		rc = refuse(err, REFUSE_NO_COMMIT_ID, accepted,
			WITH(arg_text(accepted)));
	if (rc == ERR_OK)
		rc = open_any(q, library, from, err);
	if (rc == ERR_OK)
		rc = open_library(q, library, err);
	if (rc == ERR_OK)
		rc = quarantine_walk(q, from, err);
	if (rc == ERR_OK)
		*out = q;
	else
		quarantine_close(q);
	if (rc == ERR_NOT_FOUND && err != NULL) {
		rc = err->code = ERR_INVALID;
		fixed_cut(err->where, sizeof(err->where), from);
	}
	return rc;
}

void
quarantine_close(struct quarantine *q)
{
	if (q == NULL)
		return;
	oids_release(&q->old);
	oids_release(&q->seen);
	git_odb_free(q->here);
	git_odb_free(q->odb);
	git_repository_free(q->from);
	git_repository_free(q->library);
	free(q->commits);
	free(q->folder);
	free(q);
}

void
quarantine_commit(char commit[RECORD_COMMIT], const struct quarantine *q)
{
	git_oid_tostr(commit, RECORD_COMMIT, &q->tip);
}

enum err_code
quarantine_read(
	struct library_blobs *out, struct quarantine *q, struct err *err)
{
	*out = (struct library_blobs){ .blob = NULL };
	return library_read_at(out, q->odb, &q->tip, err);
}

enum err_code
quarantine_keep(struct quarantine *q, struct err *err)
{
	char *path = mem_printf("%s/kept", q->folder);
	git_repository *to = NULL;
	enum err_code rc = git_make(path, err);

	if (rc == ERR_OK)
		rc = git_open(&to, path, err);
	if (rc == ERR_OK)
		rc = emit_transfer(
			to, q->from, &q->tip, &q->accepted, NULL, err);
	git_repository_free(to);
	free(path);
	return rc;
}

/* ---- taking ---- */

/* The index last: a pack without one is nothing yet. */
static enum err_code
take_ending(int to, int from, DIR *d, const char *ending, struct err *err)
{
	struct dirent *item;
	enum err_code rc = ERR_OK;

	rewinddir(d);
	while (rc == ERR_OK && (item = readdir(d)) != NULL) {
		size_t len = strlen(item->d_name), tail = strlen(ending);

		if (len > tail &&
			strcmp(item->d_name + len - tail, ending) == 0 &&
			renameat(from, item->d_name, to, item->d_name) != 0)
			rc = refuse_errno(err, REFUSE_WRITE, item->d_name);
	}
	return rc;
}

enum err_code
quarantine_take(const char *library, const char *folder, struct err *err)
{
	char *from = mem_printf("%s/kept/objects/pack", folder);
	char *to = mem_printf("%s/objects/pack", library);
	int fd = open(to, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = opendir(from);
	enum err_code rc;

	if (fd < 0 || d == NULL)
		rc = refuse_errno(err, REFUSE_READ, library);
	else
		rc = take_ending(fd, dirfd(d), d, ".pack", err);
	if (rc == ERR_OK && d != NULL)
		rc = take_ending(fd, dirfd(d), d, ".idx", err);
	if (d != NULL)
		closedir(d);
	if (fd >= 0)
		(void)close(fd);
	free(from);
	free(to);
	return rc;
}

enum err_code
quarantine_settle(const char *library, struct err *err)
{
	char *path = mem_printf("%s/objects/pack", library);
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum err_code rc = ERR_OK;

	if (fd < 0 || fsync(fd) != 0)
		rc = refuse_errno(err, REFUSE_WRITE, path);
	if (fd >= 0)
		(void)close(fd);
	free(path);
	return rc;
}

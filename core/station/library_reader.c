/*
 * One thread for one library; it says by a pipe that it has ended.
 */
#include "station/library_reader.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "record/quarantine.h"
#include "station/env.h"
#include "station/library_cache.h"
#include "station/library_told.h"
#include "station/thread.h"

struct library_reader {
	struct station *st;
	char commit[COMMIT_ID];
	char was[COMMIT_ID]; /* the one in force */
	char *path;
	pthread_t thread;
	int ends[2];
	struct library *library; /* what it read */
	json_t *told; /* and what is said of it */
	struct err err; /* or why not */
	library_reader_done *done;
	void *ctx;
};

static enum err_code
library_reader_read(struct library_reader *r, struct err *err)
{
	struct library_blobs files = { 0 };
	struct faults faults;
	enum err_code rc = quarantine_settle(r->path, err);

	faults_init(&faults);
	if (rc == ERR_OK)
		rc = library_read(&files, r->path, r->commit, err);
	if (rc == ERR_OK)
		rc = library_cache_parse_blobs(
			&r->library, &files, &faults, err);
	if (rc == ERR_OK)
		rc = library_told(
			r->told, r->library, &files, r->path, r->was, err);
	faults_release(&faults);
	library_blobs_release(&files);
	return rc;
}

static void *
library_reader_run(void *ctx)
{
	struct library_reader *r = ctx;

	station_rank(RANK_HEAVY);
	(void)library_reader_read(r, &r->err);
	(void)!write(r->ends[1], "", 1);
	return NULL;
}

static void
library_reader_free(struct library_reader *r)
{
	r->st->library_reader = NULL;
	(void)close(r->ends[0]);
	(void)close(r->ends[1]);
	json_decref(r->told);
	free(r->path);
	free(r);
}

/* It may be there already: then that one stays, since others look at it. */
static void
library_reader_keep(struct library_reader *r)
{
	if (r->library == NULL || r->err.code != ERR_OK ||
		library_cache_has(r->st->library_cache, r->commit))
		library_free(r->library);
	else
		library_cache_put(r->st->library_cache, r->commit, r->library);
}

static void
library_reader_ended(void *ctx, int fd, short revents)
{
	struct library_reader *r = ctx, was;

	(void)revents;
	server_unwatch(r->st->server, fd);
	(void)pthread_join(r->thread, NULL);
	library_reader_keep(r);
	was = *r;
	json_incref(was.told);
	library_reader_free(r);
	if (was.done != NULL)
		was.done(was.ctx, was.told,
			was.err.code == ERR_OK ? NULL : &was.err);
	json_decref(was.told);
}

enum err_code
library_reader_start(struct station *st, const char *commit,
	library_reader_done *done, void *ctx, struct err *err)
{
	struct library_reader *r;
	enum err_code rc;

	if (st->library_reader != NULL)
		return refuse(err, REFUSE_LIBRARY_BUSY, "", WITH_NONE);
	r = mem_new(sizeof(*r));
	r->st = st;
	FIXED_SET(r->commit, commit);
	FIXED_SET(r->was, st->office.library);
	r->told = json_object();
	r->path = station_path(st->dir, "library");
	r->done = done;
	r->ctx = ctx;
	if (pipe2(r->ends, O_CLOEXEC) != 0) {
		json_decref(r->told);
		free(r->path);
		free(r);
		return refuse_system(
			err, &(const struct both)BOTH("pipe", "管道"));
	}
	st->library_reader = r;
	rc = thread_start(&r->thread, library_reader_run, r, err);
	if (rc != ERR_OK) {
		library_reader_free(r);
		return rc;
	}
	server_watch(st->server, r->ends[0], POLLIN, library_reader_ended, r);
	return ERR_OK;
}

void
library_reader_forget(struct station *st, void *ctx)
{
	if (st->library_reader != NULL && st->library_reader->ctx == ctx)
		st->library_reader->done = NULL;
}

void
library_reader_stop(struct station *st)
{
	if (st->library_reader == NULL)
		return;
	st->library_reader->done = NULL;
	library_reader_ended(
		st->library_reader, st->library_reader->ends[0], 0);
}

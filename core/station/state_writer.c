/*
 * One list in the order of arrival: the loop adds at its end and takes what is
 * done from its front, the thread walks between.
 */
#include "station/state_writer.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "domain/library/playbook.h"
#include "lint/leak_doc.h"
#include "station/env.h"
#include "station/library_cache.h"
#include "station/thread.h"

enum state_work { WORK_SAVE, WORK_DROP, WORK_NOTE };

struct state_job {
	enum state_work work;
	char message[MESSAGE_ID], session[WORD_ID], by[OFFICER_ID];
	bool every; /* session of it */
	int64_t at;
	json_t *draft; /* nobody else's */
	bool masked; /* it is */
	const struct library *library; /* held, or NULL */
	char over[WORD_ID];
	int64_t over_at;
	char *name, *value; /* of a note */
	struct peer *peer; /* NULL: nobody waits */
	int64_t id;
	struct err err; /* what came of it */
	bool done; /* under lock */
	struct state_job *next; /* under lock */
};

struct state_writer {
	struct station *st;
	struct state *state; /* the thread's */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct state_job *first, *last; /* under lock */
	struct state_job *todo; /* the next, under lock */
	bool ending; /* under lock */
	int done; /* eventfd */
};

/* ---- jobs ---- */

static struct state_job *
state_job_new(enum state_work work, const char *message)
{
	struct state_job *j = mem_new(sizeof(*j));

	j->work = work;
	FIXED_SET(j->message, message);
	return j;
}

static void
state_job_free(struct station *st, struct state_job *j)
{
	if (j->library != NULL)
		library_cache_release(st->library_cache, j->library);
	json_decref(j->draft);
	free(j->name);
	free(j->value);
	free(j);
}

struct state_job *
state_job_save(struct station *st, const char *message, const char *session,
	const json_t *draft, const struct library *lib)
{
	struct state_job *j = state_job_new(WORK_SAVE, message);

	FIXED_SET(j->session, session);
	if (lib == NULL || library_cache_hold(st->library_cache, lib)) {
		j->library = lib;
		j->draft = json_deep_copy(draft);
	} else {
		j->masked = true;
		j->draft = leak_mask_doc(draft, lib->rules.lint);
	}
	return j;
}

void
state_job_by(struct state_job *j, const char *by, int64_t at)
{
	FIXED_SET(j->by, by);
	j->at = at;
}

void
state_job_over(struct state_job *j, const char *session, int64_t at)
{
	FIXED_SET(j->over, session);
	j->over_at = at;
}

struct state_job *
state_job_drop(const char *message, const char *session)
{
	struct state_job *j = state_job_new(WORK_DROP, message);

	j->every = session == NULL;
	FIXED_SET(j->session, session ? session : "");
	return j;
}

struct state_job *
state_job_note(const char *name, const char *value)
{
	struct state_job *j = state_job_new(WORK_NOTE, "");

	j->name = mem_strdup(name);
	j->value = mem_strdup(value);
	return j;
}

static enum err_code
state_job_write(const struct state_job *j, struct state *s, struct err *err)
{
	json_t *doc = j->masked
		? json_incref(j->draft)
		: leak_mask_doc(
			  j->draft, j->library ? j->library->rules.lint : NULL);
	enum err_code rc =
		draft_save(s, j->message, j->session, doc, j->by, j->at, err);

	json_decref(doc);
	if (rc == ERR_OK && j->over[0])
		rc = draft_take(s, j->message, j->over, j->over_at, err);
	return rc;
}

static void
state_job_do(struct state_job *j, struct state *s)
{
	switch (j->work) {
	case WORK_SAVE:
		(void)state_job_write(j, s, &j->err);
		break;
	case WORK_DROP:
		(void)draft_drop(
			s, j->message, j->every ? NULL : j->session, &j->err);
		break;
	case WORK_NOTE:
		(void)state_put(s, j->name, j->value, &j->err);
		break;
	}
}

/* Who typed needs not ask for it again: the key names the session. */
static void
state_job_tell(const struct state_job *j, struct station *st)
{
	char key[MESSAGE_ID + WORD_ID];

	if (j->peer == NULL)
		return;
	peer_hold(j->peer, false);
	if (j->err.code != ERR_OK) {
		peer_refuse(j->peer, j->id, &j->err);
		return;
	}
	peer_entries(j->peer, j->id, json_array());
	fixed_format(key, sizeof(key), "%s %s", j->message, j->session);
	server_changed(st->server, "draft", key, 0);
}

/* ---- the thread ---- */

static void *
state_writer_run(void *arg)
{
	struct state_writer *w = arg;

	station_rank(RANK_OTHERS);
	(void)pthread_mutex_lock(&w->lock);
	while (w->todo != NULL || !w->ending) {
		struct state_job *j = w->todo;

		if (j == NULL) {
			(void)pthread_cond_wait(&w->wake, &w->lock);
			continue;
		}
		(void)pthread_mutex_unlock(&w->lock);
		state_job_do(j, w->state);
		(void)pthread_mutex_lock(&w->lock);
		j->done = true;
		w->todo = j->next;
		(void)eventfd_write(w->done, 1);
	}
	(void)pthread_mutex_unlock(&w->lock);
	return NULL;
}

static void
state_writer_free(struct state_writer *w)
{
	state_close(w->state);
	if (w->done >= 0)
		(void)close(w->done);
	(void)pthread_mutex_destroy(&w->lock);
	(void)pthread_cond_destroy(&w->wake);
	free(w);
}

enum err_code
state_writer_start(
	struct state_writer **out, struct station *st, struct err *err)
{
	struct state_writer *w = mem_new(sizeof(*w));
	enum err_code rc;

	w->st = st;
	(void)pthread_mutex_init(&w->lock, NULL);
	(void)pthread_cond_init(&w->wake, NULL);
	w->done = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	rc = state_open_again(&w->state, st->dir, err);
	if (rc == ERR_OK)
		rc = thread_start(&w->thread, state_writer_run, w, err);
	if (rc != ERR_OK) {
		state_writer_free(w);
		return rc;
	}
	*out = w;
	return ERR_OK;
}

void
state_writer_stop(struct state_writer *w)
{
	if (w == NULL)
		return;
	(void)pthread_mutex_lock(&w->lock);
	w->ending = true;
	(void)pthread_cond_signal(&w->wake);
	(void)pthread_mutex_unlock(&w->lock);
	(void)pthread_join(w->thread, NULL);
	state_writer_tell(w);
	state_writer_free(w);
}

/* ---- the loop's side ---- */

int
state_writer_fd(const struct state_writer *w)
{
	return w->done;
}

static struct state_job *
state_writer_done(struct state_writer *w)
{
	struct state_job *j;

	(void)pthread_mutex_lock(&w->lock);
	j = w->first;
	if (j != NULL && j->done)
		w->first = j->next;
	else
		j = NULL;
	if (w->first == NULL)
		w->last = NULL;
	(void)pthread_mutex_unlock(&w->lock);
	return j;
}

void
state_writer_tell(struct state_writer *w)
{
	struct state_job *j;
	eventfd_t count;

	(void)eventfd_read(w->done, &count);
	while ((j = state_writer_done(w)) != NULL) {
		state_job_tell(j, w->st);
		state_job_free(w->st, j);
	}
}

void
state_writer_take(
	struct station *st, struct peer *peer, int64_t id, struct state_job *j)
{
	struct state_writer *w = st->state_writer;

	j->peer = peer;
	j->id = id;
	if (w == NULL) {
		state_job_do(j, st->state);
		state_job_tell(j, st);
		state_job_free(st, j);
		return;
	}
	if (peer != NULL)
		peer_hold(peer, true);
	(void)pthread_mutex_lock(&w->lock);
	if (w->last != NULL)
		w->last->next = j;
	else
		w->first = j;
	w->last = j;
	if (w->todo == NULL)
		w->todo = j;
	(void)pthread_cond_signal(&w->wake);
	(void)pthread_mutex_unlock(&w->lock);
}

bool
state_writer_drops(struct state_writer *w, const char *message)
{
	bool found = false;

	if (w == NULL)
		return false;
	(void)pthread_mutex_lock(&w->lock);
	for (const struct state_job *j = w->first; j != NULL; j = j->next)
		found = found ||
			(j->work == WORK_DROP && j->every &&
				strcmp(j->message, message) == 0);
	(void)pthread_mutex_unlock(&w->lock);
	return found;
}

void
state_writer_closed(struct state_writer *w, const struct peer *peer)
{
	if (w == NULL)
		return;
	(void)pthread_mutex_lock(&w->lock);
	for (struct state_job *j = w->first; j != NULL; j = j->next)
		if (j->peer == peer)
			j->peer = NULL;
	(void)pthread_mutex_unlock(&w->lock);
}

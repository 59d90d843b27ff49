/*
 * The thread: sleep, catch up in batches, checkpoint the ledger's log, join
 * packs when idle.
 */
#include "station/record_writer.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "base/fixed.h"
#include "base/hash.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "link/trace.h"
#include "record/library.h"
#include "station/env.h"
#include "station/ledger_source.h"
#include "station/thread.h"
#include "store/checkpoint.h"

enum { PACKS_MAX = 20, RETRY_S = 5, GATHER_MS = 100 };

struct record_writer {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct record *record;
	struct ledger *ledger;
	struct checkpoint *checkpoint; /* NULL: the writer does it alone */
	struct ledger_source source;
	char *library; /* its repository */
	char head[RECORD_COMMIT]; /* where its head is to be; under lock */
	struct record_writer_view view; /* under lock */
	bool asked, ending; /* under lock */
	atomic_bool hush, stop;
	atomic_bool move; /* the head is to move, and somebody waits for it */
	int moved; /* eventfd: the record advanced, or failed to */
};

static bool
must_stop(void *ctx)
{
	struct record_writer *k = ctx;

	return atomic_load(&k->stop) || atomic_load(&k->hush) ||
		atomic_load(&k->move);
}

static void
record_writer_show(struct record_writer *k, const struct err *err)
{
	(void)pthread_mutex_lock(&k->lock);
	record_head(&k->view.head, k->record);
	k->view.fault = err ? *err : (struct err){ .code = ERR_OK };
	(void)pthread_mutex_unlock(&k->lock);
}

/*
 * The head of the library follows the ledger, which names it already: what the
 * disk refuses now is tried again, the rest at the next start; why is told.
 */
static void
record_writer_move(struct record_writer *k)
{
	struct err err = { .code = ERR_OK };
	char head[RECORD_COMMIT];
	enum err_code rc;

	if (!atomic_exchange(&k->move, false))
		return;
	(void)pthread_mutex_lock(&k->lock);
	FIXED_SET(head, k->head);
	(void)pthread_mutex_unlock(&k->lock);
	rc = library_accept(k->library, head, &err);
	(void)pthread_mutex_lock(&k->lock);
	FIXED_SET(k->view.tried, head);
	k->view.stays = err;
	if (rc == ERR_OK)
		FIXED_SET(k->view.library, head);
	(void)pthread_mutex_unlock(&k->lock);
	if (rc == ERR_IO) /* waiting mends nothing else */
		atomic_store(&k->move, true);
	(void)eventfd_write(k->moved, 1);
}

/*
 * Writes everything that waits, in full batches; what arrives meanwhile is
 * left for the next round. False when the record cannot advance now, or
 * somebody's reading keeps the log: then it is tried again.
 */
static bool
catch_up(struct record_writer *k)
{
	struct record_source from = ledger_source_of(&k->source);
	struct err err = { .code = ERR_OK };
	bool settled = true;
	int acts = 0;

	if (ledger_refresh(k->ledger, &err) != ERR_OK) {
		record_writer_show(k, &err);
		return false;
	}
	do {
		if (record_catch_up(&acts, k->record, &from, RECORD_BATCH,
			    &err) != ERR_OK) {
			record_writer_show(k, &err);
			return false;
		}
		trace(TRACE_RECORD, "%d acts written", acts);
		record_writer_show(k, NULL);
		settled =
			k->checkpoint == NULL || checkpoint_run(k->checkpoint);
		record_writer_move(k);
	} while (acts == RECORD_BATCH && !atomic_load(&k->stop));
	return settled;
}

static void
tidy(struct record_writer *k)
{
	int joined = 1;

	while (record_packs(k->record) > PACKS_MAX && joined > 0 &&
		!must_stop(k))
		if (record_repack(&joined, k->record, must_stop, k, NULL) !=
			ERR_OK)
			return;
}

/* Sleeps until woken, or for a retry. True while there is work to do. */
static bool
rest(struct record_writer *k, bool retry)
{
	struct timespec until;
	bool on;

	(void)clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += RETRY_S;
	(void)pthread_mutex_lock(&k->lock);
	while (!k->asked && !k->ending) {
		if (!retry)
			(void)pthread_cond_wait(&k->wake, &k->lock);
		else if (pthread_cond_timedwait(&k->wake, &k->lock, &until) ==
			ETIMEDOUT)
			break;
	}
	on = k->asked || !k->ending;
	k->asked = false;
	(void)pthread_mutex_unlock(&k->lock);
	return on;
}

/*
 * Lets acts gather: a pack for each single act would make the disk wait for
 * the record while officers wait for the disk. A library that is to move is
 * waited for.
 */
static void
record_writer_gather(struct record_writer *k)
{
	struct timespec until;

	(void)clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += GATHER_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	(void)pthread_mutex_lock(&k->lock);
	while (!k->ending && !atomic_load(&k->move) &&
		pthread_cond_timedwait(&k->wake, &k->lock, &until) != ETIMEDOUT)
		;
	k->asked = false;
	(void)pthread_mutex_unlock(&k->lock);
}

static void *
record_writer_run(void *arg)
{
	struct record_writer *k = arg;
	bool retry = false;

	station_rank(RANK_RECORD);
	do {
		record_writer_gather(k);
		record_writer_move(k);
		retry = !catch_up(k) || atomic_load(&k->move);
		(void)eventfd_write(k->moved, 1);
		tidy(k);
	} while (rest(k, retry) && !atomic_load(&k->stop));
	hash_thread_end();
	return NULL;
}

static void
destroy(struct record_writer *k)
{
	ledger_source_release(&k->source);
	record_close(k->record);
	ledger_close(k->ledger);
	checkpoint_close(k->checkpoint);
	if (k->moved >= 0)
		(void)close(k->moved);
	(void)pthread_mutex_destroy(&k->lock);
	(void)pthread_cond_destroy(&k->wake);
	free(k->library);
	free(k);
}

/* Timeouts use CLOCK_MONOTONIC, so clock steps do not delay the writer. */
static void
init_wake(struct record_writer *k)
{
	pthread_condattr_t attr;

	(void)pthread_condattr_init(&attr);
	(void)pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&k->wake, &attr);
	(void)pthread_condattr_destroy(&attr);
}

enum err_code
record_writer_start(struct record_writer **out, const char *dir,
	const struct sshsig_key *key, struct err *err)
{
	struct record_writer *k = mem_new(sizeof(*k));
	char *path = station_path(dir, "record");
	enum err_code rc;

	(void)pthread_mutex_init(&k->lock, NULL);
	init_wake(k);
	k->library = station_path(dir, "library");
	k->moved = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	/* one that was moved aside is written again from the ledger */
	rc = access(path, F_OK) == 0 ? ERR_OK : record_init(path, err);
	if (rc == ERR_OK)
		rc = record_open(&k->record, path, key, err);
	if (rc == ERR_OK)
		rc = ledger_open_read(&k->ledger, dir, err);
	(void)checkpoint_open(&k->checkpoint, dir, NULL);
	if (rc == ERR_OK) {
		ledger_source_init(&k->source, k->ledger);
		record_head(&k->view.head, k->record);
		rc = thread_start(&k->thread, record_writer_run, k, err);
	}
	free(path);
	if (rc != ERR_OK) {
		destroy(k);
		return rc;
	}
	*out = k;
	return ERR_OK;
}

void
record_writer_accept(struct record_writer *k, const char *commit)
{
	if (k == NULL)
		return;
	(void)pthread_mutex_lock(&k->lock);
	FIXED_SET(k->head, commit);
	atomic_store(&k->move, true);
	(void)pthread_mutex_unlock(&k->lock);
	record_writer_wake(k);
}

void
record_writer_wake(struct record_writer *k)
{
	if (k == NULL)
		return;
	(void)pthread_mutex_lock(&k->lock);
	k->asked = true;
	(void)pthread_cond_signal(&k->wake);
	(void)pthread_mutex_unlock(&k->lock);
}

void
record_writer_stop(struct record_writer *k, int patience)
{
	struct timespec until;

	if (k == NULL)
		return;
	(void)pthread_mutex_lock(&k->lock);
	k->ending = true;
	(void)pthread_cond_signal(&k->wake);
	(void)pthread_mutex_unlock(&k->lock);
	(void)clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += patience / 1000;
	if (pthread_clockjoin_np(k->thread, NULL, CLOCK_MONOTONIC, &until) !=
		0) {
		atomic_store(&k->stop, true);
		(void)pthread_join(k->thread, NULL);
	}
	destroy(k);
}

void
record_writer_hush(struct record_writer *k, bool release)
{
	if (k)
		atomic_store(&k->hush, release);
}

void
record_writer_look(struct record_writer_view *out, struct record_writer *k)
{
	memset(out, 0, sizeof(*out));
	if (k == NULL)
		return;
	(void)pthread_mutex_lock(&k->lock);
	*out = k->view;
	(void)pthread_mutex_unlock(&k->lock);
}

int
record_writer_fd(const struct record_writer *k)
{
	return k->moved;
}

bool
record_writer_moved(struct record_writer *k)
{
	eventfd_t count;

	return eventfd_read(k->moved, &count) == 0;
}

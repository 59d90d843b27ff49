/*
 * What a station opens at its start, in order: ledger, drafts, keys, the
 * record's head against the ledger, the library. What does not fit stops the
 * start or shuts the station; nothing is written over.
 */
#include "station/station.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fixed.h"
#include "crier/entry_kind.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "record/library.h"
#include "record/record.h"
#include "record/record_reader.h"
#include "station/checkup.h"
#include "station/checkup_record.h"
#include "station/child.h"
#include "station/denials.h"
#include "station/letters.h"
#include "station/env.h"
#include "station/identity.h"
#include "station/incident_cache.h"
#include "station/library_cache.h"
#include "station/reload.h"
#include "station/setup.h"
#include "store/projection.h"
#include "store/reader.h"
#include "store/soundness.h"

enum { SOUND_AT_START = 500000 }; /* entries: two seconds */

/* From now on the station reads and verifies, and refuses every act. */
static void
shut(struct station *st, struct arg why)
{
	if (st->shut.kind == NULL)
		st->shut = why;
}

static enum err_code
check_kind(void *ctx, const char *kind, struct err *err)
{
	struct station *st = ctx;

	(void)err;
	if (entry_kind_find(kind) == NULL)
		shut(st,
			ARG_BOTH("it holds entries of a newer Crier",
				"含有更新版本的条目"));
	return ERR_OK;
}

/*
 * An index that lost a row would make a released message approved again. Where
 * this takes seconds, the daily reading (ledger_watch.h), which begins at
 * once, finds it.
 */
static enum err_code
check_sound(struct station *st, struct err *err)
{
	struct err why = { .code = ERR_OK };
	enum err_code rc;

	if (ledger_head(st->ledger)->seq > SOUND_AT_START)
		return ERR_OK;
	rc = ledger_sound(st->ledger, SOUND_START, &why);
	if (rc == ERR_CORRUPT) {
		shut(st, arg_refusal(&why));
		return ERR_OK;
	}
	if (rc != ERR_OK)
		*err = why;
	return rc;
}

/*
 * A newer Crier may have died before its record was level: the commits that
 * this one would make for those entries are not the same.
 */
static void
check_format(struct station *st)
{
	if (checkup_record_format(st->ledger) > RECORD_FORMAT)
		shut(st,
			ARG_BOTH("its record is of a newer Crier",
				"其档案库由更新的版本写成"));
}

/*
 * The record is written after the ledger. One that has more, or something
 * else, is of another history: an old copy of the ledger was put back, or its
 * end was cut off. Writing on would lose what only the record has.
 */
static void
compare_record(struct station *st, const struct record_head *head)
{
	char *line = NULL, hash[HASH_HEX] = "";

	if (head->seq > ledger_head(st->ledger)->seq) {
		shut(st,
			ARG_BOTH("the record has entries that it has not",
				"档案库有台账所无的条目"));
		return;
	}
	if (ledger_line(&line, st->ledger, head->seq, NULL) == ERR_OK)
		hash_hex(hash, line, strlen(line));
	if (strcmp(hash, head->ledger) != 0)
		shut(st,
			ARG_BOTH("the record has other entries than it",
				"档案库与台账的条目不一致"));
	free(line);
}

/* Nothing is added to a record whose head this station did not sign. */
static enum err_code
check_record(struct station *st, struct err *err)
{
	char *path = station_path(st->dir, "record");
	char *signers = checkup_signers(st->ledger);
	struct record_head head = { .seq = 0 };
	struct err why = { .code = ERR_OK };
	struct record_reader *c = NULL;
	enum err_code rc;

	rc = record_reader_open(&c, path, &why);
	if (rc == ERR_OK)
		record_reader_head(&head, c);
	if (rc == ERR_OK)
		rc = record_reader_check_head(c, signers, &why);
	record_reader_close(c);
	if (rc == ERR_OK)
		compare_record(st, &head);
	else if (rc == ERR_CORRUPT || rc == ERR_DENIED)
		rc = refuse(err, REFUSE_RECORD_OTHER, path,
			WITH(arg_refusal(&why), arg_word(why.where)));
	else
		rc = ERR_OK; /* there is none yet, or the writer will say */
	free(signers);
	free(path);
	return rc;
}

/* The record's clones hold the library too; a failure is tried again. */
static void
mirror_library(const struct station *st)
{
	char *library = station_path(st->dir, "library");
	char *record = station_path(st->dir, "record");

	(void)library_mirror(record, library, NULL);
	free(library);
	free(record);
}

/* A crash between ledger and library leaves the head one step behind. */
static void
settle_library(struct station *st, const char *path)
{
	char head[RECORD_COMMIT] = "";
	char *record = station_path(st->dir, "record");

	/* the record holds a copy of a library that is gone */
	if (access(path, F_OK) != 0)
		(void)library_restore(path, record, NULL);
	library_sweep(path);
	free(record);
	if (library_head(head, path, NULL) == ERR_OK &&
		strcmp(head, st->office.library) != 0)
		(void)library_accept(path, st->office.library, NULL);
	mirror_library(st);
}

static enum err_code
load_blocked_key(struct station *st, struct err *err)
{
	char *path = station_path(st->dir, "keys/blocked");
	enum err_code rc = setup_blocked_key(st->dir, err);
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (rc == ERR_OK &&
		(fd < 0 ||
			read(fd, st->blocked_key, HASH_HEX - 1) !=
				HASH_HEX - 1))
		rc = refuse_errno(err, REFUSE_READ, path);
	if (fd >= 0)
		(void)close(fd);
	free(path);
	return rc;
}

/* An upgrade that changed a projection's shape has emptied it. */
static enum err_code
refill(struct station *st, struct err *err)
{
	bool stale = false;
	enum err_code rc = projection_is_stale(&stale, st->ledger, err);

	if (rc == ERR_OK && stale)
		rc = checkup_project(st->ledger, st->ledger, NULL, err);
	return rc;
}

enum err_code
stores_open(struct station *st, struct err *err)
{
	char *key = station_path(st->dir, "keys/station");
	char *library = station_path(st->dir, "library");
	const struct library *library_now;
	enum err_code rc;

	rc = ledger_open(&st->ledger, st->dir, false, err);
	if (rc == ERR_OK)
		children_sweep(st->dir);
	if (rc == ERR_OK)
		rc = state_open(&st->state, st->dir, err);
	if (rc == ERR_OK)
		rc = record_key_load(&st->key, key, err);
	if (rc == ERR_OK)
		rc = load_blocked_key(st, err);
	if (rc == ERR_OK)
		rc = check_sound(st, err);
	if (rc == ERR_OK)
		rc = refill(st, err);
	if (rc == ERR_OK)
		rc = reload_memory(st, err);
	if (rc == ERR_OK)
		rc = ledger_each_kind(st->ledger, check_kind, st, err);
	if (rc == ERR_OK)
		check_format(st);
	if (rc == ERR_OK && ledger_head(st->ledger)->seq == 0)
		rc = refuse(err, REFUSE_CHAIN_EMPTY, st->dir, WITH_NONE);
	if (rc == ERR_OK)
		rc = identity_check(st->dir, st->ledger, err);
	if (rc == ERR_OK)
		rc = check_record(st, err);
	if (rc == ERR_OK) {
		settle_library(st, library);
		st->library_cache = library_cache_new(library);
		st->incident_cache = incident_cache_new(st->ledger);
		st->denials = denials_new();
		st->letters = letters_new();
		/* parsed now, so that no officer waits for it */
		(void)library_cache_get(&library_now, st->library_cache,
			st->office.library, NULL);
	}
	free(key);
	free(library);
	return rc;
}

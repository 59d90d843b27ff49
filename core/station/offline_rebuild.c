/*
 * crier rebuild --from CLONE DIR: a station again, from a clone of its
 * record. Entries come back byte for byte, projections are computed from
 * them, and the clone's commits are adopted. Drafts, credentials and what was
 * not yet in the clone do not come back; new keys are drawn and named in an
 * entry, so that what follows is signed by somebody the ledger knows.
 */
#include "station/offline.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/id.h"
#include "domain/office/office.h"
#include "record/library.h"
#include "record/record.h"
#include "record/record_reader.h"
#include "station/checkup.h"
#include "station/env.h"
#include "station/library_cache.h"
#include "station/setup.h"
#include "station/station.h"
#include "store/reader.h"

struct rebuild {
	const char *from;
	char dir[STATION_DIR_MAX];
	struct sshsig_key key;
	char relay_key[SEAL_LINE];
	struct record_report report;
	struct ledger *ledger;
	char act[ACT_ID]; /* the running act */
	char library[RECORD_COMMIT]; /* of a library shipped anew, or "" */
	char rules[HASH_HEX];
};

static enum err_code
check_clone(struct rebuild *r, struct err *err)
{
	struct record_check check = { .history = true };
	struct record_reader *c = NULL;
	enum err_code rc;

	rc = record_reader_open(&c, r->from, err);
	if (rc == ERR_OK)
		rc = record_verify(&r->report, c, &check, err);
	record_reader_close(c);
	return rc;
}

/* Acts come back as acts, so that a repeat is known again. */
static enum err_code
rebuild_take(
	void *ctx, int64_t seq, const char *line, size_t len, struct err *err)
{
	struct rebuild *r = ctx;
	struct entry e;
	enum err_code rc;

	rc = entry_parse(&e, line, len, err);
	if (rc != ERR_OK)
		return rc;
	(void)seq;
	if (strcmp(e.act, r->act) != 0) {
		if (r->act[0])
			rc = ledger_act_end(r->ledger, err);
		if (rc == ERR_OK)
			rc = ledger_act_begin(r->ledger, e.act, err);
		FIXED_SET(r->act, e.act);
	}
	if (rc == ERR_OK)
		rc = ledger_append_line(r->ledger, line, len, err);
	entry_release(&e);
	return rc;
}

static enum err_code
take_entries(struct rebuild *r, struct err *err)
{
	struct record_reader *c = NULL;
	enum err_code rc;

	rc = record_reader_open(&c, r->from, err);
	if (rc == ERR_OK)
		rc = ledger_begin(r->ledger, err);
	if (rc == ERR_OK)
		rc = record_reader_each(c, 1, 0, rebuild_take, r, err);
	if (rc == ERR_OK && r->act[0])
		rc = ledger_act_end(r->ledger, err);
	if (rc == ERR_OK)
		rc = ledger_commit(r->ledger, err);
	else
		ledger_abort(r->ledger);
	record_reader_close(c);
	if (rc == ERR_OK)
		rc = checkup_project(r->ledger, r->ledger, err);
	return rc;
}

static enum err_code
add_rebuilt(struct rebuild *r, struct err *err)
{
	unsigned char pub[SEAL_KEY];
	char line[SSHSIG_LINE], id[SEAL_ID] = "";
	json_t *body = json_object();
	struct judged j;
	enum err_code rc;

	sshsig_key_format(line, &r->key, "");
	if (seal_key_parse(pub, r->relay_key, NULL) == ERR_OK)
		seal_key_id(id, pub);
	doc_put_str(body, "from_head", r->report.head.ledger);
	doc_put_str(body, "signing_key", line);
	doc_put_str(body, "relay_key", r->relay_key);
	doc_put_str(body, "relay_key_id", id);
	judged_init(&j);
	judged_add(&j, "station.rebuilt", body);
	if (r->library[0]) {
		body = json_object();
		doc_put_str(body, "head", r->library);
		doc_put_str(body, "rules", r->rules);
		judged_add(&j, "station.library", body);
	}
	rc = setup_append(r->ledger, &j, err);
	judged_release(&j);
	return rc;
}

/* The shipped library in place of a lost one, named in an entry. */
static enum err_code
ship_library(struct rebuild *r, const char *path, struct err *err)
{
	char *shipped = station_installed("share/crier/playbooks");
	struct library_blobs blobs = { 0 };
	struct library *lib = NULL;
	struct faults faults;
	enum err_code rc;

	faults_init(&faults);
	rc = library_read_folder(&blobs, shipped, err);
	if (rc == ERR_OK)
		rc = library_init(path, &blobs, "rebuilt", &r->key,
			station_now(), 0, err);
	if (rc == ERR_OK)
		rc = library_head(r->library, path, err);
	if (rc == ERR_OK)
		rc = library_cache_parse(&lib, path, "", &faults, err);
	if (rc == ERR_OK)
		FIXED_SET(r->rules, lib->rules.digest);
	library_free(lib);
	faults_release(&faults);
	library_blobs_release(&blobs);
	free(shipped);
	return rc;
}

/* The library is a branch of the record; a clone may lack it. */
static enum err_code
bring_library(struct rebuild *r, struct err *err)
{
	char *path = station_path(r->dir, "library");
	enum err_code rc = ERR_OK;

	if (library_restore(path, r->from, NULL) != ERR_OK)
		rc = ship_library(r, path, err);
	free(path);
	return rc;
}

static enum err_code
rebuild(struct rebuild *r, const struct offline_words *w, struct err *err)
{
	char *record, *ledger;
	enum err_code rc;
	bool there;

	rc = check_clone(r, err);
	if (rc != ERR_OK)
		return rc;
	if (!fixed_try(r->dir, sizeof(r->dir), w->plain[0]))
		return err_set(err, ERR_TOO_LARGE, "DIR",
			"Choose a folder with a shorter path.",
			"the folder's path is too long");
	ledger = station_path(r->dir, "ledger.db");
	there = access(ledger, F_OK) == 0;
	free(ledger);
	if (there)
		return err_set(err, ERR_CONFLICT, r->dir,
			"Choose a new folder; the old one stays as it is.",
			"there is a ledger already; nothing was changed");
	rc = setup_folders(r->dir, true, err);
	if (rc == ERR_OK && realpath(w->plain[0], r->dir) == NULL)
		rc = err_errno(err, w->plain[0], "", "cannot find it again");
	if (rc == ERR_OK)
		rc = setup_keys(&r->key, r->relay_key, r->dir, err);
	if (rc == ERR_OK)
		rc = bring_library(r, err);
	record = station_path(r->dir, "record");
	if (rc == ERR_OK)
		rc = record_adopt(record, r->from, err);
	free(record);
	if (rc == ERR_OK)
		rc = ledger_open(&r->ledger, r->dir, true, err);
	if (rc == ERR_OK)
		rc = take_entries(r, err);
	if (rc == ERR_OK)
		rc = add_rebuilt(r, err);
	return rc;
}

static void
rebuild_tell(const struct rebuild *r, const struct offline_words *w)
{
	json_t *doc;

	if (w->json) {
		doc = json_object();
		doc_put_str(doc, "dir", r->dir);
		doc_put_int(doc, "entries", r->report.entries);
		doc_put_str(doc, "head", r->report.head.ledger);
		offline_print(doc);
		json_decref(doc);
		return;
	}
	if (w->lang == LANG_ZH)
		offline_say(stdout,
			"已由档案库重建：%lld 条，位于 %s\n"
			"未能恢复：草稿、账号凭据（每个账号须重新登记凭据）、"
			"克隆之后的条目。\n",
			(long long)r->report.entries, r->dir);
	else
		offline_say(stdout,
			"rebuilt %lld entries in %s\n"
			"not brought back: drafts, credentials (every "
			"account needs its credential again), and what "
			"happened after the clone was made\n",
			(long long)r->report.entries, r->dir);
}

int
offline_rebuild(const struct offline_words *w)
{
	struct rebuild r = { .from = words_value(w, "--from") };
	struct err err = { .code = ERR_OK };
	enum err_code rc;

	if (r.from == NULL || w->count != 1)
		rc = err_set(&err, ERR_USAGE, "rebuild",
			"crier rebuild --from CLONE DIR",
			"the clone or the new folder is missing");
	else
		rc = rebuild(&r, w, &err);
	if (rc == ERR_OK)
		rebuild_tell(&r, w);
	ledger_close(r.ledger);
	sshsig_key_release(&r.key);
	return rc == ERR_OK ? 0 : offline_fail(w, &err);
}

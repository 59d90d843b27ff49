/*
 * What errands do, in a child: nothing here has the ledger or may change what
 * the station stands on.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "lint/leak_doc.h"
#include "record/quarantine.h"
#include "record/record.h"
#include "station/child.h"
#include "station/child_jobs.h"
#include "station/env.h"
#include "station/library_cache.h"
#include "station/library_told.h"
#include "station/scratch.h"

/* ---- a library from elsewhere ---- */

/* Comments, names, authors: whatever it is, the rules are those of an act. */
static enum err_code
job_judge(void *ctx, const char *where, const char *text, size_t len,
	struct err *err)
{
	const struct library *lib = ctx;
	char at[160];
	struct leaks found;
	enum err_code rc;

	fixed_cut_format(
		at, sizeof(at), "source%s%s", *where ? ": " : "", where);
	leak_scan(&found, text, len, lib->rules.lint);
	rc = leak_refuse(&found, at, err);
	leaks_release(&found);
	return rc;
}

static enum err_code
job_tell(json_t *answer, struct quarantine *q, const struct library *lib,
	const char *library, const char *accepted, struct err *err)
{
	char commit[RECORD_COMMIT];
	struct library_blobs blobs;
	enum err_code rc = quarantine_read(&blobs, q, err);

	if (rc != ERR_OK)
		return rc;
	rc = library_told(answer, lib, &blobs, library, accepted, err);
	library_blobs_release(&blobs);
	quarantine_commit(commit, q);
	doc_put_str(answer, "accepted", accepted);
	doc_put_str(answer, "head", commit);
	return rc;
}

static enum err_code
job_parse(struct library **out, struct quarantine *q, struct err *err)
{
	struct library_blobs blobs;
	struct faults faults;
	enum err_code rc = quarantine_read(&blobs, q, err);

	if (rc != ERR_OK)
		return rc;
	faults_init(&faults);
	rc = library_cache_parse_blobs(out, &blobs, &faults, err);
	faults_release(&faults);
	library_blobs_release(&blobs);
	return rc;
}

enum err_code
job_library_import(const char *dir, const json_t *doc, struct err *err)
{
	char *library = station_path(dir, "library");
	const char *accepted = doc_str(doc, "accepted");
	char commit[RECORD_COMMIT];
	struct quarantine_judge judge = { job_judge, NULL };
	struct quarantine *q = NULL;
	struct library *lib = NULL;
	const struct progress *told = child_progress(false);
	json_t *answer = json_object();
	enum err_code rc;

	(void)progress_tell(told, PROGRESS_READ, 0, 0, NULL);
	rc = quarantine_open(&q, doc_str(doc, "scratch"), library,
		doc_str(doc, "source"), accepted, err);
	if (rc == ERR_OK) {
		quarantine_commit(commit, q);
		if (strcmp(commit, accepted) == 0)
			rc = refuse(err, REFUSE_LIBRARY, "source",
				WITH(ARG_BOTH("it is the one in force",
					"与现行预案库相同")));
	}
	if (rc == ERR_OK)
		rc = job_parse(&lib, q, err);
	if (rc == ERR_OK) {
		judge.ctx = lib;
		rc = quarantine_judge(q, &judge, told, err);
	}
	if (rc == ERR_OK)
		rc = job_tell(answer, q, lib, library, accepted, err);
	if (rc == ERR_OK)
		rc = quarantine_keep(q, err);
	if (rc == ERR_OK)
		child_say("answer", json_incref(answer));
	json_decref(answer);
	library_free(lib);
	quarantine_close(q);
	free(library);
	return rc;
}

/* ---- the record ---- */

enum err_code
job_library_mirror(const char *dir, const json_t *doc, struct err *err)
{
	char *library = station_path(dir, "library");
	char *record = station_path(dir, "record");
	enum err_code rc = library_mirror(record, library, err);

	(void)doc;
	if (rc == ERR_OK)
		child_say("answer", json_object());
	free(library);
	free(record);
	return rc;
}

/* The first folder on the way to it that is not there; "" if all are. */
static char *
job_missing(const char *remote)
{
	char *path = mem_strdup(remote), *end = path;

	do {
		end += strspn(end, "/");
		end += strcspn(end, "/");
		*end = '\0';
		if (access(path, F_OK) != 0)
			return path;
		*end = remote[end - path];
	} while (*end != '\0');
	*path = '\0';
	return path;
}

enum err_code
job_record_push(const char *dir, const json_t *doc, struct err *err)
{
	const char *remote = doc_str(doc, "remote");
	char *path = station_path(dir, "record");
	struct record_head head = { 0 };
	char *missing = job_missing(remote);
	json_t *answer;
	bool made;
	enum err_code rc;

	rc = record_push(
		&head, &made, path, remote, NULL, child_progress(true), err);
	/* what it made and did not finish is gone again */
	if (rc != ERR_OK && made && *missing != '\0')
		scratch_remove(missing);
	else if (rc != ERR_OK && made)
		scratch_clear(remote);
	if (rc == ERR_OK) {
		answer = json_object();
		doc_put_str(answer, "head", head.commit);
		doc_put_int(answer, "seq", head.seq);
		child_say("answer", answer);
	}
	free(missing);
	free(path);
	return rc;
}

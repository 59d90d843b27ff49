/*
 * Checking a station's folder.
 */
#include "station/checkup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "base/sshsig.h"
#include "crier/entry_kind.h"
#include "domain/incident/incident.h"
#include "domain/office/office.h"
#include "record/library.h"
#include "record/record.h"
#include "record/record_reader.h"
#include "station/checkup_record.h"
#include "station/clock_trust.h"
#include "station/env.h"
#include "station/incident_cache.h"
#include "station/library_cache.h"
#include "store/projection.h"
#include "store/reader.h"
#include "store/soundness.h"
#include "store/state.h"
#include "store/verify.h"

/* ---- projections again ---- */

struct again {
	struct ledger *into;
	struct office office;
	struct incident *incidents; /* by arrival; found through ids */
	json_t *index; /* incident -> place in the array */
	size_t count;
};

static struct incident *
again_incident(struct again *a, const char *id)
{
	json_t *at = json_object_get(a->index, id);
	struct incident *i;

	if (at != NULL)
		return &a->incidents[json_integer_value(at)];
	doc_put_int(a->index, id, (json_int_t)a->count);
	i = MEM_ADD(a->incidents, a->count);
	incident_init(i);
	return i;
}

static enum err_code
again_entry(void *ctx, const struct entry *e, struct err *err)
{
	struct again *a = ctx;
	struct rows rows;
	enum err_code rc;

	rows_init(&rows);
	rc = office_apply(&a->office, e, err);
	office_rows(&rows, &a->office, e);
	if (rc == ERR_OK && e->incident[0]) {
		struct incident *i = again_incident(a, e->incident);

		rc = incident_apply(i, e, err);
		if (rc == ERR_OK)
			incident_rows(&rows, i, e);
	}
	if (rc == ERR_OK)
		rc = projection_put_rows(a->into, &rows, err);
	rows_release(&rows);
	return rc;
}

enum err_code
checkup_project(struct ledger *into, struct ledger *from, struct err *err)
{
	struct again a = { .into = into, .index = json_object() };
	enum err_code rc;

	office_init(&a.office);
	rc = ledger_begin(into, err);
	if (rc == ERR_OK)
		rc = projection_clear(into, err);
	if (rc == ERR_OK)
		rc = ledger_each_entry(from, 1, 0, again_entry, &a, err);
	if (rc == ERR_OK)
		rc = ledger_commit(into, err);
	else
		ledger_abort(into);
	for (size_t n = 0; n < a.count; n++)
		incident_release(&a.incidents[n]);
	free(a.incidents);
	json_decref(a.index);
	office_release(&a.office);
	return rc;
}

/* ---- verify ---- */

static json_t *
problem_doc(int64_t seq, const char *what)
{
	json_t *doc = json_object();

	doc_put_int(doc, "seq", seq);
	doc_put_str(doc, "what", what);
	return doc;
}

/* A station may be writing: entries and lists must be of one moment. */
static enum err_code
compare_projections(struct projection_diff *diff, bool *stale, struct ledger *l,
	struct err *err)
{
	struct ledger *scratch = ledger_new_scratch();
	enum err_code rc = ledger_hold(l, err);

	if (rc == ERR_OK)
		rc = projection_is_stale(stale, l, err);
	if (rc == ERR_OK && !*stale)
		rc = checkup_project(scratch, l, err);
	if (rc == ERR_OK && !*stale)
		rc = projection_compare(diff, l, scratch, err);
	ledger_let_go(l);
	ledger_close(scratch);
	return rc;
}

static json_t *
verify_projections(struct ledger *l)
{
	struct projection_diff diff = { .same = false };
	struct err err = { .code = ERR_OK };
	json_t *doc = json_object();
	bool stale = false;
	enum err_code rc = compare_projections(&diff, &stale, l, &err);

	doc_put_bool(doc, "ok", rc == ERR_OK && diff.same);
	doc_put_bool(doc, "stale", stale);
	if (rc != ERR_OK)
		doc_put_str(doc, "problem", err.what);
	else if (stale)
		doc_put_str(doc, "problem",
			"the lists were kept by another Crier; a station that "
			"starts makes them anew");
	else if (!diff.same)
		doc_put_str(doc, "problem", diff.what);
	return doc;
}

/*
 * The chain, and the database that it is read from by other ways than line by
 * line; as a document to which more can be added.
 */
static json_t *
verify_chain(struct ledger *l, const struct ledger_head *expect)
{
	struct chain_result chain = { 0 };
	struct err err = { .code = ERR_OK };
	json_t *doc = json_object();
	bool sound;

	if (chain_verify(&chain, l, expect, &err) != ERR_OK) {
		chain.fault = CHAIN_CUT;
		fixed_cut(chain.what, sizeof(chain.what), err.what);
	}
	if (chain.fault == CHAIN_SOUND && chain.entries == 0) {
		chain.fault = CHAIN_CUT;
		FIXED_SET(chain.what, "the ledger holds no entry");
	}
	sound = ledger_sound(l, SOUND_WHOLE, &err) != ERR_CORRUPT;
	doc_put_bool(doc, "ok", chain.fault == CHAIN_SOUND && sound);
	doc_put_bool(doc, "chain", chain.fault == CHAIN_SOUND);
	doc_put_bool(doc, "database", sound);
	doc_put_int(doc, "entries", chain.entries);
	doc_put_str(doc, "head", chain.head.hash);
	if (chain.fault != CHAIN_SOUND)
		doc_put(doc, "problem", problem_doc(chain.seq, chain.what));
	else if (!sound)
		doc_put(doc, "problem", problem_doc(0, err.what));
	return doc;
}

json_t *
checkup_chain(struct ledger *l)
{
	return verify_chain(l, NULL);
}

/* Nothing contradicts, and the record is not there as far as was asked. */
static bool
checkup_is_unjudged(const json_t *record, bool rest)
{
	return rest && doc_int(record, "behind") > 0 &&
		(doc_bool(record, "ok") || !doc_bool(record, "begun"));
}

json_t *
checkup_verify(const char *dir, struct ledger *l, int patience_ms)
{
	struct ledger_head expect = { 0 };
	json_t *record = checkup_record(
		dir, l, ledger_head(l)->seq, patience_ms, &expect);
	json_t *doc = verify_chain(l, expect.seq ? &expect : NULL);
	bool sound = doc_bool(doc, "ok");
	json_t *rows = sound ? verify_projections(l) : json_object();

	doc_put_bool(doc, "unjudged",
		checkup_is_unjudged(record, sound && doc_bool(rows, "ok")));
	doc_put_bool(doc, "ok",
		sound && doc_bool(record, "ok") && doc_bool(rows, "ok") &&
			!doc_bool(doc, "unjudged"));
	if (sound && !doc_bool(rows, "ok"))
		doc_put(doc, "problem",
			problem_doc(0, doc_str(rows, "problem")));
	doc_put(doc, "record", record);
	doc_put(doc, "projections", rows);
	return doc;
}

/* ---- doctor ---- */

static void
finding(json_t *list, const char *name, bool ok, const char *what,
	const char *remedy)
{
	json_t *doc = json_object();

	doc_put_str(doc, "name", name);
	doc_put_bool(doc, "ok", ok);
	doc_put_str(doc, "what", what);
	doc_put_str(doc, "remedy", ok ? "" : remedy);
	json_array_append_new(list, doc);
}

static void
look_folder(json_t *list, const char *dir)
{
	struct statvfs fs;
	char text[120];
	unsigned long long mib;

	if (statvfs(dir, &fs) != 0) {
		finding(list, "folder", false, "cannot be read",
			"Check the path and its permissions.");
		return;
	}
	mib = (unsigned long long)fs.f_bavail * fs.f_frsize >> 20;
	fixed_format(text, sizeof(text), "%llu MiB free", mib);
	finding(list, "folder", mib >= 64 && !(fs.f_flag & ST_RDONLY),
		fs.f_flag & ST_RDONLY ? "is read-only" : text,
		"Make room, or mount it for writing; nothing is lost.");
}

static void
look_key(json_t *list, const char *dir, const char *name)
{
	char *path = station_path(dir, name);
	struct stat s;
	bool there = stat(path, &s) == 0;
	bool shut = there && (s.st_mode & 077) == 0;

	finding(list, name, shut,
		!there		? "is missing"
			: !shut ? "can be read by others"
				: "is there, readable by its owner only",
		there ? "chmod 600 it, then make a new key."
		      : "Rebuild the station from its record: "
			"crier rebuild --from CLONE DIR");
	free(path);
}

static void
look_library(json_t *list, const char *dir)
{
	char *path = station_path(dir, "library");
	struct library *lib = NULL;
	struct err err = { .code = ERR_OK };
	struct faults faults;
	char text[700];

	faults_init(&faults);
	if (library_cache_parse(&lib, path, "", &faults, &err) == ERR_OK)
		fixed_format(text, sizeof(text), "%zu playbooks",
			lib->playbook_count);
	else
		fixed_cut_format(
			text, sizeof(text), "%s: %s", err.where, err.what);
	finding(list, "library", lib != NULL, text,
		faults.count > 0
			? "Import a library that passes crier playbook check."
			: "Move DIR/library aside; the station takes it from "
			  "the record when it starts.");
	library_free(lib);
	faults_release(&faults);
	free(path);
}

static void
look_state(json_t *list, const char *dir)
{
	struct err err = { .code = ERR_OK };
	bool ok = state_check(dir, &err) == ERR_OK;

	finding(list, "drafts", ok, ok ? "can be read" : err.what,
		"Move DIR/state.db aside. Words being typed are lost, and "
		"every account needs its credential again; nothing else.");
}

static const char rebuild_from_record[] =
	"Keep the folder as it is, and rebuild into a new one from the record: "
	"crier rebuild --from DIR/record NEWDIR";

static enum err_code
look_kind(void *ctx, const char *kind, struct err *err)
{
	json_t *unknown = ctx;

	(void)err;
	if (entry_kind_find(kind) == NULL)
		json_array_append_new(unknown, json_string(kind));
	return ERR_OK;
}

int64_t
checkup_record_format(struct ledger *l)
{
	static const char *const kinds[] = { "station.init",
		"station.started" };
	int64_t newest = 1;

	for (size_t n = 0; n < sizeof(kinds) / sizeof(kinds[0]); n++) {
		struct ledger_window w = { .kind = kinds[n],
			.limit = 1,
			.newest_first = true,
			.no_total = true };
		json_t *rows = NULL;
		int64_t total, format = 0;

		if (ledger_list(&rows, &total, l, &w, NULL) == ERR_OK)
			format = doc_int(
				doc_get(json_array_get(rows, 0), "body"),
				"record");
		newest = format > newest ? format : newest;
		json_decref(rows);
	}
	return newest;
}

/* What a station that starts here would refuse, or not write upon. */
static void
look_version(json_t *list, struct ledger *l)
{
	json_t *unknown = json_array();
	struct err err = { .code = ERR_OK };
	char text[700];

	if (ledger_check(l, &err) != ERR_OK)
		finding(list, "version", false, err.what, err.remedy);
	else if (ledger_each_kind(l, look_kind, unknown, &err) != ERR_OK)
		finding(list, "version", false, err.what, rebuild_from_record);
	else if (json_array_size(unknown) > 0) {
		fixed_cut_format(text, sizeof(text),
			"entries of a newer Crier, of %zu kinds unknown here "
			"(%s): nothing is written on them",
			json_array_size(unknown),
			json_string_value(json_array_get(unknown, 0)));
		finding(list, "version", false, text,
			"Start the newer Crier. This one may go on reading "
			"and verifying; the ledger is not damaged.");
	} else if (checkup_record_format(l) > RECORD_FORMAT) {
		finding(list, "version", false,
			"the record is kept in a format of a newer Crier: "
			"nothing is written to it",
			"Start the newer Crier. This one may go on reading "
			"and verifying; nothing is damaged.");
	} else {
		finding(list, "version", true,
			"every entry is of a kind known here", "");
	}
	json_decref(unknown);
}

/* Lists of another Crier are no sign of tampering: they are made anew. */
static void
look_ledger(json_t *list, const json_t *verified)
{
	const json_t *problem = doc_get(verified, "problem");
	bool stale = doc_bool(doc_get(verified, "projections"), "stale");
	bool ok = problem == NULL || (doc_bool(verified, "chain") && stale);
	char text[700];

	fixed_cut_format(text, sizeof(text), "%lld entries %s%s",
		(long long)doc_int(verified, "entries"),
		ok ? "consistent" : doc_str(problem, "what"),
		ok && stale ? "; the lists were kept by another Crier and are "
			      "made anew when the station starts"
			    : "");
	finding(list, "ledger", ok, text, rebuild_from_record);
}

bool
checkup_finds_none(const char *dir)
{
	/* any one of these is left of a station that lost the others */
	static const char *const parts[] = { "ledger.db", "keys/station",
		"record", "state.db" };
	bool none = true;

	for (size_t n = 0; n < sizeof(parts) / sizeof(parts[0]); n++) {
		char *path = station_path(dir, parts[n]);
		struct stat s;

		none = none && lstat(path, &s) != 0 &&
			(errno == ENOENT || errno == ENOTDIR);
		free(path);
	}
	return none;
}

/* What the station that starts here next would say of the clock. */
static void
look_clock(json_t *list, struct ledger *l)
{
	int64_t behind = clock_trust_find(l, station_now());
	char now[INSTANT_TEXT], then[INSTANT_TEXT], text[200];

	instant_format(now, station_now(), 0);
	instant_format(then, behind, 0);
	fixed_format(text, sizeof(text),
		behind ? "%s, behind an entry of %s"
		       : "%s, not behind the "
			 "ledger",
		now, then);
	finding(list, "clock", behind == 0, text,
		"Set the machine's clock; or, if it is right, confirm it: "
		"crier station confirm TIME. Until then nothing is opened, "
		"armed or fired.");
}

static void
look_record(json_t *list, const json_t *record)
{
	long long behind = (long long)doc_int(record, "behind");
	bool begun = doc_bool(record, "begun");
	char text[200];

	fixed_format(text, sizeof(text),
		"consistent as far as it goes, %lld entries behind the "
		"ledger: the station writes the rest",
		behind);
	finding(list, "record", doc_bool(record, "ok"),
		*doc_str(record, "problem") ? doc_str(record, "problem")
			: behind > 0	    ? text
				     : "consistent with itself and the ledger",
		begun ? "Move DIR/record aside; the station writes it again "
			"from the ledger, with the same commits."
		      : "Start the station, or wait for it: crier record "
			"status says how far it is.");
}

json_t *
checkup_doctor(const char *dir)
{
	json_t *doc = json_object(), *list = json_array(), *v;
	struct ledger *l = NULL;
	struct err err = { .code = ERR_OK };

	look_folder(list, dir);
	look_key(list, dir, "keys/station");
	look_library(list, dir);
	look_state(list, dir);
	if (ledger_open_read(&l, dir, &err) != ERR_OK) {
		finding(list, "ledger", false, err.what, rebuild_from_record);
	} else {
		v = checkup_verify(dir, l, 0);
		look_ledger(list, v);
		look_version(list, l);
		look_clock(list, l);
		look_record(list, doc_get(v, "record"));
		json_decref(v);
	}
	ledger_close(l);
	doc_put(doc, "checks", list);
	return doc;
}

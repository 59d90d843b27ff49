/*
 * The looks, one after the other.
 */
#include "station/doctor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "crier/entry_kind.h"
#include "crier/refusal.h"
#include "domain/office/identity.h"
#include "record/place.h"
#include "record/record.h"
#include "station/checkup.h"
#include "station/clock_trust.h"
#include "station/env.h"
#include "station/library_cache.h"
#include "station/setup.h"
#include "store/projection.h"
#include "store/reader.h"
#include "store/state.h"

enum { LINE = 700 };

static void
look_folder(struct doctor *d)
{
	struct statvfs fs;
	unsigned long long mib;
	char text[24];

	if (statvfs(d->dir, &fs) != 0) {
		doctor_find(d, DIAGNOSIS_FOLDER_UNREADABLE, "", "");
		return;
	}
	mib = (unsigned long long)fs.f_bavail * fs.f_frsize >> 20;
	fixed_format(text, sizeof(text), "%llu", mib);
	doctor_find(d,
		fs.f_flag & ST_RDONLY ? DIAGNOSIS_FOLDER_READ_ONLY
			: mib < 64    ? DIAGNOSIS_FOLDER_FULL
				      : DIAGNOSIS_FOLDER_WELL,
		text, "");
}

static void
look_key(struct doctor *d)
{
	char *path = station_path(d->dir, "keys/station");
	struct stat s;
	bool there = stat(path, &s) == 0;

	doctor_find(d,
		!there				 ? DIAGNOSIS_KEY_MISSING
			: (s.st_mode & 077) != 0 ? DIAGNOSIS_KEY_OPEN
						 : DIAGNOSIS_KEY_WELL,
		"", "");
	free(path);
}

static void
say_err(char out[LINE], const struct err *err, enum lang lang)
{
	char what[400], remedy[300];

	refusal_format(what, sizeof(what), remedy, sizeof(remedy), err, lang);
	fixed_cut(out, LINE, what);
}

static void
say_whole_err(struct doctor *d, const char *name, const struct err *err)
{
	char what[400], remedy[300];

	refusal_format(
		what, sizeof(what), remedy, sizeof(remedy), err, d->lang);
	doctor_say(d, name, false, what, remedy);
}

static void
look_library(struct doctor *d)
{
	char *path = station_path(d->dir, "library");
	struct library *lib = NULL;
	struct err err = { .code = ERR_OK };
	struct faults faults;
	char what[400], text[LINE];

	faults_init(&faults);
	if (library_cache_parse(&lib, path, "", &faults, &err) == ERR_OK) {
		fixed_format(text, sizeof(text), "%zu", lib->playbook_count);
	} else {
		say_err(text, &err, d->lang);
		fixed_cut(what, sizeof(what), text);
		if (err.where[0] != '\0' && strstr(what, err.where) == NULL)
			fixed_cut_format(
				text, sizeof(text), "%s: %s", err.where, what);
	}
	doctor_find(d,
		lib != NULL		   ? DIAGNOSIS_LIBRARY_WELL
			: faults.count > 0 ? DIAGNOSIS_LIBRARY_BAD
					   : DIAGNOSIS_LIBRARY_UNREADABLE,
		text, "");
	library_free(lib);
	faults_release(&faults);
	free(path);
}

static void
look_state(struct doctor *d)
{
	struct err err = { .code = ERR_OK };
	char text[LINE];

	if (state_check(d->dir, &err) == ERR_OK) {
		doctor_find(d, DIAGNOSIS_DRAFTS_WELL, "", "");
		return;
	}
	say_err(text, &err, d->lang);
	doctor_find(d, DIAGNOSIS_DRAFTS_BAD, text, "");
}

static enum err_code
look_kind(void *ctx, const char *kind, struct err *err)
{
	json_t *unknown = ctx;

	(void)err;
	if (entry_kind_find(kind) == NULL)
		json_array_append_new(unknown, json_string(kind));
	return ERR_OK;
}

/* As many as fit. */
static void
kinds_join(char *out, size_t size, const json_t *names)
{
	size_t n, len = 0;
	const json_t *name;

	*out = '\0';
	json_array_foreach(names, n, name)
	{
		fixed_cut_format(out + len, size - len, "%s%s", n ? ", " : "",
			json_string_value(name));
		len = strlen(out);
	}
}

/* What a station that starts here would refuse, or not write upon. */
static void
look_version(struct doctor *d, struct ledger *l)
{
	json_t *unknown = json_array();
	struct err err = { .code = ERR_OK };
	char text[LINE], names[LINE];

	if (ledger_check(l, &err) != ERR_OK) {
		say_whole_err(d, "version", &err);
	} else if (ledger_each_kind(l, look_kind, unknown, &err) != ERR_OK) {
		say_err(text, &err, d->lang);
		doctor_find(d, DIAGNOSIS_VERSION_UNREADABLE, text, "");
	} else if (json_array_size(unknown) > 0) {
		fixed_format(
			text, sizeof(text), "%zu", json_array_size(unknown));
		kinds_join(names, sizeof(names), unknown);
		doctor_find(d, DIAGNOSIS_VERSION_KINDS, text, names);
	} else {
		doctor_find(d,
			checkup_record_format(l) > RECORD_FORMAT
				? DIAGNOSIS_VERSION_RECORD
				: DIAGNOSIS_VERSION_WELL,
			"", "");
	}
	json_decref(unknown);
}

/* Lists of another Crier are no sign of tampering: they are made anew. */
static bool
look_ledger(struct doctor *d, const json_t *verified)
{
	const json_t *problem = doc_get(verified, "problem");
	bool stale = doc_bool(doc_get(verified, "projections"), "stale");
	bool whole =
		doc_bool(verified, "chain") && doc_bool(verified, "database");
	bool unread =
		doc_bool(verified, "chain") && doc_bool(verified, "unread");
	bool ok = whole &&
		(problem == NULL || stale || !doc_bool(verified, "own"));
	char count[24];

	fixed_format(count, sizeof(count), "%lld",
		(long long)doc_int(verified, "entries"));
	doctor_find(d,
		unread		? DIAGNOSIS_LEDGER_UNREAD
			: !ok	? DIAGNOSIS_LEDGER_BAD
			: stale ? DIAGNOSIS_LEDGER_STALE
				: DIAGNOSIS_LEDGER_WELL,
		count, doc_str(problem, "what"));
	return ok;
}

/* What the station that starts here next would say of the clock. */
static void
look_clock(struct doctor *d, struct ledger *l)
{
	int64_t behind = clock_trust_find(l, station_now());
	char now[INSTANT_TEXT], then[INSTANT_TEXT];

	instant_format(now, station_now(), 0);
	instant_format(then, behind, 0);
	doctor_find(d, behind ? DIAGNOSIS_CLOCK_BEHIND : DIAGNOSIS_CLOCK_WELL,
		now, then);
}

/* Those that end within 14 days, or have: nobody can renew them but a person. */
static void
look_credentials(struct doctor *d, struct ledger *l)
{
	struct window w = { .limit = WINDOW_MAX, .no_total = true };
	struct window_rows rows = { 0 };
	char when[INSTANT_TEXT];
	json_t *row;
	size_t n;

	if (projection_list(&rows, l, PROJ_ACCOUNT, &w, NULL) != ERR_OK)
		return; /* what is wrong with it is said of the ledger */
	json_array_foreach(rows.rows, n, row)
	{
		struct account a = { .active = strcmp(doc_str(row, "state"),
						       "active") == 0,
			.ends = doc_int(row, "ends") };

		if (!account_credential_ends(&a, station_now()))
			continue;
		instant_format(when, a.ends, 0);
		doctor_find(d,
			a.ends <= station_now() ? DIAGNOSIS_CREDENTIAL_ENDED
						: DIAGNOSIS_CREDENTIAL_ENDS,
			doc_str(row, "id"), when);
	}
	window_rows_release(&rows);
}

/* What git was told to show has its own remedy; so has what is foreign. */
static void
look_bad_record(struct doctor *d, const json_t *record, const json_t *foreign,
	bool sound)
{
	const char *problem = doc_str(record, "problem");

	if (foreign != NULL)
		doctor_say(d, "record", false, problem,
			doc_str(foreign, "remedy"));
	else if (doc_bool(record, "misplaced"))
		doctor_say(
			d, "record", false, problem, doc_str(record, "remedy"));
	else if (!doc_bool(record, "begun"))
		doctor_find(d, DIAGNOSIS_RECORD_EMPTY, problem, "");
	else
		doctor_find(d,
			sound ? DIAGNOSIS_RECORD_BAD : DIAGNOSIS_RECORD_BOTH,
			problem, "");
}

static void
look_record(struct doctor *d, const json_t *verified, bool sound)
{
	const json_t *record = doc_get(verified, "record");
	const json_t *foreign = doc_get(verified, "foreign");
	char *path = station_path(d->dir, "record"), count[24];
	int64_t behind = doc_int(record, "behind");
	struct err err = { .code = ERR_OK };

	fixed_format(count, sizeof(count), "%lld", (long long)behind);
	if (foreign != NULL)
		doctor_say(d, "identity", false, doc_str(foreign, "problem"),
			doc_str(foreign, "remedy"));
	if (!doc_bool(record, "ok"))
		look_bad_record(d, record, foreign, sound);
	else if (place_check_locks(path, &err) == ERR_CORRUPT)
		say_whole_err(d, "record", &err);
	else
		doctor_find(d,
			behind > 0 ? DIAGNOSIS_RECORD_BEHIND
				   : DIAGNOSIS_RECORD_WELL,
			count, "");
	free(path);
}

/* Then nothing else in it is worth a remedy. */
static bool
look_begun(struct doctor *d)
{
	char *begun = station_path(d->dir, SETUP_BEGUN);
	char *ledger = station_path(d->dir, "ledger.db");
	bool never = access(begun, F_OK) == 0 && access(ledger, F_OK) != 0;

	free(begun);
	free(ledger);
	if (never)
		doctor_find(d, DIAGNOSIS_LEDGER_NEVER, "", "");
	return never;
}

static void
look_parts(struct doctor *d)
{
	struct ledger *l = NULL;
	struct err err = { .code = ERR_OK };
	char text[LINE];
	json_t *v;
	bool sound;

	doctor_files(d);
	look_key(d);
	look_library(d);
	look_state(d);
	if (ledger_open_read(&l, d->dir, &err) != ERR_OK) {
		say_err(text, &err, d->lang);
		doctor_find(d, DIAGNOSIS_LEDGER_UNREADABLE, text, "");
	} else {
		v = checkup_verify(d->dir, l, 0, d->lang, NULL);
		sound = look_ledger(d, v);
		look_version(d, l);
		look_clock(d, l);
		look_record(d, v, sound);
		look_credentials(d, l);
		doctor_relay(d, l);
		doctor_beyond(d, l);
		json_decref(v);
	}
	ledger_close(l);
}

json_t *
doctor_look(const char *dir, enum lang lang)
{
	struct doctor d = { dir, lang, json_array() };
	json_t *doc = json_object();

	look_folder(&d);
	if (!look_begun(&d))
		look_parts(&d);
	doc_put(doc, "checks", d.list);
	return doc;
}

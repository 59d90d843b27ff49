/*
 * Checking a station's folder.
 */
#include "station/checkup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/incident/incident.h"
#include "domain/office/office.h"
#include "station/checkup_record.h"
#include "station/env.h"
#include "station/identity.h"
#include "station/signature_check.h"
#include "store/projection.h"
#include "store/reader.h"
#include "store/soundness.h"
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
checkup_project(struct ledger *into, struct ledger *from,
	const struct progress *progress, struct err *err)
{
	struct again a = { .into = into, .index = json_object() };
	enum err_code rc;

	office_init(&a.office);
	rc = ledger_begin(into, err);
	if (rc == ERR_OK)
		rc = projection_clear(into, err);
	ledger_tell(from, progress, PROGRESS_LISTS);
	if (rc == ERR_OK)
		rc = ledger_each_entry(from, 1, 0, again_entry, &a, err);
	ledger_tell(from, NULL, PROGRESS_LISTS);
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

/* With code and arguments, so that it can be said in any language. */
static json_t *
problem_of(int64_t seq, const struct err *err, enum lang lang)
{
	char what[sizeof(err->what)], remedy[sizeof(err->remedy)];
	json_t *doc;

	refusal_format(what, sizeof(what), remedy, sizeof(remedy), err, lang);
	doc = problem_doc(seq, what);
	doc_put_str(doc, "code", err->id);
	doc_put(doc, "args", refusal_args_doc(err));
	return doc;
}

/* What is wrong and what to do, in the reader's language. */
static void
put_fault(json_t *doc, const struct err *err, enum lang lang)
{
	char what[400], remedy[300];

	refusal_format(what, sizeof(what), remedy, sizeof(remedy), err, lang);
	doc_put_str(doc, "problem", what);
	doc_put_str(doc, "where", err->where);
	doc_put_str(doc, "remedy", remedy);
}

/* A station may be writing: entries and lists must be of one moment. */
static enum err_code
compare_projections(struct projection_diff *diff, bool *stale, struct ledger *l,
	const struct progress *progress, struct err *err)
{
	struct ledger *scratch = ledger_new_scratch();
	enum err_code rc = ledger_hold(l, err);

	if (rc == ERR_OK)
		rc = projection_is_stale(stale, l, err);
	if (rc == ERR_OK && !*stale)
		rc = checkup_project(scratch, l, progress, err);
	if (rc == ERR_OK && !*stale)
		rc = projection_compare(diff, l, scratch, err);
	ledger_let_go(l);
	ledger_close(scratch);
	return rc;
}

static const struct both stale_lists = BOTH(
	"the lists were kept by another Crier; a station that starts makes "
	"them again",
	"列表由其他版本的 Crier 保存；发布台启动时会重新生成");

static json_t *
verify_projections(
	struct ledger *l, enum lang lang, const struct progress *progress)
{
	struct projection_diff diff = { .same = false };
	struct err err = { .code = ERR_OK };
	json_t *doc = json_object();
	bool stale = false;
	enum err_code rc =
		compare_projections(&diff, &stale, l, progress, &err);

	doc_put_bool(doc, "ok", rc == ERR_OK && diff.same);
	doc_put_bool(doc, "stale", stale);
	if (rc != ERR_OK)
		put_fault(doc, &err, lang);
	else if (stale)
		doc_put_str(doc, "problem", stale_lists.in[lang]);
	else if (!diff.same)
		put_fault(doc, &diff.why, lang);
	return doc;
}

/*
 * The chain, and the database that it is read from by other ways than line by
 * line; as a document to which more can be added.
 */
static json_t *
verify_chain(struct ledger *l, const struct ledger_head *expect, enum lang lang,
	const struct progress *progress)
{
	struct chain_result chain = { 0 };
	struct err err = { .code = ERR_OK };
	json_t *doc = json_object();
	enum err_code looked;
	bool sound;

	ledger_tell(l, progress, PROGRESS_CHAIN);
	if (chain_verify(&chain, l, expect, &err) != ERR_OK) {
		chain.fault = CHAIN_CUT;
		chain.why = err;
	}
	if (chain.fault == CHAIN_SOUND && chain.entries == 0) {
		chain.fault = CHAIN_CUT;
		(void)refuse(&chain.why, REFUSE_CHAIN_EMPTY, "", WITH_NONE);
	}
	ledger_tell(l, NULL, PROGRESS_CHAIN);
	(void)progress_tell(progress, PROGRESS_DATABASE, 0, 0, NULL);
	looked = ledger_sound(l, SOUND_WHOLE, &err);
	sound = looked == ERR_OK;
	doc_put_bool(doc, "ok", chain.fault == CHAIN_SOUND && sound);
	doc_put_bool(doc, "chain", chain.fault == CHAIN_SOUND);
	doc_put_bool(doc, "database", sound);
	if (!sound && looked != ERR_CORRUPT) /* nobody could look */
		doc_put_bool(doc, "unread", true);
	doc_put_int(doc, "entries", chain.entries);
	doc_put_str(doc, "head", chain.head.hash);
	if (chain.fault != CHAIN_SOUND || !sound) {
		bool of_chain = chain.fault != CHAIN_SOUND;

		doc_put(doc, "problem",
			problem_of(of_chain ? chain.seq : 0,
				of_chain ? &chain.why : &err, lang));
	}
	return doc;
}

json_t *
checkup_chain(struct ledger *l, enum lang lang, const struct progress *progress)
{
	return verify_chain(l, NULL, lang, progress);
}

/* Nothing contradicts, and the record is not there as far as was asked. */
static bool
checkup_is_unjudged(const json_t *record, bool rest)
{
	return rest && doc_int(record, "behind") > 0 &&
		(doc_bool(record, "ok") || !doc_bool(record, "begun"));
}

json_t *
checkup_verify(const char *dir, struct ledger *l, int patience_ms,
	enum lang lang, const struct progress *progress)
{
	struct ledger_head expect = { 0 };
	struct err err = { .code = ERR_OK };
	json_t *record = checkup_record(dir, l, ledger_head(l)->seq,
		patience_ms, &expect, lang, progress);
	json_t *doc =
		verify_chain(l, expect.seq ? &expect : NULL, lang, progress);
	bool sound = doc_bool(doc, "ok");
	json_t *rows =
		sound ? verify_projections(l, lang, progress) : json_object();
	json_t *signatures = sound ? signature_check_ledger(l, progress, lang)
				   : json_object();
	bool own = identity_check(dir, l, &err) != ERR_CORRUPT;
	bool all = sound && own && doc_bool(rows, "ok") &&
		doc_bool(signatures, "ok");

	doc_put_bool(doc, "unjudged", checkup_is_unjudged(record, all));
	doc_put_bool(doc, "ok",
		all && doc_bool(record, "ok") && !doc_bool(doc, "unjudged"));
	doc_put_bool(doc, "own", own);
	if (!own) {
		json_t *foreign = json_object();

		put_fault(foreign, &err, lang);
		doc_put(doc, "foreign", foreign);
	}
	if (sound && !doc_bool(rows, "ok"))
		doc_put(doc, "problem",
			problem_doc(0, doc_str(rows, "problem")));
	else if (sound && !own)
		doc_put(doc, "problem",
			problem_doc(0,
				doc_str(doc_get(doc, "foreign"), "problem")));
	else if (sound && !doc_bool(signatures, "ok"))
		doc_put(doc, "problem",
			problem_doc(doc_int(signatures, "seq"),
				doc_str(signatures, "problem")));
	doc_put(doc, "record", record);
	doc_put(doc, "projections", rows);
	doc_put(doc, "signatures", signatures);
	return doc;
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

/*
 * The record against the ledger. The station's thread writes it a little later
 * than the ledger, and all of it again after it was moved aside.
 */
#include "station/checkup_record.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/sshsig.h"
#include "crier/refusal.h"
#include "record/place.h"
#include "record/record_reader.h"
#include "station/env.h"
#include "store/reader.h"

enum { RECORD_NAP_MS = 50 };

/* Keys stand in the first entry and in those of rebuilds. */
char *
checkup_signers(struct ledger *l)
{
	static const char *const kinds[] = { "station.init",
		"station.rebuilt" };
	char line[SSHSIG_LINE];
	struct buf text;

	/* at most 200 lines of each kind, the most that ledger_list gives */
	buf_init(&text, 2 * 200 * SSHSIG_LINE);
	for (size_t n = 0; n < 2; n++) {
		struct ledger_window w = { .kind = kinds[n], .no_total = true };
		json_t *rows = NULL, *row;
		int64_t total;
		size_t at;

		if (ledger_list(&rows, &total, l, &w, NULL) != ERR_OK)
			continue;
		json_array_foreach(rows, at, row)
		{
			const char *key =
				doc_str(doc_get(row, "body"), "signing_key");

			if (*key && sshsig_allow(line, "station", key))
				buf_printf(&text, "%s\n", line);
		}
		json_decref(rows);
	}
	return buf_take(&text);
}

static const struct both not_begun =
	BOTH("the record holds nothing yet: it is written from the ledger",
		"档案库还是空的：将由台账写成");

static void
put_problem(json_t *doc, const struct err *err, bool begun, enum lang lang)
{
	char what[400], remedy[300];

	refusal_format(what, sizeof(what), remedy, sizeof(remedy), err, lang);
	doc_put_str(doc, "problem", begun ? what : not_begun.in[lang]);
	doc_put_str(doc, "where", begun ? err->where : "");
	doc_put_str(doc, "remedy", begun ? remedy : "");
}

/* 0 where it cannot be read, or holds no commit yet. */
static int64_t
record_reaches(const char *path)
{
	struct record_reader *c = NULL;
	struct record_head head = { 0 };

	if (record_reader_open(&c, path, NULL) == ERR_OK)
		record_reader_head(&head, c);
	record_reader_close(c);
	return head.seq;
}

static void
await_record(const char *path, int64_t seq, int patience_ms)
{
	const struct timespec nap = { .tv_nsec = RECORD_NAP_MS * 1000000L };

	for (; patience_ms > 0 && record_reaches(path) < seq;
		patience_ms -= RECORD_NAP_MS)
		(void)nanosleep(&nap, NULL);
}

/* It is there, and nothing was written into it: no contradiction either. */
static bool
record_is_begun(const char *path, enum err_code rc)
{
	return rc != ERR_NOT_FOUND || access(path, F_OK) != 0;
}

json_t *
checkup_record(const char *dir, struct ledger *l, int64_t seq, int patience_ms,
	struct ledger_head *expect, enum lang lang,
	const struct progress *progress)
{
	char *path = station_path(dir, "record");
	char *signers = checkup_signers(l);
	struct record_check check = {
		.signers = signers, .history = true, .progress = progress
	};
	struct record_report report = { 0 };
	struct record_reader *c = NULL;
	struct err err = { .code = ERR_OK };
	json_t *doc = json_object();
	enum err_code rc;
	bool begun;

	await_record(path, seq, patience_ms);
	rc = record_reader_open(&c, path, &err);
	begun = record_is_begun(path, rc);
	if (rc == ERR_OK && place_check(path, true, &err) != ERR_OK) {
		rc = ERR_CORRUPT;
		doc_put_bool(doc, "misplaced", true);
	}
	if (rc == ERR_OK)
		rc = record_verify(&report, c, &check, &err);
	record_reader_close(c);
	doc_put_bool(doc, "ok", rc == ERR_OK);
	doc_put_bool(doc, "begun", begun);
	doc_put_int(doc, "seq", report.head.seq);
	doc_put_int(doc, "behind",
		seq > report.head.seq ? seq - report.head.seq : 0);
	doc_put_int(doc, "commits", report.commits);
	doc_put_str(doc, "head", report.head.commit);
	doc_put_bool(doc, "origin", report.origin);
	if (rc != ERR_OK) {
		put_problem(doc, &err, begun, lang);
	} else {
		expect->seq = report.head.seq;
		FIXED_SET(expect->hash, report.head.ledger);
	}
	free(path);
	free(signers);
	return doc;
}

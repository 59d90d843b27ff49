/*
 * What a worker does: the long questions, a row each with what it may use.
 */
#include "station/worker.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/text.h"
#include "crier/entry_kind.h"
#include "crier/refusal.h"
#include "domain/entry_view.h"
#include "domain/selfcheck/selfcheck.h"
#include "export/sheet.h"
#include "station/checkup.h"
#include "station/child.h"
#include "station/child_jobs.h"
#include "station/doctor.h"
#include "station/env.h"
#include "station/library_cache.h"
#include "station/library_check.h"
#include "station/record_export.h"
#include "station/replay.h"
#include "station/sheet_answer.h"
#include "store/reader.h"

struct worker_run {
	struct ledger *ledger;
	const char *dir;
	const json_t *doc;
	const struct progress *progress;
	int zone; /* the station's, minutes east */
	struct buf text; /* of an export, until there is enough for a part */
	enum { AS_JSON, AS_CSV, AS_TEXT } format;
};

static void
worker_say_part(void *ctx, json_t *part)
{
	(void)ctx;
	child_say("part", part);
}

/* ---- replay ---- */

static enum err_code
worker_replay_letters(struct replay *replay, struct worker_run *r,
	const char *incident, struct err *err)
{
	json_t *rows = json_array(), *e;
	enum err_code rc = ERR_OK;
	size_t n;

	for (int k = 0; rc == ERR_OK && k < ENTRY_KINDS; k++) {
		const char *kind = entry_kind_row((enum entry_kind)k)->kind;

		if (replay_letters_reads(kind))
			rc = ledger_gather(rows, r->ledger, kind, 0, err);
	}
	if (rc == ERR_OK) {
		doc_sort(rows, ledger_order);
		replay->letters = replay_letters_new(incident);
		json_array_foreach(rows, n, e)
		{
			replay_letters_add(replay->letters, e);
		}
		replay_letters_weigh(replay->letters);
	}
	json_decref(rows);
	return rc;
}

static enum err_code
worker_replay(struct worker_run *r, struct err *err)
{
	const char *id = doc_str(r->doc, "incident");
	struct replay replay;
	enum err_code rc;

	replay_init(&replay, worker_say_part, NULL);
	replay.only = doc_int(r->doc, "step");
	replay.at = doc_int(r->doc, "at");
	ledger_tell(r->ledger, r->progress, PROGRESS_REPLAY);
	rc = ledger_each(r->ledger, 1, 1, replay_zone, &replay.zone, err);
	if (rc == ERR_OK)
		rc = worker_replay_letters(&replay, r, id, err);
	if (rc == ERR_OK)
		rc = ledger_each_of(
			r->ledger, id, 1, 0, replay_line, &replay, err);
	if (rc == ERR_OK && replay.step == 0)
		rc = refuse(err, REFUSE_NOT_FOUND, "incident",
			WITH(arg_noun(NOUN_INCIDENT), arg_text(id)));
	if (rc == ERR_OK)
		child_say("answer", replay_end(&replay));
	replay_release(&replay);
	return rc;
}

/* ---- verify, doctor ---- */

enum { RECORD_WAIT_MS = 5000 };

static enum err_code
worker_verify(struct worker_run *r, struct err *err)
{
	enum lang lang = lang_parse(doc_str(r->doc, "lang"));

	(void)err;
	child_say("answer",
		doc_bool(r->doc, "chain_only")
			? checkup_chain(r->ledger, lang, r->progress)
			: checkup_verify(r->dir, r->ledger, RECORD_WAIT_MS,
				  lang, r->progress));
	return ERR_OK;
}

static enum err_code
worker_doctor(struct worker_run *r, struct err *err)
{
	(void)err;
	child_say("answer",
		doctor_look(r->dir, lang_parse(doc_str(r->doc, "lang"))));
	return ERR_OK;
}

/* ---- export ---- */

/*
 * A part is a line on the socket: even with every byte escaped as \u00xx it
 * stays below LINK_LINE_MAX, however long an entry is.
 */
enum { PART_MAX = 60000 };

static void
flush_text(struct worker_run *r)
{
	const char *at = r->text.data, *end = at + r->text.len;

	for (size_t len; at < end; at += len) {
		json_t *part = json_object();

		len = text_cut(at, (size_t)(end - at), PART_MAX);
		if (len == 0) /* bytes that are no text */
			len = (size_t)(end - at);
		doc_put(part, "text", json_stringn(at, len));
		child_say("part", part);
	}
	buf_reset(&r->text);
}

static void
put_csv(struct buf *out, const char *text, bool last)
{
	bool fits = csv_field(out, text, last);

	assert(fits); /* worker_job makes room for any entry */
	(void)fits;
}

static void
export_csv(struct buf *out, const struct entry *e, int zone)
{
	char number[24], time[INSTANT_TEXT], *body = doc_format(e->body);

	fixed_format(number, sizeof(number), "%lld", (long long)e->seq);
	instant_format(time, e->time, zone);
	put_csv(out, number, false);
	put_csv(out, time, false);
	put_csv(out, e->by, false);
	put_csv(out, e->via, false);
	put_csv(out, e->incident, false);
	put_csv(out, e->mode, false);
	put_csv(out, e->kind, false);
	put_csv(out, body, true);
	free(body);
}

static void
export_text(struct buf *out, const struct entry *e, int zone)
{
	json_t *says = view_summary(e, zone);
	char time[INSTANT_TEXT];

	instant_format_plain(time, e->time, zone);
	buf_printf(out, "%6lld  %s  %-12s %-12s %s / %s\n", (long long)e->seq,
		time, e->by, e->incident, doc_str(says, "zh"),
		doc_str(says, "en"));
	json_decref(says);
}

static enum err_code
export_line(
	void *ctx, int64_t seq, const char *line, size_t len, struct err *err)
{
	struct worker_run *r = ctx;
	struct entry e;
	enum err_code rc = ERR_OK;

	(void)seq;
	if (r->format == AS_JSON) {
		buf_add(&r->text, line, len);
		buf_putc(&r->text, '\n');
	} else {
		rc = entry_parse(&e, line, len, err);
		if (rc != ERR_OK)
			return rc;
		if (r->format == AS_CSV)
			export_csv(&r->text, &e, r->zone);
		else
			export_text(&r->text, &e, r->zone);
		entry_release(&e);
	}
	if (r->text.len > PART_MAX)
		flush_text(r);
	return rc;
}

static enum err_code
worker_export(struct worker_run *r, struct err *err)
{
	static const char *const formats[] = { "jsonl", "csv", "text" };
	const char *format = doc_str(r->doc, "format");
	const char *id = doc_str(r->doc, "incident");
	json_t *answer;
	int64_t count;
	enum err_code rc;
	int n = 0;

	while (n < 3 && strcmp(formats[n], format) != 0)
		n++;
	if (n == 3)
		return refuse_word(err, "format", CHOICES_FORMAT, format);
	r->format = (int)n == 0 ? AS_JSON : n == 1 ? AS_CSV : AS_TEXT;
	if (r->format == AS_CSV)
		buf_puts(&r->text,
			"seq,time,by,via,incident,mode,kind,body\r\n");
	ledger_tell(r->ledger, r->progress, PROGRESS_WRITE);
	rc = ledger_each(r->ledger, 1, 1, replay_zone, &r->zone, err);
	if (rc == ERR_OK && *id)
		rc = ledger_count_of(&count, r->ledger, id, INT64_MAX, err);
	if (rc == ERR_OK && *id && count == 0)
		rc = refuse(err, REFUSE_NOT_FOUND, "incident",
			WITH(arg_noun(NOUN_INCIDENT), arg_text(id)));
	if (rc == ERR_OK && *id)
		rc = ledger_each_of(r->ledger, id, 1, 0, export_line, r, err);
	else if (rc == ERR_OK)
		rc = ledger_each(r->ledger, 1, 0, export_line, r, err);
	if (rc != ERR_OK)
		return rc;
	flush_text(r);
	answer = json_object();
	doc_put_int(answer, "entries", ledger_head(r->ledger)->seq);
	doc_put_str(answer, "head", ledger_head(r->ledger)->hash);
	child_say("answer", answer);
	return ERR_OK;
}

/* ---- the record as a file ---- */

static enum err_code
worker_record(struct worker_run *r, struct err *err)
{
	json_t *answer = NULL;
	enum err_code rc = record_export(
		&answer, r->dir, r->ledger, worker_say_part, r->progress, err);

	if (rc == ERR_OK)
		child_say("answer", answer);
	return rc;
}

/* ---- playbooks ---- */

/*
 * Checks the folder `source`, or without one the library in force. Anybody
 * may have written into the folder.
 */
static enum err_code
worker_check(struct worker_run *r, struct err *err)
{
	const char *source = doc_str(r->doc, "source");
	enum lang lang = lang_parse(doc_str(r->doc, "lang"));
	char *path = station_path(r->dir, "library");
	struct library *lib = NULL;
	struct faults faults;
	json_t *list = json_array(), *answer;
	enum err_code rc;

	faults_init(&faults);
	rc = *source ? library_cache_parse(&lib, source, NULL, &faults, err)
		     : library_cache_parse(&lib, path,
			       doc_str(r->doc, "library"), &faults, err);
	if (rc == ERR_OK)
		library_check(&faults, NULL, &lib->rules);
	for (size_t n = 0; n < faults.count; n++)
		json_array_append_new(list, fault_doc(&faults.rows[n], lang));
	if (rc == ERR_OK || faults.count > 0) {
		rc = ERR_OK;
		answer = json_object();
		doc_put(answer, "faults", json_incref(list));
		doc_put_int(answer, "playbooks",
			lib ? (json_int_t)lib->playbook_count : 0);
		child_say("answer", answer);
	}
	json_decref(list);
	library_free(lib);
	faults_release(&faults);
	free(path);
	return rc;
}

/* ---- the self-check ---- */

static enum err_code
worker_count(struct selfcheck *s, struct worker_run *r, const char *period,
	struct err *err)
{
	int64_t from, to;
	enum err_code rc =
		ledger_each(r->ledger, 1, 1, replay_zone, &r->zone, err);

	if (rc != ERR_OK)
		return rc;
	if (!selfcheck_period(&from, &to, period, r->zone))
		return refuse(err, REFUSE_FIELD, "period",
			WITH(arg_key(period),
				ARG_BOTH("is no month such as 2026-11, and no "
					 "year",
					"不是月份（如 2026-11）或年份")));
	selfcheck_init(s, from, to);
	ledger_tell(r->ledger, r->progress, PROGRESS_COUNT);
	return ledger_each(r->ledger, 1, 0, selfcheck_line, s, err);
}

/* By the rules in force; a library that cannot be read has none. */
static enum err_code
worker_report(struct worker_run *r, struct err *err)
{
	char *path = station_path(r->dir, "library");
	struct selfcheck s = { 0 };
	struct library *lib = NULL;
	struct faults faults;
	struct selfcheck_view v = { .s = &s,
		.period = doc_str(r->doc, "period"),
		.now = station_now(),
		.lang = lang_parse(doc_str(r->doc, "lang")) };
	json_t *answer = NULL;
	enum err_code rc = worker_count(&s, r, v.period, err);

	faults_init(&faults);
	if (rc == ERR_OK &&
		library_cache_parse(&lib, path, doc_str(r->doc, "library"),
			&faults, NULL) == ERR_OK)
		v.rules = &lib->rules;
	if (rc == ERR_OK)
		rc = sheet_answer(&answer, selfcheck_doc(&v),
			doc_str(r->doc, "format"), err);
	if (rc == ERR_OK)
		child_say("answer", answer);
	library_free(lib);
	faults_release(&faults);
	selfcheck_release(&s);
	free(path);
	return rc;
}

static const struct {
	const char *question;
	enum err_code (*run)(struct worker_run *r, struct err *err);
	struct child_limits limits;
} worker_verbs[] = {
	{ "ledger.verify", worker_verify, { 0 } },
	{ "ledger.export", worker_export, { 0 } },
	{ "record.export", worker_record,
		{ .seconds = 7200,
			.processor = 1800,
			.memory = 1024,
			.file = 8191 } },
	{ "replay", worker_replay, { 0 } },
	{ "report.show", worker_report, { 0 } },
	{ "doctor", worker_doctor, { 0 } },
	{ "playbook.check", worker_check,
		{ .seconds = 60,
			.processor = 30,
			.memory = 512,
			.file = 1,
			.files = 64,
			.output = 1 } },
};

enum { VERBS = sizeof(worker_verbs) / sizeof(worker_verbs[0]) };

static size_t
worker_find(const char *question)
{
	size_t n = 0;

	while (n < VERBS && strcmp(worker_verbs[n].question, question) != 0)
		n++;
	return n;
}

const struct child_limits *
worker_limits(const char *question)
{
	size_t n = worker_find(question);

	/* the table of questions names only what stands here */
	assert(n < VERBS);
	return &worker_verbs[n].limits;
}

enum err_code
worker_job(const char *dir, const json_t *doc, struct err *err)
{
	struct worker_run r = {
		.dir = dir, .doc = doc, .progress = child_progress(false)
	};
	size_t n = worker_find(doc_str(doc, "question"));
	enum err_code rc;

	if (n == VERBS)
		return err_set(err, ERR_USAGE, "question", "",
			"there is no such question");
	rc = ledger_open_read(&r.ledger, dir, err);
	if (rc != ERR_OK)
		return rc;
	/* what waits for a part, and a line with every quote doubled */
	buf_init(&r.text, PART_MAX + 2 * ENTRY_LINE_MAX + 4096);
	rc = worker_verbs[n].run(&r, err);
	buf_release(&r.text);
	ledger_close(r.ledger);
	return rc;
}

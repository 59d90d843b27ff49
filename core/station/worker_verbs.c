/*
 * A worker's own side: the request on standard input, documents on standard
 * output, one a line: parts, then an answer or a refusal.
 */
#include "station/worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/text.h"
#include "crier/refusal.h"
#include "domain/entry_view.h"
#include "link/reply.h"
#include "station/checkup.h"
#include "station/record_export.h"
#include "station/replay.h"
#include "store/reader.h"

struct worker_run {
	struct ledger *ledger;
	const char *dir;
	const json_t *doc;
	int zone; /* the station's, minutes east */
	struct buf text; /* of an export, until there is enough for a part */
	enum { AS_JSON, AS_CSV, AS_TEXT } format;
};

static void
worker_say(const char *key, json_t *value)
{
	json_t *doc = json_object();
	char *text;

	doc_put(doc, key, value);
	text = doc_format(doc);
	(void)printf("%s\n", text);
	free(text);
	json_decref(doc);
}

static void
worker_say_part(void *ctx, json_t *part)
{
	(void)ctx;
	worker_say("part", part);
}

/* ---- replay ---- */

static enum err_code
worker_replay(struct worker_run *r, struct err *err)
{
	const char *id = doc_str(r->doc, "incident");
	struct replay replay;
	enum err_code rc;

	replay_init(&replay, worker_say_part, NULL);
	replay.only = doc_int(r->doc, "step");
	replay.at = doc_int(r->doc, "at");
	rc = ledger_each(r->ledger, 1, 1, replay_zone, &replay.zone, err);
	if (rc == ERR_OK)
		rc = ledger_each_of(
			r->ledger, id, 1, 0, replay_line, &replay, err);
	if (rc == ERR_OK && replay.step == 0)
		rc = refuse(err, REFUSE_NOT_FOUND, "incident", "incident", id,
			NULL);
	if (rc == ERR_OK)
		worker_say("answer", replay_end(&replay));
	replay_release(&replay);
	return rc;
}

/* ---- verify, doctor ---- */

enum { RECORD_WAIT_MS = 5000 };

static enum err_code
worker_verify(struct worker_run *r, struct err *err)
{
	(void)err;
	worker_say("answer",
		doc_bool(r->doc, "chain_only")
			? checkup_chain(r->ledger)
			: checkup_verify(r->dir, r->ledger, RECORD_WAIT_MS));
	return ERR_OK;
}

static enum err_code
worker_doctor(struct worker_run *r, struct err *err)
{
	(void)err;
	worker_say("answer", checkup_doctor(r->dir));
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
		worker_say("part", part);
	}
	buf_reset(&r->text);
}

/* RFC 4180: quotes doubled; a leading sign is kept from being a formula. */
static void
csv_field(struct buf *out, const char *text, bool last)
{
	buf_putc(out, '"');
	if (strchr("=+-@", *text) != NULL && *text)
		buf_putc(out, '\'');
	for (; *text; text++) {
		if (*text == '"')
			buf_putc(out, '"');
		buf_putc(out, *text);
	}
	buf_puts(out, last ? "\"\r\n" : "\",");
}

static void
export_csv(struct buf *out, const struct entry *e, int zone)
{
	char number[24], time[INSTANT_TEXT], *body = doc_format(e->body);

	fixed_format(number, sizeof(number), "%lld", (long long)e->seq);
	instant_format(time, e->time, zone);
	csv_field(out, number, false);
	csv_field(out, time, false);
	csv_field(out, e->by, false);
	csv_field(out, e->via, false);
	csv_field(out, e->incident, false);
	csv_field(out, e->mode, false);
	csv_field(out, e->kind, false);
	csv_field(out, body, true);
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
	enum err_code rc;
	int n = 0;

	while (n < 3 && strcmp(formats[n], format) != 0)
		n++;
	if (n == 3)
		return refuse(err, REFUSE_FIELD, "format", "format",
			"is none of jsonl, csv, text / 只能是 jsonl、csv、text",
			NULL);
	r->format = (int)n == 0 ? AS_JSON : n == 1 ? AS_CSV : AS_TEXT;
	if (r->format == AS_CSV)
		buf_puts(&r->text,
			"seq,time,by,via,incident,mode,kind,body\r\n");
	rc = ledger_each(r->ledger, 1, 1, replay_zone, &r->zone, err);
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
	worker_say("answer", answer);
	return ERR_OK;
}

/* ---- the record as a file ---- */

static enum err_code
worker_record(struct worker_run *r, struct err *err)
{
	json_t *answer = NULL;
	enum err_code rc =
		record_export(&answer, r->dir, r->ledger, worker_say_part, err);

	if (rc == ERR_OK)
		worker_say("answer", answer);
	return rc;
}

/* What it may use; 0: as much as it takes. */
struct worker_limits {
	rlim_t seconds; /* of the processor */
	rlim_t memory, file; /* MiB */
};

static const struct {
	const char *question;
	enum err_code (*run)(struct worker_run *r, struct err *err);
	struct worker_limits limits;
} worker_verbs[] = {
	{ "ledger.verify", worker_verify, { 0 } },
	{ "ledger.export", worker_export, { 0 } },
	{ "record.export", worker_record, { 1800, 1024, 8191 } },
	{ "replay", worker_replay, { 0 } },
	{ "doctor", worker_doctor, { 0 } },
};

static void
worker_limit(const struct worker_limits *l)
{
	const struct rlimit seconds = { l->seconds, l->seconds },
			    file = { l->file << 20, l->file << 20 };

	if (l->seconds != 0)
		(void)setrlimit(RLIMIT_CPU, &seconds);
	if (l->file != 0)
		(void)setrlimit(RLIMIT_FSIZE, &file);
#ifndef __SANITIZE_ADDRESS__ /* which maps more than there is */
	const struct rlimit memory = { l->memory << 20, l->memory << 20 };

	if (l->memory != 0)
		(void)setrlimit(RLIMIT_DATA, &memory);
#endif
}

static enum err_code
worker_run(const char *dir, const json_t *doc, struct err *err)
{
	struct worker_run r = { .dir = dir, .doc = doc };
	enum err_code rc;

	rc = ledger_open_read(&r.ledger, dir, err);
	if (rc != ERR_OK)
		return rc;
	/* what waits for a part, and a line with every quote doubled */
	buf_init(&r.text, PART_MAX + 2 * ENTRY_LINE_MAX + 4096);
	for (size_t n = 0; n < sizeof(worker_verbs) / sizeof(worker_verbs[0]);
		n++)
		if (strcmp(worker_verbs[n].question,
			    doc_str(doc, "question")) == 0) {
			worker_limit(&worker_verbs[n].limits);
			rc = worker_verbs[n].run(&r, err);
		}
	buf_release(&r.text);
	ledger_close(r.ledger);
	return rc;
}

int
worker_main(const char *dir)
{
	struct err err = { .code = ERR_OK };
	char text[8192];
	json_t *doc = NULL;
	ssize_t n = read(STDIN_FILENO, text, sizeof(text));

	if (n <= 0 || doc_parse(&doc, text, (size_t)n, &err) != ERR_OK)
		return 1;
	if (worker_run(dir, doc, &err) != ERR_OK)
		worker_say("refusal",
			reply_refusal(&err, lang_parse(doc_str(doc, "lang"))));
	json_decref(doc);
	return 0;
}

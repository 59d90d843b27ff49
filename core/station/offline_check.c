/*
 * crier doctor, ledger verify CLONE, replay --from CLONE: reading only.
 */
#include "station/offline.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/instant.h"
#include "base/text.h"
#include "crier/refusal.h"
#include "record/record_reader.h"
#include "station/checkup.h"
#include "station/doctor.h"
#include "station/replay.h"
#include "station/station.h"

/* ---- doctor ---- */

int
offline_doctor(const struct offline_words *w)
{
	struct err err = { .code = ERR_OK };
	json_t *doc, *check;
	bool ok = true;
	size_t n;

	if (w->count != 1) {
		(void)refuse(&err, REFUSE_MISSING, "DIR",
			WITH(ARG_BOTH("the station's folder", "发布台文件夹"),
				ARG_BOTH("crier doctor DIR",
					"crier doctor 文件夹")));
		return offline_fail(w, &err);
	}
	if (checkup_finds_none(w->plain[0])) {
		(void)refuse(&err, REFUSE_NO_STATION, w->plain[0],
			WITH(arg_path(w->plain[0])));
		return offline_fail(w, &err);
	}
	doc = doctor_look(w->plain[0], w->lang);
	json_array_foreach(json_object_get(doc, "checks"), n, check)
	{
		char line[700];

		ok = ok && doc_bool(check, "ok");
		if (w->json)
			continue;
		text_printable(line, sizeof(line), doc_str(check, "what"),
			strlen(doc_str(check, "what")));
		if (w->lang == LANG_ZH)
			offline_say(stdout, "%s %s：%s\n",
				doc_bool(check, "ok") ? "正常" : "异常",
				doc_str(check, "label"), line);
		else
			offline_say(stdout, "%-4s %-14s %s\n",
				doc_bool(check, "ok") ? "ok" : "BAD",
				doc_str(check, "name"), line);
		if (*doc_str(check, "remedy"))
			offline_say(stdout, "     %-14s %s\n", "",
				doc_str(check, "remedy"));
	}
	if (w->json)
		offline_print(doc);
	json_decref(doc);
	return ok ? 0 : EX_DATAERR;
}

/* ---- verify a clone ---- */

static json_t *
report_doc(const struct record_report *r, enum err_code rc,
	const struct err *err, enum lang lang)
{
	char what[sizeof(err->what)], remedy[sizeof(err->remedy)];
	json_t *doc = json_object();

	doc_put_bool(doc, "ok", rc == ERR_OK);
	doc_put_int(doc, "entries", r->entries);
	doc_put_int(doc, "commits", r->commits);
	doc_put_int(doc, "signatures", r->signatures);
	doc_put_bool(doc, "origin", r->origin);
	doc_put_str(doc, "signer", r->signer);
	doc_put_str(doc, "head", r->head.ledger);
	doc_put_str(doc, "commit", r->head.commit);
	if (rc != ERR_OK) {
		refusal_format(
			what, sizeof(what), remedy, sizeof(remedy), err, lang);
		doc_put_str(doc, "where", err->where);
		doc_put_str(doc, "problem", what);
		doc_put_str(doc, "remedy", remedy);
	}
	return doc;
}

static void
print_report(
	const struct offline_words *w, const json_t *doc, const struct err *err)
{
	bool zh = w->lang == LANG_ZH, origin = doc_bool(doc, "origin");
	char where[sizeof(err->where)];

	if (!doc_bool(doc, "ok")) {
		refusal_where(where, sizeof(where), err, ACT_COUNT, w->lang);
		offline_say(stdout,
			zh ? "不一致：%s：%s\n" : "NOT CONSISTENT: %s: %s\n",
			where, doc_str(doc, "problem"));
		offline_say(stdout, "  %s\n", doc_str(doc, "remedy"));
		return;
	}
	offline_say(stdout, "%s%s\n",
		zh ? "自身一致" : "consistent with itself",
		origin ? ""
			: zh ? "，来源未证实（请用 --signers 给出签名者文件）"
			     : ", origin not proven (give --signers FILE)");
	offline_say(stdout,
		zh ? "条目 %lld，提交 %lld，签名 %lld %s\n"
		   : "entries %lld, commits %lld, signatures %lld %s\n",
		(long long)doc_int(doc, "entries"),
		(long long)doc_int(doc, "commits"),
		(long long)doc_int(doc, "signatures"), doc_str(doc, "signer"));
	offline_say(stdout, zh ? "末条校验码 %s\n" : "head %s\n",
		doc_str(doc, "head"));
}

int
offline_verify(const struct offline_words *w)
{
	const char *signers = words_value(w, "--signers");
	struct record_check check = { .history = true,
		.expect = words_value(w, "--head"),
		.every_signature = words_flag(w, "--every-signature"),
		.progress = w->progress };
	struct record_report report = { 0 };
	struct err err = { .code = ERR_OK };
	struct record_reader *c = NULL;
	struct buf text;
	json_t *doc;
	bool opened = false;
	enum err_code rc = ERR_OK;

	if (w->count != 1) {
		(void)refuse(&err, REFUSE_MISSING, "CLONE",
			WITH(ARG_BOTH("the clone", "档案库副本"),
				ARG_BOTH("crier ledger verify CLONE",
					"crier ledger verify 副本")));
		return offline_fail(w, &err);
	}
	buf_init(&text, TEXT_FILE_MAX);
	if (signers != NULL)
		rc = offline_read(&text, signers, w->lang, &err);
	if (rc == ERR_OK)
		rc = record_reader_open(&c, w->plain[0], &err);
	check.signers = signers ? text.data : NULL;
	if (rc == ERR_OK) {
		opened = true;
		rc = record_verify(&report, c, &check, &err);
	}
	/* a verdict is of what was read; all else is why there is none */
	if (rc == ERR_UNAVAILABLE || rc == ERR_REFUSED ||
		(!opened && rc != ERR_OK && rc != ERR_CORRUPT)) {
		record_reader_close(c);
		buf_release(&text);
		return offline_fail(w, &err);
	}
	doc = report_doc(&report, rc, &err, w->lang);
	if (w->json)
		offline_print(doc);
	else
		print_report(w, doc, &err);
	json_decref(doc);
	record_reader_close(c);
	buf_release(&text);
	return rc == ERR_OK ? 0 : err_exit(rc);
}

/* ---- replay a clone ---- */

struct replaying {
	const struct offline_words *words;
	struct replay replay;
};

static void
print_step(void *ctx, json_t *part)
{
	const struct replaying *p = ctx;
	const struct offline_words *w = p->words;
	char time[INSTANT_TEXT], line[700];
	const char *says =
		doc_str(doc_get(part, "summary"), lang_word(w->lang));

	if (w->json) {
		offline_print(part);
	} else {
		instant_format_plain(
			time, doc_int(part, "time"), p->replay.zone);
		text_printable(line, sizeof(line), says, strlen(says));
		offline_say(stdout, "%4lld  %s  %-8s %s\n",
			(long long)doc_int(part, "step"), time,
			doc_str(part, "by"), line);
	}
	json_decref(part);
}

static enum err_code
replay_options(struct replay *r, const struct offline_words *w, struct err *err)
{
	const char *step = words_value(w, "--step");
	const char *at = words_value(w, "--at");
	char *end;

	if (step != NULL) {
		errno = 0;
		r->only = strtoll(step, &end, 10);
		if (errno || *end || r->only < 1)
			return refuse(err, REFUSE_OPTION_FORM, "--step",
				WITH(arg_word("--step"), arg_text(step),
					arg_word("12")));
	}
	if (at != NULL && !instant_parse(&r->at, at, r->zone))
		return refuse(err, REFUSE_OPTION_FORM, "--at",
			WITH(arg_word("--at"), arg_text(at),
				arg_word("2026-07-21 14:30")));
	return ERR_OK;
}

/* Letters stand in the office's entries too: those are read only where the
 * incident itself speaks of letters or of other units. */
static enum err_code
replay_has_letters(
	void *ctx, int64_t seq, const char *line, size_t len, struct err *err)
{
	static const char *const signs[] = { "\"kind\":\"letter.",
		"\"kind\":\"joint." };
	bool *has = ctx;

	(void)seq;
	(void)err;
	for (size_t n = 0; n < sizeof(signs) / sizeof(signs[0]); n++)
		*has = *has ||
			memmem(line, len, signs[n], strlen(signs[n])) != NULL;
	return ERR_OK;
}

static enum err_code
offline_replay_letters(struct replay *r, struct record_reader *c,
	const char *incident, struct err *err)
{
	bool has = false;
	enum err_code rc = record_reader_each_of(
		c, incident, replay_has_letters, &has, err);

	if (rc != ERR_OK || !has)
		return rc;
	r->letters = replay_letters_new(incident);
	rc = record_reader_each(c, 1, 0, replay_letters_line, r->letters, err);
	if (rc == ERR_OK)
		replay_letters_weigh(r->letters);
	return rc;
}

int
offline_replay(const struct offline_words *w)
{
	struct err err = { .code = ERR_OK };
	struct replaying p = { .words = w };
	struct replay *r = &p.replay;
	struct record_reader *c = NULL;
	json_t *doc;
	enum err_code rc;

	if (w->count != 2) {
		(void)refuse(&err, REFUSE_MISSING, "replay",
			WITH(ARG_BOTH("the clone or the incident",
				     "档案库副本或事件"),
				ARG_BOTH("crier replay INCIDENT --from CLONE",
					"crier replay 事件 --from 副本")));
		return offline_fail(w, &err);
	}
	replay_init(r, print_step, &p);
	rc = record_reader_open(&c, w->plain[0], &err);
	if (rc == ERR_OK)
		record_reader_tell(c, w->progress, PROGRESS_REPLAY);
	if (rc == ERR_OK)
		rc = record_reader_each(c, 1, 1, replay_zone, &r->zone, &err);
	if (rc == ERR_OK)
		rc = replay_options(r, w, &err);
	if (rc == ERR_OK)
		rc = offline_replay_letters(r, c, w->plain[1], &err);
	if (rc == ERR_OK)
		rc = record_reader_each_of(
			c, w->plain[1], replay_line, r, &err);
	if (rc == ERR_OK) {
		doc = replay_end(r);
		if (w->json)
			offline_print(doc);
		else
			offline_say(stdout,
				w->lang == LANG_ZH ? "共 %lld 步\n"
					: doc_int(doc, "steps") == 1
					? "%lld step\n"
					: "%lld steps\n",
				(long long)doc_int(doc, "steps"));
		if (!w->json && doc_int(doc, "letters") > 0)
			offline_say(stdout,
				w->lang == LANG_ZH
					? "函 %lld 件，发函单位签名有效 %lld "
					  "件\n"
					: "letters %lld, signed by their "
					  "senders %lld\n",
				(long long)doc_int(doc, "letters"),
				(long long)doc_int(doc, "proven"));
		json_decref(doc);
	}
	record_reader_close(c);
	replay_release(r);
	return rc == ERR_OK ? 0 : offline_fail(w, &err);
}

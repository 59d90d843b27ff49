/*
 * Judging the register of claims: add, change, evidence, verdict, answer. A
 * verdict needs evidence and a checker who is not only the accused; F-04 and
 * L-35 of the field's research say why.
 */
#include "domain/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "base/text.h"
#include "crier/refusal.h"
#include "domain/claim/claim_index.h"
#include "domain/message/message_prepared.h"
#include "domain/office/office_none.h"
#include "lint/unit.h"

#define REACH_MAX INT64_C(10000000000)

static enum err_code
bad_word(struct err *err, const char *field, const char *word,
	const char *possible)
{
	return refuse(err, REFUSE_VALUE, field,
		WITH(arg_text(word), arg_field(field), arg_words(possible)));
}

/* Only watching is a decision: it carries its reason. */
static enum err_code
check_priority(const json_t *act, const char *reason, struct err *err)
{
	const char *word = doc_str(act, "priority");
	enum claim_priority priority;

	if (*word == '\0')
		return ERR_OK;
	if (!claim_priority_parse(&priority, word))
		return bad_word(
			err, "priority", word, "high, medium, low, monitor");
	if (priority == PRIORITY_MONITOR && *reason == '\0')
		return refuse(err, REFUSE_FIELD, "reason",
			WITH(arg_field("reason"),
				ARG_BOTH("is missing: say why it is only "
					 "watched",
					"缺少：请说明仅关注的理由")));
	return ERR_OK;
}

static enum err_code
check_fields(const struct world *w, const json_t *act, const char *reason,
	struct err *err)
{
	const char *kind = doc_str(act, "kind"), *owner = doc_str(act, "owner");
	enum claim_kind parsed;
	enum err_code rc = judge_url(act, "url", err);

	if (rc == ERR_OK && *kind && !claim_kind_parse(&parsed, kind))
		rc = bad_word(err, "kind", kind, "misreport, malice");
	if (rc == ERR_OK)
		rc = check_priority(act, reason, err);
	if (rc == ERR_OK)
		rc = judge_past(w, act, "seen", err);
	if (rc == ERR_OK)
		rc = judge_past(w, act, "reach_at", err);
	/* more than all people: somebody's telephone number */
	if (rc == ERR_OK &&
		(doc_int(act, "reach") < 0 ||
			doc_int(act, "reach") > REACH_MAX))
		rc = refuse(err, REFUSE_FIELD, "reach",
			WITH(arg_field("reach"),
				ARG_BOTH("is not a number of people",
					"不是人数")));
	if (rc == ERR_OK && *owner && !office_officer(w->office, owner))
		rc = office_no_officer(err, "owner", w->office, owner);
	return rc;
}

static void
copy_fields(json_t *body, const json_t *act)
{
	static const char *const names[] = { "text", "platform", "url", "seen",
		"reach", "reach_at", "kind", "accused", "owner", "priority",
		"reason" };

	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++) {
		json_t *v = doc_get(act, names[n]);

		if (v != NULL && !json_is_null(v))
			doc_put(body, names[n], json_incref(v));
	}
}

/* How many people had seen it is worth something only with its moment. */
static void
put_reach_time(json_t *body, int64_t now)
{
	if (doc_get(body, "reach") != NULL && doc_int(body, "reach_at") == 0)
		doc_put_int(body, "reach_at", now);
}

void
claim_put_like(json_t *body, const struct world *w, const char *text)
{
	struct claim_likeness enough = { 60, 90 };
	char id[CLAIM_ID];
	int similar;

	/* a library from before there was such a file has zeros */
	if (w->library && w->library->rules.likeness.same)
		enough = w->library->rules.likeness;
	if (w->claims == NULL ||
		!claim_index_find(id, &similar, w->claims, w->incident->drill,
			text, &enough))
		return;
	doc_put_str(body, "like", id);
	doc_put_int(body, "similar", similar);
}

enum err_code
judge_claim_add(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	char id[CLAIM_ID];
	json_t *body;
	enum err_code rc;

	rc = check_fields(w, act, doc_str(act, "reason"), err);
	if (rc != ERR_OK)
		return rc;
	fixed_format(id, sizeof(id), "%.16s/c%zu", w->incident->id,
		w->incident->claim_count + 1);
	body = json_object();
	copy_fields(body, act);
	doc_put_str(body, "claim", id);
	if (doc_int(body, "seen") == 0)
		doc_put_int(body, "seen", w->now);
	put_reach_time(body, w->now);
	claim_put_like(body, w, doc_str(act, "text"));
	judged_add(out, "claim.added", body);
	return ERR_OK;
}

static json_t *
body_of_claim(const struct world *w)
{
	json_t *body = json_object();

	doc_put_str(body, "claim", w->claim->id);
	return body;
}

enum err_code
judge_claim_change(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const char *check = doc_str(act, "check");
	const char *reason = doc_str(act, "reason");
	enum claim_check parsed;
	json_t *body;
	enum err_code rc;

	if (*reason == '\0')
		reason = doc_str(w->claim->facts, "reason");
	rc = check_fields(w, act, reason, err);
	if (rc == ERR_OK && *check && !claim_check_parse(&parsed, check))
		rc = bad_word(
			err, "check", check, "source, place, time, original");
	if (rc != ERR_OK)
		return rc;
	body = body_of_claim(w);
	copy_fields(body, act);
	put_reach_time(body, w->now);
	if (*check)
		doc_put_str(body, "check", check);
	if (json_object_size(body) == 1) {
		json_decref(body);
		return refuse(err, REFUSE_FIELD, "",
			WITH(arg_field("claim"),
				ARG_BOTH("nothing is to be changed",
					"没有要修改的内容")));
	}
	judged_add(out, "claim.changed", body);
	return ERR_OK;
}

/* The file itself stays where it is: its digest says which one was meant. */
enum err_code
judge_claim_evidence(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const char *const names[] = { "label", "name", "digest", "size",
		"url" };
	json_t *body, *item;
	enum err_code rc = judge_url(act, "url", err);

	if (rc == ERR_OK && *doc_str(act, "digest") == '\0' &&
		*doc_str(act, "url") == '\0')
		rc = refuse(err, REFUSE_FIELD, "digest",
			WITH(arg_field("digest"),
				ARG_BOTH(
					"is missing: name a file or an address",
					"缺少：请给出文件或地址")));
	if (rc == ERR_OK &&
		json_array_size(w->claim->evidence) >= CLAIM_EVIDENCE_MAX)
		rc = refuse(err, REFUSE_FIELD, "label",
			WITH(arg_field("label"),
				ARG_BOTH("there are 50 items already",
					"已有50项")));
	if (rc != ERR_OK)
		return rc;
	item = json_object();
	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++) {
		json_t *v = doc_get(act, names[n]);

		if (v != NULL && !json_is_null(v))
			doc_put(item, names[n], json_incref(v));
	}
	body = body_of_claim(w);
	doc_put(body, "evidence", json_pack("[o]", item));
	judged_add(out, "claim.changed", body);
	return ERR_OK;
}

enum err_code
judge_claim_verdict(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const char *word = doc_str(act, "verdict");
	const char *checker = doc_str(act, "checker");
	enum claim_verdict verdict;
	json_t *body;

	if (!claim_verdict_parse(&verdict, word))
		return bad_word(err, "verdict", word,
			"true, false, partly, unverifiable, open");
	if (verdict != VERDICT_OPEN && *checker == '\0')
		return refuse(err, REFUSE_FIELD, "checker",
			WITH(arg_field("checker"),
				ARG_BOTH("is missing", "缺少")));
	if (unit_is_same(checker, doc_str(w->claim->facts, "accused")))
		return refuse(err, REFUSE_CLAIM_CHECKER, "checker",
			WITH(arg_text(checker)));
	if (verdict != VERDICT_OPEN && verdict != VERDICT_UNVERIFIABLE &&
		json_array_size(w->claim->evidence) == 0)
		return refuse(err, REFUSE_CLAIM_EVIDENCE, w->claim->id,
			WITH(arg_id(w->claim->id)));
	body = body_of_claim(w);
	doc_put_str(body, "verdict", word);
	doc_put_str(body, "checker", checker);
	doc_put_str(body, "fact", doc_str(act, "fact"));
	doc_put_str(body, "why", doc_str(act, "why"));
	judged_add(out, "claim.verdict", body);
	return ERR_OK;
}

/* As much as the slot holds, without the full stop that the template has. */
static void
claim_put_slot(
	json_t *slots, const struct world *w, const char *id, const char *text)
{
	const struct slot *s = playbook_slot(world_playbook(w), id);
	char *value;
	size_t len = strlen(text);

	if (s == NULL || len == 0 || !(s->kinds & (1u << KIND_REBUTTAL)))
		return;
	if (len > s->max)
		len = text_cut(text, len, s->max);
	value = mem_strndup(text, len);
	for (char *c = value; *c; c++)
		if (*c == '\n' || *c == '\t')
			*c = ' ';
	doc_put_str(slots, id, value);
	free(value);
}

/* "Satellite picture (SHA-256 0123456789abcdef)": what a reader may ask for. */
static void
put_evidence(json_t *slots, const struct world *w)
{
	struct buf text;
	json_t *row;
	size_t n;

	/* labels are of 300 bytes at most, as their acts were */
	buf_init(&text, CLAIM_EVIDENCE_MAX * 340);
	json_array_foreach(w->claim->evidence, n, row)
	{
		buf_printf(&text, "%s%s", n ? "; " : "", doc_str(row, "label"));
		if (*doc_str(row, "digest"))
			buf_printf(&text, " (SHA-256 %.12s)",
				doc_str(row, "digest"));
	}
	claim_put_slot(slots, w, "evidence", text.data);
	buf_release(&text);
}

static json_t *
rebuttal_slots(const struct world *w, enum lang lang)
{
	json_t *slots = prepared_slots(w, KIND_REBUTTAL, lang, NULL);
	const json_t *finding = w->claim->finding;
	char when[INSTANT_TEXT];

	claim_put_slot(slots, w, "claim", doc_str(w->claim->facts, "text"));
	put_evidence(slots, w);
	if (finding == NULL)
		return slots;
	claim_put_slot(slots, w, "fact", doc_str(finding, "fact"));
	claim_put_slot(slots, w, "headline", doc_str(finding, "fact"));
	claim_put_slot(slots, w, "why", doc_str(finding, "why"));
	claim_put_slot(slots, w, "checked_by", doc_str(finding, "checker"));
	instant_format_plain(when, doc_int(finding, "time"), w->office->zone);
	when[16] = '\0';
	claim_put_slot(slots, w, "checked_at", when);
	return slots;
}

static enum err_code
begin_rebuttal(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const char *lang = doc_str(act, "lang");
	json_t *doc, *slots;
	enum err_code rc;

	if (*lang == '\0')
		lang = w->office->lang;
	if (world_playbook(w) == NULL)
		return refuse(err, REFUSE_PLAYBOOK, "",
			WITH(arg_word(w->incident->playbook),
				ARG_BOTH("the library of its incident cannot "
					 "be read",
					"无法读取该事件所用的预案库")));
	slots = rebuttal_slots(w, lang_parse(lang));
	if (doc_get(act, "slots"))
		(void)json_object_update(slots, doc_get(act, "slots"));
	doc = json_pack("{s:s,s:s,s:s,s:o}", "incident", w->incident->id,
		"kind", "rebuttal", "lang", lang, "slots", slots);
	rc = judge_message_new(out, w, doc, err);
	json_decref(doc);
	return rc;
}

static enum err_code
check_answer(const struct world *w, struct err *err)
{
	if (w->message->kind != KIND_REBUTTAL &&
		w->message->kind != KIND_TRUTH &&
		w->message->kind != KIND_UPDATE)
		return refuse(err, REFUSE_CLAIM_ANSWER, w->message->id,
			WITH(arg_id(w->message->id),
				arg_kind(w->message->kind)));
	return ERR_OK;
}

/* An answer that is written already, or a rebuttal begun from the claim. */
enum err_code
judge_claim_answer(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	char id[MESSAGE_ID];
	json_t *body;
	enum err_code rc = ERR_OK;

	if (w->claim->verdict == VERDICT_TRUE)
		rc = refuse(err, REFUSE_CLAIM_TRUE, w->claim->id,
			WITH(arg_id(w->claim->id)));
	if (rc == ERR_OK && w->message)
		rc = check_answer(w, err);
	if (rc == ERR_OK && w->message == NULL)
		rc = begin_rebuttal(out, w, act, err);
	if (rc != ERR_OK)
		return rc;
	fixed_format(id, sizeof(id), "%.16s/%zu", w->incident->id,
		w->incident->message_count + 1);
	body = body_of_claim(w);
	doc_put_str(body, "message", w->message ? w->message->id : id);
	judged_add(out, "claim.answered", body);
	return ERR_OK;
}

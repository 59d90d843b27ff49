/*
 * Folding claims.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/fold.h"

/* What claim.added and claim.changed say of a claim. */
static const char *const fields[] = { "text", "platform", "url", "seen",
	"reach", "reach_at", "accused", "owner", "reason", "like", "similar",
	"partner", "partner_number", "partner_verdict" };

void
claim_free(struct claim *c)
{
	if (c == NULL)
		return;
	json_decref(c->facts);
	json_decref(c->evidence);
	json_decref(c->checks);
	json_decref(c->finding);
	json_decref(c->answers);
	free(c);
}

static struct claim *
claim_of(struct incident *i, const struct entry *e)
{
	return incident_claim(i, doc_str(e->body, "claim"));
}

static void
take_fields(struct claim *c, const json_t *body)
{
	for (size_t n = 0; n < sizeof(fields) / sizeof(fields[0]); n++) {
		json_t *v = doc_get(body, fields[n]);

		if (v != NULL)
			json_object_set(c->facts, fields[n], v);
	}
	(void)claim_kind_parse(&c->kind, doc_str(body, "kind"));
	(void)claim_priority_parse(&c->priority, doc_str(body, "priority"));
}

static json_t *
stamped(const struct entry *e)
{
	json_t *doc = json_object();

	doc_put_str(doc, "by", e->by);
	doc_put_int(doc, "time", e->time);
	return doc;
}

enum err_code
fold_claim_added(struct incident *i, const struct entry *e, struct err *err)
{
	struct claim *c;

	if (*doc_str(e->body, "claim") == '\0')
		return fold_broken(err, e,
			ARG_BOTH("the claim has no id", "传言没有编号"));
	c = mem_new(sizeof(*c));
	FOLD_WORD(c->id, e->body, "claim");
	c->number = (int)i->claim_count + 1;
	c->facts = json_object();
	c->evidence = json_array();
	c->checks = json_object();
	c->answers = json_array();
	c->priority = PRIORITY_MEDIUM;
	c->added = e->time;
	c->updated = e->seq;
	FIXED_SET(c->added_by, e->by);
	take_fields(c, e->body);
	*MEM_ADD(i->claims, i->claim_count) = c;
	return ERR_OK;
}

enum err_code
fold_claim_changed(struct incident *i, const struct entry *e, struct err *err)
{
	struct claim *c = claim_of(i, e);
	json_t *row, *item;
	size_t n;

	if (c == NULL)
		return fold_broken(
			err, e, ARG_BOTH("unknown claim", "未知的传言"));
	c->updated = e->seq;
	take_fields(c, e->body);
	if (*doc_str(e->body, "check"))
		doc_put(c->checks, doc_str(e->body, "check"), stamped(e));
	json_array_foreach(doc_get(e->body, "evidence"), n, row)
	{
		item = stamped(e);
		json_object_update(item, row);
		json_array_append_new(c->evidence, item);
	}
	return ERR_OK;
}

enum err_code
fold_claim_verdict(struct incident *i, const struct entry *e, struct err *err)
{
	static const char *const parts[] = { "checker", "fact", "why" };
	struct claim *c = claim_of(i, e);
	json_t *finding;

	if (c == NULL ||
		!claim_verdict_parse(&c->verdict, doc_str(e->body, "verdict")))
		return fold_broken(err, e,
			ARG_BOTH("unknown claim or verdict",
				"未知的传言或结论"));
	c->updated = e->seq;
	finding = stamped(e);
	for (size_t n = 0; n < 3; n++)
		doc_put_str(finding, parts[n], doc_str(e->body, parts[n]));
	fold_doc(&c->finding, c->verdict == VERDICT_OPEN ? NULL : finding);
	json_decref(finding);
	return ERR_OK;
}

enum err_code
fold_claim_answered(struct incident *i, const struct entry *e, struct err *err)
{
	struct claim *c = claim_of(i, e);
	json_t *row;

	if (c == NULL)
		return fold_broken(
			err, e, ARG_BOTH("unknown claim", "未知的传言"));
	c->updated = e->seq;
	row = stamped(e);
	doc_put_str(row, "message", doc_str(e->body, "message"));
	json_array_append_new(c->answers, row);
	return ERR_OK;
}

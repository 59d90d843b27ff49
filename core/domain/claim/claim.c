/*
 * Finding claims, and a claim as a document.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "domain/incident/incident.h"
#include "domain/message/message.h"
#include "domain/message/message_follow.h"
#include "domain/release/delivery.h"

struct claim *
incident_claim(const struct incident *i, const char *id)
{
	size_t len = strlen(i->id);
	char *end;
	long n;

	if (strncmp(id, i->id, len) != 0 || strncmp(id + len, "/c", 2) != 0 ||
		id[len + 2] < '1' || id[len + 2] > '9')
		return NULL;
	n = strtol(id + len + 2, &end, 10);
	if (*end != '\0' || n < 1 || (size_t)n > i->claim_count)
		return NULL;
	return i->claims[n - 1];
}

bool
claim_is_answer(const struct claim *c, const char *message)
{
	json_t *row;
	size_t n;

	json_array_foreach(c->answers, n, row)
	{
		if (strcmp(doc_str(row, "message"), message) == 0)
			return true;
	}
	return false;
}

const struct claim *
incident_claim_of(const struct incident *i, const char *message)
{
	for (size_t n = i->claim_count; n > 0; n--)
		if (claim_is_answer(i->claims[n - 1], message))
			return i->claims[n - 1];
	return NULL;
}

size_t
claim_proofs(const struct claim *c)
{
	json_t *row;
	size_t n, proofs = 0;

	json_array_foreach(c->evidence, n, row) proofs +=
		*doc_str(row, "digest") != '\0';
	return proofs;
}

/* Since when the message is withdrawn for all to see; 0: it stands. */
static int64_t
answer_taken_back(const struct incident *i, const struct message *m)
{
	const struct message *by = message_follower(i, m);

	return by && by->kind == KIND_WITHDRAWAL ? message_out_at(by) : 0;
}

/* What the claim's answers come to. */
struct answering {
	int64_t first; /* when one that stands was out, 0 none was */
	int64_t lost; /* else when the last of them was withdrawn */
	const char *answer; /* the newest that is not withdrawn, "" */
};

static struct answering
claim_answering(const struct incident *i, const struct claim *c)
{
	struct answering a = { .answer = "" };
	json_t *row;
	size_t n;

	json_array_foreach(c->answers, n, row)
	{
		const struct message *m =
			incident_message(i, doc_str(row, "message"));
		int64_t at = m ? message_out_at(m) : 0;
		int64_t back = m ? answer_taken_back(i, m) : 0;

		if (back == 0)
			a.answer = doc_str(row, "message");
		if (back > a.lost)
			a.lost = back;
		if (back == 0 && at && (a.first == 0 || at < a.first))
			a.first = at;
	}
	if (a.first)
		a.lost = 0;
	return a;
}

bool
claim_is_open(const struct incident *i, const struct claim *c)
{
	return c->verdict == VERDICT_OPEN ||
		(c->verdict != VERDICT_TRUE && claim_answering(i, c).lost);
}

bool
claim_wants_answer(const struct incident *i, const struct claim *c)
{
	struct answering a = claim_answering(i, c);

	return a.lost && *a.answer == '\0' && c->verdict != VERDICT_OPEN &&
		c->verdict != VERDICT_TRUE && c->priority != PRIORITY_MONITOR;
}

/* What is answered, true or only watched stands behind what is not. */
static int
rank(const struct claim *c, int64_t answered)
{
	bool done = answered || c->verdict == VERDICT_TRUE ||
		c->priority == PRIORITY_MONITOR;

	return (int)c->priority + (done ? PRIORITY_COUNT : 0);
}

json_t *
claim_doc(const struct incident *i, const struct claim *c)
{
	int64_t since = doc_int(c->facts, "seen");
	struct answering a = claim_answering(i, c);
	json_t *doc = json_copy(c->facts);

	doc_put_str(doc, "id", c->id);
	doc_put_str(doc, "incident", i->id);
	doc_put_str(doc, "mode", i->drill ? "drill" : "actual");
	doc_put_str(doc, "kind", claim_kind_row(c->kind)->word);
	doc_put_str(doc, "priority", claim_priority_row(c->priority)->word);
	doc_put_str(doc, "verdict", claim_verdict_row(c->verdict)->word);
	doc_put_int(doc, "rank", rank(c, a.first));
	doc_put_int(doc, "added", c->added);
	doc_put_str(doc, "added_by", c->added_by);
	doc_put_int(doc, "updated", c->updated);
	doc_put_int(doc, "proofs", (json_int_t)claim_proofs(c));
	doc_put(doc, "evidence", json_incref(c->evidence));
	doc_put(doc, "checks", json_incref(c->checks));
	if (c->finding)
		doc_put(doc, "finding", json_incref(c->finding));
	doc_put(doc, "answers", json_incref(c->answers));
	if (*a.answer)
		doc_put_str(doc, "answer", a.answer);
	doc_put_int(doc, "answered", a.first);
	if (a.lost)
		doc_put_int(doc, "reopened", a.lost);
	if (since == 0 || since > c->added)
		since = c->added;
	if (a.first)
		doc_put_int(doc, "minutes",
			a.first > since ? (a.first - since) / 60000 : 0);
	return doc;
}

/* The claim itself, or those that this message answers, or answered until it
 * was withdrawn by it. */
void
claim_rows(struct rows *out, const struct incident *i, const struct entry *e,
	const struct message *m)
{
	const struct claim *own = incident_claim(i, doc_str(e->body, "claim"));

	if (own != NULL) {
		rows_put(out, PROJ_CLAIM, own->id, claim_doc(i, own));
		return;
	}
	for (size_t n = 0; m && n < i->claim_count; n++)
		if (claim_is_answer(i->claims[n], m->id) ||
			claim_is_answer(i->claims[n], m->corrects))
			rows_put(out, PROJ_CLAIM, i->claims[n]->id,
				claim_doc(i, i->claims[n]));
}

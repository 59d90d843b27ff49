/* What the units of a joint incident tell us of themselves. */
#include "domain/joint/joint_share.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/bulletin/bulletin.h"
#include "domain/joint/joint_acts.h"

enum {
	HEARD_TEXT = 180 * 1024, /* more than a letter holds */
	HEARD_CLAIM = 2000, /* bytes, as claim.add has it */
	HEARD_CLAIMS = 40 /* of one partner in one incident */
};

/* In it: who leads it, or whom we invited and who came. */
static bool
heard_is_in(const struct joint *j, const char *partner)
{
	const struct joint_unit *u = joint_unit_of(j, partner);

	return j->leader[0] ? strcmp(j->leader, partner) == 0
			    : u != NULL && u->state == JOINT_JOINED;
}

static bool
heard_fits(const struct world *w, const struct joint_word *x)
{
	const struct joint *j =
		joint_meant(w->joints, x->partner, doc_str(x->says, "joint"));

	return j != NULL && j->drill == x->drill && j->state == JOINT_JOINED &&
		w->incident != NULL && !w->incident->closed &&
		w->incident->drill == x->drill &&
		strcmp(w->incident->id, j->incident) == 0 &&
		heard_is_in(j, x->partner);
}

static const char *
heard_name(const struct world *w, const char *partner)
{
	const struct partner *p = office_partner(w->office, partner);

	return p && *p->name ? p->name : partner;
}

/* ---- as other organs' words ---- */

/* Where it is found: an address, or the letter. */
static void
put_source(json_t *body, const struct world *w, const struct joint_word *x,
	bool lines)
{
	bool en = strcmp(w->office->lang, "en") == 0;
	const char *address = doc_str(x->says, "address");
	char text[80];

	if (!lines && *address) {
		doc_put_str(body, "source", address);
		return;
	}
	fixed_cut_format(text, sizeof(text), en ? "%sletter %.8s" : "%s函 %.8s",
		!lines	     ? ""
			: en ? "lines to take, "
			     : "口径，",
		x->letter);
	doc_put_str(body, "source", text);
}

/* As many organs as officers may note; who has spoken here speaks on. */
static void
heard_note(struct judged *out, const struct world *w,
	const struct joint_word *x, const char *text, int64_t at, bool lines)
{
	const struct incident *i = w->incident;
	const char *organ = heard_name(w, x->partner);
	json_t *body;

	if (bulletin_find(i, organ, lines) == NULL &&
		i->bulletin_count >= OUTSIDE_MAX)
		return;
	body = json_object();
	doc_put_str(body, "organ", organ);
	doc_put_str(body, "text", text);
	put_source(body, w, x, lines);
	/* its clock may be before ours */
	doc_put_int(body, "at", at < w->now ? at : w->now);
	doc_put_str(body, "partner", x->partner);
	doc_put_str(body, "letter", x->letter);
	if (lines)
		doc_put_bool(body, "lines", true);
	judged_add(out, "outside.noted", body);
}

static void
heard_bulletin(
	struct judged *out, const struct world *w, const struct joint_word *x)
{
	char *text = mem_printf(
		"%s\n%s", doc_str(x->says, "title"), doc_str(x->says, "text"));

	heard_note(out, w, x, text, doc_int(x->says, "at"), false);
	free(text);
}

static void
heard_lines(
	struct judged *out, const struct world *w, const struct joint_word *x)
{
	struct buf text;
	json_t *row;
	size_t n;

	buf_init(&text, HEARD_TEXT);
	json_array_foreach(doc_get(x->says, "lines"), n, row)
	{
		buf_printf(&text, "%s%s", n ? "\n" : "", doc_str(row, "text"));
	}
	heard_note(out, w, x, text.data, x->at, true);
	buf_release(&text);
}

/* ---- claims ---- */

static const struct claim *
heard_before(size_t *count, const struct world *w, const struct joint_word *x)
{
	const struct incident *i = w->incident;
	const struct claim *found = NULL;

	*count = 0;
	for (size_t n = 0; n < i->claim_count; n++) {
		const json_t *facts = i->claims[n]->facts;

		if (strcmp(doc_str(facts, "partner"), x->partner) != 0)
			continue;
		++*count;
		if (doc_int(facts, "partner_number") ==
			doc_int(x->says, "number"))
			found = i->claims[n];
	}
	return found;
}

/* Which checking there is theirs: ours stays open until our own has said so. */
static void
put_verdict(json_t *body, const struct joint_word *x)
{
	enum claim_verdict verdict;

	if (!claim_verdict_parse(&verdict, doc_str(x->says, "verdict")))
		verdict = VERDICT_OPEN;
	doc_put_str(body, "partner_verdict", claim_verdict_row(verdict)->word);
	doc_put_str(body, "letter", x->letter);
}

static void
heard_claim_added(
	struct judged *out, const struct world *w, const struct joint_word *x)
{
	const char *said = doc_str(x->says, "text");
	char *text =
		mem_strndup(said, text_cut(said, strlen(said), HEARD_CLAIM));
	int64_t at = doc_int(x->says, "at");
	char id[CLAIM_ID];
	json_t *body = json_object();

	fixed_format(id, sizeof(id), "%.16s/c%zu", w->incident->id,
		w->incident->claim_count + 1);
	doc_put_str(body, "claim", id);
	doc_put_str(body, "text", text);
	doc_put_str(body, "platform", heard_name(w, x->partner));
	doc_put_int(body, "seen", at < w->now ? at : w->now);
	doc_put_str(body, "partner", x->partner);
	doc_put_int(body, "partner_number", doc_int(x->says, "number"));
	put_verdict(body, x);
	claim_put_like(body, w, text);
	judged_add(out, "claim.added", body);
	free(text);
}

static void
heard_claim(
	struct judged *out, const struct world *w, const struct joint_word *x)
{
	size_t count;
	const struct claim *c = heard_before(&count, w, x);
	json_t *body;

	if (c == NULL && count < HEARD_CLAIMS) {
		heard_claim_added(out, w, x);
	} else if (c != NULL) {
		body = json_object();
		doc_put_str(body, "claim", c->id);
		put_verdict(body, x);
		judged_add(out, "claim.changed", body);
	}
}

/* ---- all of them ---- */

static void (*const heard_kinds[LETTER_KINDS])(struct judged *out,
	const struct world *w, const struct joint_word *x) = {
	[LETTER_BULLETIN] = heard_bulletin,
	[LETTER_LINES] = heard_lines,
	[LETTER_CLAIM] = heard_claim,
};

void
judge_joint_heard(
	struct judged *out, const struct world *w, const struct joint_word *x)
{
	if (heard_kinds[x->kind] == NULL || !heard_fits(w, x))
		return;
	FIXED_SET(out->incident, w->incident->id);
	out->drill = w->incident->drill;
	heard_kinds[x->kind](out, w, x);
}

/*
 * Folding entries on partners, and loading their rows.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "domain/fold.h"
#include "domain/office/office_fold.h"

static void
partner_init(struct partner *p, const char *id)
{
	memset(p, 0, sizeof(*p));
	fixed_cut(p->id, sizeof(p->id), id);
	p->rank = RANK_PEER;
}

/* Kept sorted: lists are the same before and after a restart. */
static struct partner *
partner_slot(struct office *o, const char *id)
{
	const struct partner *have = office_partner(o, id);
	size_t at = 0;
	struct partner *p;

	if (have != NULL)
		return &o->partners[have - o->partners];
	while (at < o->partner_count && strcmp(o->partners[at].id, id) < 0)
		at++;
	(void)MEM_ADD(o->partners, o->partner_count);
	p = &o->partners[at];
	memmove(p + 1, p, (o->partner_count - at - 1) * sizeof(*p));
	partner_init(p, id);
	return p;
}

static void
partner_drop(struct office *o, struct partner *p)
{
	size_t at = (size_t)(p - o->partners);

	second_drop(&p->next);
	o->partner_count--;
	memmove(p, p + 1, (o->partner_count - at) * sizeof(*p));
}

void
partners_clear(struct office *o)
{
	for (size_t n = 0; n < o->partner_count; n++)
		second_drop(&o->partners[n].next);
	free(o->partners);
	o->partners = NULL;
	o->partner_count = 0;
}

/* What a document says of it; the rest stays. */
static void
read_partner(struct partner *p, const json_t *doc)
{
	(void)partner_rank_parse(&p->rank, doc_str(doc, "rank"));
	FOLD_GIVEN(p->name, doc, "name");
	FOLD_GIVEN(p->phone, doc, "phone");
	FOLD_GIVEN(p->organ, doc, "organ");
	FOLD_GIVEN(p->address, doc, "address");
	FOLD_GIVEN(p->exchange, doc, "exchange");
	FOLD_GIVEN(p->key, doc, "key");
	FOLD_GIVEN(p->fingerprint, doc, "fingerprint");
	FOLD_GIVEN(p->print, doc, "print");
	FOLD_GIVEN(p->seal, doc, "seal");
	FOLD_GIVEN(p->drill_seal, doc, "drill_seal");
	FOLD_GIVEN(p->spare, doc, "spare");
	if (doc_get(doc, "made"))
		p->made = doc_int(doc, "made");
}

/* A new one stands in the list from its proposal on, and as the last one has
 * it: nothing of an earlier one stays. Of one that is known nothing changes
 * yet. */
void
office_fold_partner_proposed(struct office *o, const struct entry *e)
{
	struct partner *p = partner_slot(o, doc_str(e->body, "partner"));

	second_drop(&p->next);
	if (p->state == PARTNER_PROPOSED) {
		partner_init(p, doc_str(e->body, "partner"));
		read_partner(p, e->body);
	}
	second_propose(&p->next, e);
}

/* Confirmed by a second person, or vouched for by its spare key. */
void
office_fold_partner(struct office *o, const struct entry *e)
{
	struct partner *p = partner_slot(o, doc_str(e->body, "partner"));
	const char *first = doc_str(e->body, "proposed_by");
	bool called = *first != '\0';

	read_partner(p, e->body);
	if (called || p->by[0] == '\0') {
		fixed_cut(p->by, sizeof(p->by), called ? first : e->by);
		fixed_cut(p->confirmed_by, sizeof(p->confirmed_by),
			called ? e->by : "");
		p->confirmed = e->time;
	}
	if (*doc_str(e->body, "vouched"))
		p->vouched = e->time;
	if (p->state == PARTNER_PROPOSED || doc_bool(e->body, "again"))
		p->state = PARTNER_ACTIVE;
	second_drop(&p->next);
}

void
office_fold_partner_declined(struct office *o, const struct entry *e)
{
	struct partner *p = partner_slot(o, doc_str(e->body, "partner"));

	if (p->state == PARTNER_PROPOSED)
		partner_drop(o, p);
	else
		second_drop(&p->next);
}

/* What was proposed of it before it was stopped was proposed of another. */
void
office_fold_partner_stopped(struct office *o, const struct entry *e)
{
	struct partner *p = partner_slot(o, doc_str(e->body, "partner"));

	p->state = PARTNER_STOPPED;
	p->stopped = e->time;
	fixed_cut(p->stopped_by, sizeof(p->stopped_by), e->by);
	fixed_cut(p->reason, sizeof(p->reason), doc_str(e->body, "reason"));
	second_drop(&p->next);
}

void
partner_load(struct office *o, const json_t *row)
{
	struct partner *p = partner_slot(o, doc_str(row, "id"));

	read_partner(p, row);
	for (int n = 0; n < PARTNER_STATES; n++)
		if (strcmp(partner_state_row((enum partner_state)n)->word,
			    doc_str(row, "state")) == 0)
			p->state = (enum partner_state)n;
	fixed_cut(p->by, sizeof(p->by), doc_str(row, "by"));
	fixed_cut(p->confirmed_by, sizeof(p->confirmed_by),
		doc_str(row, "confirmed_by"));
	p->confirmed = doc_int(row, "confirmed");
	fixed_cut(p->stopped_by, sizeof(p->stopped_by),
		doc_str(row, "stopped_by"));
	p->stopped = doc_int(row, "stopped");
	p->vouched = doc_int(row, "vouched");
	fixed_cut(p->reason, sizeof(p->reason), doc_str(row, "reason"));
	if (doc_get(row, "next"))
		second_load(&p->next, doc_get(row, "next"));
}

/* ---- our own card ---- */

void
own_card_load(struct own_card *c, const json_t *doc)
{
	FOLD_GIVEN(c->id, doc, "id");
	FOLD_GIVEN(c->phone, doc, "phone");
	FOLD_GIVEN(c->organ, doc, "organ");
	FOLD_GIVEN(c->exchange, doc, "exchange");
	FOLD_GIVEN(c->seal, doc, "seal");
	FOLD_GIVEN(c->drill_seal, doc, "drill_seal");
	FOLD_GIVEN(c->spare_key, doc, "spare_key");
	FOLD_GIVEN(c->spare, doc, "spare");
	FOLD_GIVEN(c->by, doc, "by");
	FOLD_GIVEN(c->vouched, doc, "card");
	if (doc_get(doc, "sealed"))
		c->sealed = doc_int(doc, "sealed");
	if (doc_get(doc, "unsealed"))
		c->unsealed = doc_int(doc, "unsealed");
	if (doc_get(doc, "vouched_made"))
		c->vouched_made = doc_int(doc, "vouched_made");
	if (doc_get(doc, "lost"))
		c->lost = doc_int(doc, "lost");
	if (doc_get(doc, "volume"))
		second_load(&c->volume, doc_get(doc, "volume"));
	c->made = doc_int(doc, "made");
}

void
own_card_rebuilt(struct own_card *c, int64_t time)
{
	c->seal[0] = c->drill_seal[0] = '\0';
	c->sealed = c->unsealed = 0;
	if (c->id[0])
		c->lost = time;
	second_drop(&c->volume);
}

void
office_fold_own_card(struct office *o, const struct entry *e)
{
	own_card_load(&o->card, e->body);
	o->card.made = e->time;
	if (*doc_str(e->body, "seal"))
		o->card.sealed = e->time;
	if (*doc_str(e->body, "card"))
		o->card.vouched_made = e->time;
	FIXED_SET(o->card.by, e->by);
}

void
office_fold_seals_changed(struct office *o, const struct entry *e)
{
	own_card_load(&o->card, e->body);
	o->card.made = o->card.sealed = e->time;
}

void
office_fold_seals_destroyed(struct office *o, const struct entry *e)
{
	(void)e;
	o->card.unsealed = 0;
}

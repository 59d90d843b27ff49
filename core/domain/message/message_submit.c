/*
 * Judging the submit of a message: what was written is complete, reaches whom
 * it must, fits everywhere, and no rule blocks it. Then its manifest is fixed.
 */
#include "domain/message/message_acts.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/text/compose.h"
#include "domain/concurrence/concurrence.h"
#include "domain/waiver/waiver.h"
#include "domain/guards.h"
#include "domain/review/review_lane.h"
#include "domain/text/manifest.h"
#include "domain/message/message_assumed.h"
#include "domain/message/message_carry.h"
#include "domain/message/message_prepared.h"
#include "domain/message/message.h"
#include "domain/clock/clock_rows.h"

/* A draft that was saved without a leak has ■ in its place. */
static enum err_code
check_masked(const struct facts *facts, struct err *err)
{
	const json_t *docs[] = { facts->slots, facts->variants };
	const char *key;
	json_t *v;

	for (size_t n = 0; n < 2; n++) {
		json_object_foreach(doc_borrow(docs[n]), key, v)
		{
			if (json_is_string(v) &&
				strstr(json_string_value(v), "■"))
				return refuse(err, REFUSE_MASKED, key,
					WITH(arg_key(key)));
		}
	}
	return ERR_OK;
}

static enum err_code
check_missing(const struct composition *c, struct err *err)
{
	const struct rendered_missing *m = c->rendered.missing;

	if (c->rendered.missing_count == 0)
		return ERR_OK;
	return refuse(err, REFUSE_SLOT_MISSING, m->slot,
		WITH(arg_slot(m->slot, &m->label)));
}

/* The same or a larger set than the one that carries the error; an account
 * that was closed since can say nothing any more. */
static enum err_code
check_superset(const struct world *w, const struct facts *facts,
	const json_t *accounts, struct err *err)
{
	const struct message *old;

	if (*facts->corrects == '\0')
		return ERR_OK;
	old = incident_message(w->incident, facts->corrects);
	for (size_t n = 0; old && n < old->delivery_count; n++) {
		const struct delivery *d = &old->deliveries[n];

		if (!prepared_is_carrier(w, d, facts->kind))
			continue;
		if (json_object_get(accounts, d->account) == NULL)
			return refuse(err, REFUSE_SUPERSET, "accounts",
				WITH(office_arg_account(
					w->office, d->account)));
	}
	return ERR_OK;
}

/* What the playbook wants this kind to reach at least. */
static enum err_code
check_reach(const struct world *w, const struct facts *facts,
	const struct composition *c, struct err *err)
{
	const struct playbook_kind *k =
		playbook_kind(world_playbook(w), facts->kind);
	const struct account *lead = office_lead(w->office);
	bool led = !k->lead || lead == NULL ||
		(w->office->demo && !w->incident->drill &&
			!account_is_local(lead));

	for (size_t n = 0; n < c->count; n++)
		led = led || c->variants[n].account == lead;
	if (led || facts->answers)
		return ERR_OK;
	return refuse(
		err, REFUSE_SUPERSET, "accounts", WITH(account_arg(lead)));
}

/* What the rules find, with what was said about it; or it stops the text. */
static enum err_code
check_rules(json_t **found, const struct world *w, const struct facts *facts,
	const struct composition *c, struct err *err)
{
	struct review_findings e;
	enum err_code rc;

	review_findings_run(&e, w, facts, c);
	rc = guards_ask_found(w, ACT_MESSAGE_SUBMIT, &e, err);
	if (rc == ERR_OK)
		*found = waiver_found(&e, w->message);
	review_findings_release(&e);
	return rc;
}

static enum err_code
check_submit(const struct world *w, const struct facts *facts,
	const struct composition *c, const json_t *accounts, struct err *err)
{
	enum err_code rc;

	if (c->count == 0)
		return refuse(err, REFUSE_NO_ACCOUNTS, "accounts",
			WITH(arg_id(w->message->id)));
	rc = check_masked(facts, err);
	if (rc == ERR_OK)
		rc = check_missing(c, err);
	if (rc == ERR_OK)
		rc = assumed_check(w, err);
	if (rc == ERR_OK)
		rc = carried_check(w, err);
	if (rc == ERR_OK)
		rc = check_reach(w, facts, c, err);
	if (rc == ERR_OK)
		rc = check_superset(w, facts, accounts, err);
	for (size_t n = 0; rc == ERR_OK && n < c->count; n++) {
		if (c->variants[n].err.code == ERR_OK)
			continue;
		*err = c->variants[n].err;
		rc = err->code;
	}
	return rc;
}

static json_t *
tier_stages_doc(const struct tier *tier)
{
	json_t *list = json_array();

	for (size_t n = 0; n < tier->stage_count; n++) {
		json_t *row = json_object(), *gates = json_array();

		for (int g = 0; g < GATE_COUNT; g++)
			if (tier->stages[n].gates & (1u << g))
				json_array_append_new(gates,
					json_string(
						gate_row((enum gate)g)->word));
		doc_put_str(
			row, "stage", stage_row(tier->stages[n].stage)->word);
		doc_put(row, "gates", gates);
		json_array_append_new(list, row);
	}
	return list;
}

static bool
is_first_release(const struct incident *i)
{
	for (size_t n = 0; n < i->message_count; n++)
		if (i->messages[n]->state >= MESSAGE_FIRED &&
			i->messages[n]->answers == NULL)
			return false;
	return true;
}

/* The clocks that begin when this message is online. */
static json_t *
promises(const struct world *w, const struct facts *facts)
{
	unsigned from = FROM_LAST | FROM_PROMISE;
	int64_t promised = playbook_promise(facts->slots, w->office->zone);

	/* what is said to one of them is no bulletin for all */
	if (facts->answers)
		return json_array();
	if (is_first_release(w->incident))
		from |= FROM_FIRST;
	return clock_rows(w, from, (1u << KIND_COUNT) - 1, promised);
}

static json_t *
submitted_body(const struct world *w, const struct facts *facts,
	const struct composition *c, json_t *manifest, json_t *variants,
	const char *digest, json_t *found, const struct tier *tier)
{
	const struct tier_row row = world_tier(w, facts->kind);
	json_t *body = body_of(w->message);

	doc_put_int(body, "revision", w->message->revision);
	doc_put_str(body, "digest", digest);
	doc_put(body, "manifest", manifest);
	doc_put(body, "variants", variants);
	doc_put_str(body, "tier", tier->id);
	doc_put(body, "stages", tier_stages_doc(tier));
	if (row.organ_count) {
		doc_put(body, "organs", concurrence_needed(&row));
		doc_put_bool(body, "waits", row.waits);
	}
	doc_put(body, "promises", promises(w, facts));
	doc_put(body, "found", found);
	if (c->issue)
		doc_put_int(body, "number", c->issue);
	return body;
}

enum err_code
judge_message_submit(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const struct message *m = w->message;
	json_t *manifest = NULL, *variants = NULL, *found = NULL;
	char digest[HASH_HEX];
	struct composition c;
	struct facts facts;
	enum err_code rc;

	if (doc_get(act, "revision") &&
		doc_int(act, "revision") != m->revision) {
		return refuse(err, REFUSE_REVISION, m->id,
			WITH(arg_id(m->id), arg_count(m->revision),
				arg_count(doc_int(act, "revision"))));
	}
	facts_of(&facts, m);
	composition_init(&c);
	rc = judge_accounts(w, m->accounts, err);
	if (rc == ERR_OK)
		rc = compose(&c, w, &facts, err);
	if (rc != ERR_OK)
		goto out;
	manifest_build(&manifest, &variants, digest, &c, w, &facts);
	rc = check_submit(
		w, &facts, &c, json_object_get(manifest, "accounts"), err);
	if (rc == ERR_OK)
		rc = check_rules(&found, w, &facts, &c, err);
	if (rc != ERR_OK) {
		json_decref(manifest);
		json_decref(variants);
		goto out;
	}
	judged_add(out, "message.submitted",
		submitted_body(w, &facts, &c, manifest, variants, digest, found,
			lane_tier(w, act, facts.kind)));
out:
	composition_release(&c);
	return rc;
}

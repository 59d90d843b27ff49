/*
 * What waits in a message: its text, its gates, other units, its release, the
 * deliveries that a person must see to, the signature that follows.
 */
#include "domain/waits/waits_internal.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/concurrence/concurrence.h"
#include "domain/message/message.h"
#include "domain/message/message_standing.h"
#include "domain/release/appointed.h"
#include "domain/release/delivery.h"
#include "domain/release/delivery_wait.h"
#include "domain/review/review_lane.h"
#include "domain/review/review_stages.h"
#include "domain/waiver/waiver.h"

static json_t *
put_of_message(json_t *list, const struct world *w, const struct wait *x)
{
	const struct message *m = w->message;
	json_t *row = wait_put(list, w, x), *doc = message_doc(w->incident, m);
	static const char *const copied[] = { "kind", "state", "suspended",
		"supplement" };

	doc_put_str(row, "message", m->id);
	if (*m->title)
		doc_put_str(row, "title", m->title);
	for (size_t n = 0; n < sizeof(copied) / sizeof(copied[0]); n++)
		if (doc_get(doc, copied[n]))
			doc_put(row, copied[n],
				json_incref(doc_get(doc, copied[n])));
	doc_put(row, "standing",
		message_standing_doc(w->incident, m, w->office));
	json_decref(doc);
	return row;
}

/* ---- what is written ---- */

/* All who wrote it; who began it, while nobody has saved anything. */
static json_t *
writers(const struct message *m)
{
	return json_array_size(m->authors) > 0 ? json_incref(m->authors)
					       : json_pack("[s]", m->begun_by);
}

static void
put_draft(json_t *list, const struct world *w)
{
	const struct message *m = w->message;
	json_t *names = writers(m), *row;
	bool back = m->returned.by[0] != '\0';
	const struct wait x = {
		.what = m->reclassified ? "resubmit"
			: back		? "returned"
					: "draft",
		.act = m->reclassified ? ACT_MESSAGE_SUBMIT
				       : ACT_MESSAGE_REVISE,
		.names = names,
		.show = ROLE_BIT(ROLE_DRAFTER),
	};

	row = put_of_message(list, w, &x);
	if (back) {
		doc_put_str(row, "why", m->returned.reason);
		doc_put_str(row, "gate", gate_row(m->returned.gate)->word);
		wait_put_by(row, w, m->returned.by);
	}
	json_decref(names);
}

static void
put_suspensions(json_t *list, const struct world *w)
{
	const struct message *m = w->message;

	for (size_t n = 0; n < m->suspension_count; n++) {
		const struct suspension *s = &m->suspensions[n];
		json_t *docs = json_pack("[{s:s}]", "rule", s->rule), *row;
		const struct wait x = { .what = "suspend",
			.act = ACT_RULE_SUSPEND,
			.docs = docs,
			.second = &s->second };

		if (s->second.waits && s == waiver_suspension(m, s->rule)) {
			row = put_of_message(list, w, &x);
			doc_put_str(row, "rule", s->rule);
			doc_put_str(row, "why", s->reason);
			wait_put_by(row, w, s->second.by);
		}
		json_decref(docs);
	}
}

/* ---- who is to agree ---- */

static void
put_organ(json_t *list, const struct world *w, const struct organ *o)
{
	const struct message *m = w->message;
	enum concurrence state = concurrence_state(m, o->id, w->now);
	bool asked = state == CONCURRENCE_ASKED;
	const struct wait x = { .what = asked ? "concur" : "concur-ask",
		.act = asked ? ACT_CONCUR_ANSWER : ACT_CONCUR_ASK,
		.due = asked ? doc_int(concurrence_last(m, o->id), "deadline")
			     : 0 };
	json_t *row;

	if (!asked &&
		(state != CONCURRENCE_NONE || !doc_list_has(m->organs, o->id)))
		return;
	row = put_of_message(list, w, &x);
	doc_put_str(row, "organ", o->id);
	doc_put(row, "why", doc_both(&o->title));
}

static void
put_concurrences(json_t *list, const struct world *w)
{
	for (size_t n = 0; w->library && n < w->library->rules.organ_count; n++)
		put_organ(list, w, &w->library->rules.organs[n]);
}

/* ---- whose turn it is ---- */

static role_set
open_roles(const struct world *w, enum stage stage, json_t *docs)
{
	role_set roles = 0;

	for (int g = 0; g < GATE_COUNT; g++) {
		if (!message_stage_has(w->message, stage, (enum gate)g) ||
			message_pass(w->message, (enum gate)g) != NULL)
			continue;
		roles |= message_gate_roles(
			w->library, w->message, (enum gate)g);
		json_array_append_new(docs,
			json_pack("{s:s,s:s}", "gate",
				gate_row((enum gate)g)->word, "verdict",
				"pass"));
	}
	return roles;
}

static void
put_review(json_t *list, const struct world *w)
{
	enum stage stage = STAGE_FINAL;
	json_t *docs = json_array();
	struct wait x = { .what = message_waits(w->message) };

	(void)stage_parse(&stage, x.what);
	x.show = open_roles(w, stage, docs);
	x.act = stage == STAGE_FINAL ? ACT_APPROVE : ACT_REVIEW;
	x.docs = docs;
	(void)put_of_message(list, w, &x);
	json_decref(docs);
}

/* ---- the release ---- */

/* The platform or a credential waits for somebody, with a clock. */
static const char *
by_clock(const struct world *w, const struct delivery *d)
{
	enum wait_for what;

	if (delivery_wait_clock(&what, w->incident, w->message, d) == NULL ||
		what == WAIT_HAND)
		return NULL;
	return wait_for_word((int)what);
}

/* What a person must see to at one delivery; NULL nothing. */
static const char *
by_hand(const struct world *w, const struct delivery *d)
{
	bool manual = delivery_by_hand(d);

	if (d->state == DELIVERY_UNKNOWN)
		return "unknown";
	if (d->state == DELIVERY_DIFFERS)
		return "differs";
	if (d->state == DELIVERY_HUMAN)
		return manual ? "proof" : "human";
	/* what was heard cannot be read back */
	if (d->state == DELIVERY_PUBLISHED && manual && !d->heard)
		return "readback";
	return by_clock(w, d);
}

/* Something of it is still under way without anybody's help. */
static bool
is_under_way(const struct world *w)
{
	const struct message *m = w->message;

	for (size_t n = 0; n < m->delivery_count; n++)
		if (!delivery_row(m->deliveries[n].state)->ended &&
			by_hand(w, &m->deliveries[n]) == NULL)
			return true;
	return false;
}

static void
put_release(json_t *list, const struct world *w)
{
	static const struct {
		enum message_state state;
		enum act act;
		bool idle;
	} rows[] = { { MESSAGE_APPROVED, ACT_RELEASE_ARM, false },
		{ MESSAGE_SET, ACT_RELEASE_DISARM, true },
		{ MESSAGE_ARMING, ACT_RELEASE_ARM, true },
		{ MESSAGE_ARMED, ACT_RELEASE_FIRE, false },
		{ MESSAGE_FIRED, ACT_RELEASE_HALT, true } };
	const struct message *m = w->message;
	struct wait x = { .what = message_waits(m),
		.roles = ROLE_BIT(ROLE_RELEASER),
		.show = ROLE_BIT(ROLE_RELEASER),
		.due = m->at != 0		    ? m->at
			: m->state == MESSAGE_ARMED ? m->expires
						    : 0 };

	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		if (rows[n].state != m->state ||
			(m->state == MESSAGE_FIRED && !is_under_way(w)))
			continue;
		x.act = rows[n].act;
		x.idle = rows[n].idle || appointed_is_set(m);
		if (m->state == MESSAGE_APPROVED && (m->at != 0 || m->signal))
			x.act = ACT_RELEASE_SET;
		(void)put_of_message(list, w, &x);
	}
}

struct by_hand {
	int count;
	const char *by; /* who gave all their addresses; NULL several, nobody */
	int64_t due; /* of the first, 0: none has a clock */
	int overdue; /* how many clocks are over */
	const struct clock *clock; /* its clock */
};

/* Those of this kind. */
static struct by_hand
count_by_hand(const struct world *w, const char *what)
{
	const struct message *m = w->message;
	struct by_hand of = { 0 };
	enum wait_for wait;

	for (size_t n = 0; n < m->delivery_count; n++) {
		const struct delivery *d = &m->deliveries[n];
		const struct clock *c;
		const char *is = by_hand(w, d);

		if (is == NULL || strcmp(is, what) != 0)
			continue;
		if (of.count++ == 0)
			of.by = d->proved_by;
		else if (of.by != NULL && strcmp(of.by, d->proved_by) != 0)
			of.by = NULL;
		c = delivery_wait_clock(&wait, w->incident, m, d);
		of.overdue += c != NULL && c->due <= w->now;
		if (c != NULL && (of.clock == NULL || c->due < of.due)) {
			of.clock = c;
			of.due = c->due;
		}
	}
	return of;
}

/* Who is called first is in the clock's row. What is done on the platform
 * nobody can do here, until it was not done in time. */
static void
set_clock(struct wait *x, const struct world *w, const struct by_hand *of)
{
	enum role role;

	x->other = of->by;
	x->due = of->due;
	if (of->clock == NULL || of->due <= w->now)
		return;
	if (role_parse(&role, doc_str(doc_get(of->clock->row, "wait"), "role")))
		x->roles = x->show = ROLE_BIT(role);
	x->idle = strcmp(x->what, wait_for_word(WAIT_CONFIRM)) == 0;
}

/* Whose it is, and what is to be done instead once its time is over. */
static void
put_clock(json_t *row, const struct world *w, const struct by_hand *of)
{
	const json_t *wait = of->clock ? doc_get(of->clock->row, "wait") : NULL;

	if (wait == NULL)
		return;
	if (*doc_str(row, "act") == '\0')
		doc_put(row, "officers", delivery_wait_people(w, of->clock));
	if (doc_get(wait, "whom"))
		doc_put(row, "whom", json_incref(doc_get(wait, "whom")));
	doc_put_int(row, "overdue", of->overdue);
	doc_put(row, "then", json_incref(doc_get(wait, "then")));
}

/* Who has a text in hand that is not to go out is rung before anything. */
static void
put_ring(json_t *row)
{
	const json_t *stop =
		json_array_get(doc_get(doc_get(row, "standing"), "stop"), 0);
	char en[300], zh[300];

	if (stop == NULL)
		return;
	fixed_cut_format(en, sizeof(en), "ring %s %s: must not post it",
		doc_str(stop, "name"), doc_str(stop, "phone"));
	fixed_cut_format(zh, sizeof(zh), "请电话通知%s %s 停发",
		doc_str(stop, "name"), doc_str(stop, "phone"));
	doc_put(row, "why", json_pack("{s:s,s:s}", "en", en, "zh", zh));
}

static void
put_by_hand(json_t *list, const struct world *w)
{
	static const struct {
		const char *what;
		enum act act;
		role_set roles;
	} rows[] = { { "unknown", ACT_DELIVERY_SETTLE,
			     ROLE_BIT(ROLE_RELEASER) },
		{ "differs", ACT_DELIVERY_SETTLE, ROLE_BIT(ROLE_RELEASER) },
		{ "human", ACT_DELIVERY_SETTLE, ROLE_BIT(ROLE_RELEASER) },
		{ "proof", ACT_DELIVERY_PROOF, ROLE_BIT(ROLE_RELEASER) },
		{ "readback", ACT_DELIVERY_PROOF,
			ROLE_BIT(ROLE_RELEASER) | ROLE_BIT(ROLE_REVIEWER) },
		{ "token", ACT_ACCOUNT_CREDENTIAL, ROLE_BIT(ROLE_REGISTRAR) },
		{ "confirm", ACT_DELIVERY_SETTLE, ROLE_BIT(ROLE_RELEASER) } };

	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		struct by_hand of = count_by_hand(w, rows[n].what);
		struct wait x = { .what = rows[n].what,
			.act = rows[n].act,
			.roles = rows[n].roles,
			.show = rows[n].roles };
		json_t *row;

		if (of.count == 0)
			continue;
		set_clock(&x, w, &of);
		row = put_of_message(list, w, &x);
		doc_put_int(row, "count", of.count);
		put_clock(row, w, &of);
		put_ring(row);
	}
}

static void
put_signature(json_t *list, const struct world *w)
{
	const struct wait x = { .what = "supplement",
		.act = ACT_MESSAGE_SUPPLEMENT,
		.show = LANE_SIGNS,
		.due = w->message->supplement_due };

	if (message_owes_signature(w->message))
		(void)put_of_message(list, w, &x);
}

void
waits_put_message(json_t *list, const struct world *w)
{
	const struct message *m = w->message;

	if (m->state == MESSAGE_DRAFT) {
		put_draft(list, w);
		put_suspensions(list, w);
	}
	if (m->state <= MESSAGE_REVIEW)
		put_concurrences(list, w);
	if (m->state == MESSAGE_REVIEW)
		put_review(list, w);
	put_release(list, w);
	put_by_hand(list, w);
	put_signature(list, w);
}

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
#include "domain/release/delivery.h"
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

/* What a person must see to at one delivery; NULL nothing. */
static const char *
by_hand(const struct delivery *d)
{
	bool manual = delivery_by_hand(d);

	if (d->state == DELIVERY_UNKNOWN)
		return "unknown";
	if (d->state == DELIVERY_DIFFERS)
		return "differs";
	if (d->state == DELIVERY_HUMAN)
		return manual ? "proof" : "human";
	/* what was heard cannot be read back */
	return d->state == DELIVERY_PUBLISHED && manual && !d->heard
		? "readback"
		: NULL;
}

/* Something of it is still under way without anybody's help. */
static bool
is_under_way(const struct message *m)
{
	for (size_t n = 0; n < m->delivery_count; n++)
		if (!delivery_row(m->deliveries[n].state)->ended &&
			by_hand(&m->deliveries[n]) == NULL)
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
		{ MESSAGE_ARMING, ACT_RELEASE_ARM, true },
		{ MESSAGE_ARMED, ACT_RELEASE_FIRE, false },
		{ MESSAGE_FIRED, ACT_RELEASE_HALT, true } };
	const struct message *m = w->message;
	struct wait x = { .what = message_waits(m),
		.roles = ROLE_BIT(ROLE_RELEASER),
		.show = ROLE_BIT(ROLE_RELEASER),
		.due = m->state == MESSAGE_ARMED ? m->expires : 0 };

	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		if (rows[n].state != m->state ||
			(m->state == MESSAGE_FIRED && !is_under_way(m)))
			continue;
		x.act = rows[n].act;
		x.idle = rows[n].idle;
		(void)put_of_message(list, w, &x);
	}
}

/* How many are of this kind; *by: who gave all their addresses, NULL several
 * or nobody. */
static int
count_by_hand(const char **by, const struct message *m, const char *what)
{
	int count = 0;

	*by = NULL;
	for (size_t n = 0; n < m->delivery_count; n++) {
		const struct delivery *d = &m->deliveries[n];
		const char *is = by_hand(d);

		if (is == NULL || strcmp(is, what) != 0)
			continue;
		if (count++ == 0)
			*by = d->proved_by;
		else if (*by != NULL && strcmp(*by, d->proved_by) != 0)
			*by = NULL;
	}
	return count;
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
			ROLE_BIT(ROLE_RELEASER) | ROLE_BIT(ROLE_REVIEWER) } };

	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		struct wait x = { .what = rows[n].what,
			.act = rows[n].act,
			.roles = rows[n].roles,
			.show = rows[n].roles };
		int count = count_by_hand(&x.other, w->message, rows[n].what);
		json_t *row;

		if (count == 0)
			continue;
		row = put_of_message(list, w, &x);
		doc_put_int(row, "count", count);
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

/* Joint incidents and orders, for people. */
#include "domain/joint/joint_view.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/delivery.h"
#include "domain/joint/joint_alarm.h"
#include "domain/joint/joint_board.h"
#include "domain/joint/joint_signal.h"
#include "domain/office/office.h"

enum { SHORT = 9 };

static void
put_short(json_t *doc, const char *key, const char *name)
{
	char brief[SHORT];

	fixed_cut(brief, sizeof(brief), name);
	doc_put_str(doc, key, brief);
}

/* A partner, its name and whom to ring there; "" is this unit. */
static void
put_unit(json_t *doc, const struct office *o, const char *id)
{
	const struct partner *p = office_partner(o, id);

	doc_put_str(doc, "partner", id);
	doc_put_str(doc, "name", p ? p->name : *id ? id : o->unit);
	doc_put_str(doc, "phone", p ? p->phone : "");
}

/* Whom the leader asks to lead; who said no, until another is asked. */
static void
put_hand(json_t *doc, const struct office *o, const struct joint *j)
{
	const struct partner *p = office_partner(o, j->hand.to);
	const char *name = strcmp(j->hand.to, o->card.id) == 0 ? o->unit
		: p					       ? p->name
							       : j->hand.to;

	if (!j->hand.letter[0] && !j->hand.declined)
		return;
	doc_put_str(doc, j->hand.letter[0] ? "handing" : "unhanded", name);
	doc_put_int(doc, "handed", j->hand.at);
	doc_put_str(doc, "hand_reason", doc_str(j->hand.says, "reason"));
}

json_t *
joint_doc(const struct office *o, const struct joint *j)
{
	json_t *doc = json_object();
	size_t joined = 0;

	for (size_t n = 0; n < j->unit_count; n++)
		joined += j->units[n].state == JOINT_JOINED;
	doc_put_str(doc, "joint", j->name);
	put_short(doc, "short", j->name);
	put_unit(doc, o, j->leader);
	doc_put_str(doc, "title", doc_str(j->says, "title"));
	doc_put_str(doc, "level", doc_str(j->says, "level"));
	doc_put_str(doc, "incident", j->incident);
	doc_put_str(doc, "mode", j->drill ? "drill" : "actual");
	doc_put_str(doc, "state", joint_state_row(j->state)->word);
	doc_put_bool(doc, "ours", j->leader[0] == '\0');
	doc_put_int(doc, "at", j->at);
	put_hand(doc, o, j);
	if (j->leader[0] == '\0') {
		doc_put_int(doc, "joined", (int64_t)joined);
		doc_put_int(doc, "invited", (int64_t)j->unit_count);
	}
	return doc;
}

static json_t *
joint_unit_doc(const struct office *o, const struct joint_unit *u)
{
	json_t *doc = json_object();

	put_unit(doc, o, u->partner);
	doc_put_str(doc, "state", joint_state_row(u->state)->word);
	doc_put_int(doc, "at", u->at);
	doc_put_str(doc, "reason", doc_str(u->says, "reason"));
	return doc;
}

json_t *
joint_order_doc(const struct office *o, const struct joint_book *b,
	const struct joint_order *order)
{
	static const char *const said[] = { "digest", "name", "fire", "at",
		"until", "answer_by", "corrects", "withdraws" };
	const json_t *master =
		json_array_get(doc_get(order->says, "masters"), 0);
	const struct joint_answer *own = joint_answer_of(order, "");
	const struct joint *j = joint_find(b, order->joint);
	json_t *doc = json_object();

	doc_put_str(doc, "order", order->name);
	put_short(doc, "short", order->name);
	doc_put_str(doc, "joint", order->joint);
	doc_put_str(doc, "incident", j ? j->incident : "");
	put_unit(doc, o, order->from);
	doc_put_str(doc, "unit", doc_str(doc, "name"));
	doc_put_str(doc, "message", order->message);
	doc_put_str(doc, "title", doc_str(master, "title"));
	doc_put_str(doc, "mode", order->drill ? "drill" : "actual");
	doc_put_int(doc, "ordered", order->at);
	for (size_t n = 0; n < sizeof(said) / sizeof(said[0]); n++)
		if (doc_get(order->says, said[n]) != NULL)
			doc_put(doc, said[n],
				json_incref(doc_get(order->says, said[n])));
	if (order->from[0])
		doc_put_str(doc, "state", order_answer_row(own->state)->word);
	if (order->call.at != 0)
		doc_put_int(doc, "called", order->call.at);
	if (order->fire_at != 0)
		doc_put_int(doc, "fires", order->fire_at);
	if (joint_order_halt(b, order) != NULL)
		doc_put_int(doc, "halted", joint_order_halt(b, order)->at);
	if (order->silent)
		doc_put_bool(doc, "silent", true);
	/* none travels yet: what an order names is not here */
	if (json_array_size(doc_get(master, "pictures")) > 0)
		doc_put(doc, "missing",
			json_incref(doc_get(master, "pictures")));
	if (order->offer)
		doc_put_bool(doc, "offer", true);
	return doc;
}

json_t *
joint_view(const struct office *o, const struct joint_book *b,
	const struct joint *j)
{
	static const char *const said[] = { "topic", "playbook", "happened" };
	json_t *doc = joint_doc(o, j), *units = json_array();
	json_t *orders = json_array(), *offers = json_array();

	for (size_t n = 0; n < sizeof(said) / sizeof(said[0]); n++)
		if (doc_get(j->says, said[n]) != NULL)
			doc_put(doc, said[n],
				json_incref(doc_get(j->says, said[n])));
	for (size_t n = 0; n < j->unit_count; n++)
		json_array_append_new(units, joint_unit_doc(o, &j->units[n]));
	doc_put(doc, "units", units);
	for (size_t n = 0; n < b->order_count; n++)
		if (strcmp(b->orders[n].joint, j->name) == 0)
			json_array_append_new(
				b->orders[n].offer ? offers : orders,
				joint_order_doc(o, b, &b->orders[n]));
	doc_put(doc, "orders", orders);
	doc_put(doc, "offers", offers);
	return doc;
}

/* ---- an order ---- */

static json_t *
answer_doc(const struct office *o, const struct joint_answer *a)
{
	static const char *const said[] = { "accounts", "gaps", "clock", "by",
		"reason", "who", "number", "read_back" };
	const struct partner *p = office_partner(o, a->partner);
	json_t *doc = json_object(), *row;
	size_t n, out = 0, verified = 0;

	put_unit(doc, o, a->partner);
	doc_put_str(doc, "state", order_answer_row(a->state)->word);
	doc_put_bool(doc, "by_hand", p != NULL && partner_is_by_hand(p));
	if (a->heard) {
		doc_put_int(doc, "at", a->at);
		doc_put_int(doc, "heard", a->heard);
	}
	for (n = 0; n < sizeof(said) / sizeof(said[0]); n++)
		if (doc_get(a->says, said[n]) != NULL)
			doc_put(doc, said[n],
				json_incref(doc_get(a->says, said[n])));
	/* what an officer of ours wrote down, nobody has verified */
	if (p != NULL && partner_is_by_hand(p)) {
		doc_put_str(doc, "noted", doc_str(a->says, "by"));
		(void)json_object_del(doc, "by");
	}
	json_array_foreach(a->receipt, n, row)
	{
		enum delivery_state state;

		if (!delivery_parse(&state, doc_str(row, "state")))
			continue;
		verified += state == DELIVERY_VERIFIED;
		out += delivery_row(state)->truth == TRUTH_YES;
	}
	if (a->receipt != NULL) {
		doc_put_int(doc, "of",
			(int64_t)json_array_size(a->receipt) + a->more);
		doc_put_int(doc, "out", (int64_t)out);
		doc_put_int(doc, "verified", (int64_t)verified);
		doc_put(doc, "receipt", json_incref(a->receipt));
		if (a->more)
			doc_put_int(doc, "more", a->more);
	}
	return doc;
}

json_t *
joint_order_view(const struct office *o, const struct joint_book *b,
	const struct joint_order *order)
{
	json_t *doc = joint_order_doc(o, b, order), *units = json_array();
	json_t *alarms = joint_alarms_doc(o, order);

	if (order->from[0])
		joint_board_put(doc, o, order);
	doc_put(doc, "says", json_incref(order->says));
	if (alarms != NULL)
		doc_put(doc, "alarms", alarms);
	else if (order->from[0] && order->rung > 0)
		doc_put_bool(doc, "unalarmed", true);
	for (size_t n = 0; n < order->answer_count; n++)
		json_array_append_new(units, answer_doc(o, &order->answers[n]));
	doc_put(doc, "units", units);
	return doc;
}

/*
 * What waits that came by letter from other units' stations.
 */
#include "domain/waits/waits.h"

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/guards.h"
#include "domain/joint/joint_lead.h"
#include "domain/joint/joint_ring.h"
#include "domain/joint/joint_signal.h"
#include "domain/waits/waits_internal.h"

/* Who could do it, of those on duty first. */
static json_t *
joint_officers(const struct world *w, enum act act)
{
	json_t *list = json_array();

	for (size_t n = 0; n < w->office->officer_count; n++) {
		const struct officer *f = &w->office->officers[n];

		if (f->active && guards_may(w, act, NULL, f))
			json_array_append_new(list, officer_contact(f));
	}
	return list;
}

static json_t *
joint_wait(const struct world *w, const struct joint *j, const char *from,
	const char *what, enum act act)
{
	const struct partner *p = office_partner(w->office, from);
	json_t *row = json_object();
	char brief[9];

	fixed_cut(brief, sizeof(brief), j->name);
	doc_put_str(row, "what", what);
	doc_put_str(row, "act", act_row(act)->name);
	doc_put_str(row, "joint", brief);
	doc_put_str(row, "incident", j->incident);
	doc_put_str(row, "mode", j->drill ? "drill" : "actual");
	doc_put_str(row, "title", doc_str(j->says, "title"));
	doc_put_str(row, "name", p ? p->name : from);
	doc_put(row, "officers", joint_officers(w, act));
	return row;
}

/* Not taken, not refused, not put right since; its time to answer is what it is
 * due by. */
static bool
is_open_order(const struct joint_book *b, const struct joint_order *o,
	const struct joint *j, int64_t now)
{
	enum order_answer told = joint_answer_of(o, "")->state;

	return o->message[0] == '\0' && told != ANSWER_REFUSED &&
		j->state == JOINT_JOINED && now < doc_int(o->says, "until") &&
		joint_order_righted(b, o) == NULL &&
		joint_order_halt(b, o) == NULL;
}

static void
put_orders(json_t *list, const struct world *w)
{
	const struct joint_book *b = w->joints;

	for (size_t n = 0; n < b->order_count; n++) {
		const struct joint_order *o = &b->orders[n];
		const struct joint *j = joint_find(b, o->joint);
		const json_t *master =
			json_array_get(doc_get(o->says, "masters"), 0);
		json_t *row;
		char brief[9];

		if (o->from[0] == '\0' || !is_open_order(b, o, j, w->now))
			continue;
		row = joint_wait(w, j, o->from, "order", ACT_JOINT_TAKE);
		doc_put_int(row, "due", doc_int(o->says, "answer_by"));
		if (o->offer)
			doc_put_bool(row, "offer", true);
		if (joint_answer_of(o, "")->state < ANSWER_READ) {
			doc_put_bool(row, "unread", true);
			doc_put_int(row, "overdue", o->rung);
		}
		fixed_cut(brief, sizeof(brief), o->name);
		doc_put_str(row, "joint", brief);
		doc_put_str(row, "title", doc_str(master, "title"));
		json_array_append_new(list, row);
	}
}

/* Of ours: the first of those who have not taken it, whom to ring, and how many
 * there are. Answers come by letter; of who has no station an officer notes
 * them. */
static json_t *
ring_wait(const struct world *w, const struct joint *j,
	const struct joint_order *o, const json_t *partners)
{
	const char *id = json_string_value(json_array_get(partners, 0));
	const struct partner *p = office_partner(w->office, id);
	const struct joint_answer *a = joint_answer_of(o, id);
	json_t *row = joint_wait(w, j, id, "ring", ACT_JOINT_NOTE);

	(void)json_object_del(row, "joint");
	doc_put_str(row, "message", o->message);
	doc_put_str(row, "partner", id);
	doc_put_str(row, "phone", p ? p->phone : "");
	doc_put_str(row, "state", order_answer_row(a->state)->word);
	doc_put_int(row, "count", (int64_t)json_array_size(partners));
	doc_put_int(row, "due", doc_int(o->says, "answer_by"));
	doc_put_int(row, "overdue", o->rung);
	return row;
}

static void
put_rings(json_t *list, const struct world *w)
{
	const struct joint_book *b = w->joints;

	for (size_t n = 0; n < b->order_count; n++) {
		const struct joint_order *o = &b->orders[n];
		json_t *partners =
			o->from[0] ? NULL : joint_order_waits(b, o, w->now);

		if (partners != NULL)
			json_array_append_new(list,
				ring_wait(w, joint_find(b, o->joint), o,
					partners));
		json_decref(partners);
	}
}

void
waits_put_joints(json_t *list, const struct world *w)
{
	const struct joint_book *b = w->joints;

	for (size_t n = 0; b != NULL && n < b->joint_count; n++) {
		const struct joint *j = &b->joints[n];

		if (j->leader[0] && j->state == JOINT_ASKED)
			json_array_append_new(list,
				joint_wait(w, j, j->leader, "joint",
					ACT_JOINT_JOIN));
		if (joint_lead_waits(j, w->office))
			json_array_append_new(list,
				joint_wait(w, j, j->leader, "lead",
					ACT_JOINT_LEAD));
	}
	if (b == NULL)
		return;
	put_orders(list, w);
	put_rings(list, w);
}

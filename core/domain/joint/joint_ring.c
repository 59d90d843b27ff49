/* The bell for orders. */
#include "domain/joint/joint_ring.h"

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/joint/joint_signal.h"
#include "domain/library/playbook.h"

/* Taken back, halted or put right since, or over, or of an incident that is. */
static bool
joint_order_holds(
	const struct joint_book *b, const struct joint_order *o, int64_t now)
{
	const struct joint *j = joint_find(b, o->joint);

	return j != NULL && j->state == JOINT_JOINED &&
		now < doc_int(o->says, "until") &&
		joint_order_righted(b, o) == NULL &&
		joint_order_halt(b, o) == NULL;
}

json_t *
joint_order_waits(
	const struct joint_book *b, const struct joint_order *o, int64_t now)
{
	enum order_answer enough = o->from[0] ? ANSWER_READ : ANSWER_TAKEN;
	json_t *list;

	if (!joint_order_holds(b, o, now))
		return NULL;
	list = json_array();
	for (size_t n = 0; n < o->answer_count; n++)
		if (o->answers[n].state < enough)
			json_array_append_new(
				list, json_string(o->answers[n].partner));
	if (json_array_size(list) > 0)
		return list;
	json_decref(list);
	return NULL;
}

/* Of what was sent this minute nobody can have said anything. */
static bool
ring_is_for(const struct ring_rule *ring, const struct joint_order *o)
{
	return o->from[0] != '\0' || ring->minutes > 0;
}

static int64_t
ring_at(const struct ring_rule *ring, const struct joint_order *o)
{
	return o->asked + (int64_t)ring->minutes * 60000;
}

/* How often it should have rung by now; the first time that is to come. */
static int
rings_due(int64_t *next, const struct world *w, const struct joint_order *o)
{
	const struct rules *r = w->library ? &w->library->rules : NULL;
	int due = 0;

	*next = 0;
	for (size_t n = 0; r != NULL && n < r->ring_count; n++) {
		int64_t at = ring_at(&r->rings[n], o);

		if (!ring_is_for(&r->rings[n], o))
			continue;
		if (at <= w->now)
			due++;
		else if (*next == 0)
			*next = at;
	}
	return due;
}

int64_t
joint_order_rings(const struct world *w, const struct joint_order *o)
{
	json_t *waits = joint_order_waits(w->joints, o, w->now);
	int64_t next = 0;

	if (waits != NULL)
		(void)rings_due(&next, w, o);
	json_decref(waits);
	return next;
}

void
judge_joint_rang(
	struct judged *out, const struct world *w, const struct joint_order *o)
{
	json_t *waits, *body;
	int64_t next;
	int due = rings_due(&next, w, o);

	if (due <= o->rung || w->incident == NULL || w->incident->closed)
		return;
	waits = joint_order_waits(w->joints, o, w->now);
	if (waits == NULL)
		return;
	FIXED_SET(out->incident, w->incident->id);
	out->drill = w->incident->drill;
	body = json_object();
	doc_put_str(body, "order", o->name);
	doc_put(body, "partners", waits);
	doc_put_int(body, "times", due);
	judged_add(out, "joint.rang", body);
}

/*
 * Tending joint releases.
 */
#include "station/joints.h"

#include "base/doc.h"
#include "domain/joint/joint_stand.h"
#include "station/act_context.h"
#include "station/acts.h"
#include "station/env.h"
#include "station/letters_desk.h"

enum { LETTERS_AT_ONCE = 3 }; /* of one order in one look */

/* The world of an order: our message about it, where there is one. */
static enum err_code
joints_context(
	struct act_context *f, struct station *st, const struct joint_order *o)
{
	json_t *doc = json_object();
	enum err_code rc;

	doc_put_str(doc, "message", o->message);
	doc_put_str(doc, "order", o->name);
	rc = act_context_init(f, st, NULL, doc, NULL);
	json_decref(doc);
	return rc;
}

static enum err_code
joints_write(struct station *st, struct judged *j)
{
	json_t *body = j->items[0].body;
	enum err_code rc = ERR_OK;

	if (doc_get(body, "says") != NULL)
		rc = letters_write(st, &st->office.card, body,
			doc_bool(body, "drill"), NULL);
	return rc == ERR_OK ? acts_own(st, j, NULL) : rc;
}

/* False if nothing was to be done, or it could not be. */
static bool
joints_do(struct station *st, size_t n)
{
	const struct joint_order *o = &st->joints.orders[n];
	struct act_context f;
	struct judged j;
	bool done = false;

	if (joints_context(&f, st, o) != ERR_OK)
		return false;
	judged_init(&j);
	if (o->from[0])
		judge_joint_told(&j, &f.world, o);
	else
		judge_joint_silent(&j, &f.world, o);
	if (j.count > 0)
		done = joints_write(st, &j) == ERR_OK;
	judged_release(&j);
	return done;
}

int64_t
joints_tend(struct station *st)
{
	int64_t next = 0, now = station_now();

	for (size_t n = 0; n < st->joints.order_count; n++) {
		int64_t by = doc_int(st->joints.orders[n].says, "answer_by");

		if (!joint_order_lives(&st->joints, &st->joints.orders[n], now))
			continue;
		for (int times = 0; times < LETTERS_AT_ONCE; times++)
			if (!joints_do(st, n))
				break;
		if (st->joints.orders[n].from[0] == '\0' && by > now &&
			(next == 0 || by < next))
			next = by;
	}
	return next;
}

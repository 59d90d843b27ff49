/*
 * Tending joint releases.
 */
#include "station/joints.h"

#include <string.h>

#include "base/doc.h"
#include "domain/joint/joint_board.h"
#include "domain/joint/joint_came.h"
#include "domain/joint/joint_ring.h"
#include "domain/joint/joint_stand.h"
#include "station/act_context.h"
#include "station/acts.h"
#include "station/alarms.h"
#include "station/env.h"
#include "station/letters_desk.h"
#include "station/letters_trouble.h"

enum { LETTERS_AT_ONCE = 3 }; /* of one order in one look */

/* The world of an order: our message about it, where there is one. */
static enum err_code
joints_context(struct act_context *f, struct station *st,
	const struct joint_order *o, struct err *err)
{
	json_t *doc = json_object();
	enum err_code rc;

	doc_put_str(doc, "message", o->message);
	doc_put_str(doc, "order", o->name);
	rc = act_context_init(f, st, NULL, doc, err);
	json_decref(doc);
	return rc;
}

enum err_code
joints_write(struct station *st, struct judged *j, struct err *err)
{
	json_t *body = j->items[0].body;
	enum err_code rc = ERR_OK;

	if (doc_get(body, "says") != NULL)
		rc = letters_write(st, &st->office.card, body,
			doc_bool(body, "drill"), err);
	return rc == ERR_OK ? acts_own(st, j, err) : rc;
}

/* A halt before all; then the bell: it is heard here also where no letter can be
 * written. */
static void
joints_judge(
	struct judged *j, const struct world *w, const struct joint_order *o)
{
	judge_joint_obeys(j, w, o);
	if (j->count == 0 && o->from[0] == '\0')
		judge_joint_halting(j, w, o);
	if (j->count == 0)
		judge_joint_rang(j, w, o);
	if (j->count > 0)
		return;
	if (o->from[0])
		judge_joint_told(j, w, o);
	else
		judge_joint_silent(j, w, o);
	if (j->count == 0)
		judge_joint_board(j, w, o);
}

/* When the bell rings next, or what waits for its turn is told. */
static int64_t
joints_again(const struct world *w, const struct joint_order *o)
{
	int64_t rings = joint_order_rings(w, o);
	int64_t told =
		o->from[0] ? joint_told_next(w, o) : joint_board_next(w, o);

	return rings == 0 || (told != 0 && told < rings) ? told : rings;
}

/* *done is false if nothing was to be done; *next is when there may be. */
static enum err_code
joints_do(bool *done, int64_t *next, struct station *st, size_t n,
	struct err *err)
{
	const struct joint_order *o = &st->joints.orders[n];
	struct act_context f;
	struct judged j;
	enum err_code rc;
	bool rang;

	*done = false;
	rc = joints_context(&f, st, o, err);
	if (rc != ERR_OK)
		return rc;
	judged_init(&j);
	joints_judge(&j, &f.world, o);
	*next = joints_again(&f.world, o);
	*done = j.count > 0;
	rang = j.count > 0 && strcmp(j.items[0].kind, "joint.rang") == 0;
	if (j.count > 0)
		rc = joints_write(st, &j, err);
	if (rc == ERR_OK && rang)
		rc = alarms_ring(st, &f.world, &st->joints.orders[n], err);
	judged_release(&j);
	return rc;
}

/* What could not be written is tried again after a while. */
static int64_t
joints_look(struct station *st, size_t n)
{
	struct err why = { .code = ERR_OK };
	enum err_code rc = ERR_OK;
	int64_t next = 0;
	bool done = true;

	for (int times = 0; rc == ERR_OK && done && times < LETTERS_AT_ONCE;
		times++)
		rc = joints_do(&done, &next, st, n, &why);
	if (rc == ERR_OK)
		letters_trouble_end(st, st->joints.orders[n].name);
	else
		letters_trouble_add(st, st->joints.orders[n].name,
			st->joints.orders[n].from, &why);
	return next;
}

/* When this order is to be looked at again, UTC ms; 0 with an entry. */
static int64_t
joints_next(const struct station *st, const struct joint_order *o,
	int64_t sooner, int64_t now)
{
	int64_t by = o->from[0] ? 0 : doc_int(o->says, "answer_by");
	int64_t again = letters_trouble_next(st, o->name);

	if (again != 0)
		return now + again - station_boot();
	if (by <= now)
		return sooner;
	return sooner != 0 && sooner < by ? sooner : by;
}

int64_t
joints_tend(struct station *st)
{
	int64_t next = 0, now = station_now();

	for (size_t n = 0; n < st->joints.order_count; n++) {
		const struct joint_order *o = &st->joints.orders[n];
		int64_t at, sooner = 0;

		if (!joint_order_lives(&st->joints, o, now)) {
			letters_trouble_end(st, o->name);
			continue;
		}
		if (letters_trouble_next(st, o->name) <= station_boot())
			sooner = joints_look(st, n);
		at = joints_next(st, &st->joints.orders[n], sooner, now);
		if (at != 0 && (next == 0 || at < next))
			next = at;
	}
	return next;
}

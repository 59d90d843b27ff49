/* Telling who joined how far a joint release is, and what comes of that. */
#include "domain/joint/joint_board.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/delivery.h"
#include "domain/joint/joint_acts.h"
#include "domain/joint/joint_crossing.h"
#include "domain/joint/joint_signal.h"
#include "domain/joint/joint_stand.h"
#include "domain/message/message.h"
#include "domain/office/office.h"
#include "domain/release/delivery.h"

enum { BOARD_UNITS = 256, BOARD_PAUSE_MS = 10000 };

/* ---- what there is to tell ---- */

static json_t *
board_unit(const char *from, const char *name, enum order_answer state)
{
	json_t *row = json_object();

	doc_put_str(row, "from", from);
	doc_put_str(row, "name", name);
	doc_put_str(row, "state", order_answer_row(state)->word);
	return row;
}

static json_t *
board_own(const struct world *w, const struct joint_order *o)
{
	const struct message *m = w->message;
	json_t *row = board_unit(w->office->card.id, w->office->unit,
		joint_stand(w, o, ANSWER_NONE));
	size_t is_out = 0;

	for (size_t n = 0; n < m->delivery_count; n++)
		is_out += delivery_row(m->deliveries[n].state)->truth ==
			TRUTH_YES;
	doc_put_int(row, "of", (int64_t)m->delivery_count);
	doc_put_int(row, "out", (int64_t)is_out);
	return row;
}

static json_t *
board_other(const struct world *w, const struct joint_answer *a)
{
	const struct partner *p = office_partner(w->office, a->partner);
	json_t *row = board_unit(a->partner, p ? p->name : "", a->state), *one;
	enum delivery_state state;
	size_t n, is_out = 0;

	if (a->receipt == NULL)
		return row;
	json_array_foreach(a->receipt, n, one)
	{
		is_out += delivery_parse(&state, doc_str(one, "state")) &&
			delivery_row(state)->truth == TRUTH_YES;
	}
	doc_put_int(row, "of", (int64_t)n + a->more);
	doc_put_int(row, "out", (int64_t)is_out);
	return row;
}

static json_t *
board_units(const struct world *w, const struct joint_order *o)
{
	json_t *list = json_array();

	json_array_append_new(list, board_own(w, o));
	for (size_t n = 0; n < o->answer_count && n + 1 < BOARD_UNITS; n++)
		json_array_append_new(list, board_other(w, &o->answers[n]));
	return list;
}

/* Nothing is told before it is before the public somewhere, or was stopped. */
static bool
board_begins(const json_t *units)
{
	json_t *row;
	size_t n;

	json_array_foreach(units, n, row)
	{
		enum order_answer state;

		if (order_answer_parse(&state, doc_str(row, "state")) &&
			state >= ANSWER_OUT)
			return true;
	}
	return false;
}

static json_t *
board_readers(const struct world *w, const struct joint *j)
{
	json_t *to = json_array();

	for (size_t n = 0; n < j->unit_count; n++)
		if (j->units[n].state == JOINT_JOINED &&
			joint_check_partner(w->office, j->units[n].partner,
				false, NULL) == ERR_OK)
			json_array_append_new(
				to, json_string(j->units[n].partner));
	/* who leads it now, where we have handed it over */
	if (j->leader[0] && !doc_list_has(to, j->leader) &&
		joint_check_partner(w->office, j->leader, false, NULL) ==
			ERR_OK)
		json_array_append_new(to, json_string(j->leader));
	return to;
}

/* What is due, with whom it is for in *to; NULL: nothing is. */
static json_t *
board_due(json_t **to, const struct world *w, const struct joint_order *o)
{
	const struct joint *j = joint_find(w->joints, o->joint);
	json_t *units;

	*to = NULL;
	if (o->from[0] || j == NULL || j->state != JOINT_JOINED ||
		w->message == NULL || joint_check_card(w, NULL) != ERR_OK)
		return NULL;
	*to = board_readers(w, j);
	units = board_units(w, o);
	if (json_array_size(*to) > 0 && board_begins(units) &&
		(!json_equal(units, o->board) || !json_equal(*to, o->board_to)))
		return units;
	json_decref(units);
	json_decref(*to);
	*to = NULL;
	return NULL;
}

int64_t
joint_board_next(const struct world *w, const struct joint_order *o)
{
	json_t *to, *units = board_due(&to, w, o);
	int64_t next = o->board_at + BOARD_PAUSE_MS;

	if (units == NULL)
		return 0;
	json_decref(units);
	json_decref(to);
	return next > w->now ? next : w->now;
}

void
judge_joint_board(
	struct judged *out, const struct world *w, const struct joint_order *o)
{
	const struct joint *j = joint_find(w->joints, o->joint);
	json_t *to, *units = board_due(&to, w, o), *says;

	if (units == NULL)
		return;
	/* a clock that was set back keeps nobody waiting */
	if (w->now >= o->board_at && w->now < o->board_at + BOARD_PAUSE_MS) {
		json_decref(units);
		json_decref(to);
		return;
	}
	says = joint_letter(LETTER_BOARD, j);
	doc_put_str(says, "order", o->name);
	doc_put_str(says, "digest", doc_str(o->says, "digest"));
	doc_put(says, "units", units);
	doc_put_int(says, "at", w->now);
	FIXED_SET(out->incident, w->incident->id);
	out->drill = w->incident->drill;
	joint_send(out, to, o->drill, says);
}

/* ---- what comes ---- */

static bool
board_is_sound(const json_t *row, const json_t *known)
{
	enum order_answer state;
	int64_t is_out = doc_int(row, "out"), of = doc_int(row, "of");

	return *doc_str(row, "from") &&
		doc_get(known, doc_str(row, "from")) == NULL &&
		order_answer_parse(&state, doc_str(row, "state")) &&
		is_out >= 0 && is_out <= of;
}

json_t *
joint_board_sound(const json_t *units)
{
	json_t *list = json_array(), *known = json_object(), *row;
	size_t n;

	json_array_foreach(units, n, row)
	{
		if (json_array_size(list) == BOARD_UNITS ||
			!board_is_sound(row, known))
			continue;
		doc_put_bool(known, doc_str(row, "from"), true);
		json_array_append(list, row);
	}
	json_decref(known);
	return list;
}

/* Ours as it was told; theirs, if who says it has ordered it, in this joint
 * incident and mode, and we are in it. */
void
cross_board(struct joint_book *b, const struct crossing *x)
{
	struct joint_order *o = (struct joint_order *)(uintptr_t)signal_order(
		b, x->ours ? "" : x->partner, x->drill, x->says);
	const struct joint *j =
		joint_meant(b, x->partner, doc_str(x->says, "joint"));

	if (o == NULL || j == NULL || o->drill != x->drill ||
		strcmp(o->joint, j->name) != 0 ||
		strcmp(o->from, x->ours ? "" : x->partner) != 0 ||
		(!x->ours && j->state != JOINT_JOINED))
		return;
	json_decref(o->board);
	json_decref(o->board_to);
	o->board = x->ours ? json_incref(doc_get(x->says, "units"))
			   : joint_board_sound(doc_get(x->says, "units"));
	o->board_to = !x->ours		 ? NULL
		: doc_get(x->body, "to") ? json_incref(doc_get(x->body, "to"))
					 : json_pack("[s]", x->partner);
	o->board_at = x->at;
}

/* ---- what is shown ---- */

void
joint_board_put(
	json_t *doc, const struct office *o, const struct joint_order *order)
{
	json_t *list = json_array(), *row;
	size_t n;

	json_array_foreach(order->board, n, row)
	{
		const char *id = doc_str(row, "from");
		const struct partner *p = office_partner(o, id);
		json_t *unit;

		/* of ourselves we know better */
		if (strcmp(id, o->card.id) == 0)
			continue;
		unit = json_copy(row);
		(void)json_object_del(unit, "from");
		doc_put_str(unit, "partner", id);
		doc_put_str(unit, "name",
			p				? p->name
				: *doc_str(row, "name") ? doc_str(row, "name")
							: id);
		doc_put_str(unit, "phone", p ? p->phone : "");
		json_array_append_new(list, unit);
	}
	if (json_array_size(list) > 0) {
		doc_put(doc, "board", json_incref(list));
		doc_put_int(doc, "board_at", order->board_at);
	}
	json_decref(list);
}

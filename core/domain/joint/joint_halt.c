/*
 * Halting at those who were ordered to release: a halt here goes to them by
 * letter, and joint.halt asks it of them where nothing is to be halted here. No
 * halt of ours waits for its letter: the station writes it behind the entry.
 */
#include "domain/joint/joint_acts.h"
#include "domain/joint/joint_signal.h"
#include "domain/joint/joint_stand.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "domain/message/message.h"
#include "domain/office/office.h"

json_t *
joint_carriers(const struct office *office, const struct joint_order *o)
{
	json_t *list = json_array();

	for (size_t n = 0; n < o->answer_count; n++) {
		const struct joint_answer *a = &o->answers[n];

		if (a->state != ANSWER_REFUSED &&
			joint_check_partner(office, a->partner, false, NULL) ==
				ERR_OK)
			json_array_append_new(list, json_string(a->partner));
	}
	return list;
}

/* Whoever has it: of an order of ours who was ordered; of another's, which we
 * may halt as who leads now, all that are in the joint incident. */
static json_t *
halt_readers(const struct world *w, const struct joint_order *o)
{
	return o->from[0] == '\0'
		? joint_carriers(w->office, o)
		: joint_still_there(w, joint_find(w->joints, o->joint));
}

static void
halt_send(struct judged *out, const struct world *w,
	const struct joint_order *o, const char *by, const char *reason)
{
	const struct joint *j = joint_find(w->joints, o->joint);
	json_t *says = joint_letter(LETTER_HALT, j);

	doc_put_str(says, "order", o->name);
	doc_put_str(says, "digest", doc_str(o->says, "digest"));
	doc_put_str(says, "by", by);
	doc_put_str(says, "reason", reason);
	joint_send(out, halt_readers(w, o), o->drill, says);
}

/* By our message, or by the order's name where it is none of ours: our own ones,
 * and of a joint incident that we lead whoever ordered it. */
static enum err_code
halt_named(const struct joint_order **out, const struct world *w,
	const json_t *act, struct err *err)
{
	const char *name = doc_str(act, "order");
	const struct joint_order *o = w->message
		? joint_order_of(w->joints, w->message->id)
		: joint_order_find(w->joints, name);
	const struct joint *j;

	if (w->message == NULL && *name == '\0')
		return refuse(err, REFUSE_FIELD, "message",
			WITH(arg_field("message"),
				ARG_BOTH("is missing", "未填写")));
	if (w->message == NULL && o == NULL)
		return refuse(err, REFUSE_JOINT_ORDER_NONE, "order",
			WITH(arg_text(name)));
	if (o == NULL)
		return refuse(err, REFUSE_JOINT_UNORDERED, "message",
			WITH(arg_id(w->message->id)));
	*out = o;
	if (signal_may(w->joints, "", o))
		return ERR_OK;
	j = joint_find(w->joints, o->joint);
	return refuse(err, REFUSE_JOINT_OTHERS, "order",
		WITH(arg_id(j->incident),
			joint_partner_arg(w->office, j->leader)));
}

enum err_code
judge_joint_halt(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct joint_order *o = NULL;
	json_t *to;
	size_t count;
	enum err_code rc = joint_check_card(w, err);

	if (rc == ERR_OK)
		rc = halt_named(&o, w, act, err);
	if (rc != ERR_OK)
		return rc;
	to = halt_readers(w, o);
	count = json_array_size(to);
	json_decref(to);
	if (count == 0)
		return refuse(err, REFUSE_JOINT_NOBODY_HALTS, "",
			WITH(arg_id(o->message[0] ? o->message : o->joint)));
	halt_send(out, w, o, w->officer->name, doc_str(act, "reason"));
	return ERR_OK;
}

/* ---- by itself ---- */

/* Ours of before a loss, or of who leads now: those that we ordered hear it from
 * us too, once. */
static const struct joint_halt *
halt_to_pass_on(const struct joint_book *b, const struct joint_order *o)
{
	const struct joint_halt *h = joint_order_halt(b, o);

	for (size_t n = b->halt_count; h != NULL && n > 0; n--) {
		const struct joint_halt *own = &b->halts[n - 1];

		if (own == h)
			return h->from[0] ? h : NULL;
		if (own->from[0] == '\0' &&
			signal_order(b, "", own->drill, own->says) == o)
			return NULL;
	}
	return NULL;
}

/* Who halted here says it by this letter; whoever it was, in our language. */
static void
halting_own(
	struct judged *out, const struct world *w, const struct joint_order *o)
{
	static const struct both reason =
		BOTH("halted by the unit that ordered "
		     "it",
			"发令单位已停发");
	const struct message *m = w->message;
	const struct officer *f = office_officer(w->office, m->halted.by);

	halt_send(out, w, o, f ? f->name : m->halted.by,
		reason.in[lang_parse(w->office->lang)]);
	doc_put_int(out->items[out->count - 1].body, "halted", m->halted.seq);
}

static void
halting_passed(struct judged *out, const struct world *w,
	const struct joint_order *o, const struct joint_halt *h)
{
	const struct partner *p = office_partner(w->office, h->from);

	halt_send(out, w, o, p ? p->name : h->from, doc_str(h->says, "reason"));
}

void
judge_joint_halting(
	struct judged *out, const struct world *w, const struct joint_order *o)
{
	const struct message *m = w->message;
	const struct joint_halt *h = halt_to_pass_on(w->joints, o);
	json_t *to;

	if (joint_check_card(w, NULL) != ERR_OK)
		return;
	to = joint_carriers(w->office, o);
	if (json_array_size(to) > 0 && m != NULL && m->halted.seq > o->halted)
		halting_own(out, w, o);
	else if (json_array_size(to) > 0 && h != NULL)
		halting_passed(out, w, o, h);
	json_decref(to);
}

/*
 * Halting at those who were ordered to release: a halt here goes to them by
 * letter, and joint.halt asks it of them where nothing is to be halted here. No
 * halt of ours waits for its letter: the station writes it behind the entry.
 */
#include "domain/joint/joint_acts.h"
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
	joint_send(out, joint_carriers(w->office, o), o->drill, says);
}

enum err_code
judge_joint_halt(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct joint_order *o = joint_order_of(w->joints, w->message->id);
	json_t *to;
	size_t count;
	enum err_code rc = joint_check_card(w, err);

	if (rc == ERR_OK && (o == NULL || o->from[0]))
		rc = refuse(err, REFUSE_JOINT_UNORDERED, "message",
			WITH(arg_id(w->message->id)));
	if (rc != ERR_OK)
		return rc;
	to = joint_carriers(w->office, o);
	count = json_array_size(to);
	json_decref(to);
	if (count == 0)
		return refuse(err, REFUSE_JOINT_NOBODY_HALTS, "message",
			WITH(arg_id(w->message->id)));
	halt_send(out, w, o, w->officer->name, doc_str(act, "reason"));
	return ERR_OK;
}

/* Who halted here says it by this letter; whoever it was, in our language. */
void
judge_joint_halting(
	struct judged *out, const struct world *w, const struct joint_order *o)
{
	static const struct both reason =
		BOTH("halted by the unit that ordered "
		     "it",
			"发令单位已停发");
	const struct message *m = w->message;
	const struct officer *f;
	json_t *to;

	if (m == NULL || m->halted.seq <= o->halted ||
		joint_check_card(w, NULL) != ERR_OK)
		return;
	to = joint_carriers(w->office, o);
	f = office_officer(w->office, m->halted.by);
	if (json_array_size(to) > 0) {
		halt_send(out, w, o, f ? f->name : m->halted.by,
			reason.in[lang_parse(w->office->lang)]);
		doc_put_int(out->items[out->count - 1].body, "halted",
			m->halted.seq);
	}
	json_decref(to);
}

/*
 * Judging what officers say of an order: that they read it, that this unit does
 * not carry it, what a unit without a station answered over the telephone.
 */
#include "domain/joint/joint_acts.h"
#include "domain/joint/joint_page.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "domain/message/message.h"
#include "domain/office/office.h"

/* Once is enough. */
enum err_code
judge_joint_read(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct joint_order *o = NULL;
	enum err_code rc = joint_order_named(&o, w, act, err);

	if (rc == ERR_OK && joint_answer_of(o, "")->state < ANSWER_READ)
		joint_send(out, json_pack("[s]", o->from), o->drill,
			joint_answer_says(o, ANSWER_READ, w));
	return rc;
}

/* What is to be carried is not refused before somebody has rung. */
static enum err_code
joint_check_call(const struct world *w, const struct joint_order *o,
	const json_t *act, struct err *err)
{
	const struct partner *p = office_partner(w->office, o->from);
	const struct partner_rule *rule = w->library
		? rules_partner(&w->library->rules, p->rank, w->now)
		: NULL;
	const char *dialled = doc_str(act, "phone");

	if (rule == NULL || rule->order != ORDER_CARRIED || o->offer)
		return ERR_OK;
	if (*dialled == '\0')
		return refuse(err, REFUSE_JOINT_CALL, "phone",
			WITH(joint_partner_arg(w->office, o->from),
				arg_phone(p->phone)));
	if (partner_print_differs(dialled, p->phone) == 0)
		return ERR_OK;
	return refuse(err, REFUSE_PARTNER_NUMBER, "phone",
		WITH(arg_phone(dialled), joint_partner_arg(w->office, o->from),
			arg_phone(p->phone)));
}

enum err_code
judge_joint_refuse(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct joint_order *o = NULL;
	json_t *says;
	enum err_code rc = joint_order_named(&o, w, act, err);

	if (rc == ERR_OK && o->message[0])
		rc = refuse(err, REFUSE_JOINT_TAKEN, "order",
			WITH(arg_digest(o->name), arg_id(o->message)));
	if (rc == ERR_OK)
		rc = joint_check_call(w, o, act, err);
	if (rc != ERR_OK)
		return rc;
	says = joint_answer_says(o, ANSWER_REFUSED, w);
	doc_put_str(says, "reason", doc_str(act, "reason"));
	joint_send(out, json_pack("[s]", o->from), o->drill, says);
	return ERR_OK;
}

/* Over the number that the register has, as in a concurrence. */
enum err_code
judge_joint_note(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	static const char *const names[] = { "message", "partner", "who",
		"number", "reason", NULL };
	const char *id = doc_str(act, "partner");
	const struct joint_order *o = joint_order_of(w->joints, w->message->id);
	const struct partner *p = office_partner(w->office, id);
	json_t *body;

	if (p == NULL)
		return partner_none(err, w->office, id);
	if (o == NULL || o->from[0] || !partner_is_by_hand(p) ||
		joint_answer_of(o, id) == NULL)
		return refuse(err, REFUSE_JOINT_NO_HAND, "partner",
			WITH(joint_partner_arg(w->office, id)));
	if (judge_choice(act, "answer", CHOICES_HAND_ANSWER, err) != ERR_OK)
		return err->code;
	if (partner_print_differs(doc_str(act, "number"), p->phone) != 0)
		return refuse(err, REFUSE_PARTNER_NUMBER, "number",
			WITH(arg_phone(doc_str(act, "number")),
				joint_partner_arg(w->office, id),
				arg_phone(p->phone)));
	if (*doc_str(act, "code") &&
		!joint_page_is_code(o, doc_str(act, "code")))
		return refuse(err, REFUSE_JOINT_CODE, "code",
			WITH(arg_text(doc_str(act, "code")),
				arg_digest(doc_str(o->says, "digest"))));
	body = body_copied(act, names);
	doc_put_str(body, "order", o->name);
	doc_put_str(body, "state", doc_str(act, "answer"));
	doc_put_str(body, "by", w->officer->name);
	if (*doc_str(act, "code"))
		doc_put_bool(body, "read_back", true);
	judged_add(out, "joint.noted", body);
	return ERR_OK;
}

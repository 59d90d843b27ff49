/*
 * Judging an order (联合发布令): made from an approved message by who may arm
 * it, the same body to all its partners, also to those that get it later.
 */
#include "domain/joint/joint_acts.h"
#include "domain/joint/joint_master.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/concurrence/concurrence.h"
#include "domain/judge.h"
#include "domain/message/message.h"
#include "domain/office/office.h"

#define ANSWER_MS (INT64_C(30) * 60 * 1000)

/* ---- to whom ---- */

/*
 * It was ordered, and has not said that it does not carry it. Of whom nothing
 * was heard it is not known: it may be out there, or about to be.
 */
static bool
is_carrier(const struct joint_answer *a)
{
	return a != NULL && a->state != ANSWER_REFUSED;
}

/* The order of what this message corrects or withdraws; NULL none. */
static const struct joint_order *
wrong_order(const struct world *w)
{
	return joint_order_of(w->joints, w->message->corrects);
}

/* Those named, or all that may carry the wrong text; new reference. */
static json_t *
ordered_to(const struct world *w, const json_t *act)
{
	const struct joint_order *wrong = wrong_order(w);
	json_t *to = doc_get(act, "to"), *list = json_array();

	if (json_array_size(to) > 0) {
		json_decref(list);
		return json_incref(to);
	}
	for (size_t n = 0; wrong != NULL && n < wrong->answer_count; n++)
		if (is_carrier(&wrong->answers[n]))
			json_array_append_new(
				list, json_string(wrong->answers[n].partner));
	return list;
}

/* Also after the lead went to another: of an order of our own. */
static bool
rights_own(const struct world *w)
{
	const struct joint_order *wrong = wrong_order(w);

	return wrong != NULL && wrong->from[0] == '\0';
}

/* A unit that has joined, or one that is rung. */
static enum err_code
check_ordered(const struct world *w, const struct joint *j,
	const struct joint_order *before, const char *id, struct err *err)
{
	const struct partner *p = office_partner(w->office, id);
	const struct joint_unit *u = joint_unit_of(j, id);
	enum joint_state state = u ? u->state : JOINT_ASKED;
	enum err_code rc = joint_check_partner(w->office, id, true, err);

	if (rc != ERR_OK)
		return rc;
	if (!partner_is_by_hand(p) && state != JOINT_JOINED)
		return refuse(err, REFUSE_JOINT_NO_UNIT, "to",
			WITH(joint_partner_arg(w->office, id),
				arg_both(&joint_state_row(state)->title)));
	if (before != NULL && joint_answer_of(before, id) != NULL)
		return refuse(err, REFUSE_JOINT_ORDERED, "to",
			WITH(joint_partner_arg(w->office, id)));
	if (wrong_order(w) != NULL &&
		!is_carrier(joint_answer_of(wrong_order(w), id)))
		return refuse(err, REFUSE_JOINT_CARRIER, "to",
			WITH(joint_partner_arg(w->office, id)));
	return ERR_OK;
}

/* Into those who read letters and those who are rung. */
static enum err_code
sort_ordered(json_t *letters, json_t *hand, const struct world *w,
	const struct joint *j, const json_t *to, struct err *err)
{
	const struct joint_order *before =
		joint_order_of(w->joints, w->message->id);
	const json_t *id;
	enum err_code rc = ERR_OK;
	size_t n;

	json_array_foreach(to, n, id)
	{
		const char *word = json_string_value(id);

		rc = check_ordered(w, j, before, word, err);
		if (rc != ERR_OK)
			return rc;
		json_array_append_new(
			partner_is_by_hand(office_partner(w->office, word))
				? hand
				: letters,
			json_string(word));
	}
	if (json_array_size(letters) > 0)
		return ERR_OK;
	return refuse(err,
		json_array_size(hand) ? REFUSE_JOINT_HAND_ONLY
				      : REFUSE_JOINT_NOBODY,
		"to", WITH_NONE);
}

/* Who publishes a joint text signs it as it stands: all of them have agreed to
 * it, whether it goes to them now or did before. */
static enum err_code
check_signers(const struct world *w, const json_t *act, const json_t *to,
	struct err *err)
{
	const struct joint_order *before =
		joint_order_of(w->joints, w->message->id);
	const char *name =
		before ? doc_str(before->says, "name") : doc_str(act, "name");
	const json_t *id;
	size_t n;

	if (strcmp(name, "joint") != 0)
		return ERR_OK;
	json_array_foreach(to, n, id)
	{
		const char *word = json_string_value(id);
		enum concurrence state = concurrence_state(w->message,
			office_partner(w->office, word)->organ, w->now);

		if (state != CONCURRENCE_AGREED)
			return refuse(err, REFUSE_JOINT_UNSIGNED, "to",
				WITH(joint_partner_arg(w->office, word),
					arg_both(&concurrence_row(state)
							  ->title)));
	}
	return ERR_OK;
}

/* ---- what it says ---- */

static json_t *
approval_doc(const struct office *o, const struct message *m, const char *gate,
	const char *by, int64_t at)
{
	const struct officer *f = office_officer(o, by);
	json_t *doc = json_object();

	doc_put_str(doc, "gate", gate);
	doc_put_str(doc, "by", f ? f->name : by);
	doc_put_int(doc, "at", at);
	doc_put_str(doc, "digest", m->digest);
	return doc;
}

static json_t *
order_approvals(const struct office *o, const struct message *m)
{
	json_t *list = json_array();

	for (size_t n = 0; n < m->pass_count; n++)
		if (!m->passes[n].returned)
			json_array_append_new(list,
				approval_doc(o, m,
					gate_row(m->passes[n].gate)->word,
					m->passes[n].by, m->passes[n].time));
	if (json_array_size(list) == 0)
		json_array_append_new(list,
			approval_doc(o, m, "approval", m->approved.by,
				m->approved.time));
	return list;
}

/* What it puts right, by the check code that was ordered then. */
static void
put_wrong(json_t *says, const struct world *w)
{
	const struct joint_order *wrong = wrong_order(w);

	if (wrong != NULL)
		doc_put_str(says,
			w->message->kind == KIND_WITHDRAWAL ? "withdraws"
							    : "corrects",
			doc_str(wrong->says, "digest"));
}

static json_t *
order_says(const struct world *w, const struct joint *j, const json_t *act)
{
	const struct message *m = w->message;
	const json_t *window = json_object_get(m->manifest, "window");
	const char *name = doc_str(act, "name");
	json_t *says = joint_letter(LETTER_ORDER, j);
	int64_t by = doc_int(act, "answer_by"), at = doc_int(act, "at");

	doc_put_str(says, "digest", m->digest);
	doc_put_str(says, "message", m->id);
	doc_put(says, "masters", json_pack("[o]", master_of_approved(w)));
	doc_put(says, "approvals", order_approvals(w->office, m));
	doc_put_str(says, "name", *name ? name : "issuer");
	doc_put_int(says, "from", doc_int(window, "from"));
	doc_put_int(says, "until", doc_int(window, "until"));
	doc_put_str(says, "fire",
		doc_bool(act, "signal") ? "signal"
			: at		? "appointed"
					: "own");
	if (at)
		doc_put_int(says, "at", at);
	if (by == 0)
		by = at && at < w->now + ANSWER_MS ? at : w->now + ANSWER_MS;
	doc_put_int(says, "answer_by", by);
	put_wrong(says, w);
	return says;
}

/* The very body, with its salt; nothing of it can be said otherwise now. */
static enum err_code
order_again(json_t **says, const struct joint_order *before,
	const struct world *w, const json_t *act, struct err *err)
{
	if (doc_bool(act, "signal") || doc_int(act, "at") ||
		doc_int(act, "answer_by") || *doc_str(act, "name"))
		return refuse(err, REFUSE_JOINT_SAME, "message",
			WITH(arg_id(w->message->id)));
	*says = json_incref(before->says);
	return ERR_OK;
}

static void
order_add(struct judged *out, const struct world *w, json_t *letters,
	json_t *hand, json_t *says)
{
	const struct joint_order *before =
		joint_order_of(w->joints, w->message->id);
	json_t *body;

	joint_send(out, json_incref(letters), w->incident->drill, says);
	body = out->items[out->count - 1].body;
	doc_put_str(body, "message", w->message->id);
	doc_put_str(body, "order", before ? before->name : "");
	if (json_array_size(hand) > 0)
		doc_put(body, "hand", json_incref(hand));
}

enum err_code
judge_joint_order(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct joint_order *before =
		joint_order_of(w->joints, w->message->id);
	const struct joint *j = NULL;
	json_t *letters = json_array(), *hand = json_array(), *says = NULL;
	json_t *to = ordered_to(w, act);
	enum err_code rc = joint_check_card(w, err);

	if (rc == ERR_OK)
		rc = judge_choice(act, "name", CHOICES_IN_NAME, err);
	if (rc == ERR_OK && doc_bool(act, "signal") && doc_int(act, "at"))
		rc = refuse(err, REFUSE_FIELD, "signal",
			WITH(arg_field("signal"),
				ARG_BOTH("does not go with a time",
					"与定时不能并用")));
	if (rc == ERR_OK)
		rc = joint_joined(&j, w, err);
	if (rc == ERR_OK &&
		((j->leader[0] && !rights_own(w)) || w->message->order[0]))
		rc = refuse(err, REFUSE_JOINT_OTHERS, "message",
			WITH(arg_id(w->incident->id),
				joint_partner_arg(w->office, j->leader)));
	if (rc == ERR_OK)
		rc = sort_ordered(letters, hand, w, j, to, err);
	if (rc == ERR_OK)
		rc = check_signers(w, act, to, err);
	if (rc == ERR_OK && before != NULL)
		rc = order_again(&says, before, w, act, err);
	else if (rc == ERR_OK)
		says = order_says(w, j, act);
	if (rc == ERR_OK)
		order_add(out, w, letters, hand, says);
	json_decref(letters);
	json_decref(hand);
	json_decref(to);
	return rc;
}

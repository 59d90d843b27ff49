/* Alarms for orders. */
#include "domain/joint/joint_alarm.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "domain/office/office_none.h"

const struct account *
joint_alarm_next(const struct office *o, size_t *at)
{
	while (*at < o->account_count) {
		const struct account *a = &o->accounts[(*at)++];

		if (a->active && account_is_alarm(a))
			return a;
	}
	return NULL;
}

bool
joint_alarm_is_for(const struct joint_order *o)
{
	return o->from[0] != '\0';
}

/* Takes the body over. */
static void
alarmed_add(struct judged *out, const struct world *w,
	const struct joint_order *o, json_t *body)
{
	FIXED_SET(out->incident, w->incident->id);
	out->drill = w->incident->drill;
	doc_put_str(body, "order", o->name);
	judged_add(out, "joint.alarmed", body);
}

void
judge_joint_unalarmed(struct judged *out, const struct world *w,
	const struct joint_order *o, const struct account *a)
{
	json_t *body;

	if (w->incident == NULL)
		return;
	body = json_object();
	doc_put_str(body, "account", a->id);
	doc_put_int(body, "times", o->rung);
	doc_put_str(body, "outcome", outcome_row(OUTCOME_NOT_SENT)->word);
	alarmed_add(out, w, o, body);
}

/* Only of what was asked: an order of theirs, a reminder that has rung, one of
 * our accounts. */
enum err_code
judge_relay_alarmed(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const char *const names[] = { "account", "times", "outcome",
		"detail", NULL };
	const struct joint_order *o =
		joint_order_find(w->joints, doc_str(act, "order"));
	const char *id = doc_str(act, "account");
	int64_t times = doc_int(act, "times");
	enum outcome outcome;
	json_t *body;

	if (o == NULL || !joint_alarm_is_for(o) || w->incident == NULL)
		return refuse(err, REFUSE_JOINT_ORDER_NONE, "order",
			WITH(arg_text(doc_str(act, "order"))));
	if (office_account(w->office, id) == NULL)
		return office_no_account(err, "account", w->office, id);
	if (times < 1 || times > o->rung ||
		!outcome_parse(&outcome, doc_str(act, "outcome")))
		return refuse(err, REFUSE_FIELD, "times",
			WITH(arg_field("times"),
				ARG_BOTH("is of no reminder that has rung",
					"不是已有的催办")));
	body = body_copied(act, names);
	judge_mask(body, "detail", w);
	alarmed_add(out, w, o, body);
	return ERR_OK;
}

json_t *
joint_alarms_doc(const struct office *o, const struct joint_order *order)
{
	static const char *const said[] = { "times", "outcome", "detail" };
	const char *id;
	json_t *list, *row;

	if (json_object_size(order->alarms) == 0)
		return NULL;
	list = json_array();
	json_object_foreach(order->alarms, id, row)
	{
		const struct account *a = office_account(o, id);
		json_t *doc = json_object(), *body = doc_get(row, "body");

		doc_put_str(doc, "account", id);
		doc_put_str(doc, "name", a ? a->name : id);
		doc_put_int(doc, "at", doc_int(row, "at"));
		for (size_t n = 0; n < sizeof(said) / sizeof(said[0]); n++)
			if (doc_get(body, said[n]) != NULL)
				doc_put(doc, said[n],
					json_incref(doc_get(body, said[n])));
		json_array_append_new(list, doc);
	}
	return list;
}

/*
 * Calling the partners of an order on signal, and firing with those that are
 * ready: two letters, and our own release with the second one if it is armed.
 */
#include "domain/joint/joint_acts.h"
#include "domain/joint/joint_signal.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/guards.h"
#include "domain/judge.h"
#include "domain/message/message.h"
#include "domain/office/login.h"
#include "domain/office/office.h"
#include "domain/office/signature.h"

enum { LEAST_MS = 10000, SLOWEST_MS = 30000 };

/* Ours, in a joint incident that goes on; a call also ends a halt. */
static enum err_code
signal_own(
	const struct joint_order **out, const struct world *w, struct err *err)
{
	const struct joint_order *o = joint_order_of(w->joints, w->message->id);
	const struct joint *j = NULL;
	enum err_code rc = joint_check_card(w, err);

	if (rc == ERR_OK)
		rc = joint_joined(&j, w, err);
	if (rc != ERR_OK)
		return rc;
	if (o == NULL || o->from[0])
		return refuse(err, REFUSE_JOINT_UNORDERED, "message",
			WITH(arg_id(w->message->id)));
	*out = o;
	return ERR_OK;
}

static bool
is_on_signal(const struct joint_order *o)
{
	return strcmp(doc_str(o->says, "fire"), "signal") == 0;
}

static json_t *
signal_says(
	const struct world *w, const struct joint_order *o, enum letter_kind k)
{
	json_t *says = joint_letter(k, joint_find(w->joints, o->joint));

	doc_put_str(says, "order", o->name);
	doc_put_str(says, "digest", doc_str(o->says, "digest"));
	return says;
}

enum err_code
judge_joint_call(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct joint_order *o = NULL;
	json_t *to;
	enum err_code rc = signal_own(&o, w, err);

	(void)act;
	if (rc == ERR_OK && !is_on_signal(o) &&
		joint_order_halt(w->joints, o) == NULL)
		rc = refuse(err, REFUSE_JOINT_NO_SIGNAL, "message",
			WITH(arg_digest(o->name)));
	if (rc != ERR_OK)
		return rc;
	to = joint_carriers(w->office, o);
	if (json_array_size(to) == 0) {
		json_decref(to);
		return refuse(err, REFUSE_JOINT_NOBODY_HALTS, "message",
			WITH(arg_id(w->message->id)));
	}
	joint_send(out, to, o->drill, signal_says(w, o, LETTER_CALL));
	return ERR_OK;
}

/* ---- fire ---- */

/* It said so after the last call: what was ready before may be no more. And it
 * has not been stopped since. */
static bool
is_ready(const struct office *office, const struct joint_order *o,
	const struct joint_answer *a)
{
	return a->state == ANSWER_READY && a->ready[0] && o->call.at != 0 &&
		a->heard >= o->call.at &&
		joint_check_partner(office, a->partner, false, NULL) == ERR_OK;
}

/* Those that are: to whom, and what each had said; and the slowest of it. */
static int64_t
gather_ready(json_t *to, json_t *ready, const struct office *office,
	const struct joint_order *o)
{
	int64_t slow = 0;

	for (size_t n = 0; n < o->answer_count; n++) {
		const struct joint_answer *a = &o->answers[n];
		int64_t took = a->heard - a->at;

		if (!is_ready(office, o, a))
			continue;
		json_array_append_new(to, json_string(a->partner));
		json_array_append_new(ready,
			json_pack("{s:s,s:s}", "from", a->partner, "ready",
				a->ready));
		if (took > slow)
			slow = took;
	}
	return slow < SLOWEST_MS ? slow : SLOWEST_MS;
}

/* Our own goes with them: by all the rules of a fire, and at that time. */
static enum err_code
fire_own(struct judged *out, const struct world *w, const json_t *act,
	int64_t at, struct err *err)
{
	json_t *body;

	if (guards_ask(w, ACT_RELEASE_FIRE, act, true, err) != ERR_OK)
		return err->code;
	if (at >= w->message->expires)
		return refuse(err, REFUSE_EXPIRED, w->message->id,
			WITH(arg_time(w->message->expires, w->office->zone)));
	body = body_of(w->message);
	doc_put_str(body, "digest", w->message->digest);
	doc_put_int(body, "at", at);
	doc_put_str(body, "gaps", doc_str(act, "gaps"));
	if (*doc_str(act, "unmirrored"))
		doc_put_str(body, "unmirrored", doc_str(act, "unmirrored"));
	signature_put(body, act);
	login_put(body, w);
	judged_add(out, "release.signalled", body);
	return ERR_OK;
}

enum err_code
judge_joint_fire(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct joint_order *o = NULL;
	json_t *to = json_array(), *ready = json_array(), *says;
	int64_t slow, at;
	enum err_code rc = signal_own(&o, w, err);

	if (rc == ERR_OK && !is_on_signal(o))
		rc = refuse(err, REFUSE_JOINT_NO_SIGNAL, "message",
			WITH(arg_digest(o->name)));
	if (rc == ERR_OK)
		rc = joint_check_halt(w, o, "message", err);
	slow = rc == ERR_OK ? gather_ready(to, ready, w->office, o) : 0;
	if (rc == ERR_OK && json_array_size(to) == 0)
		rc = refuse(err, REFUSE_JOINT_NONE_READY, "message",
			WITH(arg_id(w->message->id)));
	at = w->now + (3 * slow > LEAST_MS ? 3 * slow : LEAST_MS);
	if (rc == ERR_OK && w->message->state == MESSAGE_ARMED)
		rc = fire_own(out, w, act, at, err);
	if (rc == ERR_OK) {
		says = signal_says(w, o, LETTER_FIRE);
		doc_put(says, "ready", json_incref(ready));
		doc_put_int(says, "at", at);
		joint_send(out, json_incref(to), o->drill, says);
	}
	json_decref(to);
	json_decref(ready);
	return rc;
}

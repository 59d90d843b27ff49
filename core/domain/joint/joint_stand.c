/* What is told of an order by itself. */
#include "domain/joint/joint_stand.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/joint/joint_acts.h"
#include "domain/joint/joint_pace.h"
#include "domain/joint/joint_signal.h"
#include "domain/message/message.h"
#include "domain/message/message_standing.h"
#include "domain/office/office.h"
#include "domain/release/delivery.h"

/* A letter holds 180 KiB, its envelope and salt included. */
enum { RECEIPT_ACCOUNTS = 500, RECEIPT_BYTES = 170 * 1024 };
#define TOLD_AFTER_MS (INT64_C(24) * 3600 * 1000) /* behind its window */

bool
joint_order_lives(
	const struct joint_book *b, const struct joint_order *o, int64_t now)
{
	const struct joint *j = joint_find(b, o->joint);

	return j != NULL && (j->state != JOINT_CLOSED || !o->from[0]) &&
		now < doc_int(o->says, "until") + TOLD_AFTER_MS;
}

/* ---- states ---- */

static bool
is_stopped(const struct message *m)
{
	for (size_t n = 0; n < m->delivery_count; n++)
		if (m->deliveries[n].state == DELIVERY_HALTED)
			return true;
	return false;
}

/* By its sender, or by an officer here, and not begun again since. */
static bool
is_halted(const struct world *w, const struct joint_order *o)
{
	const struct message *m = w->message;

	if (m != NULL && m->state >= MESSAGE_FIRED)
		return message_is_halted(m) && is_stopped(m);
	if (joint_order_halt(w->joints, o) != NULL)
		return true;
	return m != NULL && m->state == MESSAGE_APPROVED && m->at == 0 &&
		!m->signal && m->halted.by[0] && m->halted.time >= m->disarmed;
}

/* A text that was voided since waits for somebody, as one that was read. */
enum order_answer
joint_stand(const struct world *w, const struct joint_order *o,
	enum order_answer told)
{
	static const enum order_answer of[] = {
		[MESSAGE_DRAFT] = ANSWER_READ,
		[MESSAGE_REVIEW] = ANSWER_READ,
		[MESSAGE_APPROVED] = ANSWER_TAKEN,
		[MESSAGE_SET] = ANSWER_SET,
		[MESSAGE_ARMED] = ANSWER_READY,
		[MESSAGE_FIRED] = ANSWER_OUT,
		[MESSAGE_RELEASED] = ANSWER_OUT,
	};
	const struct message *m = w->message;

	if (m == NULL && told == ANSWER_REFUSED)
		return told;
	if (is_halted(w, o))
		return ANSWER_HALTED;
	if (m == NULL)
		return told == ANSWER_NONE	? ANSWER_HEARD
			: told == ANSWER_HALTED ? ANSWER_READ
						: told;
	return m->state == MESSAGE_ARMING ? told : of[m->state];
}

/* How many are ready; of what was given to the relay, how many are or may be
 * out. */
static void
put_accounts(json_t *says, const struct world *w)
{
	const struct message *m = w->message;
	size_t ready = 0;

	for (size_t n = 0; n < m->delivery_count; n++) {
		enum delivery_state s = m->deliveries[n].state;

		ready += s != DELIVERY_GAP && s != DELIVERY_PLANNED &&
			s != DELIVERY_HALTED;
	}
	if (ready > 0)
		doc_put_int(says, "accounts", (int64_t)ready);
	if (m->delivery_count > ready)
		doc_put_int(says, "gaps", (int64_t)(m->delivery_count - ready));
	doc_put_str(says, "clock", w->clock_sure ? "sure" : "unsure");
}

static json_t *
told_says(const struct world *w, const struct joint_order *o,
	enum order_answer state)
{
	const struct message *m = w->message;
	struct world as = *w;
	json_t *says;

	as.officer = m && state == ANSWER_SET
		? office_officer(w->office, m->set.by)
		: NULL;
	says = joint_answer_says(o, state, &as);
	if (m != NULL && state >= ANSWER_READY)
		put_accounts(says, w);
	return says;
}

/* ---- receipts ---- */

static json_t *
outcome_doc(const struct office *o, const struct delivery *d)
{
	const struct account *a = office_account(o, d->account);
	json_t *doc = json_object();
	char url[2001];

	fixed_cut(url, sizeof(url), d->url);
	doc_put_str(doc, "account", d->account);
	doc_put_str(doc, "name", a ? a->name : "");
	doc_put_str(doc, "kind", d->kind);
	doc_put_str(doc, "state", delivery_row(d->state)->word);
	doc_put_str(doc, "address", url);
	if (d->sent_at > 0)
		doc_put_int(doc, "sent", d->sent_at);
	if (d->at > 0)
		doc_put_int(doc, "seen", d->at);
	return doc;
}

/* As many as one letter holds; of the rest it says how many they are. */
static json_t *
outcome_docs(const struct world *w)
{
	const struct message *m = w->message;
	json_t *list = json_array();
	size_t bytes = 0;

	for (size_t n = 0; n < m->delivery_count && n < RECEIPT_ACCOUNTS; n++) {
		json_t *doc = outcome_doc(w->office, &m->deliveries[n]);
		char *text = doc_format(doc);

		bytes += strlen(text) + 1;
		free(text);
		if (bytes > RECEIPT_BYTES) {
			json_decref(doc);
			break;
		}
		json_array_append_new(list, doc);
	}
	return list;
}

/* A platform is at work: what comes of it is told at once with the rest. */
static bool
is_settling(const struct message *m)
{
	for (size_t n = 0; n < m->delivery_count; n++) {
		enum delivery_state s = m->deliveries[n].state;

		if (s == DELIVERY_DUE || s == DELIVERY_SENDING ||
			s == DELIVERY_ACCEPTED || s == DELIVERY_RETRY)
			return true;
	}
	return false;
}

static void
told_receipt(struct judged *out, const struct world *w,
	const struct joint_order *o, const struct joint_answer *a)
{
	json_t *accounts = outcome_docs(w), *says;
	size_t more = w->message->delivery_count - json_array_size(accounts);

	if (json_array_size(accounts) == 0 ||
		json_equal(accounts, a->receipt)) {
		json_decref(accounts);
		return;
	}
	says = json_object();
	doc_put_str(says, "kind", letter_kind_row(LETTER_RECEIPT)->word);
	doc_put_str(says, "joint", doc_str(o->says, "joint"));
	doc_put_str(says, "order", o->name);
	doc_put(says, "accounts", accounts);
	if (more > 0)
		doc_put_int(says, "more", (int64_t)more);
	joint_send(out, json_pack("[s]", o->from), o->drill, says);
}

/* ---- what became of a word ---- */

static void
told_reply(struct judged *out, const struct world *w,
	const struct joint_order *o, const json_t *reply,
	enum order_answer state)
{
	json_t *says = told_says(w, o, state);
	const char *to = doc_str(reply, "partner");

	doc_put_str(says, "re", doc_str(reply, "letter"));
	doc_put_str(says, "reason",
		doc_str(doc_get(reply, "why"), w->office->lang));
	joint_send(out, json_pack("[s]", to), doc_bool(reply, "drill"), says);
}

/* ---- who may be told ---- */

/* Who was stopped, or has no key any more, is told nothing. */
static bool
told_may(const struct world *w, const char *partner)
{
	return joint_check_partner(w->office, partner, false, NULL) == ERR_OK;
}

static bool
told_now(const struct world *w, const char *partner)
{
	return told_may(w, partner) &&
		joint_pace(w->joints, partner, w->now) == 0;
}

/* The first that may go: who is not to be told keeps no other waiting. */
static const json_t *
told_reply_due(const struct world *w, const struct joint_order *o)
{
	for (size_t n = 0; n < o->reply_count; n++)
		if (told_now(w, doc_str(o->replies[n], "partner")))
			return o->replies[n];
	return NULL;
}

static int64_t
told_sooner(const struct world *w, const char *partner, int64_t next)
{
	int64_t at = told_may(w, partner)
		? joint_pace(w->joints, partner, w->now)
		: 0;

	return at != 0 && (next == 0 || at < next) ? at : next;
}

int64_t
joint_told_next(const struct world *w, const struct joint_order *o)
{
	int64_t next = told_sooner(w, o->from, 0);

	for (size_t n = 0; n < o->reply_count; n++)
		next = told_sooner(w, doc_str(o->replies[n], "partner"), next);
	return next;
}

void
judge_joint_told(
	struct judged *out, const struct world *w, const struct joint_order *o)
{
	const struct joint_answer *a = joint_answer_of(o, "");
	const struct message *m = w->message;
	const json_t *reply = told_reply_due(w, o);
	enum order_answer state = joint_stand(w, o, a->state);

	if (joint_check_card(w, NULL) != ERR_OK)
		return;
	if (reply != NULL)
		told_reply(out, w, o, reply, state);
	else if (!told_now(w, o->from))
		return;
	else if (state != a->state)
		joint_send(out, json_pack("[s]", o->from), o->drill,
			told_says(w, o, state));
	else if (m != NULL && m->state >= MESSAGE_FIRED && !is_settling(m))
		told_receipt(out, w, o, a);
}

/* ---- silence ---- */

void
judge_joint_silent(
	struct judged *out, const struct world *w, const struct joint_order *o)
{
	json_t *body, *list;

	if (o->silent || joint_order_halt(w->joints, o) != NULL ||
		joint_find(w->joints, o->joint)->state == JOINT_CLOSED ||
		w->now < doc_int(o->says, "answer_by") || w->message == NULL ||
		w->incident->closed)
		return;
	list = json_array();
	for (size_t n = 0; n < o->answer_count; n++)
		if (o->answers[n].state < ANSWER_TAKEN)
			json_array_append_new(
				list, json_string(o->answers[n].partner));
	if (json_array_size(list) > 0) {
		FIXED_SET(out->incident, w->incident->id);
		out->drill = w->incident->drill;
		body = body_of(w->message);
		doc_put_str(body, "order", o->name);
		doc_put(body, "partners", json_incref(list));
		judged_add(out, "joint.silent", body);
	}
	json_decref(list);
}

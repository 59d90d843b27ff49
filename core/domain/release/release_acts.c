/*
 * Judging the two halves of a release and its brake: arm, disarm, fire, halt.
 * Who may, and when, is asked by the guards (release_guards.c).
 */
#include "domain/judge.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/message/message_follow.h"
#include "domain/message/message.h"
#include "domain/message/message_prepared.h"
#include "domain/mirror/mirror_asked.h"
#include "domain/office/login.h"
#include "domain/office/signature.h"
#include "domain/quota/quota_follow.h"
#include "domain/release/account_fit.h"
#include "domain/release/appointed.h"
#include "domain/release/delivery.h"

/* An account closed since the approval is a gap that the relay reports: its job
 * says so (account_fit.h). */
enum err_code
judge_arm(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct message *m = w->message;
	json_t *body;

	if (doc_int(act, "at") != 0 || doc_bool(act, "signal"))
		return judge_appoint(out, w, act, err);
	body = body_of(m);
	if (prepared_check_withdrawal(w, err) != ERR_OK) {
		json_decref(body);
		return err->code;
	}
	doc_put_str(body, "digest", m->digest);
	doc_put_int(body, "release", m->release + 1);
	doc_put_int(body, "expires", w->now + RELEASE_ARMED_MS);
	signature_put(body, act);
	login_put(body, w);
	judged_add(out, "release.armed", body);
	return ERR_OK;
}

static json_t *
disarmed_body(const struct message *m, const char *why)
{
	json_t *body = body_of(m);

	doc_put_int(body, "release", m->release);
	doc_put_str(body, "why", why);
	return body;
}

enum err_code
judge_disarm(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	(void)act;
	(void)err;
	judged_add(
		out, "release.disarmed", disarmed_body(w->message, "officer"));
	return ERR_OK;
}

bool
release_sends(const struct world *w, const struct delivery *d)
{
	return d->state == DELIVERY_PREPARED &&
		!account_fit_is_gap(account_fit(
			w->office, w->incident, w->message, d->account));
}

static json_t *
ready_list(const struct world *w)
{
	const struct message *m = w->message;
	char id[DELIVERY_ID];
	json_t *list = json_array();

	for (size_t n = 0; n < m->delivery_count; n++) {
		if (!release_sends(w, &m->deliveries[n]))
			continue;
		delivery_id(id, m, m->deliveries[n].account);
		json_array_append_new(list, json_string(id));
	}
	return list;
}

static bool
is_follower(const struct message *m)
{
	return (m->kind == KIND_CORRECTION || m->kind == KIND_WITHDRAWAL) &&
		*m->corrects;
}

/* Where the playbook lets it go before the others: the lead account's. */
static void
put_lead_first(json_t *body, const struct world *w)
{
	const struct playbook *p = world_playbook(w);
	const struct message *m = w->message;
	json_t *accounts = json_object_get(m->manifest, "accounts");
	char id[DELIVERY_ID];

	for (size_t n = 0; p && p->lead_first && n < m->delivery_count; n++) {
		const struct delivery *d = &m->deliveries[n];

		if (!release_sends(w, d) ||
			!doc_bool(
				json_object_get(accounts, d->account), "lead"))
			continue;
		delivery_id(id, m, d->account);
		doc_put_str(body, "first", id);
	}
}

enum err_code
judge_fire(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct message *m = w->message, *old;
	json_t *body = body_of(m);

	(void)err;
	doc_put_str(body, "digest", m->digest);
	doc_put_int(body, "release", m->release);
	doc_put_str(body, "gaps", doc_str(act, "gaps"));
	if (mirror_lacks(w)) /* a reason given for a case that did not come */
		doc_put_str(body, "unmirrored", doc_str(act, "unmirrored"));
	doc_put(body, "deliveries", ready_list(w));
	put_lead_first(body, w);
	signature_put(body, act);
	login_put(body, w);
	judged_add(out, "release.fired", body);
	if (is_follower(m) &&
		(old = incident_message(w->incident, m->corrects)))
		message_end_pending(out, old, m);
	return ERR_OK;
}

enum err_code
judge_halt(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	json_t *body = body_of(w->message);

	(void)act;
	(void)err;
	doc_put_int(body, "release", w->message->release);
	judged_add(out, "release.halted", body);
	if (w->message->state == MESSAGE_FIRED)
		message_end_pending(out, w->message, NULL);
	return ERR_OK;
}

void
judge_unready(struct judged *out, const struct world *w)
{
	const struct message *m = w->message;
	json_t *list = json_array(), *body, *row;
	char id[DELIVERY_ID];

	FIXED_SET(out->incident, w->incident->id);
	out->drill = w->incident->drill;
	for (size_t n = 0; n < m->delivery_count; n++) {
		enum account_fit fit = account_fit(
			w->office, w->incident, m, m->deliveries[n].account);

		if (m->deliveries[n].state != DELIVERY_PREPARED ||
			fit == ACCOUNT_FITS)
			continue;
		row = json_object();
		delivery_id(id, m, m->deliveries[n].account);
		doc_put_str(row, "delivery", id);
		doc_put_bool(row, "ok", false);
		doc_put_str(row, "detail", account_fit_words(w->office, fit));
		json_array_append_new(list, row);
	}
	if (json_array_size(list) > 0) {
		body = body_of(m);
		doc_put_int(body, "release", m->release);
		doc_put(body, "results", json_incref(list));
		judged_add(out, "release.prepared", body);
	}
	json_decref(list);
}

void
judge_expired(struct judged *out, const struct world *w)
{
	struct err err;

	FIXED_SET(out->incident, w->incident->id);
	out->drill = w->incident->drill;
	judged_add(
		out, "release.disarmed", disarmed_body(w->message, "expired"));
	if (appointed_is_set(w->message) &&
		w->message->at != 0) { /* a clock that was set back */
		(void)refuse(&err, REFUSE_EXPIRED, w->message->id,
			WITH(arg_time(w->message->expires, w->office->zone)));
		judge_missed(out, w, &err);
	}
	quota_follow(out, w);
}

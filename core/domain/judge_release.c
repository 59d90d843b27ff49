/*
 * Judging the two halves of a release and its brake: arm, disarm, fire, halt.
 */
#include "domain/judge.h"

#include <stdio.h>
#include <string.h>

#include "base/doc.h"
#include "base/instant.h"
#include "crier/refusal.h"

/* An armed release stands for ten minutes: then the world has moved on. */
#define ARMED_MS (INT64_C(10) * 60 * 1000)

static enum err_code
check_window(const struct world *w, struct err *err)
{
	int64_t until = doc_int(
		json_object_get(w->message->manifest, "window"), "until");
	char when[INSTANT_TEXT];

	if (w->now <= until)
		return ERR_OK;
	instant_format_plain(when, until, w->office->zone);
	return refuse(err, REFUSE_WINDOW, w->message->id, when, NULL);
}

/* In earnest, who wrote a text alone neither arms nor fires it. */
static enum err_code
check_releaser(const struct world *w, struct err *err)
{
	if (w->incident->drill ||
		!message_is_only_author(w->message, w->officer->id))
		return ERR_OK;
	return refuse(err, REFUSE_ONLY_AUTHOR, w->message->id, w->officer->id,
		w->message->id, NULL);
}

/* An account closed since the approval is a gap that the relay reports. */
enum err_code
judge_arm(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct message *m = w->message;
	enum err_code rc;
	json_t *body;

	rc = judge_digest(m, act, err);
	if (rc == ERR_OK)
		rc = check_window(w, err);
	if (rc == ERR_OK)
		rc = check_releaser(w, err);
	if (rc == ERR_OK && !w->relay_up)
		rc = refuse(err, REFUSE_NO_RELAY, m->id, NULL);
	if (rc != ERR_OK)
		return rc;
	body = body_of(m);
	doc_put_str(body, "digest", m->digest);
	doc_put_int(body, "release", m->release + 1);
	doc_put_int(body, "expires", w->now + ARMED_MS);
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

static enum err_code
check_confirm(const struct world *w, const json_t *act, struct err *err)
{
	char word[32];

	incident_fire_word(word, w->incident);
	if (strcmp(doc_str(act, "confirm"), word) == 0)
		return ERR_OK;
	return refuse(err, REFUSE_CONFIRM, "confirm", word, NULL);
}

static enum err_code
check_second(const struct world *w, struct err *err)
{
	const struct message *m = w->message;

	if (w->incident->drill || strcmp(m->armed.by, w->officer->id) != 0)
		return check_releaser(w, err);
	return refuse(err, REFUSE_SAME_RELEASER, m->id, w->officer->id, NULL);
}

static enum err_code
check_gaps(const struct message *m, const char *reason, struct err *err)
{
	char names[160], count[24];
	size_t len = 0, gaps = 0;

	names[0] = '\0';
	for (size_t n = 0; n < m->delivery_count; n++) {
		const struct delivery *d = &m->deliveries[n];

		if (d->state == DELIVERY_PREPARED)
			continue;
		gaps++;
		if (len < sizeof(names))
			len += (size_t)snprintf(names + len,
				sizeof(names) - len, "%s%s", len ? ", " : "",
				d->account);
	}
	(void)snprintf(count, sizeof(count), "%zu", gaps);
	if (gaps == 0 || (*reason && gaps < m->delivery_count))
		return ERR_OK;
	return refuse(err, REFUSE_GAPS, m->id, count, names, NULL);
}

static json_t *
ready_list(const struct message *m)
{
	char id[MESSAGE_ID + ACCOUNT_ID];
	json_t *list = json_array();

	for (size_t n = 0; n < m->delivery_count; n++) {
		if (m->deliveries[n].state != DELIVERY_PREPARED)
			continue;
		(void)snprintf(id, sizeof(id), "%s:%s", m->id,
			m->deliveries[n].account);
		json_array_append_new(list, json_string(id));
	}
	return list;
}

enum err_code
judge_fire(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct message *m = w->message;
	char when[INSTANT_TEXT];
	enum err_code rc;
	json_t *body;

	rc = judge_digest(m, act, err);
	if (rc == ERR_OK && w->now > m->expires) {
		instant_format_plain(when, m->expires, w->office->zone);
		rc = refuse(err, REFUSE_EXPIRED, m->id, when, NULL);
	}
	if (rc == ERR_OK)
		rc = check_window(w, err);
	if (rc == ERR_OK)
		rc = check_second(w, err);
	if (rc == ERR_OK)
		rc = check_confirm(w, act, err);
	if (rc == ERR_OK)
		rc = check_gaps(m, doc_str(act, "gaps"), err);
	if (rc == ERR_OK && !w->relay_holds)
		rc = refuse(err, REFUSE_NO_RELAY, m->id, NULL);
	if (rc != ERR_OK)
		return rc;
	body = body_of(m);
	doc_put_str(body, "digest", m->digest);
	doc_put_int(body, "release", m->release);
	doc_put_str(body, "gaps", doc_str(act, "gaps"));
	doc_put(body, "deliveries", ready_list(m));
	judged_add(out, "release.fired", body);
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
	return ERR_OK;
}

void
judge_expired(
	struct judged *out, const struct incident *i, const struct message *m)
{
	(void)snprintf(out->incident, sizeof(out->incident), "%s", i->id);
	out->drill = i->drill;
	judged_add(out, "release.disarmed", disarmed_body(m, "expired"));
}

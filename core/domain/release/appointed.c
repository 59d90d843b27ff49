/*
 * What the station does by itself when it is time.
 */
#include "domain/release/appointed.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/guards.h"
#include "domain/joint/joint_signal.h"
#include "domain/judge.h"
#include "domain/message/message.h"
#include "domain/quota/quota_follow.h"

/* The two officers in turn: as if this one did it now. */
static struct world
as_officer(const struct world *w, const char *id)
{
	struct world as = *w;

	as.officer = office_officer(w->office, id);
	as.login = NULL;
	as.by_itself = true;
	return as;
}

/* Not there yet, but may come: it is waited for as long as it is not late. */
static bool
may_still_come(const struct err *err)
{
	return err->code == ERR_UNAVAILABLE ||
		strcmp(err->id, refusal_word(REFUSE_STATE)) == 0;
}

static enum err_code
ask_arm(const struct world *w, struct err *err)
{
	struct world first = as_officer(w, w->message->appointed.by);

	return judge_open(w, ACT_RELEASE_ARM, err) == ERR_OK
		? guards_foresee(&first, ACT_RELEASE_ARM, NULL, err)
		: err->code;
}

/* What the second officer accepted beforehand. */
static json_t *
accepted(const struct message *m)
{
	json_t *doc = json_object();

	doc_put_str(doc, "gaps", m->gaps);
	doc_put_str(doc, "unmirrored", m->unmirrored);
	return doc;
}

/* The first officer could still take it back: so long it is theirs as well. */
static enum err_code
ask_fire(const struct world *w, struct err *err)
{
	struct world first = as_officer(w, w->message->appointed.by);
	struct world second = as_officer(w, w->message->set.by);
	json_t *doc = accepted(w->message);
	enum err_code rc = judge_open(w, ACT_RELEASE_FIRE, err);

	if (rc == ERR_OK)
		rc = guards_foresee(&first, ACT_RELEASE_DISARM, doc, err);
	if (rc == ERR_OK)
		rc = guards_foresee(&second, ACT_RELEASE_FIRE, doc, err);
	if (rc == ERR_OK)
		rc = guards_ask_named(&second, "gaps", doc, err);
	if (rc == ERR_OK)
		rc = guards_ask_named(&second, "mirrored", doc, err);
	json_decref(doc);
	return rc;
}

static void
add_armed(struct judged *out, const struct world *w)
{
	const struct message *m = w->message;
	json_t *body = appointed_body(w, m->at);

	doc_put_int(body, "release", m->release + 1);
	doc_put_int(body, "expires", w->now + RELEASE_ARMED_MS);
	doc_put_str(body, "for", m->appointed.by);
	judged_add(out, "release.armed", body);
}

static void
add_fired(struct judged *out, const struct world *w)
{
	struct world second = as_officer(w, w->message->set.by);
	json_t *doc = accepted(w->message);

	(void)judge_fire(out, &second, doc, NULL);
	json_decref(doc);
	for (size_t n = 0; n < out->count; n++) {
		if (strcmp(out->items[n].kind, "release.fired") != 0)
			continue;
		doc_put_int(out->items[n].body, "at", w->message->at);
		doc_put_str(out->items[n].body, "for", w->message->set.by);
	}
}

/* Before its time: how long, what is asked then, and what comes of it. */
static const struct due {
	int64_t before;
	enum err_code (*ask)(const struct world *w, struct err *err);
	void (*add)(struct judged *out, const struct world *w);
} dues[] = {
	{ APPOINTED_ARM_MS, ask_arm, add_armed },
	{ APPOINTED_FIRE_MS, ask_fire, add_fired },
};

bool
appointed_is_called(const struct world *w)
{
	const struct message *m = w->message;
	const struct joint_order *o = m->signal && m->order[0]
		? joint_order_find(w->joints, m->order)
		: NULL;

	return o != NULL && m->state == MESSAGE_SET && o->call.at != 0 &&
		w->now < o->call.at + RELEASE_ARMED_MS &&
		o->call.place > o->fire.place &&
		joint_order_halt(w->joints, o) == NULL;
}

static bool
appointed_is_due(const struct world *w, const struct due *d)
{
	const struct message *m = w->message;

	return m->at != 0 ? w->now >= m->at - d->before
			  : appointed_is_called(w);
}

void
judge_appointed(struct judged *out, const struct world *w)
{
	const struct message *m = w->message;
	const struct due *d = &dues[m->state == MESSAGE_SET ? 0 : 1];
	bool late = m->at != 0 && w->now > m->at + APPOINTED_LATE_MS;
	enum err_code rc = ERR_OK;
	struct err err;

	if (!appointed_is_set(m) || m->state >= MESSAGE_FIRED ||
		!appointed_is_due(w, d))
		return;
	FIXED_SET(out->incident, w->incident->id);
	out->drill = w->incident->drill;
	if (!w->clock_sure && !m->signal)
		rc = refuse(&err, REFUSE_CLOCK_UNSURE, m->id, WITH_NONE);
	else
		rc = d->ask(w, &err);
	if (rc != ERR_OK && may_still_come(&err) && !late)
		return;
	if (rc == ERR_OK && late)
		rc = refuse(&err, REFUSE_SET_LATE, m->id,
			WITH(arg_time(m->at, w->office->zone)));
	if (rc == ERR_OK)
		d->add(out, w);
	else
		judge_missed(out, w, &err);
	quota_follow(out, w);
}

/* A halt (停发) of another unit's, as it takes hold here. */
#include "domain/joint/joint_came.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/joint/joint_acts.h"
#include "domain/joint/joint_signal.h"
#include "domain/judge.h"
#include "domain/message/message.h"
#include "domain/message/message_follow.h"
#include "domain/office/office.h"
#include "domain/quota/quota_follow.h"
#include "domain/release/appointed.h"

const char *
word_incident(const struct world *w, const struct word_came *c)
{
	const struct joint_order *o =
		signal_order(w->joints, c->from, c->drill, c->says);
	const struct joint *j = o ? joint_find(w->joints, o->joint)
				  : signal_joint(w->joints, c->from, c->says);

	return j ? j->incident : "";
}

/* ---- may it be said ---- */

static enum err_code
word_check_mode(const struct word_came *c, bool drill, struct err *err)
{
	return c->drill == drill
		? ERR_OK
		: refuse(err, REFUSE_JOINT_MODE, "",
			  WITH(arg_id(c->from),
				  arg_both(&letter_kind_row(c->kind)->title)));
}

/* *out is NULL where it is about all orders of a joint incident. */
static enum err_code
word_check(const struct joint_order **out, const struct world *w,
	const struct word_came *c, struct err *err)
{
	const char *name = doc_str(c->says, "order");
	const struct joint_order *o =
		signal_order(w->joints, c->from, c->drill, c->says);
	const struct joint *j = signal_joint(w->joints, c->from, c->says);

	*out = o;
	if (o == NULL && (*name || c->kind != LETTER_HALT))
		return refuse(
			err, REFUSE_JOINT_ORDER_NONE, "", WITH(arg_text(name)));
	if (o != NULL ? !signal_may(w->joints, c->from, o) : j == NULL)
		return refuse(err, REFUSE_JOINT_WHOSE, "",
			WITH(joint_partner_arg(w->office, c->from),
				arg_both(&letter_kind_row(c->kind)->title)));
	return word_check_mode(c, o ? o->drill : j->drill, err);
}

/* ---- what came of it ---- */

/* Why not, in both languages; NULL: it was done. */
static void
add_signal(struct judged *out, const struct word_came *c,
	const struct joint_order *o, const struct err *why)
{
	char what[600], remedy[600];
	json_t *body = json_object(), *words = json_object();

	doc_put_str(body, "partner", c->from);
	doc_put_str(body, "letter", c->letter);
	doc_put_str(body, "signal", letter_kind_row(c->kind)->word);
	doc_put_str(body, "order", o ? o->name : doc_str(c->says, "order"));
	doc_put_bool(body, "drill", c->drill);
	doc_put_str(body, "outcome", why ? "refused" : "obeyed");
	for (int lang = 0; why != NULL && lang < LANG_COUNT; lang++) {
		refusal_format(what, sizeof(what), remedy, sizeof(remedy), why,
			(enum lang)lang);
		doc_put_str(words, lang_word((enum lang)lang), what);
	}
	if (why != NULL) {
		doc_put_str(body, "rule", why->id);
		doc_put(body, "why", json_incref(words));
	}
	json_decref(words);
	judged_add(out, "joint.signal", body);
}

/* ---- halt ---- */

/* Anything that a halt can stop: as the act's guards have it. */
static bool
is_stoppable(const struct message *m)
{
	return m != NULL && judge_state(m, ACT_RELEASE_HALT, NULL) == ERR_OK &&
		(m->state != MESSAGE_APPROVED || m->at != 0 || m->signal);
}

static void
halt_here(struct judged *out, const struct world *w, const char *from,
	const char *letter)
{
	const struct partner *p = office_partner(w->office, from);
	size_t n = out->count;

	(void)judge_halt(out, w, NULL, NULL);
	if (*from) {
		doc_put_str(out->items[n].body, "partner", from);
		doc_put_str(out->items[n].body, "unit", p ? p->name : from);
	}
	doc_put_str(out->items[n].body, "letter", letter);
}

static void
halt_order(struct judged *out, const struct world *w, const struct word_came *c,
	const struct joint_order *o)
{
	struct world as = *w;

	as.message =
		w->incident ? incident_message(w->incident, o->message) : NULL;
	if (is_stoppable(as.message))
		halt_here(out, &as, c->from, c->letter);
	add_signal(out, c, o, NULL);
}

/* It was refused when it came, because nobody had told us yet that its sender
 * leads; or it is our own, of an order that is another's. */
void
judge_joint_obeys(
	struct judged *out, const struct world *w, const struct joint_order *o)
{
	const struct joint_halt *h = joint_order_halt(w->joints, o);
	const struct message *m = w->message;

	if (h == NULL || !(o->from[0] || h->from[0]) || !is_stoppable(m) ||
		(m->halted.by[0] && m->halted.time >= h->at))
		return;
	FIXED_SET(out->incident, w->incident->id);
	out->drill = w->incident->drill;
	halt_here(out, w, h->from, h->letter);
	quota_follow(out, w);
}

static void
halt_all(struct judged *out, const struct world *w, const struct word_came *c)
{
	const struct joint *j = signal_joint(w->joints, c->from, c->says);
	size_t before = out->count;

	for (size_t n = 0; n < w->joints->order_count; n++) {
		const struct joint_order *o = &w->joints->orders[n];

		if (o->from[0] && strcmp(o->joint, j->name) == 0)
			halt_order(out, w, c, o);
	}
	if (out->count == before)
		add_signal(out, c, NULL, NULL);
}

/* ---- call, fire ---- */

/* Whoever ordered it alone calls and fires, and what it ordered still stands. */
static enum err_code
word_check_stands(const struct world *w, const struct word_came *c,
	const struct joint_order *o, struct err *err)
{
	const struct joint_order *later = joint_order_righted(w->joints, o);
	bool lifts = c->kind == LETTER_CALL &&
		joint_order_halt(w->joints, o) != NULL;

	if (strcmp(o->from, c->from) != 0)
		return refuse(err, REFUSE_JOINT_WHOSE, "",
			WITH(joint_partner_arg(w->office, c->from),
				arg_both(&letter_kind_row(c->kind)->title)));
	if (later != NULL)
		return refuse(err, REFUSE_JOINT_RIGHTED, "",
			WITH(arg_digest(o->name), arg_digest(later->name)));
	if (strcmp(doc_str(o->says, "fire"), "signal") != 0 && !lifts)
		return refuse(err, REFUSE_JOINT_NO_SIGNAL, "",
			WITH(arg_digest(o->name)));
	if (w->now > doc_int(o->says, "until"))
		return refuse(err, REFUSE_JOINT_OVER, "",
			WITH(arg_digest(o->name),
				arg_time(doc_int(o->says, "until"),
					w->office->zone)));
	return c->kind == LETTER_CALL ? ERR_OK
				      : joint_check_halt(w, o, "", err);
}

/* Does the fire name what we said last of being ready? */
static bool
is_fired(const struct world *w, const struct word_came *c,
	const struct joint_order *o)
{
	const struct joint_answer *own = joint_answer_of(o, "");
	const json_t *row;
	size_t n;

	json_array_foreach(doc_get(c->says, "ready"), n, row)
	{
		if (own->ready[0] &&
			strcmp(doc_str(row, "from"), w->office->card.id) == 0 &&
			strcmp(doc_str(row, "ready"), own->ready) == 0)
			return true;
	}
	return false;
}

static enum err_code
word_check_order(const struct world *w, const struct word_came *c,
	const struct joint_order *o, struct err *err)
{
	const struct message *m =
		w->incident ? incident_message(w->incident, o->message) : NULL;
	bool fire = c->kind == LETTER_FIRE;
	enum err_code rc = word_check_stands(w, c, o, err);

	if (rc != ERR_OK)
		return rc;
	if (m != NULL && (m->state >= MESSAGE_FIRED || (fire && m->at != 0)))
		return refuse(
			err, REFUSE_JOINT_OUT, "", WITH(arg_digest(o->name)));
	if (m == NULL || !m->signal || m->set.by[0] == '\0' ||
		m->state < (fire ? MESSAGE_ARMED : MESSAGE_SET))
		return refuse(err, REFUSE_JOINT_UNREADY, "",
			WITH(arg_digest(o->name)));
	if (fire && !is_fired(w, c, o))
		return refuse(
			err, REFUSE_JOINT_READY, "", WITH(arg_digest(o->name)));
	return ERR_OK;
}

/* By a clock that nobody is sure of it acts on arrival. One that is late asks
 * an officer: what is armed stays so. */
static void
fire_order(struct judged *out, const struct world *w, const struct word_came *c,
	const struct joint_order *o)
{
	struct world as = *w;
	int64_t at = doc_int(c->says, "at");
	struct err late;
	json_t *body;

	as.message = incident_message(w->incident, o->message);
	if (w->clock_sure && w->now > at + APPOINTED_LATE_MS) {
		(void)refuse(&late, REFUSE_SET_LATE, "",
			WITH(arg_time(at, w->office->zone)));
		judge_missed(out, &as, &late);
		add_signal(out, c, o, &late);
		return;
	}
	body = body_of(as.message);
	doc_put_str(body, "digest", as.message->digest);
	doc_put_int(body, "at", w->clock_sure ? at : w->now);
	doc_put_str(body, "partner", c->from);
	doc_put_str(body, "letter", c->letter);
	judged_add(out, "release.signalled", body);
	add_signal(out, c, o, NULL);
}

/* A word without an order is a halt's alone. */
void
judge_word_came(
	struct judged *out, const struct world *w, const struct word_came *c)
{
	const struct joint_order *o = NULL;
	struct err why = { .code = ERR_OK };
	enum err_code rc;

	if (c->kind != LETTER_CALL && c->kind != LETTER_FIRE &&
		c->kind != LETTER_HALT)
		return;
	if (signal_halt_known(w->joints, c->letter))
		return;
	rc = word_check(&o, w, c, &why);
	if (rc == ERR_OK && c->kind != LETTER_HALT)
		rc = word_check_order(w, c, o, &why);
	if (w->incident != NULL) {
		FIXED_SET(out->incident, w->incident->id);
		out->drill = w->incident->drill;
	}
	if (rc != ERR_OK || c->kind == LETTER_CALL)
		add_signal(out, c, o, rc != ERR_OK ? &why : NULL);
	else if (c->kind == LETTER_FIRE)
		fire_order(out, w, c, o);
	else if (o != NULL)
		halt_order(out, w, c, o);
	else
		halt_all(out, w, c);
	if (w->incident != NULL)
		quota_follow(out, w);
}

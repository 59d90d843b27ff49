/*
 * Judging who opens, joins, leaves and ends a joint incident (联合事件). What is
 * written stands here; the station seals it.
 */
#include "domain/joint/joint_acts.h"

#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "crier/level.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "domain/office/office.h"

static struct arg
joint_state_arg(enum joint_state state)
{
	return arg_both(&joint_state_row(state)->title);
}

/* Whom one may write to: confirmed, not stopped, with a station. */
enum err_code
joint_check_partner(
	const struct office *o, const char *id, bool by_hand, struct err *err)
{
	const struct partner *p = office_partner(o, id);

	if (p == NULL)
		return partner_none(err, o, id);
	if (p->state == PARTNER_PROPOSED)
		return refuse(err, REFUSE_LETTER_UNCONFIRMED, "to",
			WITH(arg_id(id), arg_text(p->name)));
	if (p->state == PARTNER_STOPPED)
		return refuse(err, REFUSE_LETTER_STOPPED, "to",
			WITH(arg_id(id), arg_text(p->name)));
	if (partner_is_by_hand(p) && !by_hand)
		return refuse(err, REFUSE_JOINT_HAND, "to",
			WITH(joint_partner_arg(o, id), arg_phone(p->phone)));
	return ERR_OK;
}

json_t *
joint_letter(enum letter_kind kind, const struct joint *j)
{
	json_t *says = json_object();

	doc_put_str(says, "kind", letter_kind_row(kind)->word);
	if (j != NULL)
		doc_put_str(says, "joint", joint_call(j));
	return says;
}

void
joint_send(struct judged *out, json_t *to, bool drill, json_t *says)
{
	json_t *body = json_object();

	doc_put_str(body, "partner", json_string_value(json_array_get(to, 0)));
	if (json_array_size(to) > 1)
		doc_put(body, "to", json_incref(to));
	doc_put_bool(body, "drill", drill);
	doc_put(body, "says", says);
	judged_add(out, "letter.sent", body);
	json_decref(to);
}

enum err_code
joint_check_card(const struct world *w, struct err *err)
{
	return w->office->card.id[0]
		? ERR_OK
		: refuse(err, REFUSE_CARD_UNDRAWN, "", WITH_NONE);
}

/* ---- open ---- */

/* "ii", "none": as words of letters are. */
static void
joint_put_level(json_t *says, const char *level)
{
	char word[8] = "none";

	if (*level)
		FIXED_SET(word, level);
	for (char *p = word; *p; p++)
		*p = ascii_lower(*p);
	doc_put_str(says, "level", word);
}

static json_t *
joint_opening(const struct world *w, const struct joint *j)
{
	const struct incident *i = w->incident;
	json_t *says = joint_letter(LETTER_OPEN, j);

	doc_put_str(says, "title", i->title);
	joint_put_level(says, i->level);
	doc_put_str(says, "topic", i->topic);
	doc_put_str(says, "playbook", i->playbook);
	if (i->occurred)
		doc_put_int(says, "happened", i->occurred);
	return says;
}

static enum err_code
check_invited(const struct world *w, const struct joint *j, const json_t *to,
	struct err *err)
{
	const json_t *id;
	enum err_code rc = ERR_OK;
	size_t n;

	json_array_foreach(to, n, id)
	{
		const char *partner = json_string_value(id);
		const struct joint_unit *u =
			j != NULL ? joint_unit_of(j, partner) : NULL;

		rc = joint_check_partner(w->office, partner, false, err);
		if (rc == ERR_OK && u != NULL && u->state < JOINT_DECLINED)
			rc = refuse(err, REFUSE_JOINT_INVITED, "to",
				WITH(joint_partner_arg(w->office, partner),
					joint_state_arg(u->state)));
		if (rc != ERR_OK)
			break;
	}
	return rc;
}

/* Of the one that we lead, or of nobody's yet. */
enum err_code
judge_joint_open(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct joint *j = joint_of_incident(w->joints, w->incident->id);
	json_t *to = doc_get(act, "to");
	enum err_code rc = joint_check_card(w, err);

	if (rc == ERR_OK && j != NULL && j->leader[0])
		rc = refuse(err, REFUSE_JOINT_OTHERS, "incident",
			WITH(arg_id(w->incident->id),
				joint_partner_arg(w->office, j->leader)));
	if (rc == ERR_OK && j != NULL && j->state == JOINT_CLOSED)
		rc = refuse(err, REFUSE_JOINT_STATE, "incident",
			WITH(arg_digest(j->name), joint_state_arg(j->state)));
	if (rc == ERR_OK)
		rc = check_invited(w, j, to, err);
	if (rc == ERR_OK)
		joint_send(out, json_incref(to), w->incident->drill,
			joint_opening(w, j));
	return rc;
}

/* ---- join, decline ---- */

/* An invitation that is not answered, or to which no was said. */
static enum err_code
joint_invitation(const struct joint **out, const struct world *w,
	const json_t *act, struct err *err)
{
	const char *name = doc_str(act, "joint");
	const struct joint *j = joint_find(w->joints, name);

	if (j == NULL)
		return refuse(
			err, REFUSE_JOINT_NONE, "joint", WITH(arg_text(name)));
	*out = j;
	if (j->leader[0] == '\0' || j->state == JOINT_JOINED ||
		j->state == JOINT_CLOSED)
		return refuse(err, REFUSE_JOINT_STATE, "joint",
			WITH(arg_digest(j->name), joint_state_arg(j->state)));
	return joint_check_partner(w->office, j->leader, false, err);
}

/* The level that a letter's word is; "" none. */
static const char *
level_said(const char *word)
{
	for (int n = LEVEL_NONE + 1; n < LEVEL_COUNT; n++)
		if (strcasecmp(level_word(n), word) == 0)
			return level_word(n);
	return "";
}

/* What the letter says, where our own officer says nothing else. */
static json_t *
joining_doc(const struct world *w, const struct joint *j, const json_t *act)
{
	const struct rules *r = w->library ? &w->library->rules : NULL;
	const char *given = doc_str(act, "playbook");
	const char *title = doc_str(act, "title");
	const char *topic = doc_str(j->says, "topic");
	const char *level = level_said(doc_str(j->says, "level"));
	json_t *doc = json_object();

	doc_put_str(
		doc, "playbook", *given ? given : doc_str(j->says, "playbook"));
	doc_put_str(doc, "title", *title ? title : doc_str(j->says, "title"));
	doc_put_str(doc, "level", level);
	if (r != NULL && *topic && rules_topic(r, topic))
		doc_put_str(doc, "topic", topic);
	doc_put_str(doc, "mode", j->drill ? "drill" : "actual");
	if (doc_int(j->says, "happened") > 0 &&
		doc_int(j->says, "happened") <= w->now)
		doc_put_int(doc, "occurred", doc_int(j->says, "happened"));
	return doc;
}

static json_t *
joined_body(const struct joint *j)
{
	json_t *body = json_object();

	doc_put_str(body, "joint", j->name);
	doc_put_str(body, "partner", j->leader);
	return body;
}

enum err_code
judge_joint_join(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct joint *j = NULL;
	json_t *doc, *says;
	enum err_code rc = joint_check_card(w, err);

	if (rc == ERR_OK)
		rc = joint_invitation(&j, w, act, err);
	if (rc != ERR_OK)
		return rc;
	doc = joining_doc(w, j, act);
	/* who left and comes back has one already */
	if (w->incident == NULL || w->incident->closed)
		rc = judge_incident_open(out, w, doc, err);
	if (rc == ERR_OK) {
		judged_add(out, "joint.joined", joined_body(j));
		says = joint_letter(LETTER_JOIN, j);
		doc_put_str(says, "playbook", doc_str(doc, "playbook"));
		joint_send(out, json_pack("[s]", j->leader), j->drill, says);
	}
	json_decref(doc);
	return rc;
}

enum err_code
judge_joint_decline(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const struct joint *j = NULL;
	json_t *says;
	enum err_code rc = joint_check_card(w, err);

	if (rc == ERR_OK)
		rc = joint_invitation(&j, w, act, err);
	if (rc != ERR_OK)
		return rc;
	says = joint_letter(LETTER_JOIN, j);
	doc_put_bool(says, "declined", true);
	doc_put_str(says, "reason", doc_str(act, "reason"));
	joint_send(out, json_pack("[s]", j->leader), j->drill, says);
	return ERR_OK;
}

/* ---- leave, close ---- */

enum err_code
joint_joined(const struct joint **out, const struct world *w, struct err *err)
{
	const struct joint *j = joint_of_incident(w->joints, w->incident->id);

	if (j == NULL || j->state != JOINT_JOINED)
		return refuse(err, REFUSE_JOINT_NOT, "incident",
			WITH(arg_id(w->incident->id)));
	*out = j;
	return ERR_OK;
}

enum err_code
judge_joint_leave(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct joint *j = NULL;
	json_t *says;
	enum err_code rc = joint_joined(&j, w, err);

	if (rc == ERR_OK && j->leader[0] == '\0')
		rc = refuse(err, REFUSE_JOINT_OURS, "incident",
			WITH(arg_id(w->incident->id)));
	/* the old leader may have said to all that we lead */
	if (rc == ERR_OK && j->hand.taken[0])
		rc = refuse(err, REFUSE_JOINT_TAKING, "incident",
			WITH(arg_id(w->incident->id),
				joint_partner_arg(w->office, j->leader)));
	if (rc == ERR_OK)
		rc = joint_check_partner(w->office, j->leader, false, err);
	if (rc != ERR_OK)
		return rc;
	says = joint_letter(LETTER_LEAVE, j);
	doc_put_str(says, "reason", doc_str(act, "reason"));
	joint_send(out, json_pack("[s]", j->leader), j->drill, says);
	return ERR_OK;
}

/* Who was invited and has not gone is told; who was stopped meanwhile is not. */
json_t *
joint_still_there(const struct world *w, const struct joint *j)
{
	json_t *to = json_array();

	for (size_t n = 0; n < j->unit_count; n++) {
		const struct joint_unit *u = &j->units[n];

		if (u->state <= JOINT_JOINED &&
			joint_check_partner(
				w->office, u->partner, false, NULL) == ERR_OK)
			json_array_append_new(to, json_string(u->partner));
	}
	return to;
}

static json_t *
ended_body(const struct joint *j, const char *reason)
{
	json_t *body = json_object();

	doc_put_str(body, "joint", j->name);
	doc_put_str(body, "reason", reason);
	return body;
}

enum err_code
judge_joint_close(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct joint *j = NULL;
	json_t *says, *to;
	enum err_code rc = joint_joined(&j, w, err);

	if (rc == ERR_OK && j->leader[0])
		rc = refuse(err, REFUSE_JOINT_OTHERS, "incident",
			WITH(arg_id(w->incident->id),
				joint_partner_arg(w->office, j->leader)));
	if (rc != ERR_OK)
		return rc;
	judged_add(out, "joint.ended", ended_body(j, doc_str(act, "reason")));
	to = joint_still_there(w, j);
	if (json_array_size(to) == 0) {
		json_decref(to);
		return ERR_OK;
	}
	says = joint_letter(LETTER_CLOSE, j);
	doc_put_str(says, "reason", doc_str(act, "reason"));
	joint_send(out, to, j->drill, says);
	return ERR_OK;
}

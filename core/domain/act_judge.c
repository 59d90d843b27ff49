/*
 * Judging one act: the guards are asked, then the act's own function. The
 * table of judges is made from crier/acts.def.
 */
#include <assert.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "crier/subject.h"
#include "domain/guards.h"
#include "domain/incident/incident_none.h"
#include "domain/judge.h"
#include "domain/office/outsider.h"
#include "domain/quota/quota_follow.h"

static judge_fn *const judges[] = {
#define ACT(id, word, source, roles, states, judge, ...) [ACT_##id] = judge,
#include "crier/acts.def"
#undef ACT
};

judge_fn *
judge_of(enum act act)
{
	assert((unsigned)act < ACT_COUNT);
	return judges[act];
}

enum err_code
judge_by_station(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	(void)out;
	(void)w;
	(void)act;
	(void)err;
	return ERR_OK;
}

/* Other units are told how it stands also after our own incident's end. */
static bool
is_to_others(enum act act)
{
	static const enum act acts[] = { ACT_JOINT_JOIN, ACT_JOINT_DECLINE,
		ACT_JOINT_LEAVE, ACT_JOINT_CLOSE, ACT_JOINT_HALT };

	for (size_t n = 0; n < sizeof(acts) / sizeof(acts[0]); n++)
		if (acts[n] == act)
			return true;
	return false;
}

enum err_code
judge_open(const struct world *w, enum act act, struct err *err)
{
	if (w->incident && w->incident->closed && !is_to_others(act) &&
		act_row(act)->source == FROM_OFFICER &&
		judge_of(act) != judge_by_station)
		return refuse(err, REFUSE_INCIDENT_CLOSED, "",
			WITH(arg_id(w->incident->id)));
	return ERR_OK;
}

/* There is no such claim, or none in the incident of the message named. */
static enum err_code
refuse_claim(const struct world *w, const char *claim, struct err *err)
{
	char incident[INCIDENT_ID];

	if (w->message != NULL &&
		delivery_id_split(incident, NULL, NULL, claim) &&
		strcmp(incident, w->incident->id) != 0)
		return refuse(err, REFUSE_CLAIM_ELSEWHERE, "message",
			WITH(arg_id(w->message->id), arg_id(w->incident->id),
				arg_id(claim)));
	return incident_no_claim(err, w->incident, claim);
}

/*
 * The message and incident that the act's fields name must be there, and the
 * incident open.
 */
static enum err_code
need_subject(
	const struct world *w, const json_t *doc, enum act act, struct err *err)
{
	const char *message = subject_message(doc);
	const char *incident = doc_str(doc, "incident");

	if (*incident && w->incident == NULL)
		return refuse(err, REFUSE_NOT_FOUND, "incident",
			WITH(arg_noun(NOUN_INCIDENT), arg_text(incident)));
	/* first: where both are named the incident is the message's */
	if (*message && w->message == NULL)
		return incident_no_message(
			err, "message", w->incident, message);
	if (*doc_str(doc, "claim") && w->claim == NULL)
		return refuse_claim(w, doc_str(doc, "claim"), err);
	return judge_open(w, act, err);
}

/* Who works here for another unit says so in all that comes of it. */
static void
put_employer(struct judged *out, const struct officer *f)
{
	for (size_t n = 0; n < out->count; n++)
		doc_put_str(out->items[n].body, "employer", f->employer);
}

static enum err_code
judge_all(struct judged *out, const struct world *w, enum act act,
	const json_t *doc, struct err *err)
{
	enum err_code rc = guards_ask(w, act, doc, false, err);

	if (rc == ERR_OK)
		rc = need_subject(w, doc, act, err);
	if (rc == ERR_OK && w->message != NULL && act_row(act)->states)
		rc = guards_ask(w, act, doc, true, err);
	if (rc != ERR_OK)
		return rc;
	if (w->incident != NULL) {
		FIXED_SET(out->incident, w->incident->id);
		out->drill = w->incident->drill;
	}
	rc = judge_of(act)(out, w, doc, err);
	if (rc == ERR_OK && act_row(act)->source == FROM_OFFICER &&
		officer_is_contractor(w->officer))
		put_employer(out, w->officer);
	if (rc == ERR_OK)
		quota_follow(out, w);
	return rc;
}

enum err_code
act_judge(struct judged *out, const struct world *w, enum act act,
	const json_t *doc, struct err *err)
{
	enum err_code rc = judge_all(out, w, act, doc, err);

	if (rc != ERR_OK)
		refusal_label(err, act);
	return rc;
}

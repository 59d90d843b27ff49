/*
 * Guards of a release at an appointed time.
 */
#include "domain/guards.h"

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "domain/release/appointed.h"

/*
 * What is set fires by itself and not before: an officer who wants it out at
 * once takes the time back first. And where nothing is appointed or armed there
 * is nothing to set, to take back or to stop.
 */
enum err_code
guard_appointed(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	const struct message *m = w->message;

	(void)doc;
	if (act == ACT_RELEASE_FIRE && appointed_is_set(m) && m->at == 0 &&
		!w->by_itself)
		return refuse(
			err, REFUSE_JOINT_FIRES, m->id, WITH(arg_id(m->id)));
	if (act == ACT_RELEASE_FIRE)
		return !appointed_is_set(m) || w->by_itself
			? ERR_OK
			: refuse(err, REFUSE_SET_FIRES, m->id,
				  WITH(arg_id(m->id),
					  arg_time(m->at, w->office->zone)));
	if (m->state != MESSAGE_APPROVED || m->at != 0 || m->signal)
		return ERR_OK;
	return refuse(err, REFUSE_STATE, m->id,
		WITH(arg_id(m->id), arg_state(m->state), arg_act(act)));
}

enum err_code
guard_clock_sure(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	(void)act;
	(void)doc;
	if (w->clock_sure || w->message->signal)
		return ERR_OK;
	return refuse(err, REFUSE_CLOCK_UNSURE, w->message->id, WITH_NONE);
}

/* An appointed time is the one that the second officer read; it is to come, and
 * within the approved window. */
enum err_code
guard_ahead(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	const struct message *m = w->message;
	struct world then = *w;

	then.now = doc_int(doc, "at");
	if (act == ACT_RELEASE_SET && m->at != 0 && then.now == 0)
		return refuse(err, REFUSE_FIELD, "at",
			WITH(arg_field("at"),
				ARG_BOTH("is missing", "未填写")));
	if (act == ACT_RELEASE_SET && then.now != m->at)
		return refuse(err, REFUSE_SET_OTHER, "at",
			WITH(arg_time(m->at, w->office->zone),
				arg_time(then.now, w->office->zone)));
	if (then.now == 0)
		return ERR_OK;
	if (then.now < w->now + APPOINTED_LEAST_MS)
		return refuse(err, REFUSE_SET_SOON, "at",
			WITH(arg_time(then.now, w->office->zone)));
	return guard_window(&then, act, doc, err);
}

/* Alarms by relay. */
#include "station/alarms.h"

#include "domain/joint/joint_alarm.h"
#include "station/acts.h"
#include "station/job.h"
#include "station/relay_link_internal.h"

static enum err_code
alarms_untold(struct station *st, const struct world *w,
	const struct joint_order *o, const struct account *a, struct err *err)
{
	enum err_code rc = ERR_OK;
	struct judged j;

	judged_init(&j);
	judge_joint_unalarmed(&j, w, o, a);
	if (j.count > 0)
		rc = acts_own(st, &j, err);
	judged_release(&j);
	return rc;
}

enum err_code
alarms_ring(struct station *st, const struct world *w,
	const struct joint_order *o, struct err *err)
{
	struct relay_link *d =
		st->relays[o->drill ? RELAY_DRILL : RELAY_ACTUAL];
	enum err_code rc = ERR_OK;
	const struct account *a;
	size_t at = 0;

	while (rc == ERR_OK && joint_alarm_is_for(o) &&
		(a = joint_alarm_next(w->office, &at)) != NULL) {
		if (relay_link_up(d))
			job_send_alarm(st, d->peer, a, o);
		else
			rc = alarms_untold(st, w, o, a, err);
	}
	return rc;
}

/*
 * Sweeps wait while anything is being armed or published: the host's places
 * and this process' time are the release's. What has waited too long is told
 * not to have been seen.
 */
#include "relay/sweep.h"

#include "base/doc.h"
#include "relay/report.h"

enum { BACK_MS = 1000, GIVE_UP_MS = 10 * 60 * 1000 };

void
sweep_begin(struct engine *e, const json_t *doc)
{
	const json_t *account = doc_get(doc, "account");
	struct task *t = task_new(e, NULL, account_get(e, account), account);

	t->phase = PHASE_SWEEP;
	t->step = STEP_CHECK;
	t->hurry = doc_bool(doc, "hurry");
	t->give_up = e->now.boot + GIVE_UP_MS;
	if (t->connector == NULL) {
		report_swept(e, t, false, relay_note(NOTE_KIND, e->lang), NULL);
		task_end(e, t);
	}
}

static bool
fanout_is_busy(const struct fanout *fanout)
{
	for (size_t i = 0; i < fanout->count; i++) {
		enum phase phase = fanout->task[i]->phase;

		if (phase == PHASE_ARMING || phase == PHASE_QUEUED ||
			phase == PHASE_ASKED || phase == PHASE_FLYING)
			return true;
	}
	return false;
}

static bool
engine_is_busy(const struct engine *e)
{
	for (const struct fanout *f = e->fanouts; f != NULL; f = f->next)
		if (fanout_is_busy(f))
			return true;
	return false;
}

bool
sweep_stands_back(struct engine *e, struct task *t)
{
	if (t->phase != PHASE_SWEEP || !engine_is_busy(e))
		return false;
	t->due = e->now.boot + BACK_MS;
	if (t->due < t->give_up)
		return true;
	if (t->step == STEP_HEAR) /* what stands there is told already */
		report_heard(
			e, t, false, relay_note(NOTE_NO_ROUND, e->lang), NULL);
	else
		report_unswept(e, t, relay_note(NOTE_NO_ROUND, e->lang));
	task_end(e, t);
	return true;
}

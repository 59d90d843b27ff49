/*
 * What follows from an answer to a round's look at an account. Whether it can
 * be logged in to and whether its list could be read are told apart. And from
 * one to an alarm.
 */
#include "relay/delivery_fsm_internal.h"
#include "relay/prove.h"

/* What stands there is told; who can be logged in to may have comments too. */
static void
fsm_swept(const struct fsm *f, bool ok, const char *why)
{
	const struct task *t = f->t;

	f->d->judgment = f->v;
	decision_tell(f->d, TELL_SWEPT, ok, why);
	f->d->end = !ok ||
		!(connector_can(t->connector, t->account->options) & CAN_HEAR);
	if (f->d->end)
		return;
	f->d->step = STEP_HEAR;
	f->d->tries = 0;
	f->d->due = f->now;
}

static void
fsm_heard(const struct fsm *f, bool ok)
{
	f->d->judgment = f->v;
	decision_tell(f->d, TELL_HEARD, ok, f->v->detail);
	f->d->end = true;
}

/* It can be logged in to: what stands there, where that can be read? */
static void
fsm_go_listing(const struct fsm *f)
{
	const struct task *t = f->t;

	if (prove_service(t) != NULL) {
		fsm_swept(f, true, f->v->detail);
		return;
	}
	if (!(connector_can(t->connector, t->account->options) & CAN_LIST)) {
		fsm_swept(f, true, relay_note(NOTE_NO_LIST, f->e->lang));
		return;
	}
	f->d->step = STEP_LIST;
	f->d->tries = 0;
	f->d->due = f->now;
}

void
fsm_after_sweep(const struct fsm *f)
{
	const struct wire_judgment *v = f->v;
	bool ok = fsm_is_out(v), listing = f->step == STEP_LIST;
	bool hearing = f->step == STEP_HEAR;
	bool passes = v->outcome == OUTCOME_NOT_SENT ||
		v->outcome == OUTCOME_RETRY_LATER ||
		v->outcome == OUTCOME_PENDING || v->outcome == OUTCOME_UNKNOWN;

	if (ok && v->next != STEP_NONE) {
		f->d->step = v->next;
		f->d->due = f->now + v->wait_ms;
	} else if (ok && hearing) {
		fsm_heard(f, true);
	} else if (ok && !listing) {
		fsm_go_listing(f);
	} else if (ok) {
		fsm_swept(f, true, v->detail);
	} else if (passes && f->d->tries < ARM_TRIES) {
		fsm_again(f, f->step, v->wait_ms);
	} else if (hearing) {
		fsm_heard(f, false);
	} else {
		fsm_swept(f, listing, v->detail);
	}
}

/* What provably did not arrive is sent again, for a minute or so: after that
 * the next reminder is near. What is not known is told as it is. */
void
fsm_after_alarm(const struct fsm *f)
{
	const struct wire_judgment *v = f->v;
	bool passes = v->outcome == OUTCOME_NOT_SENT ||
		v->outcome == OUTCOME_RETRY_LATER;

	if (passes && f->d->tries < ARM_TRIES) {
		fsm_again(f, STEP_PUBLISH, v->wait_ms);
		return;
	}
	f->d->outcome = v->outcome;
	decision_tell(f->d, TELL_ALARMED, false, v->detail);
	f->d->end = true;
}

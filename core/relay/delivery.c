/*
 * A delivery goes on: its step is run, its answer judged, and what
 * delivery_fsm.c decides is done, here and nowhere else. The order is what
 * keeps a post from being lost or doubled: the task has its new state before
 * anybody is told, and the station is told of an attempt before the next one
 * is counted.
 */
#include "relay/delivery_fsm.h"

#include <stdlib.h>

#include "base/doc.h"
#include "base/mem.h"
#include "relay/alarm.h"
#include "relay/doubt.h"
#include "relay/identity.h"
#include "relay/look.h"
#include "relay/report.h"
#include "wire/memo.h"

/* ---- doing what was decided ---- */

static void
delivery_tell(struct engine *e, struct task *t, const struct decision *d)
{
	const char *detail = d->detail ? d->detail : "";

	if (d->tell == TELL_PREPARED)
		report_prepared(e, t, d->ok, detail);
	else if (d->tell == TELL_CHECKED)
		account_tell(e, t->account, t, d->ok, detail, d->judgment);
	else if (d->tell == TELL_SWEPT)
		report_swept(e, t, d->ok, detail, d->judgment);
	else if (d->tell == TELL_ALARMED)
		report_alarmed(e, t, d->outcome, detail);
	else if (d->tell == TELL_HEARD)
		report_heard(e, t, d->ok, detail, d->judgment);
	else if (d->tell == TELL_OUTCOME)
		report_outcome(e, t, d->outcome, d->state, d->judgment, detail);
	if (d->tell == TELL_OUTCOME &&
		delivery_row(d->state)->truth == TRUTH_YES)
		fire_first_out(e, t);
}

static void
delivery_do(struct engine *e, struct task *t, const struct decision *d)
{
	const struct wire_judgment *v = d->judgment;

	t->phase = d->phase;
	t->step = d->step;
	t->due = d->due;
	t->give_up = d->give_up;
	t->tries = d->tries;
	t->unknown = d->unknown;
	t->online = d->online;
	t->no = d->no;
	if (d->doubt)
		doubt_keep(t, v);
	if (d->unsettled)
		doc_put_str(t->memo, MEMO_UNSETTLED, MEMO_YES);
	if (d->published && v != NULL) {
		account_receipt(t->account, v->id, t->delivery);
		account_receipt(t->account, v->url, t->delivery);
	}
	if (d->differs) {
		free(t->said);
		t->said = mem_strdup(d->detail);
	}
	delivery_tell(e, t, d);
	if (d->published)
		site_published(e, t);
	if (d->attempt)
		t->attempt++;
	if (d->log != NULL)
		relay_log(e, "%s", d->log);
	if (d->end)
		task_end(e, t);
	if (d->end && t->again != NULL)
		job_prepare_again(e, t);
	if (d->refresh) {
		t->refreshed++;
		t->waits_token = true;
		e->wants_token = true; /* token.c starts it */
	}
}

/*
 * Everything is done but the publishing: its request is built once for
 * trial, so that a job that cannot be built is a gap now and not at fire.
 */
static void
delivery_try(struct engine *e, struct task *t, const char *detail)
{
	struct wire_request r;
	struct err err = { 0 };
	struct decision d;
	char why[400];
	enum err_code rc = ERR_OK;

	t->fired_at = e->now.utc;
	wire_request_init(&r);
	if (t->connector->transport != WIRE_HAND)
		rc = step_build(e, t, STEP_PUBLISH, &r, &err);
	if (rc == ERR_OK) {
		free(t->url);
		t->url = mem_strdup(r.url ? r.url : "");
		t->refreshed = 0;
	} else {
		relay_note_err(why, sizeof(why), &err, e->lang);
	}
	fsm_decide_ready(&d, t, detail, rc == ERR_OK ? NULL : why);
	delivery_do(e, t, &d);
	decision_release(&d);
	wire_request_release(&r);
}

void
delivery_failed(struct engine *e, struct task *t, enum wire_step step,
	enum outcome outcome, const char *why)
{
	struct decision d;

	fsm_decide_failed(&d, e, t, step, outcome, why);
	delivery_do(e, t, &d);
	if (d.ready)
		delivery_try(e, t, why);
	decision_release(&d);
}

static void
delivery_barred(struct engine *e, struct task *t, enum wire_step step)
{
	struct decision d;

	fsm_decide_barred(&d, e, t, step);
	delivery_do(e, t, &d);
	decision_release(&d);
}

/* ---- a step ---- */

/* A platform that has no such step has nothing to do in it. */
static void
delivery_no_step(struct engine *e, struct task *t)
{
	static const enum outcome outcomes[STEP_COUNT] = {
		[STEP_NONE] = OUTCOME_ACCEPTED,
		[STEP_CHECK] = OUTCOME_ACCEPTED,
		[STEP_PREPARE] = OUTCOME_ACCEPTED,
		[STEP_PUBLISH] = OUTCOME_PERMANENT,
		[STEP_POLL] = OUTCOME_UNKNOWN,
		[STEP_LOOKUP] = OUTCOME_UNKNOWN,
		[STEP_READBACK] = OUTCOME_PERMANENT,
		[STEP_REFRESH] = OUTCOME_PERMANENT,
		[STEP_UNDO] = OUTCOME_ACCEPTED,
		[STEP_LIST] = OUTCOME_PERMANENT,
		[STEP_HEAR] = OUTCOME_PERMANENT,
	};

	delivery_failed(e, t, t->step, outcomes[t->step],
		t->step == STEP_LOOKUP ? relay_note(NOTE_NO_LOOKUP, e->lang)
			: t->step == STEP_CHECK
			? relay_note(NOTE_NOTHING_TO_CHECK, e->lang)
			: "");
}

static void
delivery_start(struct engine *e, struct task *t, struct wire_request *r)
{
	char *shared = r->shared ? mem_strdup(r->url) : NULL;

	step_start(e, t, t->step, r, false);
	if (shared != NULL)
		look_begin(e, t, shared);
	free(shared);
}

void
delivery_run(struct engine *e, struct task *t)
{
	struct wire_request r;
	struct err err = { 0 };
	enum err_code rc;
	char why[400];

	alarm_stamp(e, t);
	wire_request_init(&r);
	rc = t->step == STEP_NONE ? ERR_UNAVAILABLE
				  : step_build(e, t, t->step, &r, &err);
	if (rc == ERR_UNAVAILABLE || (rc == ERR_OK && r.transport == WIRE_HAND))
		delivery_no_step(e, t);
	else if (rc == ERR_OK && !look_is_shared(e, t, &r))
		delivery_start(e, t, &r);
	else if (rc != ERR_OK) {
		relay_note_err(why, sizeof(why), &err, e->lang);
		delivery_failed(e, t, t->step, OUTCOME_PERMANENT, why);
	}
	wire_request_release(&r);
}

static void
delivery_follow(struct engine *e, struct task *t, const struct flight *c,
	const struct wire_response *answer)
{
	struct wire_judgment v;
	struct decision d;

	wire_judgment_init(&v);
	step_judge(&v, e, t, c, answer);
	look_end(e, c->tag, &v);
	if (identity_is_other(e, t) &&
		(t->phase == PHASE_ARMING || t->phase == PHASE_READY)) {
		identity_refuse(e, t);
		wire_judgment_release(&v);
		return;
	}
	if (t->phase != PHASE_CHECK && t->phase != PHASE_SWEEP)
		account_heard(e, t->account, &v, answer);
	if (!c->warm || v.outcome == OUTCOME_REFRESH_TOKEN) {
		fsm_decide(&d, e, t, c->step, &v);
		delivery_do(e, t, &d);
		if (d.ready)
			delivery_try(e, t, v.detail);
		decision_release(&d);
	}
	wire_judgment_release(&v);
}

void
delivery_answered(struct engine *e, struct flight *c,
	const struct wire_response *answer, int64_t sent_at)
{
	struct task *t = c->task;

	if (t == NULL) /* nobody waits for it any more */
		return;
	t->flight = 0;
	if (c->step == STEP_PUBLISH)
		t->sent_at = sent_at > 0 ? sent_at
			: answer->sent	 ? t->sent_at
					 : 0;
	if (!answer->barred)
		delivery_follow(e, t, c, answer);
	else if (!c->warm)
		delivery_barred(e, t, c->step);
}

/* ---- the practice platform ---- */

void
delivery_practice(struct engine *e)
{
	struct flight *c = e->flights;

	while (c != NULL) {
		/* a list is no ring: NOLINTNEXTLINE(clang-analyzer-unix.Malloc) */
		if (c->reply == NULL || c->due > e->now.boot) {
			c = c->next;
			continue;
		}
		(void)flight_take(e, c->tag);
		delivery_answered(e, c, &c->reply->answer, 0);
		flight_free(c);
		c = e->flights; /* what follows may have changed the list */
	}
}

/*
 * What follows from a judgment. Two rules stand over the tables: what is
 * known to be online never becomes less, and what may have been sent is
 * looked up before anything is sent again (or left to a person, where the
 * platform cannot be looked up).
 */
#include "relay/internal.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "relay/report.h"

enum {
	BACKOFF_FIRST_MS = 500,
	BACKOFF_MAX_MS = 60000,
	ARM_TRIES = 4,
	READ_TRIES = 6,
	UNDO_TRIES = 2
};

static int64_t
fsm_backoff(const struct task *t)
{
	unsigned n = t->tries < 7 ? t->tries : 7;
	int64_t ms = (int64_t)BACKOFF_FIRST_MS << n;
	unsigned spread = 0;

	/* a little apart, and the same every time: from the key */
	for (const char *s = t->delivery; *s; s++)
		spread = spread * 31 + (unsigned char)*s;
	ms += ms / 4 * (int64_t)(spread % 16) / 16;
	return ms < BACKOFF_MAX_MS ? ms : BACKOFF_MAX_MS;
}

/* The same or another step, not before the platform's and our own pause. */
static void
fsm_again(
	struct engine *e, struct task *t, enum wire_step step, int64_t wait_ms)
{
	int64_t own = t->step == step ? fsm_backoff(t) : 0;

	t->tries = t->step == step ? t->tries + 1 : 0;
	t->step = step;
	t->due = e->now.boot + (wait_ms > own ? wait_ms : own);
}

/* ---- arming and checks ---- */

static void
fsm_arm_failed(struct engine *e, struct task *t, const char *why)
{
	if (t->phase == PHASE_CHECK) {
		report_checked(e, t, false, why, NULL);
		task_end(e, t);
		return;
	}
	t->phase = PHASE_GAP;
	report_prepared(e, t, false, why);
}

/*
 * Everything is done but the publishing: its request is built once for
 * trial, so that a job that cannot be built is a gap now and not at fire.
 */
static void
fsm_arm_ready(struct engine *e, struct task *t, const struct wire_judgment *v)
{
	struct wire_request r;
	struct err err = { 0 };
	char why[400];
	enum err_code rc = ERR_OK;

	t->fired_at = e->now.utc;
	wire_request_init(&r);
	if (t->connector->transport != WIRE_HAND)
		rc = step_build(e, t, STEP_PUBLISH, &r, &err);
	if (rc == ERR_OK) {
		free(t->url);
		t->url = mem_strdup(r.url ? r.url : "");
		t->phase = PHASE_READY;
		t->refreshed = 0;
		report_prepared(e, t, true, v->detail);
	} else {
		relay_note_err(why, sizeof(why), &err, e->lang);
		fsm_arm_failed(e, t, why);
	}
	wire_request_release(&r);
}

static void
fsm_after_arm(struct engine *e, struct task *t, enum wire_step step,
	const struct wire_judgment *v)
{
	bool ok = v->outcome == OUTCOME_ACCEPTED ||
		v->outcome == OUTCOME_DUPLICATE;
	bool passes = v->outcome == OUTCOME_NOT_SENT ||
		v->outcome == OUTCOME_RETRY_LATER ||
		v->outcome == OUTCOME_PENDING || v->outcome == OUTCOME_UNKNOWN;

	if (ok && v->next != STEP_NONE) {
		t->step = v->next; /* failures of one arming add up */
		t->due = e->now.boot + v->wait_ms;
	} else if (ok && t->phase == PHASE_CHECK) {
		report_checked(e, t, true, v->detail, v->limits);
		task_end(e, t);
	} else if (ok) {
		fsm_arm_ready(e, t, v);
	} else if (passes && t->tries < ARM_TRIES) {
		fsm_again(e, t, step, v->wait_ms);
	} else {
		fsm_arm_failed(e, t, v->detail);
	}
}

static void
fsm_after_undo(struct engine *e, struct task *t, enum wire_step step,
	const struct wire_judgment *v)
{
	bool ok = v->outcome == OUTCOME_ACCEPTED ||
		v->outcome == OUTCOME_DUPLICATE;

	if (!ok && v->next == step && t->tries < UNDO_TRIES) {
		fsm_again(e, t, step, v->wait_ms);
		return;
	}
	if (!ok)
		relay_log(e, "%s: what arming left was not removed: %s",
			t->delivery, v->detail);
	task_end(e, t);
}

/* ---- publishing ---- */

static void
fsm_published(struct engine *e, struct task *t, const struct wire_judgment *v)
{
	t->unknown = false;
	t->online = true;
	account_receipt(t->account, v->id, t->delivery);
	account_receipt(t->account, v->url, t->delivery);
	report_outcome(e, t, v->outcome, DELIVERY_PUBLISHED, v, v->detail);
	site_published(e, t);
	if (v->next != STEP_READBACK && v->next != STEP_LOOKUP) {
		task_end(e, t);
		return;
	}
	t->phase = PHASE_FOLLOW;
	t->give_up = e->now.boot + LOOKUP_GIVE_UP_MS;
	fsm_again(e, t, v->next, v->wait_ms);
}

static void
fsm_pending(struct engine *e, struct task *t, const struct wire_judgment *v)
{
	t->unknown = false;
	report_outcome(e, t, v->outcome, DELIVERY_ACCEPTED, v, v->detail);
	t->phase = PHASE_FOLLOW;
	t->give_up = e->now.boot + POLL_GIVE_UP_MS;
	fsm_again(e, t, STEP_POLL, v->wait_ms);
}

static void
fsm_ended(struct engine *e, struct task *t, enum delivery_state state,
	const struct wire_judgment *v, const char *why)
{
	report_outcome(e, t, v->outcome, state, v, *why ? why : v->detail);
	task_end(e, t);
}

/* It is provably not there: once more if there is time, else a person. */
static void
fsm_resend(struct engine *e, struct task *t, const struct wire_judgment *v)
{
	int64_t own = fsm_backoff(t);
	int64_t wait = v->wait_ms > own ? v->wait_ms : own;

	if (v->outcome == OUTCOME_RETRY_LATER && v->wait_ms == 0 &&
		t->tries == 0)
		wait = 0;
	t->unknown = false;
	if (t->halted) {
		fsm_ended(e, t, DELIVERY_HALTED, v, "");
		return;
	}
	if (!t->approved || e->now.boot + wait > t->deadline) {
		fsm_ended(e, t, DELIVERY_HUMAN, v, "");
		return;
	}
	t->tries++;
	fire_queue(e, t, wait);
	report_outcome(e, t, v->outcome, DELIVERY_RETRY, v, v->detail);
	t->attempt++;
}

static void
fsm_look(struct engine *e, struct task *t, const struct wire_judgment *v)
{
	t->unknown = true;
	t->give_up = e->now.boot + LOOKUP_GIVE_UP_MS;
	t->phase = PHASE_FOLLOW;
	fsm_again(e, t, STEP_LOOKUP,
		v->wait_ms > LOOKUP_WAIT_MS ? v->wait_ms : LOOKUP_WAIT_MS);
}

static void
fsm_unsure(struct engine *e, struct task *t, const struct wire_judgment *v)
{
	enum wire_step next =
		connector_unknown(t->connector, t->account->options);

	t->unknown = true;
	t->give_up = e->now.boot + LOOKUP_GIVE_UP_MS;
	if (next == STEP_LOOKUP) {
		report_outcome(
			e, t, v->outcome, DELIVERY_UNKNOWN, v, v->detail);
		fsm_look(e, t, v);
	} else if (next == STEP_PUBLISH && v->next == STEP_PUBLISH) {
		report_outcome(
			e, t, v->outcome, DELIVERY_UNKNOWN, v, v->detail);
		fire_queue(e, t, v->wait_ms + fsm_backoff(t));
		t->tries++;
		t->attempt++;
	} else {
		fsm_ended(e, t, DELIVERY_UNKNOWN, v, "");
	}
}

/* Looking costs nothing, and a post that is out must not be called refused. */
static void
fsm_said_no(struct engine *e, struct task *t, enum delivery_state state,
	const struct wire_judgment *v)
{
	if (v->next != STEP_LOOKUP ||
		connector_unknown(t->connector, t->account->options) !=
			STEP_LOOKUP) {
		fsm_ended(e, t, state, v, "");
		return;
	}
	doubt_begin(e, t, v);
	fsm_look(e, t, v);
}

static void
fsm_after_publish(struct engine *e, struct task *t, enum wire_step step,
	const struct wire_judgment *v)
{
	(void)step;
	t->no = OUTCOME_ACCEPTED; /* of an attempt before this one */
	switch (v->outcome) {
	case OUTCOME_ACCEPTED:
	case OUTCOME_DUPLICATE:
		fsm_published(e, t, v);
		break;
	case OUTCOME_PENDING:
		fsm_pending(e, t, v);
		break;
	case OUTCOME_NOT_SENT:
	case OUTCOME_RETRY_LATER:
		fsm_resend(e, t, v);
		break;
	case OUTCOME_CONTENT:
		fsm_said_no(e, t, DELIVERY_REFUSED, v);
		break;
	case OUTCOME_PERMANENT:
		fsm_said_no(e, t, DELIVERY_FAILED, v);
		break;
	case OUTCOME_HUMAN:
		fsm_ended(e, t, DELIVERY_HUMAN, v, "");
		break;
	case OUTCOME_UNKNOWN:
	case OUTCOME_REFRESH_TOKEN:
	case OUTCOME_COUNT:
		fsm_unsure(e, t, v);
		break;
	}
}

static void
fsm_after_poll(struct engine *e, struct task *t, enum wire_step step,
	const struct wire_judgment *v)
{
	switch (v->outcome) {
	case OUTCOME_ACCEPTED:
	case OUTCOME_DUPLICATE:
		fsm_published(e, t, v);
		return;
	case OUTCOME_CONTENT:
		fsm_ended(e, t, DELIVERY_REFUSED, v, "");
		return;
	case OUTCOME_PERMANENT:
		fsm_ended(e, t, DELIVERY_FAILED, v, "");
		return;
	case OUTCOME_NOT_SENT:
	case OUTCOME_RETRY_LATER:
	case OUTCOME_PENDING:
	case OUTCOME_HUMAN:
	case OUTCOME_UNKNOWN:
	case OUTCOME_REFRESH_TOKEN:
	case OUTCOME_COUNT:
		break;
	}
	if (v->next == STEP_NONE || e->now.boot >= t->give_up)
		fsm_ended(e, t, DELIVERY_ACCEPTED, v,
			relay_note(NOTE_POLL_ENDED, e->lang));
	else
		fsm_again(e, t, step, v->wait_ms);
}

/*
 * Writing a site's files again is the one publishing that changes nothing
 * when it was done before; everything else must be "not there" first.
 */
static bool
fsm_may_resend(const struct task *t, const struct wire_judgment *v)
{
	if (v->outcome == OUTCOME_NOT_SENT)
		return true;
	return v->outcome == OUTCOME_UNKNOWN && v->next == STEP_PUBLISH &&
		t->connector->transport == WIRE_FOLDER;
}

/* A look that was made and cannot tell. */
static void
fsm_left_to_person(struct engine *e, struct task *t, const char *why)
{
	report_outcome(e, t, OUTCOME_HUMAN, DELIVERY_UNKNOWN, NULL, why);
	task_end(e, t);
}

static const char *
fsm_words(const struct task *t)
{
	return doc_str(t->variant, "text");
}

/* Is another post of the same words to this account out right now? */
static bool
fsm_is_flying(const struct engine *e, const struct task *t)
{
	for (const struct fanout *fanout = e->fanouts; fanout != NULL;
		fanout = fanout->next)
		for (size_t i = 0; i < fanout->count; i++) {
			const struct task *o = fanout->task[i];

			if (o != t && o->account == t->account &&
				o->phase == PHASE_FLYING &&
				strcmp(fsm_words(o), fsm_words(t)) == 0)
				return true;
		}
	return false;
}

/*
 * What was found by its words fits another delivery of these words as well:
 * one that is still flying is waited for, of two unknowns neither can tell.
 */
static bool
fsm_is_contested(struct engine *e, struct task *t, enum wire_step step)
{
	if (t->online || !t->unknown)
		return false;
	if (fsm_is_flying(e, t) && e->now.boot < t->give_up) {
		fsm_again(e, t, step, LOOKUP_WAIT_MS);
		return true;
	}
	if (!account_has_open(t->account, fsm_words(t), t->delivery))
		return false;
	fsm_left_to_person(e, t, relay_note(NOTE_CONTESTED, e->lang));
	return true;
}

static void
fsm_after_lookup(struct engine *e, struct task *t, enum wire_step step,
	const struct wire_judgment *v)
{
	if (v->outcome == OUTCOME_ACCEPTED || v->outcome == OUTCOME_DUPLICATE) {
		if (!v->by_words || !fsm_is_contested(e, t, step))
			fsm_published(e, t, v);
	} else if (t->online) { /* only its address is missing */
		if (v->next == step && t->tries < READ_TRIES)
			fsm_again(e, t, step, v->wait_ms);
		else
			task_end(e, t);
	} else if (v->outcome == OUTCOME_PENDING) {
		fsm_pending(e, t, v);
	} else if (doubt_is_open(t) && v->outcome == OUTCOME_NOT_SENT) {
		doubt_stands(e, t, v, true);
	} else if (fsm_may_resend(t, v)) {
		fsm_resend(e, t, v);
	} else if (v->next == step && e->now.boot < t->give_up) {
		fsm_again(e, t, step, v->wait_ms);
	} else if (v->outcome == OUTCOME_HUMAN) {
		fsm_left_to_person(e, t, v->detail);
	} else if (doubt_is_open(t)) {
		doubt_stands(e, t, v, false);
	} else {
		fsm_ended(e, t, DELIVERY_UNKNOWN, v,
			relay_note(NOTE_LOOKUP_ENDED, e->lang));
	}
}

static void
fsm_after_readback(struct engine *e, struct task *t, enum wire_step step,
	const struct wire_judgment *v)
{
	if (v->outcome == OUTCOME_ACCEPTED)
		fsm_ended(e, t, v->same ? DELIVERY_VERIFIED : DELIVERY_DIFFERS,
			v, "");
	else if (v->next == step && t->tries < READ_TRIES)
		fsm_again(e, t, step, v->wait_ms);
	else /* it stays published; nobody could read it back */
		task_end(e, t);
}

/* ---- the table ---- */

static void (*const after[STEP_COUNT])(struct engine *, struct task *,
	enum wire_step, const struct wire_judgment *) = {
	[STEP_NONE] = fsm_after_arm,
	[STEP_CHECK] = fsm_after_arm,
	[STEP_PREPARE] = fsm_after_arm,
	[STEP_PUBLISH] = fsm_after_publish,
	[STEP_POLL] = fsm_after_poll,
	[STEP_LOOKUP] = fsm_after_lookup,
	[STEP_READBACK] = fsm_after_readback,
	[STEP_REFRESH] = NULL, /* the account's, see token.c */
	[STEP_UNDO] = fsm_after_undo,
};

/* The token ran out: the step waits for a new one and is then repeated. */
static void
fsm_refresh(struct engine *e, struct task *t, enum wire_step step,
	const struct wire_judgment *v)
{
	if (!token_may_refresh(t)) {
		fsm_failed(e, t, step, OUTCOME_PERMANENT,
			relay_note(NOTE_TOKEN, e->lang));
		return;
	}
	t->step = step;
	t->due = e->now.boot;
	if (t->phase == PHASE_FLYING) {
		fire_queue(e, t, 0);
		report_outcome(e, t, v->outcome, DELIVERY_RETRY, v, v->detail);
		t->attempt++;
	}
	token_refresh(e, t);
}

void
fsm_follow(struct engine *e, struct task *t, enum wire_step step,
	const struct wire_judgment *v)
{
	if (t->phase == PHASE_DONE || after[step] == NULL)
		return;
	if (t->phase == PHASE_UNDOING && step != STEP_UNDO) {
		t->due = e->now.boot; /* what was out when it was disarmed */
		return;
	}
	if (v->outcome == OUTCOME_REFRESH_TOKEN)
		fsm_refresh(e, t, step, v);
	else
		after[step](e, t, step, v);
}

void
fsm_failed(struct engine *e, struct task *t, enum wire_step step,
	enum outcome outcome, const char *why)
{
	struct wire_judgment v;

	wire_judgment_init(&v);
	v.outcome = outcome;
	fixed_cut(v.detail, sizeof(v.detail), why);
	fsm_follow(e, t, step, &v);
	wire_judgment_release(&v);
}

void
fsm_barred(struct engine *e, struct task *t, enum wire_step step)
{
	static const enum outcome outcomes[STEP_COUNT] = {
		[STEP_NONE] = OUTCOME_PERMANENT,
		[STEP_CHECK] = OUTCOME_PERMANENT,
		[STEP_PREPARE] = OUTCOME_PERMANENT,
		[STEP_PUBLISH] = OUTCOME_NOT_SENT,
		/* of a post that is out from before: nobody can look */
		[STEP_POLL] = OUTCOME_UNKNOWN,
		[STEP_LOOKUP] = OUTCOME_UNKNOWN,
		[STEP_READBACK] = OUTCOME_PERMANENT,
		[STEP_REFRESH] = OUTCOME_PERMANENT,
		[STEP_UNDO] = OUTCOME_PERMANENT,
	};
	const char *why = relay_note(NOTE_DEMO, e->lang);

	if (step == STEP_PUBLISH && t->phase != PHASE_DONE &&
		t->phase != PHASE_UNDOING)
		fire_stop(e, t, DELIVERY_FAILED, why);
	else
		fsm_failed(e, t, step, outcomes[step], why);
}

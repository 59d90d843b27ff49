/*
 * What follows from a judgment. Two rules stand over the tables: what is
 * known to be online never becomes less, and what may have been sent is
 * looked up before anything is sent again (or left to a person, where the
 * platform cannot be looked up).
 */
#include "relay/delivery_fsm_internal.h"

#include <stdlib.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "relay/doubt.h"

enum { READ_TRIES = 6, UNDO_TRIES = 2, REFRESHES_MAX = 2 };

static void
decision_init(struct decision *d, const struct task *t)
{
	*d = (struct decision){ .phase = t->phase,
		.step = t->step,
		.due = t->due,
		.give_up = t->give_up,
		.tries = t->tries,
		.unknown = t->unknown,
		.online = t->online,
		.no = t->no };
}

void
decision_release(struct decision *d)
{
	free(d->detail);
	free(d->log);
	*d = (struct decision){ 0 };
}

static void
fsm_queue(const struct fsm *f, int64_t wait_ms)
{
	f->d->phase = PHASE_QUEUED;
	f->d->step = STEP_PUBLISH;
	f->d->due = f->now + wait_ms;
}

static void
fsm_tell(const struct fsm *f, enum outcome outcome, enum delivery_state state,
	const struct wire_judgment *v, const char *why)
{
	f->d->outcome = outcome;
	f->d->state = state;
	f->d->judgment = v;
	decision_tell(f->d, TELL_OUTCOME, false, why);
}

/* ---- arming and checks ---- */

static void
fsm_arm_failed(struct decision *d, const char *why)
{
	if (d->phase == PHASE_CHECK) {
		decision_tell(d, TELL_CHECKED, false, why);
		d->end = true;
		return;
	}
	d->phase = PHASE_GAP;
	decision_tell(d, TELL_PREPARED, false, why);
}

void
fsm_decide_ready(struct decision *d, const struct task *t, const char *detail,
	const char *why)
{
	decision_init(d, t);
	if (why != NULL) {
		fsm_arm_failed(d, why);
		return;
	}
	d->phase = PHASE_READY;
	decision_tell(d, TELL_PREPARED, true, detail);
}

static void
fsm_after_arm(const struct fsm *f)
{
	const struct wire_judgment *v = f->v;
	struct decision *d = f->d;
	bool ok = fsm_is_out(v);
	bool passes = v->outcome == OUTCOME_NOT_SENT ||
		v->outcome == OUTCOME_RETRY_LATER ||
		v->outcome == OUTCOME_PENDING || v->outcome == OUTCOME_UNKNOWN;

	if (ok && v->next != STEP_NONE) {
		d->step = v->next; /* failures of one arming add up */
		d->due = f->now + v->wait_ms;
	} else if (ok && d->phase == PHASE_CHECK) {
		decision_tell(d, TELL_CHECKED, true, v->detail);
		d->judgment = v;
		d->end = true;
	} else if (ok) {
		d->ready = true;
	} else if (passes && d->tries < ARM_TRIES) {
		fsm_again(f, f->step, v->wait_ms);
	} else {
		fsm_arm_failed(d, v->detail);
	}
}

static void
fsm_after_undo(const struct fsm *f)
{
	const struct wire_judgment *v = f->v;
	bool ok = fsm_is_out(v);

	if (!ok && v->next == f->step && f->d->tries < UNDO_TRIES) {
		fsm_again(f, f->step, v->wait_ms);
		return;
	}
	if (!ok)
		f->d->log = mem_printf("%s: what arming left was not removed: "
				       "%s",
			f->t->delivery, v->detail);
	f->d->end = true;
}

/* ---- publishing ---- */

static void
fsm_published(const struct fsm *f)
{
	const struct wire_judgment *v = f->v;
	struct decision *d = f->d;

	d->unknown = false;
	d->online = true;
	d->published = true;
	d->differs = v->differs;
	fsm_tell(f, v->outcome,
		v->differs || f->t->said ? DELIVERY_DIFFERS
					 : DELIVERY_PUBLISHED,
		v, v->detail);
	if (v->next != STEP_READBACK && v->next != STEP_LOOKUP) {
		d->end = true;
		return;
	}
	d->phase = PHASE_FOLLOW;
	d->give_up = f->now + LOOKUP_GIVE_UP_MS;
	fsm_again(f, v->next, v->wait_ms);
}

static void
fsm_pending(const struct fsm *f)
{
	const struct wire_judgment *v = f->v;

	f->d->unknown = false;
	fsm_tell(f, v->outcome, DELIVERY_ACCEPTED, v, v->detail);
	f->d->phase = PHASE_FOLLOW;
	f->d->give_up = f->now + POLL_GIVE_UP_MS;
	fsm_again(f, STEP_POLL, v->wait_ms);
}

/* What may be there is unknown, also while it waits to be sent once more. */
static void
fsm_tell_doubted(
	const struct fsm *f, enum delivery_state state, const char *why)
{
	enum delivery_state is = doubt_state(f->t, state);

	fsm_tell(f, is == state ? f->v->outcome : OUTCOME_UNKNOWN, is, f->v,
		*why ? why : f->v->detail);
}

static void
fsm_ended(const struct fsm *f, enum delivery_state state, const char *why)
{
	fsm_tell_doubted(f, state, why);
	f->d->end = true;
}

/* It is provably not there: once more if there is time, else a person. */
static void
fsm_resend(const struct fsm *f)
{
	const struct wire_judgment *v = f->v;
	struct decision *d = f->d;
	int64_t own = fsm_backoff(f);
	int64_t wait = v->wait_ms > own ? v->wait_ms : own;

	if (v->outcome == OUTCOME_RETRY_LATER && v->wait_ms == 0 &&
		d->tries == 0)
		wait = 0;
	d->unknown = false;
	if (f->t->halted) {
		fsm_ended(f, DELIVERY_HALTED, "");
		return;
	}
	if (!f->t->approved || f->now + wait > f->t->deadline) {
		fsm_ended(f, DELIVERY_HUMAN, "");
		return;
	}
	d->tries++;
	fsm_queue(f, wait);
	fsm_tell_doubted(f, DELIVERY_RETRY, "");
	d->attempt = true;
}

static void
fsm_look(const struct fsm *f)
{
	struct decision *d = f->d;
	int64_t wait = f->v->wait_ms;

	d->unknown = true;
	d->give_up = f->now + LOOKUP_GIVE_UP_MS;
	d->phase = PHASE_FOLLOW;
	fsm_again(
		f, STEP_LOOKUP, wait > LOOKUP_WAIT_MS ? wait : LOOKUP_WAIT_MS);
}

static void
fsm_unsure(const struct fsm *f)
{
	const struct wire_judgment *v = f->v;
	enum wire_step next = doubt_settled_by(f->t);
	struct decision *d = f->d;

	d->unknown = true;
	d->give_up = f->now + LOOKUP_GIVE_UP_MS;
	if (next == STEP_LOOKUP) {
		fsm_tell(f, v->outcome, DELIVERY_UNKNOWN, v, v->detail);
		fsm_look(f);
	} else if (next == STEP_PUBLISH && v->next == STEP_PUBLISH) {
		fsm_tell(f, v->outcome, DELIVERY_UNKNOWN, v, v->detail);
		fsm_queue(f, v->wait_ms + fsm_backoff(f));
		d->tries++;
		d->attempt = true;
		d->unsettled = true;
	} else {
		fsm_ended(f, DELIVERY_UNKNOWN, "");
	}
}

/* Looking costs nothing, and a post that is out must not be called refused. */
static void
fsm_said_no(const struct fsm *f, enum delivery_state state)
{
	if (f->v->next != STEP_LOOKUP ||
		doubt_settled_by(f->t) != STEP_LOOKUP) {
		fsm_ended(f, state, "");
		return;
	}
	f->d->no = f->v->outcome;
	f->d->doubt = true;
	fsm_tell(f, OUTCOME_UNKNOWN, DELIVERY_UNKNOWN, f->v, "");
	free(f->d->detail);
	f->d->detail = mem_printf("%s (%s)", f->v->detail,
		relay_note(NOTE_NO_DOUBTED, f->e->lang));
	fsm_look(f);
}

/* What the platform said, and what a look at it has come to. */
static char *
fsm_no_words(const struct fsm *f, enum note found)
{
	enum lang lang = f->e->lang;

	return mem_printf("%s (%s)",
		f->t->no_said ? f->t->no_said : relay_note(NOTE_NO_SAID, lang),
		relay_note(found, lang));
}

/* The look found nothing: the no counts after all. */
static void
fsm_no_stands(const struct fsm *f)
{
	const struct task *t = f->t;

	f->d->unknown = false;
	fsm_tell(f, t->no,
		t->no == OUTCOME_CONTENT ? DELIVERY_REFUSED : DELIVERY_FAILED,
		f->v, "");
	free(f->d->detail);
	f->d->detail = fsm_no_words(f, NOTE_NO_STANDS);
	f->d->end = true;
}

static void
fsm_after_publish(const struct fsm *f)
{
	enum outcome outcome = f->v->outcome;

	f->d->no = OUTCOME_ACCEPTED; /* of an attempt before this one */
	if (fsm_is_out(f->v))
		fsm_published(f);
	else if (outcome == OUTCOME_PENDING)
		fsm_pending(f);
	else if (outcome == OUTCOME_NOT_SENT || outcome == OUTCOME_RETRY_LATER)
		fsm_resend(f);
	else if (outcome == OUTCOME_CONTENT)
		fsm_said_no(f, DELIVERY_REFUSED);
	else if (outcome == OUTCOME_PERMANENT)
		fsm_said_no(f, DELIVERY_FAILED);
	else if (outcome == OUTCOME_HUMAN)
		fsm_ended(f, DELIVERY_HUMAN, "");
	else
		fsm_unsure(f);
}

static void
fsm_after_poll(const struct fsm *f)
{
	const struct wire_judgment *v = f->v;

	if (fsm_is_out(v))
		fsm_published(f);
	else if (v->outcome == OUTCOME_CONTENT)
		fsm_ended(f, DELIVERY_REFUSED, "");
	else if (v->outcome == OUTCOME_PERMANENT)
		fsm_ended(f, DELIVERY_FAILED, "");
	else if (v->next == STEP_NONE || f->now >= f->t->give_up)
		fsm_ended(f, DELIVERY_ACCEPTED,
			relay_note(NOTE_POLL_ENDED, f->e->lang));
	else
		fsm_again(f, f->step, v->wait_ms);
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
		t->connector->pages != PAGES_NONE;
}

/* A look that was made and cannot tell. */
static void
fsm_left_to_person(const struct fsm *f, const char *why)
{
	fsm_tell(f, OUTCOME_HUMAN, DELIVERY_UNKNOWN, NULL, why);
	f->d->end = true;
}

/*
 * A no that nobody could look at. Calling it refused would let an officer send
 * again what may stand there.
 */
static void
fsm_no_unseen(const struct fsm *f)
{
	char *why = fsm_no_words(f, NOTE_NO_UNSEEN);

	fsm_left_to_person(f, why);
	free(why);
}

/*
 * What was found by its words fits another delivery of these words as well:
 * one that is still flying is waited for, of two unknowns neither can tell.
 */
static bool
fsm_is_contested(const struct fsm *f)
{
	const struct task *t = f->t;

	if (t->online || !t->unknown)
		return false;
	if (task_rival_flies(f->e, t) && f->now < t->give_up) {
		fsm_again(f, f->step, LOOKUP_WAIT_MS);
		return true;
	}
	if (!account_has_open(t->account, task_words(t), t->delivery))
		return false;
	fsm_left_to_person(f, relay_note(NOTE_CONTESTED, f->e->lang));
	return true;
}

static void
fsm_after_lookup(const struct fsm *f)
{
	const struct wire_judgment *v = f->v;
	const struct task *t = f->t;

	if (fsm_is_out(v)) {
		if (!v->by_words || !fsm_is_contested(f))
			fsm_published(f);
	} else if (t->online) { /* only its address is missing */
		if (v->next == f->step && t->tries < READ_TRIES)
			fsm_again(f, f->step, v->wait_ms);
		else
			f->d->end = true;
	} else if (v->outcome == OUTCOME_PENDING) {
		fsm_pending(f);
	} else if (doubt_is_open(t) && v->outcome == OUTCOME_NOT_SENT) {
		fsm_no_stands(f);
	} else if (fsm_may_resend(t, v)) {
		fsm_resend(f);
	} else if (v->next == f->step && f->now < t->give_up) {
		fsm_again(f, f->step, v->wait_ms);
	} else if (v->outcome == OUTCOME_HUMAN) {
		fsm_left_to_person(f, v->detail);
	} else if (doubt_is_open(t)) {
		fsm_no_unseen(f);
	} else {
		fsm_ended(f, DELIVERY_UNKNOWN,
			relay_note(NOTE_LOOKUP_ENDED, f->e->lang));
	}
}

/* What publish said stands beside what is read back, whatever that is. */
static void
fsm_read(const struct fsm *f)
{
	const char *said = f->t->said;
	bool same = f->v->same && said == NULL;

	fsm_ended(f, same ? DELIVERY_VERIFIED : DELIVERY_DIFFERS, "");
	if (said == NULL)
		return;
	free(f->d->detail);
	f->d->detail = mem_printf("%s | %s", said, f->v->detail);
}

static void
fsm_after_readback(const struct fsm *f)
{
	const struct wire_judgment *v = f->v;

	if (v->outcome == OUTCOME_ACCEPTED)
		fsm_read(f);
	else if (v->next == f->step && f->t->tries < READ_TRIES)
		fsm_again(f, f->step, v->wait_ms);
	else /* it stays published; nobody could read it back */
		f->d->end = true;
}

/* ---- the table ---- */

static void (*const after[STEP_COUNT])(const struct fsm *) = {
	[STEP_NONE] = fsm_after_arm,
	[STEP_CHECK] = fsm_after_arm,
	[STEP_PREPARE] = fsm_after_arm,
	[STEP_PUBLISH] = fsm_after_publish,
	[STEP_POLL] = fsm_after_poll,
	[STEP_LOOKUP] = fsm_after_lookup,
	[STEP_READBACK] = fsm_after_readback,
	[STEP_REFRESH] = NULL, /* the account's, see token.c */
	[STEP_UNDO] = fsm_after_undo,
	[STEP_LIST] = fsm_after_sweep,
	[STEP_HEAR] = fsm_after_sweep,
};

/* The token ran out: the step waits for a new one and is then repeated. */
static void
fsm_refresh(const struct fsm *f)
{
	struct decision *d = f->d;

	d->step = f->step;
	d->due = f->now;
	if (d->phase == PHASE_FLYING) {
		fsm_queue(f, 0);
		fsm_tell_doubted(f, DELIVERY_RETRY, "");
		d->attempt = true;
	}
	d->refresh = true;
}

static bool
fsm_may_refresh(const struct task *t)
{
	return (t->connector->can & CAN_REFRESH) &&
		t->refreshed < REFRESHES_MAX;
}

void
fsm_decide(struct decision *d, const struct engine *e, const struct task *t,
	enum wire_step step, const struct wire_judgment *v)
{
	struct fsm f = { d, e, t, step, v, e->now.boot };

	decision_init(d, t);
	if (t->phase == PHASE_DONE || after[step] == NULL)
		return;
	if (t->phase == PHASE_UNDOING && step != STEP_UNDO)
		d->due = f.now; /* what was out when it was disarmed */
	else if (v->outcome != OUTCOME_REFRESH_TOKEN && t->phase == PHASE_SWEEP)
		fsm_after_sweep(&f);
	else if (v->outcome != OUTCOME_REFRESH_TOKEN && t->phase == PHASE_ALARM)
		fsm_after_alarm(&f);
	else if (v->outcome != OUTCOME_REFRESH_TOKEN)
		after[step](&f);
	else if (fsm_may_refresh(t))
		fsm_refresh(&f);
	else
		fsm_decide_failed(d, e, t, step, OUTCOME_PERMANENT,
			relay_note(NOTE_TOKEN, e->lang));
}

void
fsm_decide_failed(struct decision *d, const struct engine *e,
	const struct task *t, enum wire_step step, enum outcome outcome,
	const char *why)
{
	struct wire_judgment v;

	wire_judgment_init(&v);
	v.outcome = outcome;
	fixed_cut(v.detail, sizeof(v.detail), why);
	fsm_decide(d, e, t, step, &v);
	d->judgment = NULL; /* it has neither id nor address */
	wire_judgment_release(&v);
}

void
fsm_decide_barred(struct decision *d, const struct engine *e,
	const struct task *t, enum wire_step step)
{
	/* of a post that is out from before: nobody can look */
	bool looks = step == STEP_POLL || step == STEP_LOOKUP;
	const char *why =
		relay_note(e->ops.demo ? NOTE_DEMO : NOTE_INSIDE, e->lang);
	enum delivery_state is =
		t->unknown ? DELIVERY_UNKNOWN : doubt_state(t, DELIVERY_FAILED);
	struct fsm f = { .d = d };

	if (step != STEP_PUBLISH || t->phase == PHASE_DONE ||
		t->phase == PHASE_UNDOING || t->phase == PHASE_ALARM) {
		fsm_decide_failed(d, e, t, step,
			looks ? OUTCOME_UNKNOWN : OUTCOME_PERMANENT, why);
		return;
	}
	/* what may have been sent before is never called unsent */
	decision_init(d, t);
	fsm_tell(&f,
		is == DELIVERY_UNKNOWN ? OUTCOME_UNKNOWN : OUTCOME_NOT_SENT, is,
		NULL, why);
	d->end = true;
}

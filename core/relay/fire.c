/*
 * The irrevocable half. A task that may publish is queued; the pump takes
 * those for which there is a place, a quota and time left, tells the station
 * "these are sending", and waits. Only what the station made durable starts,
 * all at once. So after a crash the ledger names every request that can have
 * left, and at most those.
 */
#include "relay/internal.h"

#include <assert.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "relay/doubt.h"
#include "relay/identity.h"
#include "relay/report.h"

enum { START_AHEAD_MS = 10000, STALE_MS = 5000, BLOCKED_MAX = 32 };

void
fire_stop(struct engine *e, struct task *t, enum delivery_state state,
	const char *why)
{
	/* what may have been sent is never called unsent */
	state = t->unknown ? DELIVERY_UNKNOWN : doubt_state(t, state);
	report_outcome(e, t,
		state == DELIVERY_UNKNOWN ? OUTCOME_UNKNOWN : OUTCOME_NOT_SENT,
		state, NULL, why);
	task_end(e, t);
}

void
fire_queue(struct engine *e, struct task *t, int64_t wait_ms)
{
	t->phase = PHASE_QUEUED;
	t->step = STEP_PUBLISH;
	t->due = e->now.boot + wait_ms;
}

int64_t
fire_ahead(const struct engine *e, int64_t at)
{
	int64_t ahead = at - e->now.utc;

	return ahead < START_AHEAD_MS ? ahead : START_AHEAD_MS;
}

/* ---- the lead account before the others ---- */

/* What a person posts is handed out at its time, whatever the order. */
static bool
fire_waits_for_first(const struct task *t)
{
	const struct fanout *fanout = t->fanout;

	return fanout->first[0] && !fanout->first_out &&
		t->connector->transport != WIRE_HAND &&
		strcmp(fanout->first, t->delivery) != 0;
}

void
fire_wait_for_first(struct task *t)
{
	if (fire_waits_for_first(t))
		t->due = t->deadline + 1;
}

void
fire_first_out(struct engine *e, const struct task *t)
{
	struct fanout *fanout = t->fanout;

	if (fanout == NULL || fanout->first_out || !fanout->first[0] ||
		strcmp(fanout->first, t->delivery) != 0)
		return;
	fanout->first_out = true;
	for (size_t i = 0; i < fanout->count; i++)
		if (fanout->task[i]->phase == PHASE_QUEUED &&
			fanout->task[i]->due > fanout->task[i]->deadline)
			fanout->task[i]->due = e->now.boot;
}

/* ---- fire, halt, loss ---- */

/* What a person is told to do with a text that no program can post. */
static enum note
fire_by_hand(const struct engine *e)
{
	if (e->drill)
		return NOTE_REHEARSE;
	return e->ops.demo ? NOTE_SHOWN : NOTE_BY_HAND;
}

static void
fire_hand_over(struct engine *e, struct task *t)
{
	report_outcome(e, t, OUTCOME_HUMAN, DELIVERY_HUMAN, NULL,
		relay_note(fire_by_hand(e), e->lang));
	task_end(e, t);
}

static void
fire_one(struct engine *e, struct fanout *fanout, struct task *t, int64_t at,
	int64_t deadline)
{
	if (t->phase == PHASE_GAP || t->phase == PHASE_ARMING) {
		fire_stop(e, t, DELIVERY_HUMAN,
			relay_note(NOTE_NOT_PREPARED, e->lang));
		return;
	}
	if (t->phase == PHASE_UNDOING) /* expired, or waits to be prepared */
		report_not_held(e, fanout, t->delivery,
			relay_note(NOTE_NOT_HELD, e->lang));
	if (t->phase != PHASE_READY)
		return;
	t->fired_at = at;
	t->deadline = deadline;
	t->tries = 0;
	if (t->connector->transport == WIRE_HAND &&
		fanout->start <= e->now.boot) {
		fire_hand_over(e, t);
		return;
	}
	flight_forget(e, t); /* a warm-up that is still out */
	fire_queue(e, t, 0);
	t->due = fanout->start;
	if (t->connector->transport != WIRE_HAND)
		fire_wait_for_first(t);
}

void
fire_fanout(struct engine *e, struct fanout *fanout, const json_t *doc)
{
	const json_t *ids = doc_get(doc, "deliveries");
	int64_t at = doc_int(doc, "at"), deadline, ahead;
	struct task *t;

	if (at <= 0)
		at = e->now.utc;
	ahead = fire_ahead(e, at);
	fanout->fired = true;
	fixed_cut(fanout->first, sizeof(fanout->first), doc_str(doc, "first"));
	fanout->first_out = false;
	fanout->start = e->now.boot + (ahead > 0 ? ahead : 0);
	deadline = e->now.boot + ahead + FIRE_WINDOW_MS;
	for (size_t i = 0; ids == NULL && i < fanout->count; i++)
		if (fanout->task[i]->phase == PHASE_READY)
			fire_one(e, fanout, fanout->task[i], at, deadline);
	for (size_t i = 0; i < json_array_size(ids); i++) {
		const char *id = json_string_value(json_array_get(ids, i));

		t = id ? fanout_task(fanout, id) : NULL;
		if (t != NULL)
			fire_one(e, fanout, t, at, deadline);
		else if (id != NULL)
			report_not_held(e, fanout, id,
				relay_note(NOTE_NOT_HELD, e->lang));
	}
	for (size_t i = 0; i < fanout->count; i++)
		if (task_is_armed(fanout->task[i]) ||
			fanout->task[i]->again != NULL)
			task_undo(e, fanout->task[i]); /* an accepted gap */
	fire_pump(e);
}

static void
fire_stop_unsent(struct engine *e, struct fanout *fanout,
	enum delivery_state state, enum note why)
{
	for (size_t i = 0; i < fanout->count; i++)
		if (fanout->task[i]->phase == PHASE_QUEUED ||
			fanout->task[i]->phase == PHASE_ASKED)
			fire_stop(e, fanout->task[i], state,
				relay_note(why, e->lang));
}

void
fire_halt(struct engine *e, struct fanout *fanout)
{
	/* requests that are out are followed, but not retried */
	for (size_t i = 0; i < fanout->count; i++)
		fanout->task[i]->halted = true;
	fire_stop_unsent(e, fanout, DELIVERY_HALTED, NOTE_HALTED);
}

void
fire_lost(struct engine *e)
{
	for (struct fanout *fanout = e->fanouts; fanout != NULL;
		fanout = fanout->next) {
		fire_stop_unsent(e, fanout, DELIVERY_HUMAN, NOTE_LOST);
		fanout->ask = 0;
	}
}

/* ---- the pump ---- */

static bool
fire_in_window(const struct engine *e, const struct fanout *fanout)
{
	const json_t *window = doc_get(fanout->manifest, "window");
	int64_t from = doc_int(window, "from"),
		until = doc_int(window, "until");

	return e->now.utc >= from && (until == 0 || e->now.utc <= until);
}

/* Hosts that had no place left in this round are not asked again. */
struct blocked {
	const char *url[BLOCKED_MAX];
	size_t count;
};

/* What a disk or a server of files does in parts waits for nobody's place. */
static bool
fire_wants_place(const struct task *t)
{
	enum wire_transport by = t->connector->transport;

	return *t->url != '\0' &&
		(by == WIRE_HTTP || by == WIRE_MAIL || by == WIRE_SFTP);
}

static bool
fire_take_place(struct engine *e, struct task *t, struct blocked *b)
{
	if (!fire_wants_place(t))
		return true;
	for (size_t i = 0; i < b->count; i++)
		if (host_same(b->url[i], t->url))
			return false;
	if (host_free_at(e, t->url) != 0)
		return false;
	if (e->ops.hold(e->ops.ctx, t->url)) {
		t->has_place = true;
		return true;
	}
	if (t->connector->transport == WIRE_HTTP && b->count < BLOCKED_MAX)
		b->url[b->count++] = t->url;
	return false;
}

/* May it start now? Ends it if it may never. */
static bool
fire_may_start(struct engine *e, struct task *t, struct blocked *b)
{
	const char *why;

	if (t->phase != PHASE_QUEUED)
		return false;
	if (t->halted) {
		fire_stop(e, t, DELIVERY_HALTED,
			relay_note(NOTE_HALTED, e->lang));
		return false;
	}
	if (e->now.boot > t->deadline) {
		fire_stop(e, t, DELIVERY_HUMAN,
			relay_note(fire_waits_for_first(t) ? NOTE_FIRST
							   : NOTE_LATE,
				e->lang));
		return false;
	}
	if (t->due > e->now.boot || t->waits_token)
		return false;
	if (t->connector->transport == WIRE_HAND) { /* nothing of it is sent */
		fire_hand_over(e, t);
		return false;
	}
	why = identity_speaks_against(e, t);
	if (why != NULL) {
		fire_stop(e, t, DELIVERY_HUMAN, why);
		return false;
	}
	if (!t->approved || !fire_in_window(e, t->fanout)) {
		fire_stop(e, t, DELIVERY_HUMAN,
			relay_note(t->approved ? NOTE_WINDOW : NOTE_DIGEST,
				e->lang));
		return false;
	}
	return account_free_at(e, t->account) == 0 && fire_take_place(e, t, b);
}

static bool
fire_build(struct engine *e, struct task *t)
{
	struct err err = { 0 };
	char why[400];

	wire_request_release(&t->request);
	wire_request_init(&t->request);
	t->built_at = e->now.utc;
	t->generation = t->account->generation;
	t->built = step_build(e, t, STEP_PUBLISH, &t->request, &err) == ERR_OK;
	if (!t->built) {
		relay_note_err(why, sizeof(why), &err, e->lang);
		fire_stop(e, t, DELIVERY_FAILED, why);
	}
	return t->built;
}

/*
 * The station lets go out what is absent, and what its office rather sends
 * twice. Files of which some are there are neither; writing them again changes
 * nothing, and so they are a retry from the moment in which it begins.
 */
static void
fire_tell_again(struct engine *e, struct task *t)
{
	if (t->connector->pages != PAGES_NONE &&
		doubt_state(t, DELIVERY_RETRY) == DELIVERY_UNKNOWN)
		report_outcome(
			e, t, OUTCOME_RETRY_LATER, DELIVERY_RETRY, NULL, "");
}

static void
fire_ask(struct engine *e, struct fanout *fanout, struct blocked *b)
{
	json_t *ids = json_array();
	size_t n = 0;

	for (size_t i = 0; i < fanout->count && n < SENDING_MAX; i++) {
		struct task *t = fanout->task[i];

		if (!fire_may_start(e, t, b))
			continue;
		fire_tell_again(e, t);
		t->phase = PHASE_ASKED;
		t->ask = 0;
		account_count(e, t->account);
		(void)json_array_append_new(ids, json_string(t->delivery));
		n++;
	}
	if (n == 0) {
		json_decref(ids);
		return;
	}
	fanout->ask = report_sending(e, fanout, ids);
	/* the requests are built while the station writes to disk */
	for (size_t i = 0; i < fanout->count; i++) {
		struct task *t = fanout->task[i];

		if (t->phase != PHASE_ASKED || t->ask != 0)
			continue;
		t->ask = fanout->ask;
		(void)fire_build(e, t);
	}
}

void
fire_pump(struct engine *e)
{
	struct blocked b = { .count = 0 };

	if (!e->ready)
		return;
	for (struct fanout *fanout = e->fanouts; fanout != NULL;
		fanout = fanout->next)
		if (fanout->ask == 0)
			fire_ask(e, fanout, &b);
}

/* ---- the confirmation ---- */

static void
fire_launch(struct engine *e, struct task *t)
{
	if (e->now.boot > t->deadline) {
		fire_stop(e, t, DELIVERY_HUMAN, relay_note(NOTE_LATE, e->lang));
		return;
	}
	if (t->built_at + STALE_MS < e->now.utc ||
		t->generation != t->account->generation) {
		if (!fire_build(e, t))
			return;
	}
	/* an unknown is sent again only where the office chose so */
	assert(!t->unknown ||
		connector_unknown(t->connector, t->account->options) ==
			STEP_PUBLISH);
	t->phase = PHASE_FLYING;
	t->sent_at = e->now.utc;
	t->has_place = false; /* the request takes the place with it */
	t->built = false;
	step_start(e, t, STEP_PUBLISH, &t->request, false);
}

void
fire_confirmed(struct engine *e, int64_t id, const json_t *ids)
{
	struct fanout *fanout = e->fanouts;

	while (fanout != NULL && fanout->ask != id)
		fanout = fanout->next;
	if (fanout == NULL)
		return;
	fanout->ask = 0;
	for (size_t i = 0; i < json_array_size(ids); i++) {
		const char *name = json_string_value(json_array_get(ids, i));
		struct task *t = name ? fanout_task(fanout, name) : NULL;

		if (t != NULL && t->phase == PHASE_ASKED && t->ask == id)
			fire_launch(e, t);
	}
	for (size_t i = 0; i < fanout->count; i++)
		if (fanout->task[i]->phase == PHASE_ASKED &&
			fanout->task[i]->ask == id)
			fire_stop(e, fanout->task[i], DELIVERY_HUMAN,
				relay_note(NOTE_STATION_REFUSED, e->lang));
}

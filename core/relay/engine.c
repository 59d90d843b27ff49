/*
 * The way into the engine: documents, answers and time come in here, and whatever
 * has become due is done in engine_tick.
 */
#include "relay/engine.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "relay/internal.h"
#include "relay/look.h"
#include "relay/report.h"
#include "relay/sweep.h"

enum { PROTOCOL = 1, QUEUED_LOOK_MS = 1000 };

struct engine *
engine_new(const struct engine_ops *ops, bool drill)
{
	struct engine *e = mem_new(sizeof(*e));

	e->ops = *ops;
	if (e->ops.find == NULL)
		e->ops.find = connector_find;
	e->drill = drill;
	e->lang = LANG_ZH;
	e->fired = json_object();
	e->published = json_object();
	return e;
}

void
engine_free(struct engine *e)
{
	if (e == NULL)
		return;
	tasks_free(e);
	while (e->flights != NULL) {
		struct flight *c = e->flights;

		e->flights = c->next;
		flight_free(c);
	}
	reports_free(e);
	looks_free(e);
	accounts_free(e);
	json_decref(e->fired);
	json_decref(e->published);
	free(e);
}

void
engine_connected(struct engine *e, struct relay_now now)
{
	json_t *doc = json_object(), *hello = json_object();

	e->now = now;
	e->connected = true;
	e->ready = false;
	doc_put_int(hello, "protocol", PROTOCOL);
	doc_put_str(hello, "relay", e->drill ? "drill" : "actual");
	doc_put(doc, "hello", hello);
	e->ops.send(e->ops.ctx, doc);
	json_decref(doc);
}

void
engine_lost(struct engine *e, struct relay_now now)
{
	e->now = now;
	e->connected = e->ready = false;
	report_lost(e);
	fire_lost(e);
}

/*
 * Nothing of a demo is taken by a relay that could reach further. It keeps in
 * mind what it serves and ends; whoever starts it again starts one that is
 * held. A demo's relay believes no station that says it is none.
 */
static void
engine_refuse_mode(struct engine *e)
{
	struct err err = { 0 };

	e->refused = true;
	if (e->ops.demo)
		relay_log(e,
			"not a demo's station, and this relay is a demo's: "
			"another station needs another key and relay");
	else if (e->ops.mark_demo == NULL)
		relay_log(e, "a demo's station: start its relay with --demo");
	else if (e->ops.mark_demo(e->ops.ctx, &err) != ERR_OK)
		relay_log(e, "a demo's station: %s: %s; %s", err.where,
			err.what, err.remedy);
	else
		relay_log(e,
			"a demo's station: from its next start on this relay "
			"reaches this machine alone");
}

static void
engine_greeted(struct engine *e, const json_t *hello)
{
	if (*doc_str(hello, "lang"))
		e->lang = lang_parse(doc_str(hello, "lang"));
	if (!e->drill && doc_bool(hello, "demo") != e->ops.demo) {
		engine_refuse_mode(e);
		return;
	}
	if (e->ready)
		return;
	/* what was queued while the station was away is not sent either */
	fire_lost(e);
	e->ready = true;
	report_again(e);
}

static void
engine_answered(struct engine *e, const json_t *doc)
{
	struct report *r = report_reply(e, doc);

	if (r != NULL && r->act == ACT_RELAY_SENDING)
		fire_confirmed(e, r->id, report_durable(doc));
	if (r != NULL && r->act == ACT_RELAY_TOKEN)
		token_durable(e, doc_str(r->fields, "account"),
			doc_get(doc, "refusal") == NULL);
	report_free(r);
}

void
engine_handle(struct engine *e, const json_t *doc, struct relay_now now)
{
	e->now = now;
	tasks_sweep_all(e); /* an ended task must not be found by its id */
	if (doc_get(doc, "hello") != NULL) {
		engine_greeted(e, doc_get(doc, "hello"));
	} else if (doc_get(doc, "job") != NULL) {
		jobs_handle(e, doc);
	} else if (doc_get(doc, "variant") != NULL) {
		if (json_is_object(doc_get(doc, "doc")))
			variant_put(e, doc_str(doc, "variant"),
				doc_get(doc, "doc"));
	} else if (doc_get(doc, "id") != NULL) {
		engine_answered(e, doc);
	} else if (doc_get(doc, "refusal") != NULL) {
		relay_log(e, "the station refused the greeting: %s",
			doc_str(doc_get(doc, "refusal"), "what"));
		e->refused = true;
	} else {
		relay_log(e, "a document that is not understood");
	}
}

void
engine_completed(struct engine *e, uint64_t tag,
	const struct wire_response *answer, int64_t sent_at,
	struct relay_now now)
{
	struct flight *c = flight_take(e, tag);

	e->now = now;
	if (c != NULL && c->account != NULL)
		token_judged(e, c, answer);
	else if (c != NULL)
		delivery_answered(e, c, answer, sent_at);
	look_end(e, tag, NULL); /* where it was not judged */
	flight_free(c);
	token_start_wanted(e);
}

/* ---- time ---- */

/* Has this phase a step that runs by itself when it is due? */
static bool
task_runs(const struct task *t)
{
	if (t->flight != 0 || t->waits_token)
		return false;
	return t->phase == PHASE_ARMING || t->phase == PHASE_FOLLOW ||
		t->phase == PHASE_UNDOING || t->phase == PHASE_CHECK ||
		t->phase == PHASE_SWEEP || t->phase == PHASE_ALARM;
}

static void
task_run_due(struct engine *e, struct task *t)
{
	if (task_runs(t) && t->due <= e->now.boot && !sweep_stands_back(e, t))
		delivery_run(e, t);
}

static size_t
fanout_count_phase(const struct fanout *fanout, enum phase phase)
{
	size_t n = 0;

	for (size_t i = 0; i < fanout->count; i++)
		n += fanout->task[i]->phase == phase;
	return n;
}

/*
 * Connections are kept warm by a harmless request for each account, all at the
 * same moment. One after another they would share a few connections, and the
 * others would have to be opened when the release is fired.
 */
static void
fanout_warm(struct engine *e, struct fanout *fanout)
{
	size_t ready = fanout_count_phase(fanout, PHASE_READY);

	if (ready == 0 || fanout_count_phase(fanout, PHASE_ARMING) > 0) {
		fanout->warm = 0;
		return;
	}
	if (fanout->warm == 0) /* one alone has just been warmed by its check */
		fanout->warm = e->now.boot + (ready > 1 ? 0 : WARM_EVERY_MS);
	if (fanout->warm > e->now.boot)
		return;
	fanout->warm = e->now.boot + WARM_EVERY_MS;
	for (size_t i = 0; i < fanout->count; i++)
		if (fanout->task[i]->phase == PHASE_READY)
			step_warm(e, fanout->task[i]);
}

/* The station disarms what expires; this is for the case that it cannot. */
static void
task_expire(struct engine *e, struct task *t)
{
	if (task_is_armed(t) && t->fanout->armed + ARMED_MAX_MS <= e->now.boot)
		task_undo(e, t);
}

static int64_t
engine_earlier(int64_t a, int64_t b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

static int64_t
task_due(const struct engine *e, const struct task *t)
{
	int64_t due = -1;

	if (task_is_armed(t))
		due = t->fanout->armed + ARMED_MAX_MS;
	if (t->again != NULL && t->again_due != 0)
		due = t->again_due;
	if (task_runs(t))
		return engine_earlier(due, t->due);
	if (t->phase != PHASE_QUEUED)
		return due;
	if (t->waits_token)
		return t->deadline + 1;
	due = t->due;
	if (account_free_at(e, t->account) > due)
		due = account_free_at(e, t->account);
	if (host_free_at(e, t->url) > due)
		due = host_free_at(e, t->url);
	if (due <=
		e->now.boot) /* a place becomes free when another request ends */
		due = e->now.boot + QUEUED_LOOK_MS;
	return due < t->deadline + 1 ? due : t->deadline + 1;
}

static int64_t
engine_next_due(const struct engine *e)
{
	int64_t due = engine_earlier(report_due(e), step_practice_due(e));

	for (const struct fanout *fanout = e->fanouts; fanout != NULL;
		fanout = fanout->next) {
		if (fanout->warm != 0)
			due = engine_earlier(due, fanout->warm);
		for (size_t i = 0; i < fanout->count; i++)
			due = engine_earlier(due, task_due(e, fanout->task[i]));
	}
	for (size_t i = 0; i < e->check_count; i++)
		due = engine_earlier(due, task_due(e, e->checks[i]));
	return due;
}

int64_t
engine_tick(struct engine *e, struct relay_now now)
{
	e->now = now;
	delivery_practice(e);
	task_each(e, task_expire);
	task_each(e, task_run_due);
	task_each(e, job_tell_wait);
	token_start_wanted(e);
	for (struct fanout *fanout = e->fanouts; fanout != NULL;
		fanout = fanout->next)
		fanout_warm(e, fanout);
	fire_pump(e);
	report_flush(e);
	tasks_sweep_all(e);
	return engine_next_due(e);
}

bool
engine_refused(const struct engine *e)
{
	return e->refused;
}

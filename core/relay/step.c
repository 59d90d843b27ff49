/*
 * One request of one task: built by its connector, performed by whoever does
 * (or answered by the practice platform, here), judged by the connector.
 * What the judgment leads to is not known here.
 */
#include "relay/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "link/trace.h"
#include "wire/job.h"

enum { PAUSE_MIN_MS = 1000 };

/* ---- building ---- */

/* The job as the connector sees it; `refresh` shows it the account alone. */
static enum err_code
step_fill_job(struct wire_job *job, struct engine *e, const struct task *t,
	int64_t now, struct err *err)
{
	const json_t *secret = account_secret(e, t->account, err);

	if (secret == NULL)
		return ERR_DENIED;
	*job = (struct wire_job){
		.delivery = t->delivery,
		.key = t->key,
		.slug = t->slug,
		.attempt = t->attempt,
		.now = now,
		.mode = e->drill ? "drill" : "actual",
		.demo = e->ops.demo,
		.lang = e->lang,
		.options = t->account->options,
		.secret = secret,
		.variant = t->variant,
		.memo = t->memo,
		.receipts = t->account->receipts,
		.answers = doc_get(t->account->limits, "answers"),
	};
	return ERR_OK;
}

static bool
step_wants_pages(const struct task *t, enum wire_step step)
{
	return t->connector->pages && t->fanout != NULL &&
		(step == STEP_PUBLISH || step == STEP_LOOKUP ||
			step == STEP_READBACK);
}

enum err_code
step_build(struct engine *e, struct task *t, enum wire_step step,
	struct wire_request *r, struct err *err)
{
	struct wire_file *pages = NULL;
	size_t count = 0;
	struct wire_job job;
	enum err_code rc = step_fill_job(&job, e, t, e->now.utc, err);

	if (rc == ERR_OK && step_wants_pages(t, step))
		rc = site_pages(&pages, &count, e, t, err);
	if (rc == ERR_OK) {
		job.pages = pages;
		job.page_count = count;
		rc = t->connector->build(r, &job, step, err);
		r->inside = job_is_inside(job.options);
	}
	site_pages_free(pages, count);
	return rc;
}

/* ---- starting ---- */

static void
step_practise(struct engine *e, struct task *t, struct flight *c)
{
	struct err err = { 0 };
	struct wire_job job;

	c->reply = mem_new(sizeof(*c->reply));
	practice_reply_init(c->reply);
	if (step_fill_job(&job, e, t, c->built_at, &err) == ERR_OK)
		practice_answer(c->reply, &job, c->step);
	c->due = e->now.boot + c->reply->delay_ms;
}

void
step_perform(struct engine *e, struct wire_request *r, uint64_t tag)
{
	e->ops.start(e->ops.ctx, r, tag);
}

void
step_start(struct engine *e, struct task *t, enum wire_step step,
	struct wire_request *r, bool warm)
{
	struct flight *c = flight_new(e, t, step);

	c->warm = warm;
	trace(TRACE_RELAY, "%s: %s%s, attempt %d", t->delivery,
		wire_step_word(step), warm ? " to warm" : "", t->attempt);
	t->flight = c->tag;
	if (step == STEP_PUBLISH) {
		c->built_at = t->built_at;
		c->generation = t->generation;
	}
	if (r->transport == WIRE_PRACTICE)
		step_practise(e, t, c);
	else
		step_perform(e, r, c->tag);
	wire_request_release(r);
	wire_request_init(r);
}

void
step_warm(struct engine *e, struct task *t)
{
	struct wire_request r;

	if (t->flight != 0 || t->waits_token ||
		t->connector->transport != WIRE_HTTP)
		return;
	wire_request_init(&r);
	if (step_build(e, t, STEP_CHECK, &r, NULL) == ERR_OK &&
		r.transport == WIRE_HTTP)
		step_start(e, t, STEP_CHECK, &r, true);
	wire_request_release(&r);
}

/* ---- judging ---- */

/* What an answer says about the account and the host, whatever the step. */
static void
step_learn(struct engine *e, struct task *t, const struct wire_judgment *v,
	const struct wire_response *answer)
{
	if (v->memo != NULL)
		(void)json_object_update(t->memo, v->memo);
	if (t->connector->transport != WIRE_HTTP)
		return;
	if (answer->answered)
		host_answered(e, t->url);
	else if (!answer->sent)
		host_failed(e, t->url);
	/* 429 after a publish is an unknown, and asks to wait all the same */
	if ((v->outcome == OUTCOME_RETRY_LATER || answer->status == 429) &&
		v->wait_ms >= PAUSE_MIN_MS)
		account_pause(e, t->account, v->wait_ms);
}

void
step_judge(struct wire_judgment *v, struct engine *e, struct task *t,
	const struct flight *c, const struct wire_response *answer)
{
	struct wire_file *pages = NULL;
	size_t count = 0;
	struct err err = { 0 };
	struct wire_job job;

	if (step_fill_job(&job, e, t, c->built_at, &err) == ERR_OK) {
		if (step_wants_pages(t, c->step))
			(void)site_pages(&pages, &count, e, t, &err);
		job.pages = pages;
		job.page_count = count;
		t->connector->judge(v, &job, c->step, answer);
	} else { /* the credential went away under the request */
		v->outcome = OUTCOME_UNKNOWN;
	}
	site_pages_free(pages, count);
	trace(TRACE_RELAY, "%s: %s judged %d, next %s in %lld ms", t->delivery,
		wire_step_word(c->step), (int)v->outcome,
		wire_step_word(v->next), (long long)v->wait_ms);
	step_learn(e, t, v, answer);
	if (v->outcome == OUTCOME_REFRESH_TOKEN &&
		c->generation != t->account->generation) {
		/* renewed meanwhile: the same step with the new token */
		v->outcome = OUTCOME_RETRY_LATER;
		v->next = c->step;
		v->wait_ms = 0;
	}
}

int64_t
step_practice_due(const struct engine *e)
{
	int64_t due = -1;

	for (const struct flight *c = e->flights; c != NULL; c = c->next)
		if (c->reply != NULL && (due < 0 || c->due < due))
			due = c->due;
	return due;
}

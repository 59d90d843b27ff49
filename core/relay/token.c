/*
 * The one refresh of an account's token that may run at a time. Whoever needs
 * the new token waits for it; if there is none, their step has failed.
 */
#include "relay/report.h"

static void
token_wake(struct engine *e, struct task *t, bool ok)
{
	t->waits_token = false;
	t->due = e->now.boot;
	if (!ok)
		delivery_failed(e, t, t->step, OUTCOME_PERMANENT,
			relay_note(NOTE_TOKEN, e->lang));
}

static void
token_wake_all(struct engine *e, const struct relay_account *a, bool ok)
{
	for (struct fanout *fanout = e->fanouts; fanout != NULL;
		fanout = fanout->next)
		for (size_t i = 0; i < fanout->count; i++)
			if (fanout->task[i]->waits_token &&
				fanout->task[i]->account == a)
				token_wake(e, fanout->task[i], ok);
	for (size_t i = 0; i < e->check_count; i++)
		if (e->checks[i]->waits_token && e->checks[i]->account == a)
			token_wake(e, e->checks[i], ok);
}

/*
 * A new token is sealed, made durable by the station, and only then used: if
 * we died in between, the old one would be gone and the new one lost.
 */
static void
token_renewed(struct engine *e, struct relay_account *a,
	const struct wire_judgment *v)
{
	struct err err = { 0 };
	char *sealed = NULL;

	if (v->outcome != OUTCOME_ACCEPTED || v->secret == NULL)
		relay_log(e, "account %s: token not renewed: %s", a->id,
			v->detail);
	else if (e->ops.seal(e->ops.ctx, &sealed, a->id, v->secret, &err) !=
		ERR_OK)
		relay_log(e, "account %s: cannot seal: %s", a->id, err.what);
	if (sealed == NULL) {
		a->refreshing = false;
		token_wake_all(e, a, false);
		return;
	}
	account_offer(a, v->secret, sealed);
	report_token(e, a, sealed, v->secret_ends);
}

static void
token_start(struct engine *e, struct task *t)
{
	struct wire_request r;
	struct wire_judgment v;
	struct err err = { 0 };
	struct flight *c;

	t->account->refreshing = true;
	wire_request_init(&r);
	if (step_build(e, t, STEP_REFRESH, &r, &err) == ERR_OK &&
		r.transport != WIRE_PRACTICE) {
		c = flight_new(e, t, STEP_REFRESH);
		c->task = NULL; /* it serves all that wait, not this one */
		c->account = t->account;
		c->account->users++;
		step_perform(e, &r, c->tag);
	} else {
		wire_judgment_init(&v);
		v.outcome = OUTCOME_PERMANENT;
		relay_note_err(v.detail, sizeof(v.detail), &err, e->lang);
		token_renewed(e, t->account, &v);
		wire_judgment_release(&v);
	}
	wire_request_release(&r);
}

static void
token_start_for(struct engine *e, struct task *t)
{
	if (t->waits_token && !t->account->refreshing)
		token_start(e, t);
}

void
token_start_wanted(struct engine *e)
{
	if (!e->wants_token)
		return;
	e->wants_token = false;
	task_each(e, token_start_for);
}

void
token_judged(struct engine *e, const struct flight *c,
	const struct wire_response *answer)
{
	json_t *none = json_object();
	struct wire_judgment v;
	struct wire_job job = { .delivery = "",
		.key = "",
		.slug = "",
		.attempt = 1,
		.now = c->built_at,
		.mode = e->drill ? "drill" : "actual",
		.lang = e->lang,
		.options = c->account->options,
		.secret = account_secret(e, c->account, NULL),
		.variant = none,
		.memo = none };

	if (job.secret == NULL)
		job.secret = none;
	wire_judgment_init(&v);
	if (answer->barred)
		v.outcome = OUTCOME_PERMANENT;
	else
		c->connector->judge(&v, &job, STEP_REFRESH, answer);
	token_renewed(e, c->account, &v);
	wire_judgment_release(&v);
	json_decref(none);
}

void
token_durable(struct engine *e, const char *id, bool accepted)
{
	struct relay_account *a = account_find(e, id);

	if (a == NULL || !a->refreshing)
		return;
	account_adopt(a, accepted);
	token_wake_all(e, a, accepted);
}

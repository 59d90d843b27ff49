/* The steps of judging, in their order. */
#include "letter/judge.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/fixed.h"
#include "crier/refusal.h"
#include "letter/body.h"

struct judging {
	const struct letter *l;
	const struct letter_bench *b;
	struct letter_verdict *v;
	struct err *err;
	size_t len; /* of v->text */
};

/* A step refuses with err's code, or leaves the outcome alone, or settles it. */
typedef enum err_code judge_step(struct judging *j);

static enum err_code
step_partner(struct judging *j)
{
	const struct letter_sender *s = j->b->sender;

	if (s == NULL || strcmp(s->id, j->l->from) != 0)
		return refuse(j->err, REFUSE_LETTER_STRANGER, "",
			WITH(arg_id(j->l->from)));
	if (s->state == PARTNER_STOPPED)
		return refuse(j->err, REFUSE_LETTER_STOPPED, "",
			WITH(arg_id(s->id), arg_text(s->unit)));
	if (s->state != PARTNER_ACTIVE)
		return refuse(j->err, REFUSE_LETTER_UNCONFIRMED, "",
			WITH(arg_id(s->id), arg_text(s->unit)));
	return ERR_OK;
}

static enum err_code
step_volume(struct judging *j)
{
	if (j->l->drill != j->b->drill)
		return refuse(j->err, REFUSE_LETTER_MODE, "",
			WITH(arg_id(j->l->from)));
	if (j->b->volume.ended)
		return refuse(j->err, REFUSE_LETTER_ENDED, "",
			WITH(arg_id(j->l->from), arg_count(j->b->volume.vol)));
	return ERR_OK;
}

/* It was proven when it was taken, with the key of then. */
static bool
judge_knows(const struct judging *j)
{
	const struct letter_memory *m = &j->b->memory;
	char hash[HASH_HEX];

	return m->at != NULL && m->at(m->ctx, hash, j->l->vol, j->l->seq) &&
		strcmp(hash, j->l->hash) == 0;
}

static enum err_code
step_signature(struct judging *j)
{
	if (letter_is_signed(j->l, j->b->sender->key))
		return ERR_OK;
	if (judge_knows(j)) {
		j->v->outcome = LETTER_KNOWN;
		return ERR_OK;
	}
	return refuse(
		j->err, REFUSE_LETTER_SIGNATURE, "", WITH(arg_id(j->l->from)));
}

/* ---- the chain ---- */

static enum err_code
chain_refuse(struct judging *j, enum refusal refusal)
{
	return refuse(j->err, refusal, "",
		WITH(arg_id(j->l->from), arg_count(j->l->vol),
			arg_count(j->l->seq)));
}

/* A place that was read already: the same letter again, or a second one. */
static enum err_code
chain_before(struct judging *j)
{
	const struct letter_memory *m = &j->b->memory;
	char hash[HASH_HEX];

	j->v->outcome = LETTER_KNOWN;
	if (!m->at(m->ctx, hash, j->l->vol, j->l->seq) ||
		strcmp(hash, j->l->hash) == 0)
		return ERR_OK;
	j->v->outcome = LETTER_FORKED;
	return chain_refuse(j, REFUSE_LETTER_FORK);
}

static enum err_code
chain_wait(struct judging *j)
{
	j->v->outcome = LETTER_WAITS;
	return ERR_OK;
}

/*
 * The first letter of the next volume names the last one that its sender
 * knows. If we have more than that, the sender has lost it; if we have not got
 * that one, we wait for it.
 */
static enum err_code
chain_begin(struct judging *j)
{
	const struct letter_volume *vol = &j->b->volume;
	const struct letter_memory *m = &j->b->memory;

	if (j->l->vol != vol->vol + 1)
		return chain_wait(j);
	if (strcmp(j->l->prev, vol->hash) == 0)
		return ERR_OK;
	if (!vol->anew && j->l->prev[0] != '\0' && !m->has(m->ctx, j->l->prev))
		return chain_wait(j);
	j->v->lost = true;
	return ERR_OK;
}

static enum err_code
step_chain(struct judging *j)
{
	const struct letter *l = j->l;
	const struct letter_volume *vol = &j->b->volume;

	if (vol->vol == 0)
		return l->seq == 1 ? ERR_OK : chain_wait(j);
	if (l->vol < vol->vol || (l->vol == vol->vol && l->seq <= vol->seq))
		return chain_before(j);
	if (l->vol > vol->vol)
		return l->seq == 1 ? chain_begin(j) : chain_wait(j);
	if (l->seq > vol->seq + 1)
		return chain_wait(j);
	if (strcmp(l->prev, vol->hash) == 0)
		return ERR_OK;
	return chain_refuse(j, REFUSE_LETTER_CHAIN);
}

/* ---- what is in it ---- */

static enum err_code
step_address(struct judging *j)
{
	if (!letter_is_to(j->l, j->b->own_id))
		j->v->outcome = LETTER_PASSED;
	return ERR_OK;
}

static enum err_code
step_box(struct judging *j)
{
	if (!j->l->whole)
		return chain_refuse(j, REFUSE_LETTER_PARTIAL);
	if (!letter_is_intact(j->l))
		return refuse(j->err, REFUSE_LETTER_CHANGED, "",
			WITH(arg_id(j->l->from)));
	return ERR_OK;
}

static enum err_code
step_opens(struct judging *j)
{
	return letter_open(&j->v->text, &j->len, j->l, j->b->own_id, j->b->keys,
		j->b->key_count, j->err);
}

static enum err_code
step_shape(struct judging *j)
{
	return body_parse(&j->v->body, &j->v->kind, j->v->text, j->len, j->err);
}

/* A halt is obeyed whatever words it came in: its reader masks them. */
static enum err_code
step_leak(struct judging *j)
{
	bool halt = j->v->kind == LETTER_HALT;
	enum err_code rc = j->b->gate == NULL
		? ERR_OK
		: j->b->gate(j->b->gate_ctx, j->v->body, halt ? NULL : j->err);

	j->v->leaks = rc != ERR_OK;
	return halt ? ERR_OK : rc;
}

static enum err_code
step_rank(struct judging *j)
{
	const struct letter_sender *s = j->b->sender;

	if (s->may & 1U << j->v->kind)
		return ERR_OK;
	return refuse(j->err, REFUSE_LETTER_RANK, "",
		WITH(arg_id(s->id),
			arg_both(&letter_kind_row(j->v->kind)->title),
			arg_both(&partner_rank_row(s->rank)->title)));
}

static judge_step *const steps[LETTER_STEPS] = {
	[STEP_PARTNER] = step_partner,
	[STEP_VOLUME] = step_volume,
	[STEP_SIGNATURE] = step_signature,
	[STEP_CHAIN] = step_chain,
	[STEP_ADDRESS] = step_address,
	[STEP_BOX] = step_box,
	[STEP_OPENS] = step_opens,
	[STEP_DIGEST] = NULL, /* told by STEP_OPENS: it must open to compare */
	[STEP_SHAPE] = step_shape,
	[STEP_LEAK] = step_leak,
	[STEP_RANK] = step_rank,
};

/* Goes on until a step refuses or settles that there is no more to judge. */
static enum err_code
judge_steps(struct judging *j, int from, int to)
{
	enum err_code rc = ERR_OK;

	for (int i = from; i <= to && rc == ERR_OK; i++) {
		if (steps[i] == NULL)
			continue;
		if (j->v->outcome == LETTER_PASSED ||
			j->v->outcome == LETTER_KNOWN)
			break;
		j->v->step = (enum letter_step)i;
		rc = steps[i](j);
	}
	if (rc == ERR_CORRUPT && j->v->step == STEP_OPENS)
		j->v->step = STEP_DIGEST;
	return rc;
}

/* A halt is obeyed before what is missing has come, if all else is right. */
static void
judge_waiting(struct judging *j)
{
	struct judging look = *j;

	look.err = NULL;
	if (letter_is_to(j->l, j->b->own_id) &&
		judge_steps(&look, STEP_BOX, STEP_RANK) == ERR_OK &&
		j->v->kind == LETTER_HALT) {
		j->v->outcome = LETTER_HALTS;
		return;
	}
	letter_verdict_release(j->v);
	j->v->outcome = LETTER_WAITS;
}

enum err_code
letter_judge(struct letter_verdict *out, const struct letter *l,
	const struct letter_bench *bench, struct err *err)
{
	struct letter_verdict v = { .outcome = LETTER_TAKEN };
	struct judging j = { .l = l, .b = bench, .v = &v, .err = err };
	enum err_code rc = judge_steps(&j, 0, STEP_CHAIN);

	if (rc == ERR_OK && v.outcome == LETTER_WAITS)
		judge_waiting(&j);
	else if (rc == ERR_OK)
		rc = judge_steps(&j, STEP_ADDRESS, STEP_RANK);
	if (rc != ERR_OK && v.outcome != LETTER_FORKED)
		v.outcome = LETTER_REFUSED;
	v.moves = v.outcome == LETTER_TAKEN || v.outcome == LETTER_PASSED ||
		(v.outcome == LETTER_REFUSED && v.step > STEP_BOX);
	*out = v;
	return rc;
}

void
letter_verdict_release(struct letter_verdict *v)
{
	json_decref(v->body);
	free(v->text);
	memset(v, 0, sizeof(*v));
}

struct letter_volume
letter_volume_after(const struct letter_volume *before, const struct letter *l,
	const struct letter_verdict *v)
{
	struct letter_volume after = *before;

	if (v->outcome == LETTER_FORKED)
		after.ended = true;
	if (v->moves) {
		after = (struct letter_volume){ .vol = l->vol, .seq = l->seq };
		FIXED_SET(after.hash, l->hash);
	}
	return after;
}

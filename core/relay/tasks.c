/*
 * What the relay holds: fanouts, tasks and variant texts, found by id. A task
 * that has ended is freed only by the sweep, so that lists can be walked while
 * tasks end.
 */
#include "relay/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"

enum { VARIANT_KEEP_MS = 1800000 };

struct fanout *
fanout_find(struct engine *e, const char *message)
{
	for (struct fanout *fanout = e->fanouts; fanout != NULL;
		fanout = fanout->next)
		if (strcmp(fanout->message, message) == 0)
			return fanout;
	return NULL;
}

struct fanout *
fanout_get(struct engine *e, const char *message)
{
	struct fanout *fanout = fanout_find(e, message);

	if (fanout != NULL)
		return fanout;
	fanout = mem_new(sizeof(*fanout));
	FIXED_SET(fanout->message, message);
	fanout->armed = e->now.boot;
	fanout->next = e->fanouts;
	e->fanouts = fanout;
	return fanout;
}

static int
task_by_delivery(const void *a, const void *b)
{
	const struct task *const *x = a, *const *y = b;

	return strcmp((*x)->delivery, (*y)->delivery);
}

static int
task_is_delivery(const void *id, const void *task)
{
	const struct task *const *t = task;

	return strcmp(id, (*t)->delivery);
}

struct task *
fanout_task(struct fanout *fanout, const char *delivery)
{
	struct task **found;

	if (!fanout->sorted) {
		if (fanout->count > 0)
			qsort(fanout->task, fanout->count,
				sizeof(struct task *), task_by_delivery);
		fanout->sorted = true;
	}
	if (fanout->count == 0)
		return NULL;
	found = bsearch(delivery, fanout->task, fanout->count,
		sizeof(struct task *), task_is_delivery);
	return found ? *found : NULL;
}

/*
 * A drill's posts go to the practice platform; what a person posts by hand a
 * person rehearses by hand: the text is shown, its proof is typed.
 */
static const char *
tasks_kind(const struct engine *e, const char *kind)
{
	if (!e->drill)
		return kind;
	return strcmp(kind, "manual") == 0 || strcmp(kind, "broadcast") == 0
		? "manual"
		: "practice";
}

struct task *
task_new(struct engine *e, struct fanout *fanout, struct relay_account *account,
	const json_t *doc)
{
	struct task *t = mem_new(sizeof(*t));
	json_t *memo = doc_get(doc, "memo");

	t->fanout = fanout;
	t->account = account;
	account->users++;
	t->box = account->boxes;
	t->connector = e->ops.find(tasks_kind(e, doc_str(doc, "kind")));
	t->delivery = mem_strdup(doc_str(doc, "delivery"));
	t->key = mem_strdup(doc_str(doc, "key"));
	t->slug = mem_strdup(doc_str(doc, "slug"));
	t->url = mem_strdup("");
	t->variant = json_object();
	t->memo = json_is_object(memo) ? json_deep_copy(memo) : json_object();
	t->site = json_incref(doc_get(doc, "site"));
	t->attempt = (int)doc_int(doc, "attempt"); /* begun so far */
	if (t->attempt < 0)
		t->attempt = 0;
	t->due = e->now.boot;
	wire_request_init(&t->request);
	if (fanout == NULL) {
		*MEM_ADD(e->checks, e->check_count) = t;
	} else {
		fanout->sorted = false;
		*MEM_ADD(fanout->task, fanout->count) = t;
	}
	return t;
}

static void
task_free(struct engine *e, struct task *t)
{
	flight_forget(e, t);
	t->account->users--;
	wire_request_release(&t->request);
	json_decref(t->variant);
	json_decref(t->memo);
	json_decref(t->site);
	json_decref(t->again);
	json_decref(t->alarm);
	free(t->delivery);
	free(t->key);
	free(t->slug);
	free(t->said);
	free(t->no_said);
	free(t->url);
	free(t);
}

void
task_end(struct engine *e, struct task *t)
{
	if (t->has_place)
		e->ops.unhold(e->ops.ctx, t->url);
	t->has_place = false;
	t->waits_token = false;
	t->phase = PHASE_DONE;
}

bool
task_is_armed(const struct task *t)
{
	return t->phase == PHASE_ARMING || t->phase == PHASE_READY ||
		t->phase == PHASE_GAP;
}

static void
task_forget_again(struct task *t)
{
	json_decref(t->again);
	t->again = NULL;
	t->again_due = 0;
}

void
task_undo(struct engine *e, struct task *t)
{
	task_forget_again(t);
	if (t->phase == PHASE_UNDOING)
		return;
	if (t->connector == NULL || t->phase == PHASE_GAP) {
		/* a failed preparation may have left a draft: the memo says so */
		if (t->connector == NULL || json_object_size(t->memo) == 0) {
			task_end(e, t);
			return;
		}
	}
	t->phase = PHASE_UNDOING;
	t->step = STEP_UNDO;
	t->waits_token = false;
	t->tries = 0;
	t->due = e->now.boot;
}

const char *
task_words(const struct task *t)
{
	return doc_str(t->variant, "text");
}

bool
task_rival_flies(const struct engine *e, const struct task *t)
{
	for (const struct fanout *fanout = e->fanouts; fanout != NULL;
		fanout = fanout->next)
		for (size_t i = 0; i < fanout->count; i++) {
			const struct task *o = fanout->task[i];

			if (o != t && o->account == t->account &&
				o->phase == PHASE_FLYING &&
				strcmp(task_words(o), task_words(t)) == 0)
				return true;
		}
	return false;
}

void
task_each(struct engine *e, void (*f)(struct engine *, struct task *))
{
	for (struct fanout *fanout = e->fanouts; fanout != NULL;
		fanout = fanout->next)
		for (size_t i = 0; i < fanout->count; i++)
			if (fanout->task[i]->phase != PHASE_DONE)
				f(e, fanout->task[i]);
	for (size_t i = 0; i < e->check_count; i++)
		if (e->checks[i]->phase != PHASE_DONE)
			f(e, e->checks[i]);
}

/* Keeps the order, so a sorted list stays sorted. */
static void
tasks_sweep(struct engine *e, struct task **list, size_t *count)
{
	size_t kept = 0;

	for (size_t i = 0; i < *count; i++) {
		if (list[i]->phase == PHASE_DONE)
			task_free(e, list[i]);
		else
			list[kept++] = list[i];
	}
	*count = kept;
}

static void
fanout_free(struct fanout *fanout)
{
	json_decref(fanout->manifest);
	free(fanout->task);
	free(fanout);
}

static void
variants_sweep(struct engine *e)
{
	struct variant **at = &e->variants, *v;

	while ((v = *at) != NULL) {
		if (v->used + VARIANT_KEEP_MS > e->now.boot) {
			at = &v->next;
			continue;
		}
		*at = v->next;
		json_decref(v->doc); /* tasks hold their own reference */
		free(v);
	}
}

void
tasks_sweep_all(struct engine *e)
{
	struct fanout **at = &e->fanouts, *fanout;

	while ((fanout = *at) != NULL) {
		tasks_sweep(e, fanout->task, &fanout->count);
		if (fanout->count > 0 || fanout->ask != 0) {
			at = &fanout->next;
			continue;
		}
		*at = fanout->next;
		fanout_free(fanout);
	}
	tasks_sweep(e, e->checks, &e->check_count);
	if (e->check_count == 0) {
		free(e->checks);
		e->checks = NULL;
	}
	variants_sweep(e);
	accounts_sweep(e);
}

static void
task_end_now(struct engine *e, struct task *t)
{
	task_end(e, t);
}

void
tasks_free(struct engine *e)
{
	task_each(e, task_end_now);
	for (struct fanout *fanout = e->fanouts; fanout != NULL;
		fanout = fanout->next)
		fanout->ask = 0;
	e->now.boot = INT64_MAX / 2;
	tasks_sweep_all(e);
}

/* ---- variants ---- */

const json_t *
variant_find(struct engine *e, const char *digest)
{
	for (struct variant *v = e->variants; v != NULL; v = v->next) {
		if (strcmp(v->digest, digest) == 0) {
			v->used = e->now.boot;
			return v->doc;
		}
	}
	return NULL;
}

void
variant_put(struct engine *e, const char *digest, const json_t *doc)
{
	char *text = doc_format(doc), hash[HASH_HEX];
	struct variant *v;

	hash_hex(hash, text, strlen(text));
	free(text);
	if (strcmp(hash, digest) != 0) {
		relay_log(e,
			"REFUSED: a text arrived as %.64s but its digest is %s",
			digest, hash);
		return;
	}
	if (variant_find(e, digest) != NULL)
		return;
	v = mem_new(sizeof(*v));
	memcpy(v->digest, hash, sizeof(hash));
	v->doc = json_deep_copy(doc);
	v->used = e->now.boot;
	v->next = e->variants;
	e->variants = v;
}

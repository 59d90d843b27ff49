/*
 * What the relay holds: parcels, tasks and variant texts, found by id. A task
 * that has ended stays until the sweep, so that whoever walks the lists need
 * not fear that one disappears under his feet.
 */
#include "relay/inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"

enum { VARIANT_KEEP_MS = 1800000 };

struct parcel *
parcel_find(struct engine *e, const char *message)
{
	for (struct parcel *p = e->parcels; p != NULL; p = p->next)
		if (strcmp(p->message, message) == 0)
			return p;
	return NULL;
}

struct parcel *
parcel_get(struct engine *e, const char *message)
{
	struct parcel *p = parcel_find(e, message);

	if (p != NULL)
		return p;
	p = mem_new(sizeof(*p));
	(void)snprintf(p->message, sizeof(p->message), "%s", message);
	p->armed = e->now.boot;
	p->next = e->parcels;
	e->parcels = p;
	return p;
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
parcel_task(struct parcel *p, const char *delivery)
{
	struct task **found;

	if (!p->sorted) {
		if (p->count > 0)
			qsort(p->task, p->count, sizeof(struct task *),
				task_by_delivery);
		p->sorted = true;
	}
	if (p->count == 0)
		return NULL;
	found = bsearch(delivery, p->task, p->count, sizeof(struct task *),
		task_is_delivery);
	return found ? *found : NULL;
}

static void
task_add(struct task ***list, size_t *count, size_t *cap, struct task *t)
{
	if (*count == *cap) {
		*cap = *cap ? *cap * 2 : 16;
		*list = mem_grow(*list, *cap * sizeof(struct task *));
	}
	(*list)[(*count)++] = t;
}

struct task *
task_new(struct engine *e, struct parcel *p, struct account *account,
	const json_t *doc)
{
	struct task *t = mem_new(sizeof(*t));
	size_t cap = e->check_count;
	json_t *memo = doc_get(doc, "memo");

	t->parcel = p;
	t->account = account;
	account->users++;
	t->connector =
		e->ops.find(e->drill ? "practice" : doc_str(doc, "kind"));
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
	if (p == NULL) {
		task_add(&e->checks, &e->check_count, &cap, t);
	} else {
		p->sorted = false;
		task_add(&p->task, &p->count, &p->cap, t);
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
	free(t->delivery);
	free(t->key);
	free(t->slug);
	free(t->no_said);
	free(t->url);
	free(t);
}

void
task_end(struct engine *e, struct task *t)
{
	if (t->held)
		e->ops.unhold(e->ops.ctx, t->url);
	t->held = false;
	t->waits_token = false;
	t->phase = PHASE_DONE;
}

void
task_each(struct engine *e, void (*f)(struct engine *, struct task *))
{
	for (struct parcel *p = e->parcels; p != NULL; p = p->next)
		for (size_t i = 0; i < p->count; i++)
			if (p->task[i]->phase != PHASE_DONE)
				f(e, p->task[i]);
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
parcel_free(struct parcel *p)
{
	json_decref(p->manifest);
	free(p->task);
	free(p);
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
held_sweep(struct engine *e)
{
	struct parcel **at = &e->parcels, *p;

	while ((p = *at) != NULL) {
		tasks_sweep(e, p->task, &p->count);
		if (p->count > 0 || p->ask != 0) {
			at = &p->next;
			continue;
		}
		*at = p->next;
		parcel_free(p);
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
held_free(struct engine *e)
{
	task_each(e, task_end_now);
	for (struct parcel *p = e->parcels; p != NULL; p = p->next)
		p->ask = 0;
	e->now.boot = INT64_MAX / 2;
	held_sweep(e);
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
		engine_log(e,
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

/*
 * The station of a screen test: answers come from a table of the test, acts
 * are remembered. What drives the app is in rig.h.
 */
#ifndef CRIER_TESTS_TUI_RIG_STATION_H
#define CRIER_TESTS_TUI_RIG_STATION_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/mem.h"
#include "base/text.h"
#include "tui/console/app.h"
#include "tui/pages/i18n.h"
#include "tui/console/keys.h"
#include "tui/console/views.h"

enum { RIG_ANSWERS = 60, RIG_ACTS = 64 };

struct rig_answer {
	const char *name; /* of the question or act */
	const char *json; /* answer, entries or refusal; NULL: no reply yet */
};

struct rig {
	struct backend b;
	struct app app;
	struct grid grid;
	int64_t now;
	struct rig_answer answer[RIG_ANSWERS];
	int answers;
	json_t *queue; /* what receive gives next */
	json_t *acts; /* every act that was sent */
	json_t *asked; /* every question, in order */
	json_t *hello;
	int64_t last_id;
	int down; /* the station does not answer */
	bool demo, remembers; /* of the app, set before rig_start */
	int opens; /* how often it was connected again */
	unsigned chances; /* how often chance was asked for */
	char as[80]; /* who acts, as last told */
	char *copied; /* owned; NULL: nothing */
};

/* 2026-11-24 14:00:00 +08:00 */
#define RIG_NOW INT64_C(1795500000000)

static inline json_t *
rig_json(const char *text)
{
	json_error_t why;
	json_t *doc = json_loads(text, JSON_DECODE_ANY, &why);

	if (doc == NULL)
		fail_msg("%s at %d: %s", why.text, why.position, text);
	return doc;
}

static inline struct rig *
rig_of(const struct backend *b)
{
	return (struct rig *)(uintptr_t)b;
}

static inline struct rig_answer *
rig_find(struct rig *r, const char *name)
{
	for (int i = 0; i < r->answers; i++)
		if (strcmp(r->answer[i].name, name) == 0)
			return &r->answer[i];
	return NULL;
}

static inline void
rig_answer(struct rig *r, const char *name, const char *json)
{
	struct rig_answer *known = rig_find(r, name);

	assert_true(known || r->answers < RIG_ANSWERS);
	if (known == NULL)
		known = &r->answer[r->answers++];
	*known = (struct rig_answer){ name, json };
}

/* Unless the test has its own. */
static inline void
rig_default(struct rig *r, const char *name, const char *json)
{
	if (rig_find(r, name) == NULL)
		rig_answer(r, name, json);
}

static inline void
rig_reply(struct rig *r, int64_t id, const char *name)
{
	const struct rig_answer *known = rig_find(r, name);
	json_t *doc, *body;

	if (known == NULL || known->json == NULL)
		return;
	body = rig_json(known->json);
	doc = json_object();
	doc_put_int(doc, "id", id);
	if (doc_get(body, "refusal"))
		doc_put(doc, "refusal",
			json_incref(json_object_get(body, "refusal")));
	else if (json_is_array(body))
		doc_put(doc, "entries", json_incref(body));
	else
		doc_put(doc, "answer", json_incref(body));
	json_decref(body);
	json_array_append_new(r->queue, doc);
}

/* A test that says nothing of it leaves everything possible. */
static inline void
rig_all_possible(struct rig *r, int64_t id)
{
	json_array_append_new(r->queue,
		json_pack("{s:I,s:{s:{}}}", "id", id, "answer", "acts"));
}

static inline enum err_code
rig_send(struct backend *b, int64_t *id, json_t *request, struct err *err)
{
	struct rig *r = rig_of(b);
	const char *act = doc_str(request, "act");

	if (r->down) {
		json_decref(request);
		return err_set(err, ERR_UNAVAILABLE, "", "", "down");
	}
	*id = ++r->last_id;
	if (strcmp(doc_str(request, "question"), "acts.possible") == 0 &&
		rig_find(r, "acts.possible") == NULL) {
		rig_all_possible(r, *id);
		json_decref(request);
		return ERR_OK;
	}
	if (*act)
		json_array_append(r->acts, request);
	else
		json_array_append(r->asked, request);
	rig_reply(r, *id, *act ? act : doc_str(request, "question"));
	json_decref(request);
	return ERR_OK;
}

static inline enum err_code
rig_receive(struct backend *b, json_t **out, struct err *err)
{
	struct rig *r = rig_of(b);

	if (r->down)
		return err_set(err, ERR_UNAVAILABLE, "", "", "down");
	*out = json_incref(json_array_get(r->queue, 0));
	if (*out)
		json_array_remove(r->queue, 0);
	return ERR_OK;
}

static inline void
rig_become(struct backend *b, const char *officer)
{
	(void)snprintf(rig_of(b)->as, sizeof(rig_of(b)->as), "%s", officer);
}

static inline enum err_code
rig_reopen(struct backend *b, enum lang lang, struct err *err)
{
	struct rig *r = rig_of(b);

	(void)lang;
	r->opens++;
	json_array_clear(r->queue);
	if (r->down)
		return err_set(err, ERR_UNAVAILABLE, "", "", "down");
	return ERR_OK;
}

static inline const json_t *
rig_hello(const struct backend *b)
{
	return rig_of(b)->hello;
}

static inline int
rig_fd(const struct backend *b)
{
	(void)b;
	return -1;
}

static inline short
rig_events(const struct backend *b)
{
	(void)b;
	return 0;
}

static inline void
rig_close(struct backend *b)
{
	(void)b;
}

static inline int64_t
rig_now(void *arg)
{
	return ((struct rig *)arg)->now;
}

/* 4731, 4732, … */
static inline unsigned
rig_chance(void *arg)
{
	return 4731 + ((struct rig *)arg)->chances++;
}

static inline void
rig_copy(void *arg, const char *text)
{
	struct rig *r = arg;

	free(r->copied);
	r->copied = strdup(text);
}

static const struct backend_ops rig_ops = {
	.send = rig_send,
	.receive = rig_receive,
	.become = rig_become,
	.reopen = rig_reopen,
	.hello = rig_hello,
	.fd = rig_fd,
	.events = rig_events,
	.close = rig_close,
};

#endif

/*
 * A relay's engine on a bench: documents in, documents out, a clock that is
 * turned by hand, and platforms that answer what the test says. The fake
 * connector's answers are verdicts written as JSON, so a test names the
 * outcome it means.
 */
#ifndef CRIER_TESTS_RELAY_RIG_H
#define CRIER_TESTS_RELAY_RIG_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/hash.h"
#include "base/mem.h"
#include "relay/engine.h"

#define MESSAGE "2026-0001/1"
#define ACCEPTED "{\"outcome\":\"accepted\",\"id\":\"7\"}"

enum { RIG_STARTS = 4096, UTC0 = 1000000 };

struct rig_start {
	uint64_t tag;
	char what[160]; /* "publish 2026-0001/1:a0" */
	bool irrevocable, done;
};

struct rig {
	struct engine *engine;
	struct relay_now now;
	json_t *out; /* documents sent and not yet taken */
	struct rig_start *start;
	size_t starts;
	struct wire_request folder; /* the last one for a folder */
	uint64_t folder_tag; /* 0: none waits */
	int places; /* free under the host's cap */
	int opened, sealed; /* credentials */
	unsigned char random;
	char log[8192];
	json_t *variants; /* digest -> doc */
	json_t *manifest;
	char digest[HASH_HEX];
};

/* ---- a connector whose answers are verdicts ---- */

static inline enum wire_step
rig_step(const char *word)
{
	for (int s = 0; s < STEP_COUNT; s++)
		if (strcmp(wire_step_word((enum wire_step)s), word) == 0)
			return (enum wire_step)s;
	return STEP_NONE;
}

static inline enum err_code
fake_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	const char *host = doc_str(job->options, "host");

	if (strstr(doc_str(job->options, "without"), wire_step_word(step)))
		return err_set(err, ERR_UNAVAILABLE, "", "", "no such step");
	if (step == STEP_PUBLISH && *doc_str(job->options, "broken"))
		return err_set(err, ERR_INVALID, "", "", "cannot be built");
	out->transport = WIRE_HTTP;
	out->method = "POST";
	out->url = mem_printf("https://%s/%s %s", *host ? host : "one.example",
		wire_step_word(step), job->delivery);
	out->irrevocable = step == STEP_PUBLISH;
	return ERR_OK;
}

static inline void
fake_judge(struct wire_verdict *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer)
{
	json_t *doc = NULL;

	(void)job;
	(void)step;
	assert_int_equal(
		doc_parse(&doc, answer->body, answer->body_len, NULL), ERR_OK);
	assert_true(outcome_parse(&out->outcome, doc_str(doc, "outcome")));
	out->next = rig_step(doc_str(doc, "next"));
	out->wait_ms = doc_int(doc, "wait");
	out->same = doc_bool(doc, "same");
	(void)snprintf(out->id, sizeof(out->id), "%s", doc_str(doc, "id"));
	(void)snprintf(out->url, sizeof(out->url), "%s", doc_str(doc, "url"));
	(void)snprintf(
		out->detail, sizeof(out->detail), "%s", doc_str(doc, "detail"));
	out->memo = json_incref(doc_get(doc, "memo"));
	out->secret = json_incref(doc_get(doc, "secret"));
	json_decref(doc);
}

static const struct wire_option rig_no_options[] = { { .name = NULL } };

#define FAKE(name, abilities)                                                  \
	{                                                                      \
		.kind = name, .can = abilities, .transport = WIRE_HTTP,        \
		.arm = STEP_CHECK, .options = rig_no_options,                  \
		.build = fake_build, .judge = fake_judge                       \
	}

static const struct connector rig_fakes[] = {
	FAKE("fake", CAN_LOOKUP | CAN_READBACK | CAN_REFRESH | CAN_DRAFT),
	FAKE("blind", 0), /* cannot be looked up */
	FAKE("repeat", CAN_RESEND), /* drops repeats, if the office prefers */
};

static inline const struct connector *
rig_find(const char *kind)
{
	for (size_t i = 0; i < sizeof(rig_fakes) / sizeof(rig_fakes[0]); i++)
		if (strcmp(rig_fakes[i].kind, kind) == 0)
			return &rig_fakes[i];
	return connector_find(kind);
}

/* ---- the engine's effects ---- */

static inline void
rig_send(void *ctx, const json_t *doc)
{
	struct rig *r = ctx;

	(void)json_array_append_new(r->out, json_deep_copy(doc));
}

static inline bool
rig_hold(void *ctx, const char *url)
{
	struct rig *r = ctx;

	(void)url;
	if (r->places == 0)
		return false;
	r->places--;
	return true;
}

static inline void
rig_unhold(void *ctx, const char *url)
{
	struct rig *r = ctx;

	(void)url;
	r->places++;
}

static inline void
rig_begin(void *ctx, struct wire_request *q, uint64_t tag)
{
	struct rig *r = ctx;
	struct rig_start *s = &r->start[r->starts++];
	const char *path = q->url ? strrchr(q->url, '.') : NULL;

	assert_true(r->starts < RIG_STARTS);
	path = path ? strchr(path, '/') : NULL;
	(void)snprintf(
		s->what, sizeof(s->what), "%s", path ? path + 1 : q->method);
	s->tag = tag;
	s->irrevocable = q->irrevocable;
	if (q->transport == WIRE_FOLDER) {
		wire_request_release(&r->folder);
		r->folder = *q;
		r->folder_tag = tag;
		wire_request_init(q);
		return;
	}
	wire_request_release(q);
	wire_request_init(q);
}

static inline enum err_code
rig_open_box(void *ctx, json_t **secret, const char *account,
	const char *sealed, struct err *err)
{
	struct rig *r = ctx;

	r->opened++;
	if (strcmp(sealed, "broken") == 0)
		return err_set(err, ERR_DENIED, account, "", "not for us");
	*secret = json_pack("{s:s}", "token", sealed);
	return ERR_OK;
}

static inline enum err_code
rig_close_box(void *ctx, char **sealed, const char *account,
	const json_t *secret, struct err *err)
{
	struct rig *r = ctx;

	(void)account;
	(void)err;
	r->sealed++;
	*sealed = mem_strdup(doc_str(secret, "token"));
	return ERR_OK;
}

static inline void
rig_random(void *ctx, unsigned char *out, size_t len)
{
	struct rig *r = ctx;

	memset(out, ++r->random, len);
}

static inline void
rig_log(void *ctx, const char *line)
{
	struct rig *r = ctx;
	size_t n = strlen(r->log);

	(void)snprintf(r->log + n, sizeof(r->log) - n, "%s\n", line);
}

/* ---- running it ---- */

static inline void
rig_tick(struct rig *r)
{
	(void)engine_tick(r->engine, r->now);
}

/* Lets time pass, stopping wherever the engine has something to do. */
static inline void
rig_pass(struct rig *r, int64_t ms)
{
	int64_t end = r->now.boot + ms, due, rounds = 0;

	for (;;) {
		due = engine_tick(r->engine, r->now);
		assert_true(++rounds < 100000); /* it must come to rest */
		if (due < 0 || due > end)
			break;
		if (due > r->now.boot) {
			r->now.utc += due - r->now.boot;
			r->now.boot = due;
		}
	}
	r->now.utc += end - r->now.boot;
	r->now.boot = end;
}

static inline void
rig_say(struct rig *r, json_t *doc)
{
	engine_handle(r->engine, doc, r->now);
	json_decref(doc);
	rig_tick(r);
}

/* The first act of that name that was sent, taken out; NULL if none. */
static inline json_t *
rig_take(struct rig *r, const char *act)
{
	for (size_t i = 0; i < json_array_size(r->out); i++) {
		json_t *doc = json_array_get(r->out, i);

		if (strcmp(doc_str(doc, "act"), act) == 0) {
			json_incref(doc);
			(void)json_array_remove(r->out, i);
			return doc;
		}
	}
	return NULL;
}

/* The station makes durable what a "sending" names; returns how many. */
static inline size_t
rig_confirm(struct rig *r)
{
	json_t *act = rig_take(r, "relay.sending");
	size_t n = json_array_size(doc_get(act, "deliveries"));

	if (act == NULL)
		return 0;
	rig_say(r,
		json_pack("{s:I,s:[{s:s,s:{s:O}}]}", "id",
			(json_int_t)doc_int(act, "id"), "entries", "kind",
			"delivery.sending", "body", "deliveries",
			doc_get(act, "deliveries")));
	json_decref(act);
	return n;
}

/* Acknowledges every other act that waits, without looking at it. */
static inline void
rig_acknowledge(struct rig *r, json_t *act)
{
	rig_say(r,
		json_pack("{s:I,s:[]}", "id", (json_int_t)doc_int(act, "id"),
			"entries"));
	json_decref(act);
}

/* How many requests whose name begins so were started and not answered. */
static inline size_t
rig_out(const struct rig *r, const char *what)
{
	size_t n = 0;

	for (size_t i = 0; i < r->starts; i++)
		n += !r->start[i].done &&
			strncmp(r->start[i].what, what, strlen(what)) == 0;
	return n;
}

static inline size_t
rig_started(const struct rig *r, const char *what)
{
	size_t n = 0;

	for (size_t i = 0; i < r->starts; i++)
		n += strncmp(r->start[i].what, what, strlen(what)) == 0;
	return n;
}

/* Answers the first open request whose name begins so. */
static inline void
rig_answer(struct rig *r, const char *what, const char *verdict)
{
	struct wire_response a = { .answered = true,
		.sent = true,
		.status = 200,
		.error = "",
		.type = "application/json",
		.body = verdict,
		.body_len = strlen(verdict) };

	for (size_t i = 0; i < r->starts; i++) {
		struct rig_start *s = &r->start[i];

		if (s->done || strncmp(s->what, what, strlen(what)) != 0)
			continue;
		s->done = true;
		engine_completed(r->engine, s->tag, &a, r->now.utc, r->now);
		rig_tick(r);
		return;
	}
	fail_msg("no request %s is out", what);
}

static inline void
rig_answer_all(struct rig *r, const char *what, const char *verdict)
{
	while (rig_out(r, what) > 0)
		rig_answer(r, what, verdict);
}

static inline void
rig_open(struct rig *r, bool drill)
{
	struct engine_ops ops = { .send = rig_send,
		.hold = rig_hold,
		.unhold = rig_unhold,
		.start = rig_begin,
		.open = rig_open_box,
		.seal = rig_close_box,
		.random = rig_random,
		.find = rig_find,
		.log = rig_log,
		.ctx = r };

	*r = (struct rig){ .now = { .utc = UTC0, .boot = 5000 },
		.places = 100000 };
	wire_request_init(&r->folder);
	r->out = json_array();
	r->start = mem_array(RIG_STARTS, sizeof(*r->start));
	r->engine = engine_new(&ops, drill);
	engine_connected(r->engine, r->now);
	rig_say(r, json_pack("{s:{s:s}}", "hello", "lang", "en"));
	json_array_clear(r->out);
}

static inline void
rig_close(struct rig *r)
{
	engine_free(r->engine);
	json_decref(r->out);
	json_decref(r->variants);
	json_decref(r->manifest);
	wire_request_release(&r->folder);
	free(r->start);
}

/* ---- what a station would send ---- */

static inline void
rig_digest(char out[HASH_HEX], const json_t *doc)
{
	char *text = doc_format(doc);

	hash_hex(out, text, strlen(text));
	free(text);
}

/* The job of one account, all of whose names follow from `account`. */
static inline json_t *
rig_delivery(
	struct rig *r, const char *account, const char *kind, json_t *options)
{
	json_t *variant = json_pack("{s:s,s:s,s:s,s:s,s:s,s:i}", "title",
		"Flood", "text", account, "lang", "en", "kind", "truth", "page",
		"https://site.example/2026-0001/1.html", "number", 1);
	char digest[HASH_HEX], id[100];
	json_t *doc = json_object();

	rig_digest(digest, variant);
	(void)snprintf(id, sizeof(id), "%s:%s", MESSAGE, account);
	doc_put(doc_get(r->manifest, "accounts"), account,
		json_pack("{s:s,s:s}", "variant", digest, "kind", kind));
	doc_put(r->variants, digest, variant);
	doc_put_str(doc, "delivery", id);
	doc_put_str(doc, "account", account);
	doc_put_str(doc, "kind", kind);
	doc_put_str(doc, "sealed", "old");
	doc_put_str(doc, "key", "key");
	doc_put_str(doc, "variant", digest);
	doc_put_int(doc, "attempt", 1);
	doc_put(doc, "options", options ? options : json_object());
	return doc;
}

static inline void
rig_manifest(struct rig *r, const char *mode)
{
	json_decref(r->manifest);
	json_decref(r->variants);
	r->variants = json_object();
	r->manifest = json_pack("{s:s,s:s,s:{s:I,s:I},s:{}}", "message",
		MESSAGE, "mode", mode, "window", "from", (json_int_t)0, "until",
		(json_int_t)UTC0 + 3600000, "accounts");
}

/* Takes over `list`. */
static inline json_t *
rig_job(struct rig *r, const char *job, json_t *list)
{
	rig_digest(r->digest, r->manifest);
	return json_pack("{s:s,s:s,s:s,s:O,s:i,s:o}", "job", job, "message",
		MESSAGE, "digest", r->digest, "manifest", r->manifest,
		"release", 1, "deliveries", list);
}

static inline void
rig_variants(struct rig *r)
{
	const char *digest;
	json_t *doc;

	json_object_foreach(r->variants, digest, doc) rig_say(
		r, json_pack("{s:s,s:O}", "variant", digest, "doc", doc));
}

/* Prepares accounts a0 … of one kind up to the engine's report. */
static inline void
rig_prepare(struct rig *r, size_t count, const char *kind, const char *host)
{
	json_t *list = json_array(), *job;
	char account[32];

	rig_manifest(r, "actual");
	for (size_t i = 0; i < count; i++) {
		(void)snprintf(account, sizeof(account), "a%zu", i);
		(void)json_array_append_new(list,
			rig_delivery(r, account, kind,
				json_pack("{s:s}", "host", host)));
	}
	job = rig_job(r, "prepare", list);
	rig_variants(r);
	rig_say(r, job);
}

static inline json_t *
rig_fire_doc(const struct rig *r)
{
	return json_pack("{s:s,s:s,s:i,s:I}", "job", "fire", "message", MESSAGE,
		"release", 1, "at", (json_int_t)r->now.utc);
}

/* Armed and fired: every publish waits for its confirmation. */
static inline void
rig_fire(struct rig *r, size_t count, const char *kind)
{
	json_t *act;

	rig_prepare(r, count, kind, "one.example");
	rig_answer_all(r, "check", ACCEPTED);
	rig_pass(r, REPORT_WAIT_MS);
	while ((act = rig_take(r, "relay.prepared")) != NULL)
		rig_acknowledge(r, act);
	rig_say(r, rig_fire_doc(r));
}

/* Armed, fired, confirmed: every publish is out. */
static inline void
rig_fly(struct rig *r, size_t count, const char *kind)
{
	rig_fire(r, count, kind);
	assert_int_equal(rig_confirm(r), count);
}

/*
 * The next report of an outcome, acknowledged; the row is the caller's. NULL
 * when nothing is reported within the gathering time.
 */
static inline json_t *
rig_outcome(struct rig *r)
{
	json_t *act, *row;

	rig_pass(r, REPORT_WAIT_MS);
	act = rig_take(r, "relay.outcomes");
	if (act == NULL)
		return NULL;
	assert_int_equal(json_array_size(doc_get(act, "results")), 1);
	row = json_incref(json_array_get(doc_get(act, "results"), 0));
	rig_acknowledge(r, act);
	return row;
}

/* The state of the next outcome is this one. */
static inline void
rig_expect(struct rig *r, const char *state)
{
	json_t *row = rig_outcome(r);

	if (row == NULL)
		fail_msg("no outcome was reported, %s expected", state);
	assert_string_equal(doc_str(row, "state"), state);
	json_decref(row);
}

#endif

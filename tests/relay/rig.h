/*
 * A relay's engine on a bench: documents in, documents out, a clock that is
 * turned by hand, and platforms that answer what the test says.
 */
#ifndef CRIER_TESTS_RELAY_RIG_H
#define CRIER_TESTS_RELAY_RIG_H

#include "tests/relay/fake.h"

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
	char body[4096]; /* of the last request that had one */
	char log[8192];
	json_t *variants; /* digest -> doc */
	json_t *manifest;
	char digest[HASH_HEX];
};

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
	if (q->body.len > 0)
		(void)snprintf(r->body, sizeof(r->body), "%s", q->body.data);
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

static inline void
rig_open_for(struct rig *r, bool drill, bool demo)
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
		.demo = demo,
		.ctx = r };

	*r = (struct rig){ .now = { .utc = UTC0, .boot = 5000 },
		.places = 100000 };
	wire_request_init(&r->folder);
	r->out = json_array();
	r->start = mem_array(RIG_STARTS, sizeof(*r->start));
	r->engine = engine_new(&ops, drill);
	engine_connected(r->engine, r->now);
	rig_say(r,
		json_pack(
			"{s:{s:s,s:b}}", "hello", "lang", "en", "demo", demo));
	json_array_clear(r->out);
}

static inline void
rig_open(struct rig *r, bool drill)
{
	rig_open_for(r, drill, false);
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

#endif

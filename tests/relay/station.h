/*
 * What a station would send to the engine on the bench, and what it would
 * say to the outcomes.
 */
#ifndef CRIER_TESTS_RELAY_STATION_H
#define CRIER_TESTS_RELAY_STATION_H

#include "tests/relay/rig.h"

/* Answers the first open request whose name begins so. */
static inline void
rig_respond(struct rig *r, const char *what, const struct wire_response *a)
{
	for (size_t i = 0; i < r->starts; i++) {
		struct rig_start *s = &r->start[i];

		if (s->done || strncmp(s->what, what, strlen(what)) != 0)
			continue;
		s->done = true;
		engine_completed(r->engine, s->tag, a, r->now.utc, r->now);
		rig_tick(r);
		return;
	}
	fail_msg("no request %s is out", what);
}

static inline void
rig_answer(struct rig *r, const char *what, const char *judgment)
{
	rig_respond(r, what,
		&(struct wire_response){ .answered = true,
			.sent = true,
			.status = 200,
			.error = "",
			.type = "application/json",
			.body = judgment,
			.body_len = strlen(judgment) });
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

static inline void
rig_answer_all(struct rig *r, const char *what, const char *judgment)
{
	while (rig_out(r, what) > 0)
		rig_answer(r, what, judgment);
}

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
	doc_put_int(doc, "attempt", 0);
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

/* A job about one delivery, with all that belongs to it. */
static inline json_t *
job_of(struct rig *r, const char *job, const char *kind)
{
	json_t *list = json_array(), *doc;

	rig_manifest(r, "actual");
	(void)json_array_append_new(list, rig_delivery(r, "a0", kind, NULL));
	doc = rig_job(r, job, list);
	rig_variants(r);
	return doc;
}

#endif

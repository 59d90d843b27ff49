/*
 * A connector whose answers are judgments written as JSON, so that a test
 * names the outcome it means. Three of it, of different abilities.
 */
#ifndef CRIER_TESTS_RELAY_FAKE_H
#define CRIER_TESTS_RELAY_FAKE_H

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
	if (step == STEP_CHECK && *doc_str(job->memo, "asks")) {
		out->shared = true;
		free(out->url);
		out->url = mem_printf(
			"https://%s/instance", *host ? host : "one.example");
	}
	return ERR_OK;
}

static inline void
fake_judge(struct wire_judgment *out, const struct wire_job *job,
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
	out->differs = doc_bool(doc, "differs");
	out->unproven = doc_bool(doc, "unproven");
	out->account = doc_bool(doc, "account");
	out->by_words = doc_bool(doc, "by_words");
	(void)snprintf(out->id, sizeof(out->id), "%s", doc_str(doc, "id"));
	(void)snprintf(out->url, sizeof(out->url), "%s", doc_str(doc, "url"));
	(void)snprintf(
		out->detail, sizeof(out->detail), "%s", doc_str(doc, "detail"));
	out->memo = json_incref(doc_get(doc, "memo"));
	out->feed = json_incref(doc_get(doc, "feed"));
	out->comments = json_incref(doc_get(doc, "comments"));
	out->secret = json_incref(doc_get(doc, "secret"));
	json_decref(doc);
}

static const struct wire_option rig_no_options[] = { { .name = NULL } };

#define FAKE(name, abilities) FAKE_BY(name, abilities, WIRE_HTTP)
#define FAKE_BY(name, abilities, by)                                           \
	{                                                                      \
		.kind = name, .can = abilities, .transport = by,               \
		.arm = STEP_CHECK, .options = rig_no_options,                  \
		.build = fake_build, .judge = fake_judge                       \
	}

static const struct connector rig_fakes[] = {
	FAKE("fake", CAN_LOOKUP | CAN_READBACK | CAN_REFRESH | CAN_DRAFT),
	FAKE("listed", CAN_LIST | CAN_REFRESH), /* a round reads it */
	FAKE("heard", CAN_LIST | CAN_HEAR), /* and its comments */
	FAKE("deaf", CAN_HEAR), /* only these */
	FAKE("blind", 0), /* cannot be looked up */
	FAKE("repeat", CAN_RESEND), /* drops repeats, if the office prefers */
	FAKE_BY("letter", 0, WIRE_MAIL),
	FAKE("alarm", CAN_ALARM | CAN_REFRESH), /* reaches our own people */
};

static inline const struct connector *
rig_find(const char *kind)
{
	for (size_t i = 0; i < sizeof(rig_fakes) / sizeof(rig_fakes[0]); i++)
		if (strcmp(rig_fakes[i].kind, kind) == 0)
			return &rig_fakes[i];
	return connector_find(kind);
}

#endif

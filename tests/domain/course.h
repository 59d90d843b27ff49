/*
 * The usual course of a message on the scene: written, submitted, reviewed,
 * approved, armed, fired, reported. Included by scene.h.
 */
#ifndef CRIER_TESTS_DOMAIN_COURSE_H
#define CRIER_TESTS_DOMAIN_COURSE_H

#include "tests/domain/scene.h"
#include "domain/review/review_stages.h"

/* What the station does about deadlines that are over: so many entries. */
static inline int
scene_miss(struct scene *s)
{
	const struct clock *c;
	struct judged j;
	int missed = 0;

	while ((c = clock_overdue(&s->incident, s->now)) != NULL) {
		judged_init(&j);
		judge_overdue(&j, &s->incident, c);
		scene_fold(s, &j, "station");
		judged_release(&j);
		missed++;
	}
	return missed;
}

static inline json_t *
scene_slots(void)
{
	return json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "time",
		"2026-07-21 01:35", "as_of", "2026-07-21 01:55", "place",
		"云溪县青河镇", "event", "waterlogging", "actions",
		"县防汛办已组织转移", "instruction", "请向高处转移",
		"next_update", "2026-07-21 04:00", "contact", "12345");
}

static inline const struct message *
scene_message(const struct scene *s, int n)
{
	return s->incident.messages[n - 1];
}

/* Message 1, a first notice with all it needs. */
static inline void
scene_write(struct scene *s)
{
	scene_must(s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o}", "incident", s->incident.id, "kind",
			"truth", "slots", scene_slots()));
}

static inline json_t *
scene_on(const struct scene *s, int n)
{
	return json_pack("{s:s}", "message", scene_message(s, n)->id);
}

static inline json_t *
scene_with_digest(const struct scene *s, int n)
{
	const struct message *m = scene_message(s, n);

	return json_pack("{s:s,s:s}", "message", m->id, "digest", m->digest);
}

static inline json_t *
scene_verdict(
	const struct scene *s, int n, const char *gate, const char *verdict)
{
	json_t *doc = scene_with_digest(s, n);

	doc_put_str(doc, "gate", gate);
	doc_put_str(doc, "verdict", verdict);
	return doc;
}

/* With a reason for every rule that asks for one. */
static inline void
scene_submit(struct scene *s, int n)
{
	struct err err;

	for (int tries = 0; tries < 20; tries++) {
		if (scene_do(s, "dora", ACT_MESSAGE_SUBMIT, scene_on(s, n),
			    &err) == ERR_OK)
			return;
		if (strcmp(err.id, "explain") != 0)
			break;
		scene_must(s, "dora", ACT_MESSAGE_EXPLAIN,
			json_pack("{s:s,s:s,s:s}", "message",
				scene_message(s, n)->id, "rule",
				err.arg[0].text, "reason", "已核对"));
	}
	fail_msg("submit: %s %s (%s)", err.id, err.what, err.where);
}

/* Every gate before the last stage, each by somebody who may. */
static inline void
scene_review(struct scene *s, int n)
{
	static const char *const by[][2] = { { "wording", "rita" },
		{ "policy", "rita" }, { "legal", "lena" },
		{ "confidentiality", "lena" } };
	enum stage stage;
	enum gate gate;

	for (size_t k = 0; k < 4; k++)
		if (gate_parse(&gate, by[k][0]) &&
			message_gate_stage(&stage, scene_message(s, n), gate) &&
			stage != STAGE_FINAL)
			scene_must(s, by[k][1], ACT_REVIEW,
				scene_verdict(s, n, by[k][0], "pass"));
}

static inline void
scene_approve(struct scene *s, int n)
{
	scene_must(s, "sign", ACT_APPROVE, scene_with_digest(s, n));
}

static inline json_t *
scene_results(const struct scene *s, int n, const char *state, bool prepared)
{
	const struct message *m = scene_message(s, n);
	json_t *list = json_array();

	for (size_t k = 0; k < m->delivery_count; k++) {
		json_t *row = json_object();
		char id[120];

		(void)snprintf(id, sizeof(id), "%s:%s", m->id,
			m->deliveries[k].account);
		doc_put_str(row, "delivery", id);
		if (prepared)
			doc_put_bool(row, "ok", *state != '\0');
		else
			doc_put_str(row, "state", state);
		json_array_append_new(list, row);
	}
	return list;
}

static inline void
scene_arm(struct scene *s, int n)
{
	json_t *doc;

	scene_must(s, "rel1", ACT_RELEASE_ARM, scene_with_digest(s, n));
	doc = scene_with_digest(s, n);
	doc_put(doc, "results", scene_results(s, n, "ok", true));
	scene_must(s, "", ACT_RELAY_PREPARED, doc);
}

static inline json_t *
scene_fire_doc(const struct scene *s, int n)
{
	json_t *doc = scene_with_digest(s, n);
	char word[32];

	incident_fire_word(word, &s->incident);
	doc_put_str(doc, "confirm", word);
	return doc;
}

static inline void
scene_fire(struct scene *s, int n)
{
	scene_must(s, "rel2", ACT_RELEASE_FIRE, scene_fire_doc(s, n));
}

/* From nothing to message 1 armed. */
static inline void
scene_open_armed(struct scene *s, bool drill)
{
	scene_open(s, drill);
	scene_write(s);
	scene_submit(s, 1);
	scene_review(s, 1);
	scene_approve(s, 1);
	scene_arm(s, 1);
}

static inline void
scene_report(struct scene *s, int n, const char *state)
{
	json_t *doc = scene_on(s, n);

	doc_put(doc, "results", scene_results(s, n, state, false));
	scene_must(s, "", ACT_RELAY_OUTCOMES, doc);
}

/* From nothing to a message that is online everywhere. */
static inline void
scene_release(struct scene *s, int n)
{
	scene_submit(s, n);
	scene_review(s, n);
	scene_approve(s, n);
	scene_arm(s, n);
	scene_fire(s, n);
	scene_report(s, n, "published");
}

#endif

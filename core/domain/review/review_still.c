/*
 * Whether those who passed, signed and armed may still do so.
 */
#include "domain/review/review_still.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/concurrence/concurrence.h"
#include "domain/guards.h"
#include "domain/message/message.h"
#include "domain/quota/quota_follow.h"
#include "domain/review/review_stages.h"
#include "domain/waiver/waiver.h"
#include "lint/lint_rules.h"

/* A library that cannot be read names no roles: then being active counts. */
static bool
still_has(const struct world *w, const char *id, role_set roles)
{
	const struct officer *f = office_officer(w->office, id);

	return f != NULL && f->active &&
		(w->library == NULL || (f->roles & roles));
}

static bool
still_passes(const struct world *w, const char *id, enum gate gate)
{
	return still_has(
		w, id, message_gate_roles(w->library, w->message, gate));
}

static bool
still_signs(const struct world *w)
{
	const struct message *m = w->message;

	for (int g = 0; g < GATE_COUNT; g++)
		if (message_stage_has(m, STAGE_FINAL, (enum gate)g) &&
			!still_passes(w, m->approved.by, (enum gate)g))
			return false;
	return true;
}

/* Who of the two that suspended a rule may not any more; NULL both may. */
static const char *
suspended_no_more(const struct world *w, const struct suspension *s)
{
	const struct lint_rule *rule = w->library
		? lint_rules_named(w->library->rules.lint, s->rule)
		: NULL;
	role_set roles =
		rule ? w->library->rules.gates[rule->gate].suspends : ~0U;

	if (s->second.by[0] && !still_has(w, s->second.by, roles))
		return s->second.by;
	if (s->second.confirmed_by[0] &&
		!still_has(w, s->second.confirmed_by, roles))
		return s->second.confirmed_by;
	return NULL;
}

/* Who wrote down that this unit agreed, if they may not any more. */
static const char *
agreed_no_more(const struct world *w, const char *organ)
{
	const json_t *last = concurrence_last(w->message, organ);
	const char *by = doc_str(last, "by");

	return strcmp(doc_str(last, "state"), "agreed") != 0 ||
			still_has(w, by, act_row(ACT_CONCUR_ANSWER)->roles)
		? NULL
		: by;
}

/* A suspension counts by which the text got through its submit. */
static const char *
waived_not_still(const struct world *w)
{
	json_t *found;
	size_t n;

	json_array_foreach(w->message->found, n, found)
	{
		const struct suspension *s =
			waiver_suspension(w->message, doc_str(found, "rule"));
		const char *by = s && doc_get(found, "suspended_by")
			? suspended_no_more(w, s)
			: NULL;

		if (by != NULL)
			return by;
	}
	return NULL;
}

static const char *
concurred_not_still(const struct world *w)
{
	json_t *organ;
	size_t n;

	json_array_foreach(w->message->organs, n, organ)
	{
		const char *by = agreed_no_more(w, json_string_value(organ));

		if (by != NULL)
			return by;
	}
	return NULL;
}

const char *
review_not_still(enum act *what, const struct world *w)
{
	const struct message *m = w->message;
	const char *by;

	*what = ACT_RULE_SUSPEND;
	by = waived_not_still(w);
	if (by != NULL)
		return by;
	*what = ACT_REVIEW;
	for (size_t n = 0; n < m->pass_count; n++)
		if (!m->passes[n].returned &&
			!still_passes(w, m->passes[n].by, m->passes[n].gate))
			return m->passes[n].by;
	*what = ACT_APPROVE;
	if (m->approved.by[0] && !still_signs(w))
		return m->approved.by;
	*what = ACT_CONCUR_ANSWER;
	by = concurred_not_still(w);
	if (by != NULL)
		return by;
	*what = ACT_RELEASE_ARM;
	if (m->armed.by[0] &&
		!still_has(
			w, m->armed.by, message_first_key(m, ACT_RELEASE_ARM)))
		return m->armed.by;
	return NULL;
}

enum err_code
guard_still_may(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	enum act what;
	const char *by = review_not_still(&what, w);

	(void)act;
	(void)doc;
	if (by == NULL)
		return ERR_OK;
	return refuse(err, REFUSE_NO_LONGER, w->message->id,
		WITH(arg_id(w->message->id), office_arg(w->office, by),
			arg_act(what)));
}

static json_t *
stripped_body(const struct message *m, const char *by, enum act what)
{
	json_t *body = body_of(m);

	doc_put_str(body, "why", "stripped");
	doc_put_str(body, "officer", by);
	doc_put_str(body, "of", act_row(what)->name);
	return body;
}

/* As if nobody had suspended it: two others may. */
static void
strip_suspensions(struct judged *out, const struct world *w)
{
	const struct message *m = w->message;

	for (size_t n = 0; n < m->suspension_count; n++) {
		const struct suspension *s = &m->suspensions[n];
		const char *by = suspended_no_more(w, s);
		json_t *body;

		if (by == NULL || waiver_suspension(m, s->rule) != s)
			continue;
		body = stripped_body(m, by, ACT_RULE_SUSPEND);
		doc_put_str(body, "rule", s->rule);
		judged_add(out, "rule.restored", body);
	}
}

/* As if the unit had not been asked: somebody else asks it. */
static void
strip_concurrences(struct judged *out, const struct world *w)
{
	const struct message *m = w->message;
	json_t *organ;
	size_t n;

	json_array_foreach(m->organs, n, organ)
	{
		const char *id = json_string_value(organ);
		const char *by = agreed_no_more(w, id);
		json_t *body;

		if (by == NULL)
			continue;
		body = stripped_body(m, by, ACT_CONCUR_ANSWER);
		doc_put_str(body, "organ", id);
		doc_put_int(body, "revision", m->wording);
		doc_put_str(body, "answer",
			concurrence_row(CONCURRENCE_NONE)->word);
		judged_add(out, "concur.answered", body);
	}
}

static void
strip(struct judged *out, const struct world *w)
{
	const struct message *m = w->message;
	enum act what;
	const char *by;
	json_t *body;

	if (m->state > MESSAGE_ARMED)
		return;
	strip_suspensions(out, w);
	strip_concurrences(out, w);
	by = review_not_still(&what, w);
	if (by == NULL || m->state < MESSAGE_REVIEW)
		return;
	/* what was passed stands; nobody signs before the unit agrees anew */
	if (what == ACT_CONCUR_ANSWER && m->state == MESSAGE_REVIEW)
		return;
	if (m->state >= MESSAGE_ARMING) {
		body = stripped_body(m, by, what);
		doc_put_int(body, "release", m->release);
		judged_add(out, "release.disarmed", body);
	}
	if (what == ACT_RELEASE_ARM)
		return;
	body = stripped_body(m, by, what);
	doc_put_str(body, "digest", m->digest);
	judged_add(out, "message.voided", body);
}

void
judge_stripped(struct judged *out, const struct world *w)
{
	struct world of = *w;

	FIXED_SET(out->incident, w->incident->id);
	out->drill = w->incident->drill;
	for (size_t n = 0; n < w->incident->message_count; n++) {
		of.message = w->incident->messages[n];
		strip(out, &of);
	}
	quota_follow(out, w);
}

/*
 * What may never happen: the oracle of the random walks. It shares no rule
 * with the code it checks: whom the roles are given to is written in story.h,
 * and which gates need which roles is read from the library's data.
 */
#ifndef CRIER_TESTS_DOMAIN_ORACLE_H
#define CRIER_TESTS_DOMAIN_ORACLE_H

#include "crier/level.h"
#include "tests/domain/story.h"

/* ---- what is wrong with a release; NULL: nothing ---- */

static inline const char *
wrong_person(const char *by, role_set roles, const char *what)
{
	const struct person *p = by ? person_named(by) : NULL;

	if (p == NULL || !p->active)
		return "by somebody who is suspended";
	return p->roles & roles ? NULL : what;
}

/* What the incident is now decides, not what it was at submit. */
static inline bool
is_grave(const struct scene *s)
{
	int level = level_parse(s->incident.level);

	return s->incident.topic[0] || level == 1 || level == 2;
}

static inline role_set
signers(const struct scene *s, const struct story *t)
{
	if (t->lane)
		return HAS(REVIEWER) | HAS(SIGNER) | HAS(HEAD);
	return HAS(HEAD) | (is_grave(s) ? 0 : HAS(SIGNER));
}

#define LANE_ROLES (HAS(REVIEWER) | HAS(SIGNER) | HAS(HEAD))

/* The head of the unit signs, and nobody for them, but in the lane. */
static inline role_set
roles_needed(const struct scene *s, const struct story *t, enum gate g)
{
	if (t->lane)
		return LANE_ROLES |
			(g == GATE_CONFIDENTIALITY ? HAS(SECRECY) : 0);
	if (is_grave(s) && (g == GATE_POLITICAL || g == GATE_AUTHORITY))
		return HAS(HEAD);
	return s->lib->rules.gates[g].roles;
}

static inline const char *
wrong_gates(const struct story *t, const struct scene *scene)
{
	size_t stage_of[PEOPLE] = { 0 };
	json_t *stage, *word;
	const char *bad;
	enum gate g;
	size_t n, k;

	json_array_foreach((json_t *)(uintptr_t)t->stages, n, stage)
	{
		json_array_foreach(json_object_get(stage, "gates"), k, word)
		{
			const struct sign_off *s;
			size_t who;

			if (!gate_parse(&g, json_string_value(word)))
				return "with a gate of no name";
			s = &t->gate[g];
			if (s->by == NULL)
				return "with a gate not passed";
			if (!s->saw)
				return "with a gate passed on another text";
			if (s->early)
				return "with a stage before its turn";
			bad = wrong_person(s->by, roles_needed(scene, t, g),
				"with a gate passed by a wrong role");
			if (bad != NULL)
				return bad;
			for (size_t a = 0; a < t->author_count; a++)
				if (scene->lib->rules.gates[g].facts &&
					strcmp(t->authors[a], s->by) == 0)
					return "with facts vouched for by "
					       "their author";
			who = (size_t)(person_named(s->by) - people);
			if (stage_of[who] && stage_of[who] != n + 1)
				return "with two stages by one person";
			stage_of[who] = n + 1;
		}
	}
	return NULL;
}

/* The incident's topic asks for one unit's agreement. */
static inline const char *
wrong_concurrence(const struct story *t)
{
	if (t->agreed_by == NULL)
		return t->silence ? NULL : "without the other unit";
	for (size_t n = 0; n < t->author_count; n++)
		if (strcmp(t->authors[n], t->agreed_by) == 0)
			return "with an agreement that an author noted";
	return NULL;
}

#define MAY_SUSPEND                                                            \
	(HAS(REVIEWER) | HAS(LEGAL) | HAS(SECRECY) | HAS(SIGNER) | HAS(HEAD))

static inline const char *
wrong_suspension(const struct ground *g)
{
	const char *bad;

	if (g->first == NULL || g->second == NULL)
		return "with a block that nobody suspended";
	if (strcmp(g->first, g->second) == 0)
		return "with a block suspended by one person";
	if (g->by_only_author)
		return "with a block suspended by the only author";
	bad = wrong_person(g->first, MAY_SUSPEND,
		"with a block suspended by a wrong role");
	if (bad == NULL)
		bad = wrong_person(g->second, MAY_SUSPEND,
			"with a block suspended by a wrong role");
	return bad;
}

/* What the text says and what was said about it. */
static inline const char *
wrong_waivers(const struct story *t)
{
	if (strstr(t->text, FORBIDDEN))
		return "with what nobody may suspend";
	if (strstr(t->text, BLOCKED) && strstr(t->text, BLOCKED_TOO))
		return "with two rules suspended";
	if (strstr(t->text, QUESTIONED) && t->reason_by == NULL)
		return "without a reason";
	if (strstr(t->text, QUESTIONED) && t->gate[GATE_WORDING].by &&
		strcmp(t->reason_by, t->gate[GATE_WORDING].by) == 0)
		return "with a reason accepted by who gave it";
	return strstr(t->text, BLOCKED) ? wrong_suspension(&t->block) : NULL;
}

static inline const char *
wrong_persons(const struct story *t, const char *by)
{
	bool only = true;

	for (size_t n = 0; n < t->author_count; n++) {
		if (strcmp(t->authors[n], t->approve.by) == 0)
			return "approved by an author";
		only = only && strcmp(t->authors[n], t->authors[0]) == 0;
	}
	if (strcmp(by, t->arm.by) == 0)
		return "armed and fired by one person";
	if (only &&
		(strcmp(t->authors[0], by) == 0 ||
			strcmp(t->authors[0], t->arm.by) == 0))
		return "armed or fired by the only author";
	return NULL;
}

/* What changed since it was signed. */
static inline const char *
wrong_world(const struct story *t, const struct scene *s)
{
	const struct account *hook = office_account(&s->office, "hook");
	int64_t promised;

	if (strcmp(doc_str(hook->options, "url"), t->hook) != 0)
		return "to an account that was pointed elsewhere";
	if (instant_parse(&promised, doc_str(t->slots, "next_update"), 480) &&
		promised <= s->now)
		return "promising what has passed";
	return NULL;
}

/* By somebody who passes this gate in no tier at all. */
static inline const char *
wrong_pass(const struct scene *s, const struct story *t, const json_t *e)
{
	role_set roles = HAS(HEAD) | (t->lane ? LANE_ROLES | HAS(SECRECY) : 0);
	enum gate g;

	if (!gate_parse(&g, body_text(e, "gate")))
		return NULL;
	return wrong_person(doc_str(e, "by"),
		roles | s->lib->rules.gates[g].roles, "passed by a wrong role");
}

static inline const char *
wrong_release(const struct story *t, const struct scene *s, const json_t *e,
	const json_t *act)
{
	const json_t *body = json_object_get(e, "body");
	const char *by = doc_str(e, "by"), *bad;
	size_t sent = json_array_size(json_object_get(body, "deliveries"));

	if (t->set.by != NULL && strcmp(t->set.by, by) != 0)
		return "by hand, before the time that two have set";
	if (t->approve.by == NULL)
		return "without an approval";
	if (!t->approve.saw)
		return "approved on another text";
	if (t->arm.by == NULL)
		return "without having been armed";
	if (!t->arm.saw || strcmp(doc_str(act, "digest"), t->digest) != 0)
		return "armed or fired on another text";
	bad = wrong_gates(t, s);
	if (bad == NULL)
		bad = wrong_waivers(t);
	if (bad == NULL && s->incident.topic[0])
		bad = wrong_concurrence(t);
	if (bad == NULL && t->against)
		bad = "approved against what another organ said since";
	if (bad == NULL && t->lane && t->by_hand)
		bad = "by the lane, with words of somebody's own";
	if (bad == NULL)
		bad = wrong_person(
			t->approve.by, signers(s, t), "approved by no head");
	if (bad == NULL)
		bad = wrong_world(t, s);
	if (bad == NULL)
		bad = wrong_person(
			t->arm.by, HAS(RELEASER), "armed by no releaser");
	if (bad == NULL)
		bad = wrong_person(by, HAS(RELEASER), "fired by no releaser");
	if (bad == NULL)
		bad = wrong_persons(t, by);
	if (bad != NULL)
		return bad;
	if (s->now > t->until)
		return "after its approval's time";
	if (s->now > t->expires)
		return "after its arming's time";
	if (strcmp(doc_str(act, "confirm"), "live-2026-0002") != 0)
		return "without the typed word";
	if (sent == 0 || (sent < t->accounts && !*doc_str(body, "gaps")))
		return "with gaps that nobody accepted";
	if (s->lib->rules.tiers[0].mirror && !*body_text(e, "unmirrored") &&
		(s->mirror_count == 0 || s->mirror.seq < t->last))
		return "before a mirror had it";
	return s->relay_holds ? NULL : "without a relay";
}

#endif

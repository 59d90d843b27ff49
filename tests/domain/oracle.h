/*
 * What may never happen, told from the entries of one message and the acts
 * behind them: the oracle of the random walks. It shares no rule with the
 * code it checks: whom the roles are given to is written here, and which
 * gates need which roles is read from the library's data.
 */
#ifndef CRIER_TESTS_DOMAIN_ORACLE_H
#define CRIER_TESTS_DOMAIN_ORACLE_H

#include "tests/domain/scene.h"

struct person {
	const char *id;
	role_set roles;
	bool active;
};

#define HAS(x) ROLE_BIT(ROLE_##x)
#define EVERY_ROLE ((role_set)-1)

static const struct person people[] = {
	{ "dora", HAS(DRAFTER), true },
	{ "dirk", HAS(DRAFTER) | HAS(REVIEWER) | HAS(SIGNER) | HAS(RELEASER),
		true },
	{ "rita", HAS(REVIEWER), true },
	{ "lena", HAS(LEGAL) | HAS(SECRECY), true },
	{ "sign", HAS(SIGNER), true },
	{ "rel1", HAS(RELEASER), true },
	{ "rel2", HAS(RELEASER), true },
	{ "gone", EVERY_ROLE, false },
};
enum { PEOPLE = sizeof(people) / sizeof(people[0]) };

static inline const struct person *
person_named(const char *id)
{
	for (size_t n = 0; n < PEOPLE; n++)
		if (strcmp(people[n].id, id) == 0)
			return &people[n];
	return NULL;
}

/* One signature: whose, and whether its digest was the text's. */
struct sign_off {
	const char *by; /* NULL: not given */
	bool saw; /* the act named the digest then in force */
	bool early; /* given before an earlier stage was whole */
};

struct story {
	char digest[HASH_HEX];
	const json_t *stages;
	size_t accounts;
	int64_t until, expires;
	struct sign_off gate[GATE_COUNT], approve, arm;
	const char *authors[16];
	size_t author_count;
};

static inline void
story_forget(struct story *t)
{
	memset(t->gate, 0, sizeof(t->gate));
	t->approve = t->arm = (struct sign_off){ .by = NULL };
}

static inline const char *
body_text(const json_t *entry, const char *key)
{
	return doc_str(json_object_get(entry, "body"), key);
}

static inline bool
stage_whole(const struct story *t, size_t stage)
{
	json_t *word;
	size_t n;
	enum gate g;

	json_array_foreach(
		json_object_get(json_array_get(t->stages, stage), "gates"), n,
		word)
	{
		if (gate_parse(&g, json_string_value(word)) &&
			t->gate[g].by == NULL)
			return false;
	}
	return true;
}

static inline size_t
stage_index(const struct story *t, const char *word)
{
	json_t *row;
	size_t n;

	json_array_foreach((json_t *)(uintptr_t)t->stages, n, row)
	{
		if (strcmp(doc_str(row, "stage"), word) == 0)
			return n;
	}
	return 0;
}

static inline void
story_pass(struct story *t, const json_t *e, const char *by, bool saw)
{
	size_t stage = stage_index(t, body_text(e, "stage"));
	struct sign_off s = { .by = by, .saw = saw };
	enum gate g;

	for (size_t n = 0; n < stage; n++)
		s.early = s.early || !stage_whole(t, n);
	if (gate_parse(&g, body_text(e, "gate")) && t->gate[g].by == NULL)
		t->gate[g] = s;
}

/* Takes one entry in; `act` is what the officer sent. */
static inline void
story_tell(struct story *t, const json_t *e, const json_t *act)
{
	const char *kind = doc_str(e, "kind"), *by = doc_str(e, "by");
	const json_t *body = json_object_get(e, "body");
	const json_t *manifest = json_object_get(body, "manifest");
	bool saw = strcmp(doc_str(act, "digest"), t->digest) == 0;

	if (strcmp(kind, "message.revised") == 0) {
		story_forget(t);
		t->digest[0] = '\0';
		if (t->author_count < 16)
			t->authors[t->author_count++] = by;
	} else if (strcmp(kind, "message.submitted") == 0) {
		story_forget(t);
		(void)snprintf(t->digest, sizeof(t->digest), "%s",
			doc_str(body, "digest"));
		t->stages = json_object_get(body, "stages");
		t->accounts =
			json_object_size(json_object_get(manifest, "accounts"));
		t->until =
			doc_int(json_object_get(manifest, "window"), "until");
	} else if (strcmp(kind, "message.passed") == 0) {
		story_pass(t, e, by, saw);
	} else if (strcmp(kind, "message.approved") == 0) {
		t->approve = (struct sign_off){ .by = by, .saw = saw };
	} else if (strcmp(kind, "release.armed") == 0) {
		t->arm = (struct sign_off){ .by = by, .saw = saw };
		t->expires = doc_int(body, "expires");
	}
}

/* ---- what is wrong with a release; NULL: nothing ---- */

static inline const char *
wrong_person(const char *by, role_set roles, const char *what)
{
	const struct person *p = by ? person_named(by) : NULL;

	if (p == NULL || !p->active)
		return "by somebody who is suspended";
	return p->roles & roles ? NULL : what;
}

static inline const char *
wrong_gates(const struct story *t, const struct library *lib)
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
			bad = wrong_person(s->by, lib->rules.gates[g].roles,
				"with a gate passed by a wrong role");
			if (bad != NULL)
				return bad;
			who = (size_t)(person_named(s->by) - people);
			if (stage_of[who] && stage_of[who] != n + 1)
				return "with two stages by one person";
			stage_of[who] = n + 1;
		}
	}
	return NULL;
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

static inline const char *
wrong_release(const struct story *t, const struct scene *s, const json_t *e,
	const json_t *act)
{
	const json_t *body = json_object_get(e, "body");
	const char *by = doc_str(e, "by"), *bad;
	size_t sent = json_array_size(json_object_get(body, "deliveries"));

	if (t->approve.by == NULL)
		return "without an approval";
	if (!t->approve.saw)
		return "approved on another text";
	if (t->arm.by == NULL)
		return "without having been armed";
	if (!t->arm.saw || strcmp(doc_str(act, "digest"), t->digest) != 0)
		return "armed or fired on another text";
	bad = wrong_gates(t, s->lib);
	if (bad == NULL)
		bad = wrong_person(
			t->approve.by, HAS(SIGNER), "approved by no signer");
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
	if (strcmp(doc_str(act, "confirm"), "live-2026-0001") != 0)
		return "without the typed word";
	if (sent == 0 || (sent < t->accounts && !*doc_str(body, "gaps")))
		return "with gaps that nobody accepted";
	return s->relay_holds ? NULL : "without a relay";
}

#endif

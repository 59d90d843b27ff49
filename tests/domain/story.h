/*
 * The story of one message, told by its entries and the acts behind them:
 * who signed what, and which text they had seen. Included by oracle.h.
 */
#ifndef CRIER_TESTS_DOMAIN_STORY_H
#define CRIER_TESTS_DOMAIN_STORY_H

#include "tests/domain/people.h"
#include "tests/domain/waivers.h"

/* One signature: whose, and whether its digest was the text's. */
struct sign_off {
	const char *by; /* NULL: not given */
	bool saw; /* the act named the digest then in force */
	bool early; /* given before an earlier stage was whole */
};

/* What was said about a rule, of the texts that waiver.h knows. */
struct ground {
	const char *first, *second; /* of a suspension, "" not yet */
	bool by_only_author;
};

struct story {
	int64_t last; /* entry about it */
	char digest[HASH_HEX];
	const char *text; /* of the master */
	bool last_allowed; /* a signer said so of this text */
	const json_t *slots, *variants; /* of the last revision */
	const char *reason_by; /* for T-02 in this revision, "" nobody */
	struct ground block, forbidden, other; /* T-01, T-03, T-04 */
	bool lane, by_hand; /* tier of the submit; words of the revision */
	const char *agreed_by; /* who noted that the organ agrees, or NULL */
	int64_t asked_until; /* 0 not asked */
	bool silence; /* approved after that time, with a reason */
	bool outside; /* another organ said otherwise since the submit */
	bool against; /* and then it was approved all the same */
	const json_t *stages;
	size_t accounts;
	int64_t until, expires;
	char hook[80]; /* where an account was when it was submitted */
	struct sign_off gate[GATE_COUNT], approve, arm;
	struct sign_off set; /* by the second officer; `arm` is the first's */
	int64_t at; /* appointed, 0 none */
	char word[40]; /* that was typed to set it */
	const char *authors[16];
	size_t author_count;
};

static inline void
story_forget(struct story *t)
{
	memset(t->gate, 0, sizeof(t->gate));
	t->approve = t->arm = t->set = (struct sign_off){ .by = NULL };
	t->at = 0;
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

static inline void
story_suspend(struct story *t, const json_t *e)
{
	const char *rule = body_text(e, "rule");
	struct ground *g = strcmp(rule, "T-01") == 0 ? &t->block
		: strcmp(rule, "T-04") == 0	     ? &t->other
						     : &t->forbidden;
	const char *by = doc_str(e, "by");
	bool only = t->author_count > 0;

	for (size_t n = 0; n < t->author_count; n++)
		only = only && strcmp(t->authors[n], by) == 0;
	g->by_only_author = g->by_only_author || only;
	if (strcmp(doc_str(e, "kind"), "rule.suspended") == 0)
		g->second = by;
	else
		g->first = by;
}

/* Saved again as it was, what was said about the text still holds. */
static inline void
story_reword(struct story *t, const json_t *body)
{
	const json_t *slots = json_object_get(body, "slots");
	const json_t *variants = json_object_get(body, "variants");

	if (t->slots && json_equal(slots, t->slots) &&
		json_equal(variants, t->variants))
		return;
	t->slots = slots;
	t->variants = variants;
	t->reason_by = t->agreed_by = NULL;
	t->asked_until = 0;
}

/* What is armed by the station is armed for who appointed it. */
static inline void
story_release(struct story *t, const json_t *e, const json_t *act)
{
	const char *kind = doc_str(e, "kind"), *by = doc_str(e, "by");
	const json_t *body = json_object_get(e, "body");
	struct sign_off is = { .by = by,
		.saw = strcmp(doc_str(act, "digest"), t->digest) == 0 };

	if (strcmp(kind, "release.appointed") == 0) {
		t->arm = is;
		t->set = (struct sign_off){ .by = NULL };
		t->at = doc_int(body, "at");
	} else if (strcmp(kind, "release.set") == 0) {
		t->set = is;
		(void)snprintf(t->word, sizeof(t->word), "%s",
			doc_str(act, "confirm"));
	} else if (strcmp(kind, "release.armed") == 0) {
		t->expires = doc_int(body, "expires");
		if (strcmp(by, "station") == 0)
			return;
		t->arm = is;
		t->set = (struct sign_off){ .by = NULL };
		t->at = 0;
	} else if (strcmp(kind, "release.missed") == 0 ||
		strcmp(kind, "release.disarmed") == 0 ||
		strcmp(kind, "release.halted") == 0) {
		t->set = (struct sign_off){ .by = NULL };
		t->at = 0;
	}
}

/* Takes one entry in; `act` is what the officer sent. */
static inline void
story_tell(struct story *t, const json_t *e, const json_t *act, int64_t now)
{
	const char *kind = doc_str(e, "kind"), *by = doc_str(e, "by");
	const json_t *body = json_object_get(e, "body");
	const json_t *manifest = json_object_get(body, "manifest");
	bool saw = strcmp(doc_str(act, "digest"), t->digest) == 0;

	if (strncmp(kind, "rule.", 5) == 0) {
		story_suspend(t, e);
	} else if (strcmp(kind, "quota.allowed") == 0) {
		t->last_allowed = strcmp(by, "sign") == 0 ||
			strcmp(by, "vice") == 0 || strcmp(by, "dirk") == 0;
	} else if (strcmp(kind, "message.explained") == 0) {
		t->reason_by = by;
	} else if (strcmp(kind, "message.revised") == 0) {
		story_forget(t);
		t->last_allowed = false;
		story_reword(t, body);
		t->by_hand =
			json_object_size(json_object_get(body, "variants")) > 0;
		t->digest[0] = '\0';
		if (t->author_count < 16)
			t->authors[t->author_count++] = by;
	} else if (strcmp(kind, "message.submitted") == 0) {
		story_forget(t);
		t->outside = t->last_allowed = false;
		(void)snprintf(t->digest, sizeof(t->digest), "%s",
			doc_str(body, "digest"));
		t->stages = json_object_get(body, "stages");
		t->lane = strcmp(doc_str(body, "tier"), "emergency-lane") == 0;
		t->text = doc_str(json_object_get(manifest, "master"), "text");
		t->accounts =
			json_object_size(json_object_get(manifest, "accounts"));
		t->until =
			doc_int(json_object_get(manifest, "window"), "until");
	} else if (strcmp(kind, "message.voided") == 0) {
		story_forget(t);
		t->last_allowed = false;
		t->digest[0] = '\0';
	} else if (strcmp(kind, "message.passed") == 0) {
		story_pass(t, e, by, saw);
	} else if (strcmp(kind, "concur.asked") == 0) {
		t->asked_until = doc_int(body, "deadline");
		t->agreed_by = NULL;
	} else if (strcmp(kind, "concur.answered") == 0) {
		t->agreed_by =
			strcmp(doc_str(body, "answer"), "agreed") ? NULL : by;
	} else if (strcmp(kind, "message.approved") == 0) {
		t->silence = t->asked_until && t->asked_until <= now &&
			*doc_str(body, "reason");
		t->approve = (struct sign_off){ .by = by, .saw = saw };
		t->against = t->outside;
	} else if (strncmp(kind, "release.", 8) == 0) {
		story_release(t, e, act);
	}
}

#endif

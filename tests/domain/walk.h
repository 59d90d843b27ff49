/*
 * A random walk and one act of it: by somebody, signed or not, through some
 * login; what it yields is told to the oracle.
 */
#ifndef CRIER_TESTS_DOMAIN_WALK_H
#define CRIER_TESTS_DOMAIN_WALK_H

#include "tests/domain/appointed.h"
#include "tests/domain/signer.h"
#include "tests/domain/still.h"

enum { STORIES = 4, SEATS = 40 };

struct walk {
	struct scene s;
	uint64_t r;
	struct story stories[STORIES];
	int releases, by_itself; /* what officers fired, what the station did */
	bool signs; /* its tiers ask for a signature */
	bool scarce; /* one account may push once a day */
	const char *away; /* who is suspended now; NULL nobody */
	const char *seats[STORIES][SEATS]; /* who acted through which login */
	const char *breach; /* what must not have happened, NULL nothing */
};

/* xorshift: the same walk every time for the same seed. */
static inline uint64_t
next(uint64_t *s)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return *s;
}

#define PICK(list, r) (list)[next(r) % (sizeof(list) / sizeof((list)[0]))]

static inline bool
one_in(struct walk *w, unsigned n)
{
	return next(&w->r) % n == 0;
}

/*
 * Mostly the officer's own signature, sometimes none, or somebody else's, or
 * an old one, or one of something else. True if it is as it must be.
 */
static inline bool
walk_sign(struct walk *w, const char *by, enum act act, json_t *doc)
{
	char digest[HASH_HEX];

	switch (next(&w->r) % 120) {
	case 0:
		return false;
	case 1:
		signer_sign(doc, &w->s, act, by,
			strcmp(by, "rita") == 0 ? "dora" : "rita", w->s.now);
		return false;
	case 2:
		signer_sign(
			doc, &w->s, act, by, by, w->s.now - STATEMENT_MS - 1);
		return false;
	case 3:
		fixed_set(digest, sizeof(digest), doc_str(doc, "digest"));
		doc_put_str(doc, "digest", ENTRY_NO_PREV);
		signer_sign(doc, &w->s, act, by, by, w->s.now);
		doc_put_str(doc, "digest", digest);
		return strcmp(digest, ENTRY_NO_PREV) == 0;
	default:
		signer_sign(doc, &w->s, act, by, by, w->s.now);
		return true;
	}
}

/* Everybody has a login of their own, and seldom sits at another's. */
static inline size_t
walk_login(struct walk *w, const char *by)
{
	const struct officer *f = office_officer(&w->s.office, by);
	size_t seat = f == NULL ? 0 : (size_t)(f - w->s.office.officers);

	if (one_in(w, 120))
		seat = next(&w->r) % w->s.office.officer_count;
	json_decref(w->s.login);
	w->s.login = f == NULL
		? NULL
		: json_pack("{s:I}", "session", (json_int_t)seat);
	return seat;
}

/* Beside the guards' own memory: a decision through a login that somebody
 * else has used for this message since it was submitted. */
static inline void
walk_seat(struct walk *w, const json_t *e, size_t number, size_t seat)
{
	static const char *const decided[] = { "message.passed",
		"message.approved", "release.armed", "release.appointed",
		"release.set", "release.fired" };
	const char *kind = doc_str(e, "kind"), **who;

	if (strcmp(kind, "message.submitted") == 0)
		memset(w->seats[number], 0, sizeof(w->seats[number]));
	for (size_t n = 0; n < sizeof(decided) / sizeof(decided[0]); n++) {
		if (strcmp(kind, decided[n]) != 0)
			continue;
		who = &w->seats[number][seat];
		if (*who && strcmp(*who, doc_str(e, "by")) != 0 &&
			w->breach == NULL)
			w->breach = "by one login as two officers";
		*who = office_officer(&w->s.office, doc_str(e, "by"))->id;
	}
}

/* One act; what it yields goes to the oracle. `doc` is taken over. */
static inline void
try(struct walk *w, const char *by, enum act act, json_t *doc)
{
	size_t from = json_array_size(w->s.entries);
	struct err err;
	bool good = !w->signs || !asks_for_signature(act, doc) ||
		walk_sign(w, by, act, doc);
	size_t seat = walk_login(w, by);

	json_incref(doc);
	(void)scene_do(&w->s, by, act, doc, &err);
	if (!good && json_array_size(w->s.entries) > from && w->breach == NULL)
		w->breach = "without the officer's own signature";
	for (size_t n = from; n < json_array_size(w->s.entries); n++) {
		const json_t *e = json_array_get(w->s.entries, n);
		const struct message *m = incident_message(
			&w->s.incident, body_text(e, "message"));
		struct story *t;

		for (size_t k = 0; k < STORIES &&
			strcmp(doc_str(e, "kind"), "outside.noted") == 0;
			k++)
			w->stories[k].outside = *body_text(e, "text") != '\0';
		if (m == NULL || m->number > STORIES)
			continue;
		t = &w->stories[m->number - 1];
		walk_seat(w, e, (size_t)m->number - 1, seat);
		if (strcmp(doc_str(e, "kind"), "release.fired") == 0) {
			w->releases++;
			if (w->breach == NULL)
				w->breach = wrong_release(t, &w->s, e, doc);
			if (w->breach == NULL)
				w->breach = wrong_still(t, &w->s);
		}
		if (strcmp(doc_str(e, "kind"), "release.set") == 0 &&
			w->breach == NULL)
			w->breach = wrong_set(t, &w->s, doc);
		if (strcmp(doc_str(e, "kind"), "quota.reserved") == 0 &&
			!t->last_allowed && w->breach == NULL &&
			!doc_bool(json_array_get(
					  json_object_get(
						  json_object_get(e, "body"),
						  "quotas"),
					  0),
				"denied"))
			w->breach = "with the last push of a day, unsigned";
		if (strcmp(doc_str(e, "kind"), "message.passed") == 0 &&
			w->breach == NULL)
			w->breach = wrong_pass(&w->s, t, e);
		if ((strcmp(doc_str(e, "kind"), "rule.proposed") == 0 ||
			    strcmp(doc_str(e, "kind"), "rule.suspended") ==
				    0) &&
			w->breach == NULL)
			w->breach = wrong_person(doc_str(e, "by"), MAY_SUSPEND,
				"with a rule suspended by a wrong role");
		story_tell(t, e, doc, w->s.now);
		t->last = (int64_t)n + 1;
		if (strcmp(doc_str(e, "kind"), "message.submitted") == 0)
			(void)snprintf(t->hook, sizeof(t->hook), "%s",
				doc_str(office_account(&w->s.office, "hook")
						->options,
					"url"));
	}
	json_decref(doc);
}

/* The station does by itself what two have set. */
static inline void
walk_appointed(struct walk *w)
{
	for (size_t k = 0; k < w->s.incident.message_count; k++) {
		const struct message *m = w->s.incident.messages[k];
		size_t from = json_array_size(w->s.entries);
		struct story *t = &w->stories[m->number - 1];

		if (m->number > STORIES)
			break;
		scene_appointed(&w->s, m);
		for (size_t n = from; n < json_array_size(w->s.entries); n++) {
			const json_t *e = json_array_get(w->s.entries, n);

			if (strcmp(doc_str(e, "kind"), "release.fired") == 0) {
				w->by_itself++;
				if (w->breach == NULL)
					w->breach =
						wrong_appointed(t, &w->s, e);
				if (w->breach == NULL)
					w->breach = wrong_still(t, &w->s);
			}
			story_tell(t, e, NULL, w->s.now);
			t->last = (int64_t)n + 1;
		}
	}
}

#endif

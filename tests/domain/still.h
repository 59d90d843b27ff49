/*
 * Officers who are suspended for a while in the random walks, or lose their
 * roles, and what must not be released meanwhile: whatever they decided, and
 * signed, does not hold.
 */
#ifndef CRIER_TESTS_DOMAIN_STILL_H
#define CRIER_TESTS_DOMAIN_STILL_H

#include "tests/domain/story.h"

/* Whoever decided it could decide it now: the signature of an officer who is
 * suspended, or has none of the roles any more, is none. */
static inline bool
is_stripped(const struct scene *s, const char *by)
{
	const struct officer *f = by ? office_officer(&s->office, by) : NULL;

	return f != NULL && (!f->active || f->roles == HAS(AUDITOR));
}

static inline const char *
wrong_still(const struct story *t, const struct scene *s)
{
	for (int g = 0; g < GATE_COUNT; g++)
		if (is_stripped(s, t->gate[g].by))
			return "with a gate passed by who was stripped since";
	if (is_stripped(s, t->approve.by))
		return "approved by who was stripped since";
	return is_stripped(s, t->arm.by) ? "armed by who was stripped since"
					 : NULL;
}

/* Suspends one of them, or takes the roles; or lets the one come back. */
static inline void
still_change(struct scene *s, const char **away, uint64_t r)
{
	static const char *const ids[] = { "rita", "lena", "sign", "vice",
		"rel1", "rel2" };
	const char *id = *away ? *away : ids[r % 6];

	if (office_officer(&s->office, id) == NULL)
		return;
	scene_entry(s, "station", "officer.changed",
		json_pack("{s:s,s:s,s:o}", "officer", id, "state",
			*away || r % 2 ? "active" : "suspended", "roles",
			roles_format(*away ? person_named(id)->roles
					   : HAS(AUDITOR))));
	*away = *away ? NULL : id;
}

#endif

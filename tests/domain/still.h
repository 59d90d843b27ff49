/*
 * Officers who are suspended for a while in the random walks, and what must
 * not be released meanwhile: whatever they decided does not hold.
 */
#ifndef CRIER_TESTS_DOMAIN_STILL_H
#define CRIER_TESTS_DOMAIN_STILL_H

#include "tests/domain/story.h"

/* Whoever decided it could decide it now: a suspended officer's signature is
 * none. */
static inline bool
is_suspended(const struct scene *s, const char *by)
{
	const struct officer *f = by ? office_officer(&s->office, by) : NULL;

	return f != NULL && !f->active;
}

static inline const char *
wrong_still(const struct story *t, const struct scene *s)
{
	for (int g = 0; g < GATE_COUNT; g++)
		if (is_suspended(s, t->gate[g].by))
			return "with a gate passed by who was suspended since";
	if (is_suspended(s, t->approve.by))
		return "approved by who was suspended since";
	return is_suspended(s, t->arm.by) ? "armed by who was suspended since"
					  : NULL;
}

/* Suspends one of them, or lets the one who is away come back. */
static inline void
still_change(struct scene *s, const char **away, uint64_t r)
{
	static const char *const ids[] = { "rita", "lena", "sign", "vice",
		"rel1", "rel2" };
	const char *id = *away ? *away : ids[r % 6];
	struct judged j;

	if (office_officer(&s->office, id) == NULL)
		return;
	judged_init(&j);
	judged_add(&j, "officer.changed",
		json_pack("{s:s,s:s}", "officer", id, "state",
			*away ? "active" : "suspended"));
	scene_fold(s, &j, "station");
	judged_release(&j);
	*away = *away ? NULL : id;
}

#endif

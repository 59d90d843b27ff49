/*
 * A release at an appointed time: what the station does by itself, and what may
 * never come of it.
 */
#ifndef CRIER_TESTS_DOMAIN_APPOINTED_H
#define CRIER_TESTS_DOMAIN_APPOINTED_H

#include "domain/release/appointed.h"
#include "tests/domain/oracle.h"

/* What the station does by itself for a message that is set. */
static inline void
scene_appointed(struct scene *s, const struct message *m)
{
	struct world w = { .office = &s->office,
		.library = s->lib,
		.incident = &s->incident,
		.message = m,
		.now = s->now,
		.relay_up = s->relay_up,
		.relay_holds = s->relay_holds,
		.clock_sure = s->clock_sure,
		.mirrors = &s->mirror,
		.mirror_count = s->mirror_count,
		.joints = s->joints };
	struct judged j;

	judged_init(&j);
	judge_appointed(&j, &w);
	scene_fold(s, &j, "station");
	judged_release(&j);
}

/* Set for a time at which it may not go, or that nobody has appointed. */
static inline const char *
wrong_set(const struct story *t, const struct scene *s, const json_t *act)
{
	int64_t at = doc_int(act, "at"), promised;

	if (t->at == 0 || at != t->at)
		return "set for a time that nobody appointed";
	if (!s->clock_sure)
		return "set by a clock that nobody is sure of";
	if (at < s->now + 5000)
		return "set for a time that is past or too near";
	if (at > t->until)
		return "set for after its approval's time";
	if (instant_parse(&promised, doc_str(t->slots, "next_update"), 480) &&
		promised <= at)
		return "set for after what it promises";
	return NULL;
}

/* Of what the station fires by itself: as if the second officer fired it. */
static inline const char *
wrong_appointed(const struct story *t, const struct scene *s, const json_t *e)
{
	json_t *as = json_copy((json_t *)(uintptr_t)e), *act;
	const char *bad;

	if (t->set.by == NULL || t->at == 0)
		bad = "by itself, and nobody set it";
	else if (s->now < t->at - 5000 || s->now > t->at + 120000)
		bad = "not at its time";
	else
		bad = s->clock_sure ? NULL : "by an unsure clock";
	if (bad == NULL) {
		act = json_pack("{s:s,s:s}", "digest",
			t->set.saw ? t->digest : "", "confirm", t->word);
		doc_put_str(as, "by", t->set.by);
		bad = wrong_release(t, s, as, act);
		json_decref(act);
	}
	json_decref(as);
	return bad;
}

#endif

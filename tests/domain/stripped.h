/*
 * An officer who is suspended after the act, and the station that looks at
 * what they had decided.
 */
#ifndef CRIER_TESTS_DOMAIN_STRIPPED_H
#define CRIER_TESTS_DOMAIN_STRIPPED_H

#include "domain/review/review_still.h"
#include "tests/domain/scene.h"

/* How many entries that made. */
static inline size_t
stripped_officer(struct scene *s, const char *officer)
{
	struct world w = { .office = &s->office,
		.library = s->lib,
		.incident = &s->incident,
		.now = s->now };
	struct judged j;
	size_t count;

	scene_entry(s, "admin", "officer.changed",
		json_pack(
			"{s:s,s:s}", "officer", officer, "state", "suspended"));
	judged_init(&j);
	judge_stripped(&j, &w);
	count = j.count;
	scene_fold(s, &j, "station");
	judged_release(&j);
	judged_init(&j);
	judge_stripped(&j, &w);
	assert_int_equal(j.count, 0); /* once is enough */
	judged_release(&j);
	return count;
}

#endif

/*
 * What a rig's console has asked the station to do.
 */
#ifndef CRIER_TESTS_TUI_RIG_ACTS_H
#define CRIER_TESTS_TUI_RIG_ACTS_H

#include "tests/tui/rig_station.h"

/* The last act sent; NULL if none. */
static inline const json_t *
rig_act(const struct rig *r)
{
	return json_array_get(r->acts, json_array_size(r->acts) - 1);
}

/* The last of this name. */
static inline const json_t *
rig_act_of(const struct rig *r, const char *name)
{
	const json_t *act;

	for (size_t i = json_array_size(r->acts); i-- > 0;) {
		act = json_array_get(r->acts, i);
		if (strcmp(doc_str(act, "act"), name) == 0)
			return act;
	}
	return NULL;
}

/* The last question of this name; NULL if none. */
static inline const json_t *
rig_asked(const struct rig *r, const char *question)
{
	const json_t *q;

	for (size_t i = json_array_size(r->asked); i-- > 0;) {
		q = json_array_get(r->asked, i);
		if (strcmp(doc_str(q, "question"), question) == 0)
			return q;
	}
	return NULL;
}

static inline int
rig_count(const json_t *rows, const char *key, const char *name)
{
	size_t i;
	json_t *row;
	int n = 0;

	json_array_foreach(rows, i, row)
	{
		n += strcmp(doc_str(row, key), name) == 0;
	}
	return n;
}

/* How often it was asked. */
static inline int
rig_asked_times(const struct rig *r, const char *question)
{
	return rig_count(r->asked, "question", question);
}

static inline int
rig_acts(const struct rig *r, const char *name)
{
	return rig_count(r->acts, "act", name);
}

#endif

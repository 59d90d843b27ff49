/*
 * The station's one entrance: acts that are ready go through check, leak
 * gate, judge, ledger, fold and projections, and share one durable
 * transaction. Replies, pushes and jobs leave after it, never before.
 */
#ifndef CRIER_STATION_ACTS_H
#define CRIER_STATION_ACTS_H

#include <jansson.h>

#include "crier/act.h"
#include "domain/judge.h"
#include "domain/world.h"
#include "station/station.h"

/* What the server hands over in one round: acts and questions. */
void acts_batch(void *station, struct server_item *items, size_t count);

/*
 * The station's own entries (start, clock, missed deadline, expired arm):
 * one act in a transaction of its own, `by` station.
 */
enum err_code
acts_own(struct station *st, struct judged *judged, struct err *err);

/* What an act needs to be judged or a question to be answered. */
struct act_context {
	struct world world;
	struct incident *incident; /* the same as world's, to be applied to */
	const struct session *session;
	enum lang lang;
	char *text; /* an answer that is JSON text already, instead of a doc */
};

/* Finds incident, message and library that the document names. */
enum err_code act_context_init(struct act_context *f, struct station *st,
	const struct session *session, const json_t *doc, struct err *err);

/*
 * What an act does beside the ledger: called after the judge and before the
 * entries are written; may add entries to `out`. Named by the rows of
 * crier/acts; effect_none does nothing.
 */
typedef enum err_code effect_fn(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err);

#define ACT(id, word, source, roles, states, judge, effect, ...)               \
	effect_fn effect;
#include "crier/acts.def"
#undef ACT

effect_fn *effect_of(enum act act);

#endif

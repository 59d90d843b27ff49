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
#include "station/act_context.h"

/* What the server hands over in one round: acts, and questions but the
 * courier's. */
void acts_batch(void *station, struct server_item *items, size_t count);

/*
 * An act whose errand has ended: judged once more, with the answer or the
 * reason why there is none.
 */
void acts_brought(struct station *st, struct peer *peer, json_t *act,
	const json_t *answer, const struct err *why);

/*
 * The station's own entries (start, clock, missed deadline, expired arm):
 * one act in a transaction of its own, `by` station.
 */
enum err_code
acts_own(struct station *st, struct judged *judged, struct err *err);
/* The same of whoever has this session: `by` is the session's way. */
enum err_code acts_of(struct station *st, const struct session *s,
	struct judged *judged, struct err *err);

/*
 * What an act does beside the ledger: called after the judge and before the
 * entries are written; may add entries to `out`. What touches files, git or
 * another machine it asks of an errand (f->ask) and is called again when
 * f->brought is there. Named by the rows of crier/acts; effect_none does
 * nothing.
 */
typedef enum err_code effect_fn(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err);

#define ACT(id, word, source, roles, states, judge, effect, ...)               \
	effect_fn effect;
#include "crier/acts.def"
#undef ACT

effect_fn *effect_of(enum act act);

#endif

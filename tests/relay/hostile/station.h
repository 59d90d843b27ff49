/*
 * The station of the hostile world. What may follow what is judged and folded
 * by core/domain, as in a station; the jobs are the documents that
 * core/station/job.c makes, by what stands in this ledger.
 */
#ifndef CRIER_TESTS_RELAY_HOSTILE_STATION_H
#define CRIER_TESTS_RELAY_HOSTILE_STATION_H

#include "domain/fold.h"
#include "domain/judge.h"
#include "domain/release/delivery.h"
#include "tests/relay/hostile/world.h"

/* What is asked of the office: which of its accounts prefer a duplicate. */
void hostile_office_open(struct hostile_world *w);
void hostile_engine_take(struct hostile_world *w, json_t *doc);
void hostile_fold(struct hostile_world *w, struct message *m,
	message_fold_fn *fold, json_t *body);
struct hostile_message *
hostile_message(struct hostile_world *w, const char *id);
void hostile_do_act(struct hostile_world *w, const json_t *act);
void hostile_job(struct hostile_world *w, const struct message *m,
	const char *job, unsigned states, const char *account, int64_t until);
void hostile_connect(struct hostile_world *w);
void hostile_kill(struct hostile_world *w);
void hostile_lose_station(struct hostile_world *w);

#endif

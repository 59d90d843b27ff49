/*
 * Jobs for the relay: which deliveries, with all that is needed to perform
 * them. Texts travel once per digest and connection, before the first job
 * that needs them.
 */
#ifndef CRIER_STATION_JOB_H
#define CRIER_STATION_JOB_H

#include "domain/incident/incident.h"
#include "station/station.h"

enum job {
	JOB_PREPARE,
	JOB_LOOKUP,
	JOB_POLL,
	JOB_READBACK,
	JOB_RESUME, /* what was due when a relay was lost */
	JOB_RETRY
};

/* Which deliveries of a message a job is about; `arg` is the caller's. */
typedef bool (*job_pick)(const struct delivery *d, const char *arg);
bool job_all(const struct delivery *d, const char *arg);

/* Nothing is sent if none is picked. */
void job_send(struct station *st, struct peer *peer, const struct incident *i,
	const struct message *m, enum job job, job_pick pick, const char *arg);

/* Its platform is asked; without `ask` the relay only opens its credential. */
void job_send_check(struct station *st, struct peer *peer,
	const struct account *a, bool ask);

/* A look as a round takes it (sweep.h). */
void job_send_sweep(struct station *st, struct peer *peer,
	const struct account *a, bool hurry);

/* Tell it that an order waits: which reminder, and nothing of its content. */
void job_send_alarm(struct station *st, struct peer *peer,
	const struct account *a, const struct joint_order *o);

#endif

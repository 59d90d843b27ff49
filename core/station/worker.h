/*
 * Long questions: verify, the exports, replay, the doctor's look and the check
 * of a folder of playbooks run in a child (child.h) with a read-only
 * connection. The station passes on what it says as fast as the asker reads.
 */
#ifndef CRIER_STATION_WORKER_H
#define CRIER_STATION_WORKER_H

#include "station/child.h"
#include "station/station.h"

typedef void (*worker_told)(struct station *st, const json_t *answer);

/*
 * Starts one for this request; the reply comes from the worker. Without a
 * peer it is the station's own question. `told` (may be NULL) hears the
 * answer too.
 */
enum err_code worker_start(struct station *st, struct peer *peer,
	const json_t *doc, worker_told told, struct err *err);

void worker_closed(struct station *st, struct peer *peer); /* asker gone */
void worker_drained(struct station *st, struct peer *peer); /* read on */

/* What the worker of this question may use. */
const struct child_limits *worker_limits(const char *question);

#endif

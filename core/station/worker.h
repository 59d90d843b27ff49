/*
 * Long questions: verify, the exports, replay and the doctor's look run in a
 * process of their own with a read-only connection. It writes the protocol's
 * part, answer and refusal documents, and the station passes them on as fast
 * as the asker reads.
 */
#ifndef CRIER_STATION_WORKER_H
#define CRIER_STATION_WORKER_H

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

/* The worker's own main: the request on standard input. */
int worker_main(const char *dir);

#endif

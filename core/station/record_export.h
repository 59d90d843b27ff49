/*
 * The record for somebody who cannot look into the station's folder: a tar
 * with a git bundle, the allowed signers, and how to check them. It leaves the
 * worker in pieces, on the socket of whoever asked.
 */
#ifndef CRIER_STATION_RECORD_EXPORT_H
#define CRIER_STATION_RECORD_EXPORT_H

#include <jansson.h>

#include "crier/progress.h"
#include "store/ledger.h"

/*
 * Gives the pieces to `part` ({"data": base64}; it takes them) and an answer {entries, head,
 * commit, bytes} to *out.
 */
enum err_code record_export(json_t **out, const char *dir, struct ledger *l,
	void (*part)(void *ctx, json_t *part), const struct progress *progress,
	struct err *err);

#endif

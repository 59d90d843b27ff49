/*
 * What a site needs beside the message being released: what else its incident
 * has published, and the newest of the office's other incidents.
 */
#ifndef CRIER_STATION_SITE_DOC_H
#define CRIER_STATION_SITE_DOC_H

#include "domain/incident/incident.h"
#include "station/station.h"

/* Do accounts of this kind publish rendered pages? */
bool site_wanted(const char *kind);

/*
 * "site" of a delivery (core/export/README.md); the caller's. It asks the
 * incident cache for at most 200 others.
 */
json_t *site_doc(const struct station *st, const struct incident *i,
	const struct message *m, const char *account, const char *kind);

enum { SITE_SLUG = 80 };

/* By what a platform may know our post: crier-2026-0001-1-DIGEST8. */
void site_slug(char *out, size_t size, const struct message *m);

#endif

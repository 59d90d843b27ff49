/*
 * From one entry to the files of the record that people read. Pure and
 * frozen: depends on the entry, on what station/station.json says and on
 * files written before, never on locale, clock or wording elsewhere. Commit
 * ids come from these bytes: a change here gives other ids from then on, and
 * what is already committed is never computed again.
 */
#ifndef CRIER_RECORD_PROJECT_H
#define CRIER_RECORD_PROJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "domain/entry.h"

enum { PROJECT_LINE = 200 };

/* The tree it writes to. `read` gives what was written before. */
struct project_io {
	void *ctx;
	bool (*read)(void *ctx, const char *path, struct buf *out);
	void (*write)(
		void *ctx, const char *path, const void *data, size_t len);
};

/* What must be known from the first entry, and from the last start. */
struct project {
	int zone; /* minutes east */
	bool marked; /* drills and demos say so in every file: format 2 */
	bool demo; /* so is the station */
	char unit[PROJECT_LINE]; /* the station's name, one clean line */
};

/* Fills it from station/station.json, or with UTC and "station". */
void project_resume(struct project *p, const struct project_io *io);

/* Writes the entry itself (line and newline) and its readable files. */
void project_entry(struct project *p, const struct project_io *io,
	const struct entry *e, const char *line, size_t len);

/* "message.passed 2026-0123/3 legal": one clean line, never empty. */
void project_summary(char out[PROJECT_LINE], const struct entry *e);

/* The officer's name for the commit's author; the id if not known. */
void project_name(char out[PROJECT_LINE], const struct project *p,
	const struct project_io *io, const char *by);

#endif

/*
 * Parses a library in a thread, so that the loop does not wait for it: some
 * ten thousand words and patterns take longer than halt may. Parsing is pure;
 * what it makes is handed over whole.
 */
#ifndef CRIER_STATION_LIBRARY_READER_H
#define CRIER_STATION_LIBRARY_READER_H

#include "station/station.h"

struct library_reader;

/*
 * Reads the library at the commit into the station's library_cache, then
 * calls `done` with NULL, or with why not. One at a time; ERR_BUSY otherwise.
 */
enum err_code library_reader_start(struct station *st, const char *commit,
	void (*done)(void *ctx, const struct err *why), void *ctx,
	struct err *err);

/* `done` is not called any more; what is read is kept all the same. */
void library_reader_forget(struct station *st, void *ctx);

/* Waits for its end. */
void library_reader_stop(struct station *st);

#endif

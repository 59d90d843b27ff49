/*
 * Parses a library in a thread and says what it changes, so that the loop does
 * not wait for it: some ten thousand words and patterns take longer than halt
 * may. Parsing is pure; what it makes is handed over whole.
 */
#ifndef CRIER_STATION_LIBRARY_READER_H
#define CRIER_STATION_LIBRARY_READER_H

#include "station/station.h"

struct library_reader;

/* `told`: of library_told.h, against the library in force; or why not. */
typedef void
library_reader_done(void *ctx, json_t *told, const struct err *why);

/*
 * Waits until what was taken from a quarantine stands on the disk, then reads
 * the library at the commit into the station's library_cache, then calls
 * `done`. One at a time; ERR_BUSY otherwise.
 */
enum err_code library_reader_start(struct station *st, const char *commit,
	library_reader_done *done, void *ctx, struct err *err);

/* `done` is not called any more; what is read is kept all the same. */
void library_reader_forget(struct station *st, void *ctx);

/* Waits for its end. */
void library_reader_stop(struct station *st);

#endif

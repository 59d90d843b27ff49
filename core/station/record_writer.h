/*
 * A thread that brings the git record and the library's head up to the ledger.
 * It has a read-only connection of its own; no reply waits for it but the one
 * to who confirms a library, and what it did not finish is written after the
 * next start. It also checkpoints the ledger's write-ahead log, so that an act
 * seldom has to.
 */
#ifndef CRIER_STATION_RECORD_WRITER_H
#define CRIER_STATION_RECORD_WRITER_H

#include <stdbool.h>

#include "base/sshsig.h"
#include "record/record.h"

struct record_writer;

/* Starts the thread for the record and ledger in folder dir. */
enum err_code record_writer_start(struct record_writer **out, const char *dir,
	const struct sshsig_key *key, struct err *err);

/* Lets it finish what waits (at most `patience` ms), then ends it. */
void record_writer_stop(struct record_writer *k, int patience);

/* The ledger names another library: its head moves there. NULL is allowed. */
void record_writer_accept(struct record_writer *k, const char *commit);

void record_writer_wake(struct record_writer *k); /* NULL is allowed */

/* While a release is armed or running, packs are left alone. */
void record_writer_hush(struct record_writer *k, bool release);

struct record_writer_view {
	struct record_head head;
	struct err fault; /* why it does not advance; ERR_OK if it does */
	char library[RECORD_COMMIT]; /* where it has moved the head, or "" */
	char tried[RECORD_COMMIT]; /* and where it last tried to */
	struct err stays; /* why the head did not go there; ERR_OK if it did */
};
void
record_writer_look(struct record_writer_view *out, struct record_writer *k);

/* Readable when the record advanced, or the library, since record_writer_moved
 * was asked. */
int record_writer_fd(const struct record_writer *k);
bool record_writer_moved(struct record_writer *k);

#endif

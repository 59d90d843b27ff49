/*
 * The record's keeper: a thread that brings the git record up to the ledger.
 * It has a read-only connection of its own; no reply waits for it, and what
 * it did not finish it goes on with after the next start. It also writes the
 * ledger's log back, so that an act seldom has to.
 */
#ifndef CRIER_STATION_KEEPER_H
#define CRIER_STATION_KEEPER_H

#include <stdbool.h>

#include "base/sshsig.h"
#include "record/record.h"

struct keeper;

/* Starts the thread for the record and ledger in folder dir. */
enum err_code keeper_start(struct keeper **out, const char *dir,
	const struct sshsig_key *key, struct err *err);

/* Lets it finish what waits (at most `patience` ms), then ends it. */
void keeper_stop(struct keeper *k, int patience);

void keeper_wake(struct keeper *k); /* NULL is allowed */

/* While a release is armed or running, packs are left alone. */
void keeper_hush(struct keeper *k, bool release);

struct keeper_view {
	struct record_head head;
	char fault[400]; /* why the record does not advance; "" if it does */
};
void keeper_look(struct keeper_view *out, struct keeper *k);

/* Can be read when the record has moved since keeper_moved was last asked. */
int keeper_fd(const struct keeper *k);
bool keeper_moved(struct keeper *k);

#endif

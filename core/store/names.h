/*
 * The names of a projection's rows in memory, for looking one up while it is
 * typed: ten thousand are read through in a millisecond, where the table, whose
 * rows hold whole documents, takes several. SQLite's triggers keep them as the
 * table is, also where a batch is undone. For window.c.
 */
#ifndef CRIER_STORE_NAMES_H
#define CRIER_STORE_NAMES_H

#include "store/internal.h"

/*
 * *is tells whether there are names of this projection, and makes them if need
 * be. There are none where others write: nobody would tell of it.
 */
enum err_code
names_ready(bool *is, struct ledger *l, enum projection p, struct err *err);

/* Its table, "names_incident" …: at (the row's rowid), key, name. */
void names_table(char out[40], enum projection p);

#endif

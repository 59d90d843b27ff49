/*
 * Our letters in a backup. The ledger has their heads and bodies; what they look
 * like sealed, so that who has not taken them yet can, lies in letters/ alone.
 */
#ifndef CRIER_STATION_BACKUP_LETTERS_H
#define CRIER_STATION_BACKUP_LETTERS_H

#include "base/err.h"
#include "store/ledger.h"

#define BACKUP_LETTERS "letters.jsonl"

/* letters/ of the station in `dir` as one file in `to`, a letter a line; no file
 * where there are none. */
enum err_code
backup_letters_write(const char *dir, const char *to, struct err *err);

/*
 * Back into letters/ of `dir` those of the backup `from` that the ledger says
 * were written. *came: how many; *lost: how many more it says were.
 */
enum err_code backup_letters_take(int64_t *came, int64_t *lost, const char *dir,
	struct ledger *l, const char *from, struct err *err);

#endif

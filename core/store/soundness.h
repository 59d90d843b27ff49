/*
 * Whether ledger.db is the database that this Crier made: verify.h says
 * whether the lines are what was written, this whether what is read of them is
 * all of them. A fold of one incident goes by an index, and an index that lost
 * a row, or a column that no longer follows from its line, hides an entry from
 * it while the chain stays whole.
 */
#ifndef CRIER_STORE_SOUNDNESS_H
#define CRIER_STORE_SOUNDNESS_H

#include "store/ledger.h"

enum soundness {
	SOUND_START, /* schema, and the entries with their indexes */
	SOUND_WHOLE /* every page, table and index, and counts by kind */
};

/*
 * ERR_CORRUPT says in *err what is not as it was made: a table, generated
 * column, trigger or index that is another, missing or not ours; a page or an
 * index that is damaged; entries that are found by one way and not by the
 * other. Lists that another Crier kept are made anew and no fault. Outside of
 * batches, by writer and reader alike. SOUND_START takes 0.4 s, SOUND_WHOLE 1
 * s for 100,000 entries.
 */
enum err_code
ledger_sound(struct ledger *l, enum soundness how, struct err *err);

#endif

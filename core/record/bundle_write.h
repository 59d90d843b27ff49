/*
 * A record as one file that plain git reads: `git clone FILE`. It holds the
 * branch, and the library's, from their first commits on.
 */
#ifndef CRIER_RECORD_BUNDLE_WRITE_H
#define CRIER_RECORD_BUNDLE_WRITE_H

#include <stdio.h>

#include "crier/progress.h"
#include "record/record.h"

/*
 * Writes to `out`, a file that can be read back and is empty. *head is where
 * the record stood then; a station may go on writing meanwhile. Needs memory
 * for some thousand commits, however many there are.
 */
enum err_code bundle_write(FILE *out, struct record_head *head,
	const char *record, const struct progress *progress, struct err *err);

#endif

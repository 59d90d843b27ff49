/*
 * What the two files of a quarantine share.
 */
#ifndef CRIER_RECORD_QUARANTINE_INTERNAL_H
#define CRIER_RECORD_QUARANTINE_INTERNAL_H

#include "record/git.h"
#include "record/library_internal.h"
#include "record/oids.h"
#include "record/quarantine.h"

struct quarantine {
	char *folder;
	git_repository *from, *library;
	git_odb *odb, *here; /* theirs, the library's */
	git_oid tip, accepted;
	git_oid *commits; /* the new ones */
	size_t count;
	struct oids old; /* commits in force, then what they hold */
	struct oids seen; /* what was judged */
	size_t sum; /* bytes of that */
	const struct quarantine_judge *judge;
};

/* Which commits are new; ERR_REFUSED if it does not descend. */
enum err_code
quarantine_walk(struct quarantine *q, const char *from, struct err *err);

#endif

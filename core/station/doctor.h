/*
 * crier doctor: everything that is not well in a station's folder, and what to
 * do, in the reader's language. Changes nothing.
 */
#ifndef CRIER_STATION_DOCTOR_H
#define CRIER_STATION_DOCTOR_H

#include <jansson.h>
#include <stdbool.h>

#include "base/lang.h"
#include "store/ledger.h"

/* {checks[{name, label, ok, what, remedy}]}; needs nothing to be sound. */
json_t *doctor_look(const char *dir, enum lang lang);

/* What one look found, in both languages; rows stand in doctor_texts.c. */
enum diagnosis {
	DIAGNOSIS_FOLDER_UNREADABLE,
	DIAGNOSIS_FOLDER_READ_ONLY,
	DIAGNOSIS_FOLDER_FULL,
	DIAGNOSIS_FOLDER_WELL,
	DIAGNOSIS_KEY_MISSING,
	DIAGNOSIS_KEY_OPEN,
	DIAGNOSIS_KEY_WELL,
	DIAGNOSIS_LIBRARY_BAD,
	DIAGNOSIS_LIBRARY_UNREADABLE,
	DIAGNOSIS_LIBRARY_WELL,
	DIAGNOSIS_DRAFTS_BAD,
	DIAGNOSIS_DRAFTS_WELL,
	DIAGNOSIS_VERSION_UNREADABLE,
	DIAGNOSIS_VERSION_KINDS,
	DIAGNOSIS_VERSION_RECORD,
	DIAGNOSIS_VERSION_WELL,
	DIAGNOSIS_LEDGER_UNREADABLE,
	DIAGNOSIS_LEDGER_NEVER,
	DIAGNOSIS_LEDGER_UNREAD,
	DIAGNOSIS_LEDGER_BAD,
	DIAGNOSIS_LEDGER_STALE,
	DIAGNOSIS_LEDGER_WELL,
	DIAGNOSIS_CLOCK_BEHIND,
	DIAGNOSIS_CLOCK_WELL,
	DIAGNOSIS_RECORD_BAD,
	DIAGNOSIS_RECORD_BOTH,
	DIAGNOSIS_RECORD_EMPTY,
	DIAGNOSIS_RECORD_BEHIND,
	DIAGNOSIS_RECORD_WELL,
	DIAGNOSIS_MODES_OPEN,
	DIAGNOSIS_MODES_OWNER,
	DIAGNOSIS_MODES_LINK,
	DIAGNOSIS_MODES_WELL,
	DIAGNOSIS_CREDENTIAL_ENDS,
	DIAGNOSIS_CREDENTIAL_ENDED,
	DIAGNOSIS_RELAY_PROGRAM,
	DIAGNOSIS_RELAY_NO_KEY,
	DIAGNOSIS_RELAY_OPEN,
	DIAGNOSIS_RELAY_BROKEN,
	DIAGNOSIS_RELAY_OTHER,
	DIAGNOSIS_RELAY_APART,
	DIAGNOSIS_RELAY_WELL,
	DIAGNOSIS_MIRROR_PROGRAM,
	DIAGNOSIS_MIRROR_UNREADABLE,
	DIAGNOSIS_MIRROR_BEHIND,
	DIAGNOSIS_MIRROR_AHEAD,
	DIAGNOSIS_MIRROR_SOON,
	DIAGNOSIS_MIRROR_HOST,
	DIAGNOSIS_MIRROR_WELL,
	DIAGNOSIS_COURIER_PROGRAM,
	DIAGNOSIS_COURIER_NOWHERE,
	DIAGNOSIS_COURIER_UNPINNED,
	DIAGNOSIS_COURIER_FOLDER,
	DIAGNOSIS_COURIER_WELL,
	DIAGNOSIS_COUNT
};

struct doctor {
	const char *dir;
	enum lang lang;
	json_t *list;
};

/* Adds a finding of the row; {0} and {1} of its texts are `a` and `b`. */
void doctor_find(
	struct doctor *d, enum diagnosis what, const char *a, const char *b);

/* The same with words of somebody else's, already in the language. */
void doctor_say(struct doctor *d, const char *name, bool ok, const char *what,
	const char *remedy);

/* doctor_files.c: modes and owners of everything; why a relay does not start */
void doctor_files(struct doctor *d);
void doctor_relay(struct doctor *d, struct ledger *l);

/* doctor_beyond.c: mirrors, and the exchange */
void doctor_beyond(struct doctor *d, struct ledger *l);

#endif

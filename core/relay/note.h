/*
 * What the engine itself says of a delivery, beside what a platform said.
 */
#ifndef CRIER_RELAY_NOTE_H
#define CRIER_RELAY_NOTE_H

#include <stddef.h>

#include "base/err.h"
#include "base/lang.h"

enum note {
	NOTE_DIGEST,
	NOTE_NOT_NAMED,
	NOTE_VARIANT,
	NOTE_MODE,
	NOTE_KIND,
	NOTE_ACT,
	NOTE_CREDENTIAL,
	NOTE_NOT_PREPARED,
	NOTE_NOT_HELD,
	NOTE_LATE,
	NOTE_FIRST,
	NOTE_WINDOW,
	NOTE_HALTED,
	NOTE_LOST,
	NOTE_STATION_REFUSED,
	NOTE_BY_HAND,
	NOTE_REHEARSE,
	NOTE_SHOWN, /* as in a drill, of a demo station */
	NOTE_NO_LOOKUP,
	NOTE_LOOKUP_ENDED,
	NOTE_POLL_ENDED,
	NOTE_TOKEN,
	NOTE_NOTHING_TO_CHECK,
	NOTE_NO_ROUND,
	NOTE_NO_LIST,
	NOTE_CONTESTED,
	NOTE_NO_DOUBTED,
	NOTE_NO_SAID,
	NOTE_NO_STANDS,
	NOTE_NO_UNSEEN,
	NOTE_DEMO,
	NOTE_INSIDE,
	NOTE_UNDOING,
	NOTE_ON_ITS_WAY,
	NOTE_FIRED,
	NOTE_FOREIGN,
	NOTE_OTHER,
	NOTE_ANOTHER_BOX,
	NOTE_NO_ALARM,
	NOTE_COUNT
};
const char *relay_note(enum note note, enum lang lang);

/* An err's text for people, in the officers' language. */
void
relay_note_err(char *out, size_t size, const struct err *err, enum lang lang);

#endif

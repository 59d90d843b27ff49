/*
 * The kinds of entry that this version understands, from the rows of
 * crier/entries.def: what each is called, which fields of its body matter to
 * a reader, and what it sets going. Lists, exports, replay and the console are
 * written from this one table; what a kind does to the state is in the folds
 * of core/domain.
 */
#ifndef CRIER_ENTRY_KIND_H
#define CRIER_ENTRY_KIND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/lang.h"

enum entry_kind {
#define ENTRY(id, ...) ENTRY_##id,
#include "crier/entries.def"
#undef ENTRY
	ENTRY_KINDS
};

enum entry_about {
	ABOUT_STATION,
	ABOUT_OFFICER,
	ABOUT_ACCOUNT,
	ABOUT_PARTNER,
	ABOUT_INCIDENT,
	ABOUT_MESSAGE,
	ABOUT_DELIVERY,
	ABOUT_CLAIM
};

/* What follows an entry. Those with PUSH tell whoever watches that the thing
 * changed; those with ROWS and DROP say which rows of projections are written
 * besides those of its incident and message. */
enum entry_follow {
	PUSH_OFFICE = 1 << 0,
	PUSH_INCIDENT = 1 << 1,
	PUSH_MESSAGE = 1 << 2,
	PUSH_CLAIM = 1 << 3,
	PUSH_OUTSIDE = 1 << 4, /* other organs' bulletins on the incident */
	PUSH_LIBRARY = 1 << 5,
	LOOK_AT_CLOCKS = 1 << 6, /* what is due next may be another now */
	RECOUNT_INCIDENTS = 1 << 7,
	OPEN_INCIDENT = 1 << 8, /* it is the first of its incident */
	INDEX_CLAIM = 1 << 9, /* it is the first of its claim */
	DROP_DRAFT = 1 << 10, /* nothing can be typed any more */
	ACCEPT_LIBRARY = 1 << 11,
	ROWS_STATION = 1 << 12,
	ROWS_OFFICER = 1 << 13,
	ROWS_ACCOUNT = 1 << 14,
	ROWS_ACCOUNTS = 1 << 15, /* all that it may have changed */
	ROWS_DELIVERIES = 1 << 16, /* all of the message */
	DROP_DELIVERIES = 1 << 17, /* if the release is taken back by it */
	TRUST_CLOCK = 1 << 18, /* a person has confirmed the station's time */
	LOOK_AT_ARMED =
		1 << 19, /* an armed account may not be ready any more */
	ASK_SIGNERS = 1 << 20, /* who signed may not be who may any more */
	END_SESSIONS = 1 << 21, /* who is here may not be let in any more */
	ROWS_PARTNER = 1 << 22,
	WAKE_COURIER = 1 << 23, /* there is something for it to carry */
	TELL_MIRRORS = 1 << 24, /* the record goes elsewhere from now on */
	ROWS_IMPOSTOR = 1 << 25,
	ROWS_COMMENT = 1 << 26
};

enum { ENTRY_FIELDS = 6 };

struct entry_kind_row {
	const char *kind; /* "incident.opened" */
	struct both title;
	const char *fields[ENTRY_FIELDS]; /* of the body, in this order */
	enum entry_about about;
	unsigned follows; /* bits of enum entry_follow */
};

const struct entry_kind_row *entry_kind_row(enum entry_kind kind);
bool entry_kind_parse(enum entry_kind *out, const char *kind);

/* NULL for a kind of a newer version. */
const struct entry_kind_row *entry_kind_find(const char *kind);

/* Does this follow an entry of the kind? Of a newer kind nothing is known. */
bool entry_is_followed_by(const char *kind, enum entry_follow follow);

/* The field is an instant in UTC milliseconds. */
bool entry_field_is_time(const char *field);

/* A word in a field, such as a gate or a state, as it is called; any other
 * text as it is. */
const char *entry_field_word(
	const char *kind, const char *field, const char *word, enum lang lang);

#endif

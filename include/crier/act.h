/*
 * The table of acts: everything an officer or the relay may ask the station
 * to do, from the rows of crier/acts.def. One row says an act's name, who may
 * ask for it, in which states of a message, and its fields with type, bound
 * and whether a person wrote them (then the leak gate reads them). The station
 * validates against this table before any rule is asked; the help and the
 * protocol page are printed from it. What an act means is in the _acts.c of
 * its subject in core/domain.
 */
#ifndef CRIER_ACT_H
#define CRIER_ACT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/lang.h"
#include "crier/choice.h"
#include "crier/role.h"

enum act {
#define ACT(id, ...) ACT_##id,
#include "crier/acts.def"
#undef ACT
	ACT_COUNT
};

enum field_type {
	FIELD_TEXT, /* UTF-8, newline and tab the only controls */
	FIELD_WORD, /* [a-z0-9._-]+, starts with a letter or digit */
	FIELD_ID, /* an id of the ledger: 2026-0123, 2026-0123/3 … */
	FIELD_DIGEST, /* 64 hex digits */
	FIELD_INSTANT, /* UTC milliseconds, an integer */
	FIELD_INT,
	FIELD_BOOL,
	FIELD_WORDS, /* array of words */
	FIELD_TEXTS, /* object: word -> text */
	FIELD_DOC /* object or array, checked by the act itself */
};

/* How a person gives it, where the type alone does not say. */
enum field_given {
	GIVEN_TYPED,
	GIVEN_LINES, /* a text of many lines */
	GIVEN_OFFICER, /* one of those there are, or several */
	GIVEN_ACCOUNT,
	GIVEN_FILE, /* what a file holds */
	GIVEN_NAME, /* a file's, with its digest and size beside it */
	GIVEN_SECRET, /* read unseen, sealed before it leaves the program */
	GIVEN_FIGURES,
	GIVEN_DAY, /* an instant of which the day alone is meant */
	GIVEN_PROGRAM /* nobody types it: the program knows it */
};

struct act_field {
	const char *name; /* NULL ends the list */
	enum field_type type;
	size_t max; /* bytes of a text, elements of a list */
	bool required;
	bool prose; /* a person wrote it: goes through the leak gate */
	enum choices choices; /* the only words it may hold */
	enum field_given given;
	struct both label, help; /* for a form */
};

enum act_source { FROM_OFFICER, FROM_RELAY };

struct act_row {
	const char *name; /* on the socket: "message.submit" */
	enum act_source source;
	role_set roles; /* any one of these; 0 is every active officer */
	unsigned states; /* bits: 1 << enum message_state; 0: see acts.def */
	struct both does; /* one line of help */
	const struct act_field *fields;
};

const struct act_row *act_row(enum act act);
bool act_parse(enum act *out, const char *name);

#endif

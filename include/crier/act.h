/*
 * The table of acts: everything an officer or the relay may ask the station
 * to do. One row says an act's name, who may ask for it, and its fields with
 * type, bound and whether a person wrote them (then the leak gate reads
 * them). The station validates against this table before any rule is asked;
 * the command line, the help and the protocol page are printed from it. What
 * an act means is in the _acts.c of its subject in core/domain.
 */
#ifndef CRIER_ACT_H
#define CRIER_ACT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/lang.h"
#include "crier/role.h"

enum act {
	ACT_OFFICER_ADD,
	ACT_OFFICER_CHANGE,
	ACT_OFFICER_DUTY,
	ACT_ACCOUNT_ADD,
	ACT_ACCOUNT_CHANGE,
	ACT_ACCOUNT_CREDENTIAL,
	ACT_ACCOUNT_CHECK,
	ACT_LIBRARY_IMPORT,
	ACT_INCIDENT_OPEN,
	ACT_INCIDENT_CLOSE,
	ACT_INCIDENT_PREPARE,
	ACT_INCIDENT_LEARN,
	ACT_CLOCK_DONE,
	ACT_LINES_SET,
	ACT_LINES_CONFIRM,
	ACT_OUTSIDE_NOTE,
	ACT_MESSAGE_NEW,
	ACT_MESSAGE_KEEP,
	ACT_MESSAGE_CORRECT,
	ACT_MESSAGE_REPOST,
	ACT_MESSAGE_REVISE,
	ACT_MESSAGE_SUBMIT,
	ACT_MESSAGE_EXPLAIN,
	ACT_RULE_SUSPEND,
	ACT_RULE_RESTORE,
	ACT_CONCUR_ASK,
	ACT_CONCUR_ANSWER,
	ACT_REVIEW,
	ACT_APPROVE,
	ACT_MESSAGE_SUPPLEMENT,
	ACT_RELEASE_ARM,
	ACT_RELEASE_DISARM,
	ACT_RELEASE_FIRE,
	ACT_RELEASE_HALT,
	ACT_DELIVERY_PROOF,
	ACT_DELIVERY_RETRY,
	ACT_DELIVERY_SETTLE,
	ACT_DELIVERY_SKIP,
	ACT_CLAIM_ADD,
	ACT_CLAIM_CHANGE,
	ACT_CLAIM_EVIDENCE,
	ACT_CLAIM_VERDICT,
	ACT_CLAIM_ANSWER,
	ACT_DRAFT_SAVE,
	ACT_DRAFT_DROP,
	ACT_RECORD_PUSH,
	ACT_RELAY_PREPARED,
	ACT_RELAY_SENDING,
	ACT_RELAY_OUTCOMES,
	ACT_RELAY_TOKEN,
	ACT_RELAY_CHECKED,
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

struct act_field {
	const char *name; /* NULL ends the list */
	enum field_type type;
	size_t max; /* bytes of a text, elements of a list */
	bool required;
	bool prose; /* a person wrote it: goes through the leak gate */
};

enum act_source { FROM_OFFICER, FROM_RELAY };

enum { ACT_FIELDS = 14 };

struct act_row {
	const char *name; /* on the socket: "message.submit" */
	enum act_source source;
	role_set roles; /* any one of these; 0 is every active officer */
	struct both does; /* one line of help */
	struct act_field fields[ACT_FIELDS];
};

const struct act_row *act_row(enum act act);
bool act_parse(enum act *out, const char *name);

#endif

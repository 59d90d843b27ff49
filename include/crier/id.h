/*
 * How long an id can be, with the NUL at its end. What an act brings is held
 * to these bounds by its fields (act.h) before any rule sees it.
 */
#ifndef CRIER_ID_H
#define CRIER_ID_H

enum {
	INCIDENT_ID = 17, /* "2026-0123", "D2026-0007" */
	MESSAGE_ID = 32, /* "2026-0123/3" */
	WORD_ID = 65, /* a word that an office chose: FIELD_WORD of 64 bytes */
	OFFICER_ID = WORD_ID,
	ACCOUNT_ID = WORD_ID,
	DELIVERY_ID = MESSAGE_ID + ACCOUNT_ID, /* "2026-0123/3:ACCOUNT" */
	ACT_ID = 33, /* 128 bits in hex */
	COMMIT_ID = 65, /* of git, SHA-1 or SHA-256 in hex */
	KIND_ID = 33, /* of an entry, a connector, a platform, a tier */
	VIA_ID = 17, /* the way an act came in: "console", "cli", "relay" … */
};

#endif

/*
 * What the files of state.db share. Private to this folder.
 */
#ifndef CRIER_STORE_STATE_INTERNAL_H
#define CRIER_STORE_STATE_INTERNAL_H

#include "store/db.h"
#include "store/state.h"

enum state_statement {
	SQL_DRAFT_SAVE,
	SQL_DRAFT_LOAD,
	SQL_DRAFT_DROP,
	SQL_DRAFT_TAKE,
	SQL_CREDENTIAL_SAVE,
	SQL_CREDENTIAL_LOAD,
	SQL_NOTE_PUT,
	SQL_NOTE_GET,
	SQL_COMMENT_PUT,
	SQL_COMMENT_GET,
	SQL_COMMENT_DROP,
	SQL_COUNT
};

struct state {
	struct db db;
};

#endif

/*
 * What an officer can ask the console for. Keys lead to requests (keys.h),
 * the palette lists them by word, views carry them out.
 */
#ifndef CRIER_TUI_REQUEST_H
#define CRIER_TUI_REQUEST_H

#include <stdbool.h>

enum request {
	REQ_NONE,
	/* moving */
	REQ_UP,
	REQ_DOWN,
	REQ_LEFT,
	REQ_RIGHT,
	REQ_PAGE_UP,
	REQ_PAGE_DOWN,
	REQ_HOME,
	REQ_END,
	REQ_NEXT_FIELD,
	REQ_PREV_FIELD,
	REQ_CHOOSE,
	REQ_BACK,
	/* the console itself */
	REQ_HELP,
	REQ_PALETTE,
	REQ_FILTER,
	REQ_LANGUAGE,
	REQ_REDRAW,
	REQ_RELOAD,
	REQ_QUIT,
	/* other views */
	REQ_BOARD,
	REQ_OPEN,
	REQ_WALK,
	REQ_COMPOSE,
	REQ_REVIEW,
	REQ_RELEASE,
	REQ_DELIVERIES,
	REQ_LEDGER,
	REQ_REPLAY,
	REQ_FIGURES,
	REQ_COLUMN_ON,
	REQ_COLUMN_BACK,
	REQ_LINES,
	REQ_PROPOSALS,
	REQ_CLAIMS,
	/* editing a text */
	REQ_EDIT_NEWLINE,
	REQ_EDIT_BACKSPACE,
	REQ_EDIT_DELETE,
	REQ_EDIT_WORD_BACK,
	REQ_EDIT_KILL,
	REQ_EDIT_KILL_BACK,
	REQ_EDIT_START,
	REQ_EDIT_FINISH,
	REQ_EDIT_UNDO,
	REQ_EDIT_REDO,
	/* a message */
	REQ_SAVE,
	REQ_SUBMIT,
	REQ_NEXT_ACCOUNT,
	REQ_PREV_ACCOUNT,
	REQ_BY_HAND,
	REQ_VERIFIED,
	REQ_NOW,
	REQ_DROP_DRAFT,
	REQ_DRAFTS,
	REQ_AFFIRM_ALL,
	REQ_FINDING,
	REQ_REPOST,
	REQ_PASS,
	REQ_RETURN,
	REQ_APPROVE,
	REQ_EXPLAIN,
	REQ_SUSPEND,
	REQ_CONCUR,
	REQ_NEXT_PAGE,
	/* a release */
	REQ_ARM,
	REQ_DISARM,
	REQ_FIRE,
	REQ_HALT,
	REQ_WITHDRAW,
	REQ_CORRECT,
	/* a delivery */
	REQ_TEXT,
	REQ_PROOF,
	REQ_SETTLE,
	REQ_RETRY,
	REQ_SKIP,
	/* a claim */
	REQ_CLAIM_ADD,
	REQ_CLAIM_CHANGE,
	REQ_CHECK,
	REQ_EVIDENCE,
	REQ_VERDICT,
	REQ_ANSWER,
	/* an incident, the ledger */
	REQ_CLOSE_INCIDENT,
	REQ_KEEP,
	REQ_CLOCK_DONE,
	REQ_STEP_DONE,
	REQ_CONFIRM_TIME,
	REQ_PROVE_KEY,
	REQ_LEARN,
	REQ_LINE,
	REQ_CONFIRM,
	REQ_DECLINE,
	REQ_TAKE,
	REQ_OUTSIDE,
	REQ_VERIFY,
	REQ_COUNT
};

struct request_row {
	const char *word; /* in the palette; stable */
	const char *name; /* a word or two for the key bar, translated */
	const char *help; /* one line, translated */
};

const struct request_row *request_row(enum request request);

#endif

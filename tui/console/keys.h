/*
 * Which key asks for what, where. One table: the console obeys it, and the
 * help view, the key bar and the palette are printed from it.
 */
#ifndef CRIER_TUI_KEYS_H
#define CRIER_TUI_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/console/input.h"
#include "tui/console/request.h"

enum context {
	IN_ANY, /* everywhere */
	IN_READING, /* where letters are keys */
	IN_TYPING, /* where letters are text: no row with a letter counts */
	IN_BOARD,
	IN_OPEN,
	IN_WALK,
	IN_COMPOSE,
	IN_REVIEW,
	IN_RELEASE,
	IN_DELIVERIES,
	IN_CLAIMS,
	IN_LEDGER,
	IN_REPLAY,
	IN_FIGURES,
	IN_LINES,
	IN_PROPOSALS,
	IN_PARTNERS,
	IN_HEALTH,
	IN_JOINTS,
	IN_ORDER,
	IN_LETTERS,
	IN_MIRRORS,
	IN_REPORTS,
	IN_IMPOSTORS,
	IN_COMMENTS,
	IN_ACT,
	IN_HELP,
	IN_PALETTE,
	IN_DIALOG,
	CONTEXTS
};

enum key_flags {
	KEY_BAR = 1, /* shown in the key bar */
	/*
	 * It changes a release, or what may be released: it counts only if it
	 * came by itself. Pasted text and a terminal's noise come in bursts.
	 */
	KEY_ALONE = 2,
	/* about the message under the cursor, if there is one */
	KEY_MESSAGE = 4,
	/* shown in the key bar only while the station says it is possible: what is
	 * seldom so needs no room, and no reason, where it is not */
	KEY_MAY = 8,
	/* about the row under the cursor: nothing where the list is empty */
	KEY_ROW = 16,
	/* opens a screen, which anybody may read: never refused, and in the bar
	 * only while one of the acts may be done there */
	KEY_GOES = 32
};

struct key_row {
	enum context context;
	int key;
	enum request request;
	unsigned flags;
	/* What it begins, in the words of acts.possible; of several the one that
	 * is possible. NULL: nothing, or the view decides what. */
	const char *act;
};

/* The table, `*count` rows; a key's first row is the one that is shown. */
const struct key_row *keys_table(size_t *count);

/* What the key means here: its row, NULL if nothing. */
const struct key_row *keys_row(enum context context, bool typing, int key);

/* Is there a key for it that counts only by itself? */
bool keys_is_alone(enum request request);

/* REQ_NONE if the key means nothing here. */
enum request keys_find(enum context context, bool typing, int key);

/* The key that a request is shown with in a context; 0 if it has none. */
int keys_of(enum context context, enum request request);

enum { KEY_NAME = 16 };

/* "Enter", "^S", "F1", "a". */
void key_format(char out[KEY_NAME], int key);

#endif

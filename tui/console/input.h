/*
 * What comes in from the terminal. A key is a character, a control character
 * (1 to 31, 127) or one of the names below; pasted text is a text and never a
 * key, whatever it holds.
 */
#ifndef CRIER_TUI_INPUT_H
#define CRIER_TUI_INPUT_H

#include <stdbool.h>
#include <stddef.h>

enum {
	K_UP = 0x110000,
	K_DOWN,
	K_LEFT,
	K_RIGHT,
	K_HOME,
	K_END,
	K_PAGE_UP,
	K_PAGE_DOWN,
	K_INSERT,
	K_DELETE,
	K_BACK_TAB,
	K_F1, /* K_F1 + 11 is F12 */
	K_OTHER = K_F1 + 12, /* a key without a name here */
	K_NO_CHAR, /* bytes that are no character in the terminal's charset */
	K_WORD_LEFT, /* with Ctrl */
	K_WORD_RIGHT,
	K_SENTENCE_LEFT,
	K_SENTENCE_RIGHT,
	K_SHIFT_LEFT, /* with Shift */
	K_SHIFT_RIGHT,
	K_SHIFT_UP,
	K_SHIFT_DOWN,
	K_SHIFT_HOME,
	K_SHIFT_END,
	K_SHIFT_WORD_LEFT, /* with both */
	K_SHIFT_WORD_RIGHT,
	K_ENTER = '\r',
	K_ESC = 27,
	K_TAB = '\t',
	K_BACKSPACE = 127
};

#define K_CTRL(letter) ((letter)-0x40) /* K_CTRL('S') */

/* INPUT_CURSOR: the column that was asked for, in `key`; see reader_ask. */
enum input_kind { INPUT_KEY, INPUT_PASTE, INPUT_RESIZE, INPUT_CURSOR };

struct input {
	enum input_kind kind;
	int key;
	bool burst; /* a key that came together with others */
	const char *paste; /* borrowed until the next input */
	size_t paste_len;
	bool too_long; /* a paste of which nothing is told */
};

#endif

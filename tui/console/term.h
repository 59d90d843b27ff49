/*
 * The terminal: cells out, keys in. The only place of ncurses. Whatever ends
 * the program (a normal end, a signal, out of memory, a crash), the terminal
 * is as it was. One at a time.
 */
#ifndef CRIER_TUI_TERM_H
#define CRIER_TUI_TERM_H

#include <stdbool.h>

#include "base/err.h"
#include "tui/console/grid.h"
#include "tui/console/input.h"

struct terminal;

/*
 * ERR_USAGE if input or output is no terminal, or one that cannot move its
 * cursor. A kind that this system does not know is taken for an xterm. What
 * the terminal speaks (UTF-8, GBK, GB18030) is in the environment. `ascii`:
 * frames and signs of ASCII, as CRIER_ASCII asks for too. `theme`: one of
 * theme_choose, NULL: as CRIER_THEME says; NO_COLOR goes before either.
 */
enum err_code term_open(
	struct terminal **out, bool ascii, const char *theme, struct err *err);
void term_close(struct terminal *t);

void term_size(const struct terminal *t, int *rows, int *cols);

/* Shows the grid; `repaint` when the terminal may show anything. */
void term_draw(struct terminal *t, const struct grid *g, bool repaint);

/*
 * After the first paint: asks how wide the terminal draws signs of which
 * Unicode leaves it open. Its answer comes through term_next, which asks for
 * a repaint if frames must be ASCII; none means that they need not.
 */
void term_measure(struct terminal *t);

/* "GBK", "UTF-8". */
const char *term_charset(const struct terminal *t);

/* The next input that is there, false if none. Pastes are borrowed. */
bool term_next(struct terminal *t, struct input *out);

/*
 * True if more comes within `ms`, but for what the terminal answers. What was
 * there must have been taken with term_next.
 */
bool term_more(struct terminal *t, int ms);

/* Milliseconds until term_next must be called though nothing came; -1: no. */
int term_wait(const struct terminal *t);

/* Becomes readable on a signal that concerns the terminal. */
int term_signals(const struct terminal *t);

/* A signal asked for the end, or the terminal is gone. */
bool term_ended(const struct terminal *t);

/* Rings its bell, once. */
void term_ring(struct terminal *t);

/* Hands a text to the user's clipboard (OSC 52), where it is allowed. */
void term_copy(struct terminal *t, const char *text);

#endif

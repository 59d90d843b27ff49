/*
 * The terminal as it was before, whatever ends the program: a signal, a crash,
 * exit. What the handlers hear of goes through a pipe.
 */
#ifndef CRIER_TUI_RESCUE_H
#define CRIER_TUI_RESCUE_H

#include <stdbool.h>

#include "base/err.h"

/* Keeps the terminal's modes and catches the signals. Once at a time. */
enum err_code rescue_begin(struct err *err);

/* Appends a capability, NULL for none, without its padding ("$<5>"), to what
 * is written to the terminal at a bad end. */
void rescue_add(const char *cap);

/* From here on an end of the program restores the terminal. */
void rescue_arm(void);

/* The terminal was closed in good order; `modes`: but for its modes. */
void rescue_end(bool modes);

/* Readable when a signal came: 'w' a new size, 'c' going on, 'e' the end. */
int rescue_pipe(void);

#endif

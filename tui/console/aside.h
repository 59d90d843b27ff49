/*
 * Where ncurses writes while the terminal does not speak UTF-8: a file in
 * memory that takes the place of the terminal's descriptor. What it holds
 * goes to the terminal in the terminal's charset, whole.
 */
#ifndef CRIER_TUI_ASIDE_H
#define CRIER_TUI_ASIDE_H

#include "base/err.h"
#include "tui/console/charset.h"

/* From now on what is written to `fd` stays aside. */
enum err_code aside_begin(int fd, struct err *err);

/* Hands on what `fd` holds. */
void aside_flush(int fd, int terminal, const struct charset *charset);

#endif

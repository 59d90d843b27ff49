/*
 * What a console keeps in its officer's own home, of no use to anybody else:
 * small files in $XDG_STATE_HOME/crier, each with a first line that says whose
 * it is. Where there is no home nothing is kept, and nobody is told.
 */
#ifndef CRIER_TUI_OWN_STATE_H
#define CRIER_TUI_OWN_STATE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "tui/console/app.h"

enum { OWN_STATE_LINE = 512 };

/* There is a folder for it; made if it is not there. */
bool own_state_can_keep(void);

/* The file, behind the line of its owner: this officer of this station. NULL
 * if there is none, if it is another's or older than `hours` (0: any). */
FILE *own_state_read(const struct app *app, const char *name, int hours);

/* A line without its newline; false at the end, or if it is too long. */
bool own_state_line(char out[OWN_STATE_LINE], FILE *f);

/* A new file with the line of its owner, which is seen under its name once it
 * is kept. NULL if it cannot be. */
FILE *own_state_begin(const struct app *app, const char *name);

/* Closes it. Whole or not at all. */
void own_state_keep(FILE *f, const char *name);

void own_state_drop(const char *name);

#endif

/*
 * Pages that the station makes of its ledger: shown as text, or written as
 * HTML or CSV.
 */
#ifndef CRIER_TUI_SHEET_H
#define CRIER_TUI_SHEET_H

#include "tui/cli/cli.h"

/* The two options of every verb that prints a sheet. */
#define SHEET_OPTIONS                                                          \
	{ "format", OPTION_TEXT, "FORMAT", "format", false,                    \
		N_("text, html (a page to print) or csv") },                   \
	{                                                                      \
		"output", OPTION_TEXT, "FILE", NULL, false,                    \
			N_("into this file")                                   \
	}

/* Asks the verb's question and shows its sheet; the exit status. */
int sheet_run(struct cli *c);

#endif

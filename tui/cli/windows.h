/*
 * Lists come in windows of at most 200 rows; here they become one list.
 */
#ifndef CRIER_TUI_PAGES_H
#define CRIER_TUI_PAGES_H

#include "tui/cli/cli.h"
#include "tui/cli/print.h"

/*
 * Asks the verb's question until --limit rows came or there are no more. With
 * --json each window is printed as it comes, else all rows as the verb's
 * listing says. The exit status.
 */
int windows_run(struct cli *c);

/* What comes first, in a list that can be sorted, and how many. */
#define PAGES_SORT                                                             \
	{ "sort", OPTION_TEXT, "FIELD", "sort", false,                         \
		N_("what comes first") },                                      \
		PAGES_LIMIT

/* The row of every list's --limit. */
#define PAGES_LIMIT                                                            \
	{                                                                      \
		"limit", OPTION_TEXT, "N", NULL, false,                        \
			N_("at most so many rows (all, if left out)")          \
	}

#endif

/*
 * Lists come in windows of at most 200 rows; here they become one list.
 */
#ifndef CRIER_TUI_PAGES_H
#define CRIER_TUI_PAGES_H

#include "tui/cli/cli.h"
#include "tui/cli/print.h"

/*
 * Asks the verb's question until --limit rows came or there are no more. With
 * --json each window is printed as it comes, else `row` adds each row's cells
 * to the table, which is printed (and freed) at the end, or `none` if there
 * was no row. The exit status.
 */
int pages_run(struct cli *c, struct print_table *t,
	void (*row)(
		const struct cli *c, struct print_table *t, const json_t *row),
	const char *none);

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

/*
 * A row of a list as a table: which values of a document stand in it, from
 * documents.def, how wide each is, and on which areas it has room at all.
 */
#ifndef CRIER_TUI_COLUMNS_H
#define CRIER_TUI_COLUMNS_H

#include "tui/console/app.h"
#include "tui/console/grid.h"
#include "tui/console/list.h"
#include "tui/pages/document.h"

struct column {
	const char *name; /* as lists of columns call it; NULL ends the table */
	int width; /* 0: what the others leave; one column at most */
	enum style style;
	enum style (*styled)(const struct look *look, const json_t *doc);
	int from, below; /* drawn where the area has from so many, and not so
			    many columns; 0: wherever */
	bool (*when)(const json_t *doc); /* drawn for those alone */
	int wide, at; /* the width where the area has `at` columns */
	int width_zh; /* 0: the same */
	int nth; /* instead of a width: an nth of the area */
	bool shares; /* fewer where what is left is too little for its text */
	bool runs; /* what is longer is not cut but runs on to the edge */
};

/* Draws them from `col` on, a blank between two, and one at the end. */
void columns_draw(const struct app *app, struct area a, int row, int col,
	enum document of, const struct column *columns, const json_t *doc);

/* The rows of a list from its first on, as far as there is room, with the
 * marker of the chosen one; returns the row below. */
int columns_list(const struct app *app, const struct list *list, struct area a,
	int row, enum document of, const struct column *columns,
	const json_t *rows);

#endif

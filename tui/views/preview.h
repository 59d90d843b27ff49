/*
 * What one account will get, as message.preview answered: used beside the
 * form and in the review.
 */
#ifndef CRIER_TUI_VIEWS_PREVIEW_H
#define CRIER_TUI_VIEWS_PREVIEW_H

#include <jansson.h>

#include "crier/lang.h"
#include "tui/grid.h"

/*
 * `answer` may be NULL while nothing has come yet. *top is the first line of
 * the text that is shown; it is brought into bounds.
 */
void preview_draw(const json_t *answer, int account, int *top, enum lang lang,
	struct area a);

/* The findings and missing slots alone. */
void preview_findings(const json_t *answer, enum lang lang, struct area a);

/* How many rows preview_findings wants, its heading included; 0: none. */
int preview_findings_rows(const json_t *answer, enum lang lang, int cols);

#endif

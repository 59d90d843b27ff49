/*
 * What the rules found in a message, beside its text: one finding told whole
 * (rule, severity in word and shape, place, why, how to mend it, source), the
 * others in a line each, and all of them marked in the text.
 */
#ifndef CRIER_TUI_VIEWS_FINDINGS_H
#define CRIER_TUI_VIEWS_FINDINGS_H

#include <jansson.h>

#include "base/lang.h"
#include "tui/console/form.h"
#include "tui/console/grid.h"

/* Of an answer of message.preview, which may be NULL. */
int findings_count(const json_t *answer);

/* The first that blocks, else the first. */
int findings_first(const json_t *answer);

/* The one behind `at`, round and round; 0 where there is none. */
int findings_next(const json_t *answer, int at);

/*
 * Puts the cursor of the form where the finding came from, if that is a slot;
 * where it is a number that no slot holds, on the figure that it is not.
 * The text marks it anyway.
 */
void findings_go(const json_t *answer, int at, struct form *form);

/* Rows that findings_draw would fill, its heading included; 0: none. */
int findings_rows(const json_t *answer, int at, enum lang lang, int cols);

/* In an area of any height: what does not fit is counted in the last row. */
void findings_draw(const json_t *answer, int at, enum lang lang, struct area a);

/*
 * A text of the answer with its findings in ‹ › and the chosen one in » «,
 * where their words stand in it; the caller frees it. `where` is "variants.ID"
 * of the account whose text it is.
 */
char *findings_mark(
	const json_t *answer, int at, const char *where, const char *text);

/* What findings_mark puts before the chosen one. */
#define FINDINGS_HERE "»"

/* Some finding has the way out that the repost is begun in its place. */
bool findings_repost(const json_t *answer);

/* "slots.place" as the form calls it; "text" and "title" in words. */
const char *findings_place(const json_t *finding, enum lang lang);

#endif

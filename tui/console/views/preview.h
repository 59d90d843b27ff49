/*
 * What one account will get, as message.preview answered: used beside the
 * form and in the review.
 */
#ifndef CRIER_TUI_VIEWS_PREVIEW_H
#define CRIER_TUI_VIEWS_PREVIEW_H

#include <jansson.h>
#include <stdbool.h>

#include "base/lang.h"
#include "tui/console/form.h"
#include "tui/console/grid.h"
#include "tui/console/reading.h"

/* What of an answer is on the screen. */
struct preview_at {
	int account; /* whose text */
	struct text_page page; /* which of its lines are shown */
	int finding; /* which one is told whole and marked; -1: none */
	bool seek; /* bring its mark into sight; cleared when done */
};

/* `answer` may be NULL while nothing has come yet. */
void preview_draw(const json_t *answer, struct preview_at *at, enum lang lang,
	struct area a);

/* The findings and missing slots alone. */
void preview_findings(const json_t *answer, enum lang lang, struct area a);

/* How many rows preview_findings wants, its heading included; 0: none. */
int preview_findings_rows(const json_t *answer, enum lang lang, int cols);

/* The account `by` further on, round and round; 0 keeps it in bounds. */
int preview_turn(const json_t *answer, int account, int by);

/* The leak gate found something: it is not stored, not even in a draft. */
bool preview_has_leak(const json_t *answer);

/* "slots.place: …" becomes "Place: …": the words that are on the screen. */
void
preview_name_places(json_t *answer, const struct form *form, enum lang lang);

#endif

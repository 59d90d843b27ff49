/*
 * What is due: deadlines promised to the public, reports inside the government,
 * deliveries that wait for a person, and what a message's own time ends (an armed
 * release's window, an appointed hour, an answer, a signature). Of the incident
 * that the screen is about, else of all. The station tells each; here is only
 * chosen which of them the frame shows.
 */
#ifndef CRIER_TUI_DUE_H
#define CRIER_TUI_DUE_H

#include "tui/console/app.h"

enum due_kind { DUE_CLOCK, DUE_REPORT, DUE_WAIT, DUE_WINDOW };

struct due_row {
	const json_t *row; /* of `status`, borrowed; NULL: nothing is due */
	enum due_kind kind;
};

/* What is due first; no drill's before what is real. */
struct due_row due_first(const struct app *app);

/* What is due behind it; where that is late, the first that is not. */
struct due_row due_second(const struct app *app, const struct due_row *first);

bool due_is_drill(const json_t *row);
bool due_is_late(const struct app *app, const struct due_row *due);

/* How many reports inside the government are late, in all incidents. */
int due_late_reports(const struct app *app);

/* The report inside the government that an incident owes next; NULL none. */
const json_t *due_report_of(const struct app *app, const char *incident);

/* One row for the frame. */
void due_draw(const struct app *app, struct area a);

#endif

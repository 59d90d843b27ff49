/*
 * A session that the station ended, or does not let begin again: it answers,
 * and says by whom and why.
 */
#ifndef CRIER_TUI_ENDED_H
#define CRIER_TUI_ENDED_H

#include "tui/console/app.h"

/* A station that could be reached did not take this console in again. True if
 * that is for good, until somebody changes it; then it is said. */
bool ended_by(struct app *app, const struct err *err);

/* A refusal that answers no request of ours: why the station closes. */
void ended_take(struct app *app, const json_t *doc);

#endif

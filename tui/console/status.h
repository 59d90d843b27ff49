/*
 * The station's answer to `status`, which frame and board show. Of many rows of
 * what waits only the first are asked for while the view on top shows no more
 * (view_ops.waits); what is counted is counted by the station, of all.
 */
#ifndef CRIER_TUI_STATUS_H
#define CRIER_TUI_STATUS_H

#include "tui/console/app.h"

/* The fields to ask it with now. New reference. */
json_t *status_fields(const struct app *app);

/* What is known is less than the view on top needs. */
bool status_is_short(const struct app *app);

/* Keeps the answer; rings where a person's time is over. */
void status_take(struct app *app, const json_t *doc);

/* It was refused with these fields: an older station knows no window. False:
 * that was not the reason. */
bool status_refused(struct app *app, const json_t *fields);

/* Of all that waits, also of rows that are not here. */
int status_late(struct app *app, bool mine); /* the officer's own? */
long status_others(const struct app *app); /* what waits for others */

#endif

/*
 * Questions and acts that were sent to the station and are not answered yet.
 * For the app's own files; views call app_ask and app_act.
 */
#ifndef CRIER_TUI_REQUESTS_H
#define CRIER_TUI_REQUESTS_H

#include "tui/console/app.h"

void requests_greet(struct app *app); /* reads the hello, asks to watch */
/* When the oldest request was sent that has no answer yet; 0: none. */
int64_t requests_oldest(const struct app *app);
/* Does an act wait for a station that is gone or silent? Its text is only here. */
bool requests_hold_acts(const struct app *app);
void requests_reopen(struct app *app); /* connects again, repeats what waits */
void requests_forget(struct app *app, const struct view *v);
/* Asks what may be done on the view on top, and for all that waits, where it
 * needs that and it is not known now. */
void requests_tend(struct app *app);
void requests_release(struct app *app);

#endif

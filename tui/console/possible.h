/*
 * Keys that know whose hand is on them: the station is asked which acts of the
 * screen on top are possible, and why not the others. Where nothing was said
 * yet, or what was said may be old, every key counts as possible: the station
 * decides in any case.
 */
#ifndef CRIER_TUI_POSSIBLE_H
#define CRIER_TUI_POSSIBLE_H

#include "tui/console/app.h"
#include "tui/console/keys.h"
#include "tui/console/view.h"

enum { TAG_POSSIBLE = -3 };

/* Something has changed at the station: what was said of it may be old. */
void possible_outdate(struct app *app);

/* The fields of the question that is to be asked for the view, if what was said
 * of it is old, of other things than its keys act on now, or nothing; else
 * NULL. The caller owns them. */
json_t *possible_question(struct view *v);

/* Takes the answer to what was asked; NULL: there is none. */
void possible_take(struct view *v, const json_t *asked, const json_t *answer);

/* Has the station said that this key would be refused? For what is shown. */
bool possible_hides(const struct view *v, const struct key_row *row);

/* Has it been said that it would not? Nothing was said of many. */
bool possible_may(const struct view *v, const struct key_row *row);

/* Why it would be, and who could instead; false: nothing is known of it. */
bool possible_why(char *out, size_t size, const struct view *v,
	const struct key_row *row);

/* Was it said, of this or of what the screen was about before, whether the act
 * may be done? Only then *may says it. */
bool possible_knows(bool *may, const struct view *v, const char *act);

/* Has the station said that the act, one of those of the screen's keys, would be
 * refused here? `possible_tell` says why on the message line. */
bool possible_not(const struct view *v, const char *act);
void possible_tell(struct view *v, const char *act);

/* Is what the key begins refused, as far as is known now? Then the message line
 * says why. Halting is always tried. */
bool possible_refuses(struct app *app, const struct key_row *row);

void possible_release(struct view *v);

#endif

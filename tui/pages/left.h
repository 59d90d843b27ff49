/*
 * How much time is left, in a column: short enough to stand before what it is
 * about, and rounded as people say it.
 */
#ifndef CRIER_TUI_LEFT_H
#define CRIER_TUI_LEFT_H

#include <stdint.h>

#include "tui/pages/say.h"

enum { LEFT_WIDTH = 14 }; /* of the longest */

/* "28 min left", "18:00", "tomorrow 12:05", "12-02 12:05", "late 9 min";
 * "no limit" of 0. */
void left_words(char out[SAY], int64_t due, int64_t now, int zone);

#endif

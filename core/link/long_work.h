/*
 * The line that long work has at a terminal, and the key that ends it. It
 * stands on standard error, only where that is a terminal, is drawn some times
 * a second once the work takes a moment, and is taken away before anything
 * else is written. Ctrl-C, a hang-up and a termination are heard by the work,
 * which tidies up; then the program ends as by that signal.
 */
#ifndef CRIER_LINK_LONG_WORK_H
#define CRIER_LINK_LONG_WORK_H

#include "base/lang.h"
#include "crier/progress.h"

/* Once a program. What it gives is to be told to; borrowed for ever. */
const struct progress *long_work_begin(enum lang lang);

/* Takes the line away; the next telling may draw it again. */
void long_work_clear(void);

/* The same before a line for this descriptor, where that is a terminal. */
void long_work_make_way(int fd);

/*
 * The line is gone and signals do what they did before. Where one came, the
 * program ends by it now; else the given status comes back.
 */
int long_work_end(int status);

#endif

/*
 * The number of a Unix user, by which officers are recognised.
 */
#ifndef CRIER_TUI_USER_H
#define CRIER_TUI_USER_H

#include <jansson.h>
#include <stdbool.h>

#include "base/err.h"

/*
 * Where fields of an act name a `user` and no `uid`, looks it up on this
 * machine. One that it does not know is a fault, but in a demonstration, where
 * the users are played.
 */
enum err_code user_number(json_t *fields, bool demo, struct err *err);

#endif

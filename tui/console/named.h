/*
 * People by name: what the station says of an officer's id gets the name too.
 */
#ifndef CRIER_TUI_NAMED_H
#define CRIER_TUI_NAMED_H

#include <jansson.h>

/* The officer's name by the rows of officer.list, else the id. Borrowed. */
const char *named_find(const json_t *officers, const char *id);

/* Puts KEY_name beside each key that names officers; see say_who. */
void named_put(json_t *doc, const json_t *officers);

#endif

/*
 * One line of what a letter says, in both languages: {en, zh}.
 */
#ifndef CRIER_STATION_LETTER_LINE_H
#define CRIER_STATION_LETTER_LINE_H

#include <jansson.h>
#include <stdbool.h>

/* `sent` is one of ours, `names` the units at its other end, `short_name` its
 * first digits, `says` its body (NULL: not kept here); times in the zone. */
json_t *letter_line(bool sent, const json_t *names, const char *short_name,
	const json_t *says, int zone);

#endif

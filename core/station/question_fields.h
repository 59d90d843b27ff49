/*
 * The fields of questions: what each may be asked with, and the words that a
 * field can be where the vocabulary fixes them.
 */
#ifndef CRIER_STATION_QUESTION_FIELDS_H
#define CRIER_STATION_QUESTION_FIELDS_H

#include <jansson.h>

#include "base/err.h"
#include "crier/choice.h"

struct question_field {
	const char *name; /* NULL ends the list */
	enum choices choices; /* CHOICES_NONE: an id, a number, a text */
};

/* Of a question; NULL if it has no row. */
const struct question_field *question_fields(const char *question);

/*
 * Refuses a field that the question has not and a word that a field cannot
 * be, and lists what is possible instead.
 */
enum err_code
question_check(const char *question, const json_t *doc, struct err *err);

#endif

/*
 * How grave an incident is and of which class: words that rules, playbooks
 * and incidents share.
 */
#ifndef CRIER_LEVEL_H
#define CRIER_LEVEL_H

#include <stdbool.h>

#include "crier/message.h"

/* Levels of an incident, I the gravest; 0 where none is named. */
enum { LEVEL_NONE, LEVEL_I, LEVEL_II, LEVEL_III, LEVEL_IV, LEVEL_COUNT };
int level_parse(const char *word); /* "I" … "IV", else LEVEL_NONE */
const char *level_word(int level); /* "" for LEVEL_NONE */

/* The four classes of the Emergency Response Law, and events about texts. */
enum incident_class {
	CLASS_NATURAL,
	CLASS_ACCIDENT,
	CLASS_HEALTH,
	CLASS_SOCIAL,
	CLASS_META, /* a rumor without an event, a message sent in error */
	CLASS_COUNT
};
const struct word_row *class_row(enum incident_class c);
bool class_parse(enum incident_class *out, const char *word);

#endif

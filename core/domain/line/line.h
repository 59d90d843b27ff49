/*
 * Lines to take (口径): facts and wording that all texts of an incident agree
 * with once a second person has confirmed them.
 */
#ifndef CRIER_DOMAIN_LINE_LINE_H
#define CRIER_DOMAIN_LINE_LINE_H

#include "domain/incident/incident.h"

/* Borrowed; NULL if there is none. */
struct line *line_find(const struct incident *i, const char *topic);

/* [{topic,text,proposed,waits,by,time,confirmed_by,confirmed}]; new. */
json_t *lines_doc(const struct incident *i);

/* Refuses a topic that there is no line about, with those that there are. */
enum err_code
line_none(struct err *err, const struct incident *i, const char *topic);

#endif

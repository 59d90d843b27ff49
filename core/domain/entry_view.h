/*
 * One line about an entry.
 */
#ifndef CRIER_DOMAIN_ENTRY_VIEW_H
#define CRIER_DOMAIN_ENTRY_VIEW_H

#include "domain/entry.h"

/* In both languages: {en, zh}; times in the zone. New reference. */
json_t *view_summary(const struct entry *e, int zone);

#endif

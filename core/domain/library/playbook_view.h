/*
 * Playbooks as documents for people. New references.
 */
#ifndef CRIER_DOMAIN_LIBRARY_PLAYBOOK_VIEW_H
#define CRIER_DOMAIN_LIBRARY_PLAYBOOK_VIEW_H

#include "domain/library/playbook.h"

json_t *
view_playbook(const struct library *lib, const struct playbook *p, int64_t now);
json_t *view_playbook_row(const struct playbook *p);
json_t *view_kinds(kind_set kinds); /* array of words */

#endif

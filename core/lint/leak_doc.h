/*
 * Leaks in documents (leak.h): each text and number, object keys too.
 */
#ifndef CRIER_LINT_LEAK_DOC_H
#define CRIER_LINT_LEAK_DOC_H

#include <jansson.h>

#include "lint/leak.h"

/*
 * Refuses the first one. `at` names the document in the refusal: "slots" gives
 * "slots.place". What only two texts together make is leak_joined.h's.
 */
enum err_code leak_check_doc(const json_t *doc, const char *at,
	const struct lint_rules *rules, struct err *err);

/* A copy with findings masked, also those that two texts make; the caller's. */
json_t *leak_mask_doc(const json_t *doc, const struct lint_rules *rules);

#endif

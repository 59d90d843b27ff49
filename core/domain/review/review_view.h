/*
 * The page of a reviewer as a document.
 */
#ifndef CRIER_DOMAIN_REVIEW_REVIEW_VIEW_H
#define CRIER_DOMAIN_REVIEW_REVIEW_VIEW_H

#include "domain/world.h"

/*
 * What a reviewer looks at: each gate with `found` (what the rules found for
 * it), `attests`, `roles`, and `may` (officers on duty who may pass it now or
 * later); `changed` since the revision last looked at, 0 none. New reference.
 */
json_t *view_review(const struct world *w, int looked);

#endif

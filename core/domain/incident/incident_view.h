/*
 * The state as documents for people: what incident.show, message.show and
 * message.preview answer, and what a replay shows of any moment. Computed
 * from the fold alone; the library adds the walk and who passes which gate,
 * and may be NULL. New references.
 */
#ifndef CRIER_DOMAIN_INCIDENT_INCIDENT_VIEW_H
#define CRIER_DOMAIN_INCIDENT_INCIDENT_VIEW_H

#include <jansson.h>

#include "domain/text/compose.h"
#include "domain/world.h"

json_t *view_incident(const struct world *w);
json_t *view_message(const struct world *w);
json_t *view_delivery(const struct world *w, const struct delivery *d);

/* What submit would make of these facts, with everything that is wrong. */
enum err_code view_preview(json_t **out, const struct world *w,
	const struct facts *facts, struct err *err);

/*
 * What a reviewer looks at: each gate with `found` (what the rules found for
 * it), `attests`, `roles`, and `may` (officers on duty who may pass it now or
 * later); `changed` since the revision last looked at, 0 none.
 */
json_t *view_review(const struct world *w, int looked);

/* What differs between two revisions; 0 stands for the last. */
json_t *view_diff(const struct message *m, int from, int to);

json_t *
view_playbook(const struct library *lib, const struct playbook *p, int64_t now);
json_t *view_playbook_row(const struct playbook *p);
json_t *view_kinds(kind_set kinds); /* array of words */

/* One line about an entry, in both languages: {en, zh}; times in the zone. */
json_t *view_summary(const struct entry *e, int zone);

#endif

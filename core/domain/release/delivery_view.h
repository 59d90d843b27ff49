/*
 * Deliveries as documents for people: what delivery.show answers, and the part
 * of message.show that is about accounts. New references.
 */
#ifndef CRIER_DOMAIN_RELEASE_DELIVERY_VIEW_H
#define CRIER_DOMAIN_RELEASE_DELIVERY_VIEW_H

#include "domain/world.h"

json_t *view_delivery(const struct world *w, const struct delivery *d);

/*
 * May its text be handed to somebody who posts it? Not what was withdrawn or
 * corrected, or is about to be, not what was halted or left out, and nothing
 * before it was fired.
 */
enum err_code delivery_check_text(
	const struct world *w, const struct delivery *d, struct err *err);

/* What goes to each account of the manifest. */
json_t *variants_doc(const struct world *w);

#endif

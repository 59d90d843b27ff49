/*
 * Deliveries as documents for people: what delivery.show answers, and the part
 * of message.show that is about accounts. New references.
 */
#ifndef CRIER_DOMAIN_RELEASE_DELIVERY_VIEW_H
#define CRIER_DOMAIN_RELEASE_DELIVERY_VIEW_H

#include "domain/world.h"

json_t *view_delivery(const struct world *w, const struct delivery *d);

/* What goes to each account of the manifest. */
json_t *variants_doc(const struct world *w);

#endif

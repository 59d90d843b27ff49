/*
 * What of an approved text goes into an order.
 */
#ifndef CRIER_DOMAIN_JOINT_JOINT_MASTER_H
#define CRIER_DOMAIN_JOINT_JOINT_MASTER_H

#include <jansson.h>

#include "domain/world.h"

/*
 * Of the world's approved message, from the very text that was approved, without
 * the marks of a drill or a demo: who carries it has marks of its own. Marks of
 * paragraphs are taken from its template where that still gives the same
 * paragraphs; else each is kept. New reference.
 */
json_t *master_of_approved(const struct world *w);

#endif

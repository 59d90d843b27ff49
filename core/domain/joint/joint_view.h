/*
 * Joint incidents and orders as documents for people.
 */
#ifndef CRIER_DOMAIN_JOINT_JOINT_VIEW_H
#define CRIER_DOMAIN_JOINT_JOINT_VIEW_H

#include "domain/joint/joint.h"
#include "domain/world.h"

/* A row of the list; new reference. */
json_t *joint_doc(const struct office *o, const struct joint *j);

/* All of it: the units that were invited, the orders of who leads it and apart
 * from them the offers of others; new reference. */
json_t *joint_view(const struct office *o, const struct joint_book *b,
	const struct joint *j);

/* An order: a row of its joint incident's, and whole, with the grid of what each
 * unit said (`units`); new references. */
json_t *joint_order_doc(const struct office *o, const struct joint_book *b,
	const struct joint_order *order);
json_t *joint_order_view(const struct office *o, const struct joint_book *b,
	const struct joint_order *order);

#endif

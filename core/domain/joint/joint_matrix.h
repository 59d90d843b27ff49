/*
 * The whole matrix of a joint release (全部账号), as far as it is ours to see: our
 * own deliveries, and those that receipts tell of, by unit, kind and state; and
 * how far apart they went out, by clocks that are not one.
 */
#ifndef CRIER_DOMAIN_JOINT_JOINT_MATRIX_H
#define CRIER_DOMAIN_JOINT_JOINT_MATRIX_H

#include <jansson.h>

#include "domain/incident/incident.h"
#include "domain/joint/joint.h"
#include "domain/office/office.h"

/*
 * Puts `matrix` into a document: rows {partner, name, kind, of, out, verified,
 * unknown}; `units_of` units of which `units_out` have said that it is out, the
 * last ones by name in `lacking`. And, where it is out on two accounts, `skew` in
 * ms between the first and the last of them, `skew_error` by how much that may be
 * wrong between two units whose clocks are sure, or `skew_unsure`. Times that
 * cannot be are left out and counted in `odd`. `m` is our own message, or NULL.
 */
void joint_matrix_put(json_t *doc, const struct office *o,
	const struct joint_order *order, const struct message *m, bool sure);

#endif

/*
 * The regions that rows of the rules name: what a slip of the pen puts to
 * sleep for ever, and nobody notices.
 */
#ifndef CRIER_DOMAIN_LIBRARY_REGIONS_H
#define CRIER_DOMAIN_LIBRARY_REGIONS_H

#include "domain/library/playbook.h"

/*
 * Adds a fault where rules/region.yaml names what is no province and no row
 * names, and a remark (NULL: none) where it is a province without rows, and
 * for each row whose own region is neither that one nor a province.
 */
void regions_check(
	struct faults *out, struct faults *remarks, const struct rules *r);

#endif

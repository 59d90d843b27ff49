/*
 * The regions that rows of the rules name: what a slip of the pen puts to
 * sleep for ever, and nobody notices.
 */
#ifndef CRIER_DOMAIN_LIBRARY_REGIONS_H
#define CRIER_DOMAIN_LIBRARY_REGIONS_H

#include "domain/library/playbook.h"

/*
 * Adds a remark where rules/region.yaml names a region that no row names, and
 * for each row whose own region is neither that one nor a province.
 */
void regions_check(struct faults *out, const struct rules *r);

#endif

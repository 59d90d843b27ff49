/*
 * What a library's rules name that this program or its other files must know.
 */
#ifndef CRIER_STATION_LIBRARY_CHECK_H
#define CRIER_STATION_LIBRARY_CHECK_H

#include "domain/library/rules.h"

/*
 * Adds a fault for each region and connector that is none, and a remark
 * (NULL: none) for what may be meant, and mostly is not.
 */
void library_check(
	struct faults *out, struct faults *remarks, const struct rules *r);

#endif

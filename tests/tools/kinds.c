/*
 * Prints every kind of entry, a line each, so that a test can ask whether the
 * frozen station (tests/frozen) has one of each.
 */
#include <stdio.h>

#include "crier/entry_kind.h"

int
main(void)
{
	const struct entry_kind_row *row;

	for (size_t n = 0; (row = entry_kind_at(n)) != NULL; n++)
		(void)printf("%s\n", row->kind);
	return 0;
}

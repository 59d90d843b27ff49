/*
 * Prints every kind of entry, a line each, so that a test can ask whether the
 * frozen station (tests/frozen) has one of each.
 */
#include <stdio.h>

#include "crier/entry_kind.h"

int
main(void)
{
	for (int n = 0; n < ENTRY_KINDS; n++)
		(void)printf("%s\n", entry_kind_row((enum entry_kind)n)->kind);
	return 0;
}

/*
 * Asking the kernel for its clock's error. Reading needs no right.
 */
#include "station/clock_sure.h"

#include <sys/timex.h>

#include "station/clock_trust.h"

enum { ERROR_US = 2 * 1000 * 1000 };

static bool
kernel_keeps(void)
{
	struct timex t = { .modes = 0 };

	return adjtimex(&t) != -1 && !(t.status & STA_UNSYNC) &&
		t.maxerror < ERROR_US;
}

bool
clock_sure(const struct station *st)
{
	return clock_trust_behind(st) == 0 &&
		(st->office.clock_kept.confirmed != 0 || kernel_keeps());
}

/*
 * The limit for core files, and the process's mark for those that a program
 * of the system collects.
 */
#include "link/nodump.h"

#include <sys/prctl.h>
#include <sys/resource.h>

bool
nodump(void)
{
	struct rlimit none = { 0, 0 };

	if (setrlimit(RLIMIT_CORE, &none) != 0)
		return false;
#ifndef __SANITIZE_ADDRESS__
	/* the leak check of a test build is a debugger of its own */
	return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
#else
	return true;
#endif
}

/*
 * One value of the thread's scheduling; what else stands there stays.
 */
#include "link/turns.h"

#include <linux/sched/types.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SHORTEST_NS = 100000 };

void
turns_set(bool brief)
{
	struct sched_attr a = { .size = sizeof(a) };

	if (syscall(SYS_sched_getattr, 0, &a, sizeof(a), 0) != 0)
		return;
	a.sched_runtime = brief ? SHORTEST_NS : 0;
	(void)syscall(SYS_sched_setattr, 0, &a, 0);
}

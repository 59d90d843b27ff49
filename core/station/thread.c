#include "station/thread.h"

#include <errno.h>
#include <signal.h>

#include "crier/refusal.h"

enum err_code
thread_start(pthread_t *out, void *(*run)(void *), void *arg, struct err *err)
{
	sigset_t all, old;
	int rc;

	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &old);
	rc = pthread_create(out, NULL, run, arg);
	(void)pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (rc == 0)
		return ERR_OK;
	errno = rc;
	return refuse_system(err, &(const struct both)BOTH("thread", "线程"));
}

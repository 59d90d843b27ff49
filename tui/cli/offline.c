/*
 * The station is found beside this program, never through $PATH.
 */
#include "tui/cli/offline.h"

#include <errno.h>
#include <limits.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "tui/pages/i18n.h"

enum { WORDS_MAX = 64 };

static const char beside[] = "/libexec/crier/crier-station";

/* ../libexec/crier/crier-station, from where this program lies. */
static enum err_code
find_station(char out[PATH_MAX], struct err *err)
{
	ssize_t n = readlink("/proc/self/exe", out, PATH_MAX - sizeof(beside));

	if (n > 0)
		out[n] = '\0';
	for (int up = 0; n > 0 && up < 2; up++) {
		char *slash = strrchr(out, '/');

		if (slash == NULL)
			n = 0;
		else
			*slash = '\0';
	}
	if (n <= 0)
		return err_set(err, ERR_UNAVAILABLE, "/proc/self/exe", "",
			_("cannot tell where this program lies"));
	memcpy(out + strlen(out), beside, sizeof(beside));
	return ERR_OK;
}

static enum err_code
cannot_run(const char *path, struct err *err)
{
	return err_errno(err, path,
		_("Install Crier whole: make install puts it there."),
		_("cannot run the station's program"));
}

enum err_code
offline_exec(const char *verb, const char *const *words, struct err *err)
{
	char path[PATH_MAX], *argv[WORDS_MAX + 4];
	enum err_code rc = find_station(path, err);
	int n = 0;

	if (rc != ERR_OK)
		return rc;
	/* execv promises not to change what it is given */
	argv[n++] = path;
	argv[n++] = (char *)(uintptr_t) "--offline";
	argv[n++] = (char *)(uintptr_t)verb;
	for (; *words != NULL; words++) {
		if (n == WORDS_MAX + 3)
			return err_set(err, ERR_USAGE, *words, "",
				_("there are more than %d words"), WORDS_MAX);
		argv[n++] = (char *)(uintptr_t)*words;
	}
	argv[n] = NULL;
	(void)execv(path, argv);
	return cannot_run(path, err);
}

enum err_code
offline_start(int *status, const char *dir, struct err *err)
{
	char path[PATH_MAX];
	char *argv[] = { path, (char *)(uintptr_t) "--auto",
		(char *)(uintptr_t)dir, NULL };
	enum err_code rc = find_station(path, err);
	pid_t pid;
	int how;

	if (rc != ERR_OK)
		return rc;
	errno = posix_spawn(&pid, path, NULL, NULL, argv, environ);
	if (errno != 0)
		return cannot_run(path, err);
	while (waitpid(pid, &how, 0) < 0)
		if (errno != EINTR)
			return err_errno(err, path, "", _("cannot wait"));
	*status = WIFEXITED(how) ? WEXITSTATUS(how) : EX_SOFTWARE;
	return ERR_OK;
}

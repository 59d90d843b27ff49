/*
 * Starting one, and starting it again when it has ended.
 */
#include "station/program.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "station/env.h"

enum { RESTART_MS = 1000, WORDS = 12 };

void
program_init(struct program *p)
{
	p->pid = 0;
	p->started = -RESTART_MS;
}

void
program_end(const struct program *p)
{
	if (p->pid > 0)
		(void)kill(p->pid, SIGTERM);
}

bool
program_reaped(struct program *p, pid_t pid)
{
	if (p->pid != pid)
		return false;
	p->pid = 0;
	return true;
}

static void
program_become(const char *name, int fd, const char *const *words)
{
	char *path,
		*argv[WORDS] = { mem_strdup(name), mem_strdup("--fd"),
			mem_printf("%d", fd) };

	station_child();
	for (size_t n = 3; *words != NULL; n++) {
		assert(n + 1 < WORDS);
		argv[n] = mem_strdup(*words++);
	}
	path = station_installed(station_path("libexec/crier", name));
	(void)execv(path, argv);
	(void)fprintf(stderr, "crier-station: cannot start %s: %s\n", path,
		strerror(errno));
	_exit(127);
}

int
program_start(struct peer **out, struct program *p, struct station *st,
	enum peer_from from, const char *name, const char *const *words)
{
	int64_t since = station_boot() - p->started;
	int pair[2];

	*out = NULL;
	if (since < RESTART_MS)
		return (int)(RESTART_MS - since);
	p->started += since;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
		return RESTART_MS;
	p->pid = fork();
	if (p->pid == 0) {
		/* everything else we have open is close-on-exec */
		(void)close(pair[0]);
		program_become(name, pair[1], words);
	}
	(void)close(pair[1]);
	if (p->pid > 0) {
		*out = server_adopt(st->server, pair[0], from);
		return -1;
	}
	(void)close(pair[0]);
	p->pid = 0;
	return RESTART_MS;
}

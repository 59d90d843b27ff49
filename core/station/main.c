/*
 * crier-station: keeps a station's folder. It is started by systemd in an
 * office, by crier itself (--auto) where the folder is one person's, and it
 * runs the offline verbs of crier in the caller's name (--offline).
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "link/nodump.h"
#include "link/protocol.h"
#include "link/trace.h"
#include "station/child.h"
#include "station/env.h"
#include "station/offline.h"
#include "station/station.h"

static int
station_usage(void)
{
	(void)fputs(
		"usage: crier-station --station DIR [--relay-user USER|UID]\n"
		"                     [--courier-user USER|UID]\n"
		"                     [--mirror-user USER|UID]\n"
		"       crier-station --auto DIR\n"
		"       crier-station --offline VERB [WORD …]\n",
		stderr);
	return EX_USAGE;
}

static int
station_fail(const struct err *err)
{
	offline_say(stderr, "crier-station: %s%s%s", err->where,
		err->where[0] ? ": " : "", err->what);
	if (err->remedy[0])
		offline_say(stderr, "  %s", err->remedy);
	return err_exit(err->code);
}

static int
serve(const struct station_options *options)
{
	struct err err = { .code = ERR_OK };
	struct station st;
	enum err_code rc;

	rc = station_open(&st, options, &err);
	if (rc != ERR_OK)
		return station_fail(&err);
	rc = station_begin(&st, &err);
	if (rc == ERR_OK)
		rc = station_run(&st, &err);
	station_close(&st);
	return rc == ERR_OK ? 0 : station_fail(&err);
}

/* Two consoles may start at once: the second waits for the first's socket. */
static bool
another_serves(const char *dir)
{
	struct err err;
	int fd;

	for (int tries = 0; tries < 100; tries++) {
		if (socket_address_connect(&fd, dir, LINK_SOCKET, &err) ==
			ERR_OK) {
			(void)close(fd);
			return true;
		}
		(void)usleep(50000);
	}
	return false;
}

/* What a station in the background says goes into its folder. */
static void
to_log(const char *dir)
{
	char *path = station_path(dir, "station.log");
	int log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (null >= 0) {
		(void)dup2(null, STDIN_FILENO);
		(void)dup2(log >= 0 ? log : null, STDOUT_FILENO);
		(void)dup2(log >= 0 ? log : null, STDERR_FILENO);
	}
	free(path);
}

static int
background(const char *dir, int ready_fd)
{
	struct station_options options = { .dir = dir, .single_only = true };
	struct err err = { .code = ERR_OK };
	struct station st;
	enum err_code rc;

	(void)setsid();
	rc = station_open(&st, &options, &err);
	if (rc == ERR_BUSY && another_serves(dir)) {
		(void)!write(ready_fd, "+", 1);
		return 0;
	}
	if (rc != ERR_OK)
		return station_fail(&err);
	/* what keeps it from starting is for the terminal, the rest is not */
	rc = station_begin(&st, &err);
	if (rc == ERR_OK) {
		to_log(st.dir);
		(void)!chdir("/");
		(void)!write(ready_fd, "+", 1);
		(void)close(ready_fd);
		rc = station_run(&st, &err);
	}
	station_close(&st);
	return rc == ERR_OK ? 0 : station_fail(&err);
}

/* Returns once the station's socket is there, or it has said why not. */
static int
station_start(const char *dir)
{
	int ready[2];
	char c = 0;
	pid_t pid;

	if (pipe2(ready, O_CLOEXEC) != 0)
		return EX_OSERR;
	pid = fork();
	if (pid < 0)
		return EX_OSERR;
	if (pid == 0) {
		(void)close(ready[0]);
		_exit(background(dir, ready[1]));
	}
	(void)close(ready[1]);
	while (read(ready[0], &c, 1) < 0)
		if (errno != EINTR)
			return EX_OSERR;
	(void)close(ready[0]);
	return c == '+' ? 0 : EX_UNAVAILABLE;
}

int
main(int argc, char **argv)
{
	struct station_options options = { .relay_user = "crier-relay",
		.courier_user = "crier-courier",
		.mirror_user = "crier-mirror" };

	(void)nodump();
	(void)trace_open("station", getenv("CRIER_TRACE"), NULL);
	/* record and library hold what is not released yet */
	(void)umask(umask(S_IRWXO) | S_IRWXO | S_IWGRP);
	if (argc >= 3 && strcmp(argv[1], "--offline") == 0)
		return offline_run(argv[2], (const char *const *)(argv + 3));
	if (argc == 5 && strcmp(argv[1], "--child") == 0)
		return child_main(
			argv[2], argv[3], strcmp(argv[4], "network") == 0);
	if (argc == 3 && strcmp(argv[1], "--auto") == 0)
		return station_start(argv[2]);
	if (argc < 3 || strcmp(argv[1], "--station") != 0)
		return station_usage();
	options.dir = argv[2];
	for (int n = 3; n < argc; n += 2) {
		if (argv[n + 1] != NULL && strcmp(argv[n], "--relay-user") == 0)
			options.relay_user = argv[n + 1];
		else if (argv[n + 1] != NULL &&
			strcmp(argv[n], "--courier-user") == 0)
			options.courier_user = argv[n + 1];
		else if (argv[n + 1] != NULL &&
			strcmp(argv[n], "--mirror-user") == 0)
			options.mirror_user = argv[n + 1];
		else
			return station_usage();
	}
	return serve(&options);
}

/*
 * What a child within bounds cannot do, and that it ends.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "link/boot.h"
#include "link/bounded.h"
#include "link/confine.h"

enum { SOON_MS = 5000 };

static const struct bounds few = { .processor = 5, .files = 16 };

/* ---- what it tries ---- */

/* 0: refused as it must be. */
static int
refused(long rc)
{
	return rc == -1 && errno == EPERM ? 0 : 1;
}

static int
try_kill(const void *what)
{
	return refused(kill(*(const pid_t *)what, 0));
}

static int
try_exec(const void *what)
{
	char name[] = "false", *const argv[] = { name, NULL };

	(void)what;
	return refused(execv("/bin/false", argv));
}

#ifndef __SANITIZE_ADDRESS__ /* whose leak check is a process */
static int
try_fork(const void *what)
{
	pid_t pid = fork();

	(void)what;
	if (pid == 0)
		_exit(0);
	return refused(pid);
}
#endif

static int
try_listen(const void *what)
{
	(void)what;
	return refused(listen(0, 1));
}

static int
try_socket_within(const void *what)
{
	(void)what;
	return confine_child(false, NULL) == ERR_OK
		? refused(socket(AF_INET, SOCK_STREAM, 0))
		: 2;
}

/* ---- what it may ---- */

static int
try_socket(const void *what)
{
	(void)what;
	return socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 0 : 1;
}

static int
try_files(const void *what)
{
	int n = 0;

	(void)what;
	while (dup(STDOUT_FILENO) >= 0)
		n++;
	return n < 16 && errno == EMFILE ? 0 : 1;
}

static int
say_something(const void *what)
{
	bounded_say(json_pack("{s:s}", "said", what));
	return 0;
}

static int
go_on(const void *what)
{
	(void)what;
	(void)close(STDOUT_FILENO);
	for (;;)
		(void)pause();
	return 0;
}

/* ---- */

static int
status_of(bounded_fn *fn, const void *what, char *said, size_t room)
{
	int out = -1, status;
	pid_t pid = bounded_start(&out, &few, fn, what);
	ssize_t n;

	assert_true(pid > 0);
	n = read(out, said, room - 1);
	assert_true(n >= 0);
	said[n] = '\0';
	assert_true(bounded_end(&status, pid, boot_clock() + SOON_MS));
	(void)close(out);
	return status;
}

static void
bounded__gives_up_processes_and_signals(void **state)
{
	static bounded_fn *const tries[] = { try_kill, try_exec, try_listen,
#ifndef __SANITIZE_ADDRESS__
		try_fork,
#endif
		try_socket_within, try_socket, try_files };
	pid_t self = getpid();
	char said[64];

	(void)state;
	for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++)
		if (status_of(tries[i], &self, said, sizeof(said)) != 0)
			fail_msg("try %zu", i);
}

static void
bounded__says_documents_one_a_line(void **state)
{
	char said[64];

	(void)state;
	assert_int_equal(
		status_of(say_something, "a word", said, sizeof(said)), 0);
	assert_string_equal(said, "{\"said\":\"a word\"}\n");
}

static void
bounded__that_goes_on_is_ended_in_time(void **state)
{
	int64_t began = boot_clock();
	int out = -1, status;
	pid_t pid = bounded_start(&out, &few, go_on, NULL);
	char c;

	(void)state;
	assert_true(pid > 0);
	assert_int_equal(read(out, &c, 1), 0);
	assert_false(bounded_end(&status, pid, boot_clock() + 50));
	assert_true(boot_clock() - began >= 50);
	assert_true(boot_clock() - began < SOON_MS);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGKILL);
	(void)close(out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bounded__gives_up_processes_and_signals),
		cmocka_unit_test(bounded__says_documents_one_a_line),
		cmocka_unit_test(bounded__that_goes_on_is_ended_in_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

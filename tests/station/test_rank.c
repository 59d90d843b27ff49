/* Whose turn it is: the station's session goes first, its children do not. */
#include "tests/store/help.h"

#include <fcntl.h>
#include <linux/sched/types.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "link/turns.h"
#include "station/env.h"

enum { SAME = 0, OTHER = 1 };

static void
read_group(char text[64])
{
	int fd = open("/proc/self/autogroup", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, text, 63);

	text[n > 0 ? n : 0] = '\0';
	if (fd >= 0)
		(void)close(fd);
}

/* In a process of its own, whose exit status is what came of it. */
static int
of_a_process(int (*run)(void))
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0)
		_exit(run());
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static int
rank_in_anothers_session(void)
{
	char before[64], after[64];

	read_group(before);
	station_rank_session(RANK_LOOP);
	read_group(after);
	return strcmp(before, after) == 0 ? SAME : OTHER;
}

static int
rank_in_its_own(void)
{
	char group[64];

	if (setsid() < 0)
		return OTHER;
	station_rank_session(RANK_HEAVY);
	read_group(group);
	/* a kernel without groups shares by rank alone */
	return group[0] == '\0' || strstr(group, " nice 5\n") ? SAME : OTHER;
}

static int
child_leaves_the_session(void)
{
	pid_t session = getsid(0);

	station_child();
	return getsid(0) == getpid() && getsid(0) != session ? SAME : OTHER;
}

static void
a_session_takes_its_leaders_rank(void **state)
{
	(void)state;
	assert_int_equal(of_a_process(rank_in_its_own), SAME);
}

static void
an_officers_session_keeps_its_rank(void **state)
{
	(void)state;
	assert_int_equal(of_a_process(rank_in_anothers_session), SAME);
}

static void
a_child_leaves_the_stations_session(void **state)
{
	(void)state;
	assert_int_equal(of_a_process(child_leaves_the_session), SAME);
}

/* 0: the kernel's own length, or a kernel that does not tell. */
static unsigned long long
turn_of_this_thread(void)
{
	struct sched_attr a = { .size = sizeof(a) };

	return syscall(SYS_sched_getattr, 0, &a, sizeof(a), 0) == 0
		? a.sched_runtime
		: 0;
}

static int
loop_has_short_turns(void)
{
	unsigned long long before, loop, child;

	turns_set(false);
	before = turn_of_this_thread();
	station_rank(RANK_LOOP);
	loop = turn_of_this_thread();
	station_child();
	child = turn_of_this_thread();
	/* older kernels know one length */
	return (before == 0 || loop < before) && child == before ? SAME : OTHER;
}

static void
the_loop_has_short_turns_and_its_children_do_not(void **state)
{
	(void)state;
	assert_int_equal(of_a_process(loop_has_short_turns), SAME);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_session_takes_its_leaders_rank),
		cmocka_unit_test(an_officers_session_keeps_its_rank),
		cmocka_unit_test(a_child_leaves_the_stations_session),
		cmocka_unit_test(
			the_loop_has_short_turns_and_its_children_do_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

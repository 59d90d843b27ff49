/*
 * What children wrote goes without anybody waiting for it.
 */
#include "tests/store/help.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "station/scratch.h"

enum { FILES = 3000, PATIENCE = 600 };

static char *
scratch_filled(const char *dir)
{
	struct err err = { 0 };
	char *path, *sub;

	assert_int_equal(scratch_make(&path, dir, &err), ERR_OK);
	sub = mem_printf("%s/sub", path);
	assert_int_equal(mkdir(sub, 0700), 0);
	for (int n = 0; n < FILES; n++) {
		char *file = mem_printf("%s/%d", n % 2 ? path : sub, n);
		int fd = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

		assert_true(fd >= 0);
		(void)close(fd);
		free(file);
	}
	free(sub);
	return path;
}

/* Of this thread alone: what others do meanwhile is not in it. */
static double
own_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
scratch__is_taken_away_by_somebody_else(void **state)
{
	char dir[] = "/tmp/crier-scratch-XXXXXX", *path, *all;
	double before, alone, later;

	(void)state;
	assert_non_null(mkdtemp(dir));
	path = scratch_filled(dir);
	before = own_ms();
	scratch_remove(path);
	alone = own_ms() - before;
	assert_int_not_equal(access(path, F_OK), 0);
	free(path);

	path = scratch_filled(dir);
	all = mem_printf("%s", path);
	before = own_ms();
	scratch_remove_later(path);
	later = own_ms() - before;
	if (later > alone / 4)
		fail_msg("%.2f ms of %.2f", later, alone);
	for (int n = 0; access(all, F_OK) == 0; n++) {
		assert_true(n < PATIENCE);
		(void)usleep(100000);
	}
	free(all);
	path = mem_printf("%s/scratch", dir);
	assert_int_equal(rmdir(path), 0);
	free(path);
	assert_int_equal(rmdir(dir), 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(scratch__is_taken_away_by_somebody_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

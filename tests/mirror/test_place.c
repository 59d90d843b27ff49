/*
 * A push that ends otherwise than it should: a process of the test stands for
 * it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/doc.h"
#include "link/boot.h"
#include "mirror/place.h"

enum { LONG_S = 20, SOON_MS = 5000 };

/* It closes its mouth, and goes on for so long. */
static void
place_begin(struct place *p, unsigned int seconds)
{
	int out[2];

	*p = (struct place){ .started = boot_clock(), .heard = boot_clock() };
	assert_int_equal(pipe2(out, O_CLOEXEC), 0);
	p->pid = fork();
	if (p->pid == 0) {
		(void)close(out[0]);
		(void)close(out[1]);
		(void)sleep(seconds);
		_exit(7);
	}
	(void)close(out[1]);
	assert_true(p->pid > 0);
	p->fd = out[0];
	buf_init(&p->in, 1024);
}

/* What came of it, which is a fault, as people read it. */
static json_t *
place_came(struct place *p)
{
	const json_t *fault;
	json_t *said;

	while ((said = place_hear(p)) == NULL)
		(void)usleep(1000);
	fault = doc_get(said, "fault");
	assert_non_null(fault);
	assert_string_equal(doc_str(fault, "id"), "child-ended");
	return said;
}

static void
place__waits_no_more_for_one_that_closed_its_mouth(void **state)
{
	int64_t began = boot_clock();
	struct place p;
	json_t *said;
	pid_t pid;

	(void)state;
	place_begin(&p, LONG_S);
	pid = p.pid;
	said = place_came(&p);
	assert_true(boot_clock() - began < SOON_MS);
	assert_int_equal(p.pid, 0);
	/* it is gone, not left behind */
	assert_int_equal(kill(pid, 0), -1);
	assert_non_null(
		strstr(doc_str(doc_get(said, "fault"), "what"), "signal 9"));
	json_decref(said);
}

static void
place__tells_how_one_ended_that_said_nothing(void **state)
{
	struct place p;
	json_t *said;

	(void)state;
	place_begin(&p, 0);
	said = place_came(&p);
	assert_int_equal(p.pid, 0);
	assert_non_null(
		strstr(doc_str(doc_get(said, "fault"), "what"), "status 7"));
	json_decref(said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			place__waits_no_more_for_one_that_closed_its_mouth),
		cmocka_unit_test(place__tells_how_one_ended_that_said_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

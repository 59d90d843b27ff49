/*
 * A drill: every kind is answered by practice, no credential is opened, no
 * request is started; and the process that runs it cannot reach a network,
 * a file or a program even if it tried.
 */
#include "tests/relay/station.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/seal.h"
#include "relay/loop.h"
#include "relay/sandbox.h"
#include "relay/vault.h"

static void
drill(struct rig *r, const char *kind, const char *practice)
{
	json_t *list = json_array(), *job;

	rig_open(r, true);
	rig_manifest(r, "drill");
	(void)json_array_append_new(list,
		rig_delivery(r, "a0", kind,
			json_pack("{s:s}", "practice", practice)));
	job = rig_job(r, "prepare", list);
	rig_variants(r);
	rig_say(r, job);
	rig_pass(r, 10000);
	rig_acknowledge(r, rig_take(r, "relay.prepared"));
	rig_say(r, rig_fire_doc(r));
}

/* Runs to the end, confirming whatever is asked; the last state told. */
static void
outcome_of(char *out, size_t size, struct rig *r)
{
	out[0] = '\0';
	for (int i = 0; i < 300; i++) {
		json_t *act, *rows;

		(void)rig_confirm(r);
		rig_pass(r, 1000);
		act = rig_take(r, "relay.outcomes");
		if (act == NULL)
			continue;
		rows = doc_get(act, "results");
		(void)snprintf(out, size, "%s",
			doc_str(json_array_get(rows, json_array_size(rows) - 1),
				"state"));
		rig_acknowledge(r, act);
	}
}

static void
drill__every_kind_is_answered_by_practice_but_what_people_post(void **state)
{
	const struct connector *c;

	(void)state;
	for (size_t i = 0; (c = connector_at(i)) != NULL; i++) {
		struct rig r;
		char last[32];

		drill(&r, c->kind, "ok");
		outcome_of(last, sizeof(last), &r);
		assert_string_equal(last,
			strcmp(c->kind, "manual") == 0 ||
					strcmp(c->kind, "broadcast") == 0
				? "human" /* somebody listens first */
				: "verified");
		assert_int_equal(r.starts, 0);
		assert_int_equal(r.opened, 0);
		rig_close(&r);
	}
}

static void
drill__practice_can_go_wrong(void **state)
{
	static const struct {
		const char *practice, *want;
	} rows[] = {
		{ "slow", "verified" },
		{ "limited", "verified" },
		{ "lost", "verified" },
		{ "refused", "refused" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rig r;
		char last[32];

		drill(&r, "mastodon", rows[i].practice);
		outcome_of(last, sizeof(last), &r);
		assert_string_equal(last, rows[i].want);
		rig_close(&r);
	}
}

static void
drill__an_actual_release_is_not_served(void **state)
{
	struct rig r;
	json_t *act;

	(void)state;
	rig_open(&r, true);
	rig_prepare(&r, 1, "mastodon", "");
	rig_pass(&r, 10000);
	act = rig_take(&r, "relay.prepared");
	assert_false(
		doc_bool(json_array_get(doc_get(act, "results"), 0), "ok"));
	json_decref(act);
	rig_close(&r);
}

/* ---- the sandbox, in a child ---- */

/* What the child tries; 0: it was refused with EPERM, 1: it was not. */
static int
refused(long result)
{
	return result == -1 && errno == EPERM ? 0 : 1;
}

static int
try_socket(void)
{
	return refused(socket(AF_INET, SOCK_STREAM, 0));
}

static int
try_socket_v6(void)
{
	return refused(socket(AF_INET6, SOCK_DGRAM, 0));
}

static int
try_unix(void)
{
	return refused(socket(AF_UNIX, SOCK_STREAM, 0));
}

static int
try_connect(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET };

	return refused(connect(0, (struct sockaddr *)&to, sizeof(to)));
}

static int
try_open(void)
{
	return refused(open("/etc/hostname", O_RDONLY));
}

static int
try_exec(void)
{
	char *const none[] = { NULL };

	return refused(execve("/bin/true", none, none));
}

static int
try_fork(void)
{
	return refused(syscall(SYS_fork));
}

static int
try_uring(void)
{
	return refused(syscall(SYS_io_uring_setup, 1, NULL));
}

static int
try_trace(void)
{
	return refused(syscall(SYS_ptrace, 0, 0, 0, 0));
}

static int
in_sandbox(enum err_code (*enter)(struct err *), int (*attempt)(void))
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0)
		_exit(enter(NULL) == ERR_OK ? attempt() : 2);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
sandbox__a_drill_reaches_no_network_file_or_program(void **state)
{
	static int (*const attempts[])(void) = { try_socket, try_socket_v6,
		try_unix, try_connect, try_open, try_exec, try_fork, try_uring,
		try_trace };

	(void)state;
	for (size_t i = 0; i < sizeof(attempts) / sizeof(attempts[0]); i++) {
		assert_int_equal(in_sandbox(sandbox_drill, attempts[i]), 0);
	}
}

static void
sandbox__the_actual_relay_keeps_the_network_but_runs_nothing(void **state)
{
	(void)state;
	assert_int_equal(in_sandbox(sandbox_actual, try_exec), 0);
	assert_int_equal(in_sandbox(sandbox_actual, try_uring), 0);
	assert_int_equal(in_sandbox(sandbox_actual, try_socket), 1);
	assert_int_equal(in_sandbox(sandbox_actual, try_open), 1);
}

/* ---- the whole relay of a drill, over a socket pair ---- */

static void
run_drill(int fd)
{
	struct loop_config config = { .fd = fd, .drill = true };
	struct err err = { 0 };

	_exit(loop_run(&config, sandbox_drill, &err) == ERR_OK ? 0 : 1);
}

/* Reads up to the end of one line. */
static size_t
read_line(int fd, char *line, size_t size)
{
	size_t n = 0;

	while (n + 1 < size) {
		struct pollfd p = { .fd = fd, .events = POLLIN };

		if (poll(&p, 1, 10000) != 1 || read(fd, line + n, 1) != 1 ||
			line[n] == '\n')
			break;
		n++;
	}
	line[n] = '\0';
	return n;
}

static void
drill__the_process_greets_and_ends_with_the_station(void **state)
{
	static const char rubbish[] = "not a document\n[1]\n{\"x\":1}\n";
	char line[4096];
	int pair[2], status;
	pid_t pid;

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		(void)close(pair[0]);
		(void)close(STDERR_FILENO);
		(void)open("/dev/null", O_WRONLY);
		run_drill(pair[1]);
	}
	(void)close(pair[1]);
	assert_true(read_line(pair[0], line, sizeof(line)) > 0);
	assert_non_null(strstr(line, "\"relay\":\"drill\""));
	assert_true(write(pair[0], rubbish, strlen(rubbish)) > 0);
	(void)close(pair[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

/* ---- the vault ---- */

static void
vault__a_key_is_made_once_and_opens_what_was_sealed_to_it(void **state)
{
	char dir[] = "/tmp/crier-vault-XXXXXX", path[64], pub[SEAL_LINE];
	char again[SEAL_LINE];
	json_t *secret = json_pack("{s:s}", "token", "s3cret"), *got = NULL;
	struct vault *v = NULL;
	char *box = NULL;

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(vault_generate(pub, sizeof(pub), dir, NULL), ERR_OK);
	assert_int_equal(
		vault_generate(again, sizeof(again), dir, NULL), ERR_OK);
	assert_string_equal(again, pub);
	(void)snprintf(path, sizeof(path), "%s/relay", dir);
	assert_int_equal(vault_load(&v, path, NULL), ERR_OK);
	assert_int_equal(
		vault_close_box(&box, v, "county", secret, NULL), ERR_OK);
	assert_int_equal(
		vault_open_box(&got, v, "other", box, NULL), ERR_DENIED);
	assert_int_equal(vault_open_box(&got, v, "county", box, NULL), ERR_OK);
	assert_true(json_equal(got, secret));
	free(box);
	json_decref(got);
	json_decref(secret);
	vault_free(v);
	/* others may read it: not used */
	assert_int_equal(chmod(path, 0644), 0);
	v = NULL;
	assert_int_equal(vault_load(&v, path, NULL), ERR_DENIED);
	assert_null(v);
	(void)unlink(path);
	(void)snprintf(path, sizeof(path), "%s/relay.pub", dir);
	(void)unlink(path);
	(void)rmdir(dir);
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(drill__every_kind_is_answered_by_practice_but_what_people_post),
		T(drill__practice_can_go_wrong),
		T(drill__an_actual_release_is_not_served),
		T(sandbox__a_drill_reaches_no_network_file_or_program),
		T(sandbox__the_actual_relay_keeps_the_network_but_runs_nothing),
		T(drill__the_process_greets_and_ends_with_the_station),
		T(vault__a_key_is_made_once_and_opens_what_was_sealed_to_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

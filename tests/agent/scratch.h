/*
 * A scratch folder for what ssh-keygen and ssh-agent read and write, as the
 * working directory of a test, and the security key in software among them.
 */
#ifndef TESTS_AGENT_SCRATCH_H
#define TESTS_AGENT_SCRATCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fixed.h"

/* Runs a shell line in the scratch folder; its exit status. */
static inline int
scratch_shell(const char *line)
{
	pid_t pid = fork();
	int status = -1;

	if (pid == 0) {
		execl("/bin/sh", "sh", "-c", line, (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* The provider of the security key, built beside the test that runs. */
static inline void
scratch_provider(char out[400])
{
	char self[301], *cut;
	ssize_t n = readlink("/proc/self/exe", self, 300);

	assert_true(n > 0);
	self[n] = '\0';
	for (int i = 0; i < 2; i++) {
		cut = strrchr(self, '/');
		assert_non_null(cut);
		*cut = '\0';
	}
	fixed_format(out, 400, "%s/agent/sk_provider.so", self);
}

static inline int
scratch_enter(void **state)
{
	char dir[] = "/tmp/crier-ssh-XXXXXX", provider[400];

	scratch_provider(provider);
	assert_int_equal(setenv("SSH_SK_PROVIDER", provider, 1), 0);
	*state = strdup(mkdtemp(dir));
	return chdir(*state);
}

static inline int
scratch_leave(void **state)
{
	char line[64];

	fixed_format(line, sizeof(line), "rm -rf %s", (char *)*state);
	free(*state);
	return chdir("/") + scratch_shell(line);
}

static inline void
scratch_save(const char *path, const char *data, mode_t mode)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(chmod(path, mode), 0);
	assert_int_equal(fputs(data, f) < 0, 0);
	assert_int_equal(fclose(f), 0);
}

static inline size_t
scratch_load(char *out, size_t size, const char *path)
{
	FILE *f = fopen(path, "r");
	size_t n;

	assert_non_null(f);
	n = fread(out, 1, size - 1, f);
	out[n] = '\0';
	fclose(f);
	return n;
}

#endif

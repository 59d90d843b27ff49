/*
 * For the tests of the record: a scratch folder, the shell with the real git,
 * and a record made of a small ledger.
 */
#ifndef CRIER_TESTS_RECORD_HELP_H
#define CRIER_TESTS_RECORD_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "record/record_reader.h"
#include "record/quarantine.h"
#include "record/record.h"
#include "tests/record/fake.h"

#define GIT_SIGNED                                                             \
	"git -c gpg.format=ssh -c "                                            \
	"gpg.ssh.allowedSignersFile=\"$PWD/allowed\" "

/* A fresh folder to stand in, and a git that reads nobody's settings. */
static inline int
help_enter(void **state)
{
	char dir[] = "/tmp/crier-record-XXXXXX";

	if (mkdtemp(dir) == NULL || chdir(dir) < 0)
		return -1;
	*state = mem_strdup(dir);
	setenv("HOME", dir, 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("GIT_AUTHOR_NAME", "somebody", 1);
	setenv("GIT_AUTHOR_EMAIL", "x@example.invalid", 1);
	setenv("GIT_COMMITTER_NAME", "somebody", 1);
	setenv("GIT_COMMITTER_EMAIL", "x@example.invalid", 1);
	return 0;
}

/* Runs a shell line, quietly; its exit status. */
static inline int
sh(const char *fmt, ...)
{
	char line[4096];
	int status = -1;
	va_list ap;
	pid_t pid;

	va_start(ap, fmt);
	(void)vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	pid = fork();
	if (pid == 0) {
		if (freopen("sh.out", "w", stdout) == NULL || dup2(1, 2) < 0)
			_exit(126);
		execl("/bin/sh", "sh", "-ec", line, (char *)NULL);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

/* What the last sh printed. */
static inline const char *
sh_out(void)
{
	static char text[65536];
	FILE *f = fopen("sh.out", "r");
	size_t n = 0;

	if (f != NULL) {
		n = fread(text, 1, sizeof(text) - 1, f);
		(void)fclose(f);
	}
	text[n] = '\0';
	return text;
}

/* Must succeed; shows what it said if not. */
#define SH(...)                                                                \
	do {                                                                   \
		int sh_rc = sh(__VA_ARGS__);                                   \
		if (sh_rc != 0)                                                \
			print_error("%s\n", sh_out());                         \
		assert_int_equal(sh_rc, 0);                                    \
	} while (0)

/* The call puts its reason in the test's own `err`. */
#define OK(call)                                                               \
	do {                                                                   \
		enum err_code ok_rc = (call);                                  \
		if (ok_rc != ERR_OK)                                           \
			print_error("%s: %s\n", err.where, err.what);          \
		assert_int_equal(ok_rc, ERR_OK);                               \
	} while (0)

static inline int
help_leave(void **state)
{
	int rc = chdir("/");
	pid_t pid = fork();

	if (pid == 0) {
		execlp("rm", "rm", "-rf", (char *)*state, (char *)NULL);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
	free(*state);
	return rc;
}

static inline struct record *
help_open(const char *path)
{
	struct sshsig_key key;
	struct record *r = NULL;
	struct err err;

	sshsig_key_init(&key, fake_seed);
	OK(record_init(path, &err));
	OK(record_open(&r, path, &key, &err));
	return r;
}

/* Brings a record level with the ledger; the number of acts. */
static inline int
help_catch_up(struct record *r, struct fake *f, int batch)
{
	struct record_source s = fake_source(f);
	int acts, sum = 0;
	struct err err;

	do {
		OK(record_catch_up(&acts, r, &s, batch, &err));
		sum += acts;
	} while (acts > 0);
	return sum;
}

/* A record at path of this ledger; *head is where it ends. */
static inline void
help_make(struct record_head *head, const char *path, struct fake *f, int batch)
{
	struct record *r = help_open(path);

	help_catch_up(r, f, batch);
	record_head(head, r);
	record_close(r);
}

/* A ledger with an incident, a drill and some messages. */
static inline void
help_ledger(struct fake *f, long acts)
{
	fake_init(f);
	fake_start(f);
	fake_open(f, "2026-0123");
	fake_open(f, "D2026-0007");
	for (long i = 0; i < acts; i++)
		fake_usual(f, i % 3 == 2 ? "D2026-0007" : "2026-0123",
			i % 3 == 2 ? i / 3 : i);
}

/* The file "allowed": who may sign. */
static inline void
help_allow(void)
{
	struct sshsig_key key;
	char line[SSHSIG_LINE], allow[SSHSIG_LINE];
	FILE *f = fopen("allowed", "w");

	assert_non_null(f);
	sshsig_key_init(&key, fake_seed);
	sshsig_key_format(line, &key, "");
	assert_true(sshsig_allow(allow, "station", line));
	assert_true(fprintf(f, "%s\n", allow) > 0);
	assert_int_equal(fclose(f), 0);
}

/* What a station does with a library that nobody objects to. */
static inline enum err_code
library_fetch(char candidate[RECORD_COMMIT], const char *library,
	const char *from, const char *accepted, struct err *err)
{
	char *path = realpath(library, NULL);
	struct quarantine *q = NULL;
	enum err_code rc;

	(void)sh("rm -rf quarantine; mkdir quarantine");
	rc = quarantine_open(&q, "quarantine", path, from, accepted, err);
	if (rc == ERR_OK)
		rc = quarantine_keep(q, err);
	if (rc == ERR_OK)
		rc = quarantine_take(path, "quarantine", err);
	if (rc == ERR_OK)
		quarantine_commit(candidate, q);
	quarantine_close(q);
	free(path);
	return rc;
}

#endif

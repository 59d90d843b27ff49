/*
 * Keys and signatures that ssh-keygen makes, also with a security key in
 * software (tests/agent/sk_provider.c), and damaged ones.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fixed.h"
#include "base/sshkey.h"
#include "base/sshsig.h"

static const char text[] = "what the officer approves\n";

/* Runs a shell line in the scratch folder; its exit status. */
static int
shell(const char *line)
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

static int
enter(void **state)
{
	char dir[] = "/tmp/crier-sshkey-XXXXXX", self[301], *cut;
	char provider[400];
	ssize_t n = readlink("/proc/self/exe", self, 300);

	assert_true(n > 0);
	self[n] = '\0';
	for (int i = 0; i < 2; i++) {
		cut = strrchr(self, '/');
		assert_non_null(cut);
		*cut = '\0';
	}
	fixed_format(
		provider, sizeof(provider), "%s/agent/sk_provider.so", self);
	assert_int_equal(setenv("SSH_SK_PROVIDER", provider, 1), 0);
	*state = strdup(mkdtemp(dir));
	return chdir(*state);
}

static int
leave(void **state)
{
	char line[64];

	(void)snprintf(line, sizeof(line), "rm -rf %s", (char *)*state);
	free(*state);
	return chdir("/") + shell(line);
}

static size_t
load_file(char *out, size_t size, const char *path)
{
	FILE *f = fopen(path, "r");
	size_t n;

	assert_non_null(f);
	n = fread(out, 1, size - 1, f);
	out[n] = '\0';
	fclose(f);
	return n;
}

static void
save_text(void)
{
	FILE *f = fopen("text", "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static const struct {
	const char *make; /* options of ssh-keygen */
	enum sshkey_fault want;
	enum sshkey_kind kind;
} made[] = {
	{ "-t ed25519", SSHKEY_FINE, SSHKEY_ED25519 },
	{ "-t rsa -b 3072", SSHKEY_FINE, SSHKEY_RSA },
	{ "-t ecdsa-sk", SSHKEY_FINE, SSHKEY_SK_ECDSA },
	{ "-t ed25519-sk", SSHKEY_FINE, SSHKEY_SK_ED25519 },
	{ "-t ed25519-sk -O application=ssh:duty", SSHKEY_FINE,
		SSHKEY_SK_ED25519 },
	{ "-t ecdsa", SSHKEY_OTHER_KIND, SSHKEY_ED25519 },
	{ "-t rsa -b 2048", SSHKEY_SHORT, SSHKEY_RSA },
};

enum { MADE = sizeof(made) / sizeof(made[0]) };

static void
make_key(size_t i)
{
	char line[200];

	(void)snprintf(line, sizeof(line),
		"rm -f k k.pub; ssh-keygen -q %s -N '' -C 'wang li' -f k",
		made[i].make);
	assert_int_equal(shell(line), 0);
}

static void
sshkey__takes_the_kinds_that_sign_and_names_why_not(void **state)
{
	char line[4096], out[SSHKEY_LINE], print[SSHKEY_FINGERPRINT], said[256];
	struct sshkey key;

	(void)state;
	for (size_t i = 0; i < MADE; i++) {
		make_key(i);
		load_file(line, sizeof(line), "k.pub");
		assert_int_equal(sshkey_parse(&key, line), made[i].want);
		if (made[i].want != SSHKEY_FINE)
			continue;
		assert_int_equal(key.kind, made[i].kind);
		sshkey_format(out, &key);
		assert_int_equal(strncmp(line, out, strlen(out)), 0);
		assert_int_equal(line[strlen(out)], ' ');
		sshkey_fingerprint(print, &key);
		assert_int_equal(shell("ssh-keygen -lf k.pub >said"), 0);
		load_file(said, sizeof(said), "said");
		assert_non_null(strstr(said, print));
	}
}

static void
sshkey__what_is_no_key_is_refused(void **state)
{
	static const struct {
		const char *line;
		enum sshkey_fault want;
	} row[] = {
		{ "", SSHKEY_NOT_A_KEY },
		{ "ssh-ed25519", SSHKEY_NOT_A_KEY },
		{ "ssh-ed25519 ", SSHKEY_NOT_A_KEY },
		{ "ssh-ed25519 AAAA", SSHKEY_NOT_A_KEY },
		{ "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==",
			SSHKEY_NOT_A_KEY },
		/* the neutral point: every signature fits it */
		{ "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEAAAAAAAAAAAAAAAAAAAAA"
		  "AAAAAAAAAAAAAAAAAAAA",
			SSHKEY_NOT_A_KEY },
		{ "-----BEGIN OPENSSH PRIVATE KEY-----", SSHKEY_PRIVATE },
		/* the type before the key is another than the one inside */
		{ "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIMA3wGqBCKPrFpaTBFyGuJGXMK7x"
		  "ZJfZyUd0oU4XAbCd",
			SSHKEY_NOT_A_KEY },
	};
	struct sshkey key;

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		assert_int_equal(sshkey_parse(&key, row[i].line), row[i].want);
}

static void
sign_text(void)
{
	save_text();
	assert_int_equal(shell("rm -f text.sig; ssh-keygen -q -Y sign -f k -n "
			       "crier text 2>/dev/null"),
		0);
}

static void
sshkey__a_signature_fits_its_text_only(void **state)
{
	struct sshkey key, mine;
	struct sshkey_touch touch;
	char sig[4096], line[4096];
	size_t n;

	(void)state;
	for (size_t i = 0; i < MADE; i++) {
		make_key(i);
		sign_text();
		n = load_file(sig, sizeof(sig), "text.sig");
		if (made[i].want != SSHKEY_FINE) {
			assert_false(sshsig_check(&key, &touch, sig, n, "crier",
				text, sizeof(text) - 1));
			continue;
		}
		load_file(line, sizeof(line), "k.pub");
		assert_int_equal(sshkey_parse(&mine, line), SSHKEY_FINE);
		assert_true(sshsig_check(
			&key, &touch, sig, n, "crier", text, sizeof(text) - 1));
		assert_true(sshkey_same(&key, &mine));
		assert_int_equal(touch.touched, sshkey_is_token(&key));
		assert_false(touch.verified);
		assert_false(sshsig_check(
			&key, NULL, sig, n, "crier", text, sizeof(text) - 2));
		assert_false(sshsig_check(
			&key, NULL, sig, n, "git", text, sizeof(text) - 1));
	}
}

static void
sshkey__a_key_that_nobody_touched_says_so(void **state)
{
	struct sshkey key;
	struct sshkey_touch touch;
	char sig[4096];
	size_t n;

	(void)state;
	assert_int_equal(shell("rm -f k k.pub; ssh-keygen -q -t ecdsa-sk -O "
			       "no-touch-required -N '' -f k"),
		0);
	save_text();
	assert_int_equal(shell("rm -f text.sig; SK_NOBODY=1 ssh-keygen -q -Y "
			       "sign -f k -n crier text 2>/dev/null"),
		0);
	n = load_file(sig, sizeof(sig), "text.sig");
	assert_true(sshsig_check(
		&key, &touch, sig, n, "crier", text, sizeof(text) - 1));
	assert_false(touch.touched);
	assert_int_equal(touch.counter, 7);
}

/* Any one byte changed, any length cut: never a signature, never a crash. */
static void
sshkey__damaged_signatures_fit_nothing(void **state)
{
	struct sshkey key;
	char sig[4096];
	size_t n;

	(void)state;
	for (size_t i = 0; i < MADE; i++) {
		if (made[i].want != SSHKEY_FINE)
			continue;
		make_key(i);
		sign_text();
		n = load_file(sig, sizeof(sig), "text.sig");
		for (size_t at = 0; at + 1 < n; at++) {
			char was = sig[at];

			sig[at] = was == 'A' ? 'B' : 'A';
			assert_false(sshsig_check(&key, NULL, sig, n, "crier",
				text, sizeof(text) - 1));
			assert_false(sshsig_check(&key, NULL, sig, at, "crier",
				text, sizeof(text) - 1));
			sig[at] = was;
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			sshkey__takes_the_kinds_that_sign_and_names_why_not),
		cmocka_unit_test(sshkey__what_is_no_key_is_refused),
		cmocka_unit_test(sshkey__a_signature_fits_its_text_only),
		cmocka_unit_test(sshkey__a_key_that_nobody_touched_says_so),
		cmocka_unit_test(sshkey__damaged_signatures_fit_nothing),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}

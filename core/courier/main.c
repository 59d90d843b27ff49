/*
 * crier-courier: carries letters between the station and the exchange's host.
 * It has a key to the host and none to what it carries; it is started by the
 * station (--fd) or by systemd (--socket).
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/sshsig.h"
#include "courier/round.h"
#include "courier/task.h"
#include "link/confine.h"
#include "link/nodump.h"
#include "link/socket_address.h"

struct courier_words {
	const char *socket, *dir;
	int fd, every, patience;
};

static const char courier_usage[] =
	"usage: crier-courier --fd N | --socket PATH  --dir DIR\n"
	"                     [--every N] [--patience N]\n"
	"\n"
	"The station or systemd starts it.\n"
	"  --fd N         the inherited end of a socket pair\n"
	"  --socket PATH  the courier's socket of an office's station\n"
	"  --dir DIR      its own folder: its key to the host, drawn where\n"
	"                 there is none, and its copy of the exchange\n"
	"  --every N      seconds between two rounds, at most\n"
	"  --patience N   seconds of one step, at most 60\n";

static bool
courier_number(int *out, const char *text)
{
	char *end;
	long n = strtol(text, &end, 10);

	*out = (int)n;
	return end != text && *end == '\0' && n >= 0 && n <= 1 << 20;
}

/* Where the options did not say it. */
static void
courier_environ(int *out, const char *name)
{
	const char *text = getenv(name);

	if (*out == 0 && text != NULL && !courier_number(out, text))
		*out = 0;
}

static bool
courier_parse(struct courier_words *o, int argc, char **argv)
{
	static const struct option longs[] = {
		{ "fd", required_argument, NULL, 'f' },
		{ "socket", required_argument, NULL, 's' },
		{ "dir", required_argument, NULL, 'd' },
		{ "every", required_argument, NULL, 'e' },
		{ "patience", required_argument, NULL, 'p' },
		{ NULL, 0, NULL, 0 },
	};
	bool ok = true;
	int c;

	while (ok && (c = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		if (c == 'f')
			ok = courier_number(&o->fd, optarg);
		else if (c == 'e')
			ok = courier_number(&o->every, optarg);
		else if (c == 'p')
			ok = courier_number(&o->patience, optarg);
		else if (c == 's')
			o->socket = optarg;
		else if (c == 'd')
			o->dir = optarg;
		else
			ok = false;
	}
	return ok && optind == argc && o->dir != NULL &&
		(o->fd < 0) == (o->socket != NULL);
}

static int
courier_fail(const char *what, const char *path)
{
	(void)fprintf(stderr, "crier-courier: %s %s: %s\n", what, path,
		strerror(errno));
	return EX_CANTCREAT;
}

/* ---- its key to the host ---- */

/* Killed in the middle it leaves none, and no half of one. */
static bool
key_draw(const char *path)
{
	char *new = mem_printf("%s.new", path);
	unsigned char seed[SSHSIG_SEED];
	struct sshsig_key key;
	char file[SSHSIG_FILE];
	int fd = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool good;

	randombytes_buf(seed, sizeof(seed));
	sshsig_key_init(&key, seed);
	sshsig_file_format(file, &key);
	good = fd >= 0 &&
		write(fd, file, strlen(file)) == (ssize_t)strlen(file) &&
		fsync(fd) == 0;
	if (fd >= 0 && close(fd) != 0)
		good = false;
	good = good && rename(new, path) == 0;
	if (fd >= 0 && !good)
		(void)unlink(new);
	free(new);
	sodium_memzero(file, sizeof(file));
	sodium_memzero(seed, sizeof(seed));
	sshsig_key_release(&key);
	return good;
}

static bool
key_is_drawn(const char *path)
{
	struct stat s;

	return stat(path, &s) == 0 && s.st_size > 0;
}

/* The public half of it, which the host's keeper is given. */
static bool
key_public(char out[SSHSIG_LINE], const char *path)
{
	char text[2 * SSHSIG_FILE];
	struct sshsig_key key;
	FILE *f = fopen(path, "re");
	size_t len = f ? fread(text, 1, sizeof(text), f) : 0;
	bool good =
		f != NULL && sshsig_file_parse(&key, text, len, NULL) == ERR_OK;

	if (f != NULL)
		(void)fclose(f);
	if (good) {
		sshsig_key_format(out, &key, "");
		sshsig_key_release(&key);
	}
	sodium_memzero(text, sizeof(text));
	return good;
}

/* ---- serving ---- */

static bool
courier_connect(int *fd, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash ? mem_strndup(path, (size_t)(slash - path))
			  : mem_strdup(".");
	bool good = socket_address_connect(
			    fd, dir, slash ? slash + 1 : path, NULL) == ERR_OK;

	free(dir);
	return good;
}

static void
courier_serve(struct courier *c, int fd, const char *public)
{
	if (post_begin(&c->post, fd, public))
		while (!c->post.gone)
			post_wait(&c->post, courier_round(c));
	post_end(&c->post);
}

static int
courier_run(const struct courier_words *o)
{
	struct courier c;
	char public[SSHSIG_LINE];
	int fd = o->fd;

	if (mkdir(o->dir, 0700) != 0 && errno != EEXIST)
		return courier_fail("cannot make", o->dir);
	courier_init(&c, o->dir);
	c.every = o->every;
	task_patience(o->patience);
	if (!key_is_drawn(c.key) && !key_draw(c.key))
		return courier_fail("cannot write", c.key);
	if (!key_public(public, c.key))
		return courier_fail("cannot read", c.key);
	do {
		if (o->socket == NULL || courier_connect(&fd, o->socket))
			courier_serve(&c, fd, public);
		if (o->socket != NULL)
			(void)sleep(1);
	} while (o->socket != NULL);
	courier_release(&c);
	return EX_OK;
}

int
main(int argc, char **argv)
{
	struct courier_words o = { .fd = -1 };
	int status;

	if (!courier_parse(&o, argc, argv)) {
		(void)fputs(courier_usage, stderr);
		return EX_USAGE;
	}
	/* for stations that start their courier themselves: tests, a demo */
	courier_environ(&o.every, "CRIER_COURIER_EVERY");
	courier_environ(&o.patience, "CRIER_COURIER_PATIENCE");
	(void)clearenv();
	/* libgit2 wants one for a known_hosts, which is not there */
	(void)setenv("HOME", o.dir, 1);
	(void)umask(077);
	(void)signal(SIGPIPE, SIG_IGN);
	if (sodium_init() < 0 || !nodump() || confine_program(NULL) != ERR_OK)
		return EX_OSERR;
	status = courier_run(&o);
	(void)fflush(stderr);
	return status;
}

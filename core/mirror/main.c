/*
 * crier-mirror: copies the record to other machines of this office. It reads
 * everything, so it takes nothing from anybody: it only pushes, to where two
 * officers said, and knows a host by its pinned key. It is started by the
 * station (--fd) or by systemd (--socket).
 */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "link/confine.h"
#include "link/nodump.h"
#include "link/socket_address.h"
#include "mirror/loop.h"
#include "record/record.h"

struct mirror_words {
	const char *socket, *record, *key;
	int fd;
};

static const char mirror_usage[] =
	"usage: crier-mirror --fd N | --socket PATH  --record DIR --key FILE\n"
	"\n"
	"The station starts it; people do not need it.\n"
	"  --fd N         the inherited end of a socket pair\n"
	"  --socket PATH  the mirror's socket of an office's station\n"
	"  --record DIR   the station's record, which is only read\n"
	"  --key FILE     its key to the hosts, drawn where there is none;\n"
	"                 crier mirror list prints the public half\n";

static bool
mirror_parse(struct mirror_words *o, int argc, char **argv)
{
	static const struct option longs[] = {
		{ "fd", required_argument, NULL, 'f' },
		{ "socket", required_argument, NULL, 's' },
		{ "record", required_argument, NULL, 'r' },
		{ "key", required_argument, NULL, 'k' },
		{ NULL, 0, NULL, 0 },
	};
	bool ok = true;
	int c;

	while (ok && (c = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		if (c == 'f')
			o->fd = (int)strtol(optarg, NULL, 10);
		else if (c == 's')
			o->socket = optarg;
		else if (c == 'r')
			o->record = optarg;
		else if (c == 'k')
			o->key = optarg;
		else
			ok = false;
	}
	return ok && optind == argc && o->record != NULL && o->key != NULL &&
		(o->fd < 0) == (o->socket != NULL);
}

static int
mirror_fail(const struct err *err)
{
	(void)fprintf(stderr, "crier-mirror: %s: %s\n", err->where, err->what);
	return err_exit(err->code);
}

static bool
mirror_connect(int *fd, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash ? mem_strndup(path, (size_t)(slash - path))
			  : mem_strdup(".");
	bool good = socket_address_connect(
			    fd, dir, slash ? slash + 1 : path, NULL) == ERR_OK;

	free(dir);
	return good;
}

static enum err_code
mirror_key(char public[SSHSIG_LINE], const char *path, struct err *err)
{
	struct sshsig_key key;
	enum err_code rc = access(path, F_OK) == 0
		? record_key_load(&key, path, err)
		: record_key_create(&key, path, err);

	if (rc != ERR_OK)
		return rc;
	sshsig_key_format(public, &key, "crier-mirror");
	sshsig_key_release(&key);
	return ERR_OK;
}

static int
mirror_run(const struct mirror_words *o)
{
	const struct push_from from = { o->record, o->key };
	struct err err = { .code = ERR_OK };
	char public[SSHSIG_LINE];
	struct copier *c;
	int fd = o->fd;

	if (mirror_key(public, o->key, &err) != ERR_OK)
		return mirror_fail(&err);
	c = copier_new(&from);
	do {
		if (o->socket == NULL || mirror_connect(&fd, o->socket))
			copier_serve(c, fd, public);
		if (o->socket != NULL)
			(void)sleep(1);
	} while (o->socket != NULL);
	copier_free(c);
	return EX_OK;
}

/* libgit2 looks for known hosts below HOME: there are none but the pinned. */
static void
mirror_leave_behind(int fd)
{
	static char home[] = "HOME=/nonexistent", zone[] = "TZ=UTC0";

	for (int i = 3; i < 1024; i++)
		if (i != fd)
			(void)close(i);
	(void)clearenv();
	(void)putenv(home);
	(void)putenv(zone);
	(void)umask(077);
	(void)signal(SIGPIPE, SIG_IGN);
}

int
main(int argc, char **argv)
{
	struct mirror_words o = { .fd = -1 };
	int status;

	if (!mirror_parse(&o, argc, argv)) {
		(void)fputs(mirror_usage, stderr);
		return EX_USAGE;
	}
	mirror_leave_behind(o.fd);
	if (sodium_init() < 0 || !nodump() || confine_program(NULL) != ERR_OK)
		return EX_OSERR;
	status = mirror_run(&o);
	(void)fflush(stderr);
	return status;
}

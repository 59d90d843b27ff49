/*
 * crier-relay: the process that delivers. It holds the private key and the
 * network and nothing else; it is started by the station (--fd) or by systemd
 * (--socket) and does what core/relay/README.md says. In mode drill it is
 * given no key, gives up the network before it reads a word, and ends when
 * the station does. With --demo, or with a key that has once served a demo
 * (demo_mark.h), it reaches this machine alone.
 */
#include <assert.h>
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

#include "base/fixed.h"
#include "base/mem.h"
#include "base/seal.h"
#include "link/trace.h"
#include "relay/demo_mark.h"
#include "relay/loop.h"
#include "relay/sandbox.h"

enum { HOST_MAX = 100 };

struct options {
	const char *keygen, *socket, *keys, *mode, *ca_file;
	const char *proxy, *proxy_hosts;
	int fd, host_max;
	bool demo;
};

static const char usage[] =
	"usage: crier-relay --fd N | --socket PATH  --mode actual|drill\n"
	"                   [--keys FILE] [--ca FILE] [--host-max N] [--demo]\n"
	"                   [--proxy URL --proxy-for HOST,HOST]\n"
	"       crier-relay --keygen DIR\n"
	"\n"
	"The station starts it; people do not need it but for --keygen.\n"
	"  --fd N         the inherited end of a socket pair\n"
	"  --socket PATH  the relay's socket of an office's station\n"
	"  --mode MODE    a drill's relay takes no key and has no network\n"
	"  --keys FILE    the private key, readable by its owner alone\n"
	"  --ca FILE      trust these certificates instead of the system's\n"
	"  --host-max N   requests to one host at a time (100)\n"
	"  --proxy URL    for the hosts that --proxy-for names, those below\n"
	"                 them too, and for no other; * is every one\n"
	"  --demo         for a demo's station: reaches this machine alone;\n"
	"                 KEYS.demo beside the key says the same, for ever\n"
	"  --keygen DIR   make DIR/relay and DIR/relay.pub, print the public\n";

static int
relay_complain(const struct err *err)
{
	(void)fprintf(stderr, "crier-relay: %s%s%s\n", err->where,
		*err->where ? ": " : "", err->what);
	if (*err->remedy)
		(void)fprintf(stderr, "  %s\n", err->remedy);
	return err_exit(err->code);
}

static bool
relay_parse_number(int *out, const char *text, int most)
{
	char *end;
	long n;

	assert(text != NULL);
	errno = 0;
	n = strtol(text, &end, 10);
	if (errno != 0 || end == text || *end != '\0' || n < 0 || n > most)
		return false;
	*out = (int)n;
	return true;
}

static bool
relay_parse(struct options *o, int argc, char **argv)
{
	static const struct option longs[] = {
		{ "fd", required_argument, NULL, 'f' },
		{ "socket", required_argument, NULL, 's' },
		{ "mode", required_argument, NULL, 'm' },
		{ "keys", required_argument, NULL, 'k' },
		{ "ca", required_argument, NULL, 'c' },
		{ "host-max", required_argument, NULL, 'n' },
		{ "proxy", required_argument, NULL, 'p' },
		{ "proxy-for", required_argument, NULL, 'P' },
		{ "keygen", required_argument, NULL, 'g' },
		{ "demo", no_argument, NULL, 'd' },
		{ NULL, 0, NULL, 0 },
	};
	bool ok = true;
	int c;

	while (ok && (c = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		assert(optarg != NULL || c == '?' || c == 'd');
		switch (c) {
		case 'f':
			ok = relay_parse_number(&o->fd, optarg, 1 << 20);
			break;
		case 's':
			o->socket = optarg;
			break;
		case 'm':
			o->mode = optarg;
			break;
		case 'k':
			o->keys = optarg;
			break;
		case 'c':
			o->ca_file = optarg;
			break;
		case 'n':
			ok = relay_parse_number(&o->host_max, optarg, 100000);
			break;
		case 'p':
			o->proxy = optarg;
			break;
		case 'P':
			o->proxy_hosts = optarg;
			break;
		case 'g':
			o->keygen = optarg;
			break;
		case 'd':
			o->demo = true;
			break;
		default:
			ok = false;
		}
	}
	return ok && optind == argc;
}

static enum err_code
relay_check_options(const struct options *o, struct err *err)
{
	bool drill = strcmp(o->mode, "drill") == 0;

	if (!drill && strcmp(o->mode, "actual") != 0)
		return err_set(err, ERR_USAGE, "--mode", "",
			"the mode is actual or drill");
	if ((o->proxy == NULL) != (o->proxy_hosts == NULL))
		return err_set(err, ERR_USAGE, "--proxy", "",
			"a proxy needs the hosts that it is for, and they it");
	if ((o->fd < 0) == (o->socket == NULL))
		return err_set(err, ERR_USAGE, "", "",
			"one of --fd and --socket is needed");
	if (drill && o->keys != NULL)
		return err_set(err, ERR_DENIED, "--keys",
			"Start it without --keys.",
			"a drill's relay must not be given a key");
	if (drill && o->demo)
		return err_set(err, ERR_USAGE, "--demo", "",
			"a drill's relay reaches nothing anyway");
	if (!drill && o->keys == NULL)
		return err_set(
			err, ERR_USAGE, "--keys", "", "the key is needed");
	return ERR_OK;
}

static int
relay_keygen(const char *dir)
{
	struct err err = { 0 };
	char pub[SEAL_LINE];

	if (sodium_init() < 0)
		return EX_SOFTWARE;
	if (vault_generate(pub, sizeof(pub), dir, &err) != ERR_OK)
		return relay_complain(&err);
	(void)printf("%s\n", pub);
	return EX_OK;
}

/* Drops inherited descriptors and the environment. */
static void
relay_leave_behind(int fd)
{
	static char zone[16];

	for (int i = 3; i < 1024; i++)
		if (i != fd)
			(void)close(i);
	(void)clearenv();
	FIXED_SET(zone, "TZ=UTC0");
	(void)putenv(zone);
	(void)signal(SIGPIPE, SIG_IGN);
}

/* A drill's relay is held closer still, and knows no key. */
static enum err_code
relay_find_mark(struct options *o, struct err *err)
{
	bool marked = false;
	enum err_code rc = ERR_OK;

	if (o->keys != NULL)
		rc = demo_mark_find(&marked, o->keys, err);
	o->demo = o->demo || marked;
	return rc;
}

/* The key is read after the door is forked, which must not have it. */
static enum err_code
relay_load(struct loop_config *config, struct vault **vault, struct door *door,
	const struct options *o, struct err *err)
{
	enum err_code rc = ERR_OK;

	if (config->drill)
		return ERR_OK;
	config->keys = o->keys;
	/* a drill or a demo cannot open a socket again; it is started again */
	if (!o->demo)
		config->socket = o->socket;
	if (o->demo) {
		rc = door_start(door, err);
		config->door = door;
	}
	if (rc == ERR_OK)
		rc = vault_load(vault, o->keys, err);
	config->vault = *vault;
	return rc;
}

static int
relay_run(const struct options *o)
{
	struct loop_config config = { .fd = o->fd,
		.drill = strcmp(o->mode, "drill") == 0,
		.ca_file = o->ca_file,
		.proxy = o->proxy,
		.proxy_hosts = o->proxy_hosts,
		.host_max = o->host_max };
	struct vault *vault = NULL;
	struct door door = { .fd = -1 };
	struct err err = { 0 };
	enum err_code rc;

	relay_leave_behind(o->fd);
	(void)umask(S_IWGRP | S_IWOTH); /* a site's folders are for readers */
	vault_wipe_documents();
	if (sodium_init() < 0)
		return EX_SOFTWARE;
	rc = relay_load(&config, &vault, &door, o, &err);
	if (rc == ERR_OK && o->socket != NULL)
		rc = loop_connect(&config.fd, o->socket, &err);
	if (rc == ERR_OK)
		rc = loop_run(&config,
			config.drill	  ? sandbox_drill
				: o->demo ? sandbox_demo
					  : sandbox_actual,
			&err);
	vault_free(vault);
	door_close(&door);
	return rc == ERR_OK ? EX_OK : relay_complain(&err);
}

int
main(int argc, char **argv)
{
	struct options o = { .fd = -1, .mode = "", .host_max = HOST_MAX };
	struct err err = { 0 };
	int status;

	(void)trace_open("relay", getenv("CRIER_TRACE"), NULL);
	if (!relay_parse(&o, argc, argv)) {
		(void)fputs(usage, stderr);
		return EX_USAGE;
	}
	if (o.keygen != NULL)
		return relay_keygen(o.keygen);
	if (relay_check_options(&o, &err) != ERR_OK)
		return relay_complain(&err);
	/* for stations that start their relay themselves: tests, a demo */
	if (o.ca_file == NULL)
		o.ca_file = getenv("SSL_CERT_FILE");
	if (getenv("CRIER_HOST_MAX") != NULL &&
		!relay_parse_number(
			&o.host_max, getenv("CRIER_HOST_MAX"), 100000))
		o.host_max = HOST_MAX;
	if (relay_find_mark(&o, &err) != ERR_OK)
		return relay_complain(&err);
	status = relay_run(&o);
	(void)fflush(stderr);
	/* exit handlers could make system calls that the sandbox refuses */
	_exit(status);
}

/*
 * crier station: the process that keeps a station. In an office systemd
 * starts and stops it; a station of one's own starts by itself.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "crier/refusal.h"
#include "tui/cli/cli.h"
#include "tui/cli/commands.h"
#include "tui/pages/i18n.h"
#include "tui/cli/offline.h"
#include "tui/pages/say.h"
#include "tui/cli/show.h"
#include "tui/pages/value.h"

enum { STOP_WAIT_MS = 15000 };

/* Connects, but starts nothing. */
static enum err_code
connect_only(struct cli *c, struct err *err)
{
	struct client_options o = {
		.dir = c->dir, .as = c->as, .via = "cli", .lang = c->lang
	};
	enum err_code rc = station_dir_find(c->dir, c->station, err);

	if (rc == ERR_OK)
		rc = client_open(&c->client, &o, err);
	if (rc == ERR_OK)
		c->zone = client_zone(c->client);
	return rc;
}

static void
show_running(const struct cli *c)
{
	const json_t *hello = client_hello(c->client);
	json_t *doc;
	char pid[24];

	if (c->json) {
		doc = json_copy(doc_borrow(hello));
		doc_put_str(doc, "dir", c->dir);
		doc_put_int(doc, "pid", client_station_pid(c->client));
		print_doc(doc);
		json_decref(doc);
		return;
	}
	fixed_format(
		pid, sizeof(pid), "%ld", (long)client_station_pid(c->client));
	print_pair(_("station"), _("runs"));
	print_pair(_("folder"), c->dir);
	print_pair(_("unit"), doc_str(hello, "station"));
	print_pair(_("process"), pid);
	print_pair(_("version"), doc_str(hello, "version"));
	show_pairs(c, DOCUMENT_STATION, "replaced zone clock_behind", hello);
}

static int
run_status(struct cli *c)
{
	struct err err = { 0 };

	if (connect_only(c, &err) != ERR_OK)
		return cli_fail(c, &err);
	show_running(c);
	return EX_OK;
}

static int
run_start(struct cli *c)
{
	struct err err = { 0 };

	/* starts it where that is allowed, and says why where it is not */
	if (cli_open(c, &err) != ERR_OK)
		return cli_fail(c, &err);
	show_running(c);
	return EX_OK;
}

/* True once the process has ended: its folder is free then. */
static bool
wait_gone(int process)
{
	struct pollfd fd = { .fd = process, .events = POLLIN };
	int n;

	do
		n = poll(&fd, 1, STOP_WAIT_MS);
	while (n < 0 && errno == EINTR);
	return n > 0;
}

static enum err_code
stop(struct cli *c, struct err *err)
{
	pid_t pid = client_station_pid(c->client);
	enum err_code rc = ERR_OK;
	int process;

	/* a socket made by a process of another namespace has no pid here */
	errno = ESRCH;
	process = pid > 0 ? pidfd_open(pid, 0) : -1;
	if (process < 0 || pidfd_send_signal(process, SIGTERM, NULL, 0) != 0)
		rc = err_errno(err, c->dir,
			_("In an office: systemctl stop crier-station"),
			_("cannot stop the station"));
	else if (!wait_gone(process))
		rc = err_set(err, ERR_UNAVAILABLE, c->dir,
			_("Try again; it ends once its work is durable."),
			_("the station has not ended within %d s"),
			STOP_WAIT_MS / 1000);
	if (process >= 0)
		(void)close(process);
	return rc;
}

static int
run_stop(struct cli *c)
{
	struct err err = { 0 };
	enum err_code rc = connect_only(c, &err);

	if (rc != ERR_OK &&
		strcmp(err.id, refusal_word(REFUSE_NOT_RUNNING)) == 0) {
		print_note(_("The station did not run."));
		return EX_OK;
	}
	if (rc == ERR_OK)
		rc = stop(c, &err);
	if (rc != ERR_OK)
		return cli_fail(c, &err);
	print_note(_("The station has ended."));
	return EX_OK;
}

/*
 * The clock that is asked about is mostly this machine's own: a time that is
 * reckoned from it would confirm nothing.
 */
static enum err_code
read_other_clock(struct cli *c, json_t *fields, struct err *err)
{
	const char *text = doc_str(fields, "time");
	int64_t ms;

	if (*text < '0' || *text > '9' || !value_time(&ms, text, 0, c->zone))
		return err_set(err, ERR_USAGE, text,
			_("Write it as 2026-11-24 02:10, read from another "
			  "clock."),
			_("this is not a time"));
	doc_put_int(fields, "time", ms);
	return ERR_OK;
}

static const struct verb verbs[] = {
	{ .name = "start",
		.args = "",
		.help = N_("start a station of one's own"),
		.run = run_start },
	{ .name = "stop",
		.args = "",
		.help = N_("end a station of one's own and its relay"),
		.run = run_stop },
	{ .name = "status",
		.args = "",
		.help = N_("whether it runs, where, which version"),
		.run = run_status },
	{ .name = "name",
		.args = "[NAME]",
		.help = N_("give the name that signs English texts; without "
			   "one the office's own name does"),
		.act = "station.name" },
	{ .name = "confirm",
		.args = "TIME",
		.help = N_("say what time it is, where the station's clock is "
			   "behind its own ledger"),
		.act = "clock.confirm",
		.prepare = read_other_clock },
	{ .name = NULL },
};

const struct command command_station = {
	.name = "station",
	.help = N_("the process that keeps the station"),
	.verbs = verbs,
};

/*
 * Coming, going and being started.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "link/protocol.h"
#include "station/courier_link_internal.h"
#include "station/env.h"

enum { COURIER_RESTART_MS = 1000 };

struct courier_link *
courier_link_new(struct station *st)
{
	struct courier_link *c = mem_new(sizeof(*c));

	c->st = st;
	c->started = -COURIER_RESTART_MS;
	c->letters = json_object();
	return c;
}

void
courier_link_free(struct courier_link *c)
{
	if (c == NULL)
		return;
	if (c->child > 0)
		(void)kill(c->child, SIGTERM);
	json_decref(c->branches);
	json_decref(c->letters);
	free(c);
}

/* ---- greeting ---- */

static struct session *
courier_session(struct peer *peer)
{
	struct session *s = mem_new(sizeof(*s));

	s->relay = -1;
	s->courier = true;
	FIXED_SET(s->via, "courier");
	peer_set_data(peer, s);
	return s;
}

enum err_code
courier_link_greet(struct station *st, struct peer *peer, const json_t *hello,
	struct err *err)
{
	struct courier_link *c = st->courier;
	char number[24];

	fixed_format(
		number, sizeof(number), "%lu", (unsigned long)peer_uid(peer));
	if (peer_data(peer) == NULL &&
		!station_user_is(st->options.courier_user, peer_uid(peer)))
		return refuse(err, REFUSE_NOT_COURIER, LINK_COURIER_SOCKET,
			WITH(arg_user(number)));
	if (peer_data(peer) == NULL)
		(void)courier_session(peer);
	if (c->peer != NULL && c->peer != peer)
		peer_drop(c->peer);
	c->peer = peer;
	c->told = 0;
	fixed_cut(c->key, sizeof(c->key), doc_str(hello, "courier"));
	server_changed(st->server, "office", "", 0);
	return ERR_OK;
}

void
courier_link_gone(struct station *st, struct peer *peer)
{
	struct courier_link *c = st->courier;

	if (c == NULL || c->peer != peer)
		return;
	c->peer = NULL;
	server_changed(st->server, "office", "", 0);
}

/* ---- questions ---- */

static const struct {
	const char *name;
	courier_ask_fn *ask;
} courier_questions[] = {
	{ "courier.plan", courier_plan },
	{ "courier.letter", courier_letter },
	{ "courier.host", courier_host },
	{ "courier.told", courier_told },
};

static enum err_code
courier_answer(json_t **out, struct station *st, struct peer *peer,
	const json_t *doc, struct err *err)
{
	const char *name = doc_str(doc, "question");

	for (size_t n = 0;
		n < sizeof(courier_questions) / sizeof(courier_questions[0]);
		n++)
		if (strcmp(courier_questions[n].name, name) == 0)
			return courier_questions[n].ask(
				out, st, peer, doc, err);
	return refuse(
		err, REFUSE_UNKNOWN_ACT, "question", WITH(arg_text(name)));
}

void
courier_link_ask(struct station *st, struct peer *peer, const json_t *doc)
{
	struct err err = { .code = ERR_OK };
	json_t *out = NULL;

	if (courier_answer(&out, st, peer, doc, &err) == ERR_OK)
		peer_answer(peer, doc_int(doc, "id"), out);
	else
		peer_refuse(peer, doc_int(doc, "id"), &err);
}

/* ---- a courier of our own ---- */

static void
become_courier(const struct courier_link *c, int fd)
{
	char *program = station_installed("libexec/crier/crier-courier");
	char *dir = station_path(c->st->dir, "courier");
	char number[16];

	fixed_format(number, sizeof(number), "%d", fd);
	(void)execl(program, "crier-courier", "--fd", number, "--dir", dir,
		(char *)NULL);
	(void)fprintf(stderr, "crier-station: cannot start %s: %s\n", program,
		strerror(errno));
	_exit(127);
}

static void
start_courier(struct courier_link *c)
{
	int pair[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
		return;
	pid = fork();
	if (pid == 0) {
		/* everything else we have open is close-on-exec */
		station_child();
		(void)close(pair[0]);
		become_courier(c, pair[1]);
	}
	(void)close(pair[1]);
	if (pid < 0) {
		(void)close(pair[0]);
		return;
	}
	c->child = pid;
	(void)courier_session(
		server_adopt(c->st->server, pair[0], PEER_COURIER));
}

int
courier_link_tend(struct courier_link *c)
{
	int64_t now = station_boot();

	/* it need not wait for its next round */
	if (c->st->letter_lies && c->peer != NULL)
		peer_send(c->peer, json_pack("{s:b}", "wake", 1));
	c->st->letter_lies = false;
	if (c->child > 0 || c->peer || !c->st->office.single ||
		*courier_address(c->st) == '\0')
		return -1;
	if (now - c->started < COURIER_RESTART_MS)
		return (int)(COURIER_RESTART_MS - (now - c->started));
	c->started = now;
	start_courier(c);
	return c->child > 0 ? -1 : COURIER_RESTART_MS;
}

bool
courier_link_reaped(struct courier_link *c, int pid)
{
	if (c == NULL || c->child != pid)
		return false;
	c->child = 0;
	return true;
}

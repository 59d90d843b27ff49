/*
 * Workers: starting them and passing on what they say.
 */
#include "station/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "link/protocol.h"
#include "station/env.h"

enum { WORKERS_MAX = 8, CHUNK = 65536 };

struct worker {
	struct station *st;
	struct peer *peer; /* NULL: the asker is gone, or the station asked */
	worker_told told; /* NULL, or who else hears the answer */
	int64_t id;
	int fd;
	pid_t child;
	struct buf in;
	bool paused, answered;
	struct worker *next;
};

static void
end(struct worker *r)
{
	struct worker **at = &r->st->workers;
	struct err err;

	if (r->peer && !r->answered) {
		(void)err_set(&err, ERR_INTERNAL, "", "Ask again.",
			"the worker ended without an answer");
		peer_refuse(r->peer, r->id, &err);
	}
	while (*at != r)
		at = &(*at)->next;
	*at = r->next;
	server_unwatch(r->st->server, r->fd);
	(void)close(r->fd);
	if (!r->answered)
		(void)kill(r->child, SIGTERM);
	buf_release(&r->in);
	free(r);
}

/* One document of the worker's, under the request's id. */
static void
pass_on(struct worker *r, const char *line, size_t len)
{
	static const char *const keys[] = { "part", "answer", "refusal" };
	json_t *doc = NULL;

	if (doc_parse(&doc, line, len, NULL) != ERR_OK)
		return;
	for (size_t n = 0; n < sizeof(keys) / sizeof(keys[0]); n++) {
		json_t *value = doc_get(doc, keys[n]);

		if (value == NULL)
			continue;
		r->answered = r->answered || n > 0;
		if (r->told && n == 1)
			r->told(r->st, value);
		if (r->peer)
			peer_reply(r->peer, r->id, keys[n], json_incref(value));
		break;
	}
	json_decref(doc);
}

static void
pass_lines(struct worker *r)
{
	char *nl;

	while (!r->paused &&
		(nl = memchr(r->in.data, '\n', r->in.len)) != NULL) {
		size_t len = (size_t)(nl - r->in.data);

		pass_on(r, r->in.data, len);
		buf_consume(&r->in, len + 1);
		if (r->peer && peer_unread(r->peer) > LINK_UNREAD_MAX / 2) {
			r->paused = true;
			server_unwatch(r->st->server, r->fd);
		}
	}
}

static void
worker_ready(void *ctx, int fd, short revents)
{
	struct worker *r = ctx;
	char chunk[CHUNK];
	ssize_t n;
	bool fits;

	(void)revents;
	n = read(fd, chunk, sizeof(chunk));
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	fits = n <= 0 || buf_try_add(&r->in, chunk, (size_t)n);
	pass_lines(r);
	if (n <= 0 || !fits || (r->peer == NULL && !r->told && !r->answered))
		end(r);
}

static void
worker_become(const struct station *st, int in, int out)
{
	char self[] = "/proc/self/exe";

	station_child();
	(void)dup2(in, STDIN_FILENO);
	(void)dup2(out, STDOUT_FILENO);
	(void)execl(self, "crier-station", "--worker", st->dir, (char *)NULL);
	_exit(127);
}

/* The request in a pipe: small enough to be written at once. */
static enum err_code
worker_fork(struct worker *r, const json_t *doc, struct err *err)
{
	char *text = doc_format(doc);
	size_t len = strlen(text);
	int in[2], out[2];
	enum err_code rc = ERR_OK;

	if (len > 4096)
		rc = refuse(err, REFUSE_TOO_LARGE, "", "the question",
			"4096 bytes", NULL);
	else if (pipe2(in, O_CLOEXEC) != 0)
		rc = err_errno(err, "", "", "cannot make a pipe");
	if (rc != ERR_OK)
		goto out;
	if (pipe2(out, O_CLOEXEC) != 0) {
		rc = err_errno(err, "", "", "cannot make a pipe");
		(void)close(in[0]);
		(void)close(in[1]);
		goto out;
	}
	r->child = fork();
	if (r->child == 0)
		worker_become(r->st, in[0], out[1]);
	(void)close(in[0]);
	(void)close(out[1]);
	if (r->child < 0 || write(in[1], text, len) != (ssize_t)len)
		rc = err_errno(err, "", "", "cannot start a worker");
	(void)close(in[1]);
	r->fd = out[0];
	if (rc != ERR_OK)
		(void)close(out[0]);
	else
		(void)fcntl(r->fd, F_SETFL, O_NONBLOCK);
out:
	free(text);
	return rc;
}

enum err_code
worker_start(struct station *st, struct peer *peer, const json_t *doc,
	worker_told told, struct err *err)
{
	struct worker *r;
	size_t count = 0;
	enum err_code rc;

	for (r = st->workers; r; r = r->next)
		count++;
	if (count >= WORKERS_MAX && peer != NULL)
		return err_set(err, ERR_BUSY, "", "Try again in a moment.",
			"%d long questions are being answered", WORKERS_MAX);
	r = mem_new(sizeof(*r));
	*r = (struct worker){
		.st = st, .peer = peer, .told = told, .id = doc_int(doc, "id")
	};
	buf_init(&r->in, 2 * LINK_LINE_MAX);
	rc = worker_fork(r, doc, err);
	if (rc != ERR_OK) {
		buf_release(&r->in);
		free(r);
		return rc;
	}
	r->next = st->workers;
	st->workers = r;
	server_watch(st->server, r->fd, POLLIN, worker_ready, r);
	return ERR_OK;
}

void
worker_closed(struct station *st, struct peer *peer)
{
	struct worker *r = st->workers, *next;

	for (; r; r = next) {
		next = r->next;
		if (r->peer != peer)
			continue;
		r->peer = NULL;
		end(r);
	}
}

void
worker_drained(struct station *st, struct peer *peer)
{
	struct worker *r = st->workers;

	for (; r; r = r->next) {
		if (r->peer != peer || !r->paused)
			continue;
		r->paused = false;
		pass_lines(r);
		if (!r->paused)
			server_watch(
				st->server, r->fd, POLLIN, worker_ready, r);
	}
}

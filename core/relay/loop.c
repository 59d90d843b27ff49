/*
 * Nothing is decided here. Lines become documents, answers become calls of
 * the engine, and the engine's effects become requests and lines.
 */
#include "relay/loop.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/mem.h"
#include "link/conn.h"
#include "link/socket_address.h"
#include "link/trace.h"
#include "net/crew.h"
#include "net/dav.h"
#include "net/folder.h"
#include "net/http.h"
#include "relay/demo_mark.h"
#include "relay/engine.h"

enum { RECONNECT_MS = 1000, POOL = 2000 };

/* A folder request waits here, since it blocks until the disk is done. */
struct errand {
	struct wire_request request;
	uint64_t tag;
	struct errand *next;
};

struct loop {
	const struct loop_config *config;
	struct engine *engine;
	struct http *http; /* NULL in a drill */
	struct dav *dav; /* likewise */
	struct crew *crew; /* likewise */
	struct conn conn;
	bool connected;
	int64_t reconnect; /* boot ms */
	struct errand *errands, **last;
};

static int64_t
loop_clock_ms(clockid_t clock)
{
	struct timespec ts;

	(void)clock_gettime(clock, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static struct relay_now
loop_now(void)
{
	return (struct relay_now){ .utc = loop_clock_ms(CLOCK_REALTIME),
		.boot = loop_clock_ms(CLOCK_BOOTTIME) };
}

/* ---- the engine's effects ---- */

static void
loop_op_send(void *ctx, const json_t *doc)
{
	struct loop *l = ctx;
	char *text;

	if (!l->connected)
		return;
	text = doc_format(doc);
	conn_queue(&l->conn, text, strlen(text));
	free(text);
	conn_flush(&l->conn);
}

static bool
loop_is_crews(const char *url)
{
	return strncmp(url, "smtp", 4) == 0 || strncmp(url, "sftp", 4) == 0;
}

static bool
loop_op_hold(void *ctx, const char *url)
{
	struct loop *l = ctx;

	return loop_is_crews(url) ? crew_hold(l->crew)
				  : http_hold(l->http, url);
}

static void
loop_op_unhold(void *ctx, const char *url)
{
	struct loop *l = ctx;

	if (loop_is_crews(url))
		crew_unhold(l->crew);
	else
		http_unhold(l->http, url);
}

/* Without the rest of its address: a token may stand there. */
static void
loop_trace_request(const struct wire_request *r, uint64_t tag)
{
	const char *host = r->url ? strstr(r->url, "://") : NULL;
	size_t len;

	if (!trace_is_on(TRACE_HTTP))
		return;
	host = host ? host + 3 : "a folder";
	len = strcspn(host, "/?#");
	if (memchr(host, '@', len) != NULL)
		len = 0;
	trace(TRACE_HTTP, "#%llu %s %.*s [%zu]%s", (unsigned long long)tag,
		r->method ? r->method : "write", (int)len, host, r->body.len,
		r->irrevocable ? " irrevocable" : "");
}

static void
loop_op_start(void *ctx, struct wire_request *r, uint64_t tag)
{
	struct loop *l = ctx;
	struct errand *errand;

	loop_trace_request(r, tag);
	if (r->transport == WIRE_HTTP) {
		http_start(l->http, r, (void *)(uintptr_t)tag);
		return;
	}
	if (r->transport == WIRE_DAV) {
		dav_start(l->dav, r, (void *)(uintptr_t)tag);
		return;
	}
	if (r->transport == WIRE_MAIL || r->transport == WIRE_SFTP) {
		crew_start(l->crew, r, (void *)(uintptr_t)tag);
		return;
	}
	errand = mem_new(sizeof(*errand));
	errand->request = *r;
	errand->tag = tag;
	wire_request_init(r);
	*l->last = errand;
	l->last = &errand->next;
}

static enum err_code
loop_op_open(void *ctx, json_t **secret, const char *account,
	const char *sealed, struct err *err)
{
	struct loop *l = ctx;

	return vault_open_box(secret, l->config->vault, account, sealed, err);
}

static enum err_code
loop_op_seal(void *ctx, char **sealed, const char *account,
	const json_t *secret, struct err *err)
{
	struct loop *l = ctx;

	return vault_close_box(sealed, l->config->vault, account, secret, err);
}

static void
loop_op_random(void *ctx, unsigned char *out, size_t len)
{
	(void)ctx;
	randombytes_buf(out, len);
}

static enum err_code
loop_op_mark_demo(void *ctx, struct err *err)
{
	struct loop *l = ctx;

	return demo_mark_set(l->config->keys, err);
}

static void
loop_op_log(void *ctx, const char *line)
{
	(void)ctx;
	(void)fprintf(stderr, "crier-relay: %s\n", line);
}

static void
loop_completed(void *ctx, void *tag, const struct http_result *result)
{
	struct loop *l = ctx;

	trace(TRACE_HTTP, "#%llu answered %d, status %d, [%zu]",
		(unsigned long long)(uintptr_t)tag, result->answer.answered,
		result->answer.status, result->answer.body_len);
	engine_completed(l->engine, (uint64_t)(uintptr_t)tag, &result->answer,
		result->sent_at, loop_now());
}

static void
loop_http_done(void *ctx, void *tag, const struct http_result *result)
{
	struct loop *l = ctx;

	if (!dav_took(l->dav, tag, result))
		loop_completed(l, tag, result);
}

/* One per turn of the loop, so that the network is served in between. */
static void
loop_run_errand(struct loop *l)
{
	struct errand *errand = l->errands;
	struct folder_reply reply;
	int64_t began = loop_clock_ms(CLOCK_REALTIME);

	if (errand == NULL)
		return;
	l->errands = errand->next;
	if (l->errands == NULL)
		l->last = &l->errands;
	folder_reply_init(&reply);
	folder_perform(&reply, &errand->request);
	engine_completed(
		l->engine, errand->tag, &reply.answer, began, loop_now());
	folder_reply_release(&reply);
	wire_request_release(&errand->request);
	free(errand);
}

/* ---- the connection ---- */

enum err_code
loop_connect(int *fd, const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash == NULL ? mem_strdup(".")
		: slash == path	  ? mem_strdup("/")
				  : mem_strndup(path, (size_t)(slash - path));
	enum err_code rc =
		socket_address_connect(fd, dir, slash ? slash + 1 : path, err);

	free(dir);
	return rc;
}

static void
loop_attach(struct loop *l, int fd)
{
	conn_init(&l->conn, fd);
	l->connected = true;
	engine_connected(l->engine, loop_now());
}

static void
loop_detach(struct loop *l)
{
	conn_release(&l->conn);
	l->connected = false;
	l->reconnect = loop_clock_ms(CLOCK_BOOTTIME) + RECONNECT_MS;
	engine_lost(l->engine, loop_now());
}

static void
loop_reconnect(struct loop *l)
{
	int fd;

	if (loop_clock_ms(CLOCK_BOOTTIME) < l->reconnect)
		return;
	l->reconnect = loop_clock_ms(CLOCK_BOOTTIME) + RECONNECT_MS;
	if (loop_connect(&fd, l->config->socket, NULL) == ERR_OK)
		loop_attach(l, fd);
}

static void
loop_take_line(struct loop *l, const char *line, size_t len)
{
	struct err err = { 0 };
	json_t *doc = NULL;

	if (doc_parse(&doc, line, len, &err) != ERR_OK ||
		!json_is_object(doc)) {
		loop_op_log(l, "a line that is not a document was ignored");
		json_decref(doc);
		return;
	}
	engine_handle(l->engine, doc, loop_now());
	json_decref(doc);
}

static void
loop_take_lines(struct loop *l)
{
	enum conn_line got;
	const char *line;
	size_t len;

	conn_fill(&l->conn);
	while ((got = conn_next(&l->conn, &line, &len)) == CONN_LINE)
		loop_take_line(l, line, len);
	if (got == CONN_BAD)
		loop_op_log(
			l, "a line over the bound; the connection is given up");
	if (got == CONN_BAD || l->conn.eof)
		loop_detach(l);
}

/* ---- the loop ---- */

static int
loop_timeout(const struct loop *l, int64_t due)
{
	int64_t wait;

	if (l->errands != NULL)
		return 0;
	if (!l->connected && (due < 0 || l->reconnect < due))
		due = l->reconnect;
	if (due < 0)
		return -1;
	wait = due - loop_clock_ms(CLOCK_BOOTTIME);
	return wait < 0 ? 0 : wait > INT_MAX ? INT_MAX : (int)wait;
}

/* A descriptor below 0 is waited for by nobody. */
static enum err_code
loop_wait(struct loop *l, struct pollfd *pfd, int timeout, struct err *err)
{
	struct pollfd fds[2] = {
		{ .fd = l->connected ? l->conn.fd : -1, .events = POLLIN },
		{ .fd = l->crew != NULL ? crew_fd(l->crew) : -1,
			.events = POLLIN },
	};
	enum err_code rc = ERR_OK;

	if (l->connected && conn_unsent(&l->conn) > 0)
		fds[0].events |= POLLOUT;
	if (l->http != NULL)
		rc = http_poll(l->http, timeout, fds, 2, err);
	else if (poll(fds, 2, timeout) < 0 && errno != EINTR)
		rc = err_errno(err, "", "", "cannot wait");
	*pfd = fds[0];
	return rc;
}

static enum err_code
loop_turn(struct loop *l, struct err *err)
{
	int64_t due = engine_tick(l->engine, loop_now());
	struct pollfd pfd;
	enum err_code rc;

	rc = loop_wait(l, &pfd, loop_timeout(l, due), err);
	if (rc != ERR_OK)
		return rc;
	if (l->crew != NULL)
		crew_collect(l->crew);
	if (l->connected && (pfd.revents & POLLOUT))
		conn_flush(&l->conn);
	if (l->connected && (pfd.revents || conn_has_line(&l->conn)))
		loop_take_lines(l);
	if (!l->connected && l->config->socket != NULL)
		loop_reconnect(l);
	loop_run_errand(l);
	if (l->config->door != NULL && l->config->door->gone)
		return err_set(err, ERR_UNAVAILABLE, "", "",
			"what opens this relay's connections has ended");
	return ERR_OK;
}

static enum err_code
loop_open_http(struct loop *l, struct err *err)
{
	struct http_config config = { .accounts = POOL,
		.host_max = l->config->host_max,
		.ca_file = l->config->ca_file,
		.proxy = l->config->proxy,
		.proxy_hosts = l->config->proxy_hosts,
		.done = loop_http_done,
		.ctx = l };
	enum err_code rc;

	if (l->config->door != NULL) {
		config.dial = door_dial;
		config.dial_ctx = l->config->door;
	}
	if (l->config->drill)
		return ERR_OK;
	rc = http_open(&l->http, &config, err);
	if (rc != ERR_OK)
		return rc;
	l->dav = dav_new(l->http, loop_completed, l);
	config.done = loop_completed;
	return crew_open(&l->crew, &config, err);
}

enum err_code
loop_run(const struct loop_config *config,
	enum err_code (*confine)(struct err *err), struct err *err)
{
	struct loop l = { .config = config };
	struct engine_ops ops = { .send = loop_op_send,
		.hold = loop_op_hold,
		.unhold = loop_op_unhold,
		.start = loop_op_start,
		.open = loop_op_open,
		.seal = loop_op_seal,
		.random = loop_op_random,
		.log = loop_op_log,
		.demo = config->door != NULL,
		.mark_demo = config->keys ? loop_op_mark_demo : NULL,
		.ctx = &l };
	enum err_code rc;

	l.last = &l.errands;
	rc = loop_open_http(&l, err);
	if (rc == ERR_OK)
		rc = confine(err);
	if (rc != ERR_OK) {
		http_close(l.http);
		dav_free(l.dav);
		crew_close(l.crew);
		(void)close(config->fd);
		return rc;
	}
	l.engine = engine_new(&ops, config->drill);
	loop_attach(&l, config->fd);
	while (rc == ERR_OK && !engine_refused(l.engine) &&
		(l.connected || config->socket != NULL))
		rc = loop_turn(&l, err);
	/* requests that are out become unknown; the station has them looked up */
	engine_free(l.engine);
	http_close(l.http);
	dav_free(l.dav);
	crew_close(l.crew);
	while (l.errands != NULL) {
		struct errand *errand = l.errands;

		l.errands = errand->next;
		wire_request_release(&errand->request);
		free(errand);
	}
	if (l.connected)
		conn_release(&l.conn);
	return rc;
}

/*
 * The client: one connection, a number for each request, and a queue for what
 * arrives while the reply to another request is awaited.
 */
#include "link/client.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/hash.h"
#include "base/instant.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "link/boot.h"
#include "link/conn.h"
#include "link/hello.h"
#include "link/protocol.h"
#include "link/reply.h"
#include "link/socket_address.h"
#include "link/trace.h"
#include "link/turns.h"

enum {
	ACT_ID_RAW = 16,
	ACT_ID_HEX = 2 * ACT_ID_RAW + 1,
	REACH_TRIES = 5,
	REACH_WAIT_MS = 100,
	TICK_MS = 100 /* from one telling of progress to the next */
};

struct client {
	struct conn conn;
	char *dir, *as, *via;
	enum lang lang;
	int timeout;
	enum err_code (*start)(void *ctx, struct err *err);
	void *start_ctx;
	int64_t last_id;
	pid_t pid;
	json_t *hello; /* the inner object */
	json_t *waiting; /* array: arrived while another reply was awaited */
	const struct progress *progress; /* or NULL */
	enum progress_step step; /* as the station told it last */
	int64_t done, total;
	bool ended; /* by who waits */
};

struct part_sink {
	void (*part)(void *ctx, const json_t *part);
	void *ctx;
	bool taken; /* something came */
};

static enum err_code
client_lost(const struct client *c, struct err *err)
{
	return refuse(err, REFUSE_LOST, c->dir, WITH_NONE);
}

/* ---- lines ---- */

/* The next document in the buffer, or NULL; reads nothing. */
static enum err_code
client_take(json_t **out, struct client *c, struct err *err)
{
	const char *line;
	size_t len;

	*out = NULL;
	switch (conn_next(&c->conn, &line, &len)) {
	case CONN_LINE:
		if (doc_parse(out, line, len, err) == ERR_OK)
			trace_doc(TRACE_LINK, "got", *out);
		return *out ? ERR_OK : err->code;
	case CONN_MORE:
		return ERR_OK;
	case CONN_BAD:
		break;
	}
	return refuse(err, REFUSE_TOO_LARGE, c->dir,
		WITH(ARG_BOTH("a line", "一行"), arg_bytes(1 << 20)));
}

/* Tells who waits how far it is; they may have had enough. */
static enum err_code
client_tell(struct client *c, struct err *err)
{
	if (progress_tell(c->progress, c->step, c->done, c->total, NULL) ==
		ERR_OK)
		return ERR_OK;
	/* hanging up is what ends it there */
	c->ended = true;
	conn_release(&c->conn);
	return refuse(err, REFUSE_STOPPED_THERE, "", WITH_NONE);
}

/* Waits until something can be read or written. */
static enum err_code
wait_ready(struct client *c, int64_t deadline, struct err *err)
{
	struct pollfd fd = { .fd = c->conn.fd, .events = client_events(c) };
	int64_t left = deadline < 0 ? -1 : deadline - boot_clock();
	bool tick = c->progress != NULL && (left < 0 || left > TICK_MS);
	int n;

	if (deadline >= 0 && left <= 0)
		n = 0;
	else
		n = poll(&fd, 1, tick ? TICK_MS : (int)left);
	if (n > 0 || (n < 0 && errno == EINTR) || (n == 0 && tick))
		return client_tell(c, err);
	if (n < 0)
		return err_errno(err, c->dir, "", "cannot wait");
	return refuse(err, REFUSE_NO_ANSWER, c->dir,
		WITH(arg_count(c->timeout / 1000)));
}

static enum err_code
pump(struct client *c, int64_t deadline, struct err *err)
{
	enum err_code rc;

	if (c->conn.eof)
		return client_lost(c, err);
	rc = wait_ready(c, deadline, err);
	if (rc != ERR_OK)
		return rc;
	conn_flush(&c->conn);
	conn_fill(&c->conn);
	return ERR_OK;
}

/* Waits for one document, whatever it is. */
static enum err_code
next_doc(json_t **out, struct client *c, int64_t deadline, struct err *err)
{
	enum err_code rc = ERR_OK;

	*out = NULL;
	while (rc == ERR_OK) {
		rc = client_take(out, c, err);
		if (rc != ERR_OK || *out != NULL)
			break;
		rc = pump(c, deadline, err);
	}
	return rc;
}

static int64_t
call_deadline(const struct client *c)
{
	return c->timeout < 0 ? -1 : boot_clock() + c->timeout;
}

static enum err_code
queue_doc(struct client *c, const json_t *doc, struct err *err)
{
	char *text = doc_format(doc);
	size_t len = strlen(text);
	enum err_code rc = ERR_OK;

	if (len > LINK_LINE_MAX) {
		rc = refuse(err, REFUSE_TOO_LARGE, "",
			WITH(ARG_BOTH("the request", "请求"),
				arg_bytes(1 << 20)));
	} else if (conn_unsent(&c->conn) > LINK_UNREAD_MAX) {
		rc = refuse(err, REFUSE_NO_ANSWER, c->dir, WITH(arg_count(0)));
	} else {
		trace_doc(TRACE_LINK, "sent", doc);
		conn_queue(&c->conn, text, len);
		conn_flush(&c->conn);
	}
	free(text);
	return rc;
}

/* ---- connecting ---- */

static enum err_code
send_greeting(struct client *c, struct err *err)
{
	json_t *doc = hello_make(c->lang, c->as, c->via, c->progress != NULL);
	enum err_code rc = queue_doc(c, doc, err);

	json_decref(doc);
	return rc;
}

static enum err_code
take_greeting(struct client *c, int64_t deadline, struct err *err)
{
	json_t *got;
	enum err_code rc = next_doc(&got, c, deadline, err);

	if (rc != ERR_OK)
		return rc;
	if (doc_get(got, "refusal") != NULL) {
		rc = reply_read(err, doc_get(got, "refusal"));
	} else if (!json_is_object(doc_get(got, "hello"))) {
		rc = refuse(err, REFUSE_PROTOCOL, c->dir,
			WITH(arg_word("?"), arg_word("1")));
	} else {
		json_decref(c->hello);
		c->hello = json_incref(doc_get(got, "hello"));
	}
	json_decref(got);
	return rc;
}

static enum err_code
connect_and_send(struct client *c, struct err *err)
{
	struct ucred cred;
	socklen_t len = sizeof(cred);
	enum err_code rc;
	int fd;

	rc = socket_address_connect(&fd, c->dir, LINK_SOCKET, err);
	if (rc != ERR_OK)
		return rc;
	conn_init(&c->conn, fd);
	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &cred, &len) == 0)
		c->pid = cred.pid;
	return send_greeting(c, err);
}

static enum err_code
connect_and_greet(struct client *c, struct err *err)
{
	enum err_code rc;

	c->step = PROGRESS_REACH;
	rc = connect_and_send(c, err);
	return rc == ERR_OK ? take_greeting(c, call_deadline(c), err) : rc;
}

/*
 * The same, and a station that does not run, or went away while greeting, is
 * started if we may.
 */
static enum err_code
client_reach(struct client *c, struct err *err)
{
	struct err away = { 0 };
	enum err_code rc;

	for (int tries = 0;; tries++) {
		rc = connect_and_greet(c, &away);
		if (rc == ERR_OK)
			return rc;
		if (c->start == NULL || tries == REACH_TRIES || c->ended)
			break;
		conn_release(&c->conn);
		if (tries >
			0) /* a station that is ending still has its socket */
			(void)poll(NULL, 0, REACH_WAIT_MS);
		if (strcmp(away.id, refusal_word(REFUSE_LOST)) == 0)
			continue;
		if (strcmp(away.id, refusal_word(REFUSE_NOT_RUNNING)) != 0)
			break;
		rc = c->start(c->start_ctx, err);
		if (rc != ERR_OK)
			return rc;
	}
	if (err != NULL)
		*err = away;
	return rc;
}

static struct client *
client_new(const struct client_options *o)
{
	struct client *c = mem_new(sizeof(*c));

	c->conn.fd = -1;
	c->dir = mem_strdup(o->dir);
	c->as = mem_strdup(o->as ? o->as : "");
	c->via = mem_strdup(o->via ? o->via : "cli");
	c->lang = o->lang;
	c->timeout = o->timeout ? o->timeout : CLIENT_TIMEOUT_MS;
	c->start = o->start;
	c->start_ctx = o->ctx;
	c->progress = o->progress;
	c->waiting = json_array();
	return c;
}

enum err_code
client_open(
	struct client **out, const struct client_options *o, struct err *err)
{
	struct client *c = client_new(o);
	enum err_code rc;

	turns_set(true); /* of what follows most is waiting for answers */
	rc = client_reach(c, err);

	if (rc == ERR_OK)
		*out = c;
	else
		client_close(c);
	return rc;
}

enum err_code
client_begin(
	struct client **out, const struct client_options *o, struct err *err)
{
	struct client *c = client_new(o);
	enum err_code rc = connect_and_send(c, err);

	if (rc == ERR_OK)
		*out = c;
	else
		client_close(c);
	return rc;
}

enum err_code
client_greeted(struct client *c, int ms, struct err *err)
{
	return take_greeting(c, boot_clock() + ms, err);
}

void
client_close(struct client *c)
{
	if (c == NULL)
		return;
	conn_release(&c->conn);
	free(c->dir);
	free(c->as);
	free(c->via);
	json_decref(c->hello);
	json_decref(c->waiting);
	free(c);
}

const json_t *
client_hello(const struct client *c)
{
	return c->hello;
}

int
client_zone(const struct client *c)
{
	int minutes = 0;

	(void)zone_parse(&minutes, doc_str(c->hello, "zone"));
	return minutes;
}

pid_t
client_station_pid(const struct client *c)
{
	return c->pid;
}

void
client_set_timeout(struct client *c, int timeout)
{
	c->timeout = timeout;
}

int
client_fd(const struct client *c)
{
	return c->conn.fd;
}

short
client_events(const struct client *c)
{
	return conn_unsent(&c->conn) > 0 ? POLLIN | POLLOUT : POLLIN;
}

/* ---- requests ---- */

static void
put_act_id(json_t *request)
{
	unsigned char raw[ACT_ID_RAW];
	char hex[ACT_ID_HEX];
	ssize_t n = getrandom(raw, sizeof(raw), 0);

	/* never short for 16 bytes: getrandom(2) */
	assert(n == (ssize_t)sizeof(raw));
	hash_to_hex(hex, raw, sizeof(raw));
	doc_put_str(request, "act_id", hex);
}

enum err_code
client_send(int64_t *id, struct client *c, json_t *request, struct err *err)
{
	enum err_code rc;

	doc_put_int(request, "id", ++c->last_id);
	if (doc_get(request, "act") && !doc_get(request, "act_id"))
		put_act_id(request);
	*id = c->last_id;
	if (c->conn.eof || c->conn.broken)
		rc = client_lost(c, err);
	else
		rc = queue_doc(c, request, err);
	json_decref(request);
	return rc;
}

enum err_code
client_receive(json_t **out, struct client *c, struct err *err)
{
	enum err_code rc;

	*out = NULL;
	if (json_array_size(c->waiting) > 0) {
		*out = json_incref(json_array_get(c->waiting, 0));
		(void)json_array_remove(c->waiting, 0);
		return ERR_OK;
	}
	conn_flush(&c->conn);
	rc = client_take(out, c, err);
	if (rc != ERR_OK || *out != NULL)
		return rc;
	if (!c->conn.eof) {
		conn_fill(&c->conn);
		rc = client_take(out, c, err);
	}
	if (rc == ERR_OK && *out == NULL && c->conn.eof)
		rc = client_lost(c, err);
	return rc;
}

/* What comes before the reply: a part, or how far the work is. */
static enum err_code
client_take_part(struct client *c, const json_t *doc, struct part_sink *sink,
	struct err *err)
{
	const json_t *part = doc_get(doc, "part"),
		     *progress = doc_get(doc, "progress");

	if (part == NULL) {
		c->step = progress_parse(doc_str(progress, "step"));
		c->done = doc_int(progress, "done");
		c->total = doc_int(progress, "total");
	} else {
		sink->taken = true;
		if (sink->part != NULL)
			sink->part(sink->ctx, part);
	}
	return client_tell(c, err);
}

/*
 * Waits for the final reply to `id`, takes it over into *out, hands parts to
 * the sink, and keeps everything else for client_receive.
 */
static enum err_code
await(json_t **out, struct client *c, int64_t id, struct part_sink *sink,
	struct err *err)
{
	int64_t deadline = call_deadline(c);
	json_t *doc;
	enum err_code rc;

	c->step = PROGRESS_STATION;
	c->done = c->total = 0;
	while ((rc = next_doc(&doc, c, deadline, err)) == ERR_OK) {
		if (doc_get(doc, "id") == NULL &&
			doc_get(doc, "refusal") != NULL) {
			rc = reply_read(err, doc_get(doc, "refusal"));
			json_decref(doc);
			return rc;
		}
		if (doc_int(doc, "id") != id) {
			(void)json_array_append_new(c->waiting, doc);
			continue;
		}
		if (doc_get(doc, "part") == NULL &&
			doc_get(doc, "progress") == NULL)
			break;
		rc = client_take_part(c, doc, sink, err);
		json_decref(doc);
		if (rc != ERR_OK)
			break;
		deadline = call_deadline(c);
	}
	if (rc == ERR_OK)
		*out = doc;
	return rc;
}

/* Opens a reply: `key`'s value is the caller's, or the refusal is read. */
static enum err_code
client_open_reply(json_t **out, json_t *reply, const char *key, struct err *err)
{
	json_t *value = doc_get(reply, key);
	enum err_code rc = ERR_OK;

	if (doc_get(reply, "refusal") != NULL)
		rc = reply_read(err, doc_get(reply, "refusal"));
	else if (value == NULL)
		rc = err_set(err, ERR_INTERNAL, "", "Restart the older side.",
			"the station's reply holds no %s", key);
	else
		*out = json_incref(value);
	json_decref(reply);
	return rc;
}

static enum err_code
request_once(json_t **reply, struct client *c, json_t *request,
	struct part_sink *sink, struct err *err)
{
	enum err_code rc;
	int64_t id;

	rc = client_send(&id, c, json_incref(request), err);
	if (rc == ERR_OK)
		rc = await(reply, c, id, sink, err);
	return rc;
}

/*
 * Sends and waits; once more if the connection was lost before anything came.
 * An act keeps its act_id then: it is done once, however often it is said.
 */
static enum err_code
request(json_t **reply, struct client *c, json_t *doc, struct part_sink *sink,
	struct err *err)
{
	struct err first = { 0 };
	enum err_code rc = request_once(reply, c, doc, sink, &first);

	if (rc != ERR_OK && (c->conn.eof || c->conn.broken) && !sink->taken &&
		!c->ended) {
		conn_release(&c->conn);
		rc = client_reach(c, err);
		if (rc == ERR_OK)
			rc = request_once(reply, c, doc, sink, err);
	} else if (rc != ERR_OK && err != NULL) {
		*err = first;
	}
	json_decref(doc);
	return rc;
}

enum err_code
client_ask(json_t **answer, struct client *c, const char *question,
	json_t *fields, void (*part)(void *ctx, const json_t *part), void *ctx,
	struct err *err)
{
	struct part_sink sink = { .part = part, .ctx = ctx };
	json_t *doc = fields ? fields : json_object(), *reply;
	enum err_code rc;

	doc_put(doc, "question", json_string(question));
	rc = request(&reply, c, doc, &sink, err);
	if (rc == ERR_OK)
		rc = client_open_reply(answer, reply, "answer", err);
	return rc;
}

enum err_code
client_act(json_t **entries, struct client *c, const char *act, json_t *fields,
	struct err *err)
{
	struct part_sink sink = { 0 };
	json_t *doc = fields ? fields : json_object(), *reply;
	enum err_code rc;

	doc_put(doc, "act", json_string(act));
	rc = request(&reply, c, doc, &sink, err);
	if (rc == ERR_OK)
		rc = client_open_reply(entries, reply, "entries", err);
	return rc;
}

/*
 * A small station for the tests of link: it echoes. Acts yield one entry that
 * names the act and its act_id, questions are answered with themselves.
 */
#ifndef CRIER_TEST_LINK_RIG_H
#define CRIER_TEST_LINK_RIG_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "link/client.h"
#include "link/socket_address.h"
#include "link/protocol.h"
#include "link/server.h"

struct rig {
	char dir[64];
	struct server *server;
	size_t batches, last_batch, requests, closed, drained, hellos;
	struct peer *last; /* who asked last */
	bool silent; /* do not answer */
	char log[4096]; /* the requests' names in order, "a b c " */
};

static inline enum err_code
rig_hello(json_t **answer, void *ctx, struct peer *peer, const json_t *hello,
	struct err *err)
{
	struct rig *r = ctx;

	(void)peer;
	if (strcmp(doc_str(hello, "as"), "nobody") == 0)
		return refuse(
			err, REFUSE_NO_OFFICER, "", WITH(arg_user("nobody")));
	r->hellos++;
	*answer = json_object();
	doc_put_str(*answer, "station", "test");
	doc_put_str(*answer, "zone", "+08:00");
	return ERR_OK;
}

static inline void
rig_reply(struct rig *r, struct peer *peer, json_t *doc)
{
	int64_t id = doc_int(doc, "id");
	struct err err = { 0 };

	if (doc_get(doc, "act") != NULL) {
		json_t *entry = json_object(), *list = json_array();

		doc_put_str(entry, "kind", doc_str(doc, "act"));
		doc_put_str(entry, "act", doc_str(doc, "act_id"));
		(void)json_array_append_new(list, entry);
		peer_entries(peer, id, list);
	} else if (strcmp(doc_str(doc, "question"), "refuse") == 0) {
		(void)refuse(&err, REFUSE_NOT_FOUND, "incident",
			WITH(arg_noun(NOUN_INCIDENT), arg_text("2026-0999")));
		peer_refuse(peer, id, &err);
	} else if (strcmp(doc_str(doc, "question"), "progress") == 0) {
		json_t *far = json_object();

		doc_put_str(far, "step", "copy");
		doc_put_int(far, "done", 2);
		doc_put_int(far, "total", 7);
		peer_progress(peer, id, far);
		json_decref(far);
		if (!doc_bool(doc, "only"))
			peer_answer(peer, id, json_object());
	} else if (strcmp(doc_str(doc, "question"), "parts") == 0) {
		for (int i = 1; i <= 3; i++)
			peer_part(peer, id, json_integer(i));
		peer_answer(peer, id, json_object());
	} else {
		peer_answer(peer, id, json_incref(doc));
	}
	(void)r;
}

static inline void
rig_batch(void *ctx, struct server_item *items, size_t count)
{
	struct rig *r = ctx;
	size_t len = strlen(r->log);

	r->batches++;
	r->last_batch = count;
	r->requests += count;
	for (size_t i = 0; i < count; i++) {
		const char *name = doc_str(items[i].doc, "question");

		r->last = items[i].peer;
		len += (size_t)snprintf(
			r->log + len, sizeof(r->log) - len, "%.20s ", name);
		assert_true(len < sizeof(r->log));
		if (!r->silent)
			rig_reply(r, items[i].peer, items[i].doc);
	}
}

static inline void
rig_closed(void *ctx, struct peer *peer)
{
	struct rig *r = ctx;

	(void)peer;
	r->closed++;
}

static inline void
rig_drained(void *ctx, struct peer *peer)
{
	struct rig *r = ctx;

	(void)peer;
	r->drained++;
}

static const struct server_ops rig_ops = {
	.hello = rig_hello,
	.batch = rig_batch,
	.closed = rig_closed,
	.drained = rig_drained,
	.urgent = "\"now\"",
};

/* With these from now on; who was connected is not any more. */
static inline void
rig_serve(struct rig *r, const struct server_ops *ops)
{
	struct err err = { 0 };

	server_free(r->server);
	r->server = server_new(ops, r);
	assert_int_equal(server_listen(r->server, r->dir, LINK_SOCKET, 0600,
				 PEER_OFFICER, &err),
		ERR_OK);
}

static inline int
rig_setup(void **state)
{
	struct rig *r = mem_new(sizeof(*r));

	(void)snprintf(r->dir, sizeof(r->dir), "/tmp/crier-link-XXXXXX");
	assert_non_null(mkdtemp(r->dir));
	rig_serve(r, &rig_ops);
	*state = r;
	return 0;
}

static inline int
rig_teardown(void **state)
{
	struct rig *r = *state;
	char path[128];

	server_free(r->server);
	(void)snprintf(path, sizeof(path), "%s/%s", r->dir, LINK_SOCKET);
	(void)unlink(path);
	(void)rmdir(r->dir);
	free(r);
	return 0;
}

/* Rounds until nothing more happens. */
static inline void
rig_spin(struct rig *r)
{
	for (int i = 0; i < 40; i++)
		assert_int_equal(server_round(r->server, 0, NULL), ERR_OK);
}

/* A bare connection, not yet greeted. */
static inline int
rig_connect(struct rig *r)
{
	int fd = -1;

	assert_int_equal(
		socket_address_connect(&fd, r->dir, LINK_SOCKET, NULL), ERR_OK);
	return fd;
}

static inline void
rig_say(int fd, const char *text)
{
	size_t len = strlen(text);

	assert_int_equal(send(fd, text, len, MSG_NOSIGNAL), (ssize_t)len);
}

/* What lies there for fd, as text; "" if nothing. *eof if closed. */
static inline const char *
rig_hear(int fd, bool *eof)
{
	static char text[1 << 16];
	size_t len = 0;
	ssize_t n;

	*eof = false;
	while ((n = recv(fd, text + len, sizeof(text) - 1 - len,
			MSG_DONTWAIT)) > 0)
		len += (size_t)n;
	*eof = n == 0 || (n < 0 && errno == ECONNRESET);
	text[len] = '\0';
	return text;
}

static inline int
rig_greeted(struct rig *r)
{
	int fd = rig_connect(r);
	bool eof;

	rig_say(fd, "{\"hello\":{\"protocol\":1}}\n");
	rig_spin(r);
	assert_non_null(strstr(rig_hear(fd, &eof), "\"hello\""));
	assert_false(eof);
	return fd;
}

#endif

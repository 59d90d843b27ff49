/*
 * A performer and a server of the tests' own, and what was seen of each
 * request.
 */
#ifndef CRIER_TESTS_NET_RIG_H
#define CRIER_TESTS_NET_RIG_H

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <cmocka.h>

#include "base/mem.h"
#include "net/http.h"
#include "tests/net/server.h"

/* What the callback saw of each request, by its tag. */
struct seen {
	int done;
	bool answered, sent, truncated, connected, barred;
	int status;
	int64_t sent_at, took_us;
	size_t body_len;
	char error[200], type[80], wait[40], after[40], body[200];
};

struct rig {
	struct server server;
	struct http *http;
	struct seen seen[32];
};

static inline void
copy(char *to, size_t size, const char *from)
{
	(void)snprintf(to, size, "%s", from ? from : "(none)");
}

static inline void
done(void *ctx, void *tag, const struct http_result *r)
{
	struct rig *rig = ctx;
	struct seen *s = &rig->seen[(size_t)(uintptr_t)tag];
	const struct wire_response *a = &r->answer;

	s->done++;
	s->answered = a->answered;
	s->sent = a->sent;
	s->truncated = a->truncated;
	s->barred = a->barred;
	s->connected = r->connected;
	s->status = a->status;
	s->sent_at = r->sent_at;
	s->took_us = r->took_us;
	s->body_len = a->body_len;
	assert_int_equal(strlen(a->body), a->body_len);
	copy(s->error, sizeof(s->error), a->error);
	copy(s->type, sizeof(s->type), a->type);
	copy(s->body, sizeof(s->body), a->body);
	copy(s->wait, sizeof(s->wait), a->header(a->headers, "Retry-After"));
	copy(s->after, sizeof(s->after), a->header(a->headers, "x-after"));
}

static inline void
open_http(struct rig *rig, struct http_config config)
{
	config.done = done;
	config.ctx = rig;
	assert_int_equal(http_open(&rig->http, &config, NULL), ERR_OK);
}

#define START(rig, ...)                                                        \
	static const enum manner script[] = { __VA_ARGS__ };                   \
	struct rig *rig = mem_new(sizeof(*rig));                               \
	server_start(                                                          \
		&rig->server, script, sizeof(script) / sizeof(script[0]));     \
	open_http(rig, (struct http_config){ .accounts = 8 })

static inline void
finish(struct rig *rig)
{
	http_close(rig->http);
	server_stop(&rig->server);
	free(rig);
}

static inline void
make(struct wire_request *r, int port, const char *method, const char *body)
{
	wire_request_init(r);
	r->method = method;
	r->url = mem_printf("http://127.0.0.1:%d/x", port);
	r->timeout_ms = 5000;
	r->irrevocable = strcmp(method, "POST") == 0;
	buf_puts(&r->body, body);
}

static inline void
start(struct rig *rig, size_t tag, const char *method, const char *body)
{
	struct wire_request r;

	make(&r, rig->server.port, method, body);
	http_start(rig->http, &r, (void *)(uintptr_t)tag);
	assert_null(r.url);
}

static inline void
wait_all(struct rig *rig)
{
	time_t end = time(NULL) + 20;

	while (http_running(rig->http) > 0 && time(NULL) < end)
		assert_int_equal(
			http_poll(rig->http, 1000, NULL, 0, NULL), ERR_OK);
	assert_int_equal(http_running(rig->http), 0);
}

static inline const struct seen *
perform(struct rig *rig, size_t tag, const char *method, const char *body)
{
	start(rig, tag, method, body);
	wait_all(rig);
	assert_int_equal(rig->seen[tag].done, 1);
	return &rig->seen[tag];
}

#endif

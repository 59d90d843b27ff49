/*
 * The performer of HTTP requests: libcurl's multi interface behind events.
 * One thread, many requests, warm connections kept between a check and the
 * publish that follows. A connection goes only where its account may
 * (reach.h). It promises that an irrevocable request is written at
 * most once, whatever curl would do by itself, and follows no redirect.
 * Responses are bounded (1 MiB) and every failure says whether a byte of the
 * request may have left.
 */
#ifndef CRIER_NET_HTTP_H
#define CRIER_NET_HTTP_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include "base/err.h"
#include "wire/connector.h"

enum { HTTP_BODY_MAX = 1 << 20 };

/* What was seen of one request. Borrowed for the length of the callback. */
struct http_result {
	struct wire_response answer;
	int64_t sent_at; /* UTC ms at which the request began to leave, or 0 */
	int64_t took_us; /* from start to end */
	bool connected; /* a new connection was opened for it */
};

struct http_config {
	size_t accounts; /* requests expected at one moment: sizes the pool */
	int host_max; /* connections to one host and port; 0: no cap */
	int connect_ms; /* time to connect; 0 means 10 s */
	const char *ca_file; /* NULL: the system's bundle */
	const char *proxy; /* NULL: none, whatever the environment says */
	const char *proxy_hosts; /* "a.example,b.example", those below them
				  * too; "*" for all but this machine */
	/*
	 * Where connections come from, if not from curl: a socket connected to
	 * the address, or being connected. ERR_DENIED: it may not be reached,
	 * and the answer is `barred`. With it no name is asked for, since the
	 * question would leave the machine; localhost is known. curl calls
	 * connect() on it all the same: who may not must be told EINPROGRESS.
	 */
	enum err_code (*dial)(int *fd, void *dial_ctx,
		const struct sockaddr *address, socklen_t len);
	void *dial_ctx;
	void (*done)(void *ctx, void *tag, const struct http_result *result);
	void *ctx;
};

struct http;

/* Raises RLIMIT_NOFILE as far as it may. The config's texts are copied. */
enum err_code
http_open(struct http **out, const struct http_config *config, struct err *err);
void http_close(struct http *h); /* drops what runs without a callback */

/*
 * A place under the host's cap and the total, kept until a request to that
 * host is started or http_unhold gives it back. False: none is free now. The
 * relay takes places first, makes "sending" durable for those that got one,
 * then starts them.
 */
bool http_hold(struct http *h, const char *url);
void http_unhold(struct http *h, const char *url);

/*
 * Starts a request, whose content moves into the performer (r is empty
 * after). It uses a held place if there is one; without any it waits inside
 * until one is free, its time not yet running. `done` is called from
 * http_poll exactly once, also when it cannot be started at all.
 */
void http_start(struct http *h, struct wire_request *r, void *tag);

size_t http_running(const struct http *h); /* started and not done */

/*
 * Waits at most timeout_ms (-1: no bound) for a network event or for one of
 * the caller's descriptors, whose revents are filled, then delivers what is
 * done. May be called with nothing running: then it is poll(2).
 */
enum err_code http_poll(struct http *h, int timeout_ms, struct pollfd *extra,
	size_t extra_count, struct err *err);

#endif

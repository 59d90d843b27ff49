/* A server of the tests' own on a loopback port: one thread that gives each
 * request a scripted answer and counts what arrived. */
#ifndef CRIER_TESTS_NET_SERVER_H
#define CRIER_TESTS_NET_SERVER_H

#include <arpa/inet.h>
#include <assert.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* How a request is answered; the script goes by the request's number. */
enum manner {
	ANSWER_OK, /* 200 {"id":"N"}, the connection stays */
	ANSWER_LEAVE, /* as OK, then closed without having said so */
	ANSWER_DROP, /* read whole, then closed without a byte */
	ANSWER_PART, /* a status line without its end, then closed */
	ANSWER_HALF, /* Content-Length 1000, half of it, then closed */
	ANSWER_BIG, /* 10 MB */
	ANSWER_REDIRECT, /* 302 to the same server */
	ANSWER_LIMIT, /* 429 with Retry-After and a long useless header */
	ANSWER_HANG, /* never */
	ANSWER_NOISE, /* bytes that are no HTTP */
	ANSWER_CONTINUE, /* 100 Continue with headers, then as OK */
	ANSWER_STATUS = 100 /* and above: this status, without a body */
};

struct server {
	int listener, port;
	pthread_t thread;
	const enum manner *script; /* the last one repeats */
	size_t script_len;
	atomic_int requests, posts, connections;
	atomic_bool stop;
	/* read when all is done: of the last, and METHOD /path of each */
	char last_body[256], said[2048];
};

enum { FDS_MAX = 64, BIG = 10 << 20 };

static void
put(int fd, const char *text)
{
	(void)!send(fd, text, strlen(text), MSG_NOSIGNAL);
}

static void
put_big(int fd)
{
	static char block[65536];
	char head[128];

	memset(block, 'x', sizeof(block));
	(void)snprintf(head, sizeof(head),
		"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
		"Content-Length: %d\r\n\r\n",
		BIG);
	put(fd, head);
	for (size_t sent = 0; sent < BIG; sent += sizeof(block))
		if (send(fd, block, sizeof(block), MSG_NOSIGNAL) < 0)
			return;
}

static void
put_ok(int fd, int number)
{
	char body[64], head[160];

	(void)snprintf(body, sizeof(body), "{\"id\":\"%d\"}", number);
	(void)snprintf(head, sizeof(head),
		"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
		"Content-Length: %zu\r\n\r\n%s",
		strlen(body), body);
	put(fd, head);
}

static void
put_limit(int fd)
{
	static char pad[40000];

	memset(pad, 'p', sizeof(pad) - 1);
	put(fd,
		"HTTP/1.1 429 Too Many Requests\r\nretry-after:  7\r\n"
		"Content-Type: application/json\r\nX-Pad: ");
	put(fd, pad);
	put(fd, "\r\nX-After: 1\r\nContent-Length: 2\r\n\r\n{}");
}

/* Answers one request; false when the connection is to be closed. */
static bool
answer(struct server *s, int fd, enum manner manner, int number)
{
	char text[160];

	switch (manner) {
	case ANSWER_CONTINUE:
		put(fd, "HTTP/1.1 100 Continue\r\nRetry-After: 99\r\n\r\n");
		/* fall through */
	case ANSWER_OK:
	case ANSWER_LEAVE:
		put_ok(fd, number);
		return manner != ANSWER_LEAVE;
	case ANSWER_DROP:
		return false;
	case ANSWER_PART:
		put(fd, "HTTP/1.1 2");
		return false;
	case ANSWER_HALF:
		put(fd,
			"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
			"Content-Length: 1000\r\n\r\n{\"id\":\"7\"}");
		return false;
	case ANSWER_BIG:
		put_big(fd);
		return false;
	case ANSWER_REDIRECT:
		(void)snprintf(text, sizeof(text),
			"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n"
			"Location: http://127.0.0.1:%d/other\r\n\r\n",
			s->port);
		put(fd, text);
		return true;
	case ANSWER_LIMIT:
		put_limit(fd);
		return true;
	case ANSWER_HANG:
		return true;
	case ANSWER_NOISE:
		put(fd, "\x16\x03\x01 not http at all\n\n");
		return false;
	case ANSWER_STATUS:
		break;
	}
	(void)snprintf(text, sizeof(text),
		"HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n", (int)manner);
	put(fd, text);
	return true;
}

/* Reads one request with its body; false at the end of the connection. */
static bool
read_request(struct server *s, int fd)
{
	char text[16384];
	size_t len = 0, want = 0;
	const char *end = NULL, *length;

	while (end == NULL || len < want) {
		ssize_t n = recv(fd, text + len, sizeof(text) - 1 - len, 0);

		if (n <= 0)
			return false;
		len += (size_t)n;
		text[len] = '\0';
		end = strstr(text, "\r\n\r\n");
		if (end == NULL)
			continue;
		length = strcasestr(text, "\r\nContent-Length:");
		want = (size_t)(end + 4 - text);
		if (length != NULL && length < end)
			want += strtoul(length + 17, NULL, 10);
	}
	len = strlen(s->said);
	(void)snprintf(s->said + len, sizeof(s->said) - len, "%.*s\n",
		(int)(strstr(text, " HTTP/") - text), text);
	(void)snprintf(s->last_body, sizeof(s->last_body), "%s", end + 4);
	if (strncmp(text, "POST ", 5) == 0)
		atomic_fetch_add(&s->posts, 1);
	return true;
}

static bool
serve(struct server *s, int fd)
{
	size_t at, last = s->script_len - 1;
	int number;

	if (!read_request(s, fd))
		return false;
	number = atomic_fetch_add(&s->requests, 1);
	at = (size_t)number < last ? (size_t)number : last;
	return answer(s, fd, s->script[at], number + 1);
}

static void *
run(void *arg)
{
	struct server *s = arg;
	struct pollfd fds[FDS_MAX] = { { s->listener, POLLIN, 0 } };
	size_t count = 1;

	while (!atomic_load(&s->stop)) {
		if (poll(fds, (nfds_t)count, 20) <= 0)
			continue;
		for (size_t i = count; i-- > 1;) {
			if (fds[i].revents == 0 || serve(s, fds[i].fd))
				continue;
			(void)close(fds[i].fd);
			fds[i] = fds[--count];
		}
		if (fds[0].revents && count < FDS_MAX) {
			int fd = accept(s->listener, NULL, NULL);

			atomic_fetch_add(&s->connections, 1);
			fds[count++] = (struct pollfd){ fd, POLLIN, 0 };
		}
	}
	for (size_t i = 1; i < count; i++)
		(void)close(fds[i].fd);
	return NULL;
}

static inline void
server_start(struct server *s, const enum manner *script, size_t script_len)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);
	int rc;

	*s = (struct server){ .script = script, .script_len = script_len };
	s->listener = socket(AF_INET, SOCK_STREAM, 0);
	rc = bind(s->listener, (struct sockaddr *)&at, sizeof(at));
	rc |= listen(s->listener, 64);
	rc |= getsockname(s->listener, (struct sockaddr *)&at, &len);
	assert(rc == 0);
	s->port = ntohs(at.sin_port);
	rc = pthread_create(&s->thread, NULL, run, s);
	assert(rc == 0);
}

static inline void
server_stop(struct server *s)
{
	atomic_store(&s->stop, true);
	(void)pthread_join(s->thread, NULL);
	(void)close(s->listener);
}

#endif

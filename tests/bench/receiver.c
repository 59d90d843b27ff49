/*
 * A receiver for measuring releases: one thread, epoll, HTTP/1.1 over TCP or
 * TLS on a free port of 127.0.0.1. It notes when each POST has arrived whole
 * and answers after a fixed delay.
 *
 *   receiver DELAY_MS [CERTIFICATE KEY]   prints port=N
 *   GET /report                           count=N skew_us=N, and begins anew
 *
 * It ends with its standard input, so that it never outlives its parent.
 */
#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
	FDS_MAX = 16384,
	IN_MAX = 8192,
	EVENTS = 256,
	BACKLOG = 4096,
	ARRIVALS_MAX = 1 << 20
};

struct conn {
	bool open, secured; /* secured: the TLS handshake is over */
	uint32_t life; /* tells a descriptor's owners apart */
	SSL *ssl;
	size_t len;
	char in[IN_MAX];
};

/* The delay is the same for all, so what is due stays in order. */
struct due {
	int fd;
	uint32_t life;
	int64_t at;
	bool head;
};

struct receiver {
	int epoll, listener;
	SSL_CTX *tls;
	int64_t delay_ns;
	struct conn *conn; /* by descriptor */
	struct due *due;
	size_t due_first, due_count;
	int64_t count, first, last; /* POSTs and their arrival */
};

static int64_t
now_ns(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void
must(bool ok, const char *what)
{
	if (ok)
		return;
	perror(what);
	exit(1);
}

static void
drop(struct receiver *r, int fd)
{
	struct conn *c = &r->conn[fd];

	if (c->ssl)
		SSL_free(c->ssl);
	c->ssl = NULL;
	c->open = false;
	c->life++;
	(void)close(fd);
}

static ssize_t
give(struct conn *c, int fd, const char *data, size_t len)
{
	if (c->ssl)
		return SSL_write(c->ssl, data, (int)len);
	return send(fd, data, len, MSG_NOSIGNAL);
}

static void
put_answer(struct receiver *r, int fd, const char *body, bool head)
{
	char text[256];
	int n = snprintf(text, sizeof(text),
		"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
		"Content-Length: %zu\r\n\r\n%s",
		strlen(body), head ? "" : body);

	if (give(&r->conn[fd], fd, text, (size_t)n) != n)
		drop(r, fd);
}

static void
put_report(struct receiver *r, int fd)
{
	char text[128];

	(void)snprintf(text, sizeof(text),
		"count=%" PRId64 " skew_us=%" PRId64 "\n", r->count,
		(r->last - r->first) / 1000);
	r->count = 0;
	put_answer(r, fd, text, false);
}

static void
later(struct receiver *r, int fd, bool head)
{
	size_t at = (r->due_first + r->due_count++) % FDS_MAX;

	must(r->due_count <= FDS_MAX, "too many answers wait");
	r->due[at] = (struct due){ .fd = fd,
		.life = r->conn[fd].life,
		.at = now_ns() + r->delay_ns,
		.head = head };
}

static void
arrived(struct receiver *r)
{
	r->last = now_ns();
	if (r->count++ == 0)
		r->first = r->last;
}

/* Takes whole requests off the front of what was read. */
static void
take_requests(struct receiver *r, int fd)
{
	struct conn *c = &r->conn[fd];

	while (c->open) {
		char *end = strstr(c->in, "\r\n\r\n"), *length;
		size_t whole;

		if (end == NULL)
			return;
		whole = (size_t)(end + 4 - c->in);
		length = strcasestr(c->in, "\r\nContent-Length:");
		if (length != NULL && length < end)
			whole += strtoul(length + 17, NULL, 10);
		if (c->len < whole)
			return;
		if (strncmp(c->in, "GET /report", 11) == 0) {
			put_report(r, fd);
		} else {
			if (c->in[0] == 'P')
				arrived(r);
			later(r, fd, c->in[0] == 'H');
		}
		c->len -= whole;
		memmove(c->in, c->in + whole, c->len + 1);
	}
}

/* 1: read something, 0: nothing now, -1: the end. */
static int
take_bytes(struct conn *c, int fd)
{
	size_t room = sizeof(c->in) - 1 - c->len;
	ssize_t n;

	if (room == 0)
		return -1;
	if (c->ssl) {
		n = SSL_read(c->ssl, c->in + c->len, (int)room);
		if (n <= 0)
			return SSL_get_error(c->ssl, (int)n) ==
					SSL_ERROR_WANT_READ
				? 0
				: -1;
	} else {
		n = recv(fd, c->in + c->len, room, 0);
		if (n < 0 && errno == EAGAIN)
			return 0;
		if (n <= 0)
			return -1;
	}
	c->len += (size_t)n;
	c->in[c->len] = '\0';
	return 1;
}

static bool
secure(struct conn *c)
{
	int rc = SSL_accept(c->ssl);

	if (rc == 1)
		c->secured = true;
	return rc == 1 || SSL_get_error(c->ssl, rc) == SSL_ERROR_WANT_READ;
}

static void
readable(struct receiver *r, int fd)
{
	struct conn *c = &r->conn[fd];
	int rc = 0;

	if (c->ssl && !c->secured && !secure(c))
		rc = -1;
	else if (!c->ssl || c->secured)
		while ((rc = take_bytes(c, fd)) > 0)
			take_requests(r, fd);
	if (rc < 0 && c->open)
		drop(r, fd);
}

static void
welcome(struct receiver *r)
{
	struct epoll_event event = { .events = EPOLLIN };
	int fd, on = 1;

	while ((fd = accept4(r->listener, NULL, NULL,
			SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
		struct conn *c = &r->conn[fd];

		must(fd < FDS_MAX, "too many connections");
		(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
		c->open = true;
		c->secured = false;
		c->len = 0;
		c->in[0] = '\0';
		if (r->tls) {
			c->ssl = SSL_new(r->tls);
			must(c->ssl && SSL_set_fd(c->ssl, fd) == 1, "TLS");
			SSL_set_accept_state(c->ssl);
		}
		event.data.fd = fd;
		must(epoll_ctl(r->epoll, EPOLL_CTL_ADD, fd, &event) == 0,
			"epoll_ctl");
	}
}

/* Sends what is due; milliseconds to the next, -1 if there is none. */
static int
answer_due(struct receiver *r)
{
	int64_t now = now_ns();

	while (r->due_count > 0 && r->due[r->due_first].at <= now) {
		const struct due *d = &r->due[r->due_first];

		if (r->conn[d->fd].open && r->conn[d->fd].life == d->life)
			put_answer(r, d->fd, "ok", d->head);
		r->due_first = (r->due_first + 1) % FDS_MAX;
		r->due_count--;
	}
	if (r->due_count == 0)
		return -1;
	return (int)((r->due[r->due_first].at - now) / 1000000) + 1;
}

static void
listen_on_loopback(struct receiver *r)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct epoll_event event = { .events = EPOLLIN };
	socklen_t len = sizeof(at);

	r->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	must(r->listener >= 0, "socket");
	must(bind(r->listener, (struct sockaddr *)&at, len) == 0, "bind");
	must(listen(r->listener, BACKLOG) == 0, "listen");
	(void)getsockname(r->listener, (struct sockaddr *)&at, &len);
	event.data.fd = r->listener;
	must(epoll_ctl(r->epoll, EPOLL_CTL_ADD, r->listener, &event) == 0,
		"epoll_ctl");
	event.data.fd = STDIN_FILENO;
	must(epoll_ctl(r->epoll, EPOLL_CTL_ADD, STDIN_FILENO, &event) == 0,
		"standard input must be a pipe");
	printf("port=%d\n", ntohs(at.sin_port));
	(void)fflush(stdout);
}

static void
set_up(struct receiver *r, int argc, char **argv)
{
	struct rlimit limit;

	if (argc != 2 && argc != 4) {
		(void)fprintf(
			stderr, "usage: receiver DELAY_MS [CERTIFICATE KEY]\n");
		exit(64);
	}
	r->delay_ns = strtoll(argv[1], NULL, 10) * 1000000;
	if (argc == 4) {
		r->tls = SSL_CTX_new(TLS_server_method());
		must(SSL_CTX_use_certificate_chain_file(r->tls, argv[2]) == 1,
			"certificate");
		must(SSL_CTX_use_PrivateKey_file(
			     r->tls, argv[3], SSL_FILETYPE_PEM) == 1,
			"key");
	}
	(void)getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = limit.rlim_max < FDS_MAX ? limit.rlim_max : FDS_MAX;
	(void)setrlimit(RLIMIT_NOFILE, &limit);
	(void)signal(SIGPIPE, SIG_IGN);
	r->conn = calloc(FDS_MAX, sizeof(*r->conn));
	r->due = calloc(FDS_MAX, sizeof(*r->due));
	r->epoll = epoll_create1(EPOLL_CLOEXEC);
	must(r->conn && r->due && r->epoll >= 0, "set-up");
	listen_on_loopback(r);
}

int
main(int argc, char **argv)
{
	struct epoll_event events[EVENTS];
	struct receiver r = { 0 };

	set_up(&r, argc, argv);
	for (;;) {
		int n = epoll_wait(r.epoll, events, EVENTS, answer_due(&r));

		for (int i = 0; i < n; i++) {
			if (events[i].data.fd == r.listener)
				welcome(&r);
			else if (events[i].data.fd == STDIN_FILENO)
				return 0;
			else
				readable(&r, events[i].data.fd);
		}
	}
}

/*
 * A platform that counts. One process on a loopback port plays webhook
 * receivers (/hook/NAME) and, for each name, enough of WordPress
 * (/wp/NAME/wp-json/wp/v2/…) to draft, publish, find and read a post, and of
 * Mastodon (/social/NAME/api/…) to post, list, read and edit one, and the
 * robots of chat groups (/robots/KIND/…: robots.c), and
 * an official account of WeChat (/wechat/NAME/cgi-bin/…: wechat.c). What
 * is published is a line in DIR/log with the wall clock at the moment the
 * whole request was there, so that a test counts posts and a demonstration
 * sees the skew. A path may begin with /fault/WORD: see the table. Bodies
 * and headers of webhooks are kept in DIR/hook-N.
 *
 *   platform DIR [PORT]     the port is also written to DIR/port
 */
#include "servers/platform.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"

enum { CONNECTIONS = 1200, REQUEST_MAX = 4 << 20, BIG = 10 << 20 };

/* What a platform can do wrong. */
enum fault {
	NONE,
	LOST,
	CUT,
	CUT_ONCE,
	HTML,
	HALF,
	JUNK,
	BIG_BODY,
	NOTHING,
	SLOW,
	LATER,
	DOWN,
	BUSY_ONCE,
	EVIL,
	NO,
	NOT_OK,
	DUPLICATE,
	FORGET,
	NO_HEAD,
	REVOKED,
	REVOKED_LATE,
	EDGES,
	FAULTS
};

struct fault_row {
	const char *word;
	bool works; /* the request is carried out first */
	bool reads; /* what only reads is troubled too */
};

static const struct fault_row faults[] = {
	[NONE] = { "none", true, false },
	[LOST] = { "lost", true, false }, /* carried out, answer never comes */
	[CUT] = { "cut", true, false }, /* carried out, connection closed */
	[CUT_ONCE] = { "cutonce", true, false }, /* the first post alone */
	[HTML] = { "html", false, false }, /* 200 with a page */
	[HALF] = { "half", true, false }, /* half an answer, then closed */
	[JUNK] = { "junk", false, false }, /* 201 with invalid JSON */
	[BIG_BODY] = { "big", false, false }, /* 201 with 10 MB */
	[NOTHING] = { "nothing", false, false }, /* closed without an answer */
	[SLOW] = { "slow", true, false }, /* answers after 1.5 s */
	[LATER] = { "later", false, false }, /* 429 with Retry-After: 1 */
	[DOWN] = { "down", false, false }, /* 503 with HTML */
	[BUSY_ONCE] = { "once", true,
		false }, /* 429 for the first post, then well */
	[EVIL] = { "evil", false,
		false }, /* 422 in words that move a terminal */
	[NO] = { "no", false, false }, /* 200 with a code that is a no */
	[NOT_OK] = { "notok", false, false }, /* 200 with a flag that is a no */
	[DUPLICATE] = { "duplicate", true, false }, /* published, then 422 */
	[FORGET] = { "forget", false,
		false }, /* closed at the second post alone */
	[NO_HEAD] = { "nohead", false, true }, /* 404 to HEAD alone */
	[REVOKED] = { "revoked", false, true }, /* 401 to everything */
	[REVOKED_LATE] = { "late", false, false }, /* 401 to what writes */
	[EDGES] = { "edges", true, true }, /* BOM, PHP notice, comment */
};
_Static_assert(sizeof(faults) / sizeof(faults[0]) == FAULTS, "a row each");

struct connection {
	int fd; /* -1 when free */
	struct buf in, out;
	size_t sent;
	long long due_ms; /* when out may leave */
	bool last; /* close when out is sent */
};

struct server {
	int listener;
	struct connection all[CONNECTIONS];
	struct platform platform;
	bool refused_once, cut_once;
	int remembered; /* posts of FORGET so far */
};

static long long
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (long long)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

void
platform_log(struct platform *p, const char *event, const char *name,
	const char *detail)
{
	long long us = now_us();

	fprintf(p->log, "%lld.%03lld %s %s %s\n", us / 1000, us % 1000, event,
		name, detail);
	fflush(p->log);
}

void
platform_keep(struct platform *p, const struct platform_request *r)
{
	char *path = mem_printf("%s/hook-%d", p->dir, ++p->kept);
	FILE *f = fopen(path, "we");

	if (f != NULL) {
		fprintf(f, "%.*s", (int)r->head_len, r->head);
		fwrite(r->body, 1, r->body_len, f);
		fclose(f);
	}
	free(path);
}

static void
answer_head(struct buf *out, int status, const char *type, size_t length,
	const char *more)
{
	buf_printf(out,
		"HTTP/1.1 %d X\r\nContent-Type: %s\r\n"
		"Content-Length: %zu\r\n%s\r\n",
		status, type, length, more);
}

static void
answer(struct buf *out, int status, const char *type, const char *body)
{
	answer_head(out, status, type, strlen(body), "");
	buf_puts(out, body);
}

/* What is true, and what a careless site puts around it. */
static void
answer_edges(struct buf *out, const struct platform_answer *real)
{
	char *body = mem_printf("\xEF\xBB\xBF<br />\n<b>Notice</b>:  Undefined "
				"index: x in <b>/srv/x.php</b> on line "
				"<b>7</b><br />\n%s\n<!-- cached -->\n",
		real->body);

	answer(out, real->status, "application/json; charset=UTF-8", body);
	free(body);
}

/* The answers of faults; what `real` is has been carried out already. */
static void
spoil(struct connection *c, enum fault fault,
	const struct platform_answer *real)
{
	static const char page[] = "<html><h1>maintenance</h1></html>";
	/* raw, escaped, an override of direction, a C1 control, no UTF-8 */
	static const char evil[] =
		"{\"code\":\"\\u001b]0;pwned\\u0007\",\"message\":"
		"\"\\u001b[31m\xe2\x80\xae desrever \xc2\x9b"
		"31m\\u0000\","
		"\"error\":\"\x1b[2J\xff\xfe\",\"id\":1e999}";
	long long now = now_us() / 1000;

	c->last = true;
	switch (fault) {
	case LOST:
		c->due_ms = now + 3600000;
		break;
	case HTML:
		answer(&c->out, 200, "text/html", page);
		break;
	case HALF:
		answer_head(&c->out, real->status, "application/json",
			strlen(real->body) + 400, "");
		buf_add(&c->out, real->body, strlen(real->body) / 2);
		break;
	case JUNK:
		answer(&c->out, 201, "application/json", "{\"id\": 7, \"li");
		break;
	case BIG_BODY:
		answer_head(&c->out, 201, "application/json", BIG, "");
		for (int i = 0; i < BIG / 1024; i++)
			buf_printf(&c->out, "%1024s", "{");
		break;
	case LATER:
	case BUSY_ONCE:
		answer_head(&c->out, 429, "application/json", 2,
			"Retry-After: 1\r\n");
		buf_puts(&c->out, "{}");
		break;
	case DOWN:
		answer(&c->out, 503, "text/html", page);
		break;
	case EVIL:
		answer(&c->out, 422, "application/json\r\nX-Evil: \x1b[31m",
			evil);
		break;
	case NO:
		answer(&c->out, 200, "application/json",
			"{\"errcode\":310000,"
			"\"errmsg\":\"keywords not in content\"}");
		break;
	case NOT_OK:
		answer(&c->out, 200, "application/json",
			"{\"ok\":false,\"description\":\"no such chat\"}");
		break;
	case DUPLICATE:
		answer(&c->out, 422, "application/json",
			"{\"error\":\"Duplicate record\"}");
		break;
	case NO_HEAD:
		answer_head(&c->out, 404, "text/html", 0, "");
		break;
	case REVOKED:
	case REVOKED_LATE:
		answer(&c->out, 401, "application/json",
			"{\"error\":\"The access token was revoked\"}");
		break;
	case EDGES:
		answer_edges(&c->out, real);
		break;
	case SLOW:
		c->due_ms = now + 1500;
		answer(&c->out, real->status, "application/json", real->body);
		break;
	case CUT:
	case CUT_ONCE:
	case NOTHING:
	case FORGET:
	case NONE:
	case FAULTS:
		break;
	}
}

static enum fault
take_fault(struct server *s, struct platform_request *r)
{
	enum fault fault = NONE;
	size_t len;

	if (strncmp(r->path, "/fault/", 7) != 0)
		return NONE;
	r->path += 7;
	len = strcspn(r->path, "/");
	for (int i = 0; i < FAULTS; i++) {
		if (strlen(faults[i].word) == len &&
			strncmp(faults[i].word, r->path, len) == 0)
			fault = (enum fault)i;
	}
	r->path += len;
	if (fault == BUSY_ONCE) {
		if (s->refused_once || strcmp(r->method, "POST") != 0)
			return NONE;
		s->refused_once = true;
		platform_log(&s->platform, "refused", r->path, "once");
	}
	if (fault == CUT_ONCE && strcmp(r->method, "POST") == 0) {
		if (s->cut_once)
			return NONE;
		s->cut_once = true;
	}
	/* a draft is not yet the post */
	if (fault == DUPLICATE && strstr(r->path, "/wp/") != NULL &&
		memmem(r->body, r->body_len, "\"publish\"", 9) == NULL)
		return NONE;
	/* WeChat asks by POST, too: only what publishes is troubled */
	if (strstr(r->path, "/wechat/") != NULL &&
		strstr(r->path, "freepublish/submit") == NULL &&
		strstr(r->path, "mass/sendall") == NULL)
		return NONE;
	/* so does Weibo, of tokens */
	if (strstr(r->path, "/weibo/") != NULL &&
		strstr(r->path, "/oauth2/") != NULL)
		return NONE;
	if (fault == FORGET && strcmp(r->method, "POST") == 0 &&
		s->remembered++ != 1)
		return NONE;
	if (fault == NO_HEAD && strcmp(r->method, "HEAD") != 0)
		return NONE;
	if (faults[fault].reads)
		return fault;
	/* Only what writes is troubled: a look-up finds the truth. */
	if (strcmp(r->method, "GET") == 0 || strcmp(r->method, "HEAD") == 0)
		return NONE;
	return fault;
}

static void
serve(struct server *s, struct connection *c, struct platform_request *r)
{
	struct platform_answer a = { .status = 404, .body = NULL };
	enum fault fault = take_fault(s, r);

	platform_log(&s->platform, "got", r->path, r->method);
	if (faults[fault].works && fault != BUSY_ONCE)
		platform_serve(&s->platform, r, &a);
	if (a.body == NULL)
		a.body = mem_strdup("{\"code\":\"rest_no_route\"}");
	if (fault == NONE)
		answer(&c->out, a.status, "application/json", a.body);
	else
		spoil(c, fault, &a);
	free(a.body);
}

/* Takes one whole request off c->in; false when there is none yet. */
static bool
take_request(struct server *s, struct connection *c)
{
	struct platform_request r = { .head = c->in.data };
	char *end = strstr(c->in.data, "\r\n\r\n"), *length, *space;
	char line[2048];

	if (end == NULL)
		return false;
	r.head_len = (size_t)(end - c->in.data) + 4;
	length = strcasestr(c->in.data, "\ncontent-length:");
	if (length != NULL && length < end)
		r.body_len = strtoul(length + 16, NULL, 10);
	if (c->in.len < r.head_len + r.body_len) {
		/* curl asks before it sends a large body */
		if (strcasestr(c->in.data, "100-continue") != NULL &&
			c->in.len == r.head_len && c->out.len == 0)
			buf_puts(&c->out, "HTTP/1.1 100 Continue\r\n\r\n");
		return false;
	}
	(void)snprintf(line, sizeof(line), "%.*s",
		(int)strcspn(c->in.data, "\r"), c->in.data);
	r.method = line;
	space = strchr(line, ' ');
	if (space == NULL)
		return false;
	*space = '\0';
	r.path = space + 1;
	r.path[strcspn(r.path, " ")] = '\0';
	r.body = c->in.data + r.head_len;
	serve(s, c, &r);
	buf_consume(&c->in, r.head_len + r.body_len);
	return true;
}

static void
drop(struct connection *c)
{
	close(c->fd);
	c->fd = -1;
	buf_release(&c->in);
	buf_release(&c->out);
}

static void
take(struct server *s)
{
	int fd = accept4(s->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

	for (int i = 0; fd >= 0 && i < CONNECTIONS; i++) {
		struct connection *c = &s->all[i];

		if (c->fd >= 0)
			continue;
		*c = (struct connection){ .fd = fd };
		buf_init(&c->in, REQUEST_MAX);
		buf_init(&c->out, BIG + 65536);
		return;
	}
	if (fd >= 0)
		close(fd);
}

static void
read_some(struct server *s, struct connection *c)
{
	char chunk[65536];
	ssize_t n = read(c->fd, chunk, sizeof(chunk));

	if (n == 0 || (n < 0 && errno != EAGAIN)) {
		drop(c);
		return;
	}
	if (n > 0)
		buf_add(&c->in, chunk, (size_t)n);
	while (!c->last && take_request(s, c))
		;
}

static void
write_some(struct connection *c)
{
	ssize_t n;

	if (now_us() / 1000 < c->due_ms)
		return;
	n = send(c->fd, c->out.data + c->sent, c->out.len - c->sent,
		MSG_NOSIGNAL);
	if (n < 0 && errno == EAGAIN)
		return;
	if (n > 0)
		c->sent += (size_t)n;
	if (n < 0 || (c->last && c->sent == c->out.len)) {
		drop(c);
		return;
	}
	if (c->sent == c->out.len) {
		buf_reset(&c->out);
		c->sent = 0;
	}
}

static short
wants(const struct connection *c)
{
	bool out = c->out.len > c->sent || c->last;

	return (short)(POLLIN |
		(out && now_us() / 1000 >= c->due_ms ? POLLOUT : 0));
}

static void
loop(struct server *s)
{
	static struct pollfd fds[CONNECTIONS + 1];

	for (;;) {
		fds[0] = (struct pollfd){ .fd = s->listener, .events = POLLIN };
		for (int i = 0; i < CONNECTIONS; i++)
			fds[i + 1] = (struct pollfd){ .fd = s->all[i].fd,
				.events = s->all[i].fd < 0
					? (short)0
					: wants(&s->all[i]) };
		if (poll(fds, CONNECTIONS + 1, 50) < 0)
			continue;
		for (int i = 0; i < CONNECTIONS; i++) {
			struct connection *c = &s->all[i];
			short got = fds[i + 1].revents;

			if (c->fd >= 0 && got & (POLLIN | POLLHUP | POLLERR))
				read_some(s, c);
			if (c->fd >= 0 && (c->out.len > c->sent || c->last))
				write_some(c);
		}
		if (fds[0].revents & POLLIN)
			take(s);
	}
}

static void
listen_on(struct server *s, const char *dir, long port)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(a);
	int yes = 1;
	char *path = mem_printf("%s/port.new", dir);
	char *final = mem_printf("%s/port", dir);
	FILE *f;

	s->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	setsockopt(s->listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	f = fopen(path, "we");
	if (f == NULL || bind(s->listener, (struct sockaddr *)&a, len) != 0 ||
		listen(s->listener, 1024) != 0 ||
		getsockname(s->listener, (struct sockaddr *)&a, &len) != 0) {
		perror("platform");
		exit(1);
	}
	fprintf(f, "%u\n", (unsigned)ntohs(a.sin_port));
	fclose(f);
	if (rename(path, final) != 0)
		exit(1);
	s->platform.port = (int)ntohs(a.sin_port);
	free(path);
	free(final);
}

int
main(int argc, char **argv)
{
	static struct server s;
	char *path;

	if (argc < 2) {
		fputs("usage: platform DIR [PORT]\n", stderr);
		return 64;
	}
	signal(SIGPIPE, SIG_IGN);
	for (int i = 0; i < CONNECTIONS; i++)
		s.all[i].fd = -1;
	path = mem_printf("%s/log", argv[1]);
	s.platform.dir = argv[1];
	s.platform.log = fopen(path, "ae");
	free(path);
	if (s.platform.log == NULL) {
		perror(argv[1]);
		return 1;
	}
	listen_on(&s, argv[1], argc > 2 ? strtol(argv[2], NULL, 10) : 0);
	loop(&s);
}

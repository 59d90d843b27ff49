/*
 * The easy handle. Every option here answers a trap that was measured; the
 * reasons stand in README.md beside the figures.
 */
#include "net/http_call.h"

#include <arpa/inet.h>
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>

#include "base/host.h"
#include "base/mem.h"
#include "net/reach.h"

enum {
	HEADS_MAX = 32 << 10, /* kept */
	HEAD_BYTES_MAX = 256
		<< 10, /* read and dropped; then the transfer ends */
	TIMEOUT_MS = 30000,
	CONNECT_MS = 10000,
	DNS_CACHE_S = 600
};

#define SET(easy, option, value)                                               \
	do {                                                                   \
		CURLcode set_rc = curl_easy_setopt((easy), option, (value));   \
		assert(set_rc == CURLE_OK);                                    \
	} while (0)

static int64_t
utc_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct http_call *
http_call_new(struct wire_request *r, void *tag)
{
	struct http_call *c = mem_new(sizeof(*c));

	c->request = *r;
	wire_request_init(r);
	c->tag = tag;
	buf_init(&c->body, HTTP_BODY_MAX);
	buf_init(&c->heads, HEADS_MAX);
	return c;
}

void
http_call_free(struct http_call *c)
{
	if (c == NULL)
		return;
	if (c->easy)
		curl_easy_cleanup(c->easy);
	curl_slist_free_all(c->lines);
	wire_request_release(&c->request);
	buf_release(&c->body);
	buf_release(&c->heads);
	free(c);
}

/* ---- callbacks ---- */

/*
 * curl asks before each request it writes, also before those it repeats by
 * itself because a reused connection died. The second time the answer is no.
 */
static int
http_call_before_request(
	void *arg, char *their_ip, char *our_ip, int their_port, int our_port)
{
	struct http_call *c = arg;

	(void)their_ip;
	(void)our_ip;
	(void)their_port;
	(void)our_port;
	if (c->begun && c->request.irrevocable)
		return CURL_PREREQFUNC_ABORT;
	c->begun = true;
	return CURL_PREREQFUNC_OK;
}

/* ---- connections that somebody else opens ---- */

static curl_socket_t
http_call_open_socket(
	void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct http_call *c = arg;
	int fd = -1;

	(void)purpose;
	if (c->config->dial == NULL) {
		/* whose address it is, who configured the proxy has said */
		if (c->proxied ||
			reach_may(&address->addr, c->request.url,
				c->request.inside))
			return socket(address->family,
				address->socktype | SOCK_CLOEXEC,
				address->protocol);
		c->barred = true;
		return CURL_SOCKET_BAD;
	}
	if (c->config->dial(&fd, c->config->dial_ctx, &address->addr,
		    (socklen_t)address->addrlen) == ERR_DENIED)
		c->barred = true;
	return fd;
}

/* An address in figures, or localhost, which curl answers by itself. */
static bool
http_call_is_local_name(const char *host)
{
	size_t len = strlen(host), tail = strlen(".localhost");
	unsigned char bytes[sizeof(struct in6_addr)];

	return host[0] == '[' || inet_pton(AF_INET, host, bytes) == 1 ||
		strcasecmp(host, "localhost") == 0 ||
		(len > tail &&
			strcasecmp(host + len - tail, ".localhost") == 0);
}

bool
http_call_is_local_url(const char *address)
{
	CURLU *url = curl_url();
	char *host = NULL;
	bool local = url != NULL &&
		curl_url_set(url, CURLUPART_URL, address, 0) == CURLUE_OK &&
		curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
		http_call_is_local_name(host);

	curl_free(host);
	curl_url_cleanup(url);
	return local;
}

/* Resolving a name would itself send a request to another machine. */
static int
http_call_start_resolver(void *state, void *reserved, void *arg)
{
	struct http_call *c = arg;

	(void)state;
	(void)reserved;
	if (!http_call_is_local_url(c->request.url))
		c->barred = true;
	return c->barred;
}

static void
http_call_set_dial(struct http_call *c)
{
	SET(c->easy, CURLOPT_OPENSOCKETFUNCTION, http_call_open_socket);
	SET(c->easy, CURLOPT_OPENSOCKETDATA, c);
	if (c->config->dial == NULL)
		return;
	SET(c->easy, CURLOPT_RESOLVER_START_FUNCTION, http_call_start_resolver);
	SET(c->easy, CURLOPT_RESOLVER_START_DATA, c);
}

/* A host of the list, or one below it; "*" is every one. */
static bool
http_call_is_listed(const char *hosts, const char *host, size_t len)
{
	size_t n;

	for (; *hosts; hosts += n + (hosts[n] == ',')) {
		n = strcspn(hosts, ",");
		if (n == 1 && *hosts == '*')
			return true;
		if (n > 0 && n <= len &&
			strncasecmp(host + len - n, hosts, n) == 0 &&
			(n == len || host[len - n - 1] == '.'))
			return true;
	}
	return false;
}

/* None but the one that was configured, for the hosts that were named: curl
 * would take one from the environment. This machine needs none. */
static void
http_call_set_proxy(struct http_call *c)
{
	const struct http_config *config = c->config;
	size_t len = 0;
	const char *host = host_of_url(&len, c->request.url);

	len = host ? strcspn(host, ":/?#") : 0;
	c->proxied = config->proxy && config->dial == NULL && host &&
		!host_is_local(host, len) &&
		http_call_is_listed(config->proxy_hosts, host, len);
	SET(c->easy, CURLOPT_PROXY, c->proxied ? config->proxy : "");
}

/* ---- what comes in ---- */

static size_t
http_call_take_body(char *from, size_t size, size_t count, void *arg)
{
	struct http_call *c = arg;
	size_t n = size * count, room = HTTP_BODY_MAX - c->body.len;

	if (n <= room) {
		buf_add(&c->body, from, n);
		return n;
	}
	buf_add(&c->body, from, room);
	c->truncated = true;
	return 0; /* ends the transfer */
}

static size_t
http_call_take_head(char *from, size_t size, size_t count, void *arg)
{
	struct http_call *c = arg;
	size_t n = size * count, name, at, end;

	c->head_bytes += n;
	if (c->head_bytes > HEAD_BYTES_MAX)
		return 0;
	if (n >= 5 && memcmp(from, "HTTP/", 5) == 0) {
		buf_reset(&c->heads); /* the headers before belonged to a 1xx */
		return n;
	}
	for (name = 0; name < n && from[name] != ':'; name++)
		;
	if (name == n || name == 0)
		return n;
	for (at = name + 1; at < n && strchr(" \t", from[at]); at++)
		;
	for (end = at; end < n && from[end] != '\r' && from[end] != '\n'; end++)
		;
	/* headers over HEADS_MAX are dropped */
	if (c->heads.len + name + (end - at) + 2 > HEADS_MAX)
		return n;
	buf_add(&c->heads, from, name);
	buf_putc(&c->heads, '\0');
	buf_add(&c->heads, from + at, end - at);
	buf_putc(&c->heads, '\0');
	return n;
}

static const char *
http_call_find_head(const void *headers, const char *name)
{
	const struct buf *heads = headers;
	const char *s = heads->data, *end = heads->data + heads->len;

	while (s < end) {
		const char *value = s + strlen(s) + 1;

		if (strcasecmp(s, name) == 0)
			return value;
		s = value + strlen(value) + 1;
	}
	return NULL;
}

/* ---- set-up ---- */

static void
http_call_set_safety(CURL *easy, const struct http_config *config)
{
	SET(easy, CURLOPT_NOSIGNAL, 1L);
	SET(easy, CURLOPT_FOLLOWLOCATION, 0L);
	SET(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	SET(easy, CURLOPT_REDIR_PROTOCOLS_STR, "https");
	SET(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	SET(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	/* HTTP/2 would share a connection, and its failure */
	SET(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(easy, CURLOPT_CAPATH, NULL);
	if (config->ca_file)
		SET(easy, CURLOPT_CAINFO, config->ca_file);
	SET(easy, CURLOPT_DNS_CACHE_TIMEOUT, (long)DNS_CACHE_S);
	SET(easy, CURLOPT_USERAGENT, "crier/" CRIER_VERSION);
}

static void
http_call_add_line(struct http_call *c, const char *line)
{
	struct curl_slist *lines = curl_slist_append(c->lines, line);

	assert(lines != NULL);
	c->lines = lines;
}

static void
http_call_set_headers(struct http_call *c)
{
	for (size_t i = 0; i < c->request.header_count; i++) {
		const struct wire_header *h = &c->request.headers[i];
		char *line = mem_printf("%s: %s", h->name, h->value);

		http_call_add_line(c, line);
		free(line);
	}
	http_call_add_line(c, "Expect:");
	SET(c->easy, CURLOPT_HTTPHEADER, c->lines);
}

static void
http_call_set_method(struct http_call *c)
{
	const struct wire_request *r = &c->request;

	if (strcmp(r->method, "HEAD") == 0) {
		SET(c->easy, CURLOPT_NOBODY, 1L);
		return;
	}
	if (strcmp(r->method, "POST") == 0 || r->body.len > 0) {
		SET(c->easy, CURLOPT_POSTFIELDSIZE_LARGE,
			(curl_off_t)r->body.len);
		SET(c->easy, CURLOPT_POSTFIELDS, r->body.data);
	}
	SET(c->easy, CURLOPT_CUSTOMREQUEST, r->method);
}

void
http_call_start(struct http_call *c, const struct http_config *config)
{
	int total = c->request.timeout_ms ? c->request.timeout_ms : TIMEOUT_MS;
	int connect = config->connect_ms ? config->connect_ms : CONNECT_MS;

	c->easy = curl_easy_init();
	assert(c->easy != NULL);
	http_call_set_safety(c->easy, config);
	http_call_set_headers(c);
	http_call_set_method(c);
	SET(c->easy, CURLOPT_URL, c->request.url);
	SET(c->easy, CURLOPT_PRIVATE, c);
	SET(c->easy, CURLOPT_PREREQFUNCTION, http_call_before_request);
	SET(c->easy, CURLOPT_PREREQDATA, c);
	SET(c->easy, CURLOPT_ERRORBUFFER, c->error);
	SET(c->easy, CURLOPT_WRITEFUNCTION, http_call_take_body);
	SET(c->easy, CURLOPT_WRITEDATA, c);
	SET(c->easy, CURLOPT_HEADERFUNCTION, http_call_take_head);
	SET(c->easy, CURLOPT_HEADERDATA, c);
	c->config = config;
	http_call_set_dial(c);
	http_call_set_proxy(c);
	if (c->request.closes && !c->host->keeps)
		SET(c->easy, CURLOPT_FRESH_CONNECT, 1L);
	SET(c->easy, CURLOPT_TIMEOUT_MS, (long)total);
	SET(c->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)connect);
	c->started = utc_ms();
}

/* ---- what it came to ---- */

static int64_t
http_call_info_us(CURL *easy, CURLINFO info)
{
	curl_off_t v = 0;

	(void)curl_easy_getinfo(easy, info, &v);
	return v;
}

static long
http_call_info_long(CURL *easy, CURLINFO info)
{
	long v = 0;

	(void)curl_easy_getinfo(easy, info, &v);
	return v;
}

void
http_call_finish(
	struct http_result *out, const struct http_call *c, CURLcode rc)
{
	struct wire_response *a = &out->answer;
	char *type = NULL;

	*out = (struct http_result){ 0 };
	a->answered =
		rc == CURLE_OK || (rc == CURLE_WRITE_ERROR && c->truncated);
	/* what is said to a proxy before is no part of the request */
	a->sent = c->begun &&
		http_call_info_long(c->easy, CURLINFO_REQUEST_SIZE) > 0;
	a->barred = c->barred && !a->answered && !a->sent;
	a->error = "";
	if (!a->answered)
		a->error = c->error[0] ? c->error : curl_easy_strerror(rc);
	/* not curl's words for our refusal to send it twice */
	if (rc == CURLE_ABORTED_BY_CALLBACK && a->sent)
		a->error = "connection closed without an answer";
	if (a->answered)
		a->status = (int)http_call_info_long(
			c->easy, CURLINFO_RESPONSE_CODE);
	(void)curl_easy_getinfo(c->easy, CURLINFO_CONTENT_TYPE, &type);
	a->type = type ? type : "";
	a->body = c->body.data;
	a->body_len = c->body.len;
	a->truncated = c->truncated;
	a->header = http_call_find_head;
	a->headers = &c->heads;
	out->took_us = http_call_info_us(c->easy, CURLINFO_TOTAL_TIME_T);
	out->connected =
		http_call_info_long(c->easy, CURLINFO_NUM_CONNECTS) > 0;
	if (a->sent)
		out->sent_at = c->started +
			http_call_info_us(
				c->easy, CURLINFO_PRETRANSFER_TIME_T) /
				1000;
}

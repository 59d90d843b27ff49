/*
 * The easy handle of the crew's requests. The same traps are shut as for HTTP
 * (http_call.c): no proxy, no netrc, old TLS, a socket from whoever opens it.
 */
#include "net/crew_hand.h"

#include <assert.h>
#include <sys/socket.h>
#include <time.h>

#include "net/http_call.h"
#include "net/reach.h"

enum { TOTAL_MS = 30000, REACH_MS = 10000 };

#define SET(easy, option, value)                                               \
	do {                                                                   \
		CURLcode set_rc = curl_easy_setopt((easy), option, (value));   \
		assert(set_rc == CURLE_OK);                                    \
	} while (0)

int64_t
crew_utc_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the handle ---- */

static int
crew_may_go_on(
	void *ctx, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	struct crew_hand *h = ctx;

	(void)a;
	(void)b;
	(void)c;
	(void)d;
	return atomic_load(h->stop);
}

static curl_socket_t
crew_open_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct crew_hand *h = ctx;
	int fd = -1;

	(void)purpose;
	if (h->config->dial == NULL) {
		if (reach_may(
			    &address->addr, h->request.url, h->request.inside))
			return socket(address->family,
				address->socktype | SOCK_CLOEXEC,
				address->protocol);
		h->barred = true;
		return CURL_SOCKET_BAD;
	}
	if (h->config->dial(&fd, h->config->dial_ctx, &address->addr,
		    (socklen_t)address->addrlen) == ERR_DENIED)
		h->barred = true;
	return fd;
}

/* Asking for a name would itself leave this machine. */
static int
crew_start_resolver(void *state, void *reserved, void *ctx)
{
	struct crew_hand *h = ctx;

	(void)state;
	(void)reserved;
	if (!http_call_is_local_url(h->request.url))
		h->barred = true;
	return h->barred;
}

CURL *
crew_easy(struct crew_hand *h, const char *protocols)
{
	const struct http_config *config = h->config;
	int total = h->request.timeout_ms ? h->request.timeout_ms : TOTAL_MS;
	CURL *easy = curl_easy_init();

	assert(easy != NULL);
	SET(easy, CURLOPT_NOSIGNAL, 1L);
	SET(easy, CURLOPT_PROTOCOLS_STR, protocols);
	SET(easy, CURLOPT_PROXY, "");
	SET(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	SET(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(easy, CURLOPT_CAPATH, NULL);
	if (config->ca_file)
		SET(easy, CURLOPT_CAINFO, config->ca_file);
	SET(easy, CURLOPT_URL, h->request.url);
	SET(easy, CURLOPT_ERRORBUFFER, h->curl_error);
	SET(easy, CURLOPT_TIMEOUT_MS, (long)total);
	SET(easy, CURLOPT_CONNECTTIMEOUT_MS,
		(long)(config->connect_ms ? config->connect_ms : REACH_MS));
	SET(easy, CURLOPT_NOPROGRESS, 0L);
	SET(easy, CURLOPT_XFERINFOFUNCTION, crew_may_go_on);
	SET(easy, CURLOPT_XFERINFODATA, h);
	SET(easy, CURLOPT_OPENSOCKETFUNCTION, crew_open_socket);
	SET(easy, CURLOPT_OPENSOCKETDATA, h);
	if (config->dial) {
		SET(easy, CURLOPT_RESOLVER_START_FUNCTION, crew_start_resolver);
		SET(easy, CURLOPT_RESOLVER_START_DATA, h);
	}
	return easy;
}

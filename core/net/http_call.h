/*
 * One HTTP request on its way: the easy handle with every trap shut, what
 * goes out and what comes in. Private to core/net.
 */
#ifndef CRIER_NET_HTTP_CALL_H
#define CRIER_NET_HTTP_CALL_H

#include <curl/curl.h>

#include "base/buf.h"
#include "net/http_host.h"
#include "net/http.h"

struct http_call {
	struct http_call *next; /* while it waits for a place */
	CURL *easy;
	struct curl_slist *lines; /* the request's header lines */
	struct wire_request request;
	const struct http_config *config; /* once it is started */
	bool begun; /* the request was begun to be written */
	bool proxied; /* its connections are to the proxy */
	bool barred; /* it may not go where it leads */
	struct buf body; /* of the response */
	struct buf heads; /* name NUL value NUL … of the response */
	size_t head_bytes;
	bool truncated;
	struct http_host *host;
	bool spare; /* a connection used before should be free for it */
	size_t lane; /* which multi it runs in */
	size_t at; /* its place among the live ones */
	void *tag;
	int64_t started; /* UTC ms */
	char error[CURL_ERROR_SIZE];
};

/* Takes the request's content; r is empty after. */
struct http_call *http_call_new(struct wire_request *r, void *tag);
void http_call_free(struct http_call *c);

/* Makes the easy handle ready to be added to a multi. */
void http_call_start(struct http_call *c, const struct http_config *config);

/* What it came to; borrows from the call. */
void http_call_finish(
	struct http_result *out, const struct http_call *c, CURLcode rc);

/* Its host is a number or localhost: finding it asks no other machine. */
bool http_call_is_local_url(const char *address);

#endif

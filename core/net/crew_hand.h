/*
 * One request of the crew while its thread performs it. Private to core/net.
 */
#ifndef CRIER_NET_CREW_HAND_H
#define CRIER_NET_CREW_HAND_H

#include <curl/curl.h>
#include <pthread.h>
#include <stdatomic.h>

#include "base/buf.h"
#include "net/http.h"

struct crew_hand {
	struct crew_hand *next;
	struct wire_request request;
	void *tag;
	const struct http_config *config;
	atomic_bool *stop;
	pthread_t thread;
	int report; /* where its end is written */
	bool barred; /* it may not go where it leads */
	struct http_result result; /* borrows from what follows */
	struct buf body;
	char error[400], curl_error[CURL_ERROR_SIZE];
};

/* An easy handle that speaks these protocols alone, to the request's server. */
CURL *crew_easy(struct crew_hand *h, const char *protocols);
int64_t crew_utc_ms(void);

/* They fill the hand's result, body and error. */
void mail_perform(struct crew_hand *h);
void sftp_perform(struct crew_hand *h);

#endif

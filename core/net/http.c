/*
 * Requests over a few curl multi handles ("lanes"). A multi's cost grows
 * faster than its size, so a lane is meant for a thousand requests; a host
 * always uses the same lane, where its warm connections are.
 */
#include "net/http.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/mem.h"
#include "net/http_call.h"

enum {
	LANES_MAX = 16,
	LANE_SIZE = 1000, /* requests a lane is meant for */
	LANE_MAX = 2000, /* and the most it takes */
	SPARE_CONNECTIONS = 64,
	EXTRA_MAX = 64, /* descriptors of the caller's */
	TURN_MS = 5, /* longest wait in one lane while others run too */
	FOREVER_MS = 3600 * 1000
};

struct lane {
	CURLM *multi;
	size_t running;
};

struct http {
	struct http_config config;
	char *ca_file, *proxy, *proxy_hosts;
	struct lane lane[LANES_MAX];
	size_t lanes;
	size_t running, held;
	struct http_hosts hosts;
	struct http_call *first, **last; /* those without a place, in order */
	size_t waiting;
	struct http_call **live; /* those in a multi, for closing */
};

static void
http_raise_nofile(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 &&
		limit.rlim_cur < limit.rlim_max) {
		limit.rlim_cur = limit.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
	}
}

static enum err_code
http_open_lane(struct lane *lane, size_t accounts, struct err *err)
{
	lane->multi = curl_multi_init();
	if (lane->multi == NULL)
		return err_set(
			err, ERR_INTERNAL, "", "", "libcurl cannot be started");
	/* the default prunes the warm connections before they are used */
	(void)curl_multi_setopt(lane->multi, CURLMOPT_MAXCONNECTS,
		(long)(accounts + SPARE_CONNECTIONS));
	return ERR_OK;
}

enum err_code
http_open(struct http **out, const struct http_config *config, struct err *err)
{
	struct http *h;
	enum err_code rc = ERR_OK;

	assert(config->done != NULL);
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return err_set(
			err, ERR_INTERNAL, "", "", "libcurl cannot be started");
	(void)signal(SIGPIPE, SIG_IGN); /* curl leaves it to us (NOSIGNAL) */
	http_raise_nofile();
	h = mem_new(sizeof(*h));
	h->config = *config;
	if (config->ca_file)
		h->config.ca_file = h->ca_file = mem_strdup(config->ca_file);
	if (config->proxy) {
		h->config.proxy = h->proxy = mem_strdup(config->proxy);
		h->config.proxy_hosts = h->proxy_hosts = mem_strdup(
			config->proxy_hosts ? config->proxy_hosts : "");
	}
	h->last = &h->first;
	h->lanes = config->accounts / LANE_SIZE +
		(config->accounts % LANE_SIZE != 0);
	if (h->lanes == 0)
		h->lanes = 1;
	if (h->lanes > LANES_MAX)
		h->lanes = LANES_MAX;
	for (size_t i = 0; i < h->lanes && rc == ERR_OK; i++)
		rc = http_open_lane(&h->lane[i], config->accounts, err);
	if (rc != ERR_OK) {
		http_close(h);
		return rc;
	}
	*out = h;
	return ERR_OK;
}

void
http_close(struct http *h)
{
	struct http_call *c;

	if (h == NULL)
		return;
	for (size_t i = 0; i < h->running; i++) {
		(void)curl_multi_remove_handle(
			h->lane[h->live[i]->lane].multi, h->live[i]->easy);
		http_call_free(h->live[i]);
	}
	while ((c = h->first) != NULL) {
		h->first = c->next;
		http_call_free(c);
	}
	for (size_t i = 0; i < h->lanes; i++)
		if (h->lane[i].multi)
			(void)curl_multi_cleanup(h->lane[i].multi);
	http_hosts_release(&h->hosts);
	free(h->live);
	free(h->ca_file);
	free(h->proxy);
	free(h->proxy_hosts);
	free(h);
	curl_global_cleanup();
}

static bool
http_has_room(const struct http *h, const struct http_host *host)
{
	if (h->running + h->held >= h->lanes * LANE_MAX)
		return false;
	return h->config.host_max <= 0 ||
		host->busy + host->held < h->config.host_max;
}

bool
http_hold(struct http *h, const char *url)
{
	struct http_host *host = http_hosts_find(&h->hosts, url);

	if (!http_has_room(h, host))
		return false;
	host->held++;
	h->held++;
	return true;
}

void
http_unhold(struct http *h, const char *url)
{
	struct http_host *host = http_hosts_find(&h->hosts, url);

	assert(host->held > 0);
	host->held--;
	h->held--;
}

/* The host's own lane, or the emptiest if that is full. */
static size_t
http_choose_lane(const struct http *h, const struct http_host *host)
{
	size_t best = host->hash % h->lanes;

	if (h->lane[best].running < LANE_MAX)
		return best;
	for (size_t i = 0; i < h->lanes; i++)
		if (h->lane[i].running < h->lane[best].running)
			best = i;
	return best;
}

static void
http_launch(struct http *h, struct http_call *c)
{
	CURLMcode rc;

	c->lane = http_choose_lane(h, c->host);
	c->spare = c->host->open > c->host->busy;
	c->host->busy++;
	http_call_start(c, &h->config);
	rc = curl_multi_add_handle(h->lane[c->lane].multi, c->easy);
	assert(rc == CURLM_OK);
	h->lane[c->lane].running++;
	c->at = h->running;
	*MEM_ADD(h->live, h->running) = c;
}

void
http_start(struct http *h, struct wire_request *r, void *tag)
{
	struct http_call *c = http_call_new(r, tag);

	assert(c->request.url != NULL);
	c->host = http_hosts_find(&h->hosts, c->request.url);
	if (c->host->held > 0) {
		c->host->held--;
		h->held--;
		http_launch(h, c);
	} else if (http_has_room(h, c->host)) {
		http_launch(h, c);
	} else {
		*h->last = c;
		h->last = &c->next;
		h->waiting++;
	}
}

size_t
http_running(const struct http *h)
{
	return h->running + h->waiting;
}

/* Starts those that have a place now. */
static void
http_launch_waiting(struct http *h)
{
	struct http_call **at = &h->first, *c;

	while ((c = *at) != NULL) {
		if (!http_has_room(h, c->host)) {
			at = &c->next;
			continue;
		}
		*at = c->next;
		if (h->last == &c->next)
			h->last = at;
		c->next = NULL;
		h->waiting--;
		http_launch(h, c);
	}
}

static void
http_forget(struct http *h, struct http_call *c)
{
	struct http_call *moved = h->live[--h->running];

	h->live[c->at] = moved;
	moved->at = c->at;
	h->lane[c->lane].running--;
	c->host->busy--;
	(void)curl_multi_remove_handle(h->lane[c->lane].multi, c->easy);
}

static void
http_learn(const struct http_call *c, const struct http_result *result)
{
	const struct http_shown shown = { .spare = c->spare,
		.connected = result->connected,
		.answered = result->answer.answered,
		.sent = result->answer.sent };

	http_host_learn(c->host, &shown);
}

/* Delivers what a lane has finished; how many. */
static size_t
http_collect(struct http *h, CURLM *multi)
{
	struct http_result result;
	struct http_call *c = NULL;
	size_t done = 0;
	CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(multi, &left)) != NULL) {
		CURLcode rc = m->data.result;

		if (m->msg != CURLMSG_DONE)
			continue;
		(void)curl_easy_getinfo(
			m->easy_handle, CURLINFO_PRIVATE, (char **)&c);
		http_call_finish(&result, c, rc);
		http_learn(c, &result);
		http_forget(h, c);
		h->config.done(h->config.ctx, c->tag, &result);
		http_call_free(c);
		done++;
	}
	return done;
}

static enum err_code
http_drive(struct http *h, size_t *done, struct err *err)
{
	int running;

	for (size_t i = 0; i < h->lanes; i++) {
		if (h->lane[i].running == 0)
			continue;
		if (curl_multi_perform(h->lane[i].multi, &running) != CURLM_OK)
			return err_set(err, ERR_INTERNAL, "", "",
				"libcurl lost its state");
		*done += http_collect(h, h->lane[i].multi);
	}
	if (h->waiting > 0)
		http_launch_waiting(h);
	return ERR_OK;
}

/*
 * curl can wait for one multi and for our descriptors at once. With several
 * lanes at work the first one waits shortly and the others only look.
 */
static void
http_wait_lanes(struct http *h, int timeout_ms, const struct pollfd *extra,
	size_t count)
{
	struct curl_waitfd fds[EXTRA_MAX];
	size_t active = 0;
	bool first = true;

	for (size_t i = 0; i < count; i++) {
		fds[i] = (struct curl_waitfd){ .fd = extra[i].fd };
		if (extra[i].events & POLLIN)
			fds[i].events |= CURL_WAIT_POLLIN;
		if (extra[i].events & POLLOUT)
			fds[i].events |= CURL_WAIT_POLLOUT;
	}
	for (size_t i = 0; i < h->lanes; i++)
		active += h->lane[i].running > 0;
	if (active > 1 && timeout_ms > TURN_MS)
		timeout_ms = TURN_MS;
	for (size_t i = 0; i < h->lanes; i++) {
		if (h->lane[i].running == 0)
			continue;
		(void)curl_multi_poll(h->lane[i].multi, first ? fds : NULL,
			first ? (unsigned)count : 0, first ? timeout_ms : 0,
			NULL);
		first = false;
	}
}

enum err_code
http_poll(struct http *h, int timeout_ms, struct pollfd *extra, size_t count,
	struct err *err)
{
	size_t done = 0;
	enum err_code rc;

	assert(count <= EXTRA_MAX);
	rc = http_drive(h, &done, err);
	if (rc != ERR_OK)
		return rc;
	if (done > 0)
		timeout_ms = 0;
	if (h->running > 0) {
		http_wait_lanes(h, timeout_ms < 0 ? FOREVER_MS : timeout_ms,
			extra, count);
		timeout_ms = 0;
	}
	if (poll(extra, (nfds_t)count, timeout_ms) < 0 && errno != EINTR)
		return err_errno(err, "", "", "cannot wait");
	return http_drive(h, &done, err);
}

/*
 * Threads come and go; the list is the loop's alone. A thread ends by writing
 * the address of its hand into a pipe, which is all that the two share beside
 * the flag that ends everything.
 */
#include "net/crew.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"
#include "net/crew_hand.h"

struct crew {
	struct http_config config;
	char *ca_file;
	int pipe[2];
	size_t at_work, held;
	struct crew_hand *hands; /* at work */
	struct crew_hand *waiting, **last;
	atomic_bool stop;
};

/* ---- threads ---- */

static void
crew_hand_free(struct crew_hand *h)
{
	wire_request_release(&h->request);
	buf_release(&h->body);
	free(h);
}

static void *
crew_work(void *ctx)
{
	struct crew_hand *h = ctx;
	ssize_t n;

	if (h->request.transport == WIRE_MAIL)
		mail_perform(h);
	else
		sftp_perform(h);
	hash_thread_end();
	do
		n = write(h->report, &h, sizeof(h));
	while (n < 0 && errno == EINTR);
	assert(n == (ssize_t)sizeof(h));
	return NULL;
}

static void
crew_set_to_work(struct crew *c)
{
	struct crew_hand *h;
	int rc;

	while (c->waiting != NULL && c->at_work + c->held < CREW_MAX) {
		h = c->waiting;
		c->waiting = h->next;
		if (c->waiting == NULL)
			c->last = &c->waiting;
		h->next = c->hands;
		c->hands = h;
		c->at_work++;
		rc = pthread_create(&h->thread, NULL, crew_work, h);
		assert(rc == 0);
	}
}

bool
crew_hold(struct crew *c)
{
	if (c->waiting != NULL || c->at_work + c->held >= CREW_MAX)
		return false;
	c->held++;
	return true;
}

void
crew_unhold(struct crew *c)
{
	assert(c->held > 0);
	c->held--;
	crew_set_to_work(c);
}

/* What was held a thread goes before what merely asks. */
static void
crew_queue(struct crew *c, struct crew_hand *h)
{
	struct crew_hand **at = h->request.irrevocable ? &c->waiting : c->last;

	h->next = *at;
	*at = h;
	if (h->next == NULL)
		c->last = &h->next;
}

void
crew_start(struct crew *c, struct wire_request *r, void *tag)
{
	struct crew_hand *h = mem_new(sizeof(*h));

	if (r->irrevocable && c->held > 0)
		c->held--;
	h->request = *r;
	wire_request_init(r);
	h->tag = tag;
	h->config = &c->config;
	h->stop = &c->stop;
	h->report = c->pipe[1];
	buf_init(&h->body, HTTP_BODY_MAX);
	crew_queue(c, h);
	crew_set_to_work(c);
}

int
crew_fd(const struct crew *c)
{
	return c->pipe[0];
}

static void
crew_drop(struct crew *c, struct crew_hand *h)
{
	struct crew_hand **at = &c->hands;

	(void)pthread_join(h->thread, NULL);
	while (*at != h)
		at = &(*at)->next;
	*at = h->next;
	c->at_work--;
}

void
crew_collect(struct crew *c)
{
	struct wire_response *a;
	struct crew_hand *h;

	while (read(c->pipe[0], &h, sizeof(h)) == (ssize_t)sizeof(h)) {
		crew_drop(c, h);
		a = &h->result.answer;
		a->barred = h->barred && !a->answered && !a->sent;
		a->error = h->error;
		a->type = a->type ? a->type : "";
		a->body = h->body.data;
		a->body_len = h->body.len;
		c->config.done(c->config.ctx, h->tag, &h->result);
		crew_hand_free(h);
	}
	crew_set_to_work(c);
}

enum err_code
crew_open(struct crew **out, const struct http_config *config, struct err *err)
{
	struct crew *c = mem_new(sizeof(*c));

	c->config = *config;
	if (config->ca_file)
		c->config.ca_file = c->ca_file = mem_strdup(config->ca_file);
	c->last = &c->waiting;
	if (pipe2(c->pipe, O_CLOEXEC) != 0 ||
		fcntl(c->pipe[0], F_SETFL, O_NONBLOCK) != 0) {
		free(c->ca_file);
		free(c);
		return err_errno(err, "", "", "cannot make a pipe");
	}
	*out = c;
	return ERR_OK;
}

void
crew_close(struct crew *c)
{
	struct crew_hand *h;

	if (c == NULL)
		return;
	atomic_store(&c->stop, true);
	while ((h = c->hands) != NULL) {
		crew_drop(c, h);
		crew_hand_free(h);
	}
	while ((h = c->waiting) != NULL) {
		c->waiting = h->next;
		crew_hand_free(h);
	}
	(void)close(c->pipe[0]);
	(void)close(c->pipe[1]);
	free(c->ca_file);
	free(c);
}

/*
 * The station through core/link.
 */
#include "tui/console/backend.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "crier/refusal.h"
#include "link/client.h"

struct link_backend {
	struct backend b;
	struct client *client; /* NULL while not connected */
	char *dir, *as;
	json_t *hello; /* the last one, also while not connected */
	bool greeting; /* the station has not greeted back yet */
	enum lang lang; /* in which it was greeted */
};

/* How long a reconnecting console may stand still. */
enum { GREET_MS = 200 };

static struct link_backend *
self(const struct backend *b)
{
	return (struct link_backend *)(uintptr_t)b;
}

static struct client_options
link_options(const struct link_backend *l, enum lang lang)
{
	return (struct client_options){ .dir = l->dir,
		.as = *l->as ? l->as : NULL,
		.via = "console",
		.lang = lang };
}

static enum err_code
link_send(struct backend *b, int64_t *id, json_t *request, struct err *err)
{
	return client_send(id, self(b)->client, request, err);
}

static enum err_code
link_receive(struct backend *b, json_t **out, struct err *err)
{
	return client_receive(out, self(b)->client, err);
}

static void
link_hang_up(struct link_backend *l)
{
	client_close(l->client);
	l->client = NULL;
	l->greeting = false;
}

static void
link_become(struct backend *b, const char *officer)
{
	link_hang_up(self(b)); /* greeted as somebody else */
	free(self(b)->as);
	self(b)->as = mem_strdup(officer);
}

/* A station that stalls takes the connection and says nothing: the console
 * comes back and asks again, and meanwhile goes on. */
static enum err_code
link_greeted(struct link_backend *l, int ms, struct err *err)
{
	enum err_code rc = client_greeted(l->client, ms, err);

	if (rc == ERR_OK) {
		l->greeting = false;
		json_decref(l->hello);
		l->hello = json_deep_copy(client_hello(l->client));
	} else if (strcmp(err->id, refusal_word(REFUSE_NO_ANSWER)) != 0) {
		link_hang_up(l);
	}
	return rc;
}

static enum err_code
link_reopen_(struct backend *b, enum lang lang, struct err *err)
{
	struct link_backend *l = self(b);
	struct client_options options = link_options(l, lang);
	enum err_code rc;

	if (l->greeting && l->lang == lang)
		return link_greeted(l, 0, err);
	link_hang_up(l);
	rc = client_begin(&l->client, &options, err);
	if (rc != ERR_OK) {
		l->client = NULL;
		return rc;
	}
	l->greeting = true;
	l->lang = lang;
	return link_greeted(l, GREET_MS, err);
}

static const json_t *
link_hello(const struct backend *b)
{
	return self(b)->hello;
}

static int
link_fd(const struct backend *b)
{
	return self(b)->client ? client_fd(self(b)->client) : -1;
}

static short
link_events(const struct backend *b)
{
	return self(b)->client ? client_events(self(b)->client) : 0;
}

static void
link_close(struct backend *b)
{
	struct link_backend *l = self(b);

	client_close(l->client);
	json_decref(l->hello);
	free(l->dir);
	free(l->as);
	free(l);
}

static const struct backend_ops link_ops = {
	.send = link_send,
	.receive = link_receive,
	.become = link_become,
	.reopen = link_reopen_,
	.hello = link_hello,
	.fd = link_fd,
	.events = link_events,
	.close = link_close,
};

struct backend *
backend_link(struct client *client, const char *dir, const char *as)
{
	struct link_backend *l = mem_new(sizeof(*l));

	l->b.ops = &link_ops;
	l->dir = mem_strdup(dir);
	l->as = mem_strdup(as ? as : "");
	l->client = client;
	l->hello = json_deep_copy(client_hello(client));
	return &l->b;
}

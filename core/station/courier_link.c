/*
 * Coming, going and being started.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "link/protocol.h"
#include "station/courier_link_internal.h"
#include "station/env.h"

struct courier_link *
courier_link_new(struct station *st)
{
	struct courier_link *c = mem_new(sizeof(*c));

	c->st = st;
	program_init(&c->own);
	c->letters = json_object();
	return c;
}

void
courier_link_free(struct courier_link *c)
{
	if (c == NULL)
		return;
	program_end(&c->own);
	json_decref(c->branches);
	json_decref(c->letters);
	free(c);
}

/* ---- greeting ---- */

static struct session *
courier_session(struct peer *peer)
{
	struct session *s = mem_new(sizeof(*s));

	s->relay = -1;
	s->courier = true;
	FIXED_SET(s->via, "courier");
	peer_set_data(peer, s);
	return s;
}

enum err_code
courier_link_greet(struct station *st, struct peer *peer, const json_t *hello,
	struct err *err)
{
	struct courier_link *c = st->courier;
	char number[24];

	fixed_format(
		number, sizeof(number), "%lu", (unsigned long)peer_uid(peer));
	if (peer_data(peer) == NULL &&
		!station_user_is(st->options.courier_user, peer_uid(peer)))
		return refuse(err, REFUSE_NOT_COURIER, LINK_COURIER_SOCKET,
			WITH(arg_user(number)));
	if (peer_data(peer) == NULL)
		(void)courier_session(peer);
	if (c->peer != NULL && c->peer != peer)
		peer_drop(c->peer);
	c->peer = peer;
	c->told = 0;
	fixed_cut(c->key, sizeof(c->key), doc_str(hello, "courier"));
	server_changed(st->server, "office", "", 0);
	return ERR_OK;
}

void
courier_link_gone(struct station *st, struct peer *peer)
{
	struct courier_link *c = st->courier;

	if (c == NULL || c->peer != peer)
		return;
	c->peer = NULL;
	server_changed(st->server, "office", "", 0);
}

/* ---- questions ---- */

static const struct {
	const char *name;
	courier_ask_fn *ask;
} courier_questions[] = {
	{ "courier.plan", courier_plan },
	{ "courier.letter", courier_letter },
	{ "courier.host", courier_host },
	{ "courier.told", courier_told },
};

static enum err_code
courier_answer(json_t **out, struct station *st, struct peer *peer,
	const json_t *doc, struct err *err)
{
	const char *name = doc_str(doc, "question");

	for (size_t n = 0;
		n < sizeof(courier_questions) / sizeof(courier_questions[0]);
		n++)
		if (strcmp(courier_questions[n].name, name) == 0)
			return courier_questions[n].ask(
				out, st, peer, doc, err);
	return refuse(
		err, REFUSE_UNKNOWN_ACT, "question", WITH(arg_text(name)));
}

void
courier_link_ask(struct station *st, struct peer *peer, const json_t *doc)
{
	struct err err = { .code = ERR_OK };
	json_t *out = NULL;

	if (courier_answer(&out, st, peer, doc, &err) == ERR_OK)
		peer_answer(peer, doc_int(doc, "id"), out);
	else
		peer_refuse(peer, doc_int(doc, "id"), &err);
}

/* ---- a courier of our own ---- */

static int
start_courier(struct courier_link *c)
{
	char *dir = station_path(c->st->dir, "courier");
	const char *const words[] = { "--dir", dir, NULL };
	struct peer *peer;
	int wait = program_start(
		&peer, &c->own, c->st, PEER_COURIER, "crier-courier", words);

	free(dir);
	if (peer != NULL)
		(void)courier_session(peer);
	return wait;
}

int
courier_link_tend(struct courier_link *c)
{
	/* it need not wait for its next round */
	if (c->st->letter_lies && c->peer != NULL)
		peer_send(c->peer, json_pack("{s:b}", "wake", 1));
	c->st->letter_lies = false;
	if (c->own.pid > 0 || c->peer || !c->st->office.single ||
		*courier_address(c->st) == '\0')
		return -1;
	return start_courier(c);
}

bool
courier_link_reaped(struct courier_link *c, int pid)
{
	return c != NULL && program_reaped(&c->own, pid);
}

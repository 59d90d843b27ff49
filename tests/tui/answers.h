/*
 * A station for whole commands: it answers questions from a table, refuses
 * one act and yields one entry for the others, and tells every request as a
 * canonical line. One program includes this.
 */
#ifndef CRIER_TEST_TUI_ANSWERS_H
#define CRIER_TEST_TUI_ANSWERS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "link/protocol.h"
#include "link/server.h"

#define DIGEST                                                                 \
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const struct {
	const char *question, *answer;
} answers[] = {
	{ "status",
		"{\"station\":{\"unit\":\"River County\",\"demo\":true},"
		"\"officer\":{\"id\":\"li\",\"name\":\"Li Na\"},"
		"\"waits\":[{\"message\":\"D2026-0001/1\",\"mode\":\"drill\","
		"\"what\":\"final\",\"roles\":[\"signer\"],\"title\":\"Rain\","
		"\"officers\":[{\"name\":\"Wang Qiang\","
		"\"phone\":\"0551-1\"}]}],\"clock\":null,"
		"\"record\":{\"behind\":3,\"head\":\"abcdef0123456789\"},"
		"\"relay\":{\"actual\":false,\"drill\":true},"
		"\"accounts\":{\"total\":12,\"failed\":[{\"id\":\"wb\","
		"\"name\":\"Weibo\",\"detail\":\"token expired\"}]},"
		"\"incidents\":{\"open\":1,\"total\":2}}" },
	{ "message.show",
		"{\"id\":\"2026-0001/1\",\"mode\":\"actual\","
		"\"kind\":\"truth\",\"state\":\"armed\",\"revision\":4,"
		"\"title\":\"Rain\",\"digest\":\"" DIGEST "\","
		"\"fire_word\":\"RAIN-0001\",\"slots\":{\"place\":\"A\","
		"\"what\":\"B\"},\"figures\":[{\"name\":\"dead\","
		"\"value\":1},{\"name\":\"hurt\",\"value\":2}],"
		"\"variants\":{\"wb\":\"by hand\"},\"accounts\":[\"wb\"],"
		"\"armed\":{\"by\":\"li\",\"expires\":1795487400000},"
		"\"deliveries\":[{\"id\":\"2026-0001/1:wb\","
		"\"kind\":\"manual\",\"state\":\"gap\",\"attempt\":0}]}" },
	{ "delivery.show", "{\"id\":\"2026-0001/1:wb\",\"state\":\"human\"}" },
	{ "delivery.text",
		"{\"title\":\"T\\u001b[2J\",\"text\":\"one\\ntwo "
		"\xe4\xb8\xad\xe6\x96\x87\"}" },
	{ "account.kinds", NULL /* holds the relay's key */ },
	{ "account.show", "{\"id\":\"wb\",\"kind\":\"webhook\"}" },
	{ "ledger.verify",
		"{\"ok\":false,\"entries\":9,\"head\":\"\","
		"\"problem\":{\"seq\":5,\"what\":\"hash differs\"}}" },
	{ "playbook.check",
		"{\"faults\":[{\"file\":\"p.yaml\",\"line\":3,\"column\":7,"
		"\"what\":\"unknown slot\"}]}" },
};

struct far {
	char dir[64];
	pid_t pid;
	int requests; /* the canonical request lines */
};

static int tell_fd;
static char kinds_answer[400];

static enum err_code
hello(json_t **answer, void *ctx, struct peer *peer, const json_t *in,
	struct err *err)
{
	(void)ctx;
	(void)peer;
	(void)err;
	*answer = json_object();
	doc_put_str(*answer, "zone", "+08:00");
	doc_put_str(*answer, "station", "River County");
	doc_put_str(*answer, "version", "9.9");
	doc_put_bool(*answer, "demo", true);
	(void)in;
	return ERR_OK;
}

static json_t *
parsed(const char *text)
{
	json_t *doc = NULL;

	if (doc_parse(&doc, text, strlen(text), NULL) != ERR_OK)
		abort();
	return doc;
}

/* Three windows of incidents: 200, 200, 5. */
static json_t *
incidents(const json_t *ask)
{
	int64_t from = strtoll(doc_str(ask, "after"), NULL, 10);
	int64_t limit = doc_int(ask, "limit");
	json_t *answer = json_object(), *rows = json_array();
	char id[32];

	for (int64_t i = from; i < 405 && i < from + limit; i++) {
		json_t *row = json_object();

		(void)snprintf(id, sizeof(id), "2026-%04d", (int)i + 1);
		doc_put_str(row, "id", id);
		doc_put_str(row, "mode", "drill");
		doc_put_str(row, "state", "open");
		doc_put_str(row, "title", "暴雨");
		(void)json_array_append_new(rows, row);
	}
	doc_put(answer, "rows", rows);
	doc_put_int(answer, "total", 405);
	(void)snprintf(id, sizeof(id), "%lld", (long long)(from + limit));
	if (from + limit < 405)
		doc_put_str(answer, "next", id);
	return answer;
}

static void
answer(struct peer *peer, const json_t *doc)
{
	const char *question = doc_str(doc, "question");
	int64_t id = doc_int(doc, "id");
	struct err err = { 0 };

	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		const char *text = answers[i].answer;

		if (strcmp(answers[i].question, question) != 0)
			continue;
		peer_answer(peer, id, parsed(text ? text : kinds_answer));
		return;
	}
	if (strcmp(question, "incident.list") == 0) {
		peer_answer(peer, id, incidents(doc));
		return;
	}
	if (strcmp(question, "ledger.export") == 0) {
		peer_part(peer, id, json_string("a,b\n"));
		peer_part(peer, id, json_string("c,d\n"));
		peer_answer(peer, id, json_object());
		return;
	}
	(void)refuse(&err, REFUSE_NOT_FOUND, question,
		WITH(arg_noun(NOUN_INCIDENT), arg_text("x")));
	peer_refuse(peer, id, &err);
}

static void
act(struct peer *peer, const json_t *doc)
{
	const char *name = doc_str(doc, "act");
	struct err err = { 0 };

	if (strcmp(name, "approve") == 0) {
		(void)refuse(&err, REFUSE_OWN_TEXT, "message",
			WITH(arg_officer("li", "", ""),
				arg_id(doc_str(doc, "message")),
				arg_officers()));
		peer_refuse(peer, doc_int(doc, "id"), &err);
		return;
	}
	peer_entries(peer, doc_int(doc, "id"),
		parsed("[{\"seq\":7,\"kind\":\"incident.opened\","
		       "\"incident\":\"D2026-0001\","
		       "\"body\":{\"title\":\"Rain\","
		       "\"playbook\":\"flood\"}}]"));
}

static void
batch(void *ctx, struct server_item *items, size_t count)
{
	(void)ctx;
	for (size_t i = 0; i < count; i++) {
		json_t *copy = json_copy(items[i].doc);
		char *line;

		(void)json_object_del(copy, "id");
		(void)json_object_del(copy, "act_id");
		line = doc_format(copy);
		(void)dprintf(tell_fd, "%s\n", line);
		free(line);
		json_decref(copy);
		if (doc_get(items[i].doc, "act"))
			act(items[i].peer, items[i].doc);
		else
			answer(items[i].peer, items[i].doc);
	}
}

static void
closed(void *ctx, struct peer *peer)
{
	(void)ctx;
	(void)peer;
}

static const struct server_ops ops = {
	.hello = hello,
	.batch = batch,
	.closed = closed,
};

static void
serve(const char *dir)
{
	struct server *s = server_new(&ops, NULL);

	if (server_listen(s, dir, LINK_SOCKET, 0600, PEER_OFFICER, NULL) !=
		ERR_OK)
		_exit(1);
	(void)dprintf(tell_fd, "ready\n");
	while (server_round(s, -1, NULL) == ERR_OK)
		;
	_exit(0);
}

#endif

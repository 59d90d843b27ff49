/*
 * Lines out, lines in.
 */
#include "courier/post.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "link/boot.h"
#include "link/protocol.h"

enum {
	POST_PATIENCE = 60000, /* ms for an answer */
	POST_FRAME = 200 /* bytes that a question has beside its fields */
};

static void
post_send(struct post *p, const json_t *doc)
{
	char *text = doc_format(doc);

	conn_queue(&p->conn, text, strlen(text));
	free(text);
}

/* Reads and writes what is possible, at most until then. */
static void
post_turn(struct post *p, int64_t until)
{
	struct pollfd f = { .fd = p->conn.fd, .events = POLLIN };
	int64_t left = until - boot_clock();

	conn_flush(&p->conn);
	if (conn_unsent(&p->conn) > 0)
		f.events |= POLLOUT;
	if (poll(&f, 1, left < 0 ? 0 : (int)left) > 0 &&
		(f.revents & ~POLLOUT) != 0)
		conn_fill(&p->conn);
	p->gone = p->conn.broken;
}

/* The next document of the station; NULL: none now. */
static json_t *
post_line(struct post *p)
{
	const char *line;
	size_t len;
	json_t *doc = NULL;
	enum conn_line got = conn_next(&p->conn, &line, &len);

	if (got == CONN_BAD || (got == CONN_MORE && p->conn.eof))
		p->gone = true;
	if (got == CONN_LINE)
		(void)doc_parse(&doc, line, len, NULL);
	if (doc != NULL && doc_get(doc, "wake") != NULL)
		p->woken = true;
	return doc;
}

/* The line that has this key and, with one, this id; NULL: gone. */
static json_t *
post_hear(struct post *p, const char *key, int64_t id)
{
	int64_t until = boot_clock() + POST_PATIENCE;

	while (!p->gone) {
		json_t *doc = post_line(p);
		bool ours = doc != NULL && doc_int(doc, "id") == id;

		if (ours && doc_get(doc, key) != NULL)
			return doc;
		if (ours && doc_get(doc, "refusal") != NULL) {
			(void)fprintf(stderr, "crier-courier: %s\n",
				doc_str(doc_get(doc, "refusal"), "what"));
			json_decref(doc);
			return NULL;
		}
		json_decref(doc);
		if (doc == NULL && boot_clock() >= until)
			p->gone = true;
		if (doc == NULL && !p->gone)
			post_turn(p, until);
	}
	return NULL;
}

bool
post_begin(struct post *p, int fd, const char *key)
{
	json_t *hello;

	memset(p, 0, sizeof(*p));
	conn_init(&p->conn, fd);
	hello = json_pack("{s:{s:i,s:s}}", "hello", "protocol", LINK_PROTOCOL,
		"courier", key);
	post_send(p, hello);
	json_decref(hello);
	hello = post_hear(p, "hello", 0);
	json_decref(hello);
	return hello != NULL;
}

void
post_end(struct post *p)
{
	conn_release(&p->conn);
}

bool
post_fits(const json_t *fields)
{
	char *text = doc_format(fields);
	bool fits = strlen(text) <= LINK_LINE_MAX - POST_FRAME;

	free(text);
	return fits;
}

json_t *
post_ask(struct post *p, const char *question, json_t *fields)
{
	json_t *doc = fields ? fields : json_object(), *answer;

	doc_put_str(doc, "question", question);
	doc_put_int(doc, "id", ++p->id);
	post_send(p, doc);
	json_decref(doc);
	doc = post_hear(p, "answer", p->id);
	answer = json_incref(doc_get(doc, "answer"));
	json_decref(doc);
	return answer;
}

void
post_wait(struct post *p, int ms)
{
	int64_t until = boot_clock() + ms;

	while (!p->gone && !p->woken && boot_clock() < until) {
		json_t *doc = post_line(p);

		json_decref(doc);
		if (doc == NULL && !p->gone)
			post_turn(p, until);
	}
	p->woken = false;
}

/*
 * Waiting for the station and for pushes; never for anything else.
 */
#include "mirror/loop.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "link/boot.h"
#include "link/conn.h"
#include "link/protocol.h"
#include "record/record.h"

enum { PLACES = 8, FIRST_PAUSE = 1000, LAST_PAUSE = 60000 };

struct copier {
	const struct push_from *from;
	struct conn conn;
	bool gone;
	int64_t id; /* of the last question */
	char tips[RECORD_TIPS]; /* what the record stands at */
	struct place places[PLACES];
	size_t count;
};

struct copier *
copier_new(const struct push_from *from)
{
	struct copier *c = mem_new(sizeof(*c));

	c->from = from;
	return c;
}

void
copier_free(struct copier *c)
{
	for (size_t n = 0; n < c->count; n++)
		place_end(&c->places[n]);
	free(c);
}

/* ---- the station ---- */

static void
copier_send(struct copier *c, json_t *doc)
{
	char *text = doc_format(doc);

	conn_queue(&c->conn, text, strlen(text));
	free(text);
	json_decref(doc);
}

/* What came of a push; `said` is taken over. */
static void
copier_tell(struct copier *c, const struct place *p, json_t *said)
{
	doc_put_str(said, "question", "mirror.told");
	doc_put_int(said, "id", ++c->id);
	doc_put_str(said, "mirror", p->id);
	doc_put_str(said, "address", p->address);
	copier_send(c, said);
}

static struct place *
copier_place(struct copier *c, const char *id)
{
	struct place *p;

	for (size_t n = 0; n < c->count; n++)
		if (strcmp(c->places[n].id, id) == 0)
			return &c->places[n];
	if (c->count == PLACES)
		return NULL;
	p = &c->places[c->count++];
	memset(p, 0, sizeof(*p));
	p->pause = FIRST_PAUSE;
	fixed_cut(p->id, sizeof(p->id), id);
	return p;
}

/* Of another place nothing is known. */
static void
copier_list(struct copier *c, const json_t *row)
{
	struct place *p = copier_place(c, doc_str(row, "id"));

	if (p == NULL)
		return;
	p->listed = true;
	if (strcmp(p->address, doc_str(row, "address")) == 0 &&
		strcmp(p->pins, doc_str(row, "key")) == 0)
		return;
	place_end(p);
	FIXED_SET(p->address, doc_str(row, "address"));
	FIXED_SET(p->pins, doc_str(row, "key"));
	p->tips[0] = '\0';
	p->pause = FIRST_PAUSE;
	p->next = 0;
}

static void
copier_unlist(struct copier *c)
{
	size_t kept = 0;

	for (size_t n = 0; n < c->count; n++) {
		if (!c->places[n].listed)
			place_end(&c->places[n]);
		else
			c->places[kept++] = c->places[n];
	}
	c->count = kept;
}

static void
copier_plan(struct copier *c, const json_t *plan)
{
	json_t *row;
	size_t n;

	for (n = 0; n < c->count; n++)
		c->places[n].listed = false;
	json_array_foreach(doc_get(plan, "mirrors"), n, row)
	{
		copier_list(c, row);
	}
	copier_unlist(c);
	record_tips(c->tips, c->from->record);
}

static void
copier_line(struct copier *c, const char *line, size_t len)
{
	const json_t *refusal;
	json_t *doc = NULL;

	if (doc_parse(&doc, line, len, NULL) != ERR_OK)
		return;
	refusal = doc_get(doc, "refusal");
	if (doc_get(doc, "plan") != NULL)
		copier_plan(c, doc_get(doc, "plan"));
	if (refusal != NULL)
		(void)fprintf(
			stderr, "crier-mirror: %s\n", doc_str(refusal, "what"));
	json_decref(doc);
}

static void
copier_lines(struct copier *c)
{
	enum conn_line got;
	const char *line;
	size_t len;

	conn_fill(&c->conn);
	while ((got = conn_next(&c->conn, &line, &len)) == CONN_LINE)
		copier_line(c, line, len);
	c->gone = got == CONN_BAD || c->conn.eof || c->conn.broken;
}

/* ---- pushes ---- */

/* A push that took long is not begun anew at once, what fails ever more
 * seldom. */
static void
copier_ended(struct copier *c, struct place *p, json_t *said)
{
	int64_t now = boot_clock();

	if (doc_get(said, "fault") == NULL) {
		memcpy(p->tips, p->tried, sizeof(p->tips));
		p->next = now + (now - p->started);
		p->pause = FIRST_PAUSE;
	} else {
		p->next = now + p->pause;
		p->pause =
			p->pause * 2 < LAST_PAUSE ? p->pause * 2 : LAST_PAUSE;
	}
	copier_tell(c, p, said);
}

/* Ms until it is to be looked at again, -1: only when it says something. */
static int
copier_tend(struct copier *c, struct place *p)
{
	json_t *said = place_hear(p);
	int64_t wait;

	if (said != NULL)
		copier_ended(c, p, said);
	if (p->pid != 0)
		return place_tend(p);
	if (*c->tips == '\0' || strcmp(c->tips, p->tips) == 0)
		return -1;
	wait = p->next - boot_clock();
	if (wait > 0)
		return (int)wait;
	place_start(p, c->from, c->tips);
	if (p->pid != 0)
		return place_tend(p);
	p->next = boot_clock() + FIRST_PAUSE;
	return FIRST_PAUSE;
}

static void
copier_turn(struct copier *c)
{
	struct pollfd fds[PLACES + 1];
	int wait = -1, own;

	for (size_t n = 0; n < c->count; n++) {
		own = copier_tend(c, &c->places[n]);
		if (own >= 0 && (wait < 0 || own < wait))
			wait = own;
	}
	conn_flush(&c->conn);
	for (size_t n = 0; n < c->count; n++)
		fds[n] = (struct pollfd){
			.fd = c->places[n].pid ? c->places[n].fd : -1,
			.events = POLLIN
		};
	fds[c->count] = (struct pollfd){ .fd = c->conn.fd,
		.events = (short)(POLLIN |
			(conn_unsent(&c->conn) > 0 ? POLLOUT : 0)) };
	if (poll(fds, c->count + 1, wait) > 0 && fds[c->count].revents)
		copier_lines(c);
}

void
copier_serve(struct copier *c, int fd, const char *public)
{
	json_t *hello = json_pack("{s:{s:i,s:s}}", "hello", "protocol",
		LINK_PROTOCOL, "mirror", public);

	conn_init(&c->conn, fd);
	c->gone = false;
	/* a station that was started anew knows nothing of what lies where */
	for (size_t n = 0; n < c->count; n++)
		c->places[n].tips[0] = '\0';
	c->tips[0] = '\0';
	copier_send(c, hello);
	while (!c->gone)
		copier_turn(c);
	conn_release(&c->conn);
}

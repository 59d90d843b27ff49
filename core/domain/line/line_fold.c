/*
 * Folding lines to take, clocks that an officer ended by hand, and what became
 * known of an incident after it was opened.
 */
#include "domain/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"

static struct line *
line_find(const struct incident *i, const char *topic)
{
	for (size_t n = 0; n < i->line_count; n++)
		if (strcmp(i->lines[n].topic, topic) == 0)
			return &i->lines[n];
	return NULL;
}

const struct line *
incident_line(const struct incident *i, const char *topic)
{
	return line_find(i, topic);
}

static struct line *
line_add(struct incident *i, const char *topic)
{
	struct line *l;

	i->lines = mem_grow(i->lines, (i->line_count + 1) * sizeof(*i->lines));
	l = &i->lines[i->line_count++];
	*l = (struct line){ .text = mem_strdup(""),
		.proposed = mem_strdup("") };
	(void)snprintf(l->topic, sizeof(l->topic), "%s", topic);
	return l;
}

enum err_code
fold_line_set(struct incident *i, const struct entry *e, struct err *err)
{
	const char *topic = doc_str(e->body, "topic");
	struct line *l = line_find(i, topic);

	if (*topic == '\0')
		return fold_broken(err, e, "the line has no topic");
	if (l == NULL)
		l = line_add(i, topic);
	fold_text(&l->proposed, doc_str(e->body, "text"));
	(void)snprintf(l->by, sizeof(l->by), "%s", e->by);
	l->time = e->time;
	l->waits = true;
	return ERR_OK;
}

enum err_code
fold_line_confirmed(struct incident *i, const struct entry *e, struct err *err)
{
	struct line *l = line_find(i, doc_str(e->body, "topic"));

	if (l == NULL)
		return fold_broken(err, e, "nobody has proposed this line");
	fold_text(&l->text, doc_str(e->body, "text"));
	(void)snprintf(l->confirmed_by, sizeof(l->confirmed_by), "%s", e->by);
	l->confirmed = e->time;
	l->waits = false;
	return ERR_OK;
}

enum err_code
fold_clock_done(struct incident *i, const struct entry *e, struct err *err)
{
	struct clock *c = clock_by_hand(i, doc_str(e->body, "rule"));

	(void)err;
	if (c != NULL) {
		c->stopped = e->time;
		c->done = true;
	}
	return ERR_OK;
}

/* Times that became known, and a level that was decided. */
enum err_code
fold_learned(struct incident *i, const struct entry *e, struct err *err)
{
	(void)err;
	if (doc_int(e->body, "occurred"))
		i->occurred = doc_int(e->body, "occurred");
	if (doc_int(e->body, "reported"))
		i->reported = doc_int(e->body, "reported");
	if (doc_int(e->body, "found"))
		i->found = doc_int(e->body, "found");
	if (*doc_str(e->body, "level"))
		FOLD_WORD(i->level, e->body, "level");
	if (*doc_str(e->body, "topic"))
		FOLD_WORD(i->topic, e->body, "topic");
	if (strcmp(i->topic, TOPIC_NONE) == 0)
		i->topic[0] = '\0';
	if (*doc_str(e->body, "level") || *doc_str(e->body, "topic"))
		fold_doc(&i->proposed, NULL);
	clock_learn(i, doc_get(e->body, "clocks"), e->time);
	return ERR_OK;
}

/* Waits for a second person; the newest proposal stands. */
enum err_code
fold_proposed(struct incident *i, const struct entry *e, struct err *err)
{
	json_t *row = json_copy(e->body);

	(void)err;
	doc_put_str(row, "by", e->by);
	doc_put_int(row, "time", e->time);
	fold_doc(&i->proposed, row);
	json_decref(row);
	return ERR_OK;
}

void
fold_drop_lines(struct incident *i)
{
	for (size_t n = 0; n < i->line_count; n++) {
		free(i->lines[n].text);
		free(i->lines[n].proposed);
	}
	free(i->lines);
}

json_t *
lines_doc(const struct incident *i)
{
	json_t *list = json_array();

	for (size_t n = 0; n < i->line_count; n++) {
		const struct line *l = &i->lines[n];
		json_t *doc = json_object();

		doc_put_str(doc, "topic", l->topic);
		doc_put_str(doc, "text", l->text);
		if (l->waits)
			doc_put_str(doc, "proposed", l->proposed);
		doc_put_bool(doc, "waits", l->waits);
		doc_put_str(doc, "by", l->by);
		doc_put_int(doc, "time", l->time);
		doc_put_str(doc, "confirmed_by", l->confirmed_by);
		doc_put_int(doc, "confirmed", l->confirmed);
		json_array_append_new(list, doc);
	}
	return list;
}

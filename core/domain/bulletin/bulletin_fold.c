/*
 * Folding what other organs have published: the last word of each stands.
 */
#include "domain/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "domain/bulletin/bulletin.h"

static struct outside *
bulletin_find(const struct incident *i, const char *organ)
{
	for (size_t n = 0; n < i->outside_count; n++)
		if (strcmp(i->outside[n].organ, organ) == 0)
			return &i->outside[n];
	return NULL;
}

const struct outside *
outside_of(const struct incident *i, const char *organ)
{
	return bulletin_find(i, organ);
}

static struct outside *
bulletin_add(struct incident *i, const char *organ)
{
	struct outside *o;

	i->outside = mem_grow(
		i->outside, (i->outside_count + 1) * sizeof(*i->outside));
	o = &i->outside[i->outside_count++];
	*o = (struct outside){ .organ = mem_strdup(organ),
		.text = mem_strdup(""),
		.source = mem_strdup("") };
	return o;
}

enum err_code
fold_outside(struct incident *i, const struct entry *e, struct err *err)
{
	const char *organ = doc_str(e->body, "organ");
	struct outside *o = bulletin_find(i, organ);

	if (*organ == '\0')
		return fold_broken(err, e, "the bulletin has no organ");
	if (o == NULL)
		o = bulletin_add(i, organ);
	fold_text(&o->text, doc_str(e->body, "text"));
	fold_text(&o->source, doc_str(e->body, "source"));
	o->at = doc_int(e->body, "at");
	(void)snprintf(o->by, sizeof(o->by), "%s", e->by);
	o->time = e->time;
	o->seq = e->seq;
	return ERR_OK;
}

void
fold_drop_outside(struct incident *i)
{
	for (size_t n = 0; n < i->outside_count; n++) {
		free(i->outside[n].organ);
		free(i->outside[n].text);
		free(i->outside[n].source);
	}
	free(i->outside);
}

json_t *
outside_doc(const struct incident *i)
{
	json_t *list = json_array();

	for (size_t n = 0; n < i->outside_count; n++) {
		const struct outside *o = &i->outside[n];
		json_t *doc;

		if (*o->text == '\0')
			continue;
		doc = json_object();
		doc_put_str(doc, "organ", o->organ);
		doc_put_str(doc, "text", o->text);
		doc_put_str(doc, "source", o->source);
		doc_put_int(doc, "at", o->at);
		doc_put_str(doc, "by", o->by);
		doc_put_int(doc, "time", o->time);
		json_array_append_new(list, doc);
	}
	return list;
}

/*
 * Finding a line to take of an incident, and all of them as a document.
 */
#include "domain/line/line.h"

#include <string.h>

#include "base/doc.h"

struct line *
line_find(const struct incident *i, const char *topic)
{
	for (size_t n = 0; n < i->line_count; n++)
		if (strcmp(i->lines[n].topic, topic) == 0)
			return &i->lines[n];
	return NULL;
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
		if (l->second.waits)
			doc_put_str(doc, "proposed",
				doc_str(l->second.what, "text"));
		doc_put_bool(doc, "waits", l->second.waits);
		doc_put_str(doc, "by", l->second.by);
		doc_put_int(doc, "time", l->second.time);
		doc_put_str(doc, "confirmed_by", l->second.confirmed_by);
		doc_put_int(doc, "confirmed", l->second.confirmed);
		json_array_append_new(list, doc);
	}
	return list;
}

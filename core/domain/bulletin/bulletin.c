/*
 * Finding another organ's bulletin, and all that stand as a document.
 */
#include "domain/bulletin/bulletin.h"

#include <string.h>

#include "base/doc.h"

struct bulletin *
bulletin_find(const struct incident *i, const char *organ, bool lines)
{
	for (size_t n = 0; n < i->bulletin_count; n++)
		if (i->bulletins[n].lines == lines &&
			strcmp(i->bulletins[n].organ, organ) == 0)
			return &i->bulletins[n];
	return NULL;
}

json_t *
bulletins_doc(const struct incident *i)
{
	json_t *list = json_array();

	for (size_t n = 0; n < i->bulletin_count; n++) {
		const struct bulletin *o = &i->bulletins[n];
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

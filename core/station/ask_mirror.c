/*
 * The question about mirrors: where the record goes and what lies there.
 */
#include "station/questions.h"

#include <string.h>

#include "base/doc.h"
#include "domain/office/office_second.h"
#include "station/mirror_link.h"

static void
mirror_put_waits(json_t *doc, const struct office *o, const struct mirror *m)
{
	json_t *waits, *officers;
	char digest[HASH_HEX];

	if (!m->next.waits)
		return;
	waits = second_doc(&m->next);
	officers = json_array();
	for (size_t n = 0; n < o->officer_count; n++)
		if (office_may_confirm(o, &o->officers[n], 0, m->next.by, ""))
			json_array_append_new(
				officers, officer_contact(&o->officers[n]));
	second_digest(digest, &m->next);
	doc_put_str(waits, "digest", digest);
	doc_put(waits, "officers", officers);
	doc_put(doc, "waits", waits);
}

static const char *
mirror_state(const struct mirror *m, const struct mirror_lies *lies)
{
	if (m->confirmed == 0)
		return "proposed";
	if (lies == NULL || lies->seq == 0)
		return "unknown";
	return lies->behind > 0 ? "behind" : "whole";
}

static json_t *
mirror_view(const struct world *w, const struct mirror *m)
{
	const struct mirror_lies *lies = NULL;
	json_t *doc = json_object();

	for (size_t n = 0; n < w->mirror_count; n++)
		if (strcmp(w->mirrors[n].id, m->id) == 0)
			lies = &w->mirrors[n];
	if (lies != NULL)
		mirror_lies_put(doc, lies);
	else
		doc_put_str(doc, "mirror", m->id);
	doc_put_str(doc, "address", m->address);
	if (*m->pins)
		doc_put_str(doc, "key", m->pins);
	doc_put_str(doc, "state", mirror_state(m, lies));
	if (m->confirmed) {
		doc_put_str(doc, "by", m->by);
		doc_put_str(doc, "confirmed_by", m->confirmed_by);
		doc_put_int(doc, "confirmed", m->confirmed);
	}
	mirror_put_waits(doc, w->office, m);
	return doc;
}

enum err_code
ask_mirrors(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	json_t *list = json_array();

	(void)doc;
	(void)err;
	for (size_t n = 0; n < st->office.mirror_count; n++)
		json_array_append_new(
			list, mirror_view(&f->world, &st->office.mirrors[n]));
	*out = json_object();
	doc_put_int(*out, "total", (json_int_t)json_array_size(list));
	doc_put(*out, "rows", list);
	mirror_link_put(*out, st->mirrors);
	return ERR_OK;
}

/*
 * Two persons for one change.
 */
#include "domain/second.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"

enum err_code
second_confirm(const struct second *s, const struct second_refusals *r,
	struct arg subject, struct arg officer, bool same, struct err *err)
{
	if (arg_is(&officer, s->by))
		return refuse(
			err, r->self, r->self_where, WITH(officer, subject));
	if (!same)
		return refuse(err, r->changed, r->changed_where, WITH(subject));
	return ERR_OK;
}

void
second_put(json_t *body, const struct second *s)
{
	doc_put_str(body, "proposed_by", s->by);
}

json_t *
second_doc(const struct second *s)
{
	json_t *doc = json_copy(s->what);

	doc_put_str(doc, "by", s->by);
	doc_put_int(doc, "time", s->time);
	return doc;
}

void
second_propose(struct second *s, const struct entry *e)
{
	json_decref(s->what);
	s->what = json_incref(e->body);
	fixed_cut(s->by, sizeof(s->by), e->by);
	s->time = e->time;
	s->waits = true;
}

void
second_settle(struct second *s, const struct entry *e)
{
	fixed_cut(s->confirmed_by, sizeof(s->confirmed_by), e->by);
	s->confirmed = e->time;
	s->waits = false;
}

void
second_digest(char out[HASH_HEX], const struct second *s)
{
	char *text;

	out[0] = '\0';
	if (s->what == NULL)
		return;
	text = doc_format(s->what);
	hash_hex(out, text, strlen(text));
	free(text);
}

json_t *
second_keep(const struct second *s)
{
	json_t *doc = json_object();

	doc_put_bool(doc, "waits", s->waits);
	doc_put_str(doc, "by", s->by);
	doc_put_int(doc, "time", s->time);
	if (s->what != NULL)
		doc_put(doc, "what", json_incref(s->what));
	doc_put_str(doc, "confirmed_by", s->confirmed_by);
	doc_put_int(doc, "confirmed", s->confirmed);
	return doc;
}

void
second_load(struct second *s, const json_t *doc)
{
	second_drop(s);
	s->waits = doc_bool(doc, "waits");
	fixed_cut(s->by, sizeof(s->by), doc_str(doc, "by"));
	s->time = doc_int(doc, "time");
	s->what = json_incref(doc_get(doc, "what"));
	fixed_cut(s->confirmed_by, sizeof(s->confirmed_by),
		doc_str(doc, "confirmed_by"));
	s->confirmed = doc_int(doc, "confirmed");
}

void
second_drop(struct second *s)
{
	json_decref(s->what);
	memset(s, 0, sizeof(*s));
}

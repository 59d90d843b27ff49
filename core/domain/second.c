/*
 * Two persons for one change.
 */
#include "domain/second.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/office/office.h"

enum err_code
second_confirm(const struct second *s, const struct second_refusals *r,
	const char *subject, const struct officer *officer, bool same,
	struct err *err)
{
	if (strcmp(s->by, officer->id) == 0)
		return refuse(err, r->self, r->self_where, officer->id, subject,
			NULL);
	if (!same)
		return refuse(err, r->changed, r->changed_where, subject, NULL);
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
second_drop(struct second *s)
{
	json_decref(s->what);
	memset(s, 0, sizeof(*s));
}

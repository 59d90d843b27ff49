/*
 * A comment as people see it: with names, and with what is next.
 */
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/comment/comment.h"
#include "domain/library/rules.h"
#include "domain/office/office.h"

static json_t *
comment_next_doc(const struct comment_next *next, int64_t now)
{
	json_t *doc = json_object();

	doc_put_str(doc, "rule", next->rule->scope.id);
	doc_put(doc, "title", doc_both(&next->rule->title));
	doc_put(doc, "todo", doc_both(&next->rule->todo));
	doc_put_int(doc, "due", next->due);
	doc_put_bool(doc, "overdue", next->due <= now);
	doc_put_str(doc, "citation", next->rule->citation);
	return doc;
}

void
comment_put_view(
	json_t *doc, const struct office *o, const struct rules *r, int64_t now)
{
	const struct comment *c = office_comment(o, doc_str(doc, "id"));
	const struct account *a = office_account(o, doc_str(doc, "account"));
	const struct officer *f = office_officer(o, doc_str(doc, "owner"));
	struct comment_next next = { 0 };

	if (c != NULL)
		next = comment_next(r, c, now, o->zone);
	if (a != NULL)
		doc_put_str(doc, "account_name", a->name);
	if (f != NULL)
		doc_put_str(doc, "owner_name", f->name);
	if (next.rule != NULL)
		doc_put(doc, "next", comment_next_doc(&next, now));
	(void)json_object_del(doc, "rank");
}

/*
 * Reading a list to its end. Stops at PAGER_MAX rows: no screen needs more.
 */
#include "tui/console/pager.h"

#include <string.h>

#include "base/doc.h"
#include "tui/console/named.h"

void
pager_init(struct pager *p, const char *question, int tag, json_t *fields)
{
	*p = (struct pager){ .question = question,
		.tag = tag,
		.fields = fields ? fields : json_object() };
}

void
pager_release(struct pager *p)
{
	json_decref(p->fields);
	json_decref(p->rows);
	json_decref(p->next);
	*p = (struct pager){ .fields = NULL };
}

static void
pager_ask(struct pager *p, struct view *v, json_t *after)
{
	json_t *fields = json_deep_copy(p->fields);

	doc_put_int(fields, "limit", PAGER_ROWS);
	if (after)
		doc_put(fields, "after", json_incref(after));
	app_ask(v->app, v, p->tag, p->question, fields);
}

void
pager_load(struct pager *p, struct view *v)
{
	pager_ask(p, v, NULL);
}

bool
pager_reply(struct pager *p, struct view *v, const struct reply *r)
{
	json_t *next = doc_get(r->doc, "next");

	if (!r->ok) {
		json_decref(p->next);
		p->next = NULL;
		app_refused(v->app, r);
		return false;
	}
	if (p->next == NULL)
		p->next = json_array();
	(void)json_array_extend(p->next, json_object_get(r->doc, "rows"));
	if (next && json_array_size(p->next) < PAGER_MAX &&
		!(json_is_string(next) && json_string_length(next) == 0)) {
		pager_ask(p, v, next);
		return false;
	}
	json_decref(p->rows);
	p->rows = p->next;
	p->next = NULL;
	return true;
}

const char *
pager_name(const struct pager *p, const char *id)
{
	return named_find(p->rows, id);
}

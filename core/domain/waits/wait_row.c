/*
 * One thing that waits as a row, with those who could do it now.
 */
#include "domain/waits/waits_internal.h"

#include <string.h>

#include "base/doc.h"
#include "domain/clock/clock.h"
#include "domain/guards.h"

/* Could this officer do it, by one of the documents that the act may have? */
static bool
wait_may(const struct world *w, const struct wait *x, const struct officer *f)
{
	const json_t *doc;
	size_t n;

	if (!f->active || (x->second && strcmp(x->second->by, f->id) == 0) ||
		(x->other && strcmp(x->other, f->id) == 0))
		return false;
	if (x->docs == NULL)
		return guards_may(w, x->act, NULL, f);
	json_array_foreach(x->docs, n, doc)
	{
		if (guards_may(w, x->act, doc, f))
			return true;
	}
	return false;
}

static bool
wait_is_called(
	const struct world *w, const struct wait *x, const struct officer *f)
{
	bool named = (x->roles == 0 && x->names == NULL) ||
		(f->roles & x->roles) || doc_list_has(x->names, f->id);

	return named && wait_may(w, x, f);
}

/* Those it is for; where none of them is there, all who could do it. */
static json_t *
wait_officers(const struct world *w, const struct wait *x)
{
	struct wait anybody = *x;
	json_t *list = json_array();

	for (size_t n = 0; n < w->office->officer_count; n++)
		if (wait_is_called(w, x, &w->office->officers[n]))
			json_array_append_new(
				list, officer_contact(&w->office->officers[n]));
	if (json_array_size(list) > 0 || (x->roles == 0 && x->names == NULL))
		return list;
	anybody.roles = 0;
	anybody.names = NULL;
	json_decref(list);
	return wait_officers(w, &anybody);
}

static int64_t
wait_due(const struct world *w, const struct wait *x)
{
	const struct clock *next = clock_next(w->incident);

	if (x->due != 0)
		return x->due;
	return next ? next->due : 0;
}

json_t *
wait_put(json_t *list, const struct world *w, const struct wait *x)
{
	const struct incident *i = w->incident;
	json_t *row = json_object(), *officers = wait_officers(w, x);

	doc_put_str(row, "what", x->what);
	doc_put_str(row, "act", x->idle ? "" : act_row(x->act)->name);
	doc_put_str(row, "incident", i->id);
	doc_put_str(row, "mode", i->drill ? "drill" : "actual");
	doc_put_str(row, "title", i->title);
	doc_put_int(row, "due", wait_due(w, x));
	if (x->due != 0)
		doc_put_bool(row, "own_due", true);
	if (x->show)
		doc_put(row, "roles", roles_format(x->show));
	doc_put(row, "officers", officers);
	json_array_append_new(list, row);
	return row;
}

void
wait_put_by(json_t *row, const struct world *w, const char *officer)
{
	const struct officer *f = office_officer(w->office, officer);

	doc_put_str(row, "by", officer);
	doc_put_str(row, "by_name", f ? f->name : officer);
}

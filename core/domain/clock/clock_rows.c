/*
 * Deadlines of the rules and of a playbook as the rows that an entry carries.
 */
#include "domain/clock/clock_rows.h"

#include "base/doc.h"
#include "domain/library/playbook_view.h"

enum { DEADLINES_MAX = 64 };

json_t *
clock_row(const struct deadline *d)
{
	json_t *row = json_object();

	doc_put_str(row, "rule", d->id);
	doc_put(row, "title", doc_both(&d->title));
	doc_put_str(row, "citation", d->citation);
	if (d->kinds == 0)
		doc_put_bool(row, "by_hand", true);
	if (d->internal)
		doc_put_bool(row, "internal", true);
	doc_put(row, "stops", view_kinds(d->kinds));
	return row;
}

/* Those that have a time as things stand. */
json_t *
clock_rows_known(const struct library *lib, const struct playbook *p, int level,
	const struct clocks *times)
{
	const struct deadline *rows[DEADLINES_MAX];
	size_t count = playbook_deadlines(
		rows, DEADLINES_MAX, lib, p, level, times->opened);
	json_t *list = json_array();

	for (size_t n = 0; n < count; n++) {
		int64_t due = deadline_due(rows[n], times);
		json_t *row;

		if (due == 0)
			continue;
		row = clock_row(rows[n]);
		doc_put_int(row, "due", due);
		json_array_append_new(list, row);
	}
	return list;
}

json_t *
clock_rows(
	const struct world *w, unsigned from, kind_set kinds, int64_t promised)
{
	const struct deadline *rows[DEADLINES_MAX];
	json_t *list = json_array();
	size_t count = playbook_deadlines(rows, DEADLINES_MAX, w->library,
		world_playbook(w), level_parse(w->incident->level), w->now);

	for (size_t n = 0; n < count; n++) {
		bool promise = rows[n]->from & FROM_PROMISE;
		json_t *row;

		if (!(rows[n]->kinds & kinds) || !(rows[n]->from & from) ||
			(promise && promised == 0))
			continue;
		row = clock_row(rows[n]);
		if (promise)
			doc_put_int(row, "due", promised);
		else
			doc_put_int(row, "after",
				(int64_t)rows[n]->minutes * 60000);
		json_array_append_new(list, row);
	}
	return list;
}

/*
 * The rows of the board as one list: what they are of, in which order they
 * stand, and those that are counted but not read yet.
 */
#include "tui/console/views/desk_list.h"

#include <string.h>

#include "base/doc.h"
#include "tui/console/due.h"
#include "tui/console/news.h"

void
desk_add_rows(json_t *rows, const json_t *from, const char *is)
{
	size_t i;
	json_t *row, *copy;

	json_array_foreach(from, i, row)
	{
		copy = json_copy(row);
		doc_put_str(copy, "is", is);
		(void)json_array_append_new(rows, copy);
	}
}

void
desk_add_unread(json_t *rows, int64_t count, const char *is)
{
	json_t *row = json_object();

	doc_put_str(row, "is", is);
	for (int64_t n = 0; n < count; n++)
		(void)json_array_append(rows, row);
	json_decref(row);
}

bool
desk_is_unread(const json_t *row)
{
	return json_object_size(row) == 1;
}

int
desk_by_need(const json_t *a, const json_t *b)
{
	bool drill_a = strcmp(doc_str(a, "mode"), "actual") != 0;
	bool drill_b = strcmp(doc_str(b, "mode"), "actual") != 0;
	int64_t x = doc_int(a, "due"), y = doc_int(b, "due");

	if (drill_a != drill_b)
		return drill_a - drill_b;
	if ((x == 0) != (y == 0))
		return (x == 0) - (y == 0);
	return (x > y) - (x < y);
}

bool
desk_is_late_row(const struct app *app, const json_t *row)
{
	int64_t due = doc_int(row, "due");

	return due != 0 && due < app_now(app);
}

bool
desk_is_new(struct app *app, const json_t *row)
{
	const char *is = doc_str(row, "is");

	if (desk_is_unread(row) || strcmp(is, "theirs") == 0)
		return false;
	return strcmp(is, "mine") == 0 ? news_is_wait(app, row)
				       : news_is_incident(app, row);
}

void
desk_late_first(const struct app *app, json_t *rows)
{
	json_t *late = json_array(), *rest = json_array(), *row;
	size_t i;

	json_array_foreach(rows, i, row)
	{
		bool first = desk_is_late_row(app, row) &&
			strcmp(doc_str(row, "mode"), "actual") == 0;

		(void)json_array_append(first ? late : rest, row);
	}
	(void)json_array_clear(rows);
	(void)json_array_extend(rows, late);
	(void)json_array_extend(rows, rest);
	json_decref(late);
	json_decref(rest);
}

bool
desk_is_same_wait(const json_t *a, const json_t *b)
{
	static const char *const keys[] = { "what", "message", "claim",
		"incident", "organ", "rule", "topic", "officer", "account",
		"partner", "mirror", "joint" };

	for (size_t n = 0; n < sizeof(keys) / sizeof(keys[0]); n++)
		if (strcmp(doc_str(a, keys[n]), doc_str(b, keys[n])) != 0)
			return false;
	return true;
}

json_t *
desk_incidents(const struct app *app, const json_t *from)
{
	json_t *rows = json_array(), *row;
	size_t i;

	json_array_foreach(from, i, row)
	{
		const json_t *report = due_report_of(app, doc_str(row, "id"));
		int64_t due = doc_int(row, "due"), at = doc_int(report, "due");

		row = json_copy(row);
		if (at != 0 && (due == 0 || at < due))
			doc_put_int(row, "due", at);
		json_array_append_new(rows, row);
	}
	doc_sort(rows, desk_by_need);
	return rows;
}

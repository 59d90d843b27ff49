/*
 * A case as people see it: with names, with what is next, and in the order in
 * which it is to be done.
 */
#include <string.h>

#include "base/doc.h"
#include "domain/impostor/impostor.h"
#include "domain/library/rules.h"
#include "domain/office/office.h"

/* What lists leave out. */
static const char *const long_keys[] = { "what", "found", "evidence",
	"letters" };

static json_t *
impostor_next_doc(const struct impostor_next *next, int64_t now)
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

/* Of each letter its number, by which an answer names it. */
static void
number_letters(json_t *letters)
{
	json_t *row;
	size_t n;

	json_array_foreach(letters, n, row)
	{
		doc_put_int(row, "letter", (json_int_t)n + 1);
	}
}

json_t *
impostor_view(const struct office *o, const struct rules *r,
	const struct impostor *c, int64_t now, bool whole)
{
	json_t *doc = impostor_doc(c);
	const struct impostor_next next = impostor_next(r, c, now);
	const struct officer *f = office_officer(o, c->owner);
	const struct account *a = office_account(o, c->imitates);

	if (whole)
		number_letters(doc_get(doc, "letters"));
	for (size_t n = 0; !whole && n < sizeof(long_keys) / sizeof(*long_keys);
		n++)
		(void)json_object_del(doc, long_keys[n]);
	if (f != NULL)
		doc_put_str(doc, "owner_name", f->name);
	if (a != NULL)
		doc_put_str(doc, "imitates_name", a->name);
	if (next.rule != NULL)
		doc_put(doc, "next", impostor_next_doc(&next, now));
	return doc;
}

static int64_t
list_place(const json_t *row)
{
	const json_t *next = doc_get(row, "next");

	if (doc_int(row, "closed"))
		return -doc_int(row, "closed");
	return next ? doc_int(next, "due") : INT64_MAX;
}

static int
list_order(const json_t *a, const json_t *b)
{
	int64_t closed =
		(doc_int(a, "closed") != 0) - (doc_int(b, "closed") != 0);
	int64_t x = list_place(a), y = list_place(b);

	if (closed || x != y)
		return closed ? (int)closed : (x > y) - (x < y);
	return strcmp(doc_str(a, "id"), doc_str(b, "id"));
}

json_t *
impostor_list(const struct office *o, const struct rules *r, int64_t now,
	size_t limit)
{
	json_t *rows = json_array();

	for (size_t n = 0; n < o->impostor_count; n++)
		json_array_append_new(rows,
			impostor_view(o, r, &o->impostors[n], now, false));
	doc_sort(rows, list_order);
	while (json_array_size(rows) > limit)
		(void)json_array_remove(rows, json_array_size(rows) - 1);
	return rows;
}

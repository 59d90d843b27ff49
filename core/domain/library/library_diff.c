/*
 * Comparing two libraries.
 */
#include "domain/library/library_diff.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "domain/library/library_diff_words.h"
#include "words/yaml.h"

enum { SAID = 120, PLACE = 200 };

struct library_differ {
	struct library_diff *out;
	const char *file;
	const json_t *finding; /* names of lists that rules find words of */
	const json_t *rules; /* those of lint.yaml, as they are now */
	char today[INSTANT_TEXT];
};

/* ---- reading ---- */

static json_t *
yaml_doc(const struct yaml *y)
{
	json_t *doc;

	if (y->kind == YAML_TEXT)
		return json_string(y->text);
	doc = y->kind == YAML_LIST ? json_array() : json_object();
	for (size_t n = 0; n < y->count; n++) {
		json_t *item = yaml_doc(y->items[n]);

		if (y->kind == YAML_LIST)
			json_array_append_new(doc, item);
		else
			json_object_set_new(doc, y->keys[n]->text, item);
	}
	return doc;
}

/* NULL where it is no YAML: then it is compared as text. */
static json_t *
file_doc(const struct library_file *f)
{
	size_t len = f ? strlen(f->path) : 0;
	struct yaml *root = NULL;
	json_t *doc = NULL;

	if (len < 5 || strcmp(f->path + len - 5, ".yaml") != 0)
		return NULL;
	if (yaml_parse(&root, f->path, 1, f->data, f->len, NULL) == ERR_OK)
		doc = yaml_doc(root);
	yaml_tree_free(root);
	return doc;
}

static const struct library_file *
side_file(const struct library_side *s, const char *path)
{
	for (size_t n = 0; n < s->count; n++)
		if (strcmp(s->files[n].path, path) == 0)
			return &s->files[n];
	return NULL;
}

/* ---- rows ---- */

static void
say_value(char out[SAID], const json_t *value)
{
	char *text;

	out[0] = '\0';
	if (value == NULL)
		return;
	if (json_is_string(value)) {
		fixed_cut(out, SAID, json_string_value(value));
		return;
	}
	text = doc_format(value);
	fixed_cut(out, SAID, text);
	free(text);
}

static void
diff_put(struct library_differ *d, const char *what, const char *place,
	const char *was, const char *now, bool less)
{
	json_t *row = json_object();

	doc_put_str(row, "what", what);
	doc_put_str(row, "file", d->file);
	doc_put_str(row, "at", place);
	doc_put_str(row, "was", was);
	doc_put_str(row, "now", now);
	doc_put_bool(row, "less", less);
	json_array_append_new(d->out->changes, row);
	d->out->count++;
	d->out->less = d->out->less || less;
}

static void
put_values(struct library_differ *d, const char *key, const char *place,
	const json_t *was, const json_t *now)
{
	enum diff_way way = was == NULL ? DIFF_NEW
		: now == NULL		? DIFF_GONE
					: DIFF_CHANGED;
	char before[SAID], after[SAID];
	bool ended;

	say_value(before, was);
	say_value(after, now);
	ended = diff_is_end(key) && *after && strcmp(after, d->today) < 0;
	diff_put(d, ended ? "rule-ended" : diff_word(d->file, key, way), place,
		before, after,
		diff_is_less(d->file, key, was, now, d->finding));
}

/* ---- comparing ---- */

static void diff_values(struct library_differ *d, const char *key,
	const char *place, const json_t *was, const json_t *now);

static void
diff_below(char out[PLACE], const char *place, const char *name)
{
	fixed_cut_format(out, PLACE, "%s%s%s", place, *place ? " " : "", name);
}

static void
diff_maps(struct library_differ *d, const char *place, const json_t *was,
	const json_t *now)
{
	char in[PLACE];
	const char *key;
	json_t *v;

	json_object_foreach(doc_borrow(was), key, v)
	{
		diff_below(in, place, key);
		diff_values(d, key, in, v, json_object_get(now, key));
	}
	json_object_foreach(doc_borrow(now), key, v)
	{
		diff_below(in, place, key);
		if (json_object_get(was, key) == NULL)
			diff_values(d, key, in, NULL, v);
	}
}

/* By what a row of a list is known: its id, or all of it. */
static void
row_name(char out[PLACE], const json_t *row)
{
	static const char *const names[] = { "id", "gate", "stage", "number",
		"kind", "field", "region", NULL };
	char *text;

	for (size_t n = 0; json_is_object(row) && names[n]; n++) {
		if (*doc_str(row, names[n])) {
			fixed_cut(out, PLACE, doc_str(row, names[n]));
			return;
		}
	}
	if (*doc_str(row, "role") && doc_get(row, "apart_from")) {
		fixed_cut(out, PLACE, doc_str(row, "role"));
		return;
	}
	if (json_is_array(json_object_get(row, "roles"))) {
		fixed_cut(out, PLACE, "contractors");
		return;
	}
	text = doc_format(row);
	fixed_cut(out, PLACE, text);
	free(text);
}

/* The `nth` row of that name. */
static const json_t *
row_named(const json_t *list, const char *name, size_t nth)
{
	char each[PLACE];
	json_t *row;
	size_t n;

	json_array_foreach(list, n, row)
	{
		row_name(each, row);
		if (strcmp(each, name) == 0 && nth-- == 0)
			return row;
	}
	return NULL;
}

/* How many rows before this one have its name. */
static size_t
row_number(const json_t *list, size_t at, const char *name)
{
	char each[PLACE];
	size_t nth = 0;

	for (size_t n = 0; n < at; n++) {
		row_name(each, json_array_get(list, n));
		nth += strcmp(each, name) == 0;
	}
	return nth;
}

static bool
is_ordered_alike(const json_t *was, const json_t *now)
{
	size_t at = 0, n;
	json_t *row;

	json_array_foreach(was, n, row)
	{
		size_t k = 0;

		while (k < json_array_size(now) &&
			!json_equal(json_array_get(now, k), row))
			k++;
		if (k == json_array_size(now))
			continue;
		if (k < at)
			return false;
		at = k;
	}
	return true;
}

static void
diff_rows(struct library_differ *d, const char *key, const char *place,
	const json_t *was, const json_t *now)
{
	char name[PLACE], in[PLACE];
	json_t *row;
	size_t n;

	json_array_foreach(was, n, row)
	{
		row_name(name, row);
		diff_below(in, place, name);
		diff_values(d, key, in, row,
			row_named(now, name, row_number(was, n, name)));
	}
	json_array_foreach(now, n, row)
	{
		row_name(name, row);
		diff_below(in, place, name);
		if (row_named(was, name, row_number(now, n, name)) == NULL)
			diff_values(d, key, in, NULL, row);
	}
	/* the first row that fits decides */
	if (!is_ordered_alike(was, now))
		diff_put(d, "order", place, "", "", true);
}

static bool
has_maps(const json_t *list)
{
	return json_is_object(json_array_get(list, 0));
}

static void
diff_values(struct library_differ *d, const char *key, const char *place,
	const json_t *was, const json_t *now)
{
	/* the name of a file's one list says nothing */
	bool top = strchr(place, ' ') == NULL && strcmp(place, key) == 0;

	if (was && now && json_equal(was, now))
		return;
	if (json_is_object(was) && json_is_object(now) &&
		!diff_is_said(d->file, key))
		diff_maps(d, place, was, now);
	else if (json_is_array(was) && json_is_array(now) &&
		(has_maps(was) || has_maps(now)))
		diff_rows(d, key, top ? "" : place, was, now);
	else
		put_values(d, key, place, was, now);
}

/* ---- files ---- */

/* The first line in which two texts differ, of each. */
static void
first_difference(char a[SAID], char b[SAID], const struct library_file *was,
	const struct library_file *now)
{
	size_t from = 0, n = 0;

	while (n < was->len && n < now->len && was->data[n] == now->data[n])
		if (was->data[n++] == '\n')
			from = n;
	fixed_cut_format(a, SAID, "%.*s", (int)strcspn(was->data + from, "\n"),
		was->data + from);
	fixed_cut_format(b, SAID, "%.*s", (int)strcspn(now->data + from, "\n"),
		now->data + from);
}

static void
diff_text(struct library_differ *d, const struct library_file *was,
	const struct library_file *now)
{
	char a[SAID], b[SAID];

	first_difference(a, b, was, now);
	diff_put(d, "text", "", a, b, strncmp(d->file, "rules/", 6) == 0);
}

/* The rule finds, reads or excepts words of the list in that file. */
static bool
names_list(const json_t *rule, const char *file)
{
	static const char *const keys[] = { "words", "list", "except", NULL };
	char path[PLACE];

	for (size_t n = 0; keys[n]; n++) {
		fixed_cut_format(path, sizeof(path), "rules/lists/%s.yaml",
			doc_str(doc_get(rule, "match"), keys[n]));
		if (strcmp(path, file) == 0)
			return true;
	}
	return false;
}

/* A list that no rule names is a check's own, and may let through: no change
 * of a rule tells of it. */
static bool
is_unnamed_list(const struct library_differ *d)
{
	json_t *rule;
	size_t n;

	if (strncmp(d->file, "rules/lists/", 12) != 0)
		return false;
	json_array_foreach(doc_borrow(d->rules), n, rule)
	{
		if (names_list(rule, d->file))
			return false;
	}
	return true;
}

/* A playbook more is a matter more on which this office speaks. */
static void
diff_new_file(struct library_differ *d, const json_t *doc)
{
	static const char *const gains[] = { "authority", "approved", NULL };

	diff_put(d, "file-new", "", "", "", is_unnamed_list(d));
	for (size_t n = 0; gains[n]; n++)
		if (json_array_size(json_object_get(doc, gains[n])) > 0)
			put_values(d, gains[n], gains[n], NULL,
				json_object_get(doc, gains[n]));
}

static void
diff_file(struct library_differ *d, const struct library_file *was,
	const struct library_file *now)
{
	json_t *a = file_doc(was), *b = file_doc(now);
	size_t before = d->out->count;

	d->file = was ? was->path : now->path;
	if (was == NULL && !diff_is_compared(d->file))
		diff_new_file(d, b);
	else if (now == NULL)
		diff_put(d, "file-gone", "", "", "", true);
	else if (was == NULL || (a != NULL && b != NULL))
		diff_maps(d, "", a, b);
	else
		diff_text(d, was, now);
	if (d->out->count == before)
		diff_put(d, "remarks", "", "", "", false);
	json_decref(a);
	json_decref(b);
}

static bool
is_same(const struct library_file *a, const struct library_file *b)
{
	return a->len == b->len && memcmp(a->data, b->data, a->len) == 0;
}

/* One list, or several, that keep a rule from finding. */
static void
drop_excepted(json_t *names, const json_t *except)
{
	for (size_t k = json_array_size(names); k-- > 0;) {
		const char *name = json_string_value(json_array_get(names, k));

		if (doc_list_has(except, name) ||
			(json_is_string(except) &&
				strcmp(json_string_value(except), name) == 0))
			json_array_remove(names, k);
	}
}

/* The lists whose words rules look for: a word more finds more. In any other
 * list it may be one that lets through. */
static json_t *
finding_lists(const struct library_side *s)
{
	json_t *doc = file_doc(side_file(s, "rules/lint.yaml")), *row;
	json_t *names = json_array();
	size_t n;

	json_array_foreach(doc_get(doc, "rules"), n, row)
	{
		const char *name = doc_str(doc_get(row, "match"), "words");

		if (*name)
			json_array_append_new(names, json_string(name));
	}
	json_array_foreach(doc_get(doc, "rules"), n, row)
	{
		drop_excepted(names, doc_get(doc_get(row, "match"), "except"));
	}
	json_decref(doc);
	return names;
}

/* What asks for less is never what there was no room for. */
static int
by_less(const json_t *a, const json_t *b)
{
	return doc_bool(b, "less") - doc_bool(a, "less");
}

void
library_diff(struct library_diff *out, const struct library_side *was,
	const struct library_side *now, int64_t at)
{
	struct library_differ d = { .out = out };
	json_t *finding = finding_lists(now);
	json_t *lint = file_doc(side_file(now, "rules/lint.yaml"));

	memset(out, 0, sizeof(*out));
	out->changes = json_array();
	d.finding = finding;
	d.rules = doc_get(lint, "rules");
	instant_format_plain(d.today, at, 480);
	d.today[10] = '\0';
	for (size_t n = 0; n < was->count; n++) {
		const struct library_file *f =
			side_file(now, was->files[n].path);

		if (f == NULL || !is_same(&was->files[n], f))
			diff_file(&d, &was->files[n], f);
	}
	for (size_t n = 0; n < now->count; n++)
		if (side_file(was, now->files[n].path) == NULL)
			diff_file(&d, NULL, &now->files[n]);
	doc_sort(out->changes, by_less);
	while (json_array_size(out->changes) > LIBRARY_CHANGES)
		json_array_remove(out->changes, LIBRARY_CHANGES);
	json_decref(finding);
	json_decref(lint);
}

void
library_diff_release(struct library_diff *d)
{
	json_decref(d->changes);
	memset(d, 0, sizeof(*d));
}

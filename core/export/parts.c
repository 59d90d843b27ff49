/*
 * Takes the export document apart and checks every field that will stand in a
 * page or an address.
 */
#include "export/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"

enum { TEXT_MAX = 200000, NAME_MAX_BYTES = 100 };

const char *
export_lang_tag(enum lang lang)
{
	return lang == LANG_ZH ? "zh-CN" : "en";
}

const char *
parts_mark_title(enum parts_mark mark)
{
	static const char *const titles[PARTS_MARKS] = {
		[PARTS_REAL] = "",
		[PARTS_DRILL] = "【演练】[EXERCISE] ",
		[PARTS_DEMO] = "【演示台】[DEMO] ",
	};

	return titles[mark];
}

enum err_code
export_need(const char **out, const json_t *doc, const char *key, size_t max,
	bool required, struct err *err)
{
	enum err_code rc = doc_need_str(out, doc, key, max, required, err);

	if (rc != ERR_OK)
		return rc;
	if (!xml_can_carry(*out))
		return err_set(err, ERR_INVALID, key, "",
			"%s holds a character that no page can carry", key);
	return ERR_OK;
}

const struct export_item *
export_find(const struct export_parts *p, const char *message)
{
	for (size_t i = 0; i < p->count; i++)
		if (*message && strcmp(p->item[i].message, message) == 0)
			return &p->item[i];
	return NULL;
}

bool
export_withdraws(const struct export_item *item)
{
	return strcmp(item->kind, "withdrawal") == 0;
}

static const struct export_item *
parts_successor(const struct export_item *items, size_t count,
	const struct export_item *of)
{
	const struct export_item *found = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct export_item *by = &items[i];

		if (strcmp(by->corrects, of->message) != 0)
			continue;
		if (export_withdraws(by))
			return by;
		if (found == NULL && strcmp(by->kind, "correction") == 0)
			found = by;
	}
	return found;
}

/* Messages correct those of their own incident. */
const struct export_item *
export_successor(const struct export_parts *p, const struct export_item *of)
{
	if (of >= p->other && of < p->other + p->other_count)
		return parts_successor(p->other, p->other_count, of);
	return parts_successor(p->item, p->count, of);
}

/* A plain relative path: letters, digits, "._-", single slashes, no "..". */
bool
export_path_is_plain(const char *path)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789._-/";

	return *path != '\0' && *path != '/' && *path != '.' &&
		path[strspn(path, plain)] == '\0' &&
		strstr(path, "//") == NULL && strstr(path, "/.") == NULL;
}

static bool
parts_name_is_taken(const char *name)
{
	static const char *const names[] = { "index.html", "feed.atom",
		"feed.json" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* The address must be base/FOLDER/NAME.html; fills path and name, borrowed. */
static enum err_code
parts_split_page(
	struct export_item *item, const struct export_parts *p, struct err *err)
{
	size_t n = strlen(p->base);
	const char *path, *slash;

	if (strncmp(item->page, p->base, n) != 0)
		return err_set(err, ERR_INVALID, "page", "",
			"the address %s is not below %s", item->page, p->base);
	path = item->page + n;
	slash = strrchr(path, '/');
	if (!export_path_is_plain(path) || slash == NULL)
		return err_set(err, ERR_INVALID, "page", "",
			"%s is not FOLDER/NAME.html", path);
	item->path = path;
	item->name = slash + 1;
	if (strlen(item->name) > NAME_MAX_BYTES || strlen(item->name) < 6 ||
		strcmp(item->name + strlen(item->name) - 5, ".html") != 0 ||
		parts_name_is_taken(item->name) ||
		(size_t)(slash - path) >= sizeof(p->folder))
		return err_set(err, ERR_INVALID, "page", "",
			"%s cannot be the name of a page", path);
	return ERR_OK;
}

/* All messages of the incident stand in one folder, which is its own. */
static enum err_code
parts_same_folder(
	struct export_parts *p, const struct export_item *item, struct err *err)
{
	const char *path = item->path;
	size_t folder = (size_t)(item->name - path) - 1;

	if (*p->folder == '\0') {
		memcpy(p->folder, path, folder);
		fixed_format(
			p->url, sizeof(p->url), "%s%s/", p->base, p->folder);
	}
	if (strlen(p->folder) != folder || memcmp(p->folder, path, folder) != 0)
		return err_set(err, ERR_INVALID, "page", "",
			"%s is not in the incident's folder %s", path,
			p->folder);
	return ERR_OK;
}

enum err_code
export_read_words(struct export_item *item, const struct export_parts *p,
	const json_t *doc, bool own, struct err *err)
{
	const char *lang;
	enum err_code rc;

	if ((rc = export_need(&item->message, doc, "message", 64, true, err)) ||
		(rc = export_need(&item->kind, doc, "kind", 32, true, err)) ||
		(rc = export_need(&lang, doc, "lang", 16, false, err)) ||
		(rc = export_need(
			 &item->title, doc, "title", 1000, true, err)) ||
		(rc = export_need(
			 &item->text, doc, "text", TEXT_MAX, own, err)) ||
		(rc = export_need(
			 &item->summary, doc, "summary", 4000, false, err)) ||
		(rc = export_need(
			 &item->corrects, doc, "corrects", 64, false, err)) ||
		(rc = export_need(&item->incident_title, doc, "incident_title",
			 1000, !own, err)))
		return rc;
	if (strcmp(item->summary, item->title) == 0)
		item->summary = ""; /* a page would show the same text twice */
	item->number = doc_int(doc, "number");
	item->published = doc_int(doc, "published");
	item->lang = *lang ? lang_parse(lang) : p->lang;
	if (item->published <= 0)
		return err_set(err, ERR_INVALID, "published", "",
			"published is not an instant");
	return ERR_OK;
}

/* Not where the files of the incident stand. */
static enum err_code
parts_elsewhere(const struct export_parts *p, const struct export_item *item,
	struct err *err)
{
	size_t n = strlen(p->folder);

	if (strncmp(item->path, p->folder, n) != 0 || item->path[n] != '/' ||
		item->name != item->path + n + 1)
		return ERR_OK;
	return err_set(err, ERR_INVALID, "page", "",
		"%s stands in the folder of this incident", item->path);
}

enum err_code
export_read_paged(struct export_item *item, struct export_parts *p,
	const json_t *doc, bool own, struct err *err)
{
	enum err_code rc = export_read_words(item, p, doc, own, err);

	if (rc == ERR_OK)
		rc = export_need(&item->page, doc, "page", 1000, true, err);
	if (rc == ERR_OK)
		rc = parts_split_page(item, p, err);
	if (rc != ERR_OK)
		return rc;
	return own ? parts_same_folder(p, item, err)
		   : parts_elsewhere(p, item, err);
}

/* Newest first; of two at the same moment the higher number. */
static int
items_by_age(const void *a, const void *b)
{
	const struct export_item *x = a, *y = b;

	if (x->published != y->published)
		return x->published < y->published ? 1 : -1;
	return x->number < y->number ? 1 : x->number > y->number ? -1 : 0;
}

static enum err_code
parts_read_others(struct export_parts *p, const json_t *doc,
	export_item_fn *read, struct err *err)
{
	const json_t *others = doc_get(doc, "others");
	size_t n = json_array_size(others);
	enum err_code rc;

	if (n > EXPORT_ITEMS_MAX)
		return err_set(err, ERR_INVALID, "others", "",
			"an export names up to %d others", EXPORT_ITEMS_MAX);
	for (size_t i = 0; i < n; i++) {
		rc = read(
			&p->other[i], p, json_array_get(others, i), false, err);
		if (rc != ERR_OK) {
			err_at(err, "others[%zu]", i);
			return rc;
		}
		p->other_count++;
	}
	qsort(p->other, p->other_count, sizeof(p->other[0]), items_by_age);
	return ERR_OK;
}

/* Merges the two lists, both newest first, until there are enough. */
static void
parts_fill_office(struct export_parts *p)
{
	size_t own = 0, other = 0;

	while (p->office_count < EXPORT_ITEMS_MAX &&
		(own < p->count || other < p->other_count)) {
		const struct export_item *x = &p->item[own],
					 *y = &p->other[other];
		bool first = other == p->other_count ||
			(own < p->count && items_by_age(x, y) <= 0);

		p->office[p->office_count++] = first ? x : y;
		own += first ? 1 : 0;
		other += first ? 0 : 1;
	}
}

static enum err_code
parts_read_items(struct export_parts *p, const json_t *doc,
	export_item_fn *read, struct err *err)
{
	const json_t *items = doc_get(doc, "items");
	size_t n = json_array_size(items);
	enum err_code rc;

	if (n == 0 || n > EXPORT_ITEMS_MAX)
		return err_set(err, ERR_INVALID, "items", "",
			"an export has 1 to %d items", EXPORT_ITEMS_MAX);
	for (size_t i = 0; i < n; i++) {
		rc = read(&p->item[i], p, json_array_get(items, i), true, err);
		if (rc != ERR_OK) {
			err_at(err, "items[%zu]", i);
			return rc;
		}
		p->count++;
	}
	qsort(p->item, p->count, sizeof(p->item[0]), items_by_age);
	p->current = export_find(p, doc_str(doc, "message"));
	if (p->current == NULL)
		return err_set(err, ERR_INVALID, "message", "",
			"no item is the message being released");
	rc = parts_read_others(p, doc, read, err);
	parts_fill_office(p);
	return rc;
}

enum err_code
export_parts_read(struct export_parts *p, const json_t *doc,
	export_item_fn *read, struct err *err)
{
	const json_t *incident = doc_get(doc, "incident");
	const char *base, *mode, *lang, *zone;
	enum err_code rc;
	size_t n;

	if ((rc = export_need(&p->unit, doc, "unit", 400, true, err)) ||
		(rc = export_need(&base, doc, "base", 500, true, err)) ||
		(rc = export_need(&zone, doc, "zone", 8, true, err)) ||
		(rc = export_need(
			 &p->incident, incident, "id", 32, true, err)) ||
		(rc = export_need(
			 &p->title, incident, "title", 1000, true, err)) ||
		(rc = export_need(&mode, incident, "mode", 8, true, err)) ||
		(rc = export_need(&lang, incident, "lang", 16, false, err)))
		return rc;
	if (strncmp(base, "https://", 8) != 0 &&
		strncmp(base, "http://", 7) != 0)
		return err_set(err, ERR_INVALID, "base", "",
			"%s is not a web address", base);
	if (!zone_parse(&p->zone, zone))
		return err_set(err, ERR_INVALID, "zone", "",
			"%s is not an offset such as +08:00", zone);
	if (strcmp(mode, "actual") != 0 && strcmp(mode, "drill") != 0)
		return err_set(err, ERR_INVALID, "mode", "",
			"%s is neither actual nor drill", mode);
	p->mark = strcmp(mode, "drill") == 0 ? PARTS_DRILL
		: doc_bool(incident, "demo") ? PARTS_DEMO
					     : PARTS_REAL;
	p->lang = *lang ? lang_parse(lang) : LANG_ZH;
	n = strlen(base);
	fixed_format(p->base, sizeof(p->base), "%s%s", base,
		base[n - 1] == '/' ? "" : "/");
	return parts_read_items(p, doc, read, err);
}

/*
 * The pages of a site account, or the alerts of a cap account, rendered by core/export from what the station
 * sent with the job, from the approved text, and from what this relay has
 * published of the incident since (two messages may be armed at once, and
 * the second must not push the first out of the feed).
 */
#include "relay/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "export/export.h"

enum { SITES_MAX = 64 };

/* ACCOUNT INCIDENT: where this relay remembers what it published. */
static char *
site_key(const struct task *t)
{
	return mem_printf("%s %s", t->account->id,
		doc_str(doc_get(t->site, "incident"), "id"));
}

/* The length of https://host/FOLDER/ in the address of a page. */
static size_t
site_folder_len(const char *page)
{
	const char *slash = strrchr(page, '/');

	return slash ? (size_t)(slash - page) + 1 : 0;
}

/* The message being published, as an item. */
static json_t *
site_own_item(const struct task *t)
{
	static const char *const fields[] = { "kind", "lang", "title", "text",
		"summary", "number", "page" };
	const json_t *incident = doc_get(t->site, "incident");
	json_t *item = json_object();
	char *identifier;

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		json_t *value = doc_get(t->variant, fields[i]);

		if (value != NULL)
			doc_put(item, fields[i], json_incref(value));
	}
	doc_put_str(item, "message", t->fanout->message);
	doc_put_str(item, "corrects", doc_str(t->fanout->manifest, "corrects"));
	doc_put_str(item, "incident", doc_str(incident, "id"));
	doc_put_str(item, "incident_title", doc_str(incident, "title"));
	doc_put_int(item, "published", t->fired_at);
	identifier = mem_printf("%s.%s", t->slug, t->account->id);
	doc_put_str(item, "identifier", identifier);
	free(identifier);
	return item;
}

/* An alert has its place by its name; pages stand in the folder of `page`. */
static bool
site_is_beside(const struct task *t, const json_t *item, const char *page)
{
	const char *at = doc_str(item, "page");
	size_t n = site_folder_len(page);

	if (t->connector->pages == PAGES_CAP)
		return *doc_str(item, "identifier") != '\0';
	return site_folder_len(at) == n && strncmp(at, page, n) == 0;
}

/* Adds those that are new and stand in the same folder as `page`. */
static void
site_add_items(json_t *items, const json_t *more, const struct task *t,
	const char *page)
{
	json_t *item;
	size_t i;

	json_array_foreach(more, i, item)
	{
		if (!doc_find(items, "message", doc_str(item, "message")) &&
			site_is_beside(t, item, page))
			(void)json_array_append(items, item);
	}
}

/* The first `kept` stay. */
static void
site_drop_oldest(json_t *items, size_t kept)
{
	while (json_array_size(items) > EXPORT_ITEMS_MAX) {
		size_t oldest = kept;

		for (size_t i = kept + 1; i < json_array_size(items); i++)
			if (doc_int(json_array_get(items, i), "published") <
				doc_int(json_array_get(items, oldest),
					"published"))
				oldest = i;
		(void)json_array_remove(items, oldest);
	}
}

static json_t *
site_all_items(struct engine *e, const struct task *t)
{
	json_t *items = json_array(), *own = site_own_item(t);
	const char *page = doc_str(own, "page");
	char *key = site_key(t);

	(void)json_array_append_new(items, own);
	site_add_items(items, json_object_get(e->published, key), t, page);
	site_add_items(items, doc_get(t->site, "items"), t, page);
	site_drop_oldest(items, 1); /* the first is the message itself */
	free(key);
	return items;
}

static bool
site_is_below(const struct task *t, const json_t *item, const char *base)
{
	const char *at = doc_str(item, "page");
	size_t n = strlen(base);

	if (t->connector->pages == PAGES_CAP)
		return *doc_str(item, "identifier") != '\0';
	return strncmp(at, base, n) == 0 && at[n] == '/' &&
		site_folder_len(at) > n + 1;
}

/* Those of other incidents that stand below `base` too. */
static void
site_add_others(json_t *others, const json_t *more, const struct task *t,
	const char *base)
{
	const json_t *incident = doc_get(t->site, "incident");
	json_t *item;
	size_t i;

	json_array_foreach(more, i, item)
	{
		if (strcmp(doc_str(item, "incident"),
			    doc_str(incident, "id")) != 0 &&
			!doc_find(
				others, "message", doc_str(item, "message")) &&
			site_is_below(t, item, base))
			(void)json_array_append(others, item);
	}
}

static json_t *
site_all_others(struct engine *e, const struct task *t, const char *base)
{
	size_t n = strlen(t->account->id);
	json_t *others = json_array(), *items;
	const char *key;

	json_object_foreach(e->published, key, items)
	{
		if (strncmp(key, t->account->id, n) == 0 && key[n] == ' ')
			site_add_others(others, items, t, base);
	}
	site_add_others(others, doc_get(t->site, "others"), t, base);
	site_drop_oldest(others, 0);
	return others;
}

/* https://host/base of https://host/base/FOLDER/NAME.html */
static void
site_put_base(json_t *doc, const char *page)
{
	size_t n = site_folder_len(page);

	if (n > 0)
		n--;
	while (n > 0 && page[n - 1] != '/')
		n--;
	if (n > 0) {
		char *base = mem_strndup(page, n - 1);

		doc_put_str(doc, "base", base);
		free(base);
	}
}

/* What the account says of its alerts. */
static void
site_put_cap(json_t *doc, const json_t *options)
{
	const char *hours = doc_str(options, "hours");
	json_t *cap = json_object();

	doc_put_str(cap, "sender", doc_str(options, "sender"));
	doc_put_str(cap, "area", doc_str(options, "area"));
	doc_put_int(cap, "hours", *hours ? strtol(hours, NULL, 10) : 24);
	doc_put(doc, "cap", cap);
	doc_put_str(doc, "base", doc_str(options, "url"));
}

enum err_code
site_pages(struct wire_file **pages, size_t *count, struct engine *e,
	const struct task *t, struct err *err)
{
	bool cap = t->connector->pages == PAGES_CAP;
	json_t *doc = json_object();
	struct export_files files;
	enum err_code rc;

	if (t->site != NULL)
		(void)json_object_update(doc, t->site);
	doc_put_str(doc, "message", t->fanout->message);
	if (cap)
		site_put_cap(doc, t->account->options);
	else
		site_put_base(doc, doc_str(t->variant, "page"));
	doc_put(doc, "items", site_all_items(e, t));
	doc_put(doc, "others", site_all_others(e, t, doc_str(doc, "base")));
	rc = cap ? export_cap(&files, doc, err) : export_site(&files, doc, err);
	json_decref(doc);
	*pages = NULL;
	*count = 0;
	if (rc != ERR_OK)
		return rc;
	*pages = mem_array(files.count, sizeof(**pages));
	*count = files.count;
	for (size_t i = 0; i < files.count; i++) {
		(*pages)[i].path = files.file[i].path;
		(*pages)[i].data = files.file[i].data;
		(*pages)[i].len = files.file[i].len;
	}
	free(files.file); /* the texts moved */
	return ERR_OK;
}

void
site_pages_free(struct wire_file *pages, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(pages[i].path);
		free(pages[i].data);
	}
	free(pages);
}

void
site_published(struct engine *e, const struct task *t)
{
	json_t *items, *own;
	char *key;

	if (!t->connector->pages || t->fanout == NULL)
		return;
	key = site_key(t);
	items = json_object_get(e->published, key);
	if (items == NULL) {
		if (json_object_size(e->published) >= SITES_MAX)
			(void)json_object_clear(e->published);
		items = json_array();
		doc_put(e->published, key, items);
	}
	own = site_own_item(t);
	if (!doc_find(items, "message", t->fanout->message))
		(void)json_array_insert(items, 0, own);
	json_decref(own);
	while (json_array_size(items) > EXPORT_ITEMS_MAX)
		(void)json_array_remove(items, json_array_size(items) - 1);
	free(key);
}

/*
 * The feeds of one incident and of the office, newest message first. An entry's id is the
 * address of its page, which never changes; a correction is an entry of its
 * own, since readers of feeds fetch what is new and nothing else.
 */
#include "export/parts.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/doc.h"
#include "base/instant.h"
#include "base/mem.h"

/*
 * A reader that fetches an entry again must not show the old words as if they
 * stood: its title and summary say what became of it, and it counts as new.
 */
static const char *
feed_mark(const struct export_item *by, enum lang lang)
{
	static const struct both withdrawn = BOTH("[WITHDRAWN] ", "【已撤回】"),
				 corrected = BOTH("[CORRECTED] ", "【已更正】");

	if (by == NULL)
		return "";
	return (export_withdraws(by) ? &withdrawn : &corrected)->in[lang];
}

static char *
feed_summary(const struct export_item *item, const struct export_item *by)
{
	if (by == NULL)
		return mem_strdup(item->summary);
	return item->lang == LANG_ZH
		? mem_printf("详见：%s %s", by->title, by->page)
		: mem_printf("See: %s %s", by->title, by->page);
}

void
export_date(struct writer *w, const char *name, int64_t ms, int zone)
{
	char text[INSTANT_TEXT];

	instant_format_s(text, ms, zone);
	writer_element(w, name, text);
}

static void
feed_atom_title(struct writer *w, const struct export_parts *p,
	const char *mark, const char *title)
{
	writer_raw(w, "<title>");
	writer_raw(w, parts_mark_title(p->mark));
	writer_raw(w, mark);
	writer_text(w, title);
	writer_raw(w, "</title>\n");
}

void
export_link(struct writer *w, const char *rel, const char *type,
	const char *address, const char *name)
{
	writer_raw(w, "<link rel=\"");
	writer_raw(w, rel);
	writer_raw(w, "\" type=\"");
	writer_raw(w, type);
	writer_raw(w, "\" href=\"");
	writer_text(w, address);
	writer_text(w, name);
	writer_raw(w, "\"/>\n");
}

/* What an entry says in every feed; it is left open. */
static void
feed_atom_begin_entry(struct writer *w, const struct export_parts *p,
	const struct export_item *item, const struct export_item *by)
{
	writer_raw(w, "<entry xml:lang=\"");
	writer_raw(w, export_lang_tag(item->lang));
	writer_raw(w, "\">\n");
	writer_element(w, "id", item->page);
	feed_atom_title(w, p, feed_mark(by, item->lang), item->title);
	export_date(
		w, "updated", by ? by->published : item->published, p->zone);
	export_date(w, "published", item->published, p->zone);
	writer_raw(w, "<category term=\"");
	writer_text(w, item->kind);
	writer_raw(w, "\"/>\n");
	export_link(w, "alternate", "text/html", item->page, "");
}

static void
feed_atom_entry(struct writer *w, const struct export_parts *p,
	const struct export_item *item)
{
	const struct export_item *by = export_successor(p, item);
	char *summary = feed_summary(item, by);

	feed_atom_begin_entry(w, p, item, by);
	writer_element(w, "summary", summary);
	writer_raw(w, "<content type=\"text\">");
	writer_text(w, item->text);
	writer_raw(w, "</content>\n</entry>\n");
	free(summary);
}

/*
 * The texts are in the incident's feed. Fifty of them would not fit here, and
 * a feed that is too large must not keep a release from being published.
 */
static void
feed_atom_office_entry(struct writer *w, const struct export_parts *p,
	const struct export_item *item)
{
	const struct export_item *by = export_successor(p, item);
	char *summary = by ? feed_summary(item, by) : mem_strdup("");

	feed_atom_begin_entry(w, p, item, by);
	writer_element(w, "summary", summary);
	writer_raw(w, "</entry>\n");
	free(summary);
}

/* Its head; `address` is the folder in which both files stand. */
static void
feed_atom_begin(struct writer *w, const struct export_parts *p,
	const char *title, int64_t updated, const char *address,
	const char *feed, const char *page)
{
	writer_raw(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	writer_raw(w,
		"<feed xmlns=\"http://www.w3.org/2005/Atom\" "
		"xml:lang=\"");
	writer_raw(w, export_lang_tag(p->lang));
	writer_raw(w, "\">\n");
	writer_element(w, "id", address);
	feed_atom_title(w, p, "", title);
	export_date(w, "updated", updated, p->zone);
	writer_raw(w, "<author>");
	writer_element(w, "name", p->unit);
	writer_raw(w, "</author>\n");
	export_link(w, "self", "application/atom+xml", address, feed);
	export_link(w, "alternate", "text/html", address, page);
}

void
export_atom(struct writer *w, const struct export_parts *p)
{
	feed_atom_begin(w, p, p->title, p->item[0].published, p->url,
		"feed.atom", "index.html");
	for (size_t i = 0; i < p->count; i++)
		feed_atom_entry(w, p, &p->item[i]);
	writer_raw(w, "</feed>\n");
}

void
export_office_atom(struct writer *w, const struct export_parts *p)
{
	feed_atom_begin(w, p, p->unit, p->office[0]->published, p->base,
		EXPORT_OFFICE_ATOM, EXPORT_OFFICE_PAGE);
	for (size_t i = 0; i < p->office_count; i++)
		feed_atom_office_entry(w, p, p->office[i]);
	writer_raw(w, "</feed>\n");
}

static void
feed_put_title(json_t *doc, const struct export_parts *p, const char *mark,
	const char *title)
{
	char *text =
		mem_printf("%s%s%s", parts_mark_title(p->mark), mark, title);

	doc_put_str(doc, "title", text);
	free(text);
}

static json_t *
feed_item(const struct export_parts *p, const struct export_item *item)
{
	const struct export_item *by = export_successor(p, item);
	json_t *doc = json_object(), *tags = json_array();
	char when[INSTANT_TEXT], *summary = feed_summary(item, by);

	instant_format_s(when, item->published, p->zone);
	doc_put_str(doc, "id", item->page);
	doc_put_str(doc, "url", item->page);
	feed_put_title(doc, p, feed_mark(by, item->lang), item->title);
	doc_put(doc, "content_text", json_string(item->text));
	doc_put_str(doc, "summary", summary);
	free(summary);
	doc_put_str(doc, "date_published", when);
	if (by != NULL) {
		instant_format_s(when, by->published, p->zone);
		doc_put_str(doc, "date_modified", when);
	}
	doc_put_str(doc, "language", export_lang_tag(item->lang));
	(void)json_array_append_new(tags, json_string(item->kind));
	doc_put(doc, "tags", tags);
	return doc;
}

static void
feed_put_address(json_t *doc, const char *key, const struct export_parts *p,
	const char *name)
{
	char *text = mem_printf("%s%s", p->url, name);

	doc_put_str(doc, key, text);
	free(text);
}

void
export_json_feed(struct writer *w, const struct export_parts *p)
{
	json_t *doc = json_object(), *items = json_array();
	json_t *authors = json_array(), *author = json_object();
	char *text;

	doc_put_str(doc, "version", "https://jsonfeed.org/version/1.1");
	feed_put_title(doc, p, "", p->title);
	feed_put_address(doc, "home_page_url", p, "index.html");
	feed_put_address(doc, "feed_url", p, "feed.json");
	doc_put_str(doc, "language", export_lang_tag(p->lang));
	doc_put_str(author, "name", p->unit);
	(void)json_array_append_new(authors, author);
	doc_put(doc, "authors", authors);
	for (size_t i = 0; i < p->count; i++)
		(void)json_array_append_new(items, feed_item(p, &p->item[i]));
	doc_put(doc, "items", items);
	text = doc_format(doc);
	writer_raw(w, text);
	writer_raw(w, "\n");
	free(text);
	json_decref(doc);
}

/*
 * Alerts by CAP 1.2 (OASIS, urn:oasis:names:tc:emergency:cap:1.2). An alert
 * never changes: what follows is an alert of its own that names those it
 * replaces. Urgency, severity and certainty are "Unknown", since no approved
 * text says them, and the category is "Safety", CAP's word for emergencies in
 * general: a machine must not learn here what nobody signed.
 */
#include "export/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "export/parts.h"

#define CAP_FEED "cap.atom"

enum { HOUR_MS = 3600 * 1000, CAP_HOURS_MAX = 168 };

/* What the account says of itself. */
struct cap {
	struct export_parts parts;
	const char *sender, *area;
	int64_t lasts_ms;
};

/* ---- reading ---- */

/* No blanks, commas, < and &: the three stand in `references` with commas. */
static enum err_code
cap_need_name(const char **out, const json_t *doc, const char *key, size_t max,
	struct err *err)
{
	enum err_code rc = export_need(out, doc, key, max, true, err);

	if (rc == ERR_OK && strpbrk(*out, " \t\r\n,<&") != NULL)
		return err_set(err, ERR_INVALID, key, "",
			"%s has a character that CAP forbids", *out);
	return rc;
}

/* Its message is its place below the base: 2026-0001/1. */
static enum err_code
cap_read_item(struct export_item *item, struct export_parts *p,
	const json_t *doc, bool own, struct err *err)
{
	enum err_code rc = export_read_words(item, p, doc, own, err);

	if (rc == ERR_OK)
		rc = cap_need_name(
			&item->identifier, doc, "identifier", 200, err);
	if (rc == ERR_OK)
		rc = export_need(&item->page, doc, "page", 1000, false, err);
	if (rc == ERR_OK &&
		(!export_path_is_plain(item->message) ||
			strchr(item->message, '/') == NULL))
		rc = err_set(err, ERR_INVALID, "message", "",
			"%s cannot be a file's name", item->message);
	return rc;
}

static enum err_code
cap_read(struct cap *c, const json_t *doc, struct err *err)
{
	const json_t *cap = doc_get(doc, "cap");
	int64_t hours = doc_int(cap, "hours");
	enum err_code rc = cap_need_name(&c->sender, cap, "sender", 200, err);

	if (rc == ERR_OK)
		rc = export_need(&c->area, cap, "area", 1000, true, err);
	if (rc == ERR_OK && (hours < 1 || hours > CAP_HOURS_MAX))
		rc = err_set(err, ERR_INVALID, "hours", "",
			"an alert lasts 1 to %d hours", CAP_HOURS_MAX);
	c->lasts_ms = hours * HOUR_MS;
	if (rc == ERR_OK)
		rc = export_parts_read(&c->parts, doc, cap_read_item, err);
	return rc;
}

/* ---- what replaces what ---- */

static bool
cap_is(const struct export_item *item, const char *kind)
{
	return item != NULL && strcmp(item->kind, kind) == 0;
}

/* The running account of an incident: the newest one stands for all. */
static bool
cap_in_series(const struct export_item *item)
{
	return cap_is(item, "truth") || cap_is(item, "update") ||
		cap_is(item, "closing");
}

/* A correction stands where the message stands that it corrects. */
static const struct export_item *
cap_stands_for(const struct export_parts *p, const struct export_item *item)
{
	const struct export_item *of = export_find(p, item->corrects);

	return cap_is(item, "correction") && of != NULL ? of : item;
}

static bool
cap_replaces(const struct export_parts *p, const struct export_item *item,
	const struct export_item *old)
{
	const struct export_item *of = cap_stands_for(p, old);

	if (old->published >= item->published || export_withdraws(old))
		return false;
	if (cap_is(item, "correction") || export_withdraws(item))
		return strcmp(old->message, item->corrects) == 0 ||
			strcmp(of->message, item->corrects) == 0;
	return (cap_is(item, "update") || cap_is(item, "closing")) &&
		cap_in_series(of);
}

static const char *
cap_type(const struct export_parts *p, const struct export_item *item)
{
	for (size_t i = 0; i < p->count; i++)
		if (cap_replaces(p, item, &p->item[i]))
			return export_withdraws(item) ? "Cancel" : "Update";
	return "Alert"; /* one that replaces nothing, whatever it says */
}

/* ---- writing ---- */

/* CAP knows no Z, and writes UTC as -00:00. */
static void
cap_instant(char out[INSTANT_TEXT], int64_t ms, int zone)
{
	instant_format_s(out, ms, zone);
	if (zone == 0)
		out[strlen(out) - strlen("+00:00")] = '-';
}

static void
cap_date(struct writer *w, const char *name, int64_t ms, int zone)
{
	char text[INSTANT_TEXT];

	cap_instant(text, ms, zone);
	writer_element(w, name, text);
}

static void
cap_references(struct writer *w, const struct cap *c)
{
	const struct export_parts *p = &c->parts;
	char sent[INSTANT_TEXT];
	bool any = false;

	for (size_t i = p->count; i > 0; i--) {
		const struct export_item *old = &p->item[i - 1];

		if (!cap_replaces(p, p->current, old))
			continue;
		writer_raw(w, any ? " " : "<references>");
		any = true;
		writer_text(w, c->sender);
		writer_raw(w, ",");
		writer_text(w, old->identifier);
		writer_raw(w, ",");
		cap_instant(sent, old->published, p->zone);
		writer_text(w, sent);
	}
	if (any)
		writer_raw(w, "</references>\n");
}

static void
cap_head(struct writer *w, const struct cap *c)
{
	static const char *const status[PARTS_MARKS] = {
		[PARTS_REAL] = "Actual",
		[PARTS_DRILL] = "Exercise",
		[PARTS_DEMO] = "Test",
	};
	const struct export_parts *p = &c->parts;
	const struct export_item *item = p->current;

	writer_element(w, "identifier", item->identifier);
	writer_element(w, "sender", c->sender);
	cap_date(w, "sent", item->published, p->zone);
	writer_element(w, "status", status[p->mark]);
	writer_element(w, "msgType", cap_type(p, item));
	writer_element(w, "scope", "Public");
	writer_element(w, "note", export_mark_words(p->mark, item->lang));
	cap_references(w, c);
	writer_element(w, "incidents", p->incident);
}

static void
cap_info(struct writer *w, const struct cap *c)
{
	const struct export_parts *p = &c->parts;
	const struct export_item *item = p->current;

	writer_raw(w, "<info>\n");
	writer_element(w, "language", export_lang_tag(item->lang));
	writer_element(w, "category", "Safety");
	writer_element(w, "event", p->title);
	writer_element(w, "urgency", "Unknown");
	writer_element(w, "severity", "Unknown");
	writer_element(w, "certainty", "Unknown");
	cap_date(w, "expires", item->published + c->lasts_ms, p->zone);
	writer_element(w, "senderName", p->unit);
	writer_element(w, "headline", item->title);
	writer_element(w, "description", item->text);
	writer_element(w, "web", item->page);
	writer_raw(w, "<area>\n");
	writer_element(w, "areaDesc", c->area);
	writer_raw(w, "</area>\n</info>\n");
}

static void
cap_alert(struct writer *w, const struct cap *c)
{
	writer_raw(w,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">\n");
	cap_head(w, c);
	cap_info(w, c);
	writer_raw(w, "</alert>\n");
}

/*
 * Until when it holds, for machines and for people. The feed is written when
 * something is published, so an alert that has ended since may still be in it.
 */
static void
cap_feed_expires(
	struct writer *w, const struct cap *c, const struct export_item *item)
{
	static const struct both says = BOTH("In force until ", "有效至 "),
				 ends = BOTH(
					 "; after that it no longer applies.",
					 "，过时失效。");
	char text[INSTANT_TEXT];

	instant_format_s(text, item->published + c->lasts_ms, c->parts.zone);
	writer_raw(w, "<summary>");
	writer_text(w, says.in[item->lang]);
	writer_text(w, text);
	writer_text(w, ends.in[item->lang]);
	writer_raw(w, "</summary>\n");
	cap_date(
		w, "cap:expires", item->published + c->lasts_ms, c->parts.zone);
}

static void
cap_feed_entry(
	struct writer *w, const struct cap *c, const struct export_item *item)
{
	const struct export_parts *p = &c->parts;
	char *name = mem_printf("%s.xml", item->message);

	writer_raw(w, "<entry xml:lang=\"");
	writer_raw(w, export_lang_tag(item->lang));
	writer_raw(w, "\">\n<id>");
	writer_text(w, p->base);
	writer_text(w, name);
	writer_raw(w, "</id>\n<title>");
	writer_raw(w, parts_mark_title(p->mark));
	writer_text(w, item->title);
	writer_raw(w, "</title>\n");
	export_date(w, "updated", item->published, p->zone);
	cap_feed_expires(w, c, item);
	writer_raw(w, "<category term=\"Safety\"/>\n");
	export_link(w, "alternate", "application/cap+xml", p->base, name);
	writer_raw(w, "</entry>\n");
	free(name);
}

/* What is over by now is not in it; the files themselves stay. */
static void
cap_feed(struct writer *w, const struct cap *c)
{
	const struct export_parts *p = &c->parts;
	int64_t now = p->office[0]->published;

	writer_raw(w,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<feed xmlns=\"http://www.w3.org/2005/Atom\" "
		"xmlns:cap=\"urn:oasis:names:tc:emergency:cap:1.2\">\n<id>");
	writer_text(w, p->base);
	writer_raw(w, CAP_FEED "</id>\n<title>");
	writer_raw(w, parts_mark_title(p->mark));
	writer_text(w, p->unit);
	writer_raw(w, "</title>\n");
	export_date(w, "updated", now, p->zone);
	writer_raw(w, "<author>");
	writer_element(w, "name", p->unit);
	writer_raw(w, "</author>\n");
	export_link(w, "self", "application/atom+xml", p->base, CAP_FEED);
	for (size_t i = 0; i < p->office_count; i++)
		if (p->office[i]->published + c->lasts_ms > now)
			cap_feed_entry(w, c, p->office[i]);
	writer_raw(w, "</feed>\n");
}

static enum err_code
cap_write(struct export_files *out, const struct cap *c, struct err *err)
{
	char *name = mem_printf("%s.xml", c->parts.current->message);
	struct writer w;
	enum err_code rc;

	writer_init(&w, EXPORT_FILE_MAX);
	cap_alert(&w, c);
	rc = export_add_file(out, "", name, &w, err);
	free(name);
	if (rc != ERR_OK)
		return rc;
	writer_init(&w, EXPORT_FILE_MAX);
	cap_feed(&w, c);
	return export_add_file(out, "", CAP_FEED, &w, err);
}

enum err_code
export_cap(struct export_files *out, const json_t *doc, struct err *err)
{
	struct cap *c = mem_new(sizeof(*c));
	enum err_code rc = cap_read(c, doc, err);

	*out = (struct export_files){ 0 };
	if (rc == ERR_OK) {
		out->file = mem_array(2, sizeof(out->file[0]));
		rc = cap_write(out, c, err);
	}
	if (rc != ERR_OK)
		export_files_release(out);
	free(c);
	return rc;
}

/*
 * The HTML pages. They stand alone: no script, no outside style, font or
 * picture, so that they open on any phone and over a bad line, and so that
 * an archive of the file is an archive of the page. The markup is XML too.
 */
#include "export/parts.h"

#include <string.h>

#include "base/fixed.h"
#include "base/instant.h"
#include "crier/message.h"

enum label {
	LABEL_UNIT,
	LABEL_INCIDENT,
	LABEL_KIND,
	LABEL_NUMBER,
	LABEL_TIME,
	LABEL_CORRECTED_BY,
	LABEL_WITHDRAWN_BY,
	LABEL_CORRECTS,
	LABEL_WITHDRAWS,
	LABEL_REFUTES,
	LABEL_ALL,
	LABEL_FEEDS,
	LABEL_NOTICES,
	LABEL_OFFICE,
	LABEL_COUNT
};

static const struct both labels[] = {
	[LABEL_UNIT] = BOTH("Issued by", "发布单位"),
	[LABEL_INCIDENT] = BOTH("Incident", "事件"),
	[LABEL_KIND] = BOTH("Kind", "类别"),
	[LABEL_NUMBER] = BOTH("Number", "编号"),
	[LABEL_TIME] = BOTH("Published", "发布时间"),
	[LABEL_CORRECTED_BY] = BOTH("This notice has been corrected by",
		"本通报内容已更正，请以此为准："),
	[LABEL_WITHDRAWN_BY] = BOTH(
		"This notice has been withdrawn by", "本通报已撤回，详见："),
	[LABEL_CORRECTS] = BOTH("This corrects", "本通报更正："),
	[LABEL_WITHDRAWS] = BOTH("This withdraws", "本通报撤回："),
	[LABEL_REFUTES] = BOTH("About this claim", "本通报涉及："),
	[LABEL_ALL] = BOTH("All notices of this incident", "本事件全部通报"),
	[LABEL_FEEDS] = BOTH("Subscribe", "订阅更新"),
	[LABEL_NOTICES] = BOTH("Notices, newest first", "通报（最新在前）"),
	[LABEL_OFFICE] = BOTH("All notices of this office", "本单位全部通报"),
};
_Static_assert(sizeof(labels) / sizeof(labels[0]) == LABEL_COUNT, "a row each");

static const char style[] =
	"body{max-width:42rem;margin:0 auto;padding:1rem;line-height:1.7;"
	"font-family:system-ui,\"Noto Sans CJK SC\",sans-serif;color:#111;"
	"background:#fff}\n"
	"h1{font-size:1.5rem;line-height:1.4}\n"
	".drill,.note{border:3px solid #111;padding:.5rem 1rem;"
	"font-weight:bold}\n"
	".drill{border-style:dashed;text-align:center}\n"
	"dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1rem}\n"
	"dt{font-weight:bold}dd{margin:0}\n"
	"a{color:#0645ad}\n"
	"@media(prefers-color-scheme:dark){body{color:#eee;background:#111}"
	".drill,.note{border-color:#eee}a{color:#8ab4f8}}\n"
	"@media print{body{max-width:none}}\n";

/* Above every page that tells of no real event. */
static const struct both page_marks[PARTS_MARKS] = {
	[PARTS_REAL] = BOTH("", ""),
	[PARTS_DRILL] = BOTH(
		"EXERCISE: this is not a real event", "演练信息，并非真实事件"),
	[PARTS_DEMO] = BOTH("DEMO: from a demonstration station, "
			    "not a real event",
		"演示台发布，并非真实事件"),
};

const char *
export_mark_words(enum parts_mark mark, enum lang lang)
{
	return page_marks[mark].in[lang];
}

static const char *
page_label(enum label id, enum lang lang)
{
	return labels[id].in[lang];
}

static void
page_title(struct writer *w, const struct export_parts *p, const char *title)
{
	writer_raw(w, "<title>");
	writer_raw(w, parts_mark_title(p->mark));
	writer_text(w, title);
	writer_raw(w, "</title>\n");
}

/* What stands beside a page; a NULL address is not there. */
struct page_links {
	const char *atom, *json, *up;
	enum label up_label;
};

static const struct page_links links_message = { "feed.atom", "feed.json",
	"index.html", LABEL_ALL };
static const struct page_links links_office = { EXPORT_OFFICE_ATOM, NULL, NULL,
	LABEL_OFFICE };

static void
page_feed_link(struct writer *w, const char *type, const char *name)
{
	if (name == NULL)
		return;
	writer_raw(w, "<link rel=\"alternate\" type=\"");
	writer_raw(w, type);
	writer_raw(w, "\" href=\"");
	writer_text(w, name);
	writer_raw(w, "\"/>\n");
}

static void
page_head(struct writer *w, const struct export_parts *p, enum lang lang,
	const char *title, const struct page_links *links)
{
	writer_raw(w, "<!DOCTYPE html>\n<html lang=\"");
	writer_raw(w, export_lang_tag(lang));
	writer_raw(w,
		"\">\n<head>\n<meta charset=\"utf-8\"/>\n"
		"<meta name=\"viewport\" content=\"width=device-width, "
		"initial-scale=1\"/>\n");
	if (p->mark != PARTS_REAL)
		writer_raw(w, "<meta name=\"robots\" content=\"noindex\"/>\n");
	page_title(w, p, title);
	page_feed_link(w, "application/atom+xml", links->atom);
	page_feed_link(w, "application/feed+json", links->json);
	writer_raw(w, "<style>\n");
	writer_raw(w, style);
	writer_raw(w, "</style>\n</head>\n<body>\n");
	if (p->mark != PARTS_REAL) {
		writer_raw(w,
			"<p class=\"drill\" role=\"note\">"
			"<span lang=\"zh-CN\">");
		writer_raw(w, page_marks[p->mark].in[LANG_ZH]);
		writer_raw(w, "</span> <span lang=\"en\">");
		writer_raw(w, page_marks[p->mark].in[LANG_EN]);
		writer_raw(w, "</span></p>\n");
	}
}

static void
page_feed_name(struct writer *w, const char *title, const char *name)
{
	if (name == NULL)
		return;
	writer_raw(w, " <a href=\"");
	writer_text(w, name);
	writer_raw(w, "\">");
	writer_raw(w, title);
	writer_raw(w, "</a>");
}

static void
page_foot(struct writer *w, enum lang lang, const struct page_links *links)
{
	writer_raw(w, "<footer>\n<p>");
	if (links->up != NULL) {
		writer_raw(w, "<a href=\"");
		writer_text(w, links->up);
		writer_raw(w, "\">");
		writer_raw(w, page_label(links->up_label, lang));
		writer_raw(w, "</a> · ");
	}
	writer_raw(w, page_label(LABEL_FEEDS, lang));
	page_feed_name(w, "Atom", links->atom);
	page_feed_name(w, "JSON Feed", links->json);
	writer_raw(w, "</p>\n</footer>\n</body>\n</html>\n");
}

static const char *
page_kind_title(const char *word, enum lang lang)
{
	enum message_kind kind;

	if (!message_kind_parse(&kind, word))
		return word;
	return message_kind_row(kind)->title.in[lang];
}

static void
page_number(struct writer *w, int64_t number, enum lang lang)
{
	char text[48];

	if (lang == LANG_ZH)
		fixed_format(text, sizeof(text), "第%lld号", (long long)number);
	else
		fixed_format(text, sizeof(text), "No. %lld", (long long)number);
	writer_text(w, text);
}

static void
page_time(struct writer *w, const struct export_parts *p, int64_t ms)
{
	char machine[INSTANT_TEXT], plain[INSTANT_TEXT], off[INSTANT_TEXT];

	instant_format_s(machine, ms, p->zone);
	instant_format_plain(plain, ms, p->zone);
	/* the offset is what follows the seconds in the machine's form */
	FIXED_SET(off, machine + strlen(plain));
	writer_raw(w, "<time datetime=\"");
	writer_text(w, machine);
	writer_raw(w, "\">");
	writer_text(w, plain);
	writer_raw(w, " (UTC");
	writer_text(w, off);
	writer_raw(w, ")</time>");
}

static void
page_pair(struct writer *w, enum label id, enum lang lang, const char *value)
{
	if (*value == '\0')
		return;
	writer_raw(w, "<dt>");
	writer_raw(w, page_label(id, lang));
	writer_raw(w, "</dt><dd>");
	writer_text(w, value);
	writer_raw(w, "</dd>\n");
}

static void
page_facts(struct writer *w, const struct export_parts *p,
	const struct export_item *item)
{
	enum lang lang = item->lang;

	writer_raw(w, "<dl>\n");
	page_pair(w, LABEL_UNIT, lang, p->unit);
	page_pair(w, LABEL_INCIDENT, lang, p->title);
	page_pair(w, LABEL_KIND, lang, page_kind_title(item->kind, lang));
	if (item->number > 0) {
		writer_raw(w, "<dt>");
		writer_raw(w, page_label(LABEL_NUMBER, lang));
		writer_raw(w, "</dt><dd>");
		page_number(w, item->number, lang);
		writer_raw(w, "</dd>\n");
	}
	writer_raw(w, "<dt>");
	writer_raw(w, page_label(LABEL_TIME, lang));
	writer_raw(w, "</dt><dd>");
	page_time(w, p, item->published);
	writer_raw(w, "</dd>\n</dl>\n");
}

/* A sentence that links one message to another: "Corrected by No. 4". */
static void
page_relation(struct writer *w, enum label id, enum lang lang,
	const struct export_item *other, const char *address)
{
	writer_raw(w, "<p class=\"note\" role=\"note\">");
	writer_raw(w, page_label(id, lang));
	writer_raw(w, " <a href=\"");
	writer_text(w, address);
	writer_raw(w, "\">");
	if (other->number > 0)
		page_number(w, other->number, lang);
	else /* a message may have no number in the public series */
		writer_text(w, other->title);
	writer_raw(w, "</a></p>\n");
}

static enum label
page_relation_label(const struct export_item *item)
{
	if (export_withdraws(item))
		return LABEL_WITHDRAWS;
	if (strcmp(item->kind, "correction") == 0)
		return LABEL_CORRECTS;
	return LABEL_REFUTES;
}

static void
page_relations(struct writer *w, const struct export_parts *p,
	const struct export_item *item)
{
	const struct export_item *by = export_successor(p, item);
	const struct export_item *of = export_find(p, item->corrects);

	if (by != NULL)
		page_relation(w,
			export_withdraws(by) ? LABEL_WITHDRAWN_BY
					     : LABEL_CORRECTED_BY,
			item->lang, by, by->name);
	if (of != NULL)
		page_relation(
			w, page_relation_label(item), item->lang, of, of->name);
}

void
export_message_page(struct writer *w, const struct export_parts *p,
	const struct export_item *item)
{
	page_head(w, p, item->lang, item->title, &links_message);
	writer_raw(w, "<main>\n<article>\n<h1>");
	writer_text(w, item->title);
	writer_raw(w, "</h1>\n");
	page_relations(w, p, item);
	page_facts(w, p, item);
	writer_paragraphs(w, item->text);
	writer_raw(w, "</article>\n</main>\n");
	page_foot(w, item->lang, &links_message);
}

/* Of the office's own messages; a row's incident is another's or this one. */
static void
page_row_incident(struct writer *w, const struct export_parts *p,
	const struct export_item *item)
{
	bool other = *item->incident_title != '\0';

	writer_raw(w, "<a href=\"");
	writer_text_n(w, item->path, (size_t)(item->name - item->path));
	writer_raw(w, "index.html\">");
	writer_text(w, other ? item->incident_title : p->title);
	writer_raw(w, "</a> · ");
}

/* One of a list: of the incident, or of the whole office above it. */
static void
page_row(struct writer *w, const struct export_parts *p,
	const struct export_item *item, bool office)
{
	const struct export_item *by = export_successor(p, item);

	writer_raw(w, "<li lang=\"");
	writer_raw(w, export_lang_tag(item->lang));
	writer_raw(w, "\"><article>\n<h2><a href=\"");
	writer_text(w, office ? item->path : item->name);
	writer_raw(w, "\">");
	writer_text(w, item->title);
	writer_raw(w, "</a></h2>\n<p>");
	if (office)
		page_row_incident(w, p, item);
	if (item->number > 0) {
		page_number(w, item->number, item->lang);
		writer_raw(w, " · ");
	}
	writer_text(w, page_kind_title(item->kind, item->lang));
	writer_raw(w, " · ");
	page_time(w, p, item->published);
	writer_raw(w, "</p>\n");
	if (by != NULL)
		page_relation(w,
			export_withdraws(by) ? LABEL_WITHDRAWN_BY
					     : LABEL_CORRECTED_BY,
			item->lang, by, office ? by->path : by->name);
	if (!office)
		writer_element(w, "p", item->summary);
	writer_raw(w, "</article></li>\n");
}

static void
page_list(struct writer *w, const struct export_parts *p, bool office)
{
	size_t count = office ? p->office_count : p->count;

	writer_raw(w, "<h2 id=\"notices\">");
	writer_raw(w, page_label(LABEL_NOTICES, p->lang));
	writer_raw(w,
		"</h2>\n<ol reversed=\"reversed\" "
		"aria-labelledby=\"notices\">\n");
	for (size_t i = 0; i < count; i++)
		page_row(w, p, office ? p->office[i] : &p->item[i], office);
	writer_raw(w, "</ol>\n</main>\n");
}

/* The way from the incident's folder to the site's own. */
static void
page_way_up(char *out, size_t size, const struct export_parts *p)
{
	struct buf way;

	buf_init(&way, size);
	buf_puts(&way, "../");
	for (const char *s = p->folder; *s != '\0'; s++)
		if (*s == '/')
			buf_puts(&way, "../");
	fixed_format(out, size, "%s%s", way.data, EXPORT_OFFICE_PAGE);
	buf_release(&way);
}

void
export_incident_page(struct writer *w, const struct export_parts *p)
{
	char up[sizeof(p->folder) * 3 + 32];
	struct page_links links = { "feed.atom", "feed.json", up,
		LABEL_OFFICE };

	page_way_up(up, sizeof(up), p);
	page_head(w, p, p->lang, p->title, &links);
	writer_raw(w, "<main>\n<h1>");
	writer_text(w, p->title);
	writer_raw(w, "</h1>\n<dl>\n");
	page_pair(w, LABEL_UNIT, p->lang, p->unit);
	page_pair(w, LABEL_NUMBER, p->lang, p->incident);
	writer_raw(w, "</dl>\n");
	page_list(w, p, false);
	page_foot(w, p->lang, &links);
}

void
export_office_page(struct writer *w, const struct export_parts *p)
{
	page_head(w, p, p->lang, p->unit, &links_office);
	writer_raw(w, "<main>\n<h1>");
	writer_text(w, p->unit);
	writer_raw(w, "</h1>\n");
	page_list(w, p, true);
	page_foot(w, p->lang, &links_office);
}

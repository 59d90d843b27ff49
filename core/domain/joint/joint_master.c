/* The master of an approved text, as other units are given it. */
#include "domain/joint/joint_master.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/message/message.h"
#include "domain/text/compose.h"
#include "domain/text/master.h"

/* Behind what a drill's or a demo's title begins with. */
static const char *
bare_title(const char *title, const char *banner)
{
	size_t len = strlen(banner);

	if (len > 0 && strncmp(title, banner, len) == 0)
		title += len;
	while (len > 0 && *title == ' ')
		title++;
	return title;
}

/* The paragraphs of an approved text; the lines of its mark left out. */
static json_t *
split(const char *text, const char *foot)
{
	json_t *list = json_array();

	while (*text) {
		const char *end = strstr(text, "\n\n");
		size_t len = end ? (size_t)(end - text) : strlen(text);

		if (len > 0 &&
			(len != strlen(foot) || strncmp(text, foot, len) != 0))
			json_array_append_new(list, json_stringn(text, len));
		text += len;
		text += strspn(text, "\n");
	}
	return list;
}

static bool
holds_fact(const char *text, const struct rendered *r)
{
	for (size_t n = 0; n < r->fact_count; n++)
		if (*r->facts[n].text && strstr(text, r->facts[n].text))
			return true;
	return false;
}

/* The template's paragraph that is this one; NULL none. */
static const struct rendered_paragraph *
same_paragraph(const char *text, const struct rendered *r)
{
	for (size_t n = 0; n < r->count; n++)
		if (!r->paragraphs[n].more &&
			strcmp(r->paragraphs[n].text, text) == 0)
			return &r->paragraphs[n];
	return NULL;
}

static json_t *
paragraph_doc(const char *text, const struct rendered *r)
{
	const struct rendered_paragraph *p = same_paragraph(text, r);
	json_t *doc = json_object();
	char mark[32];

	doc_put_str(doc, "text", text);
	if (holds_fact(text, r)) {
		doc_put_bool(doc, "must", true);
	} else if (p != NULL && p->cut > 0) {
		fixed_format(mark, sizeof(mark), "%s%d", MASTER_CUT, p->cut);
		doc_put_str(doc, "mark", mark);
	}
	return doc;
}

static json_t *
paragraph_docs(const char *text, const char *foot, const struct rendered *r)
{
	json_t *parts = split(text, foot), *list = json_array(), *part;
	size_t n;

	json_array_foreach(parts, n, part)
	{
		json_array_append_new(
			list, paragraph_doc(json_string_value(part), r));
	}
	json_decref(parts);
	return list;
}

/* What is being verified has no value yet: its words stand in the text. */
static json_t *
figure_docs(const json_t *figures)
{
	json_t *list = json_array();
	const json_t *row;
	char value[24];
	size_t n;

	json_array_foreach(figures, n, row)
	{
		json_t *doc = json_object();

		if (json_is_integer(doc_get(row, "value")) &&
			*doc_str(row, "source") && doc_int(row, "as_of") > 0) {
			fixed_format(value, sizeof(value), "%lld",
				(long long)doc_int(row, "value"));
			doc_put_str(doc, "name", doc_str(row, "name"));
			doc_put_str(doc, "value", value);
			doc_put_str(doc, "source", doc_str(row, "source"));
			doc_put_int(doc, "as_of", doc_int(row, "as_of"));
			json_array_append(list, doc);
		}
		json_decref(doc);
	}
	return list;
}

json_t *
master_of_approved(const struct world *w)
{
	const struct message *m = w->message;
	const json_t *said = json_object_get(m->manifest, "master");
	json_t *doc = json_object(), *figures = figure_docs(m->figures);
	struct composition c;
	struct facts facts;
	enum text_mark mark = compose_mark(w);
	const char *banner, *foot;

	facts_of(&facts, m);
	composition_init(&c);
	(void)compose(&c, w, &facts, NULL);
	banner = text_mark_banner(mark, facts.lang);
	foot = text_mark_line(mark, facts.lang);
	doc_put_str(doc, "language", m->lang);
	doc_put_str(doc, "title", bare_title(doc_str(said, "title"), banner));
	if (c.rendered.short_title != NULL)
		doc_put_str(doc, "short",
			bare_title(c.rendered.short_title, banner));
	doc_put(doc, "paragraphs",
		paragraph_docs(doc_str(said, "text"), foot, &c.rendered));
	if (json_array_size(figures) > 0)
		doc_put(doc, "figures", json_incref(figures));
	json_decref(figures);
	composition_release(&c);
	return doc;
}

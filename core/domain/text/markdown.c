/*
 * A walk over cmark's nodes. cmark's own plain-text renderer drops the
 * addresses of links, which are often the point of a notice.
 */
#include "domain/text/markdown.h"

#include <cmark.h>
#include <string.h>

#include "base/fixed.h"

struct markdown_walk {
	struct sink *out;
	enum lang lang;
	size_t link; /* where the words of the open link began */
};

static void
break_line(struct sink *out)
{
	if (out->buf.len && out->buf.data[out->buf.len - 1] != '\n')
		sink_puts(out, "\n");
}

static int
item_number(cmark_node *item)
{
	int n = cmark_node_get_list_start(cmark_node_parent(item));

	while ((item = cmark_node_previous(item)) != NULL)
		n++;
	return n;
}

static void
put_number(struct sink *out, int n)
{
	char text[16];

	fixed_format(text, sizeof(text), "%d. ", n);
	sink_puts(out, text);
}

static void
markdown_enter_item(struct markdown_walk *w, cmark_node *item)
{
	cmark_node *list = cmark_node_parent(item);

	break_line(w->out);
	if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST)
		put_number(w->out, item_number(item));
	else
		sink_puts(w->out, w->lang == LANG_ZH ? "●" : "- ");
}

static bool
is_first_in_item(cmark_node *node)
{
	cmark_node *parent = cmark_node_parent(node);

	return parent && cmark_node_get_type(parent) == CMARK_NODE_ITEM &&
		!cmark_node_previous(node);
}

static void
markdown_enter(struct markdown_walk *w, cmark_node *node)
{
	int type = (int)cmark_node_get_type(node);
	const char *literal = cmark_node_get_literal(node);

	if (type == CMARK_NODE_ITEM)
		markdown_enter_item(w, node);
	else if (type == CMARK_NODE_LINK)
		w->link = w->out->buf.len;
	else if (type == CMARK_NODE_SOFTBREAK)
		sink_puts(w->out, w->lang == LANG_ZH ? "" : " ");
	else if (type == CMARK_NODE_LINEBREAK)
		break_line(w->out);
	else if (type >= CMARK_NODE_FIRST_BLOCK &&
		type <= CMARK_NODE_LAST_BLOCK && !is_first_in_item(node))
		break_line(w->out);
	if (literal)
		sink_puts(w->out, literal);
}

static void
markdown_leave(struct markdown_walk *w, cmark_node *node)
{
	const char *url;

	if (cmark_node_get_type(node) != CMARK_NODE_LINK)
		return;
	url = cmark_node_get_url(node);
	if (url && strcmp(w->out->buf.data + w->link, url) != 0) {
		sink_puts(w->out, w->out->buf.len > w->link ? " " : "");
		sink_puts(w->out, url);
	}
}

void
markdown_plain(struct sink *out, const char *markdown, enum lang lang)
{
	struct markdown_walk w = { out, lang, 0 };
	cmark_node *root = cmark_parse_document(
		markdown, strlen(markdown), CMARK_OPT_DEFAULT);
	cmark_iter *it = cmark_iter_new(root);
	cmark_event_type event;

	while ((event = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		if (event == CMARK_EVENT_ENTER)
			markdown_enter(&w, cmark_iter_get_node(it));
		else
			markdown_leave(&w, cmark_iter_get_node(it));
	}
	cmark_iter_free(it);
	cmark_node_free(root);
	while (out->buf.len && out->buf.data[out->buf.len - 1] == '\n')
		out->buf.data[--out->buf.len] = '\0';
}

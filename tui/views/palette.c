/*
 * Find a command or a place by its name. Lists what the view below can do,
 * then what works everywhere; an incident's or message's id leads there.
 * Choosing one is the same as pressing its key.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "tui/frame.h"
#include "tui/i18n.h"
#include "tui/list.h"
#include "tui/view.h"

enum { QUERY_MAX = 200, FOUND_MAX = REQ_COUNT + 1 };

struct palette {
	struct view v;
	struct editor query;
	struct list list;
	enum request found[FOUND_MAX]; /* REQ_NONE: go to the typed id */
	int count;
};

static const struct view *
below(const struct palette *p)
{
	const struct desk *d = p->v.desk;

	for (int i = d->depth - 1; i > 0; i--)
		if (d->stack[i] == &p->v)
			return d->stack[i - 1];
	return d->stack[0];
}

static bool
holds(const char *text, const char *part)
{
	size_t n = strlen(part);

	for (; *text; text++)
		if (strncasecmp(text, part, n) == 0)
			return true;
	return n == 0;
}

static bool
matches(enum request request, const char *query)
{
	const struct request_row *row = request_row(request);

	return holds(row->word, query) || holds(_(row->name), query) ||
		holds(_(row->help), query);
}

static bool
is_id(const char *query)
{
	size_t n = strlen(query);
	const char *s = *query == 'D' || *query == 'd' ? query + 1 : query;

	return n >= 9 && isdigit((unsigned char)s[0]) && s[4] == '-';
}

static bool
is_found(const struct palette *p, enum request request)
{
	for (int i = 0; i < p->count; i++)
		if (p->found[i] == request)
			return true;
	return false;
}

/* Moving and editing are for fingers, not for a list of commands. */
static bool
is_command(enum request request)
{
	return request >= REQ_HELP &&
		!(request >= REQ_EDIT_NEWLINE && request <= REQ_EDIT_REDO) &&
		request != REQ_PALETTE && request != REQ_NEXT_FIELD;
}

static void
add(struct palette *p, enum request request)
{
	if (is_command(request) && !is_found(p, request) &&
		matches(request, editor_text(&p->query)))
		p->found[p->count++] = request;
}

static void
search(struct palette *p)
{
	static const enum request always[] = { REQ_BOARD, REQ_OPEN, REQ_WALK,
		REQ_COMPOSE, REQ_REVIEW, REQ_RELEASE, REQ_DELIVERIES,
		REQ_LEDGER, REQ_REPLAY, REQ_HELP, REQ_LANGUAGE, REQ_REDRAW,
		REQ_QUIT };
	const struct key_row *rows;
	size_t count;

	p->count = 0;
	if (is_id(editor_text(&p->query)))
		p->found[p->count++] = REQ_NONE;
	rows = keys_table(&count);
	for (size_t i = 0; i < count; i++)
		if (rows[i].context == below(p)->ops->context)
			add(p, rows[i].request);
	for (size_t i = 0; i < sizeof(always) / sizeof(always[0]); i++)
		add(p, always[i]);
	list_count(&p->list, p->count);
}

static void
palette_open(struct view *v)
{
	struct palette *p = (struct palette *)v;

	editor_init(&p->query, QUERY_MAX, true);
	search(p);
}

static void
palette_close(struct view *v)
{
	editor_release(&((struct palette *)v)->query);
}

static void
draw_found(struct palette *p, struct area a, int row, int i)
{
	enum request request = p->found[i];
	const struct request_row *r = request_row(request);
	char key[KEY_NAME] = "";
	int col, k;

	if (request == REQ_NONE) {
		(void)area_printf(a, row, 2, STYLE_STRONG, _("go to %s"),
			editor_text(&p->query));
		list_mark(&p->list, a, row, i);
		return;
	}
	k = keys_of(below(p)->ops->context, request);
	if (k != 0)
		key_format(key, k);
	col = area_column(a, row, 2, 6, STYLE_KEY, key);
	col = area_column(a, row, col + 1, 18, STYLE_STRONG, _(r->name));
	col = area_column(a, row, col + 1, 16, STYLE_DIM, r->word);
	(void)area_column(
		a, row, col + 1, a.cols - col - 2, STYLE_TEXT, _(r->help));
	if (i == p->list.at)
		(void)area_put(a, row, 0, STYLE_STRONG, ">");
}

static void
palette_draw(struct view *v, struct area a)
{
	struct palette *p = (struct palette *)v;
	int row = 2, first, col;

	col = area_put(a, 0, 1, STYLE_STRONG, _("Command or id:"));
	editor_draw(&p->query, area_sub(a, 0, col + 1, 1, a.cols - col - 3),
		STYLE_FIELD, true);
	if (p->count == 0)
		(void)area_put(a, row, 2, STYLE_DIM,
			_("Nothing is called that. Esc leaves."));
	first = list_scroll(&p->list, a.rows - row);
	for (int i = first; i < p->count && row < a.rows; i++)
		draw_found(p, a, row++, i);
	area_cursor(a, 0, col + 1 + cluster_width(editor_text(&p->query)));
}

static void
go(struct palette *p)
{
	struct desk *d = p->v.desk;
	enum request request;
	char id[VIEW_ID];

	if (p->count == 0)
		return;
	request = p->found[p->list.at];
	(void)snprintf(id, sizeof(id), "%s", editor_text(&p->query));
	for (char *s = id; *s; s++)
		*s = (char)toupper((unsigned char)*s);
	desk_back(d); /* p is gone from here on */
	if (request == REQ_NONE)
		desk_open(d, strchr(id, '/') ? "review" : "walk", id);
	else
		desk_request(d, request);
}

static bool
palette_request(struct view *v, enum request request)
{
	struct palette *p = (struct palette *)v;
	bool changed = false;

	if (request == REQ_CHOOSE || request == REQ_EDIT_NEWLINE) {
		go(p);
		return true;
	}
	if (request == REQ_UP || request == REQ_DOWN ||
		request == REQ_PAGE_UP || request == REQ_PAGE_DOWN)
		return list_request(&p->list, request);
	if (!editor_request(&p->query, request, &changed))
		return false;
	if (changed)
		search(p);
	return true;
}

static bool
palette_typing(const struct view *v)
{
	(void)v;
	return true;
}

static void
palette_input(struct view *v, const struct input *in)
{
	struct palette *p = (struct palette *)v;
	bool changed = false;

	(void)editor_input(&p->query, in, &changed);
	p->list.at = 0;
	search(p);
}

static void
palette_reply(struct view *v, const struct reply *r)
{
	(void)v;
	(void)r;
}

const struct view_ops palette_view = {
	.name = "commands",
	.title = N_("Commands"),
	.context = IN_PALETTE,
	.size = sizeof(struct palette),
	.open = palette_open,
	.close = palette_close,
	.draw = palette_draw,
	.request = palette_request,
	.typing = palette_typing,
	.input = palette_input,
	.reply = palette_reply,
};

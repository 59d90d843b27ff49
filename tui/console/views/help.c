/*
 * What every key does in the view below, printed from the table of keys.
 */
#include <string.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "crier/delivery.h"
#include "tui/console/border.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/console/list.h"
#include "tui/console/possible.h"
#include "tui/console/stack.h"
#include "tui/console/views.h"

struct help {
	struct view v; /* id: the name of the view that is explained */
	struct list list;
};

/* The view that is explained. */
static const struct view_ops *
explained(const struct view *help)
{
	const struct view_ops *ops = view_ops_find(help->app->views, help->id);

	return ops ? ops : help->app->views[0];
}

/* Parts of the page, in this order. */
static const struct {
	enum context context; /* IN_ANY in the first: the view's own */
	const char *title;
} parts[] = { { IN_ANY, N_("In this view") },
	{ IN_READING, N_("Where letters are keys") },
	{ IN_TYPING, N_("Where you type a text") },
	{ IN_ANY, N_("Everywhere") } };

enum { PARTS = sizeof(parts) / sizeof(parts[0]) };

/* The view that is explained, below this one. */
static const struct view *
explained_view(const struct view *help)
{
	const struct app *app = help->app;

	for (int n = app->depth - 1; n >= 0; n--)
		if (app->stack[n]->ops == explained(help))
			return app->stack[n];
	return help;
}

/* Its name, its word or what it does holds what is looked for. */
static bool
help_has(const struct view *help, const struct key_row *row)
{
	const struct request_row *r = request_row(row->request);
	char name[KEY_NAME];

	key_format(name, row->key);
	return *sieve_text(help) == '\0' ||
		strcmp(name, sieve_text(help)) == 0 ||
		sieve_finds(help, r->word) || sieve_finds(help, _(r->name)) ||
		sieve_finds(help, _(r->help));
}

/* The signs that stand before rows, on all screens. */
static const struct {
	const char *sign, *means;
} signs[] = {
	{ "!", N_("late, wrong or not said yet: a person has to act") },
	{ "-", N_("a drill") },
	{ "^", N_("new since you looked last") },
	{ "*", N_("must be filled in, and is empty") },
	{ "+", N_("filled in") },
	{ "=", N_("as it was told before") },
	{ "~", N_("not verified") },
	{ "?", N_("a figure that is being verified") },
	{ ">", N_("the row that a key acts on") },
	{ "[x]", N_("done, or verified") },
	{ "[-]", N_("begun") },
	{ "[ ]", N_("not begun, or not verified") },
	{ "[!]", N_("late, or sent back") },
	{ "DEMO",
		N_("a demo station: an actual incident runs as in earnest "
		   "there, and nothing leaves this machine") },
};

/* One sign, if it is looked for; the heading before the first of them. */
static int
draw_sign(struct help *h, struct area a, int line, const char *title,
	const char *sign, const char *means, bool *any)
{
	int row = line - h->list.top;

	if (*sieve_text(&h->v) && !sieve_finds(&h->v, means))
		return line;
	if (!*any && row >= 0)
		(void)border_rule(a, row, title);
	row += !*any;
	line += !*any;
	*any = true;
	(void)area_column(a, row, 1, 8, STYLE_KEY, sign);
	(void)area_column(a, row, 10, a.cols - 10, STYLE_TEXT, means);
	return line + 1;
}

static int
help_draw_signs(struct help *h, struct area a, int line)
{
	bool any = false;

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		line = draw_sign(h, a, line, _("Signs"), signs[i].sign,
			_(signs[i].means), &any);
	any = false;
	for (int i = 0; i < DELIVERY_STATES; i++) {
		const char *word = delivery_row((enum delivery_state)i)->word;

		line = draw_sign(h, a, line, _("Signs of deliveries"),
			say_delivery_sign(word),
			say_delivery(word, h->v.app->lang), &any);
	}
	return line;
}

/* What the key does; of one that would be refused also why, and who could. */
static void
help_draw_key(const struct view *of, struct area a, int line,
	const struct key_row *row)
{
	char name[KEY_NAME], why[APP_SAY], text[APP_SAY + SAY];

	key_format(name, row->key);
	if (possible_why(why, sizeof(why), of, row)) {
		(void)area_column(a, line, 1, 8, STYLE_DIM, name);
		fixed_cut_format(text, sizeof(text), _("%s, not now: %s"),
			_(request_row(row->request)->name), why);
		(void)area_column(a, line, 10, a.cols - 10, STYLE_DIM, text);
		return;
	}
	(void)area_column(a, line, 1, 8, STYLE_KEY, name);
	(void)area_column(a, line, 10, a.cols - 10, STYLE_TEXT,
		_(request_row(row->request)->help));
}

/* ---- what is urgent ---- */

/* What ends or mends a wrong text: it stands first, wherever one is. */
static const enum request urgent[] = { REQ_HALT, REQ_WITHDRAW, REQ_CORRECT };

enum { URGENT = sizeof(urgent) / sizeof(urgent[0]) };

static bool
is_urgent(enum request request)
{
	for (int i = 0; i < URGENT; i++)
		if (urgent[i] == request)
			return true;
	return false;
}

/* Its key here; of a screen that has none, the incident's. */
static const struct key_row *
urgent_key(enum context context, enum request request)
{
	const struct key_row *rows, *elsewhere = NULL;
	size_t count;

	rows = keys_table(&count);
	for (size_t i = 0; i < count; i++) {
		if (rows[i].request != request)
			continue;
		if (rows[i].context == context)
			return &rows[i];
		if (rows[i].context == IN_WALK)
			elsewhere = &rows[i];
	}
	return elsewhere;
}

/* Whether what is fired here reaches anybody. */
static const char *
help_mode(const struct view *of)
{
	if (strcmp(of->mode, "drill") == 0)
		return _("This is a DRILL: nothing goes out.");
	if (*of->mode == '\0')
		return "";
	return of->app->demo ? _("This is a DEMO: nothing leaves this machine.")
			     : _("This is ACTUAL: what is fired is seen by the "
				 "public.");
}

static int
draw_urgent_key(struct help *h, const struct view *of, struct area a, int line,
	enum request request)
{
	const struct key_row *row =
		urgent_key(explained(&h->v)->context, request);
	char name[KEY_NAME], text[SAY * 2];

	if (row == NULL || !help_has(&h->v, row))
		return line;
	if (row->context == explained(&h->v)->context) {
		help_draw_key(of, a, line - h->list.top, row);
		return line + 1;
	}
	key_format(name, row->key);
	fixed_cut_format(text, sizeof(text), _("at the incident: %s"),
		_(request_row(request)->help));
	(void)area_column(a, line - h->list.top, 1, 8, STYLE_KEY, name);
	(void)area_column(
		a, line - h->list.top, 10, a.cols - 10, STYLE_TEXT, text);
	return line + 1;
}

static int
help_draw_urgent(struct help *h, struct area a)
{
	const struct view *of = explained_view(&h->v);
	const char *mode = help_mode(of);
	int line = 1;

	if (h->list.top == 0)
		(void)border_rule(a, 0, _("When it is urgent"));
	if (*mode && *sieve_text(&h->v) == '\0')
		(void)area_column(a, line++ - h->list.top, 1, a.cols - 1,
			border_of(of->mode, of->app->demo)->style, mode);
	for (int i = 0; i < URGENT; i++)
		line = draw_urgent_key(h, of, a, line, urgent[i]);
	return line;
}

/* Draws line by line from list.top on; returns how many lines there are. */
static int
help_draw_lines(struct help *h, struct area a)
{
	const struct key_row *rows;
	size_t count;
	int line = help_draw_urgent(h, a);
	const struct view *of = explained_view(&h->v);
	enum context context;

	rows = keys_table(&count);
	for (size_t p = 0; p < PARTS; p++) {
		context = p == 0 ? explained(&h->v)->context : parts[p].context;
		if (line >= h->list.top)
			(void)border_rule(
				a, line - h->list.top, _(parts[p].title));
		line++;
		for (size_t i = 0; i < count; i++) {
			if (rows[i].context != context ||
				is_urgent(rows[i].request) ||
				!help_has(&h->v, &rows[i]))
				continue;
			help_draw_key(of, a, line - h->list.top, &rows[i]);
			line++;
		}
	}
	return help_draw_signs(h, a, line);
}

static void
help_open(struct view *v)
{
	fixed_cut(v->subject, sizeof(v->subject), _(explained(v)->title));
}

static void
help_close(struct view *v)
{
	(void)v;
}

static void
help_draw(struct view *v, struct area a)
{
	struct help *h = (struct help *)v;
	struct area in = area_sub(a, 0, 1, -1, a.cols - 2);
	int lines = help_draw_lines(h, area_sub(in, 0, 0, 0, -1));

	h->list.shown = a.rows;
	list_count(&h->list, lines - a.rows + 1);
	h->list.top = h->list.at;
	(void)help_draw_lines(h, in);
	area_cursor(in, 0, 0);
}

static bool
help_request(struct view *v, enum request request)
{
	struct help *h = (struct help *)v;

	if (request == REQ_HELP || request == REQ_CHOOSE)
		app_back(v->app);
	else
		return list_request(&h->list, request);
	return true;
}

static void
help_reply(struct view *v, const struct reply *r)
{
	(void)v;
	(void)r;
}

static void
help_sift(struct view *v)
{
	((struct help *)v)->list.at = 0;
}

const struct view_ops help_view = {
	.name = "help",
	.title = N_("Help"),
	.context = IN_HELP,
	.size = sizeof(struct help),
	.open = help_open,
	.close = help_close,
	.draw = help_draw,
	.request = help_request,
	.sift = help_sift,
	.reply = help_reply,
};

/*
 * The board: what waits for me, what waits for others, the open incidents,
 * and what is wrong. The first thing an officer sees.
 */
#include <stddef.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/pages/cluster.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/console/list.h"
#include "tui/console/news.h"
#include "tui/pages/say.h"
#include "tui/console/status.h"
#include "tui/console/views.h"
#include "tui/console/views/behind.h"
#include "tui/console/views/desk.h"
#include "tui/console/views/desk_list.h"
#include "tui/pages/typed.h"
#include "tui/pages/waits.h"

/* What a screen shows comes first, all that one answer holds when the officer
 * goes further. */
enum {
	TAG_INCIDENTS = 1,
	TAG_TIME,
	TAG_PROVE,
	ROWS_FIRST = 20,
	ROWS = 200,
	SIGN_NEW = 2, /* the column between the sign and the time */
	FEW = 9
};

struct board {
	struct view v;
	json_t *answer; /* of incident.list */
	json_t *rows; /* all lines in order, {is, …}: see compile */
	struct list list;
	bool chosen; /* the officer has moved the cursor */
	struct beside beside;
	bool wide, both; /* at the last drawing: what is beside the lists */
	bool again; /* something else was typed while an answer was awaited */
	int end; /* of the rows, the first that had no room at the last drawing */
	bool more; /* the first page is shown, the whole list is asked for */
};

/* Is all of it wanted? */
static bool
board_goes_on(const struct board *b)
{
	return b->chosen || *sieve_text(&b->v);
}

/* Then the nearest deadlines of all stand there, not of the newest. */
static bool
board_sees_incidents(const struct board *b)
{
	return board_goes_on(b) ||
		doc_int(b->v.app->status, "mine") < b->list.top + b->list.shown;
}

static int
board_waits(const struct view *v)
{
	const struct board *b = (const struct board *)v;

	if (b == NULL)
		return ROWS_FIRST;
	if (board_goes_on(b) || b->list.shown >= ROWS)
		return 0;
	return b->list.shown > ROWS_FIRST ? b->list.shown : ROWS_FIRST;
}

static void
board_ask(struct board *b)
{
	json_t *fields = json_object();

	if (*sieve_text(&b->v)) /* any incident there ever was */
		doc_put_str(fields, "filter", sieve_text(&b->v));
	else
		doc_put_str(fields, "state", "open");
	b->more = board_sees_incidents(b);
	doc_put_int(fields, "limit", b->more ? ROWS : ROWS_FIRST);
	app_ask(b->v.app, &b->v, TAG_INCIDENTS, "incident.list", fields);
}

/* A part of the list, of which `total` are known: as many as are listed. */
static void
board_add(const struct board *b, json_t *from, const char *is, int64_t total)
{
	int64_t have = (int64_t)json_array_size(from);

	desk_add_rows(b->rows, from, is);
	if (*sieve_text(&b->v) == '\0')
		desk_add_unread(
			b->rows, (total < ROWS ? total : ROWS) - have, is);
}

/*
 * One list of everything that the cursor can stand on. It stays on the row
 * that was chosen; while none was, on what is to be done first.
 */
static void
board_compile(struct board *b)
{
	const struct app *app = b->v.app;
	const json_t *waits = json_object_get(app->status, "waits");
	json_t *mine = json_array(), *theirs = json_array(), *wait;
	json_t *incidents =
		desk_incidents(app, json_object_get(b->answer, "rows"));
	json_t *old = json_incref(list_row(&b->list, b->rows));
	size_t i;

	json_array_foreach(waits, i, wait)
	{
		if (sieve_finds_in(&b->v, wait))
			(void)json_array_append(
				doc_bool(wait, "mine") ? mine : theirs, wait);
	}
	desk_late_first(app, mine);
	json_decref(b->rows);
	b->rows = json_array();
	board_add(b, mine, "mine", doc_int(app->status, "mine"));
	board_add(b, incidents, "incident", doc_int(b->answer, "total"));
	board_add(b, theirs, "theirs", status_others(app));
	list_count(&b->list, (int)json_array_size(b->rows));
	if (!b->chosen && b->list.count > 0)
		b->list.at = 0;
	json_array_foreach(b->rows, i, wait)
	{
		if (old && b->chosen && !desk_is_unread(old) &&
			strcmp(doc_str(wait, "is"), doc_str(old, "is")) == 0 &&
			strcmp(doc_str(wait, "id"), doc_str(old, "id")) == 0 &&
			desk_is_same_wait(wait, old))
			b->list.at = (int)i;
	}
	sieve_tell(&b->v,
		(long long)(json_array_size(mine) + json_array_size(theirs)) +
			doc_int(b->answer, "total"));
	json_decref(mine);
	json_decref(incidents);
	json_decref(theirs);
	json_decref(old);
}

/* The station looks through the incidents; one question at a time. */
static void
board_sift(struct view *v)
{
	struct board *b = (struct board *)v;

	b->again = app_waits(v->app, v, TAG_INCIDENTS);
	if (!b->again)
		board_ask(b);
	b->chosen = false;
	board_compile(b);
}

static void
board_open(struct view *v)
{
	struct board *b = (struct board *)v;

	b->rows = json_array();
	fixed_cut(v->subject, sizeof(v->subject), v->app->unit);
	board_ask(b);
}

static void
board_close(struct view *v)
{
	struct board *b = (struct board *)v;

	json_decref(b->answer);
	json_decref(b->rows);
	beside_release(&b->beside);
}

/* Asks for the whole list once it is seen. */
static void
board_go_on(struct board *b)
{
	if (!b->more && *doc_str(b->answer, "next") &&
		board_sees_incidents(b) &&
		!app_waits(b->v.app, &b->v, TAG_INCIDENTS))
		board_ask(b);
}

static void
board_reply(struct view *v, const struct reply *r)
{
	struct board *b = (struct board *)v;
	bool first;

	if (r->tag >= DESK_TAG && r->tag < DESK_TAGS) {
		beside_reply(&b->beside, r);
		return;
	}
	if (!r->ok) {
		app_refused(v->app, r);
		return;
	}
	if (r->tag == TAG_TIME) {
		dialog_close(v->app);
		app_say(v->app, STYLE_GOOD, "%s", _("The time is confirmed."));
		return;
	}
	if (r->tag == TAG_PROVE) {
		app_greet_again(v->app);
		app_say(v->app, STYLE_GOOD, "%s",
			_("Your key is proven: it signs from now on."));
		return;
	}
	first = b->answer == NULL;
	/* at the top, not at the row that stood there: nobody chose it yet */
	if ((first || b->more) && b->list.at == 0)
		b->list.at = -1;
	view_keep(&b->answer, r->doc);
	news_take_incidents(v->app, json_object_get(r->doc, "rows"));
	board_compile(b);
	if (b->again)
		board_sift(v);
	board_go_on(b);
}

static void
board_changed(struct view *v, const char *what, const char *key)
{
	struct board *b = (struct board *)v;

	(void)key;
	if (strcmp(what, "status") == 0) {
		board_compile(b);
		board_go_on(b);
		return;
	}
	board_ask(b);
	if (b->beside.row &&
		strncmp(doc_str(b->beside.row, "message"), key, strlen(key)) ==
			0)
		beside_release(&b->beside); /* and is read anew */
}

/* What stood on the screen was looked at; an incident's news are read there. */
static void
board_left(struct view *v)
{
	struct board *b = (struct board *)v;
	json_t *seen = json_array();
	bool all = v->app->status != NULL;

	for (int i = 0; i < b->list.count; i++) {
		json_t *row = json_array_get(b->rows, (size_t)i);

		if (strcmp(doc_str(row, "is"), "mine") != 0)
			continue;
		all = all && !desk_is_unread(row);
		if (!desk_is_unread(row) && i >= b->list.top && i < b->end)
			(void)json_array_append(seen, row);
	}
	if (*sieve_text(v) == '\0')
		news_left_board(v->app, seen, all);
	json_decref(seen);
}

/* ---- drawing ----------------------------------------------------------- */

/* At the right of a heading: what is new and late, what has scrolled away. */
static void
draw_note(struct area a, int row, int above, int late, int fresh)
{
	char note[SAY] = "";

	if (fresh > 0)
		fixed_cut_format(note, sizeof(note),
			say_n(" ^ %d new ", " ^ %d new ", fresh), fresh);
	if (late > 0)
		fixed_cut_format(note + strlen(note),
			sizeof(note) - strlen(note),
			say_n(" ! %d late ", " ! %d late ", late), late);
	if (above > 0)
		fixed_cut_format(note + strlen(note),
			sizeof(note) - strlen(note),
			say_n(" %d more above ", " %d more above ", above),
			above);
	(void)area_put(a, row, a.cols - 3 - cluster_width(note),
		late ? STYLE_BAD : STYLE_DIM, note);
}

/* Heading for a part, empty parts with a word of their own. */
static int
draw_heading(struct board *b, struct area a, int row, const char *is)
{
	static const struct {
		const char *is, *title, *none;
	} parts[] = { { "mine", N_("Waiting for me"),
			      N_("Nothing waits for you.") },
		{ "incident", N_("Open incidents, by their next deadline"),
			N_("None. n opens one from a playbook.") },
		{ "theirs", N_("Waiting for others"), "" },
		{ "", N_("Incidents found, also closed ones"),
			N_("No incident is called that.") } };
	json_t *line;
	size_t i, p = 0;
	long long count = 0, total;
	int above = 0, late = 0, fresh = 0;
	char title[SAY];

	json_array_foreach(b->rows, i, line)
	{
		if (strcmp(doc_str(line, "is"), is) != 0)
			continue;
		count++;
		above += (int)i < b->list.top;
		late += desk_is_late_row(b->v.app, line);
		fresh += desk_is_new(b->v.app, line);
	}
	if (*sieve_text(&b->v) == '\0' && strcmp(is, "incident") != 0)
		late = status_late(b->v.app, strcmp(is, "mine") == 0);
	while (strcmp(parts[p].is, is) != 0)
		p++;
	if (count == 0 && *parts[p].none == '\0')
		return row;
	if (*sieve_text(&b->v) && strcmp(is, "incident") == 0)
		p = sizeof(parts) / sizeof(parts[0]) - 1;
	total = strcmp(is, "incident") == 0 ? doc_int(b->answer, "total")
					    : count;
	if (total > FEW) /* more than one sees at a glance */
		fixed_cut_format(title, sizeof(title), "%s (%lld)",
			_(parts[p].title), total);
	else
		fixed_cut(title, sizeof(title), _(parts[p].title));
	row = border_rule(area_sub(a, 0, 1, -1, a.cols - 2), row, title);
	draw_note(a, row - 1, above, late, fresh);
	if (count == 0 && b->answer)
		(void)area_put(a, row++, 2, STYLE_DIM, _(parts[p].none));
	else if (count == 0)
		(void)area_put(a, row++, 2, STYLE_DIM, _("Loading …"));
	return row;
}

static int
row_height(const json_t *row)
{
	return desk_wait_rows(row);
}

/* What all lists would take. */
static int
board_rows(const struct board *b)
{
	bool mine = false, incident = false, theirs = false;
	int rows = 2; /* headings */
	size_t n;
	json_t *row;

	json_array_foreach(b->rows, n, row)
	{
		rows += row_height(row);
		mine |= strcmp(doc_str(row, "is"), "mine") == 0;
		incident |= strcmp(doc_str(row, "is"), "incident") == 0;
		theirs |= strcmp(doc_str(row, "is"), "theirs") == 0;
	}
	return rows + !mine + !incident + theirs; /* a word for an empty one */
}

static void
draw_more(struct area a, int more)
{
	area_fill(a, a.rows - 1, 0, a.cols, STYLE_TEXT, " ");
	(void)area_printf(a, a.rows - 1, 2, STYLE_DIM,
		say_n("%d more below", "%d more below", more), more);
}

static void
board_draw_row(const struct board *b, struct area a, int row, int i)
{
	const json_t *line = json_array_get(b->rows, (size_t)i);

	if (desk_is_unread(line))
		(void)area_put(a, row, 2, STYLE_DIM, "…");
	else if (strcmp(doc_str(line, "is"), "incident") == 0)
		desk_draw_incident(b->v.app, a, row, line);
	else
		desk_draw_wait(b->v.app, a, row, line);
	if (desk_is_new(b->v.app, line))
		(void)area_put(a, row, SIGN_NEW, STYLE_STRONG, "^");
	list_mark(&b->list, a, row, i);
}

/* The lines of a part from *i on; false if there is no room for one. */
static bool
board_draw_part(
	const struct board *b, struct area a, int *row, int *i, const char *is)
{
	for (; *i < b->list.count; (*i)++) {
		const json_t *line = json_array_get(b->rows, (size_t)*i);
		int more = b->list.count - *i, height = row_height(line);

		if (strcmp(doc_str(line, "is"), is) != 0)
			break;
		if (*row + height > a.rows - (more > 1)) {
			draw_more(a, more);
			return false;
		}
		board_draw_row(b, a, *row, *i);
		*row += height;
	}
	return true;
}

/* Draws lines from b->list.top on; false if the chosen one did not fit. */
static bool
draw_lines(struct board *b, struct area a)
{
	static const char *const parts[] = { "mine", "incident", "theirs" };
	int row = 0, i = b->list.top;
	bool fits = true;

	for (size_t p = 0; fits && p < 3; p++) {
		row = draw_heading(b, a, row, parts[p]);
		fits = board_draw_part(b, a, &row, &i, parts[p]);
	}
	b->end = i;
	return fits || b->list.at < i;
}

static void
clear(struct area a)
{
	for (int row = 0; row < a.rows; row++)
		area_fill(a, row, 0, a.cols, STYLE_TEXT, " ");
}

/* The pane and the line before it; the area that is left for the lists. */
static struct area
draw_beside(struct board *b, struct area a)
{
	int list = a.cols >= DESK_BOTH ? a.cols * 54 / 100 : DESK_LIST;
	struct area pane = area_sub(a, 0, list + 2, -1, -1);

	b->both = a.cols >= DESK_BOTH;
	b->wide = a.cols >= DESK_BESIDE;
	if (!b->wide)
		return a;
	for (int row = 0; row < a.rows; row++)
		(void)area_put(a, row, list, STYLE_DIM, "│");
	beside_draw(&b->beside, b->v.app, pane, b->v.app->officers);
	if (b->v.wake_at == 0 &&
		!beside_is_of(&b->beside, list_row(&b->list, b->rows)))
		app_wake(&b->v, LIST_REST_MS);
	return area_sub(a, 0, 0, -1, list);
}

static void
board_draw(struct view *v, struct area a)
{
	struct board *b = (struct board *)v;
	int foot;

	a = draw_beside(b, a);
	foot = desk_foot(v->app, a, v->app->officers, board_rows(b));
	a = area_sub(a, 0, 0, a.rows - foot, -1);
	b->list.shown = a.rows;
	if (b->list.at < b->list.top)
		b->list.top = b->list.at;
	if (b->list.at == 0)
		b->list.top = 0;
	while (!draw_lines(b, a)) {
		b->list.top++;
		clear(a);
	}
	board_go_on(b); /* more may be seen than was asked for */
}

/* The cursor rests: what is under it is read. */
static void
board_wake(struct view *v)
{
	struct board *b = (struct board *)v;
	const json_t *row = list_row(&b->list, b->rows);

	if (b->wide && !desk_is_unread(row) && !beside_is_of(&b->beside, row))
		beside_rest(&b->beside, v, row, b->both);
}

static void
board_choose(struct board *b, const json_t *row)
{
	const char *view, *id;

	if (row == NULL || desk_is_unread(row))
		return;
	if (strcmp(doc_str(row, "is"), "incident") == 0) {
		app_open(b->v.app, "walk", doc_str(row, "id"));
		return;
	}
	view = waits_view(&id, row);
	app_open(b->v.app, view, id);
}

/* What waits for me, wherever the cursor is: it never moves by itself. The
 * station puts what is wrong and out before everything else. */
static const json_t *
first_of_mine(const struct board *b)
{
	const json_t *first = json_array_get(b->rows, 0);

	return strcmp(doc_str(first, "is"), "mine") == 0 ? first : NULL;
}

static void
board_first(struct board *b)
{
	const json_t *first = first_of_mine(b);

	if (first == NULL)
		app_say(b->v.app, STYLE_DIM, "%s", _("Nothing waits for you."));
	board_choose(b, first);
}

static void
board_dialog(struct view *v, int tag, const json_t *values)
{
	app_act(v->app, v, tag, "clock.confirm", json_deep_copy(values));
}

static bool
board_request(struct view *v, enum request request)
{
	struct board *b = (struct board *)v;

	if (list_request(&b->list, request)) {
		b->chosen = true;
		board_go_on(b);
		if (b->wide)
			app_wake(v, LIST_REST_MS);
		return true;
	}
	if (request == REQ_CHOOSE)
		board_choose(b, list_row(&b->list, b->rows));
	else if (request == REQ_REVIEW)
		board_first(b);
	else if (request == REQ_CONFIRM_TIME)
		behind_ask(v, TAG_TIME);
	else if (request == REQ_PROVE_KEY)
		app_act_signed(
			b->v.app, &b->v, TAG_PROVE, "officer.prove", NULL);
	else
		return false;
	return true;
}

/* The foot names the key while it has something to say. */
static bool
board_lacks(const struct view *v, enum request request)
{
	const json_t *accounts = json_object_get(v->app->status, "accounts");

	return request == REQ_HEALTH &&
		doc_int(accounts, "ill") + doc_int(accounts, "warned") == 0;
}

const struct view_ops board_view = {
	.name = "board",
	.title = N_("Board"),
	.context = IN_BOARD,
	.opened_by = REQ_BOARD,
	.size = sizeof(struct board),
	.list = offsetof(struct board, list),
	.open = board_open,
	.close = board_close,
	.draw = board_draw,
	.request = board_request,
	.sift = board_sift,
	.lacks = board_lacks,
	.reply = board_reply,
	.dialog = board_dialog,
	.waits = board_waits,
	.changed = board_changed,
	.left = board_left,
	.wake = board_wake,
};

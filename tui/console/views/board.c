/*
 * The board: what waits for me, what waits for others, the open incidents,
 * and what is wrong. The first thing an officer sees.
 */
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "tui/console/border.h"
#include "tui/pages/cluster.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/console/list.h"
#include "tui/pages/roster.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"
#include "tui/console/views.h"
#include "tui/pages/proposals.h"
#include "tui/pages/typed.h"
#include "tui/pages/waits.h"

enum { ROSTERS_SHOWN = 2 };

/* What a tall screen shows comes first, all that one answer holds after it. */
enum {
	TAG_INCIDENTS = 1,
	TAG_TIME,
	TAG_PROVE,
	ROWS_FIRST = 50,
	ROWS = 200,
	FEW = 9
};

struct board {
	struct view v;
	json_t *answer; /* of incident.list */
	json_t *rows; /* all lines in order, {is, …}: see compile */
	struct list list;
	bool chosen; /* the officer has moved the cursor */
	bool more; /* the first page is shown, the whole list is asked for */
};

static void
board_ask(struct board *b)
{
	json_t *fields = json_object();

	doc_put_str(fields, "state", "open");
	doc_put_int(fields, "limit", b->answer ? ROWS : ROWS_FIRST);
	app_ask(b->v.app, &b->v, TAG_INCIDENTS, "incident.list", fields);
}

static void
add_rows(json_t *rows, const json_t *from, const char *is)
{
	size_t i;
	json_t *row, *copy;

	json_array_foreach(from, i, row)
	{
		copy = json_copy(row);
		doc_put_str(copy, "is", is);
		(void)json_array_append_new(rows, copy);
	}
}

/* What is real before every drill, then the nearest deadline. */
static int
board_by_need(const json_t *a, const json_t *b)
{
	bool drill_a = strcmp(doc_str(a, "mode"), "actual") != 0;
	bool drill_b = strcmp(doc_str(b, "mode"), "actual") != 0;
	int64_t x = doc_int(a, "due"), y = doc_int(b, "due");

	if (drill_a != drill_b)
		return drill_a - drill_b;
	if ((x == 0) != (y == 0))
		return (x == 0) - (y == 0);
	return (x > y) - (x < y);
}

/* Whether two rows are the same thing, also after its words have changed. */
static bool
is_same_wait(const json_t *a, const json_t *b)
{
	static const char *const keys[] = { "what", "message", "claim",
		"incident", "organ", "rule", "topic", "officer" };

	for (size_t n = 0; n < sizeof(keys) / sizeof(keys[0]); n++)
		if (strcmp(doc_str(a, keys[n]), doc_str(b, keys[n])) != 0)
			return false;
	return true;
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
	json_t *old = json_incref(list_row(&b->list, b->rows));
	size_t i;

	json_array_foreach(waits, i, wait)
	{
		(void)json_array_append(
			doc_bool(wait, "mine") ? mine : theirs, wait);
	}
	json_decref(b->rows);
	b->rows = json_array();
	add_rows(b->rows, mine, "mine");
	add_rows(b->rows, json_object_get(b->answer, "rows"), "incident");
	add_rows(b->rows, theirs, "theirs");
	list_count(&b->list, (int)json_array_size(b->rows));
	if (!b->chosen && b->list.count > 0)
		b->list.at = 0;
	json_array_foreach(b->rows, i, wait)
	{
		if (old && b->chosen &&
			strcmp(doc_str(wait, "is"), doc_str(old, "is")) == 0 &&
			strcmp(doc_str(wait, "id"), doc_str(old, "id")) == 0 &&
			is_same_wait(wait, old))
			b->list.at = (int)i;
	}
	json_decref(mine);
	json_decref(theirs);
	json_decref(old);
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
}

static void
board_reply(struct view *v, const struct reply *r)
{
	struct board *b = (struct board *)v;
	bool first;

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
	b->more = false;
	view_keep(&b->answer, r->doc);
	doc_sort(json_object_get(b->answer, "rows"), board_by_need);
	board_compile(b);
	b->more = first && *doc_str(b->answer, "next");
	if (b->more)
		board_ask(b);
}

static void
board_changed(struct view *v, const char *what, const char *key)
{
	(void)key;
	if (strcmp(what, "status") == 0)
		board_compile((struct board *)v);
	else
		board_ask((struct board *)v);
}

/* ---- drawing ----------------------------------------------------------- */

/* Who can be called, and where nobody can, what is lacking. */
static void
draw_people(const struct app *app, struct area a, int row, int col,
	const json_t *wait)
{
	const json_t *first =
		json_array_get(json_object_get(wait, "officers"), 0);
	char roles[SAY];

	if (first) {
		(void)area_printf(a, row, col, STYLE_TEXT, "%s  %s",
			doc_str(first, "name"), doc_str(first, "phone"));
		return;
	}
	say_words(roles, sizeof(roles), json_object_get(wait, "roles"), ", ",
		say_role, app->lang);
	(void)area_printf(a, row, col, STYLE_BAD, _("nobody is %s"), roles);
}

static enum style
wait_style(const struct app *app, const json_t *wait, bool mine)
{
	if (say_is_late(wait, app_now(app)))
		return STYLE_BAD;
	if (strcmp(doc_str(wait, "what"), "returned") == 0)
		return STYLE_WARN;
	return mine ? STYLE_STRONG : STYLE_TEXT;
}

static int
mode_width(const struct app *app)
{
	/* DEMO ACTUAL; 演示·实战 is no wider than a mode elsewhere */
	return app->demo && app->lang == LANG_EN ? 11 : 9;
}

static void
draw_wait(const struct app *app, struct area a, int row, const json_t *wait,
	bool mine)
{
	enum style style = wait_style(app, wait, mine);
	char text[WAITS_TEXT], due[SAY];
	int who,
		col = area_column(a, row, 2, mode_width(app), style,
			waits_mode(wait, app->demo));

	say_clock(due, doc_int(wait, "due"), app_now(app), app->zone);
	who = mine ? cluster_width(due) : 20;
	waits_text(text, wait, app->lang);
	col = area_column(a, row, col + 1, 14, style, waits_subject(wait));
	col = area_column(a, row, col + 1, 14, style,
		say_wait(wait, app_now(app), app->lang));
	col = area_column(
		a, row, col + 1, a.cols - col - 2 - who, STYLE_TEXT, text);
	if (mine)
		(void)area_put(a, row, col + 1,
			doc_int(wait, "due") < app_now(app) ? STYLE_BAD
							    : STYLE_TEXT,
			due);
	else
		draw_people(app, a, row, col + 1, wait);
}

/* An older station tells only how many messages there are. */
static const char *
newest_words(char count[SAY], const json_t *inc, enum lang lang)
{
	long long n = doc_int(inc, "messages");

	if (json_object_get(inc, "latest"))
		return say_latest(inc, lang);
	if (n == 0)
		return _("no message yet");
	fixed_cut_format(count, SAY, say_n("%lld msg", "%lld msgs", n), n);
	return count;
}

static void
draw_incident(const struct app *app, struct area a, int row, const json_t *inc)
{
	enum { STANDING_WIDTH = 18, DUE_WIDTH = 17 };
	const json_t *latest = json_object_get(inc, "latest");
	char due[SAY] = "", level[SAY] = "", count[SAY];
	int64_t at = doc_int(inc, "due");
	int col = area_column(a, row, 2, mode_width(app), STYLE_TEXT,
		say_mode(doc_str(inc, "mode"), app->demo));

	col = area_column(
		a, row, col + 1, 11, STYLE_STRONG, doc_str(inc, "id"));
	if (*doc_str(inc, "level"))
		fixed_cut(level, sizeof(level), doc_str(inc, "level"));
	col = area_column(a, row, col + 1, 3, STYLE_TEXT, level);
	col = area_column(a, row, col + 1,
		a.cols - col - 3 - STANDING_WIDTH - DUE_WIDTH, STYLE_TEXT,
		doc_str(inc, "title"));
	col = area_column(a, row, col + 1, STANDING_WIDTH,
		latest ? say_standing_style(latest) : STYLE_DIM,
		newest_words(count, inc, app->lang));
	if (at != 0) {
		say_countdown(due, at - app_now(app));
		(void)area_printf(a, row, col + 1, STYLE_TEXT, "%s", due);
	}
}

static void
draw_account(struct area a, int row, const json_t *account)
{
	(void)area_printf(a, row, 2, STYLE_BAD, _("! account %s (%s): %s"),
		doc_str(account, "name"), doc_str(account, "id"),
		doc_str(account, "detail"));
}

/* The first thing that nobody on duty can do, for up to two incidents. */
static int
draw_rosters(const struct app *app, struct area a, int row)
{
	const json_t *rosters = json_object_get(app->status, "roster");
	char text[600];

	for (size_t i = 0; i < ROSTERS_SHOWN && i < json_array_size(rosters);
		i++) {
		const json_t *r = json_array_get(rosters, i);

		if (!roster_missing(text, sizeof(text), r, 0, app->lang))
			continue;
		(void)area_printf(a, row++, 2, STYLE_BAD, "! %s %s",
			doc_str(r, "incident"), text);
	}
	return row;
}

enum { TOLD_SHOWN = 2 };

/* What the officer should know of the office itself; crier status has all. */
static int
draw_told(const struct app *app, struct area a, int row)
{
	const json_t *told = json_object_get(app->status, "told");
	size_t n = json_array_size(told);
	char text[PROPOSAL_TEXT];

	for (size_t i = 0; i < n && i < TOLD_SHOWN; i++) {
		proposal_told(text, json_array_get(told, i), app_now(app),
			app->zone, app->lang);
		(void)area_printf(a, row++, 2, STYLE_WARN, "! %s", text);
	}
	if (n > TOLD_SHOWN)
		(void)area_printf(a, row++, 2, STYLE_WARN,
			_("! %zu more about the office: crier status"),
			n - TOLD_SHOWN);
	return row;
}

static int
told_rows(const struct app *app)
{
	size_t n = json_array_size(json_object_get(app->status, "told"));

	return (int)(n > TOLD_SHOWN ? TOLD_SHOWN + 1 : n);
}

/* What is wrong, at the foot; returns how many rows it takes. */
static int
draw_faults(const struct app *app, struct area a)
{
	const json_t *accounts = json_object_get(app->status, "accounts");
	const json_t *failed = json_object_get(accounts, "failed");
	const json_t *relay = json_object_get(app->status, "relay");
	int n = (int)json_array_size(failed), rows = n > 3 ? 4 : n;
	bool no_relay = app->status && !doc_bool(relay, "actual");
	size_t short_of =
		json_array_size(json_object_get(app->status, "roster"));
	int row;

	rows += told_rows(app) + no_relay +
		(int)(short_of < ROSTERS_SHOWN ? short_of : ROSTERS_SHOWN);
	row = draw_told(app, a, a.rows - rows);
	row = draw_rosters(app, a, row);
	if (no_relay)
		(void)area_put(a, row++, 2, STYLE_WARN,
			_("! no relay for mode actual: drills only"));
	for (int i = 0; i < n && row < a.rows - (n > 3); i++)
		draw_account(a, row++, json_array_get(failed, (size_t)i));
	if (n > 3)
		(void)area_printf(a, row, 2, STYLE_BAD,
			_("! %d more accounts fail"), n - 3);
	return rows;
}

/* Heading for a part, empty parts with a word of their own. */
static int
draw_heading(struct board *b, struct area a, int row, const char *is)
{
	static const struct {
		const char *is, *title, *none;
	} parts[] = { { "mine", N_("Waiting for me"),
			      N_("Nothing waits for you.") },
		{ "incident", N_("Open incidents"),
			N_("None. n opens one from a playbook.") },
		{ "theirs", N_("Waiting for others"), "" } };
	json_t *line;
	size_t i, p = 0;
	long long count = 0, total;
	char title[SAY];

	json_array_foreach(b->rows, i, line)
	{
		count += strcmp(doc_str(line, "is"), is) == 0;
	}
	while (strcmp(parts[p].is, is) != 0)
		p++;
	if (count == 0 && *parts[p].none == '\0')
		return row;
	total = strcmp(is, "incident") == 0 ? doc_int(b->answer, "total")
					    : count;
	if (total > FEW) /* more than one sees at a glance */
		fixed_cut_format(title, sizeof(title), "%s (%lld)",
			_(parts[p].title), total);
	else
		fixed_cut(title, sizeof(title), _(parts[p].title));
	row = border_rule(area_sub(a, 0, 1, -1, a.cols - 2), row, title);
	if (count == 0 && b->answer)
		(void)area_put(a, row++, 2, STYLE_DIM, _(parts[p].none));
	else if (count == 0)
		(void)area_put(a, row++, 2, STYLE_DIM, _("Loading …"));
	return row;
}

/* Draws lines from b->list.top on; false if the chosen one did not fit. */
static bool
draw_lines(struct board *b, struct area a)
{
	static const char *const parts[] = { "mine", "incident", "theirs" };
	const struct app *app = b->v.app;
	int row = 0;
	bool seen = b->list.count == 0;
	size_t i;
	json_t *line;

	for (size_t p = 0; p < 3; p++) {
		row = draw_heading(b, a, row, parts[p]);
		json_array_foreach(b->rows, i, line)
		{
			if (strcmp(doc_str(line, "is"), parts[p]) != 0 ||
				(int)i < b->list.top)
				continue;
			if (row >= a.rows)
				return seen;
			if (p == 1)
				draw_incident(app, a, row, line);
			else
				draw_wait(app, a, row, line, p == 0);
			list_mark(&b->list, a, row, (int)i);
			seen = seen || (int)i == b->list.at;
			row++;
		}
	}
	return seen;
}

static void
clear(struct area a)
{
	for (int row = 0; row < a.rows; row++)
		area_fill(a, row, 0, a.cols, STYLE_TEXT, " ");
}

static void
board_draw(struct view *v, struct area a)
{
	struct board *b = (struct board *)v;
	int foot = draw_faults(v->app, a);

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
}

static void
board_choose(struct board *b, const json_t *row)
{
	const char *view, *id;

	if (row == NULL)
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

/* ---- the station's clock ---- */

static void
ask_time(struct board *b)
{
	const json_t *station = json_object_get(b->v.app->status, "station");
	struct dialog *g;
	char text[SAY];

	if (doc_int(station, "clock_behind") == 0) {
		app_say(b->v.app, STYLE_WARN, "%s",
			_("The station's clock is not behind its ledger."));
		return;
	}
	g = dialog_open(&b->v, TAG_TIME, _("Confirm the time"));
	say_clock_behind(
		text, doc_int(station, "clock_behind"), b->v.app->zone);
	dialog_note(g, STYLE_WARN, "%s", text);
	dialog_help(g, dialog_ask(g, ACT_CLOCK_CONFIRM, "time"));
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
		return true;
	}
	if (request == REQ_CHOOSE)
		board_choose(b, list_row(&b->list, b->rows));
	else if (request == REQ_REVIEW)
		board_choose(b, first_of_mine(b));
	else if (request == REQ_CONFIRM_TIME)
		ask_time(b);
	else if (request == REQ_PROVE_KEY)
		app_act_signed(
			b->v.app, &b->v, TAG_PROVE, "officer.prove", NULL);
	else
		return false;
	return true;
}

const struct view_ops board_view = {
	.name = "board",
	.title = N_("Board"),
	.context = IN_BOARD,
	.opened_by = REQ_BOARD,
	.size = sizeof(struct board),
	.open = board_open,
	.close = board_close,
	.draw = board_draw,
	.request = board_request,
	.reply = board_reply,
	.dialog = board_dialog,
	.changed = board_changed,
};

/*
 * The whole screen: around the view the rule with mode and title, the clock
 * that matters next, the message line and the key bar, over it the dialog.
 */
#include "tui/console/app.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/pages/cluster.h"
#include "tui/console/dialog.h"
#include "tui/console/due.h"
#include "tui/pages/i18n.h"
#include "tui/console/possible.h"
#include "tui/console/requests.h"
#include "tui/pages/say.h"
#include "tui/console/status.h"
#include "tui/console/view.h"
#include "tui/console/wrap.h"

enum { SAY_ROWS = 3, TALL = 40, WIDE = 120 };

/* How much waits for who sits here and how much of that is late; then late
 * reports inside the government, which are the whole office's: "3 for you
 * (1 late) ! 1 report late", "" nothing. */
static void
app_say_mine(char out[SAY], struct app *app, bool narrow)
{
	long n = (long)doc_int(app->status, "mine");
	int late = status_late(app, true), reports = due_late_reports(app);

	out[0] = '\0';
	if (n > 0 && late > 0 && !narrow)
		fixed_cut_format(out, SAY,
			say_n("%ld for you (%d late)", "%ld for you (%d late)",
				n),
			n, late);
	else if (n > 0)
		fixed_cut_format(
			out, SAY, say_n("%ld for you", "%ld for you", n), n);
	if (late + reports > 0 && narrow)
		fixed_cut_format(out + strlen(out), SAY - strlen(out), "!");
	else if (reports > 0)
		fixed_cut_format(out + strlen(out), SAY - strlen(out),
			say_n(" ! %d report late", " ! %d reports late",
				reports),
			reports);
}

/* ═══ 实战 ACTUAL ═══ Title  subject ════ 3 for you ══ officer ═══ */
static void
app_draw_top(struct app *app, struct area a, const struct border *b)
{
	const struct view *v = app_top(app);
	const char *subject = v->subject;
	const char *name =
		*app->officer_name ? app->officer_name : app->officer;
	char mine[SAY];
	int room, col = 3;

	if (a.cols < VIEW_NARROW && *v->id) /* which incident matters more */
		name = "";
	room = a.cols - (*name ? cluster_width(name) + 7 : 2);

	app_say_mine(mine, app, a.cols < VIEW_NARROW);
	if (*mine)
		room -= cluster_width(mine) + 4;

	area_fill(a, 0, 0, a.cols, b->style, b->rule);
	if (*b->word)
		col = area_printf(a, 0, col, b->style, " %s ", b->word) + 3;
	col = area_printf(a, 0, col, STYLE_STRONG, " %s ", _(v->ops->title));
	if (*subject && room - col > 4) {
		int width = cluster_width(subject);

		if (width > room - col - 1)
			width = room - col - 1;
		col = area_column(a, 0, col, width, STYLE_TEXT, subject);
		(void)area_put(a, 0, col, STYLE_TEXT, " ");
	}
	if (*mine)
		(void)area_printf(a, 0, room + 1, STYLE_STRONG, " %s ", mine);
	if (*name)
		(void)area_printf(a, 0, a.cols - cluster_width(name) - 5,
			STYLE_TEXT, " %s ", name);
}

const char *
app_record_fault(const json_t *record)
{
	if (*doc_str(record, "fault") == '\0')
		return "";
	return doc_bool(record, "of_library") ? _("! library not moved")
					      : _("! record stopped");
}

/* That it is so, and as much of the reason as a wide screen has room for: the
 * board's foot has more and `crier status` all. What is due must not go. */
static void
say_record_stopped(char out[SAY], int cols, const json_t *record)
{
	fixed_cut(out, SAY, app_record_fault(record));
	if (cols < WIDE)
		return;
	fixed_cut_format(out, SAY, "%s: %s", app_record_fault(record),
		doc_str(record, "fault"));
	out[cluster_fit(out, strlen(out), cols / 2)] = '\0';
}

/* What is wrong with the station, at the right; returns its columns. */
static int
app_draw_trouble(const struct app *app, struct area a)
{
	const json_t *record = json_object_get(app->status, "record");
	long long behind = (long long)doc_int(record, "behind");
	int64_t oldest = requests_oldest(app);
	int64_t silent = oldest ? app_now(app) - oldest : 0;
	char text[SAY] = "";
	int width;

	if (app->turned_away)
		fixed_cut(text, sizeof(text), _("! session ended by station"));
	else if (!app->online)
		fixed_cut(
			text, sizeof(text), _("! station away, trying again"));
	else if (silent >= APP_SILENT_MS)
		fixed_cut_format(text, sizeof(text),
			_("! station silent for %lld s"),
			(long long)(silent / 1000));
	else if (doc_int(json_object_get(app->status, "station"),
			 "clock_behind"))
		fixed_cut(text, sizeof(text), _("! clock behind the ledger"));
	else if (*doc_str(record, "fault"))
		say_record_stopped(text, a.cols, record);
	else if (behind > 0 && a.cols >= VIEW_NARROW)
		fixed_cut_format(
			text, sizeof(text), _("record %lld behind"), behind);
	if (*text == '\0')
		return 0;
	width = cluster_width(text) + 2;
	width = width > a.cols ? a.cols : width;
	(void)area_column(a, 0, a.cols - width + 1, width - 1,
		app->online && !app->turned_away && silent < APP_SILENT_MS
			? STYLE_WARN
			: STYLE_BAD,
		text);
	return width;
}

/* What is due, and at the right of it what is wrong with the station. */
static void
app_draw_clock(const struct app *app, struct area a)
{
	int room = a.cols - app_draw_trouble(app, a);

	if (room > 0)
		due_draw(app, area_sub(a, 0, 0, 1, room));
}

static int
bar_width(enum request request, int key)
{
	char name[KEY_NAME];

	key_format(name, key);
	return cluster_width(name) + 1 +
		cluster_width(_(request_row(request)->name));
}

/* Returns the column of the next, -1 if there is no room for this one. */
static int
bar_item(struct area a, int col, enum request request, int key)
{
	int width = bar_width(request, key);
	char name[KEY_NAME];

	if (col + width > a.cols)
		return -1;
	key_format(name, key);
	(void)area_put(a, 0, col, STYLE_KEY, name);
	(void)area_put(a, 0, col + cluster_width(name) + 1, STYLE_TEXT,
		_(request_row(request)->name));
	return col + width + 2;
}

/* What the keys do in the dialog, where one is in it. */
static void
app_draw_dialog_bar(struct area a, const struct dialog *g)
{
	struct dialog_key keys[DIALOG_KEYS];
	int count = dialog_keys(keys, g), col = 1;
	char name[KEY_NAME];

	for (int n = 0; n < count; n++) {
		key_format(name, keys[n].key);
		if (col + cluster_width(name) + cluster_width(keys[n].word) >=
			a.cols)
			return;
		col = area_put(a, 0, col, STYLE_KEY, name) + 1;
		col = area_put(a, 0, col, STYLE_TEXT, keys[n].word) + 2;
	}
}

static bool
is_in_bar(const struct app *app, const struct key_row *row)
{
	const struct view *v = app_top(app);

	return row->flags & KEY_MAY
		? possible_may(v, row)
		: (row->flags & KEY_BAR) && !possible_hides(v, row);
}

/* The keys of the view while there is room, and always the one for help. */
static void
app_draw_bar(
	struct area a, const struct app *app, enum context context, bool typing)
{
	static const enum request reading[] = { REQ_HELP, REQ_PALETTE, REQ_BACK,
		REQ_LANGUAGE };
	static const int written[] = { K_F1, K_CTRL('P'), K_ESC, 0 };
	int help = typing ? K_F1 : keys_of(IN_READING, REQ_HELP), key;
	const struct key_row *rows;
	struct area own = a;
	size_t count, i;
	int col = 1, next = 1;

	own.cols -= bar_width(REQ_HELP, help) + 2;
	rows = keys_table(&count);
	for (i = 0; i < count && next > 0; i++) {
		if (rows[i].context != context || !is_in_bar(app, &rows[i]))
			continue;
		next = bar_item(own, col, rows[i].request, rows[i].key);
		col = next > 0 ? next : col;
	}
	for (i = 0; i < 4; i++) {
		key = typing ? written[i] : keys_of(IN_READING, reading[i]);
		next = key ? bar_item(a, col, reading[i], key) : -1;
		if (next < 0)
			return;
		col = next;
	}
}

/*
 * Where there is room: keys of the bar that would be refused, and why. False if
 * there is nothing to say.
 */
static bool
app_draw_cannot(const struct app *app, struct area a, bool draw)
{
	const struct view *v = app_top(app);
	const struct key_row *rows;
	char name[KEY_NAME], why[APP_SAY], text[APP_SAY + SAY];
	size_t count;
	int col = 1, width;

	rows = keys_table(&count);
	for (size_t i = 0; i < count; i++) {
		if (rows[i].context != v->ops->context ||
			!(rows[i].flags & KEY_BAR) ||
			!possible_why(why, sizeof(why), v, &rows[i]))
			continue;
		if (!draw)
			return true;
		if (col == 1)
			col = area_put(a, 0, col, STYLE_DIM, _("Not now:")) + 1;
		key_format(name, rows[i].key);
		fixed_cut_format(text, sizeof(text), "%s %s (%s)", name,
			_(request_row(rows[i].request)->name), why);
		width = cluster_width(text);
		width = width < a.cols - col ? width : a.cols - col;
		col = area_column(a, 0, col, width, STYLE_DIM, text) + 2;
		if (col >= a.cols)
			break;
	}
	return col > 1;
}

/* Demo only: what to try here, while nothing else is to be said. */
static const struct {
	enum context context;
	const char *text;
} tour[] = {
	{ IN_BOARD,
		N_("Tour: Enter opens what the cursor is on; it waits for "
		   "somebody. ? lists every key.") },
	{ IN_WALK,
		N_("Tour: the steps of the playbook. Enter goes on where "
		   "this one stands.") },
	{ IN_COMPOSE,
		N_("Tour: fill the fields, watch the preview. ^S saves, "
		   "^T submits.") },
	{ IN_REVIEW,
		N_("Tour: p passes a gate, B returns, A approves. Nobody "
		   "does two stages.") },
	{ IN_RELEASE,
		N_("Tour: a arms. Another officer fires with f and "
		   "what it asks to type. H halts.") },
	{ IN_DELIVERIES,
		N_("Tour: every account answers for itself. Enter "
		   "shows its history.") },
};

static void
app_draw_message(struct app *app, struct area a)
{
	if (*app->say) {
		(void)area_wrap(a, 0, 1, app->say_style, app->say);
		return;
	}
	for (size_t i = 0; app->tour && i < sizeof(tour) / sizeof(tour[0]); i++)
		if (tour[i].context == app_top(app)->ops->context)
			(void)area_put(a, 0, 1, STYLE_DIM, _(tour[i].text));
}

static void
app_draw_small(struct area a)
{
	char text[SAY];

	fixed_cut_format(text, sizeof(text),
		_("This window is %d x %d. Crier needs at least %d x %d: "
		  "please "
		  "make it larger."),
		a.cols, a.rows, APP_COLS_MIN, APP_ROWS_MIN);
	(void)area_wrap(a, 0, 0, STYLE_STRONG, text);
	area_cursor(a, 0, 0);
}

void
app_draw(struct app *app, struct grid *g)
{
	struct area a = grid_area(g), body;
	struct view *v = app_top(app);
	const struct border *b = border_of(app_top(app)->mode, app->demo);
	bool typing = app_is_typing(app);
	int said = 1, cannot, rule;

	grid_clear(g);
	app->dirty = false;
	if (a.rows < APP_ROWS_MIN || a.cols < APP_COLS_MIN) {
		app_draw_small(a);
		return;
	}
	if (*app->say)
		said = wrap_count(app->say, strlen(app->say), a.cols - 1);
	if (said > SAY_ROWS)
		said = SAY_ROWS;
	cannot = a.rows >= TALL && a.cols >= WIDE && app->dialog == NULL &&
		app_draw_cannot(app, a, false);
	rule = a.rows - 2 - said - cannot;
	app_draw_top(app, a, b);
	app_draw_clock(app, area_sub(a, 1, 0, 1, -1));
	body = area_sub(a, 2, 0, rule - 2, -1);
	v->ops->draw(v, body);
	v->drawn = true;
	area_fill(a, rule, 0, a.cols, b->style, b->rule);
	if (*b->word)
		(void)area_printf(a, rule, 3, b->style, " %s ", b->word);
	sieve_draw(v, a, rule);
	if (app->dialog) {
		g->cursor_row = -1;
		dialog_draw(app, body);
	}
	app_draw_message(app, area_sub(a, rule + 1, 0, said, -1));
	if (app->dialog)
		app_draw_dialog_bar(
			area_sub(a, a.rows - 1, 0, 1, -1), app->dialog);
	else
		app_draw_bar(area_sub(a, a.rows - 1 - cannot, 0, 1, -1), app,
			v->ops->context, typing);
	if (cannot)
		(void)app_draw_cannot(
			app, area_sub(a, a.rows - 1, 0, 1, -1), true);
	requests_tend(app); /* more may be seen now */
}

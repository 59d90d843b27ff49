/*
 * One incident as a line of time: what happened, now, and what falls due, with
 * the steps of its playbook above it. Enter goes on with a row: creates the
 * message of a step, or opens the view that its message needs now.
 */
#include <stddef.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/console/correct.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/console/list.h"
#include "tui/console/news.h"
#include "tui/console/possible.h"
#include "tui/pages/roster.h"
#include "tui/pages/say.h"
#include "tui/pages/waits.h"
#include "tui/console/views.h"
#include "tui/console/views/course.h"
#include "tui/console/views/desk.h"
#include "tui/console/views/halting.h"
#include "tui/console/views/learn.h"
#include "tui/console/views/spread.h"
#include "tui/console/views/tick.h"
#include "tui/console/views/timeline.h"

enum {
	TAG_SHOW = 1,
	TAG_NEW,
	TAG_CLOSE,
	TAG_HALT,
	TAG_DONE,
	TAG_LEARN,
	TAG_STEP
};

enum { MISSING_SHOWN = 3 };

struct walk_screen {
	struct view v;
	json_t *show; /* of incident.show */
	struct course c; /* its rows, and the cursor in them */
	bool placed; /* the cursor was put on what is due first, once */
	struct beside beside;
	struct spread spread; /* below it, on a wide screen */
	bool wide; /* at the last drawing: a message is beside */
	struct halting halting;
};

static void
walk_ask(struct view *v)
{
	json_t *fields = json_object();

	doc_put_str(fields, "incident", v->id);
	app_ask(v->app, v, TAG_SHOW, "incident.show", fields);
}

/* What the reloaded list has of the row that was chosen. */
static bool
is_same_row(const json_t *a, const json_t *b)
{
	static const char *const keys[] = { "at", "is", "what", "message",
		"claim", "step", "rule", "organ" };

	for (size_t n = 0; n < sizeof(keys) / sizeof(keys[0]); n++)
		if (strcmp(doc_str(a, keys[n]), doc_str(b, keys[n])) != 0)
			return false;
	return strcmp(doc_str(a, "at"), "due") == 0 ||
		doc_int(a, "time") == doc_int(b, "time");
}

/* The cursor stays on its row; where that is gone, on what is due first. */
static void
walk_place(struct walk_screen *w, const json_t *old)
{
	size_t i;
	json_t *row;

	list_count(&w->c.list, (int)json_array_size(w->c.rows));
	w->c.list.at = timeline_next(w->c.rows);
	json_array_foreach(w->c.rows, i, row)
	{
		if (w->placed && old && is_same_row(row, old))
			w->c.list.at = (int)i;
	}
	if (!w->placed)
		w->c.top = -1;
	w->placed = true;
	w->c.read = w->c.list.at;
}

static void
walk_compile(struct walk_screen *w)
{
	json_t *old = json_incref(list_row(&w->c.list, w->c.rows)), *rows;

	if (w->show == NULL)
		return;
	json_decref(w->c.rows);
	rows = timeline_compile(
		w->show, json_object_get(w->v.app->status, "waits"));
	w->c.fresh = news_mark(w->v.app, w->show, rows);
	w->c.rows = sieve_left(&w->v, rows);
	walk_place(w, old);
	json_decref(old);
	fixed_cut(w->v.mode, sizeof(w->v.mode), doc_str(w->show, "mode"));
	fixed_cut_format(w->v.subject, sizeof(w->v.subject), "%s  %s", w->v.id,
		doc_str(w->show, "title"));
}

static void
walk_open(struct view *v)
{
	((struct walk_screen *)v)->c.rows = json_array();
	spread_init(&((struct walk_screen *)v)->spread, v->id);
	walk_ask(v);
}

static void
walk_close(struct view *v)
{
	struct walk_screen *w = (struct walk_screen *)v;

	json_decref(w->show);
	json_decref(w->c.rows);
	beside_release(&w->beside);
	spread_release(&w->spread);
}

static void
walk_reply(struct view *v, const struct reply *r)
{
	struct walk_screen *w = (struct walk_screen *)v;

	if (correct_reply(v, r) || spread_reply(&w->spread, v, r) ||
		halting_reply(&w->halting, v, r))
		return;
	if (r->tag >= DESK_TAG && r->tag < DESK_TAGS) {
		beside_reply(&w->beside, r);
		return;
	}
	if (!r->ok) {
		app_refused(v->app, r);
	} else if (r->tag == TAG_SHOW) {
		view_keep(&w->show, r->doc);
		walk_compile(w);
	} else if (r->tag == TAG_NEW) {
		view_open_begun(v, r->doc);
	} else if (r->tag == TAG_DONE) {
		app_say(v->app, STYLE_GOOD, "%s",
			_("Written down; the clock is ended."));
	} else if (r->tag == TAG_STEP) {
		app_say(v->app, STYLE_GOOD, "%s", _("The step is ticked."));
	} else if (r->tag == TAG_LEARN) {
		learn_done(v, r);
	} else if (r->tag == TAG_CLOSE) {
		app_say(v->app, STYLE_GOOD, _("Incident %s is closed."), v->id);
	} else {
		app_say(v->app, STYLE_GOOD, "%s", _("Halted."));
	}
}

static void
walk_changed(struct view *v, const char *what, const char *key)
{
	size_t len = strlen(v->id);

	if (strcmp(what, "status") == 0) {
		walk_compile((struct walk_screen *)v);
	} else if (strcmp(what, "link") == 0 ||
		(strncmp(key, v->id, len) == 0 &&
			(key[len] == '\0' || key[len] == '/'))) {
		walk_ask(v);
		spread_outdate(&((struct walk_screen *)v)->spread, v);
	}
}

/* ---- drawing ----------------------------------------------------------- */

/* What nobody on duty can do for this incident, and whom to call. */
static int
draw_missing(struct walk_screen *w, struct area a, int row)
{
	char text[600];

	for (size_t i = 0; i < MISSING_SHOWN &&
		roster_missing(text, sizeof(text),
			json_object_get(w->show, "roster"), i, w->v.app->lang);
		i++)
		(void)area_printf(a, row++, 2, STYLE_BAD, "! %s", text);
	return row;
}

static bool
is_wait(const json_t *row)
{
	return strcmp(doc_str(row, "is"), "wait") == 0;
}

/* The row under the cursor as the board has it, to be shown beside. */
static json_t *
row_beside(const struct walk_screen *w)
{
	json_t *row = json_copy(list_row(&w->c.list, w->c.rows));

	if (row == NULL)
		return NULL;
	if (!is_wait(row))
		doc_put_str(row, "what", "");
	doc_put_str(row, "incident", "");
	return row;
}

static bool
is_beside(const struct walk_screen *w)
{
	json_t *row = row_beside(w);
	bool is = beside_is_of(&w->beside, row);

	json_decref(row);
	return is;
}

/* The message under the cursor, where there is room; what is left of it. */
static struct area
walk_beside(struct walk_screen *w, struct area a)
{
	int list = a.cols >= DESK_BOTH ? a.cols / 2 : DESK_LIST;
	struct area pane = area_sub(a, 0, list + 2, -1, -1);

	w->wide = a.cols >= DESK_BESIDE;
	if (!w->wide)
		return a;
	for (int row = 0; row < a.rows; row++)
		(void)area_put(a, row, list, STYLE_DIM, "│");
	if (a.cols >= DESK_BOTH)
		pane = spread_below(&w->spread, &w->v, pane);
	beside_draw(&w->beside, w->v.app, pane, NULL);
	if (w->v.wake_at == 0 && !is_beside(w))
		app_wake(&w->v, LIST_REST_MS);
	return area_sub(a, 0, 0, -1, list);
}

/* Rows name the key to those who may use it; before that is known, to all. */
static void
walk_tell_hand(struct walk_screen *w)
{
	bool clocks = true, steps = true;
	size_t i;
	json_t *row;

	(void)possible_knows(&clocks, &w->v, "clock.done");
	(void)possible_knows(&steps, &w->v, "step.done");
	json_array_foreach(w->c.rows, i, row)
	{
		if (timeline_is_by_hand(row))
			doc_put_bool(row, "others",
				doc_bool(row, "by_hand") ? !clocks : !steps);
	}
}

static void
walk_draw(struct view *v, struct area a)
{
	struct walk_screen *w = (struct walk_screen *)v;
	int row;

	if (w->show == NULL) {
		(void)area_put(a, 0, 2, STYLE_DIM, _("Loading …"));
		return;
	}
	walk_tell_hand(w);
	row = learn_draw(v, w->show, a, draw_missing(w, a, 0));
	if (a.cols >= VIEW_NARROW) {
		row = border_rule(area_sub(a, 0, 1, -1, a.cols - 2), row,
			_("Steps of the playbook"));
		border_note(a, row - 1,
			_(" [x] done  [-] begun  [!] late  [ ] not begun "));
	}
	row = timeline_draw_steps(v->app, a, row, w->show);
	a = walk_beside(w, area_sub(a, row, 0, -1, -1));
	if (a.rows > 2)
		course_draw(&w->c, v->app, w->show, a);
}

static void
walk_wake(struct view *v)
{
	struct walk_screen *w = (struct walk_screen *)v;
	json_t *row = row_beside(w);

	w->c.read = w->c.list.at;
	if (w->wide && !beside_is_of(&w->beside, row))
		beside_rest(&w->beside, v, row, false);
	json_decref(row);
}

/* ---- requests ---------------------------------------------------------- */

/* Asks first: a message that was begun stays in the ledger for ever. */
static void
create(struct walk_screen *w, const json_t *step)
{
	enum lang lang = w->v.app->lang;
	struct dialog *g = dialog_open(&w->v, TAG_NEW, _("Begin a message"));
	const char *kind = say_kind(doc_str(step, "kind"), lang);
	const char *title = say_both(step, "title", lang);

	if (strcmp(kind, title) == 0)
		dialog_note(g, STYLE_STRONG, "%s", kind);
	else
		dialog_note(g, STYLE_STRONG, "%s (%s)", kind, title);
}

/*
 * A correction, withdrawal or rebuttal of ours concerns a released message:
 * asked for when there is a choice.
 */
static void
create_about(struct walk_screen *w, const json_t *step)
{
	struct dialog *g = dialog_open(&w->v, TAG_NEW,
		say_kind(doc_str(step, "kind"), w->v.app->lang));
	struct dialog_field *f = dialog_pick(g, ACT_MESSAGE_NEW, "corrects");
	char title[SAY];
	size_t i;
	json_t *m;

	json_array_foreach(json_object_get(w->show, "messages"), i, m)
	{
		if (strcmp(doc_str(m, "state"), "released") != 0 &&
			strcmp(doc_str(m, "state"), "fired") != 0)
			continue;
		fixed_cut_format(title, sizeof(title), "%s  %s",
			doc_str(m, "id"), doc_str(m, "title"));
		dialog_option(f, doc_str(m, "id"), title, "");
	}
	if (f->list.count == 0) {
		dialog_close(w->v.app);
		app_say(w->v.app, STYLE_WARN, "%s",
			_("Nothing has been released yet that it could "
			  "concern."));
	}
}

static void
walk_dialog(struct view *v, int tag, const json_t *values)
{
	struct walk_screen *w = (struct walk_screen *)v;
	json_t *fields;

	if (correct_dialog(v, tag, values))
		return;
	if (tag == TAG_LEARN) {
		learn_send(v, tag, values);
		return;
	}
	fields = dialog_fields(values, "incident", v->id);
	if (tag == TAG_STEP)
		doc_put_str(fields, "step",
			doc_str(list_row(&w->c.list, w->c.rows), "step"));
	if (tag == TAG_DONE || tag == TAG_CLOSE || tag == TAG_STEP) {
		app_act(v->app, v, tag,
			tag == TAG_DONE		  ? "clock.done"
				: tag == TAG_STEP ? "step.done"
						  : "incident.close",
			fields);
		return;
	}
	doc_put_str(fields, "kind",
		doc_str(list_row(&w->c.list, w->c.rows), "kind"));
	doc_put_str(fields, "lang", lang_word(v->app->lang));
	if (*doc_str(values, "corrects")) { /* filled in as far as is known */
		(void)json_object_del(fields, "incident");
		(void)json_object_del(fields, "corrects");
		doc_put_str(fields, "message", doc_str(values, "corrects"));
		app_act(v->app, v, TAG_NEW, "message.correct", fields);
		return;
	}
	doc_put_bool(fields, "prepared", true);
	doc_put_bool(fields, "carried", true);
	app_act(v->app, v, TAG_NEW, "message.new", fields);
}

static const char *
view_for(const char *state)
{
	static const struct {
		const char *state, *view;
	} rows[] = { { "draft", "compose" }, { "review", "review" },
		{ "approved", "release" }, { "arming", "release" },
		{ "armed", "release" } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].state, state) == 0)
			return rows[i].view;
	return "deliveries";
}

/* Of the row under the cursor; where that is not done by hand, of the first
 * that is. */
static void
walk_tick(struct walk_screen *w)
{
	int first = timeline_by_hand(w->c.rows);

	if (first >= 0 && !timeline_is_by_hand(list_row(&w->c.list, w->c.rows)))
		w->c.list.at = w->c.read = first;
	tick_ask(&w->v, TAG_DONE, TAG_STEP, w->show,
		list_row(&w->c.list, w->c.rows));
}

static bool
walk_lacks(const struct view *v, enum request request)
{
	return request == REQ_STEP_DONE &&
		timeline_by_hand(((const struct walk_screen *)v)->c.rows) < 0;
}

static void
walk_begin(struct walk_screen *w, const json_t *row)
{
	const char *kind = doc_str(row, "kind");

	if (strcmp(kind, "correction") == 0 || strcmp(kind, "withdrawal") == 0)
		create_about(w, row);
	else
		create(w, row);
}

/* Where it is done, as on the board. */
static void
choose_wait(struct walk_screen *w, const json_t *row)
{
	const char *id, *view = waits_view(&id, row);

	if (strcmp(view, w->v.ops->name) != 0)
		app_open(w->v.app, view, id);
}

static void
walk_choose(struct walk_screen *w)
{
	const json_t *row = list_row(&w->c.list, w->c.rows);
	const char *id = doc_str(row, "message");
	const json_t *m = timeline_message(w->show, id);

	if (row == NULL || app_waits(w->v.app, &w->v, TAG_NEW))
		return;
	if (is_wait(row)) {
		choose_wait(w, row);
	} else if (m) {
		app_open(w->v.app, view_for(doc_str(m, "state")), id);
	} else if (*doc_str(row, "claim")) {
		app_open(w->v.app, "claims", w->v.id);
	} else if (*doc_str(row, "organ") || *doc_str(row, "topic")) {
		app_open(w->v.app, "lines", w->v.id);
	} else if (*doc_str(row, "kind")) {
		walk_begin(w, row);
	} else if (*doc_str(row, "step") || doc_bool(row, "by_hand")) {
		walk_tick(w);
	} else {
		app_say(w->v.app, STYLE_WARN, "%s",
			_("There is nothing to open here."));
	}
}

static bool
on_message(struct walk_screen *w, enum request request)
{
	static const struct {
		enum request request;
		const char *view;
	} go[] = { { REQ_COMPOSE, "compose" }, { REQ_REVIEW, "review" },
		{ REQ_RELEASE, "release" }, { REQ_DELIVERIES, "deliveries" } };
	const char *id = doc_str(list_row(&w->c.list, w->c.rows), "message");

	if (request == REQ_HALT && *id) {
		halting_begin(&w->halting, &w->v, TAG_HALT, id);
		return true;
	}
	for (size_t i = 0; i < sizeof(go) / sizeof(go[0]); i++) {
		if (go[i].request != request)
			continue;
		if (*id)
			app_open(w->v.app, go[i].view, id);
		else
			app_say(w->v.app, STYLE_WARN, "%s",
				_("There is no message in this row."));
		return true;
	}
	return false;
}

/* One key: the update that keeps the promise, ready to be submitted. */
static void
walk_keep(struct walk_screen *w)
{
	json_t *fields;

	if (app_waits(w->v.app, &w->v, TAG_NEW))
		return;
	fields = json_object();
	doc_put_str(fields, "incident", w->v.id);
	app_act(w->v.app, &w->v, TAG_NEW, "message.keep", fields);
}

static bool
walk_request(struct view *v, enum request request)
{
	struct walk_screen *w = (struct walk_screen *)v;
	struct dialog *g;

	if (list_request(&w->c.list, request)) {
		app_wake(v, LIST_REST_MS);
		return true;
	}
	if (on_message(w, request) ||
		correct_request(v, request,
			doc_str(list_row(&w->c.list, w->c.rows), "message")))
		return true;
	if (request == REQ_CHOOSE) {
		walk_choose(w);
	} else if (request == REQ_KEEP) {
		walk_keep(w);
	} else if (request == REQ_STEP_DONE) {
		walk_tick(w);
	} else if (request == REQ_LEARN && w->show) {
		learn_ask(v, TAG_LEARN, w->show);
	} else if (request == REQ_CLOSE_INCIDENT) {
		g = dialog_open(v, TAG_CLOSE, _("Close the incident"));
		dialog_note(g, STYLE_TEXT, "%s",
			_("A closing message should be out. Without one, say "
			  "why."));
		(void)dialog_ask(g, ACT_INCIDENT_CLOSE, "reason");
	} else {
		return false;
	}
	return true;
}

/* The message under the cursor, else the incident. */
static const char *
walk_subject(const struct view *v)
{
	const struct walk_screen *w = (const struct walk_screen *)v;
	const char *message =
		doc_str(list_row(&w->c.list, w->c.rows), "message");

	return *message ? message : v->id;
}

/* All that has no room is counted; what a filter hides is not. */
static void
walk_left(struct view *v)
{
	struct walk_screen *w = (struct walk_screen *)v;

	if (w->show != NULL && *sieve_text(v) == '\0')
		news_left_incident(v->app, w->show, w->c.rows);
}

static void
walk_sift(struct view *v)
{
	walk_compile((struct walk_screen *)v);
}

const struct view_ops walk_view = {
	.name = "walk",
	.title = N_("Walk"),
	.context = IN_WALK,
	.opened_by = REQ_WALK,
	.about = ABOUT_INCIDENT,
	.size = sizeof(struct walk_screen),
	.list = offsetof(struct walk_screen, c.list),
	.open = walk_open,
	.close = walk_close,
	.draw = walk_draw,
	.request = walk_request,
	.sift = walk_sift,
	.subject = walk_subject,
	.lacks = walk_lacks,
	.reply = walk_reply,
	.dialog = walk_dialog,
	.changed = walk_changed,
	.left = walk_left,
	.wake = walk_wake,
};

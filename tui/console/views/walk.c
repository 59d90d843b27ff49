/*
 * One incident: the steps of its playbook with where each stands, its clocks,
 * and what to do next. Enter goes on with a step: creates its message, or
 * opens the view that its message needs now.
 */
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/console/correct.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/console/list.h"
#include "tui/pages/roster.h"
#include "tui/pages/say.h"
#include "tui/console/views.h"
#include "tui/console/views/clocks.h"
#include "tui/console/views/learn.h"

enum { TAG_SHOW = 1, TAG_NEW, TAG_CLOSE, TAG_HALT, TAG_DONE, TAG_LEARN };

enum { WHAT = 100 };

enum { MISSING_SHOWN = 3, FOOT = 6 /* more clocks, reports, what to do */ };

struct walk_screen {
	struct view v;
	json_t *show; /* of incident.show */
	json_t *rows; /* steps, and messages that belong to no step */
	struct list list;
	bool placed; /* the cursor was put on the next step once */
};

static void
walk_ask(struct view *v)
{
	json_t *fields = json_object();

	doc_put_str(fields, "incident", v->id);
	app_ask(v->app, v, TAG_SHOW, "incident.show", fields);
}

static const json_t *
find_message(const struct walk_screen *w, const char *id)
{
	size_t i;
	json_t *message;

	json_array_foreach(json_object_get(w->show, "messages"), i, message)
	{
		if (strcmp(doc_str(message, "id"), id) == 0)
			return message;
	}
	return NULL;
}

static bool
has_step(const struct walk_screen *w, const char *message)
{
	size_t i;
	json_t *step;

	json_array_foreach(json_object_get(w->show, "steps"), i, step)
	{
		if (strcmp(doc_str(step, "message"), message) == 0)
			return true;
	}
	return false;
}

static bool
walk_is_done(const struct walk_screen *w, const json_t *row)
{
	const json_t *message = find_message(w, doc_str(row, "message"));

	return message && say_standing_is_out(message);
}

/* Another message has taken its place, and says what is to be done. */
static bool
is_replaced(const struct walk_screen *w, const json_t *row)
{
	const json_t *message = find_message(w, doc_str(row, "message"));

	return *doc_str(json_object_get(message, "standing"), "follower") !=
		'\0';
}

/*
 * Where to go on: what was begun and is not out, else the first that was not
 * begun. What is done by telephone leaves no trace here: it is next only
 * before anything was written. -1 if nothing is left.
 */
static int
next_step(const struct walk_screen *w)
{
	bool begun = json_array_size(json_object_get(w->show, "messages")) > 0;
	int fresh = -1;
	size_t i;
	json_t *row;

	json_array_foreach(w->rows, i, row)
	{
		if (walk_is_done(w, row) || is_replaced(w, row))
			continue;
		if (*doc_str(row, "message"))
			return (int)i;
		if (fresh < 0 && (!begun || *doc_str(row, "kind")))
			fresh = (int)i;
	}
	return fresh;
}

static void
walk_compile(struct walk_screen *w)
{
	size_t i;
	json_t *message, *row;
	int next;

	json_decref(w->rows);
	w->rows = json_copy(json_object_get(w->show, "steps"));
	if (w->rows == NULL)
		w->rows = json_array();
	json_array_foreach(json_object_get(w->show, "messages"), i, message)
	{
		if (has_step(w, doc_str(message, "id")))
			continue;
		row = json_object();
		doc_put_str(row, "kind", doc_str(message, "kind"));
		doc_put_str(row, "title", doc_str(message, "title"));
		doc_put_str(row, "message", doc_str(message, "id"));
		(void)json_array_append_new(w->rows, row);
	}
	list_count(&w->list, (int)json_array_size(w->rows));
	next = next_step(w);
	if (!w->placed && next >= 0)
		w->list.at = next;
	w->placed = true;
	fixed_cut(w->v.mode, sizeof(w->v.mode), doc_str(w->show, "mode"));
	fixed_cut_format(w->v.subject, sizeof(w->v.subject), "%s  %s", w->v.id,
		doc_str(w->show, "title"));
}

static void
walk_open(struct view *v)
{
	((struct walk_screen *)v)->rows = json_array();
	walk_ask(v);
}

static void
walk_close(struct view *v)
{
	struct walk_screen *w = (struct walk_screen *)v;

	json_decref(w->show);
	json_decref(w->rows);
}

static void
walk_reply(struct view *v, const struct reply *r)
{
	struct walk_screen *w = (struct walk_screen *)v;

	if (correct_reply(v, r))
		return;
	if (!r->ok) {
		app_refused(v->app, r);
	} else if (r->tag == TAG_SHOW) {
		view_keep(&w->show, r->doc);
		clocks_arrange(json_object_get(w->show, "clocks"));
		walk_compile(w);
	} else if (r->tag == TAG_NEW) {
		view_open_begun(v, r->doc);
	} else if (r->tag == TAG_DONE) {
		app_say(v->app, STYLE_GOOD, "%s",
			_("Written down; the clock is ended."));
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

	if (strcmp(what, "link") == 0 ||
		(strncmp(key, v->id, len) == 0 &&
			(key[len] == '\0' || key[len] == '/')))
		walk_ask(v);
}

/* ---- drawing ----------------------------------------------------------- */

/* What stands in the way, in words: "released", "waits for first review". */
static enum style
state_words(const struct walk_screen *w, const json_t *row, char out[WHAT])
{
	enum lang lang = w->v.app->lang;
	const json_t *m = find_message(w, doc_str(row, "message"));
	const char *state = doc_str(m, "state"), *waits = doc_str(m, "waits");

	if (m == NULL) {
		fixed_cut(out, WHAT, _("not begun"));
		return STYLE_DIM;
	}
	if (doc_int(m, "supplement")) {
		fixed_cut(out, WHAT,
			doc_int(m, "supplement") <= app_now(w->v.app)
				? _("! SIGN: LATE")
				: _("signature due"));
		return STYLE_BAD;
	}
	if ((strcmp(state, "review") == 0 && *waits) ||
		strcmp(waits, "resubmit") == 0)
		fixed_cut_format(
			out, WHAT, _("waits: %s"), say_waits(waits, lang));
	else
		fixed_cut(out, WHAT, say_standing(m, lang));
	return say_standing_style(m);
}

static const char *
sign(const struct walk_screen *w, const json_t *row)
{
	if (walk_is_done(w, row))
		return "[x]";
	return *doc_str(row, "message") ? "[-]" : "[ ]";
}

static void
draw_step(struct walk_screen *w, struct area a, int row, int i)
{
	const json_t *step = json_array_get(w->rows, (size_t)i);
	enum style style = i == w->list.at ? STYLE_STRONG : STYLE_TEXT;
	const char *id = doc_str(step, "message");
	const char *slash = strchr(id, '/');
	char state[WHAT];
	enum style how = state_words(w, step, state);
	int col = area_put(a, row, 2, style, sign(w, step));

	col = area_column(a, row, col + 1, a.cols - 46, style,
		say_both(step, "title", w->v.app->lang));
	col = area_column(a, row, col + 1, 14, STYLE_TEXT,
		say_kind(doc_str(step, "kind"), w->v.app->lang));
	col = area_column(a, row, col + 1, 4, STYLE_DIM, slash ? slash : "");
	(void)area_column(a, row, col + 1, 19, how, state);
	list_mark(&w->list, a, row, i);
}

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

static void
draw_help(struct walk_screen *w, struct area a, int row)
{
	const json_t *step = list_row(&w->list, w->rows);
	const char *help = say_both(step, "help", w->v.app->lang);

	if (*help == '\0' || row + 1 >= a.rows)
		return;
	row = border_rule(a, row, _("What to do at this step"));
	(void)area_wrap(area_sub(a, 0, 1, -1, -1), row, 0, STYLE_TEXT, help);
}

static void
walk_draw(struct view *v, struct area a)
{
	struct walk_screen *w = (struct walk_screen *)v;
	struct area in = area_sub(a, 0, 1, -1, a.cols - 2);
	int row, first, height, clocks;

	if (w->show == NULL) {
		(void)area_put(a, 0, 2, STYLE_DIM, _("Loading …"));
		return;
	}
	clocks = clocks_running(json_object_get(w->show, "clocks"), false);
	row = learn_draw(v->app, w->show, a, draw_missing(w, a, 0));
	height = a.rows - row - 1 - (clocks ? clocks + 1 : 0) - FOOT;
	if (height < 5)
		height = 5;
	row = list_heading(&w->list, area_sub(a, 0, 0, row + 1 + height, -1),
		row, _("Steps of the playbook"));
	first = w->list.top;
	for (int i = first; i < w->list.count && i < first + height; i++)
		draw_step(w, a, row++, i);
	row = clocks_draw(v->app, json_object_get(w->show, "clocks"), a, row);
	draw_help(w, in, row);
}

/* ---- requests ---------------------------------------------------------- */

/* Asks first: a message that was begun stays in the ledger for ever. */
static void
create(struct walk_screen *w, const json_t *step)
{
	enum lang lang = w->v.app->lang;
	struct dialog *g = dialog_open(&w->v, TAG_NEW, _("Begin a message"));

	dialog_note(g, STYLE_STRONG, "%s (%s)",
		say_kind(doc_str(step, "kind"), lang),
		say_both(step, "title", lang));
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
	if (tag == TAG_DONE || tag == TAG_CLOSE) {
		app_act(v->app, v, tag,
			tag == TAG_DONE ? "clock.done" : "incident.close",
			fields);
		return;
	}
	doc_put_str(
		fields, "kind", doc_str(list_row(&w->list, w->rows), "kind"));
	doc_put_str(fields, "lang", lang_word(v->app->lang));
	if (*doc_str(values, "corrects")) { /* filled in as far as is known */
		(void)json_object_del(fields, "incident");
		(void)json_object_del(fields, "corrects");
		doc_put_str(fields, "message", doc_str(values, "corrects"));
		app_act(v->app, v, TAG_NEW, "message.correct", fields);
		return;
	}
	doc_put_bool(fields, "prepared", true);
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

static void
walk_choose(struct walk_screen *w)
{
	const json_t *row = list_row(&w->list, w->rows);
	const char *id = doc_str(row, "message");
	const char *kind = doc_str(row, "kind");
	const json_t *m = find_message(w, id);

	if (row == NULL || app_waits(w->v.app, &w->v, TAG_NEW))
		return;
	if (m)
		app_open(w->v.app, view_for(doc_str(m, "state")), id);
	else if (*kind == '\0')
		app_say(w->v.app, STYLE_WARN, "%s",
			_("This step has no message: it is done elsewhere."));
	else if (strcmp(kind, "correction") == 0 ||
		strcmp(kind, "withdrawal") == 0)
		create_about(w, row);
	else
		create(w, row);
}

static bool
on_message(struct walk_screen *w, enum request request)
{
	static const struct {
		enum request request;
		const char *view;
	} go[] = { { REQ_COMPOSE, "compose" }, { REQ_REVIEW, "review" },
		{ REQ_RELEASE, "release" }, { REQ_DELIVERIES, "deliveries" } };
	const char *id = doc_str(list_row(&w->list, w->rows), "message");
	json_t *fields;

	if (request == REQ_HALT && *id) {
		fields = json_object();
		doc_put_str(fields, "message", id);
		app_act(w->v.app, &w->v, TAG_HALT, "release.halt", fields);
		return true;
	}
	for (size_t i = 0; i < sizeof(go) / sizeof(go[0]); i++) {
		if (go[i].request != request)
			continue;
		if (*id)
			app_open(w->v.app, go[i].view, id);
		else
			app_say(w->v.app, STYLE_WARN, "%s",
				_("This step has no message yet. Enter begins "
				  "it."));
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

/* Which of the clocks that no release ends has been met. */
static void
clock_done(struct walk_screen *w)
{
	json_t *clocks = json_object_get(w->show, "clocks"), *clock;
	struct dialog *g =
		dialog_open(&w->v, TAG_DONE, _("End a clock by hand"));
	struct dialog_field *f = dialog_pick(g, ACT_CLOCK_DONE, "rule");
	const char *state;
	size_t i;

	json_array_foreach(clocks, i, clock)
	{
		state = doc_str(clock, "state");
		if (doc_bool(clock, "by_hand") &&
			(strcmp(state, "running") == 0 ||
				strcmp(state, "overdue") == 0))
			dialog_option(f, doc_str(clock, "rule"),
				say_both(clock, "title", w->v.app->lang),
				doc_str(clock, "citation"));
	}
	if (f->list.count == 0) {
		dialog_close(w->v.app);
		app_say(w->v.app, STYLE_WARN, "%s",
			_("No running clock is ended by hand: releases end "
			  "them."));
		return;
	}
	dialog_help(g, dialog_ask(g, ACT_CLOCK_DONE, "reason"));
}

static bool
walk_request(struct view *v, enum request request)
{
	struct walk_screen *w = (struct walk_screen *)v;
	struct dialog *g;

	if (list_request(&w->list, request) || on_message(w, request) ||
		correct_request(v, request,
			doc_str(list_row(&w->list, w->rows), "message")))
		return true;
	if (request == REQ_CHOOSE) {
		walk_choose(w);
	} else if (request == REQ_KEEP) {
		walk_keep(w);
	} else if (request == REQ_CLOCK_DONE) {
		clock_done(w);
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
	const char *message = doc_str(list_row(&w->list, w->rows), "message");

	return *message ? message : v->id;
}

const struct view_ops walk_view = {
	.name = "walk",
	.title = N_("Walk"),
	.context = IN_WALK,
	.opened_by = REQ_WALK,
	.about = ABOUT_INCIDENT,
	.size = sizeof(struct walk_screen),
	.open = walk_open,
	.close = walk_close,
	.draw = walk_draw,
	.request = walk_request,
	.subject = walk_subject,
	.reply = walk_reply,
	.dialog = walk_dialog,
	.changed = walk_changed,
};

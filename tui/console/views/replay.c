/*
 * Steps through an incident as it was: at every entry, who did what, and how
 * everything stood. Built from what the station recomputes from the record,
 * never from a recording of a screen.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "tui/console/border.h"
#include "tui/console/facts.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/console/views.h"

enum { TAG_REPLAY = 1, STEPS_MAX = 5000, JUMP = 10, UNITS_SHOWN = 6 };

struct replay_screen {
	struct view v;
	json_t *steps;
	int at;
	bool whole; /* the last part has come */
};

static void
replay_open(struct view *v)
{
	((struct replay_screen *)v)->steps = json_array();
	app_ask(v->app, v, TAG_REPLAY, "replay",
		json_pack("{s:s}", "incident", v->id));
}

static void
replay_close(struct view *v)
{
	json_decref(((struct replay_screen *)v)->steps);
}

static void
replay_reply(struct view *v, const struct reply *r)
{
	struct replay_screen *w = (struct replay_screen *)v;

	if (!r->ok) {
		w->whole = true;
		app_refused(v->app, r);
	} else if (!r->part) {
		w->whole = true;
	} else if (json_array_size(w->steps) < STEPS_MAX) {
		(void)json_array_append_new(w->steps, json_deep_copy(r->doc));
		fixed_cut(v->mode, sizeof(v->mode),
			doc_str(json_object_get(r->doc, "screen"), "mode"));
	}
}

/* ---- drawing ----------------------------------------------------------- */

static int
replay_draw_head(
	const struct replay_screen *w, struct area a, const json_t *step)
{
	const struct app *app = w->v.app;
	char at[INSTANT_TEXT];
	const char *says = say_both(step, "summary", app->lang);
	int row = 0, col;

	instant_format_plain(at, doc_int(step, "time"), app->zone);
	col = area_printf(a, row, 0, STYLE_STRONG, _("Step %d of %zu"),
		w->at + 1, json_array_size(w->steps));
	if (!w->whole)
		col = area_put(a, row, col, STYLE_DIM, _(" and more coming"));
	col = area_printf(
		a, row, col + 3, STYLE_TEXT, "%s  %s", at, say_who(step, "by"));
	(void)area_printf(a, row++, col + 3, STYLE_DIM, _("entry %lld"),
		(long long)doc_int(step, "seq"));
	row += area_wrap(
		a, row, 0, STYLE_STRONG, *says ? says : doc_str(step, "kind"));
	return row;
}

/* A bar that shows where in the incident this step is. */
static int
replay_draw_bar(const struct replay_screen *w, struct area a, int row)
{
	int n = (int)json_array_size(w->steps);
	int at = n > 1 ? w->at * (a.cols - 1) / (n - 1) : 0;

	area_fill(a, row, 0, a.cols, STYLE_DIM, "-");
	area_fill(a, row, 0, at, STYLE_TEXT, "=");
	(void)area_put(a, row, at, STYLE_STRONG, "#");
	area_cursor(a, row, at);
	return row + 1;
}

static int
draw_deliveries(
	const struct app *app, struct area a, int row, const json_t *message)
{
	size_t i;
	json_t *delivery;
	const char *state;
	int col = 4;

	json_array_foreach(json_object_get(message, "deliveries"), i, delivery)
	{
		state = doc_str(delivery, "state");
		if (col + 24 > a.cols) {
			col = 4;
			row++;
		}
		(void)area_printf(a, row, col, say_delivery_style(state),
			"%s %s", say_delivery_sign(state),
			doc_str(delivery, "account"));
		(void)app;
		col += 24;
	}
	return i > 0 ? row + 1 : row;
}

static int
draw_messages(
	const struct app *app, struct area a, int row, const json_t *screen)
{
	const json_t *list = json_object_get(screen, "messages");
	bool clocks = json_array_size(json_object_get(screen, "clocks")) > 0;
	int until = a.rows - (clocks ? 2 : 0), col, left;
	size_t i;
	json_t *m;

	json_array_foreach(list, i, m)
	{
		if (row + 1 >= until && i + 1 < json_array_size(list)) {
			left = (int)(json_array_size(list) - i);
			(void)area_printf(a, row++, 0, STYLE_DIM,
				say_n("%d more message", "%d more messages",
					left),
				left);
			break;
		}
		col = area_column(a, row, 0, 16, STYLE_TEXT, doc_str(m, "id"));
		col = area_column(a, row, col + 1, 14, STYLE_TEXT,
			say_kind(doc_str(m, "kind"), app->lang));
		col = area_column(a, row, col + 1, 18, say_standing_style(m),
			say_standing(m, app->lang));
		(void)area_column(a, row, col + 1, a.cols - col - 1, STYLE_TEXT,
			doc_str(m, "title"));
		row = draw_deliveries(app, a, row + 1, m);
	}
	return row;
}

/* What was left of a deadline, or how it had ended. */
static void
replay_say_clock(
	char out[SAY], const struct app *app, const json_t *clock, int64_t then)
{
	char *state;

	say_countdown(out, doc_int(clock, "due") - then);
	if (doc_int(clock, "stopped") == 0)
		return;
	state = facts_say(app, DOCUMENT_CLOCK, "state", clock);
	fixed_cut(out, SAY, state);
	free(state);
}

static int
replay_draw_clocks(const struct app *app, struct area a, int row,
	const json_t *screen, int64_t then)
{
	const json_t *list = json_object_get(screen, "clocks");
	size_t i;
	json_t *clock;
	char left[SAY];
	int more;

	json_array_foreach(list, i, clock)
	{
		if (row + 1 >= a.rows && i + 1 < json_array_size(list)) {
			more = (int)(json_array_size(list) - i);
			(void)area_printf(a, row++, 0, STYLE_DIM,
				say_n("%d more clock", "%d more clocks", more),
				more);
			break;
		}
		replay_say_clock(left, app, clock, then);
		(void)area_column(a, row, 0, a.cols - 24, STYLE_TEXT,
			say_both(clock, "title", app->lang));
		(void)area_put(a, row++, a.cols - 22, STYLE_TEXT, left);
	}
	return row;
}

/* What crossed, and where the units stood behind it. */
static int
replay_draw_letter(
	const struct app *app, struct area a, int row, const json_t *step)
{
	const json_t *units = doc_get(doc_get(step, "joint"), "units");
	json_t *unit;
	size_t n;
	int left;

	row = facts_draw(app, a, row, DOCUMENT_CROSSED,
		"written proof crossed acknowledged", doc_get(step, "letter"));
	json_array_foreach(units, n, unit)
	{
		char *state;
		int col;

		if (n == UNITS_SHOWN || row + 8 > a.rows) {
			left = (int)(json_array_size(units) - n);
			(void)area_printf(a, row++, 0, STYLE_DIM,
				say_n("%d more unit", "%d more units", left),
				left);
			break;
		}
		state = facts_say(app, DOCUMENT_JOINT_UNIT, "state", unit);
		col = area_column(
			a, row, 0, 24, STYLE_TEXT, doc_str(unit, "name"));
		(void)area_column(
			a, row++, col + 1, a.cols - col - 1, STYLE_TEXT, state);
		free(state);
	}
	return row;
}

static void
replay_draw(struct view *v, struct area a)
{
	struct replay_screen *w = (struct replay_screen *)v;
	const json_t *step = json_array_get(w->steps, (size_t)w->at);
	const json_t *screen = json_object_get(step, "screen");
	struct area in = area_sub(a, 0, 1, -1, a.cols - 2);
	int row;

	if (step == NULL) {
		(void)area_put(a, 0, 2, STYLE_DIM,
			w->whole ? _("Nothing to replay.") : _("Loading …"));
		area_cursor(a, 0, 2);
		return;
	}
	row = replay_draw_head(w, in, step);
	row = replay_draw_bar(w, in, row);
	if (doc_get(step, "letter") != NULL)
		row = replay_draw_letter(v->app, in, row + 1, step);
	row = border_rule(in, row + 1, _("As it stood then"));
	row += area_wrap(in, row, 0, STYLE_STRONG, doc_str(screen, "title"));
	row = draw_messages(v->app, in, row, screen);
	if (json_array_size(json_object_get(screen, "clocks")) > 0) {
		row = border_rule(in, row, _("Clocks"));
		(void)replay_draw_clocks(
			v->app, in, row, screen, doc_int(step, "time"));
	}
}

/* As far as there are steps; at either end it says so. */
static void
replay_move(struct replay_screen *w, int by)
{
	int last = (int)json_array_size(w->steps) - 1, was = w->at;

	w->at += by;
	if (w->at > last)
		w->at = last;
	if (w->at < 0)
		w->at = 0;
	if (w->at == was)
		app_say(w->v.app, STYLE_DIM, "%s",
			by < 0 ? _("This is the first step.")
			       : _("This is the last step."));
}

static bool
replay_request(struct view *v, enum request request)
{
	static const struct {
		enum request request;
		int by;
	} moves[] = { { REQ_LEFT, -1 }, { REQ_RIGHT, 1 }, { REQ_UP, -1 },
		{ REQ_DOWN, 1 }, { REQ_PAGE_UP, -JUMP },
		{ REQ_PAGE_DOWN, JUMP }, { REQ_HOME, -STEPS_MAX },
		{ REQ_END, STEPS_MAX } };
	struct replay_screen *w = (struct replay_screen *)v;

	for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
		if (moves[i].request != request)
			continue;
		replay_move(w, moves[i].by);
		return true;
	}
	return false;
}

const struct view_ops replay_view = {
	.name = "replay",
	.title = N_("Replay"),
	.context = IN_REPLAY,
	.opened_by = REQ_REPLAY,
	.about = ABOUT_INCIDENT,
	.size = sizeof(struct replay_screen),
	.open = replay_open,
	.close = replay_close,
	.draw = replay_draw,
	.request = replay_request,
	.reply = replay_reply,
};

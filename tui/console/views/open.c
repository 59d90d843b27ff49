/*
 * Opens an incident: choose the playbook, then a dialog asks for title,
 * level, mode and the times that the statutory clocks run from. The mode has
 * no default that could be taken by mistake: drill stands first.
 */
#include <stddef.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/console/list.h"
#include "tui/pages/say.h"
#include "tui/console/views.h"

enum { TAG_LIST = 1, TAG_SHOW, TAG_OPEN };

struct open {
	struct view v;
	json_t *answer; /* of playbook.list */
	json_t *shown; /* of playbook.show */
	char showing[VIEW_ID]; /* id that `shown` is or will be about */
	struct list list;
};

static const json_t *
rows_of(const struct open *o)
{
	return sieve_rows((struct view *)(uintptr_t)&o->v,
		json_object_get(o->answer, "rows"));
}

static void
open_show(struct open *o)
{
	const char *id = doc_str(list_row(&o->list, rows_of(o)), "id");
	json_t *fields;

	if (*id == '\0' || strcmp(id, o->showing) == 0)
		return;
	fixed_cut(o->showing, sizeof(o->showing), id);
	fields = json_object();
	doc_put_str(fields, "playbook", id);
	app_ask(o->v.app, &o->v, TAG_SHOW, "playbook.show", fields);
}

static void
open_open(struct view *v)
{
	app_ask(v->app, v, TAG_LIST, "playbook.list", NULL);
}

static void
open_close(struct view *v)
{
	struct open *o = (struct open *)v;

	json_decref(o->answer);
	json_decref(o->shown);
}

static void
open_reply(struct view *v, const struct reply *r)
{
	struct open *o = (struct open *)v;
	const char *id;

	if (!r->ok) {
		if (r->tag != TAG_OPEN) /* the dialog shows its own */
			app_refused(v->app, r);
	} else if (r->tag == TAG_LIST) {
		view_keep(&o->answer, r->doc);
		list_keep(&o->list, rows_of(o), "id",
			*o->showing ? o->showing : v->id);
		open_show(o);
	} else if (r->tag == TAG_SHOW) {
		if (strcmp(doc_str(r->doc, "id"), o->showing) == 0) {
			view_keep(&o->shown, r->doc);
		}
	} else {
		id = doc_str(json_array_get(r->doc, 0), "incident");
		app_say(v->app, STYLE_GOOD, _("Incident %s is open."), id);
		app_replace(v, "walk", id);
	}
}

static void
open_changed(struct view *v, const char *what, const char *key)
{
	struct open *o = (struct open *)v;

	(void)key;
	if (strcmp(what, "library") == 0 || strcmp(what, "link") == 0) {
		o->showing[0] = '\0';
		open_open(v);
	}
}

/* ---- drawing ----------------------------------------------------------- */

static void
draw_shown(const struct open *o, struct area a)
{
	enum lang lang = o->v.app->lang;
	const json_t *steps = json_object_get(o->shown, "steps");
	size_t i;
	json_t *step;
	int row = 0, n = 1;

	if (o->shown == NULL)
		return;
	row += area_wrap(
		a, row, 0, STYLE_STRONG, say_both(o->shown, "title", lang));
	row = border_rule(a, row + 1, _("Its steps"));
	json_array_foreach(steps, i, step)
	{
		(void)area_printf(a, row, 0, STYLE_DIM, "%2d", n++);
		row += area_wrap(area_sub(a, 0, 3, -1, -1), row, 0, STYLE_TEXT,
			say_both(step, "title", lang));
	}
}

static void
open_draw(struct view *v, struct area a)
{
	struct open *o = (struct open *)v;
	const json_t *rows = rows_of(o);
	int left = a.cols / 2 - 2, first, row = 0;
	const json_t *line;

	row = border_rule(
		area_sub(a, 0, 1, -1, left), row, _("Choose a playbook"));
	if (o->answer == NULL)
		(void)area_put(a, row, 2, STYLE_DIM, _("Loading …"));
	else if (o->list.count == 0)
		(void)area_put(a, row, 2, STYLE_BAD,
			_("The library is empty: an administrator brings one "
			  "in (:)."));
	first = list_scroll(&o->list, a.rows - row);
	for (int i = first; i < o->list.count && row < a.rows; i++, row++) {
		line = json_array_get(rows, (size_t)i);
		(void)area_column(a, row, 2, left - 2, STYLE_TEXT,
			say_both(line, "title", v->app->lang));
		list_mark(&o->list, a, row, i);
	}
	draw_shown(o, area_sub(a, 0, left + 3, -1, a.cols - left - 4));
}

/* ---- the dialog -------------------------------------------------------- */

static void
open_ask(struct open *o)
{
	struct app *app = o->v.app;
	const json_t *row = list_row(&o->list, rows_of(o));
	struct dialog *g;
	struct dialog_field *f;

	if (row == NULL)
		return;
	g = dialog_open(&o->v, TAG_OPEN, _("Open an incident"));
	dialog_note(g, STYLE_STRONG, "%s", say_both(row, "title", app->lang));
	(void)dialog_ask(g, ACT_INCIDENT_OPEN, "title");
	f = dialog_pick(g, ACT_INCIDENT_OPEN, "mode");
	dialog_option(f, "drill", _("drill: nothing leaves this station"), "");
	dialog_option(f, "actual",
		app->demo ? _("DEMO: as in earnest, to this machine alone")
			  : _("ACTUAL: for real"),
		"");
	dialog_first(dialog_ask(g, ACT_INCIDENT_OPEN, "level"), "",
		_("not graded yet"));
	f = dialog_ask(g, ACT_INCIDENT_OPEN, "occurred");
	dialog_label(f, _("Occurred (clocks run from this)"));
	dialog_value_time(g, f, app_now(app));
}

static void
open_take_dialog(struct view *v, int tag, const json_t *values)
{
	struct open *o = (struct open *)v;

	(void)tag;
	app_act(v->app, v, TAG_OPEN, "incident.open",
		dialog_fields(values, "playbook",
			doc_str(list_row(&o->list, rows_of(o)), "id")));
}

static bool
open_request(struct view *v, enum request request)
{
	struct open *o = (struct open *)v;

	if (list_request(&o->list, request))
		app_wake(v, LIST_REST_MS);
	else if (request == REQ_CHOOSE)
		open_ask(o);
	else
		return false;
	return true;
}

static void
open_sift(struct view *v)
{
	struct open *o = (struct open *)v;

	list_count(&o->list, (int)json_array_size(rows_of(o)));
	open_show(o);
}

/* The cursor rests: the steps of what is under it are read. Until then those
 * that were read stand there, under their own title. */
static void
open_wake(struct view *v)
{
	open_show((struct open *)v);
}

const struct view_ops open_view = {
	.name = "open",
	.title = N_("New incident"),
	.context = IN_OPEN,
	.opened_by = REQ_OPEN,
	.size = sizeof(struct open),
	.list = offsetof(struct open, list),
	.open = open_open,
	.close = open_close,
	.draw = open_draw,
	.request = open_request,
	.sift = open_sift,
	.reply = open_reply,
	.dialog = open_take_dialog,
	.changed = open_changed,
	.wake = open_wake,
};

/*
 * Mirrors: where the record is copied to after each commit, and how far behind
 * each is. One is proposed here, confirmed by another person, and stopped.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/console/columns.h"
#include "tui/console/dialog.h"
#include "tui/console/facts.h"
#include "tui/console/list.h"
#include "tui/console/views.h"
#include "tui/pages/i18n.h"

enum { TAG_MIRRORS = 1, TAG_ADD, TAG_CONFIRM, TAG_DECLINE, TAG_STOP };

struct mirrors {
	struct view v;
	json_t *doc; /* of mirror.list */
	json_t *asked; /* the row that the open dialog is about, or NULL */
	struct list list;
};

static void
mirrors_ask(struct view *v)
{
	app_ask(v->app, v, TAG_MIRRORS, "mirror.list", json_object());
}

static void
mirrors_close(struct view *v)
{
	json_decref(((struct mirrors *)v)->doc);
	json_decref(((struct mirrors *)v)->asked);
}

static json_t *
mirrors_rows(const struct mirrors *w)
{
	return sieve_rows((struct view *)(uintptr_t)&w->v,
		json_object_get(w->doc, "rows"));
}

static void
mirrors_reply(struct view *v, const struct reply *r)
{
	static const char *const said[] = {
		[TAG_ADD] = N_("Proposed. Another person confirms it."),
		[TAG_CONFIRM] = N_("Confirmed. It holds from now on."),
		[TAG_DECLINE] = N_("Declined. Nothing changes."),
		[TAG_STOP] = N_("Stopped. Nothing is copied there any more."),
	};
	struct mirrors *w = (struct mirrors *)v;
	char was[VIEW_ID];

	if (!r->ok) {
		app_refused(v->app, r);
	} else if (r->tag == TAG_MIRRORS) {
		fixed_cut(was, sizeof(was),
			doc_str(list_row(&w->list, mirrors_rows(w)), "mirror"));
		view_keep(&w->doc, r->doc);
		list_keep(&w->list, mirrors_rows(w), "mirror",
			*was ? was : v->id);
		w->list.read = w->list.at;
	} else {
		app_say(v->app, STYLE_GOOD, "%s", _(said[r->tag]));
		mirrors_ask(v);
	}
}

static void
mirrors_changed(struct view *v, const char *what, const char *key)
{
	(void)key;
	if (strcmp(what, "link") == 0 || strcmp(what, "office") == 0 ||
		strcmp(what, "record") == 0 || strcmp(what, "mirror") == 0)
		mirrors_ask(v);
}

/* ---- drawing ---- */

static enum style
mirror_style(const struct look *look, const json_t *row)
{
	const char *state = doc_str(row, "state");

	(void)look;
	if (strcmp(state, "whole") == 0)
		return STYLE_GOOD;
	return strcmp(state, "behind") == 0 ? STYLE_BAD : STYLE_WARN;
}

static const struct column columns[] = {
	{ "mirror", 14, .style = STYLE_STRONG },
	{ .name = "far", .styled = mirror_style },
	{ "reached", 14, .from = VIEW_NARROW },
	{ "address", 40, .from = 120 },
	{ .name = NULL },
};

static const char mirror_keys[] =
	"address key state seq behind missing reached failed fault by "
	"confirmed_by confirmed";

static void
draw_mirror(const struct mirrors *w, struct area a)
{
	const json_t *of =
		json_array_get(mirrors_rows(w), (size_t)w->list.read);
	struct area in = area_sub(a, 0, 0, -1, a.cols - 1);
	int row;

	if (of == NULL || a.rows < 2)
		return;
	row = border_rule(
		area_sub(a, 0, 1, -1, a.cols - 2), 0, doc_str(of, "mirror"));
	if (doc_get(of, "waits"))
		row = facts_draw(w->v.app, in, row, DOCUMENT_MIRROR_NEXT,
			"address key by officers", doc_get(of, "waits"));
	(void)facts_draw(w->v.app, in, row, DOCUMENT_MIRROR, mirror_keys, of);
}

static void
mirrors_draw(struct view *v, struct area a)
{
	struct mirrors *w = (struct mirrors *)v;
	int height, row = 0;

	if (w->doc != NULL)
		row = facts_draw(v->app, area_sub(a, 0, 0, -1, a.cols - 1), 0,
			DOCUMENT_MIRRORS, "up own_key", w->doc);
	a = area_sub(a, row, 0, -1, -1);
	if (w->list.count == 0) {
		(void)area_wrap(area_sub(a, 0, 2, -1, a.cols - 4), 0, 0,
			STYLE_DIM,
			w->doc ? _("The record is copied nowhere by itself "
				   "yet.")
			       : _("Loading …"));
		area_cursor(a, 0, 2);
		return;
	}
	height =
		w->list.count + 1 < a.rows / 2 ? w->list.count + 1 : a.rows / 2;
	row = list_heading(
		&w->list, area_sub(a, 0, 0, height, -1), 0, _("Mirrors"));
	row = columns_list(v->app, &w->list, area_sub(a, 0, 0, height, -1), row,
		DOCUMENT_MIRROR, columns, mirrors_rows(w));
	draw_mirror(w, area_sub(a, row, 0, -1, -1));
}

/* ---- requests ---- */

/* What is answered is what is shown, whatever moves below. */
static json_t *
mirrors_take_asked(struct mirrors *w)
{
	json_decref(w->asked);
	w->asked = json_incref(list_row(&w->list, mirrors_rows(w)));
	return w->asked;
}

static void
ask_new_mirror(struct mirrors *w)
{
	struct dialog *g = dialog_open(&w->v, TAG_ADD, _("Propose a mirror"));

	dialog_note(g, STYLE_WARN, "%s",
		_("Whoever has the copy reads everything: a machine of this "
		  "office or of its superior."));
	dialog_asks(g, ACT_MIRROR_ADD, "mirror address key");
	for (int k = 0; k < g->fields; k++)
		dialog_help(g, g->field[k]);
}

static bool
mirrors_lacks(const struct view *v, enum request request)
{
	const struct mirrors *w = (const struct mirrors *)v;
	const json_t *row = list_row(&w->list, mirrors_rows(w));

	return (request == REQ_CONFIRM || request == REQ_DECLINE) &&
		doc_get(row, "waits") == NULL;
}

static void
mirrors_ask_answer(struct mirrors *w, bool decline)
{
	const json_t *waits = doc_get(mirrors_take_asked(w), "waits");
	struct dialog *g;

	if (waits == NULL) {
		app_say(w->v.app, STYLE_WARN, "%s",
			_("Nothing waits about this mirror."));
		return;
	}
	g = dialog_open(&w->v, decline ? TAG_DECLINE : TAG_CONFIRM,
		decline ? _("Decline this proposal")
			: _("Confirm this proposal"));
	facts_note(g, DOCUMENT_MIRROR_NEXT, "mirror address key by officers",
		waits);
}

static void
mirrors_ask_stop(struct mirrors *w)
{
	const json_t *row = mirrors_take_asked(w);
	struct dialog *g;

	if (row == NULL)
		return;
	g = dialog_open(&w->v, TAG_STOP, _("Stop this mirror"));
	facts_note(g, DOCUMENT_MIRROR, "mirror address state", row);
	dialog_asks(g, ACT_MIRROR_STOP, "reason");
}

static void
show_mirror(struct mirrors *w)
{
	const json_t *row = list_row(&w->list, mirrors_rows(w));
	struct dialog *g;

	if (row == NULL)
		return;
	g = dialog_show(&w->v, doc_str(row, "mirror"));
	facts_note(g, DOCUMENT_MIRROR, mirror_keys, row);
}

static void
mirrors_dialog(struct view *v, int tag, const json_t *values)
{
	const json_t *asked = ((struct mirrors *)v)->asked;
	json_t *fields = tag == TAG_ADD
		? json_deep_copy(values)
		: dialog_fields(values, "mirror", doc_str(asked, "mirror"));

	if (tag == TAG_CONFIRM || tag == TAG_DECLINE)
		doc_put_str(fields, "digest",
			doc_str(doc_get(asked, "waits"), "digest"));
	if (tag == TAG_DECLINE)
		doc_put_bool(fields, "decline", true);
	app_act(v->app, v, tag,
		tag == TAG_ADD		  ? "mirror.add"
			: tag == TAG_STOP ? "mirror.stop"
					  : "mirror.confirm",
		fields);
}

static bool
mirrors_request(struct view *v, enum request request)
{
	struct mirrors *w = (struct mirrors *)v;

	if (list_request(&w->list, request))
		app_wake(v, LIST_REST_MS);
	else if (request == REQ_CHOOSE)
		show_mirror(w);
	else if (request == REQ_MIRROR_ADD)
		ask_new_mirror(w);
	else if (request == REQ_CONFIRM || request == REQ_DECLINE)
		mirrors_ask_answer(w, request == REQ_DECLINE);
	else if (request == REQ_PARTNER_STOP)
		mirrors_ask_stop(w);
	else
		return false;
	return true;
}

static void
mirrors_sift(struct view *v)
{
	struct mirrors *w = (struct mirrors *)v;

	list_count(&w->list, (int)json_array_size(mirrors_rows(w)));
	w->list.read = w->list.at;
}

static void
mirrors_wake(struct view *v)
{
	struct mirrors *w = (struct mirrors *)v;

	w->list.read = w->list.at;
}

const struct view_ops mirrors_view = {
	.name = "mirrors",
	.title = N_("Mirrors"),
	.context = IN_MIRRORS,
	.opened_by = REQ_MIRRORS,
	.about = ABOUT_NOTHING,
	.size = sizeof(struct mirrors),
	.list = offsetof(struct mirrors, list),
	.open = mirrors_ask,
	.close = mirrors_close,
	.draw = mirrors_draw,
	.request = mirrors_request,
	.lacks = mirrors_lacks,
	.sift = mirrors_sift,
	.reply = mirrors_reply,
	.dialog = mirrors_dialog,
	.changed = mirrors_changed,
	.wake = mirrors_wake,
};

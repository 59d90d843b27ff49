/*
 * Partners (协同单位): who they are to us, what they may send, what waits for a
 * second person. The chosen one is shown whole; it is proposed, confirmed by
 * telephone, changed and stopped here, and our own card shown.
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
#include "tui/pages/proposals.h"
#include "tui/pages/qr.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"

enum {
	TAG_PARTNERS = 1,
	TAG_ADD,
	TAG_CONFIRM,
	TAG_DECLINE,
	TAG_CHANGE,
	TAG_AGAIN,
	TAG_STOP,
	TAG_CARD
};

enum { CARD_ROWS = 10, CARD_COLS = 8 }; /* what stands around the code */

struct partners {
	struct view v;
	json_t *doc; /* of partner.list */
	json_t *asked; /* the row that the open dialog is about, or NULL */
	struct list list;
	int rows, cols; /* of the screen when it was drawn last */
};

static void
partners_ask(struct view *v)
{
	app_ask(v->app, v, TAG_PARTNERS, "partner.list", json_object());
}

static const json_t *
partners_rows(const struct partners *w)
{
	return sieve_rows((struct view *)(uintptr_t)&w->v,
		json_object_get(w->doc, "rows"));
}

static void
partners_close(struct view *v)
{
	json_decref(((struct partners *)v)->doc);
	json_decref(((struct partners *)v)->asked);
}

/* ---- our own card ---- */

/* The code needs a large window, and blocks that GBK has not. */
static bool
has_room(const struct partners *w, const struct qr *q)
{
	const char *charset = w->v.app->charset;

	return q != NULL &&
		(charset == NULL || strcmp(charset, "UTF-8") == 0) &&
		qr_lines(q) + CARD_ROWS <= w->rows &&
		qr_columns(q) + CARD_COLS <= w->cols;
}

static void
show_own_card(struct view *v, const json_t *card)
{
	const struct partners *w = (const struct partners *)v;
	struct dialog *g = dialog_show(v, _("Our own card"));
	struct qr *q = qr_new(doc_str(card, "compact"));
	char line[QR_LINE];

	facts_note(g, DOCUMENT_CARD, "id unit phone exchange", card);
	dialog_note(g, STYLE_TEXT, "%s",
		_("Read this to who rings you to compare it, from here and "
		  "from "
		  "nowhere else:"));
	dialog_note(g, STYLE_STRONG, "%s", doc_str(card, "print"));
	dialog_note(
		g, STYLE_STRONG, "%s", say_both(card, "said", v->app->lang));
	dialog_note(g, STYLE_DIM, "%s",
		_("The card as a file: crier partner card --text, at a "
		  "shell."));
	if (has_room(w, q))
		for (int n = 0; n < qr_lines(q); n++) {
			qr_line(line, q, n);
			dialog_note(g, STYLE_TEXT, "%s", line);
		}
	else
		dialog_note(g, STYLE_TEXT, "%s", doc_str(card, "compact"));
	qr_free(q);
}

/* What was proposed waits; what its spare key vouched for does not. */
static const char *
partners_done(int tag, const json_t *entries)
{
	static const char *const said[] = {
		[TAG_ADD] = N_("Proposed. Another officer rings them."),
		[TAG_CONFIRM] = N_("Confirmed. It holds from now on."),
		[TAG_DECLINE] = N_("Declined. Nothing changes."),
		[TAG_CHANGE] = N_("Proposed. Another person confirms it."),
		[TAG_AGAIN] = N_("Proposed. Another person confirms it."),
		[TAG_STOP] = N_("Stopped. Nothing of it is taken any more."),
	};

	if (tag == TAG_CHANGE &&
		strcmp(doc_str(json_array_get(entries, 0), "kind"),
			"partner.changed") == 0)
		return _("Changed. Its spare key vouches for the card: it "
			 "holds from now on.");
	return _(said[tag]);
}

static void
partners_reply(struct view *v, const struct reply *r)
{
	struct partners *w = (struct partners *)v;

	if (!r->ok) {
		app_refused(v->app, r);
	} else if (r->tag == TAG_PARTNERS) {
		const char *at = w->doc == NULL
			? v->id
			: doc_str(list_row(&w->list, partners_rows(w)), "id");
		char keep[VIEW_ID];

		fixed_cut(keep, sizeof(keep), at);
		view_keep(&w->doc, r->doc);
		list_keep(&w->list, partners_rows(w), "id", keep);
		w->list.read = w->list.at;
	} else if (r->tag == TAG_CARD) {
		show_own_card(v, r->doc);
	} else {
		app_say(v->app, STYLE_GOOD, "%s",
			partners_done(r->tag, r->doc));
		partners_ask(v);
	}
}

static void
partners_changed(struct view *v, const char *what, const char *key)
{
	(void)key;
	if (strcmp(what, "link") == 0 || strcmp(what, "office") == 0)
		partners_ask(v);
}

/* ---- drawing ---- */

static enum style
partner_style(const struct look *look, const json_t *row)
{
	const char *state = doc_str(row, "state");

	(void)look;
	if (strcmp(state, "stopped") == 0)
		return STYLE_BAD;
	return strcmp(state, "active") == 0 ? STYLE_GOOD : STYLE_WARN;
}

static enum style
next_style(const struct look *look, const json_t *row)
{
	(void)look;
	(void)row;
	return STYLE_WARN;
}

static const struct column columns[] = {
	{ .name = "name", .style = STYLE_STRONG },
	{ "rank", 12, .width_zh = 6 },
	{ "state", 14, .styled = partner_style, .width_zh = 8 },
	{ .name = "phone", .width = 14 },
	{ "order", 14, .width_zh = 10, .from = VIEW_NARROW },
	{ "next", 40, .styled = next_style, .width_zh = 24, .from = 120 },
	{ .name = NULL },
};

/* The one on which the cursor rests, whole. */
static void
draw_partner(const struct partners *w, struct area a)
{
	const json_t *p =
		json_array_get(partners_rows(w), (size_t)w->list.read);
	const struct app *app = w->v.app;
	struct area in = area_sub(a, 0, 2, -1, a.cols - 4);
	const json_t *waits = doc_get(p, "waits");
	int row;

	if (p == NULL || a.rows < 2)
		return;
	row = border_rule(
		area_sub(a, 0, 1, -1, a.cols - 2), 0, doc_str(p, "name"));
	/* of a new one all that is proposed stands below */
	if (waits != NULL)
		row = facts_draw(app, in, row, DOCUMENT_PARTNER_NEXT,
			doc_bool(waits, "new")
				? "for by phone_said officers"
				: "for by phone phone_said rank name organ "
				  "address exchange fingerprint officers",
			waits);
	(void)facts_draw(app, in, row, DOCUMENT_PARTNER,
		"stopped id phone organ address exchange print said confirmed "
		"last_heard our_letters order may fingerprint spare made "
		"citation",
		p);
}

static void
partners_draw(struct view *v, struct area a)
{
	struct partners *w = (struct partners *)v;
	int height = a.rows / 2;

	w->rows = a.rows;
	w->cols = a.cols;
	if (w->list.count == 0) {
		(void)area_wrap(area_sub(a, 0, 2, -1, a.cols - 4), 0, 0,
			STYLE_DIM,
			w->doc == NULL
				? _("Loading …")
				: _("No partners yet. n takes the card of "
				    "another unit's station, or a unit "
				    "without one; another officer then "
				    "rings them. Q shows our own card."));
		area_cursor(a, 0, 2);
		return;
	}
	if (w->list.count < height)
		height = w->list.count;
	(void)list_scroll(&w->list, height);
	(void)columns_list(v->app, &w->list, area_sub(a, 0, 0, height, -1), 0,
		DOCUMENT_PARTNER, columns, partners_rows(w));
	draw_partner(w, area_sub(a, height + 1, 0, -1, -1));
}

/* ---- requests ---- */

/* What is answered is what is shown, whatever moves below. */
static json_t *
take_asked(struct partners *w)
{
	json_decref(w->asked);
	w->asked = json_incref(list_row(&w->list, partners_rows(w)));
	return w->asked;
}

static void
ask_new_partner(struct partners *w)
{
	struct dialog *g = dialog_open(&w->v, TAG_ADD, _("Propose a partner"));

	dialog_note(g, STYLE_TEXT, "%s",
		_("Paste the card (CRIER1:…) that their station shows; or, of "
		  "a "
		  "unit without a station, give id, name and address."));
	dialog_asks(g, ACT_PARTNER_ADD,
		"card rank phone partner name address organ");
	/* whoever only presses Enter makes nobody a superior */
	dialog_first(dialog_named(g, "rank"), "", _("(choose)"));
	dialog_label(dialog_named(g, "partner"), _("Id, without a card"));
	dialog_label(dialog_named(g, "organ"), _("Unit in organs.yaml"));
	dialog_help(g, dialog_named(g, "phone"));
	dialog_help(g, dialog_named(g, "organ"));
}

static void
note_proposal(struct partners *w, struct dialog *g, const json_t *waits)
{
	char people[300];

	facts_note(g, DOCUMENT_PARTNER_NEXT, "for name rank phone phone_said",
		waits);
	say_people(people, sizeof(people), doc_get(waits, "officers"),
		w->v.app->lang);
	dialog_note(g, STYLE_DIM, _("    proposed by %s; may confirm: %s"),
		say_who(waits, "by"), people);
}

/* Heard, not copied: the groups are typed. */
static void
ask_confirm(struct partners *w, bool decline)
{
	const json_t *p = take_asked(w), *waits = doc_get(p, "waits");
	struct dialog *g;

	if (waits == NULL) {
		app_say(w->v.app, STYLE_WARN, "%s",
			_("Nothing waits about this partner."));
		return;
	}
	g = dialog_open(&w->v, decline ? TAG_DECLINE : TAG_CONFIRM,
		decline ? _("Decline this proposal")
			: _("Confirm this proposal"));
	note_proposal(w, g, waits);
	if (decline || !doc_bool(waits, "call"))
		return;
	dialog_note(g, STYLE_STRONG,
		_("Dial %s yourself. They read the groups from their own "
		  "screen; you type them."),
		doc_str(waits, "phone"));
	dialog_asks(g, ACT_PARTNER_CONFIRM, "phone who");
	if (*doc_str(waits, "key"))
		dialog_ask(g, ACT_PARTNER_CONFIRM, "groups")->typed_only = true;
}

static void
ask_partner_change(struct partners *w)
{
	static const char *const now[] = { "rank", "phone", "organ", "exchange",
		"address" };
	const json_t *p = take_asked(w);
	struct dialog *g;

	if (p == NULL)
		return;
	if (strcmp(doc_str(p, "state"), "stopped") == 0) {
		g = dialog_open(&w->v, TAG_AGAIN, _("Let it speak again"));
		facts_note(g, DOCUMENT_PARTNER, "name stopped", p);
		dialog_note(g, STYLE_TEXT, "%s",
			_("It holds once another person has confirmed it."));
		return;
	}
	g = dialog_open(&w->v, TAG_CHANGE, _("Change a partner"));
	facts_note(g, DOCUMENT_PARTNER, "name id", p);
	dialog_note(g, STYLE_TEXT, "%s",
		_("It holds once another person has confirmed it."));
	dialog_asks(g, ACT_PARTNER_CHANGE,
		"rank phone organ exchange address card");
	for (size_t n = 0; n < sizeof(now) / sizeof(now[0]); n++) {
		dialog_value(dialog_named(g, now[n]), doc_str(p, now[n]));
		dialog_keep(dialog_named(g, now[n]));
	}
}

static void
ask_stop(struct partners *w)
{
	const json_t *p = take_asked(w);
	struct dialog *g;

	if (p == NULL)
		return;
	g = dialog_open(&w->v, TAG_STOP, _("Stop this partner"));
	facts_note(g, DOCUMENT_PARTNER, "name rank phone", p);
	dialog_note(g, STYLE_WARN, "%s",
		_("At once, nothing of it is taken any more. Two let it speak "
		  "again."));
	dialog_asks(g, ACT_PARTNER_STOP, "reason");
}

static void
partners_dialog(struct view *v, int tag, const json_t *values)
{
	static const char *const acts[] = { [TAG_ADD] = "partner.add",
		[TAG_CONFIRM] = "partner.confirm",
		[TAG_DECLINE] = "partner.confirm",
		[TAG_CHANGE] = "partner.change",
		[TAG_AGAIN] = "partner.change",
		[TAG_STOP] = "partner.stop" };
	const json_t *asked = ((struct partners *)v)->asked;
	json_t *fields = tag == TAG_ADD
		? json_deep_copy(values)
		: dialog_fields(values, "partner", doc_str(asked, "id"));

	if (tag == TAG_CONFIRM || tag == TAG_DECLINE)
		doc_put_str(fields, "digest",
			doc_str(doc_get(asked, "waits"), "digest"));
	if (tag == TAG_DECLINE)
		doc_put_bool(fields, "decline", true);
	if (tag == TAG_AGAIN)
		doc_put_bool(fields, "again", true);
	app_act(v->app, v, tag, acts[tag], fields);
}

static void
show_partner(struct partners *w)
{
	const json_t *p = take_asked(w);
	struct dialog *g;

	if (p == NULL)
		return;
	g = dialog_show(&w->v, doc_str(p, "name"));
	if (doc_get(p, "waits"))
		facts_note(g, DOCUMENT_PARTNER_NEXT,
			"for by phone phone_said rank organ address exchange "
			"fingerprint officers",
			doc_get(p, "waits"));
	facts_note(g, DOCUMENT_PARTNER,
		"id rank state stopped phone organ address exchange print said "
		"confirmed vouched order may fingerprint spare made citation",
		p);
}

static bool
partners_request(struct view *v, enum request request)
{
	struct partners *w = (struct partners *)v;

	if (list_request(&w->list, request)) {
		app_wake(v, LIST_REST_MS);
		return true;
	}
	if (request == REQ_CHOOSE)
		show_partner(w);
	else if (request == REQ_PARTNER_ADD)
		ask_new_partner(w);
	else if (request == REQ_CONFIRM || request == REQ_DECLINE)
		ask_confirm(w, request == REQ_DECLINE);
	else if (request == REQ_CHANGE)
		ask_partner_change(w);
	else if (request == REQ_PARTNER_STOP)
		ask_stop(w);
	else if (request == REQ_OWN_CARD)
		app_ask(v->app, v, TAG_CARD, "partner.card", json_object());
	else
		return false;
	return true;
}

static void
partners_sift(struct view *v)
{
	struct partners *w = (struct partners *)v;

	list_count(&w->list, (int)json_array_size(partners_rows(w)));
	w->list.read = w->list.at;
}

static void
partners_wake(struct view *v)
{
	struct partners *w = (struct partners *)v;

	w->list.read = w->list.at;
}

const struct view_ops partners_view = {
	.name = "partners",
	.title = N_("Partners"),
	.context = IN_PARTNERS,
	.opened_by = REQ_PARTNERS,
	.about = ABOUT_NOTHING,
	.size = sizeof(struct partners),
	.list = offsetof(struct partners, list),
	.open = partners_ask,
	.close = partners_close,
	.draw = partners_draw,
	.request = partners_request,
	.sift = partners_sift,
	.reply = partners_reply,
	.dialog = partners_dialog,
	.changed = partners_changed,
	.wake = partners_wake,
};

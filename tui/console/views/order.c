/*
 * An order (联合发布令). Of ours: how far each partner is, and whom to ring; of
 * another unit's: its text, which is read to its end, and then taken or refused.
 * Left and right are the orders of the same joint incident.
 */
#include "tui/console/views/order.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "tui/console/border.h"
#include "tui/console/dialog.h"
#include "tui/console/facts.h"
#include "tui/console/views.h"
#include "tui/console/views/halting.h"
#include "tui/console/views/order_signal.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

enum {
	TAG_ORDER = 1,
	TAG_JOINT,
	TAG_ACCOUNTS,
	TAG_READ,
	TAG_TAKE,
	TAG_REFUSE,
	TAG_NOTE,
	TAG_HALT
};

enum { UNIT_ROWS = 9 }; /* of the unit below the grid, with a blank row */

struct order_screen {
	struct view v; /* id: the order's name, its first 8 digits, or our
			* message */
	json_t *doc; /* of joint.order */
	json_t *joint; /* of joint.show: the orders beside it */
	json_t *grid; /* its units, who must be rung first standing first */
	json_t *asked; /* the unit that the open dialog is about, or NULL */
	struct list list; /* of the grid, or of the text's lines */
	char subject[VIEW_ID]; /* our message of it, else our incident */
	bool read; /* its end was seen here, and that was told */
	struct halting halting;
	struct order_signal signal;
};

static void
order_ask(struct view *v)
{
	app_ask(v->app, v, TAG_ORDER, "joint.order",
		json_pack("{s:s}", "order", v->id));
}

static void
order_close(struct view *v)
{
	struct order_screen *w = (struct order_screen *)v;

	json_decref(w->doc);
	json_decref(w->joint);
	json_decref(w->grid);
	json_decref(w->asked);
	order_signal_release(&w->signal);
}

static const char *
order_subject(const struct view *v)
{
	return ((const struct order_screen *)v)->subject;
}

static const json_t *
order_rows(const struct order_screen *w)
{
	return sieve_rows((struct view *)(uintptr_t)&w->v, w->grid);
}

/* ---- what comes ---- */

static void
order_keep(struct order_screen *w, const json_t *doc)
{
	struct view *v = &w->v;
	char was[SAY];

	fixed_cut(was, sizeof(was),
		doc_str(list_row(&w->list, order_rows(w)), "partner"));
	view_keep(&w->doc, doc);
	json_decref(w->grid);
	w->grid = order_grid(doc);
	if (order_is_ours(doc)) {
		list_keep(&w->list, order_rows(w), "partner", was);
		w->list.read = w->list.at;
	}
	fixed_cut(v->mode, sizeof(v->mode), doc_str(doc, "mode"));
	fixed_cut_format(v->subject, sizeof(v->subject), "%s  %s",
		doc_str(doc, "short"), doc_str(doc, "title"));
	fixed_cut(w->subject, sizeof(w->subject),
		*doc_str(doc, "message") ? doc_str(doc, "message")
					 : doc_str(doc, "incident"));
	app_ask(v->app, v, TAG_JOINT, "joint.show",
		json_pack("{s:s}", "joint", doc_str(doc, "joint")));
}

static void ask_take(struct order_screen *w, const json_t *accounts);

static void
order_reply(struct view *v, const struct reply *r)
{
	static const char *const said[] = {
		[TAG_TAKE] = N_("Taken. Another officer sets or fires it."),
		[TAG_REFUSE] = N_("Refused. A letter tells the sender why."),
		[TAG_NOTE] = N_("Noted."),
		[TAG_HALT] = N_("Halting …"),
	};
	struct order_screen *w = (struct order_screen *)v;

	if (halting_reply(&w->halting, v, r))
		return;
	if (order_signal_reply(&w->signal, v, r, w->doc)) {
		order_ask(v);
		return;
	}
	if (r->tag == TAG_READ) {
		order_ask(v); /* who may not, or has, is not told */
	} else if (!r->ok) {
		app_refused(v->app, r);
	} else if (r->tag == TAG_ORDER) {
		order_keep(w, r->doc);
	} else if (r->tag == TAG_JOINT) {
		view_keep(&w->joint, r->doc);
	} else if (r->tag == TAG_ACCOUNTS) {
		ask_take(w, json_object_get(r->doc, "rows"));
	} else {
		app_say(v->app, STYLE_GOOD, "%s", _(said[r->tag]));
		order_ask(v);
	}
}

static void
order_changed(struct view *v, const char *what, const char *key)
{
	static const char *const kinds[] = { "link", "office", "incident",
		"message" };

	(void)key;
	for (size_t n = 0; n < sizeof(kinds) / sizeof(kinds[0]); n++)
		if (strcmp(kinds[n], what) == 0)
			order_ask(v);
}

/* What is noted is of ours; what is answered is another's, and is not yet. */
static bool
order_lacks(const struct view *v, enum request request)
{
	const struct order_screen *w = (const struct order_screen *)v;
	const char *state = doc_str(w->doc, "state");
	bool ours = order_is_ours(w->doc);

	if (request == REQ_UNIT_SAID)
		return !ours;
	if (order_signal_lacks(request, w->doc))
		return true;
	if (request == REQ_CHOOSE)
		return !ours && *doc_str(w->doc, "message") == '\0';
	if (request != REQ_ACCEPT && request != REQ_REFUSE)
		return false;
	return ours || *doc_str(w->doc, "message") ||
		strcmp(state, "refused") == 0;
}

/* ---- drawing ---- */

static bool
is_to_be_read(const json_t *order)
{
	const char *state = doc_str(order, "state");

	return strcmp(state, "heard") == 0 || strcmp(state, "unknown") == 0;
}

/* Its end was on the screen: the sender's grid says that somebody has read it.
 */
static void
tell_read(struct order_screen *w)
{
	if (w->read || !is_to_be_read(w->doc))
		return;
	w->read = true;
	app_act_aside(w->v.app, &w->v, TAG_READ, "joint.read",
		json_pack("{s:s}", "order", doc_str(w->doc, "order")));
}

static void
order_draw_theirs(struct order_screen *w, struct area a)
{
	int lines =
		order_draw_text(w->v.app, area_sub(a, 0, 0, 0, -1), w->doc, 0);

	w->list.shown = a.rows;
	list_count(&w->list, lines > a.rows ? lines - a.rows + 1 : 1);
	w->list.top = w->list.at;
	(void)order_draw_text(w->v.app, a, w->doc, w->list.top);
	area_cursor(a, 0, 0);
	if (w->list.top + a.rows >= lines)
		tell_read(w);
	else
		border_below(a, a.rows - 1, lines - w->list.top - a.rows);
}

/* The unit on which the cursor rests, in full. */
static void
draw_unit(const struct order_screen *w, struct area a)
{
	const json_t *unit =
		json_array_get(order_rows(w), (size_t)w->list.read);

	if (unit == NULL || a.rows < UNIT_ROWS)
		return;
	(void)facts_draw(w->v.app, a,
		border_rule(area_sub(a, 0, 1, -1, a.cols - 2), 1,
			doc_str(unit, "name")),
		DOCUMENT_ORDER_UNIT,
		"state phone far clock heard by who number reason", unit);
}

static void
order_draw_ours(struct order_screen *w, struct area a)
{
	json_t *rows = json_incref((json_t *)(uintptr_t)order_rows(w));
	int row = order_draw_grid(w->v.app, a, w->doc, rows, &w->list);

	if (w->list.count == 0)
		area_cursor(a, 0, 0);
	draw_unit(w, area_sub(a, row, 0, -1, -1));
	json_decref(rows);
}

static void
order_draw(struct view *v, struct area a)
{
	struct order_screen *w = (struct order_screen *)v;

	if (w->doc == NULL) {
		(void)area_put(a, 0, 2, STYLE_DIM, _("Loading …"));
		area_cursor(a, 0, 2);
	} else if (order_is_ours(w->doc)) {
		order_draw_ours(w, a);
	} else {
		order_draw_theirs(w, a);
	}
}

/* ---- requests ---- */

/* It says yes or no to who asks. */
static bool
order_asks_us(struct order_screen *w)
{
	if (w->doc != NULL && !order_is_ours(w->doc))
		return true;
	app_say(w->v.app, STYLE_WARN, "%s",
		_("This order is ours: its partners take or refuse it."));
	return false;
}

static void
ask_take(struct order_screen *w, const json_t *accounts)
{
	struct dialog *g = dialog_open(&w->v, TAG_TAKE, _("Take this order"));
	struct dialog_field *f;
	json_t *account;
	size_t n;

	facts_note(g, DOCUMENT_ORDER, "unit title digest at answer_by offer",
		w->doc);
	dialog_note(g, STYLE_STRONG, "%s",
		_("You sign it for this unit as it stands. Nothing goes out "
		  "before another officer has set or fired it."));
	f = dialog_pick(g, ACT_JOINT_TAKE, "accounts");
	f->kind = DIALOG_MANY;
	json_array_foreach(accounts, n, account)
	{
		char *title = mem_printf("%s  %s", doc_str(account, "id"),
			doc_str(account, "name"));

		if (strcmp(doc_str(account, "state"), "closed") != 0)
			dialog_option(f, doc_str(account, "id"), title, "");
		free(title);
	}
	dialog_help(g, f);
}

static void
order_ask_refuse(struct order_screen *w)
{
	struct dialog *g =
		dialog_open(&w->v, TAG_REFUSE, _("Refuse this order"));

	facts_note(g, DOCUMENT_ORDER, "unit title at answer_by offer phone",
		w->doc);
	if (!doc_bool(w->doc, "offer"))
		dialog_note(g, STYLE_WARN, "%s",
			_("What is to be carried is refused after a call."));
	dialog_asks(g, ACT_JOINT_REFUSE, "reason phone");
}

static void
ask_unit_said(struct order_screen *w)
{
	json_t *unit = list_row(&w->list, order_rows(w));
	struct dialog *g;

	if (unit == NULL || !order_is_ours(w->doc) ||
		!doc_bool(unit, "by_hand")) {
		app_say(w->v.app, STYLE_WARN, "%s",
			_("That is for units without a station: others answer "
			  "by letter."));
		return;
	}
	json_decref(w->asked);
	w->asked = json_incref(unit);
	g = dialog_open(&w->v, TAG_NOTE, _("What the unit answered"));
	facts_note(g, DOCUMENT_ORDER_UNIT, "name phone state who", unit);
	dialog_asks(g, ACT_JOINT_NOTE, "answer who number reason");
}

static void
order_dialog(struct view *v, int tag, const json_t *values)
{
	struct order_screen *w = (struct order_screen *)v;
	json_t *fields;

	if (order_signal_dialog(&w->signal, v, tag, values))
		return;
	if (tag == TAG_NOTE) {
		fields = dialog_fields(
			values, "message", doc_str(w->doc, "message"));
		doc_put_str(fields, "partner", doc_str(w->asked, "partner"));
		app_act(v->app, v, tag, "joint.note", fields);
		return;
	}
	app_act(v->app, v, tag, tag == TAG_TAKE ? "joint.take" : "joint.refuse",
		dialog_fields(values, "order", doc_str(w->doc, "order")));
}

/* What stands on each of its accounts, as it has told. */
static void
note_receipt(struct dialog *g, const json_t *unit)
{
	enum lang lang = g->view->app->lang;
	json_t *row;
	size_t n;

	json_array_foreach(doc_get(unit, "receipt"), n, row)
	{
		const char *state = doc_str(row, "state");

		dialog_note(g, say_delivery_style(state), "%s %s  %s  %s",
			say_delivery_sign(state), say_delivery(state, lang),
			*doc_str(row, "name") ? doc_str(row, "name")
					      : doc_str(row, "account"),
			doc_str(row, "address"));
	}
}

static void
show_unit(struct order_screen *w)
{
	const json_t *unit = list_row(&w->list, order_rows(w));
	struct dialog *g;

	if (unit == NULL)
		return;
	g = dialog_show(&w->v, doc_str(unit, "name"));
	facts_note(g, DOCUMENT_ORDER_UNIT,
		"state at phone hand accounts gaps clock published verified "
		"more heard by who number reason",
		unit);
	note_receipt(g, unit);
}

/* Ours: the unit; theirs: what it became here. */
static void
order_choose(struct order_screen *w)
{
	if (w->doc == NULL)
		return;
	if (order_is_ours(w->doc))
		show_unit(w);
	else if (*doc_str(w->doc, "message"))
		app_open(w->v.app, "release", doc_str(w->doc, "message"));
	else
		app_say(w->v.app, STYLE_WARN, "%s",
			_("It is not taken yet: + takes it, - refuses it."));
}

/* The orders of the joint incident, and offers, as they came. */
static json_t *
order_all(const struct order_screen *w)
{
	json_t *all = json_array();

	(void)json_array_extend(all, doc_borrow(doc_get(w->joint, "orders")));
	(void)json_array_extend(all, doc_borrow(doc_get(w->joint, "offers")));
	return all;
}

/* The view is gone after it. */
static void
order_turn(struct order_screen *w, int by)
{
	json_t *all = order_all(w), *row;
	char next[VIEW_ID] = "";
	size_t n;

	json_array_foreach(all, n, row)
	{
		if (strcmp(doc_str(row, "order"), doc_str(w->doc, "order")) !=
			0)
			continue;
		/* below the first is none: the index wraps to no row */
		fixed_cut(next, sizeof(next),
			doc_str(json_array_get(all, n + (size_t)by), "short"));
	}
	json_decref(all);
	if (*next)
		app_replace(&w->v, "order", next);
	else
		app_say(w->v.app, STYLE_DIM, "%s",
			_("There is no other order on that side."));
}

static bool
order_answer(struct order_screen *w, enum request request)
{
	if (request == REQ_UNIT_SAID) {
		ask_unit_said(w);
		return true;
	}
	if (order_signal_request(&w->v, request, w->doc))
		return true;
	if (request != REQ_ACCEPT && request != REQ_REFUSE)
		return false;
	if (!order_asks_us(w))
		return true;
	if (request == REQ_ACCEPT)
		app_ask(w->v.app, &w->v, TAG_ACCOUNTS, "account.list", NULL);
	else
		order_ask_refuse(w);
	return true;
}

/* Of one that a lost machine gave, or who led before us, we have no message. */
static void
order_halt(struct order_screen *w)
{
	if (strchr(w->subject, '/'))
		halting_begin(&w->halting, &w->v, TAG_HALT, w->subject);
	else
		halting_order(&w->halting, &w->v, doc_str(w->doc, "order"));
}

static bool
order_request(struct view *v, enum request request)
{
	struct order_screen *w = (struct order_screen *)v;

	if (list_request(&w->list, request)) {
		app_wake(v, LIST_REST_MS);
		return true;
	}
	if (request == REQ_CHOOSE)
		order_choose(w);
	else if (request == REQ_LEFT || request == REQ_RIGHT)
		order_turn(w, request == REQ_LEFT ? -1 : 1);
	else if (request == REQ_HALT)
		order_halt(w);
	else
		return order_answer(w, request);
	return true;
}

static void
order_sift(struct view *v)
{
	struct order_screen *w = (struct order_screen *)v;

	if (order_is_ours(w->doc))
		list_count(&w->list, (int)json_array_size(order_rows(w)));
	w->list.read = w->list.at;
}

static void
order_wake(struct view *v)
{
	struct order_screen *w = (struct order_screen *)v;

	w->list.read = w->list.at;
}

const struct view_ops order_view = {
	.name = "order",
	.title = N_("Order"),
	.context = IN_ORDER,
	.size = sizeof(struct order_screen),
	.list = offsetof(struct order_screen, list),
	.open = order_ask,
	.close = order_close,
	.draw = order_draw,
	.request = order_request,
	.subject = order_subject,
	.lacks = order_lacks,
	.sift = order_sift,
	.reply = order_reply,
	.dialog = order_dialog,
	.changed = order_changed,
	.wake = order_wake,
};

/*
 * Joint incidents (联合事件) and their orders as one list, the newest first, and
 * below it what the cursor rests on (joints_draw.c). One is joined or declined
 * here, an incident of ours is opened to partners, and an order made.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "tui/console/dialog.h"
#include "tui/console/facts.h"
#include "tui/console/views.h"
#include "tui/console/views/joints.h"
#include "tui/console/views/order.h"
#include "tui/pages/i18n.h"

enum {
	TAG_JOINTS = 1,
	TAG_SHOW,
	TAG_GRID,
	TAG_MESSAGES,
	TAG_UNITS,
	TAG_PARTNERS,
	TAG_JOIN,
	TAG_DECLINE,
	TAG_LEAD, /* handed to us: taken, or not */
	TAG_NO_LEAD,
	TAG_ORDER,
	TAG_INVITE
};

enum { SHOWN = 20 }; /* joint incidents whose orders are asked for */

static void
joints_ask(struct view *v)
{
	app_ask(v->app, v, TAG_JOINTS, "joint.list", json_object());
}

static void
joints_open(struct view *v)
{
	((struct joints *)v)->shows = json_object();
	joints_ask(v);
}

static void
joints_close(struct view *v)
{
	struct joints *w = (struct joints *)v;

	json_decref(w->doc);
	json_decref(w->shows);
	json_decref(w->lines);
	json_decref(w->grid);
	json_decref(w->asked);
	json_decref(w->messages);
}

/* Our incident of the line, or that this screen was opened about. */
static const char *
joints_incident(const struct joints *w)
{
	const char *of =
		doc_str(list_row(&w->list, joints_rows(w)), "incident");

	return *of ? of : strchr(w->v.id, '-') ? w->v.id : "";
}

static const char *
joints_subject(const struct view *v)
{
	return joints_incident((const struct joints *)v);
}

/* ---- what comes ---- */

/* The screen is about all, about an incident of ours, or about one by name. */
static bool
joints_has(const struct joints *w, const json_t *joint)
{
	const char *id = w->v.id;

	return *id == '\0' || strcmp(doc_str(joint, "incident"), id) == 0 ||
		strncmp(doc_str(joint, "joint"), id, strlen(id)) == 0;
}

static void
add_orders(json_t *lines, const json_t *show)
{
	static const char *const lists[] = { "orders", "offers" };

	for (size_t k = 0; k < 2; k++) {
		const json_t *orders = doc_get(show, lists[k]);

		for (size_t n = json_array_size(orders); n > 0; n--)
			(void)json_array_append(
				lines, json_array_get(orders, n - 1));
	}
}

/* What a line is called: an order's name, else the joint incident's. */
static const char *
line_name(const json_t *line)
{
	return doc_str(line, joints_is_order(line) ? "order" : "joint");
}

static void
joints_stand(struct joints *w, const char *was)
{
	json_t *rows = joints_rows(w), *line;
	size_t n;

	list_count(&w->list, (int)json_array_size(rows));
	json_array_foreach(rows, n, line)
	{
		if (*was ? strcmp(line_name(line), was) != 0
			 : w->stood || !joints_is_order(line))
			continue;
		w->list.at = (int)n;
		w->stood = true;
		break;
	}
	w->list.read = w->list.at;
}

static void joints_rest(struct joints *w);

static void
joints_compile(struct joints *w)
{
	json_t *joint;
	char was[VIEW_ID];
	size_t n;

	fixed_cut(was, sizeof(was),
		w->stood ? line_name(list_row(&w->list, joints_rows(w))) : "");
	json_decref(w->lines);
	w->lines = json_array();
	json_array_foreach(json_object_get(w->doc, "rows"), n, joint)
	{
		if (!joints_has(w, joint))
			continue;
		(void)json_array_append(w->lines, joint);
		add_orders(w->lines,
			json_object_get(w->shows, doc_str(joint, "joint")));
	}
	joints_stand(w, was);
	joints_rest(w);
}

/* Of each that this screen is about, its orders. */
static void
ask_shows(struct joints *w)
{
	json_t *joint;
	size_t n, asked = 0;

	json_array_foreach(json_object_get(w->doc, "rows"), n, joint)
	{
		if (!joints_has(w, joint) || asked++ == SHOWN)
			continue;
		app_ask(w->v.app, &w->v, TAG_SHOW, "joint.show",
			json_pack("{s:s}", "joint", doc_str(joint, "joint")));
	}
}

/* The grid of the order on which the cursor rests is read. */
static void
joints_rest(struct joints *w)
{
	const json_t *line =
		json_array_get(joints_rows(w), (size_t)w->list.read);

	if (joints_is_order(line) && order_is_ours(line))
		app_ask(w->v.app, &w->v, TAG_GRID, "joint.order",
			json_pack("{s:s}", "order", doc_str(line, "order")));
}

static void ask_order(struct joints *w, const json_t *partners);
static void ask_invite(struct joints *w, const json_t *partners);

/* What was asked to fill a dialog, or to be shown. */
static void
joints_answer(struct joints *w, const struct reply *r)
{
	if (r->tag == TAG_JOINTS) {
		view_keep(&w->doc, r->doc);
		ask_shows(w);
		joints_compile(w);
	} else if (r->tag == TAG_SHOW) {
		json_object_set(
			w->shows, doc_str(r->doc, "joint"), doc_borrow(r->doc));
		joints_compile(w);
	} else if (r->tag == TAG_GRID) {
		view_keep(&w->grid, r->doc);
	} else if (r->tag == TAG_MESSAGES) {
		view_keep(&w->messages, json_object_get(r->doc, "rows"));
		app_ask(w->v.app, &w->v, TAG_UNITS, "partner.list",
			json_object());
	} else if (r->tag == TAG_UNITS) {
		ask_order(w, json_object_get(r->doc, "rows"));
	} else {
		ask_invite(w, json_object_get(r->doc, "rows"));
	}
}

static void
joints_reply(struct view *v, const struct reply *r)
{
	static const char *const said[] = {
		[TAG_JOIN] = N_("Joined, with an incident of ours."),
		[TAG_DECLINE] = N_("Declined. A letter says why."),
		[TAG_LEAD] = N_("Taken. We lead once the old leader heard."),
		[TAG_NO_LEAD] = N_("Declined. A letter says why."),
		[TAG_ORDER] = N_("Ordered. The grid shows who has heard it."),
		[TAG_INVITE] = N_("Invited. A letter goes to each."),
	};

	if (!r->ok) {
		app_refused(v->app, r);
	} else if (r->tag < TAG_JOIN) {
		joints_answer((struct joints *)v, r);
	} else {
		app_say(v->app, STYLE_GOOD, "%s", _(said[r->tag]));
		joints_ask(v);
	}
}

static void
joints_changed(struct view *v, const char *what, const char *key)
{
	(void)key;
	if (strcmp(what, "link") == 0 || strcmp(what, "office") == 0 ||
		strcmp(what, "incident") == 0)
		joints_ask(v);
}

/* Whoever does not lead and is told of it is asked. */
static bool
lead_is_offered(const json_t *line)
{
	return !doc_bool(line, "ours") && *doc_str(line, "handing") != '\0';
}

/* An invitation is answered once; an order is made where this unit is in. */
static bool
joints_lacks(const struct view *v, enum request request)
{
	const struct joints *w = (const struct joints *)v;
	const json_t *line = list_row(&w->list, joints_rows(w));

	if (request == REQ_JOINT_INVITE)
		return *joints_incident(w) == '\0';
	if (request == REQ_JOINT_ORDER)
		return *joints_incident(w) == '\0' || line == NULL;
	if (request != REQ_ACCEPT && request != REQ_REFUSE)
		return false;
	return joints_is_order(line)
		? order_is_ours(line) || *doc_str(line, "message")
		: strcmp(doc_str(line, "state"), "asked") != 0 &&
			!lead_is_offered(line);
}

/* ---- requests ---- */

/* What is answered is what is shown, whatever moves below. */
static json_t *
joints_take_asked(struct joints *w)
{
	json_decref(w->asked);
	w->asked = json_incref(list_row(&w->list, joints_rows(w)));
	return w->asked;
}

static void
joints_go(struct joints *w)
{
	const json_t *line = list_row(&w->list, joints_rows(w));
	struct dialog *g;

	if (line == NULL)
		return;
	if (joints_is_order(line)) {
		app_open(w->v.app, "order", doc_str(line, "order"));
	} else if (*doc_str(line, "incident")) {
		app_open(w->v.app, "walk", doc_str(line, "incident"));
	} else {
		g = dialog_show(&w->v, doc_str(line, "title"));
		facts_note(g, DOCUMENT_JOINT,
			"joint name phone title level topic playbook happened "
			"mode state at",
			json_object_get(w->shows, doc_str(line, "joint"))
				? json_object_get(
					  w->shows, doc_str(line, "joint"))
				: line);
	}
}

static void
ask_lead(struct joints *w, const json_t *line, bool yes)
{
	struct dialog *g = dialog_open(&w->v, yes ? TAG_LEAD : TAG_NO_LEAD,
		yes ? _("Lead this joint incident")
		    : _("Do not lead this joint incident"));

	facts_note(g, DOCUMENT_JOINT,
		"name phone title level handed hand_reason", line);
	dialog_asks(g, ACT_JOINT_LEAD, "reason");
}

/* An order is answered where its text is. */
static void
joints_ask_answer(struct joints *w, bool yes)
{
	const json_t *line = joints_take_asked(w);
	struct dialog *g;

	if (joints_is_order(line)) {
		app_open(w->v.app, "order", doc_str(line, "order"));
		return;
	}
	if (lead_is_offered(line)) {
		ask_lead(w, line, yes);
		return;
	}
	if (strcmp(doc_str(line, "state"), "asked") != 0) {
		app_say(w->v.app, STYLE_WARN, "%s",
			_("Nobody waits for our answer about this one."));
		return;
	}
	g = dialog_open(&w->v, yes ? TAG_JOIN : TAG_DECLINE,
		yes ? _("Join this joint incident")
		    : _("Say no to this joint incident"));
	facts_note(g, DOCUMENT_JOINT,
		"name phone title level topic playbook happened mode", line);
	if (yes)
		dialog_note(g, STYLE_TEXT, "%s",
			_("An incident of ours is opened in it. Nothing goes "
			  "out by itself."));
	dialog_asks(g, yes ? ACT_JOINT_JOIN : ACT_JOINT_DECLINE,
		yes ? "playbook title" : "reason");
}

/* Of our own joint incident under the cursor; NULL says why not. */
static const json_t *
own_joint(struct joints *w)
{
	const char *name = doc_str(list_row(&w->list, joints_rows(w)), "joint");
	const json_t *show = json_object_get(w->shows, name);

	if (show != NULL && *doc_str(show, "incident"))
		return show;
	app_say(w->v.app, STYLE_WARN, "%s",
		_("Choose a joint incident that this unit is in."));
	return NULL;
}

/* Those that could be ordered: a partner releases what is approved here. */
static void
ask_what_to_order(struct joints *w)
{
	const json_t *show = own_joint(w);

	if (show == NULL)
		return;
	(void)joints_take_asked(w);
	app_ask(w->v.app, &w->v, TAG_MESSAGES, "message.list",
		json_pack("{s:s,s:i}", "incident", doc_str(show, "incident"),
			"limit", 200));
}

static bool
may_be_ordered(const json_t *message)
{
	static const char *const states[] = { "approved", "set", "arming",
		"armed", "fired", "released" };

	for (size_t n = 0; n < sizeof(states) / sizeof(states[0]); n++)
		if (strcmp(states[n], doc_str(message, "state")) == 0)
			return true;
	return false;
}

/* It has joined; a unit without a station is asked by telephone. */
static bool
is_ordered(const json_t *show, const json_t *partner)
{
	const json_t *unit = doc_find(
		doc_get(show, "units"), "partner", doc_str(partner, "id"));

	return doc_bool(partner, "by_hand") ||
		strcmp(doc_str(unit, "state"), "joined") == 0;
}

/* Partners in force as options; of a joint incident those that take part. */
static void
offer_units(struct dialog_field *f, const json_t *partners, const json_t *show)
{
	json_t *row;
	size_t n;

	f->kind = DIALOG_MANY;
	json_array_foreach(partners, n, row)
	{
		char *title = mem_printf(
			"%s  %s", doc_str(row, "id"), doc_str(row, "name"));

		if (strcmp(doc_str(row, "state"), "active") == 0 &&
			(show == NULL ? !doc_bool(row, "by_hand")
				      : is_ordered(show, row)))
			dialog_option(f, doc_str(row, "id"), title, "");
		free(title);
	}
}

static void
ask_order(struct joints *w, const json_t *partners)
{
	const json_t *show =
		json_object_get(w->shows, doc_str(w->asked, "joint"));
	struct dialog *g = dialog_open(&w->v, TAG_ORDER, _("Order a message"));
	struct dialog_field *f = dialog_pick(g, ACT_JOINT_ORDER, "message");
	json_t *message;
	size_t n;

	json_array_foreach(w->messages, n, message)
	{
		char *title = mem_printf("%s  %s", doc_str(message, "id"),
			doc_str(message, "title"));

		if (may_be_ordered(message))
			dialog_option(f, doc_str(message, "id"), title, "");
		free(title);
	}
	if (f->list.count == 0) {
		dialog_close(w->v.app);
		app_say(w->v.app, STYLE_WARN, "%s",
			_("No message of this incident is approved yet."));
		return;
	}
	offer_units(dialog_pick(g, ACT_JOINT_ORDER, "to"), partners, show);
	dialog_asks(g, ACT_JOINT_ORDER, "at answer_by name");
	dialog_first(dialog_named(g, "name"), "", _("not said"));
	for (int k = 0; k < g->fields; k++)
		dialog_help(g, g->field[k]);
}

static void
ask_invite(struct joints *w, const json_t *partners)
{
	struct dialog *g = dialog_open(&w->v, TAG_INVITE, _("Invite partners"));

	dialog_note(g, STYLE_STRONG, "%s", joints_incident(w));
	dialog_note(g, STYLE_TEXT, "%s",
		_("This unit leads. Each partner joins with an incident of its "
		  "own, or says no with a reason."));
	offer_units(dialog_pick(g, ACT_JOINT_OPEN, "to"), partners, NULL);
}

static void
joints_ask_invite(struct joints *w)
{
	if (*joints_incident(w) == '\0') {
		app_say(w->v.app, STYLE_WARN, "%s",
			_("Choose an incident first: this view has none."));
		return;
	}
	(void)joints_take_asked(w);
	app_ask(w->v.app, &w->v, TAG_PARTNERS, "partner.list", json_object());
}

static void
send_order(struct joints *w, const json_t *values)
{
	json_t *fields = json_deep_copy(values);
	const json_t *message =
		doc_find(w->messages, "id", doc_str(values, "message"));

	doc_put_str(fields, "digest", doc_str(message, "digest"));
	app_act(w->v.app, &w->v, TAG_ORDER, "joint.order", fields);
}

static void
send_lead(struct joints *w, const json_t *values, int tag)
{
	json_t *fields = json_deep_copy(values);

	doc_put_str(fields, "joint", doc_str(w->asked, "joint"));
	if (tag == TAG_NO_LEAD)
		doc_put_bool(fields, "decline", true);
	app_act(w->v.app, &w->v, tag, "joint.lead", fields);
}

static void
joints_dialog(struct view *v, int tag, const json_t *values)
{
	struct joints *w = (struct joints *)v;
	const char *joint = doc_str(w->asked, "joint");

	if (tag == TAG_ORDER)
		send_order(w, values);
	else if (tag == TAG_INVITE)
		app_act(v->app, v, tag, "joint.open",
			dialog_fields(values, "incident", joints_incident(w)));
	else if (tag == TAG_LEAD || tag == TAG_NO_LEAD)
		send_lead(w, values, tag);
	else
		app_act(v->app, v, tag,
			tag == TAG_JOIN ? "joint.join" : "joint.decline",
			dialog_fields(values, "joint", joint));
}

static bool
joints_request(struct view *v, enum request request)
{
	struct joints *w = (struct joints *)v;

	if (list_request(&w->list, request)) {
		app_wake(v, LIST_REST_MS);
		return true;
	}
	if (request == REQ_CHOOSE)
		joints_go(w);
	else if (request == REQ_JOINT_ORDER)
		ask_what_to_order(w);
	else if (request == REQ_JOINT_INVITE)
		joints_ask_invite(w);
	else if (request == REQ_ACCEPT || request == REQ_REFUSE)
		joints_ask_answer(w, request == REQ_ACCEPT);
	else
		return false;
	return true;
}

static void
joints_sift(struct view *v)
{
	struct joints *w = (struct joints *)v;

	list_count(&w->list, (int)json_array_size(joints_rows(w)));
	w->list.read = w->list.at;
}

static void
joints_wake(struct view *v)
{
	struct joints *w = (struct joints *)v;

	w->list.read = w->list.at;
	joints_rest(w);
}

const struct view_ops joints_view = {
	.name = "joint",
	.title = N_("Joint incidents and orders"),
	.context = IN_JOINTS,
	.opened_by = REQ_JOINTS,
	.about = ABOUT_ANY_INCIDENT,
	.size = sizeof(struct joints),
	.list = offsetof(struct joints, list),
	.open = joints_open,
	.close = joints_close,
	.draw = joints_draw,
	.request = joints_request,
	.subject = joints_subject,
	.lacks = joints_lacks,
	.sift = joints_sift,
	.reply = joints_reply,
	.dialog = joints_dialog,
	.changed = joints_changed,
	.wake = joints_wake,
};

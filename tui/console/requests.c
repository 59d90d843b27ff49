/*
 * Sending and receiving for the app. A request is kept until its answer has
 * come, so that after a lost connection it is sent again: a question does no
 * harm, and an act carries the same act_id and is done once.
 */
#include "tui/console/requests.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "crier/id.h"
#include "crier/refusal.h"
#include "tui/console/dialog.h"
#include "tui/console/ended.h"
#include "tui/console/named.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/signing.h"
#include "tui/console/news.h"
#include "tui/console/possible.h"
#include "tui/console/status.h"
#include "tui/console/view.h"

enum { RETRY_MS = 1500, TAG_STATUS = -1, TAG_WATCH = -2, TAG_NAMES = -4 };

struct pending {
	struct pending *next;
	int64_t id;
	int64_t since; /* when it was sent, or its last part came */
	struct view *view; /* NULL: the app, or a view that has closed */
	int tag;
	bool dialog; /* the open dialog waits for it */
	bool again; /* ask once more when the answer has come */
	bool unsent; /* its signature is being made */
	bool signed_once, token; /* and was, by a security key */
	json_t *request;
};

static void
requests_lost(struct app *app)
{
	app->online = false;
	app->retry_at = app_now(app) + RETRY_MS;
	app->dirty = true;
}

static void
requests_transmit(struct app *app, struct pending *p)
{
	struct err err;

	p->id = -1;
	p->since = app_now(app);
	if (!app->online || p->unsent)
		return;
	if (app->backend->ops->send(app->backend, &p->id,
		    json_deep_copy(p->request), &err) != ERR_OK)
		requests_lost(app);
}

static void
requests_queue(struct app *app, struct view *v, int tag, json_t *request,
	bool dialog, bool unsent)
{
	struct pending *p = mem_new(sizeof(*p)), **end = &app->pending;

	*p = (struct pending){ .view = v,
		.tag = tag,
		.request = request,
		.dialog = dialog,
		.unsent = unsent };
	while (*end)
		end = &(*end)->next;
	*end = p;
	requests_transmit(app, p);
}

static struct pending *
requests_find(const struct app *app, const struct view *v, int tag)
{
	struct pending *p = app->pending;

	while (p && (p->view != v || p->tag != tag))
		p = p->next;
	return p;
}

bool
app_waits(const struct app *app, const struct view *v, int tag)
{
	return requests_find(app, v, tag) != NULL;
}

void
app_ask(struct app *app, struct view *v, int tag, const char *question,
	json_t *fields)
{
	struct pending *p = requests_find(app, v, tag);
	json_t *request = fields ? fields : json_object();

	doc_put_str(request, "question", question);
	if (p && json_equal(p->request, request)) {
		p->again = true;
		json_decref(request);
		return;
	}
	requests_queue(app, v, tag, request, false, false);
}

static void
requests_ask_status(struct app *app)
{
	app_ask(app, NULL, TAG_STATUS, "status", status_fields(app));
}

static void
tend_possible(struct app *app)
{
	struct view *v = app_top(app);
	json_t *fields;

	if (!app->online || app_waits(app, v, TAG_POSSIBLE))
		return;
	fields = possible_question(v);
	if (fields != NULL)
		app_ask(app, v, TAG_POSSIBLE, "acts.possible", fields);
}

void
requests_tend(struct app *app)
{
	tend_possible(app);
	if (app->online && status_is_short(app) &&
		!app_waits(app, NULL, TAG_STATUS))
		requests_ask_status(app);
}

static void
requests_put_id(json_t *request)
{
	char hex[ACT_ID];

	app_new_id(hex);
	doc_put_str(request, "act_id", hex);
}

static void
act_of(struct app *app, struct view *v, int tag, const char *act,
	json_t *fields, bool dialog)
{
	json_t *request = fields ? fields : json_object();

	doc_put_str(request, "act", act);
	requests_put_id(request);
	if (dialog)
		app->dialog->busy = true;
	requests_queue(app, v, tag, request, dialog, false);
	if (!app->online && !app->turned_away)
		app_say(app, STYLE_WARN, "%s",
			_("The station does not answer. This will be sent as "
			  "soon as it does."));
	else if (!app->online)
		app_say(app, STYLE_BAD, "%s",
			_("The station has ended this session. This will be "
			  "sent only if it lets you in again."));
}

void
app_act(struct app *app, struct view *v, int tag, const char *act,
	json_t *fields)
{
	act_of(app, v, tag, act, fields,
		app->dialog && app->dialog->view == v && !app->dialog->busy);
}

void
app_act_aside(struct app *app, struct view *v, int tag, const char *act,
	json_t *fields)
{
	act_of(app, v, tag, act, fields, false);
}

void
app_act_signed(struct app *app, struct view *v, int tag, const char *act,
	json_t *fields)
{
	json_t *request = fields ? fields : json_object();

	if (app->signing != NULL) {
		json_decref(request);
		app_say(app, STYLE_WARN, "%s", signing_says(app->signing));
		return;
	}
	doc_put_str(request, "act", act);
	requests_queue(app, v, tag, request, false, true);
	app->signing = signing_begin(request,
		app->backend->ops->hello(app->backend), false, app_now(app));
}

int64_t
requests_oldest(const struct app *app)
{
	int64_t oldest = 0;

	for (const struct pending *p = app->pending; p; p = p->next)
		if (!p->unsent && (oldest == 0 || p->since < oldest))
			oldest = p->since;
	return app->online ? oldest : 0;
}

bool
requests_hold_acts(const struct app *app)
{
	for (const struct pending *p = app->pending; p; p = p->next)
		if (json_object_get(p->request, "act") &&
			(!app->online ||
				app_now(app) - p->since >= APP_SILENT_MS))
			return true;
	return false;
}

void
requests_forget(struct app *app, const struct view *v)
{
	for (struct pending *p = app->pending; p; p = p->next)
		if (p->view == v)
			p->view = NULL;
}

static void
pending_free(struct pending *p)
{
	json_decref(p->request);
	free(p);
}

void
requests_release(struct app *app)
{
	struct pending *next;

	for (struct pending *p = app->pending; p; p = next) {
		next = p->next;
		pending_free(p);
	}
	app->pending = NULL;
	signing_end(app->signing);
	app->signing = NULL;
	json_decref(app->roles);
	json_decref(app->status);
	json_decref(app->officers);
	app->roles = app->status = app->officers = NULL;
	app->backend->ops->close(app->backend);
}

static void
requests_copy(char *out, size_t size, const json_t *doc, const char *key)
{
	fixed_cut(out, size, doc_str(doc, key));
}

static void
read_hello(struct app *app)
{
	const json_t *hello = app->backend->ops->hello(app->backend);
	const json_t *officer = json_object_get(hello, "officer");
	int zone;

	app->zone = zone_parse(&zone, doc_str(hello, "zone")) ? zone : 480;
	app->demo = doc_bool(hello, "demo");
	requests_copy(app->unit, sizeof(app->unit), hello, "station");
	requests_copy(app->officer, sizeof(app->officer), officer, "id");
	requests_copy(
		app->officer_name, sizeof(app->officer_name), officer, "name");
	json_decref(app->roles);
	app->roles = json_deep_copy(json_object_get(officer, "roles"));
}

void
requests_greet(struct app *app)
{
	const json_t *hello = app->backend->ops->hello(app->backend);
	char behind[SAY];

	read_hello(app);
	if (doc_bool(hello, "replaced"))
		app_say(app, STYLE_WARN, "%s",
			say_replaced(strcmp(doc_str(hello, "setup"),
					     "office") == 0));
	if (doc_int(hello, "clock_behind")) {
		say_clock_behind(
			behind, doc_int(hello, "clock_behind"), app->zone);
		app_say(app, STYLE_WARN, "%s", behind);
	}
	if (signing_key_waits(hello))
		app_say(app, STYLE_WARN, "%s",
			_("An SSH key that was brought in for you waits: M on "
			  "the board proves that it is yours."));
	app_ask(app, NULL, TAG_WATCH, "watch", NULL);
	requests_ask_status(app);
	app_ask(app, NULL, TAG_NAMES, "officer.list", NULL);
}

/* Answers to closed views are of no use any more; acts must still arrive. */
static void
drop_stale(struct app *app)
{
	struct pending **link = &app->pending, *p;

	while ((p = *link) != NULL) {
		if (p->view == NULL && doc_get(p->request, "act") == NULL) {
			*link = p->next;
			pending_free(p);
		} else {
			link = &p->next;
		}
	}
}

void
requests_reopen(struct app *app)
{
	struct err err;

	app->online = app->backend->ops->reopen(
			      app->backend, app->lang, &err) == ERR_OK;
	if (!app->online) {
		requests_lost(app);
		if (!ended_by(app, &err) &&
			strcmp(err.id, refusal_word(REFUSE_NO_ANSWER)) != 0)
			app->turned_away = false;
		return;
	}
	app->turned_away = false;
	if (app->retry_at != 0)
		app_say(app, STYLE_GOOD, "%s", _("The station answers again."));
	app->retry_at = 0;
	drop_stale(app);
	for (struct pending *p = app->pending; p; p = p->next)
		requests_transmit(app, p);
	requests_greet(app);
	for (int i = 0; i < app->depth; i++)
		if (app->stack[i]->ops->changed)
			app->stack[i]->ops->changed(app->stack[i], "link", "");
	possible_outdate(app);
}

void
app_greet_again(struct app *app)
{
	requests_reopen(app);
}

/* ---- receiving --------------------------------------------------------- */

static void
take_push(struct app *app, const json_t *doc)
{
	const char *what = doc_str(doc, "changed");
	const char *key = doc_str(doc, "key");

	news_take_push(app, doc);
	if (strcmp(what, "draft") != 0) { /* which no status shows */
		requests_ask_status(app);
		possible_outdate(app);
	}
	if (strcmp(what, "office") == 0)
		app_ask(app, NULL, TAG_NAMES, "officer.list", NULL);
	for (int i = 0; i < app->depth; i++)
		if (app->stack[i]->ops->changed)
			app->stack[i]->ops->changed(app->stack[i], what, key);
}

static void
to_dialog(struct app *app, const struct reply *r)
{
	char text[APP_SAY];

	if (app->dialog == NULL || !app->dialog->busy)
		return;
	app->dialog->busy = false;
	if (r->ok) {
		dialog_close(app);
		return;
	}
	say_fault(text, sizeof(text), "", r->what, r->remedy);
	dialog_fail(app->dialog, "%s", text);
}

static void
deliver(struct app *app, struct pending *p, const struct reply *r)
{
	struct view *v = p->view;

	if (p->dialog && !r->part)
		to_dialog(app, r);
	if (v == NULL && p->tag == TAG_STATUS && r->ok) {
		status_take(app, r->doc);
	} else if (v == NULL && p->tag == TAG_NAMES && r->ok) {
		view_keep(&app->officers, json_object_get(r->doc, "rows"));
	} else if (p->tag == TAG_POSSIBLE) {
		if (v != NULL)
			possible_take(v, p->request, r->ok ? r->doc : NULL);
	} else if (v == NULL && p->tag == TAG_STATUS &&
		status_refused(app, p->request)) {
		requests_ask_status(app);
	} else if (v == NULL && !r->ok) {
		app_refused(app, r);
	} else if (v != NULL) {
		v->ops->reply(v, r);
	}
	app->dirty = true;
}

static bool
is_open(const struct app *app, const struct view *v)
{
	for (int i = 0; i < app->depth; i++)
		if (app->stack[i] == v)
			return true;
	return false;
}

/* ---- signing ----------------------------------------------------------- */

/*
 * A refusal that asks for a signature is not the view's: the act waits until
 * it is signed, and is sent again. One at a time.
 */
static bool
signs_instead(struct app *app, struct pending *p, const struct reply *r)
{
	bool token;

	if (r->ok || !signing_is_asked(r->code, &token) || app->signing ||
		(p->signed_once && (p->token || !token)))
		return false;
	p->unsent = true;
	p->signed_once = true;
	p->token = token;
	app->signing = signing_begin(p->request,
		app->backend->ops->hello(app->backend), token, app_now(app));
	p->next = app->pending;
	app->pending = p;
	return true;
}

static void
signing_done(struct app *app, struct pending *p)
{
	json_decref(p->request);
	p->request = signing_signed(app->signing);
	requests_put_id(p->request);
	p->unsent = false;
	requests_transmit(app, p);
	app->say[0] = '\0';
}

static void
signing_failed(struct app *app, struct pending **link)
{
	struct pending *p = *link;
	struct reply r = { .tag = p->tag,
		.what = signing_says(app->signing),
		.where = "",
		.remedy = signing_remedy(app->signing),
		.code = "not-signed" };

	*link = p->next;
	deliver(app, p, &r);
	pending_free(p);
}

/* What the agent said; what it waits for stands on the message line. */
static void
requests_pump_signing(struct app *app)
{
	struct pending **link = &app->pending;
	enum signing_state state;

	if (app->signing == NULL)
		return;
	state = signing_pump(app->signing);
	if (strcmp(app->say, signing_says(app->signing)) != 0)
		app_say(app, STYLE_WARN, "%s", signing_says(app->signing));
	if (state == SIGNING_WAITS)
		return;
	while (*link && !(*link)->unsent)
		link = &(*link)->next;
	if (*link && state == SIGNING_DONE)
		signing_done(app, *link);
	else if (*link)
		signing_failed(app, link);
	signing_end(app->signing);
	app->signing = NULL;
	app->dirty = true;
}

static void
take_reply(struct app *app, const json_t *doc)
{
	int64_t id = doc_int(doc, "id");
	const json_t *no = json_object_get(doc, "refusal");
	const json_t *part = json_object_get(doc, "part");
	const json_t *answer = json_object_get(doc, "answer");
	struct pending **link = &app->pending, *p;
	struct reply r = { .ok = no == NULL,
		.part = part != NULL,
		.what = doc_str(no, "what"),
		.where = doc_str(no, "where"),
		.remedy = doc_str(no, "remedy"),
		.code = doc_str(no, "code") };

	while (*link && (*link)->id != id)
		link = &(*link)->next;
	p = *link;
	if (p == NULL) {
		ended_take(app, doc);
		return;
	}
	r.tag = p->tag;
	r.doc = part ? part : answer ? answer : json_object_get(doc, "entries");
	if (!r.part)
		*link = p->next; /* so that the view may ask the same again */
	if (signs_instead(app, p, &r))
		return;
	news_take_own(app, json_object_get(doc, "entries"));
	deliver(app, p, &r);
	if (r.part) {
		p->since = app_now(app);
		return;
	}
	if (p->again && is_open(app, p->view))
		requests_queue(app, p->view, p->tag, json_incref(p->request),
			false, false);
	else if (p->again && (p->tag == TAG_STATUS || p->tag == TAG_NAMES))
		requests_queue(app, NULL, p->tag, json_incref(p->request),
			false, false);
	pending_free(p);
}

void
app_pump(struct app *app)
{
	json_t *doc;
	struct err err;

	requests_pump_signing(app);
	while (app->online) {
		doc = NULL;
		if (app->backend->ops->receive(app->backend, &doc, &err) !=
			ERR_OK) {
			requests_lost(app);
			return;
		}
		if (doc == NULL)
			return;
		named_put(doc, app->officers);
		if (doc_get(doc, "changed"))
			take_push(app, doc);
		else
			take_reply(app, doc);
		json_decref(doc);
		requests_tend(app);
		requests_pump_signing(app);
	}
}

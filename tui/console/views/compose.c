/*
 * Writing a message: the form on the left, what every account will get on
 * the right. Words being typed go to the station as a draft within a second;
 * the preview follows a pause in typing. Neither waits for an answer, and
 * neither costs more because the incident is long.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "tui/console/dialog.h"
#include "tui/console/form.h"
#include "tui/console/possible.h"
#include "tui/pages/i18n.h"
#include "tui/console/views.h"
#include "tui/console/views/clash.h"
#include "tui/console/views/compose.h"
#include "tui/console/views/findings.h"
#include "tui/console/views/others.h"
#include "tui/console/views/preview.h"
#include "tui/console/views/submit.h"

static void
compose_open(struct view *v)
{
	struct compose *c = (struct compose *)v;
	char incident[VIEW_ID];

	c->variants = json_object();
	view_incident_id(incident, v);
	compose_ask(c, COMPOSE_SHOW, "message.show", "message", v->id);
	compose_ask(c, COMPOSE_INCIDENT, "incident.show", "incident", incident);
	app_new_session(c->session);
	compose_ask_draft(c);
}

static void
compose_close(struct view *v)
{
	struct compose *c = (struct compose *)v;

	if (c->keep_due != 0)
		compose_keep(c);
	json_decref(c->show);
	json_decref(c->playbook);
	json_decref(c->draft);
	json_decref(c->preview);
	json_decref(c->variants);
	json_decref(c->others);
	form_release(&c->form);
	free(c->sought);
}

/* A draft of this message was kept or dropped, and not by this session. */
static bool
is_others_draft(const struct compose *c, const char *what, const char *key)
{
	size_t len = strlen(c->v.id);

	if (strcmp(what, "draft") != 0)
		return strcmp(what, "link") == 0;
	return *key == '\0' ||
		(strncmp(key, c->v.id, len) == 0 && key[len] == ' ' &&
			strcmp(key + len + 1, c->session) != 0);
}

static void
compose_changed(struct view *v, const char *what, const char *key)
{
	struct compose *c = (struct compose *)v;

	if (c->built && is_others_draft(c, what, key))
		compose_ask_draft(c);
	if (view_of_message_changed(v, what, key)) {
		compose_ask(c, COMPOSE_SHOW, "message.show", "message", v->id);
		if (c->built)
			compose_preview(c);
	}
}

/* ---- requests ---------------------------------------------------------- */

/* What must be mended before this can be saved; says so. */
static bool
is_faulty(struct compose *c)
{
	const struct form_field *fault = form_fault(&c->form);
	const struct form_field *masked = form_masked(&c->form);

	if (fault == NULL && masked == NULL)
		return false;
	form_focus(&c->form, fault ? fault->id : masked->id);
	app_say(c->v.app, STYLE_BAD, "%s",
		fault ? _("This figure is not sound: a whole number, and a "
			  "time "
			  "like 14:30 or 2026-11-24 14:30.")
		      : _("What stood at ■ was not stored. Write it again, "
			  "without what must not be published."));
	return true;
}

/* Asks first where saving takes something away: passes, or another's words. */
static void
save(struct compose *c)
{
	if (is_faulty(c)) {
		c->submit_after = c->repost_after = false;
		return;
	}
	if (app_waits(c->v.app, &c->v, COMPOSE_SAVE))
		return;
	if (doc_int(c->show, "revision") > c->base)
		clash_ask(c);
	else if (clash_voids(c))
		clash_ask_void(c);
	else
		compose_send_save(c);
}

/* A dialog that was left may have asked for more: that is over. */
static void
save_alone(struct compose *c)
{
	if (!app_waits(c->v.app, &c->v, COMPOSE_SAVE))
		c->submit_after = c->repost_after = false;
	save(c);
}

static void
compose_submit(struct compose *c)
{
	const struct form_field *missing = form_missing(&c->form);

	if (is_faulty(c))
		return;
	if (missing) {
		form_focus(&c->form, missing->id);
		app_say(c->v.app, STYLE_BAD, "%s",
			_("A required field is empty; the cursor is on it."));
		return;
	}
	missing = form_assumed(&c->form);
	if (missing) {
		form_focus(&c->form, missing->id);
		app_say(c->v.app, STYLE_BAD, "%s",
			_("The cursor is on what the playbook says by default. "
			  "Write what is so, or press ^R if it is so."));
		return;
	}
	missing = form_carried(&c->form, true);
	if (missing) {
		form_focus(&c->form, missing->id);
		app_say(c->v.app, STYLE_BAD,
			_("The cursor is on a figure %s that nobody has said "
			  "since. ^R: it is so; F5: all that was carried is."),
			missing->mark);
		return;
	}
	submit_ask(&c->v, COMPOSE_SUBMIT, c->preview, &c->form);
}

/* The draft is kept as it is typed, and the repost begun in its place. */
static void
repost(struct compose *c)
{
	if (!findings_repost(c->preview)) {
		app_say(c->v.app, STYLE_WARN, "%s",
			_("Nothing here is another organ's to announce."));
		return;
	}
	c->repost_after = c->edits > 0;
	c->submit_after = false;
	if (c->repost_after)
		save(c);
	else
		compose_send_repost(c);
}

static const json_t *
shown_variant(const struct compose *c)
{
	return json_array_get(
		json_object_get(c->preview, "variants"), (size_t)c->at.account);
}

static void
compose_by_hand(struct compose *c)
{
	const json_t *variant = shown_variant(c);
	struct dialog *g;
	struct dialog_field *f;

	if (variant == NULL)
		return;
	g = dialog_open(&c->v, COMPOSE_HAND, doc_str(variant, "name"));
	dialog_note(g, STYLE_TEXT, "%s",
		_("Written by hand for this account only. Empty: automatic "
		  "again."));
	f = dialog_lines(g, "text", _("Text"), doc_str(variant, "text"), false);
	f->rows = 9;
}

static void
compose_dialog(struct view *v, int tag, const json_t *values)
{
	struct compose *c = (struct compose *)v;
	const json_t *variant = shown_variant(c);
	const char *text = doc_str(values, "text");

	dialog_close(v->app);
	if (tag == COMPOSE_SUBMIT) {
		c->submit_after = true;
		c->repost_after = false;
		c->lane = submit_is_lane(values);
		save(c);
	} else if (tag == COMPOSE_VOID || tag == COMPOSE_CLASH) {
		c->base = doc_int(c->show, "revision");
		compose_send_save(c);
	} else if (tag == COMPOSE_EXPLAIN) {
		submit_reason(v, COMPOSE_EXPLAIN, values);
	} else if (tag == COMPOSE_DROP) {
		compose_send_drop(c, COMPOSE_DROP, c->session);
	} else if (tag == COMPOSE_FIND) {
		compose_find(c, doc_str(values, "words"));
	} else if (tag == COMPOSE_OTHERS) {
		others_do(c, doc_str(values, "do"));
	} else if (*text) {
		doc_put_str(c->variants, doc_str(variant, "account"), text);
		compose_touch(c);
	} else {
		(void)json_object_del(c->variants, doc_str(variant, "account"));
		compose_touch(c);
	}
}

/* The first time the one that is shown, then the next. */
static void
next_finding(struct compose *c)
{
	if (c->gone)
		c->at.finding = findings_next(c->preview, c->at.finding);
	c->gone = true;
	c->at.seek = true;
	findings_go(c->preview, c->at.finding, &c->form);
	if (findings_count(c->preview) == 0)
		app_say(c->v.app, STYLE_GOOD, "%s",
			_("The rules find nothing."));
	else
		app_say(c->v.app, STYLE_DIM, _("Finding %d of %d."),
			c->at.finding + 1, findings_count(c->preview));
}

/* What changes nothing: all that is left to who may not write here. */
static bool
is_reading(enum request request)
{
	static const enum request reads[] = { REQ_UP, REQ_DOWN, REQ_HOME,
		REQ_END, REQ_NEXT_FIELD, REQ_PREV_FIELD, REQ_FINDING,
		REQ_DRAFTS };

	for (size_t n = 0; n < sizeof(reads) / sizeof(reads[0]); n++)
		if (reads[n] == request)
			return true;
	return request < REQ_EDIT_NEWLINE &&
		request > REQ_CHOOSE; /* those of the console */
}

/* One key for all that was carried over: it is so as it stands. */
static bool
affirm_all(struct compose *c)
{
	if (form_affirm_all(&c->form)) {
		app_say(c->v.app, STYLE_GOOD, "%s",
			_("Confirmed as it stands: all that was carried over. "
			  "What is new is yours to write."));
		return true;
	}
	app_say(c->v.app, STYLE_DIM, "%s",
		_("Nothing here waits to be confirmed."));
	return false;
}

static bool
compose_request(struct view *v, enum request request)
{
	struct compose *c = (struct compose *)v;
	bool changed = false;
	struct dialog *g;

	if (request == REQ_NEXT_ACCOUNT || request == REQ_PREV_ACCOUNT) {
		c->at.account = preview_turn(c->preview, c->at.account,
			request == REQ_NEXT_ACCOUNT ? 1 : -1);
		c->at.page.top = 0;
	} else if (request == REQ_PAGE_UP || request == REQ_PAGE_DOWN) {
		(void)reading_request(&c->at.page, request);
	} else if (!c->built) {
		return false;
	} else if (possible_not(v, "message.revise") && !is_reading(request)) {
		possible_tell(v, "message.revise");
	} else if (request == REQ_FINDING) {
		next_finding(c);
	} else if (request == REQ_REPOST) {
		repost(c);
	} else if (request == REQ_SAVE) {
		save_alone(c);
	} else if (request == REQ_SUBMIT) {
		compose_submit(c);
	} else if (request == REQ_NOW) {
		changed = form_now(&c->form, app_now(v->app));
		if (!changed)
			app_say(v->app, STYLE_DIM, "%s",
				_("The present time goes into a field of "
				  "time."));
	} else if (request == REQ_AFFIRM_ALL) {
		changed = affirm_all(c);
	} else if (request == REQ_VERIFIED) {
		(void)form_request(&c->form, request, &changed);
		if (!changed)
			app_say(v->app, STYLE_DIM, "%s",
				_("It marks a figure as verified, or what the "
				  "playbook says as so: go to one of them."));
	} else if (compose_clip(c, request, &changed)) {
		; /* done */
	} else if (request == REQ_DRAFTS) {
		others_ask(c);
	} else if (request == REQ_BY_HAND) {
		compose_by_hand(c);
	} else if (request == REQ_DROP_DRAFT) {
		g = dialog_open(v, COMPOSE_DROP, _("Drop the draft?"));
		dialog_note(g, STYLE_WARN, "%s",
			_("What was typed since the last revision is lost."));
	} else if (!form_request(&c->form, request, &changed)) {
		return false;
	}
	if (changed)
		compose_touch(c);
	return true;
}

static bool
compose_typing(const struct view *v)
{
	return ((const struct compose *)v)->built &&
		!possible_not(v, "message.revise");
}

static void
compose_input(struct view *v, const struct input *in)
{
	struct compose *c = (struct compose *)v;
	bool changed = false;

	/* a form may stay open past midnight */
	c->form.today = app_now(v->app);
	(void)form_input(&c->form, in, &changed);
	if (changed)
		compose_touch(c);
	else if (form_is_full(&c->form))
		app_say(v->app, STYLE_WARN, "%s", _("The field is full."));
}

static void
compose_draw(struct view *v, struct area a)
{
	struct compose *c = (struct compose *)v;

	compose_paint(
		c, a, c->keep_due != 0 || app_waits(v->app, v, COMPOSE_KEEP));
}

const struct view_ops compose_view = {
	.name = "compose",
	.title = N_("Write"),
	.context = IN_COMPOSE,
	.opened_by = REQ_COMPOSE,
	.about = ABOUT_MESSAGE,
	.size = sizeof(struct compose),
	.open = compose_open,
	.close = compose_close,
	.draw = compose_draw,
	.request = compose_request,
	.typing = compose_typing,
	.input = compose_input,
	.reply = compose_reply,
	.dialog = compose_dialog,
	.changed = compose_changed,
	.wake = compose_wake,
};

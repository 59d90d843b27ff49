/*
 * Writing a message: the form on the left, what every account will get on
 * the right. Words being typed go to the station as a draft within a second;
 * the preview follows a pause in typing. Neither waits for an answer, and
 * neither costs more because the incident is long.
 */
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/border.h"
#include "tui/dialog.h"
#include "tui/form.h"
#include "tui/i18n.h"
#include "tui/say.h"
#include "tui/views.h"
#include "tui/views/compose.h"
#include "tui/views/findings.h"
#include "tui/views/preview.h"
#include "tui/views/submit.h"

enum {
	TAG_SHOW = 1,
	TAG_INCIDENT,
	TAG_PLAYBOOK,
	TAG_DRAFT,
	TAG_PREVIEW,
	TAG_KEEP,
	TAG_SAVE,
	TAG_SUBMIT,
	TAG_DROP,
	TAG_HAND,
	TAG_EXPLAIN,
	TAG_REPOST
};

enum { PREVIEW_MS = 250, KEEP_MS = 700, PAGE = 8 };

static void
compose_ask(struct compose *c, int tag, const char *question, const char *key,
	const char *value)
{
	app_ask(c->v.app, &c->v, tag, question, json_pack("{s:s}", key, value));
}

static void
compose_open(struct view *v)
{
	struct compose *c = (struct compose *)v;
	char incident[VIEW_ID];

	c->variants = json_object();
	view_incident_id(incident, v);
	compose_ask(c, TAG_SHOW, "message.show", "message", v->id);
	compose_ask(c, TAG_INCIDENT, "incident.show", "incident", incident);
	compose_ask(c, TAG_DRAFT, "draft.show", "message", v->id);
}

/* ---- what is due ------------------------------------------------------- */

static json_t *
typed(const struct compose *c)
{
	json_t *draft = json_object();

	doc_put(draft, "slots", form_slots(&c->form));
	doc_put(draft, "figures", form_typed_figures(&c->form));
	doc_put(draft, "variants", json_deep_copy(c->variants));
	doc_put_int(draft, "base", c->base);
	return draft;
}

static void
compose_keep(struct compose *c)
{
	json_t *fields = json_object();

	c->keep_due = 0;
	doc_put_str(fields, "message", c->v.id);
	doc_put(fields, "draft", typed(c));
	app_act(c->v.app, &c->v, TAG_KEEP, "draft.save", fields);
}

static void
preview(struct compose *c)
{
	json_t *fields = json_object();

	c->preview_due = 0;
	doc_put_str(fields, "message", c->v.id);
	doc_put(fields, "slots", form_slots(&c->form));
	doc_put(fields, "figures", form_figures(&c->form));
	doc_put(fields, "variants", json_deep_copy(c->variants));
	app_ask(c->v.app, &c->v, TAG_PREVIEW, "message.preview", fields);
}

static void
rewake(struct compose *c)
{
	int64_t now = app_now(c->v.app), due = c->preview_due;

	if (c->keep_due != 0 && (due == 0 || c->keep_due < due))
		due = c->keep_due;
	if (due == 0)
		app_wake(&c->v, 0);
	else
		app_wake(&c->v, due > now ? due - now : 1);
}

/*
 * The draft's time runs from the first change, so that a fast typist is
 * stored every 700 ms; the preview's from the last, so that it waits for a
 * pause, or for the answer that is under way.
 */
static void
changed_text(struct compose *c)
{
	int64_t now = app_now(c->v.app);

	c->edits++;
	c->gone = false;
	if (c->keep_due == 0)
		c->keep_due = now + KEEP_MS;
	c->preview_due = now + PREVIEW_MS;
	rewake(c);
}

static void
compose_wake(struct view *v)
{
	struct compose *c = (struct compose *)v;
	int64_t now = app_now(v->app);

	if (c->keep_due != 0 && now >= c->keep_due) {
		if (app_waits(v->app, v, TAG_KEEP))
			c->keep_due = now + KEEP_MS;
		else
			compose_keep(c);
	}
	if (c->preview_due != 0 && now >= c->preview_due) {
		if (app_waits(v->app, v, TAG_PREVIEW))
			c->preview_due = now + PREVIEW_MS;
		else
			preview(c);
	}
	rewake(c);
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
	form_release(&c->form);
}

/* ---- building the form ------------------------------------------------- */

static void
use_variants(struct compose *c, const json_t *from)
{
	json_decref(c->variants);
	c->variants =
		json_is_object(from) ? json_deep_copy(from) : json_object();
}

static void
compose_fill(struct compose *c)
{
	const json_t *draft = doc_get(c->draft, "draft");
	const json_t *from = draft ? draft : c->show;
	char at[SAY];

	c->base = doc_int(c->show, "revision");
	form_fill(&c->form, json_object_get(from, "slots"),
		json_object_get(from, "figures"));
	use_variants(c, json_object_get(from, draft ? "variants" : "by_hand"));
	c->edits = draft != NULL;
	if (draft == NULL)
		return;
	c->kept_at = doc_int(c->draft, "at");
	say_clock(
		at, doc_int(c->draft, "at"), app_now(c->v.app), c->v.app->zone);
	if (doc_int(draft, "base") != c->base)
		app_say(c->v.app, STYLE_WARN,
			_("This draft by %s began at revision %lld; now it is "
			  "%lld. Compare before you save."),
			doc_str(c->draft, "by"),
			(long long)doc_int(draft, "base"), (long long)c->base);
	else
		app_say(c->v.app, STYLE_TEXT,
			_("Goes on from the draft by %s at %s."),
			doc_str(c->draft, "by"), at);
}

static void
compose_build(struct compose *c)
{
	if (c->built || c->show == NULL || c->playbook == NULL ||
		c->draft == NULL)
		return;
	form_init(&c->form, c->playbook, doc_str(c->show, "kind"));
	c->form.zone = c->v.app->zone;
	c->form.today = app_now(c->v.app);
	c->built = true;
	compose_fill(c);
	preview(c);
}

/* ---- replies ----------------------------------------------------------- */

static void
compose_take_message(struct compose *c, const json_t *doc)
{
	bool newer = c->built && doc_int(doc, "revision") != c->base;

	view_keep(&c->show, doc);
	view_about_message(&c->v, doc);
	if (newer && c->edits == 0)
		compose_fill(c);
	else if (newer)
		app_say(c->v.app, STYLE_WARN,
			_("Somebody saved revision %lld while you were typing. "
			  "Your text is kept."),
			(long long)doc_int(doc, "revision"));
	compose_build(c);
}

static void
send_repost(struct compose *c)
{
	app_act(c->v.app, &c->v, TAG_REPOST, "message.repost",
		json_pack("{s:s}", "message", c->v.id));
}

static void
take_saved(struct compose *c, const json_t *entries)
{
	const json_t *body =
		json_object_get(json_array_get(entries, 0), "body");
	int64_t revision = doc_int(body, "revision");

	c->base = revision ? revision : c->base + 1;
	c->edits = 0;
	c->keep_due = 0;
	if (c->repost_after) {
		c->repost_after = false;
		send_repost(c);
		return;
	}
	if (c->submit_after) {
		c->submit_after = false;
		compose_ask(c, TAG_SHOW, "message.show", "message", c->v.id);
		submit_send(&c->v, TAG_SUBMIT, c->base, c->lane);
		return;
	}
	app_say(c->v.app, STYLE_GOOD, _("Saved as revision %lld."),
		(long long)c->base);
}

static void
take_incident(struct compose *c, const json_t *doc)
{
	json_t *fields = json_object();

	doc_put_str(fields, "playbook", doc_str(doc, "playbook"));
	doc_put_str(fields, "incident", doc_str(doc, "id"));
	app_ask(c->v.app, &c->v, TAG_PLAYBOOK, "playbook.show", fields);
}

static void
no_draft(struct compose *c)
{
	json_decref(c->draft);
	c->draft = json_object();
}

static void
compose_reply(struct view *v, const struct reply *r)
{
	struct compose *c = (struct compose *)v;

	if (!r->ok) {
		c->submit_after = c->repost_after = false;
		if (r->tag == TAG_DRAFT) { /* another may write: no draft */
			no_draft(c);
			compose_build(c);
		}
		/* nobody asked for a preview: the cursor is the officer's */
		if (c->built && *r->where && r->tag != TAG_PREVIEW &&
			r->tag != TAG_KEEP)
			form_focus(&c->form, r->where);
		if (r->tag != TAG_SUBMIT ||
			!submit_refused(v, TAG_EXPLAIN, r, c->preview))
			app_refused(v->app, r);
		return;
	}
	if (r->tag == TAG_SHOW) {
		compose_take_message(c, r->doc);
	} else if (r->tag == TAG_INCIDENT) {
		take_incident(c, r->doc);
	} else if (r->tag == TAG_PLAYBOOK) {
		view_keep(&c->playbook, r->doc);
		compose_build(c);
	} else if (r->tag == TAG_DRAFT) {
		view_keep(&c->draft, r->doc);
		compose_build(c);
	} else if (r->tag == TAG_PREVIEW) {
		view_keep(&c->preview, r->doc);
		preview_name_places(c->preview, &c->form, v->app->lang);
		c->at.account = preview_turn(c->preview, c->at.account, 0);
		if (!c->gone || c->at.finding >= findings_count(c->preview))
			c->at.finding = findings_first(c->preview);
	} else if (r->tag == TAG_KEEP) {
		c->kept_at = app_now(v->app);
	} else if (r->tag == TAG_SAVE) {
		take_saved(c, r->doc);
	} else if (r->tag == TAG_REPOST) {
		view_open_begun(v, r->doc);
		app_say(v->app, STYLE_GOOD, "%s",
			_("The repost is begun; the draft is kept. Fill in "
			  "whose word it is and where it stands."));
	} else if (r->tag == TAG_EXPLAIN) {
		preview(c);
		submit_send(v, TAG_SUBMIT, c->base, c->lane);
	} else if (r->tag == TAG_SUBMIT) {
		app_say(v->app, STYLE_GOOD, "%s",
			_("Submitted. The manifest is fixed; review begins."));
		app_replace(v, "review", v->id);
	} else if (r->tag == TAG_DROP) {
		no_draft(c);
		c->keep_due = 0;
		compose_fill(c);
		preview(c);
	}
}

static void
compose_changed(struct view *v, const char *what, const char *key)
{
	struct compose *c = (struct compose *)v;

	if (view_of_message_changed(v, what, key)) {
		compose_ask(c, TAG_SHOW, "message.show", "message", v->id);
		if (c->built)
			preview(c);
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
		      : _("What stood at ■ was not stored. Write it anew, "
			  "without what must not be published."));
	return true;
}

/* For a save: an empty text makes an account's variant automatic again. */
static json_t *
variants_all(const struct compose *c)
{
	json_t *all = json_deep_copy(c->variants), *text;
	const char *account;

	json_object_foreach(json_object_get(c->show, "by_hand"), account, text)
	{
		if (json_object_get(all, account) == NULL)
			doc_put(all, account, json_string(""));
	}
	return all;
}

static void
save(struct compose *c)
{
	json_t *fields;

	if (is_faulty(c)) {
		c->submit_after = c->repost_after = false;
		return;
	}
	if (app_waits(c->v.app, &c->v, TAG_SAVE))
		return;
	fields = json_object();
	doc_put_str(fields, "message", c->v.id);
	doc_put_int(fields, "base", c->base);
	doc_put(fields, "slots", form_slots_all(&c->form));
	doc_put(fields, "figures", form_figures_all(&c->form));
	doc_put(fields, "variants", variants_all(c));
	app_act(c->v.app, &c->v, TAG_SAVE, "message.revise", fields);
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
	submit_ask(&c->v, TAG_SUBMIT, c->preview);
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
	if (c->repost_after)
		save(c);
	else
		send_repost(c);
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
	g = dialog_open(&c->v, TAG_HAND, doc_str(variant, "name"));
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
	if (tag == TAG_SUBMIT) {
		c->submit_after = true;
		c->lane = submit_is_lane(values);
		save(c);
	} else if (tag == TAG_EXPLAIN) {
		submit_reason(v, TAG_EXPLAIN, values);
	} else if (tag == TAG_DROP) {
		app_act(v->app, v, TAG_DROP, "draft.drop",
			json_pack("{s:s}", "message", v->id));
	} else if (*text) {
		doc_put_str(c->variants, doc_str(variant, "account"), text);
		changed_text(c);
	} else {
		(void)json_object_del(c->variants, doc_str(variant, "account"));
		changed_text(c);
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
		c->at.top = 0;
	} else if (request == REQ_PAGE_UP || request == REQ_PAGE_DOWN) {
		c->at.top += request == REQ_PAGE_UP ? -PAGE : PAGE;
	} else if (!c->built) {
		return false;
	} else if (request == REQ_FINDING) {
		next_finding(c);
	} else if (request == REQ_REPOST) {
		repost(c);
	} else if (request == REQ_SAVE) {
		save(c);
	} else if (request == REQ_SUBMIT) {
		compose_submit(c);
	} else if (request == REQ_NOW) {
		changed = form_now(&c->form, app_now(v->app));
	} else if (request == REQ_BY_HAND) {
		compose_by_hand(c);
	} else if (request == REQ_DROP_DRAFT) {
		g = dialog_open(v, TAG_DROP, _("Drop the draft?"));
		dialog_note(g, STYLE_WARN, "%s",
			_("What was typed since the last revision is lost."));
	} else if (!form_request(&c->form, request, &changed)) {
		return false;
	}
	if (changed)
		changed_text(c);
	return true;
}

static bool
compose_typing(const struct view *v)
{
	return ((const struct compose *)v)->built;
}

static void
compose_input(struct view *v, const struct input *in)
{
	struct compose *c = (struct compose *)v;
	bool changed = false;

	(void)form_input(&c->form, in, &changed);
	if (changed)
		changed_text(c);
	else if (form_is_full(&c->form))
		app_say(v->app, STYLE_WARN, "%s", _("The field is full."));
}

static void
compose_draw(struct view *v, struct area a)
{
	struct compose *c = (struct compose *)v;

	compose_paint(c, a, c->keep_due != 0 || app_waits(v->app, v, TAG_KEEP));
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

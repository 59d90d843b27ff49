/*
 * What comes back while a message is written: the message, its playbook and
 * its draft make the form, all else is shown beside it.
 */
#include "tui/console/views/compose.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/console/views/findings.h"
#include "tui/console/views/clash.h"
#include "tui/console/views/others.h"
#include "tui/console/views/submit.h"

static void
use_variants(struct compose *c, const json_t *from)
{
	json_decref(c->variants);
	c->variants =
		json_is_object(from) ? json_deep_copy(from) : json_object();
}

static void
no_draft(struct compose *c)
{
	json_decref(c->draft);
	c->draft = json_object();
}

/*
 * A draft is gone on from only if nobody has saved since it was begun: an older
 * one would stand in place of a newer revision. It stays, and F3 shows it. Once
 * it is in the form it is done with.
 */
static void
compose_fill(struct compose *c)
{
	json_t *kept = json_incref(c->draft);
	const json_t *draft = doc_get(kept, "draft"), *from;
	int64_t base = doc_int(draft, "base");
	char at[SAY];

	no_draft(c);
	if (base != 0 && base != doc_int(c->show, "revision"))
		draft = NULL;
	from = draft ? draft : c->show;

	c->base = doc_int(c->show, "revision");
	form_fill(&c->form, json_object_get(from, "slots"),
		json_object_get(from, "figures"));
	form_mark_unsaid(&c->form, c->show);
	/* what another said is not said by who goes on from that draft */
	if (strcmp(doc_str(kept, "by"), c->v.app->officer) == 0)
		form_affirm(&c->form, json_object_get(draft, "affirmed"));
	use_variants(c, json_object_get(from, draft ? "variants" : "by_hand"));
	c->edits = draft != NULL;
	if (draft != NULL) {
		form_focus(&c->form, doc_str(draft, "field")); /* as left */
		fixed_cut(c->over, sizeof(c->over), doc_str(kept, "session"));
		c->over_at = c->kept_at = doc_int(kept, "at");
		say_clock(at, doc_int(kept, "at"), app_now(c->v.app),
			c->v.app->zone);
		app_say(c->v.app, STYLE_TEXT,
			_("Goes on from the draft by %s at %s."),
			say_who(kept, "by"), at);
	}
	json_decref(kept);
}

static void
compose_build(struct compose *c)
{
	json_t *kept;

	if (c->built || c->show == NULL || c->playbook == NULL ||
		c->draft == NULL)
		return;
	form_init(&c->form, c->playbook, doc_str(c->show, "kind"));
	c->form.zone = c->v.app->zone;
	c->form.today = app_now(c->v.app);
	if (form_head(&c->form))
		compose_ask(c, COMPOSE_TOLD, "incident.figures", "incident",
			doc_str(c->show, "incident"));
	c->built = true;
	kept = json_incref(c->draft);
	compose_fill(c);
	others_take(c, kept);
	json_decref(kept);
	compose_preview(c);
}

/* ---- replies ----------------------------------------------------------- */

static void
compose_take_message(struct compose *c, const json_t *doc)
{
	bool newer = c->built && doc_int(doc, "revision") != c->base;

	view_keep(&c->show, doc);
	view_about_message(&c->v, doc);
	if (c->built && !newer)
		form_mark_unsaid(&c->form, c->show);
	if (newer && c->edits == 0) {
		compose_fill(c);
		compose_preview(c); /* of what stands in the form now */
	} else if (newer && c->conflict) {
		c->conflict = false;
		clash_ask(c);
	} else if (newer) {
		app_say(c->v.app, STYLE_WARN,
			_("Somebody saved revision %lld while you were typing. "
			  "Your text is kept."),
			(long long)doc_int(doc, "revision"));
	}
	compose_build(c);
}

/* Their words stand in a revision now, or somebody dropped them. */
static void
drop_drafts(struct compose *c)
{
	if (c->stored)
		compose_send_drop(c, COMPOSE_ASIDE, c->session);
	if (c->over_at != 0)
		compose_send_drop(c, COMPOSE_ASIDE, c->over);
	c->stored = false;
	c->over_at = 0;
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
	drop_drafts(c);
	if (c->repost_after) {
		c->repost_after = false;
		compose_send_repost(c);
		return;
	}
	if (c->submit_after) {
		c->submit_after = false;
		compose_ask(
			c, COMPOSE_SHOW, "message.show", "message", c->v.id);
		submit_send(&c->v, COMPOSE_SUBMIT, c->base, c->lane);
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
	app_ask(c->v.app, &c->v, COMPOSE_PLAYBOOK, "playbook.show", fields);
}

/* Only a save or a submit, which somebody asked for, moves the cursor. */
static void
take_refusal(struct compose *c, const struct reply *r)
{
	bool asked = r->tag == COMPOSE_SAVE || r->tag == COMPOSE_SUBMIT;

	if (r->tag == COMPOSE_TOLD)
		return; /* nothing is said to have been told */
	c->submit_after = c->repost_after = false;
	if (r->tag == COMPOSE_SAVE && strcmp(r->code, "revision") == 0) {
		c->conflict =
			true; /* both texts are shown when theirs is here */
		compose_ask(
			c, COMPOSE_SHOW, "message.show", "message", c->v.id);
		return;
	}
	if (r->tag == COMPOSE_GATES) {
		app_replace(&c->v, "review", c->v.id);
		return;
	}
	if (r->tag == COMPOSE_DRAFT) { /* another may write: no draft */
		no_draft(c);
		compose_build(c);
	}
	if (c->built && *r->where && asked)
		form_focus(&c->form, r->where);
	if (r->tag != COMPOSE_SUBMIT ||
		!submit_refused(&c->v, COMPOSE_EXPLAIN, r, c->preview))
		app_refused(c->v.app, r);
}

static void
take_playbook(struct compose *c, const json_t *doc)
{
	view_keep(&c->playbook, doc);
	compose_build(c);
}

static void
take_told(struct compose *c, const json_t *doc)
{
	form_tell(&c->form, doc, c->v.id);
}

static void
take_draft(struct compose *c, const json_t *doc)
{
	if (c->built) {
		others_take(c, doc);
		return;
	}
	view_keep(&c->draft, doc);
	compose_build(c);
}

static void
take_preview(struct compose *c, const json_t *doc)
{
	view_keep(&c->preview, doc);
	preview_name_places(c->preview, &c->form, c->v.app->lang);
	c->at.account = preview_turn(c->preview, c->at.account, 0);
	if (!c->gone || c->at.finding >= findings_count(c->preview))
		c->at.finding = findings_first(c->preview);
}

static void
take_kept(struct compose *c, const json_t *doc)
{
	(void)doc;
	c->kept_at = app_now(c->v.app);
	c->over_at = 0; /* that draft is gone: its words stand in this one */
}

static void
take_reposted(struct compose *c, const json_t *entries)
{
	view_open_begun(&c->v, entries);
	app_say(c->v.app, STYLE_GOOD, "%s",
		_("The repost is begun; the draft is kept. Fill in "
		  "whose word it is and where it stands."));
}

static void
take_explained(struct compose *c, const json_t *doc)
{
	(void)doc;
	compose_preview(c);
	submit_send(&c->v, COMPOSE_SUBMIT, c->base, c->lane);
}

static void
take_submitted(struct compose *c, const json_t *doc)
{
	(void)doc;
	compose_ask(c, COMPOSE_GATES, "message.review", "message", c->v.id);
}

/* It is said whom the gates wait for. */
static void
take_gates(struct compose *c, const json_t *doc)
{
	char people[APP_SAY / 2];

	submit_waits(people, sizeof(people), doc, c->v.app->lang);
	app_say(c->v.app, STYLE_GOOD, "%s  %s",
		_("Submitted. The manifest is fixed; review begins."), people);
	app_replace(&c->v, "review", c->v.id);
}

static void
take_dropped(struct compose *c, const json_t *doc)
{
	(void)doc;
	no_draft(c);
	c->keep_due = 0;
	c->stored = false;
	drop_drafts(c);
	compose_fill(c);
	compose_preview(c);
}

void
compose_reply(struct view *v, const struct reply *r)
{
	static void (*const takes[])(struct compose * c, const json_t *doc) = {
		[COMPOSE_SHOW] = compose_take_message,
		[COMPOSE_INCIDENT] = take_incident,
		[COMPOSE_PLAYBOOK] = take_playbook,
		[COMPOSE_DRAFT] = take_draft,
		[COMPOSE_TOLD] = take_told,
		[COMPOSE_PREVIEW] = take_preview,
		[COMPOSE_KEEP] = take_kept,
		[COMPOSE_SAVE] = take_saved,
		[COMPOSE_REPOST] = take_reposted,
		[COMPOSE_EXPLAIN] = take_explained,
		[COMPOSE_SUBMIT] = take_submitted,
		[COMPOSE_GATES] = take_gates,
		[COMPOSE_DROP] = take_dropped,
		[COMPOSE_CLASH] = NULL, /* the last: no tag is beyond it */
	};

	if (!r->ok)
		take_refusal((struct compose *)v, r);
	else if (takes[r->tag] != NULL)
		takes[r->tag]((struct compose *)v, r->doc);
}

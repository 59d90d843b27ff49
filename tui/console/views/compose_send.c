/*
 * What writing a message sends, and when: words being typed are kept as a
 * draft, the preview follows a pause.
 */
#include "tui/console/views/compose.h"

#include "base/doc.h"

enum { PREVIEW_MS = 250, KEEP_MS = 700 };

void
compose_ask(struct compose *c, int tag, const char *question, const char *key,
	const char *value)
{
	app_ask(c->v.app, &c->v, tag, question, json_pack("{s:s}", key, value));
}

json_t *
compose_typed(const struct compose *c)
{
	json_t *draft = json_object();

	doc_put(draft, "slots", form_slots(&c->form));
	doc_put(draft, "figures", form_typed_figures(&c->form));
	doc_put(draft, "variants", json_deep_copy(c->variants));
	doc_put(draft, "affirmed", form_affirmed(&c->form));
	doc_put_int(draft, "base", c->base);
	doc_put_str(draft, "field", form_focused(&c->form));
	return draft;
}

static void
send_keep(struct compose *c, int tag)
{
	json_t *fields = json_object();

	c->keep_due = 0;
	c->stored = true;
	doc_put_str(fields, "message", c->v.id);
	doc_put(fields, "draft", compose_typed(c));
	doc_put_str(fields, "session", c->session);
	if (c->over_at != 0) {
		doc_put_str(fields, "over", c->over);
		doc_put_int(fields, "over_at", c->over_at);
	}
	app_act_aside(c->v.app, &c->v, tag, "draft.save", fields);
}

void
compose_keep(struct compose *c)
{
	send_keep(c, COMPOSE_KEEP);
}

void
compose_keep_aside(struct compose *c)
{
	send_keep(c, COMPOSE_ASIDE);
}

void
compose_ask_draft(struct compose *c)
{
	json_t *fields = json_object();

	doc_put_str(fields, "message", c->v.id);
	doc_put_str(fields, "session", c->session);
	app_ask(c->v.app, &c->v, COMPOSE_DRAFT, "draft.show", fields);
}

void
compose_send_drop(struct compose *c, int tag, const char *session)
{
	json_t *fields = json_object();

	doc_put_str(fields, "message", c->v.id);
	doc_put_str(fields, "session", session);
	app_act(c->v.app, &c->v, tag, "draft.drop", fields);
}

void
compose_preview(struct compose *c)
{
	json_t *fields = json_object();

	c->preview_due = 0;
	doc_put_str(fields, "message", c->v.id);
	doc_put(fields, "slots", form_slots(&c->form));
	doc_put(fields, "figures", form_figures_shown(&c->form));
	doc_put(fields, "variants", json_deep_copy(c->variants));
	app_ask(c->v.app, &c->v, COMPOSE_PREVIEW, "message.preview", fields);
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
void
compose_touch(struct compose *c)
{
	int64_t now = app_now(c->v.app);

	c->edits++;
	c->gone = false;
	if (c->keep_due == 0)
		c->keep_due = now + KEEP_MS;
	c->preview_due = now + PREVIEW_MS;
	rewake(c);
}

void
compose_wake(struct view *v)
{
	struct compose *c = (struct compose *)v;
	int64_t now = app_now(v->app);

	if (c->keep_due != 0 && now >= c->keep_due) {
		if (app_waits(v->app, v, COMPOSE_KEEP))
			c->keep_due = now + KEEP_MS;
		else
			compose_keep(c);
	}
	if (c->preview_due != 0 && now >= c->preview_due) {
		if (app_waits(v->app, v, COMPOSE_PREVIEW))
			c->preview_due = now + PREVIEW_MS;
		else
			compose_preview(c);
	}
	rewake(c);
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

void
compose_send_save(struct compose *c)
{
	json_t *fields = json_object();

	doc_put_str(fields, "message", c->v.id);
	doc_put_int(fields, "base", c->base);
	doc_put(fields, "slots", form_slots_all(&c->form));
	doc_put(fields, "figures", form_figures_all(&c->form));
	doc_put(fields, "variants", variants_all(c));
	doc_put(fields, "affirmed", form_affirmed(&c->form));
	app_act(c->v.app, &c->v, COMPOSE_SAVE, "message.revise", fields);
}

void
compose_send_repost(struct compose *c)
{
	app_act(c->v.app, &c->v, COMPOSE_REPOST, "message.repost",
		json_pack("{s:s}", "message", c->v.id));
}

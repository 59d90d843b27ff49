/*
 * Guards of what was approved a while ago: between two signatures the level
 * rises, an account is pointed elsewhere, a newer bulletin goes out, a promise
 * runs out. What was signed must still be enough, and still be right.
 */
#include "domain/guards.h"

#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/text/manifest.h"

/* What this message was submitted to; the lane stays the lane. */
static struct tier_row
row_held(const struct rules *r, const struct message *m,
	const struct tier_row *asked)
{
	struct tier_row held = { .tier = rules_tier_named(r, m->tier),
		.minutes = asked->minutes,
		.waits = m->waits_for_all };
	json_t *id;
	size_t n;

	json_array_foreach(m->organs, n, id)
	{
		if (held.organ_count < ORGANS_MAX)
			held.organs[held.organ_count++] =
				rules_organ(r, json_string_value(id));
	}
	return held;
}

/* What this message was submitted to is enough for the incident as it is. */
static bool
tier_is_enough(const struct world *w, const struct message *m)
{
	const struct rules *r = &w->library->rules;
	struct tier_row asked = world_tier(w, m->kind);
	struct tier_row held = row_held(r, m, &asked);

	if (held.tier == NULL)
		return false;
	if (held.tier->supplement)
		asked.tier = held.tier;
	return !tier_row_is_weaker(r, &held, &asked);
}

/* The level that was learned since may ask for more than was signed. */
enum err_code
guard_tier(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	const struct message *m = w->message;

	(void)act;
	(void)doc;
	if (world_playbook(w) == NULL || tier_is_enough(w, m))
		return ERR_OK;
	return refuse(err, REFUSE_TIER_ROSE, m->id, m->id, m->tier,
		world_tier(w, m->kind).tier->id, NULL);
}

/* Where the text goes is as much approved as the text is. */
enum err_code
guard_account(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	json_t *accounts = json_object_get(w->message->manifest, "accounts");
	const char *id;
	json_t *row;

	(void)act;
	(void)doc;
	json_object_foreach(accounts, id, row)
	{
		const struct account *a = office_account(w->office, id);
		char digest[HASH_HEX];

		if (a == NULL || !*doc_str(row, "options"))
			continue; /* from before it was written down */
		manifest_digest(digest, a->options);
		if (strcmp(digest, doc_str(row, "options")) != 0)
			return refuse(err, REFUSE_ACCOUNT_CHANGED, id, id,
				w->message->id, NULL);
	}
	return ERR_OK;
}

/* The signed texts themselves, not what would be rendered now. */
static void
as_signed(struct composition *c, const struct world *w)
{
	const struct message *m = w->message;
	const json_t *master = json_object_get(m->manifest, "master");
	json_t *accounts = json_object_get(m->manifest, "accounts"), *row;
	const char *id;

	composition_init(c);
	free(c->text);
	c->rendered.title = mem_strdup(doc_str(master, "title"));
	c->text = mem_strdup(doc_str(master, "text"));
	c->variants =
		mem_array(json_object_size(accounts), sizeof(*c->variants));
	json_object_foreach(accounts, id, row)
	{
		struct composed_variant *v = &c->variants[c->count];
		const json_t *text =
			json_object_get(m->texts, doc_str(row, "variant"));

		v->account = office_account(w->office, id);
		if (v->account == NULL)
			continue;
		v->platform = rules_account(&w->library->rules,
			doc_str(row, "kind"), doc_str(row, "platform"));
		fitted_init(&v->fitted);
		v->fitted.text = mem_strdup(doc_str(text, "text"));
		c->count++;
	}
}

/*
 * What blocks a text when it is submitted blocks it still: since then a newer
 * bulletin may have told more dead, a line may have been confirmed, the next
 * update that it promises may be past. A withdrawal takes back: it goes out.
 */
enum err_code
guard_still_right(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	struct composition c;
	struct facts facts;
	struct review_findings e;
	enum err_code rc;

	(void)doc;
	if (world_playbook(w) == NULL || w->message->kind == KIND_WITHDRAWAL)
		return ERR_OK;
	facts_of(&facts, w->message);
	as_signed(&c, w);
	review_findings_run(&e, w, &facts, &c);
	rc = guards_ask_found(w, act, &e, err);
	review_findings_release(&e);
	composition_release(&c);
	return rc;
}

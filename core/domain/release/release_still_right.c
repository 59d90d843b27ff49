/*
 * Guards of what was approved a while ago: between two signatures the level
 * rises, an account is pointed elsewhere, a newer bulletin goes out, a promise
 * runs out, another unit takes its order back. What was signed must still be
 * enough, and still be right.
 */
#include "domain/guards.h"

#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/joint/joint_acts.h"
#include "domain/release/account_fit.h"
#include "domain/release/delivery.h"

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

static struct arg
route_arg(const struct world *w, const char *id)
{
	const struct rules *r = &w->library->rules;

	for (size_t n = 0; n < r->tier_count; n++)
		if (strcmp(r->tiers[n].id, id) == 0)
			return arg_named(id, &r->tiers[n].title);
	return arg_named(id, &(const struct both)BOTH(id, id));
}

/* The level that was learned since may ask for more than was signed. */
enum err_code
guard_tier(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	const struct message *m = w->message;

	(void)act;
	(void)doc;
	/* its review is the sender's, and here a tier of its own */
	if (world_playbook(w) == NULL || m->order[0] || tier_is_enough(w, m))
		return ERR_OK;
	return refuse(err, REFUSE_TIER_ROSE, m->id,
		WITH(arg_id(m->id), route_arg(w, m->tier),
			route_arg(w, world_tier(w, m->kind).tier->id)));
}

static enum err_code
refuse_unfit(const struct world *w, const char *id, enum account_fit fit,
	struct err *err)
{
	const struct account *a = office_account(w->office, id);
	const char *who = a && a->identity.waits
		? doc_str(a->identity.what, "who")
		: a ? a->who
		    : "";

	if (fit == ACCOUNT_UNCHECKED)
		return refuse(err, REFUSE_ACCOUNT_UNCHECKED, id,
			WITH(office_arg_account(w->office, id),
				arg_id(w->message->id)));
	if (fit == ACCOUNT_OTHER)
		return refuse(err, REFUSE_ACCOUNT_IDENTITY, id,
			WITH(office_arg_account(w->office, id), arg_word(who),
				arg_id(w->message->id)));
	return refuse(err, REFUSE_ACCOUNT_CHANGED, id,
		WITH(office_arg_account(w->office, id),
			arg_id(w->message->id)));
}

/* Which accounts the act sends to; what is left out need not fit. */
static bool
is_sent_by(const struct message *m, enum act act, const json_t *doc,
	const char *account)
{
	char id[DELIVERY_ID];
	const struct delivery *d = message_delivery(m, account);

	if (act == ACT_RELEASE_FIRE)
		return d != NULL && d->state == DELIVERY_PREPARED;
	if (act != ACT_DELIVERY_RETRY)
		return true;
	delivery_id(id, m, account);
	return strcmp(id, doc_str(doc, "delivery")) == 0;
}

/* Who speaks, and where, is as much approved as the text is. */
enum err_code
guard_account(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	const struct message *m = w->message;
	json_t *accounts = json_object_get(m->manifest, "accounts"), *row;
	enum account_fit fit;
	const char *id;

	json_object_foreach(accounts, id, row)
	{
		if (!is_sent_by(m, act, doc, id))
			continue;
		fit = account_fit(w->office, w->incident, m, id);
		if (fit == ACCOUNT_FITS ||
			(account_fit_is_gap(fit) && act != ACT_DELIVERY_RETRY))
			continue;
		return refuse_unfit(w, id, fit, err);
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
static enum err_code
still_right(const struct world *w, enum act act, struct err *err)
{
	struct composition c;
	struct facts facts;
	struct review_findings e;
	enum err_code rc;

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

/* Who ordered it has put it right since, or halted it: as far as a letter has
 * told us. */
static enum err_code
order_stands(const struct world *w, struct err *err)
{
	const struct joint_order *o = w->message->order[0]
		? joint_order_find(w->joints, w->message->order)
		: NULL;
	const struct joint_order *later =
		o ? joint_order_righted(w->joints, o) : NULL;

	if (later != NULL)
		return refuse(err, REFUSE_JOINT_RIGHTED, w->message->id,
			WITH(arg_digest(o->name), arg_digest(later->name)));
	return o ? joint_check_halt(w, o, w->message->id, err) : ERR_OK;
}

/* Now, and at the time that is appointed. */
enum err_code
guard_still_right(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	struct world then = *w;
	enum err_code rc = order_stands(w, err);

	if (rc == ERR_OK)
		rc = still_right(w, act, err);
	then.now = doc_int(doc, "at");
	return rc == ERR_OK && then.now > w->now ? still_right(&then, act, err)
						 : rc;
}

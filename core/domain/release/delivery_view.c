/*
 * What goes to each account, and one delivery, as documents for people.
 */
#include "domain/release/delivery_view.h"

#include <string.h>

#include "base/doc.h"
#include "base/text.h"
#include "crier/refusal.h"
#include "domain/message/message_amend.h"
#include "domain/message/message_follow.h"
#include "domain/message/message_standing.h"
#include "domain/release/delivery.h"
#include "domain/release/delivery_wait.h"
#include "domain/text/fit.h"

/* What it does to the text that is out, where there is one. */
static void
put_act(json_t *doc, const json_t *row)
{
	enum amend act;

	if (!amend_parse(&act, doc_str(row, "act")))
		return;
	doc_put_str(doc, "act", amend_row(act)->word);
	doc_put(doc, "act_title", doc_both(&amend_row(act)->title));
	doc_put_str(doc, "target_url", doc_str(row, "target_url"));
}

/* Whose it is, and how much of what its platform takes the text is. */
static void
variant_put_account(json_t *doc, const struct world *w, const struct account *a)
{
	const char *text = doc_str(doc, "text");
	const struct platform *p;
	struct limits l;

	doc_put_str(doc, "platform", a->platform);
	doc_put_str(doc, "owner", a->owner);
	doc_put_bool(doc, "lead", a->lead);
	p = w->library == NULL
		? NULL
		: rules_account(&w->library->rules, a->kind, a->platform);
	if (p == NULL)
		return;
	l = limits_of(p, a->limits);
	doc_put_int(doc, "count",
		text_count(text, strlen(text), l.unit, l.url_weight));
	doc_put_int(doc, "limit", l.max);
	doc_put_str(doc, "unit", text_unit_word(l.unit));
}

json_t *
variants_doc(const struct world *w)
{
	const struct message *m = w->message;
	json_t *list = json_array(), *row, *accounts;
	const char *id;

	accounts = json_object_get(m->manifest, "accounts");
	json_object_foreach(accounts, id, row)
	{
		const struct account *a = office_account(w->office, id);
		json_t *doc = json_object();
		json_t *text =
			json_object_get(m->texts, doc_str(row, "variant"));

		doc_put_str(doc, "account", id);
		doc_put_str(doc, "name", a ? a->name : id);
		doc_put_str(doc, "kind", doc_str(row, "kind"));
		doc_put_str(doc, "digest", doc_str(row, "variant"));
		doc_put_str(doc, "title", doc_str(text, "title"));
		doc_put_str(doc, "text", doc_str(text, "text"));
		doc_put_bool(doc, "by_hand", *doc_str(m->variants, id) != '\0');
		if (a != NULL)
			variant_put_account(doc, w, a);
		put_act(doc, row);
		json_array_append_new(list, doc);
	}
	return list;
}

/* Whom to ring about a text that somebody has in hand. */
static void
put_taken(json_t *doc, const struct office *o, const struct delivery *d)
{
	json_t *list = json_array(), *row;
	size_t n;

	json_array_foreach(d->taken, n, row)
	{
		const struct officer *f = office_officer(o, doc_str(row, "by"));
		json_t *copy = json_copy(row);

		doc_put_str(copy, "name", f ? f->name : doc_str(row, "by"));
		doc_put_str(copy, "phone", f ? f->phone : "");
		json_array_append_new(list, copy);
	}
	if (json_array_size(list) > 0)
		doc_put(doc, "taken", json_incref(list));
	json_decref(list);
}

json_t *
view_delivery(const struct world *w, const struct delivery *d)
{
	const struct account *a = office_account(w->office, d->account);
	json_t *doc = delivery_doc(w->incident, w->message, d), *row, *text;
	json_t *wait;

	row = json_object_get(
		json_object_get(w->message->manifest, "accounts"), d->account);
	text = json_object_get(w->message->texts, doc_str(row, "variant"));
	doc_put_str(doc, "name", a ? a->name : d->account);
	put_act(doc, row);
	doc_put(doc, "standing",
		message_standing_doc(w->incident, w->message, w->office));
	if (d->heard)
		doc_put_int(doc, "heard", d->heard);
	put_taken(doc, w->office, d);
	wait = delivery_wait_doc(w, d);
	if (wait != NULL)
		doc_put(doc, "waiting", wait);
	doc_put_str(doc, "title", doc_str(text, "title"));
	doc_put_str(doc, "text", doc_str(text, "text"));
	doc_put(doc, "state_title", doc_both(&delivery_row(d->state)->title));
	return doc;
}

enum err_code
delivery_check_text(
	const struct world *w, const struct delivery *d, struct err *err)
{
	const struct message *m = w->message;
	const struct message *by = message_follower(w->incident, m);

	if (by == NULL)
		by = message_follower_coming(w->incident, m);
	if (by != NULL)
		return refuse(err, REFUSE_TAKEN_BACK, "delivery",
			WITH(arg_id(m->id), arg_id(by->id)));
	if (m->state < MESSAGE_FIRED || d->state == DELIVERY_HALTED ||
		d->state == DELIVERY_SKIPPED)
		return refuse(err, REFUSE_DELIVERY_STATE, "delivery",
			WITH(arg_id(m->id),
				arg_both(&delivery_row(d->state)->title),
				arg_act(ACT_DELIVERY_TAKE)));
	return ERR_OK;
}

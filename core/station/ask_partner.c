/*
 * Questions about partners, and our own card.
 */
#include "station/questions.h"

#include <string.h>

#include "base/doc.h"
#include "crier/partner.h"
#include "crier/refusal.h"
#include "domain/office/office_second.h"
#include "domain/partner/partner.h"
#include "station/letters_desk.h"
#include "station/partner_card.h"
#include "station/seals.h"

/* Which letters it may send us, as the rules in force say of its rank. */
static void
partner_put_may(
	json_t *doc, const struct act_context *f, const struct partner *p)
{
	const struct partner_rule *rule = f->world.library
		? rules_partner(&f->world.library->rules, p->rank, f->world.now)
		: NULL;
	json_t *may = json_array();

	/* by hand it is rung and written to: it sends no letters */
	for (int n = 0; rule && !partner_is_by_hand(p) && n < LETTER_KINDS; n++)
		if (rule->may & (1U << n))
			json_array_append_new(may,
				json_string(letter_kind_row((enum letter_kind)n)
						    ->word));
	doc_put(doc, "may", may);
	if (rule == NULL || partner_is_by_hand(p))
		return;
	if (rule->may & (1U << LETTER_ORDER))
		doc_put_str(doc, "order", partner_order_row(rule->order)->word);
	doc_put_str(doc, "citation", rule->citation);
}

/* What waits, with its digest, and who may confirm it. */
static void
partner_put_waits(
	json_t *doc, const struct act_context *f, const struct partner *p)
{
	const struct office *o = f->world.office;
	const struct second *s = &p->next;
	json_t *waits, *officers;
	char digest[HASH_HEX];

	if (!s->waits)
		return;
	waits = second_doc(s);
	officers = json_array();
	for (size_t n = 0; n < o->officer_count; n++)
		if (office_may_confirm(o, &o->officers[n], 0, s->by, ""))
			json_array_append_new(
				officers, officer_contact(&o->officers[n]));
	second_digest(digest, s);
	doc_put_str(waits, "digest", digest);
	doc_put_bool(waits, "call", partner_asks_call(s));
	if (!*doc_str(waits, "phone"))
		doc_put_str(waits, "phone", p->phone);
	doc_put(waits, "officers", officers);
	doc_put(doc, "waits", waits);
}

/* What is to be heard over a telephone is not shown to who listens. */
static void
hide_print(json_t *doc)
{
	(void)json_object_del(doc, "print");
	(void)json_object_del(doc, "said");
}

/* Its last letter, whatever it was. */
static void
partner_put_heard(
	json_t *doc, const struct station *st, const struct partner *p)
{
	const json_t *heard = letters_heard(st, p->id);

	if (p->state == PARTNER_PROPOSED || partner_is_by_hand(p))
		return;
	if (heard != NULL)
		doc_put_int(doc, "heard", doc_int(heard, "at"));
	doc_put_str(doc, "way", heard ? doc_str(heard, "way") : "never");
}

/* The place is one of ours: by its name, not by what the partner says of it. */
static bool
seen_is_ours(const struct station *st, const struct seen_place *p, bool drill)
{
	struct desk_view view = { st->letters->desk, "", drill };
	struct letter_memory memory = desk_memory(&view);

	return p->vol == 0 || memory.has(&view, p->hash);
}

/* How far it says that it has our letters, of both modes. */
static void
partner_put_seen(json_t *doc, const struct station *st, const struct partner *p)
{
	struct seen_told told[2];
	bool any = false, ours = true;
	int64_t at = 0, open = 0;

	if (p->state == PARTNER_PROPOSED || partner_is_by_hand(p))
		return;
	for (int drill = 0; drill < 2; drill++) {
		told[drill] = seen_told(st->letters->seen, drill, p->id);
		any = any || told[drill].at || told[drill].open;
		ours = ours && seen_is_ours(st, &told[drill].place, drill);
		open += (int64_t)told[drill].open;
		if (told[drill].at > at)
			at = told[drill].at;
	}
	doc_put_str(doc, "seen",
		!any		? "none"
			: !ours ? "strange"
			: open	? "some"
				: "all");
	if (ours && open)
		doc_put_int(doc, "unseen", open);
	if (at)
		doc_put_int(doc, "seen_at", at);
}

static json_t *
partner_view(const struct station *st, const struct act_context *f,
	const struct partner *p)
{
	json_t *doc = partner_doc(p), *said = partner_card_said(p->print);

	(void)json_object_del(doc, "next");
	doc_put_bool(doc, "by_hand", partner_is_by_hand(p));
	if (said)
		doc_put(doc, "said", said);
	partner_put_may(doc, f, p);
	partner_put_heard(doc, st, p);
	partner_put_seen(doc, st, p);
	partner_put_waits(doc, f, p);
	hide_print(doc_get(doc, "waits"));
	if (p->state == PARTNER_PROPOSED)
		hide_print(doc);
	return doc;
}

enum err_code
ask_partners(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	json_t *list = json_array();

	(void)doc;
	if (letters_read(st, err) != ERR_OK) {
		json_decref(list);
		return err->code;
	}
	for (size_t n = 0; n < st->office.partner_count; n++)
		json_array_append_new(
			list, partner_view(st, f, &st->office.partners[n]));
	*out = json_object();
	doc_put_int(*out, "total", (json_int_t)json_array_size(list));
	doc_put(*out, "rows", list);
	doc_put_str(*out, "own", st->office.card.id);
	return ERR_OK;
}

enum err_code
ask_partner(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const char *id = doc_str(doc, "partner");
	const struct partner *p = office_partner(&st->office, id);

	if (p == NULL)
		return partner_none(err, &st->office, id);
	if (letters_read(st, err) != ERR_OK)
		return err->code;
	*out = partner_view(st, f, p);
	return ERR_OK;
}

enum err_code
ask_own_card(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	(void)f;
	(void)doc;
	if (partner_card_own(out, st, err) != ERR_OK)
		return err->code;
	seals_tell(*out, st);
	return ERR_OK;
}

enum err_code
ask_spare(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	(void)st;
	(void)f;
	(void)doc;
	return partner_card_spare(out, err);
}

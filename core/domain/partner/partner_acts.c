/*
 * Judging acts on partners. What a card says is read by the station and stands
 * in the world; who proposes, confirms, stops is judged here.
 */
#include "domain/judge.h"
#include "domain/partner/partner_came.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/office/office_second.h"
#include "lint/leak_doc.h"

/* What a card by letter with the same keys changes nothing of. */
static const char *const keeps[] = { "key", "fingerprint", "print", "spare",
	"name" };

enum { PARTNERS_MAX = 250 }; /* all of them are one answer of 1 MiB */

static struct arg
partner_arg(const struct partner *p)
{
	return arg_named(p->id, &(const struct both)BOTH(p->name, p->name));
}

/* Is it the same number, however it was typed? */
static bool
partner_is_number(const char *typed, const char *number)
{
	return *number && partner_print_differs(typed, number) == 0;
}

/* ---- a card ---- */

/* What a unit says of itself is shown and stored: it passes the gate. */
static enum err_code
check_card_leaks(const struct world *w, const json_t *card, struct err *err)
{
	static const char *const said[] = { "unit", "exchange" };
	const struct lint_rules *rules =
		w->library ? w->library->rules.lint : NULL;
	enum err_code rc = ERR_OK;

	for (size_t n = 0; rc == ERR_OK && n < 2; n++)
		if (doc_get(card, said[n]))
			rc = leak_check_doc(
				doc_get(card, said[n]), said[n], rules, err);
	return rc;
}

/* One key, one station, under one id; and never our own. */
static enum err_code
check_card_key(const struct world *w, const json_t *card, const char *id,
	struct err *err)
{
	const struct office *o = w->office;
	const char *key = doc_str(card, "key");

	if (own_card_is_key(o, key))
		return refuse(err, REFUSE_CARD_OURS, "card", WITH_NONE);
	for (size_t n = 0; n < o->partner_count; n++) {
		const struct partner *p = &o->partners[n];

		if (strcmp(p->id, id) != 0 && strcmp(p->key, key) == 0)
			return refuse(err, REFUSE_CARD_KEY, "card",
				WITH(arg_id(id), partner_arg(p)));
	}
	return ERR_OK;
}

/* What the entry says of the card; the telephone is the registrar's alone. */
static void
put_card(json_t *body, const json_t *card, const char *number)
{
	static const char *const names[] = { "key", "fingerprint", "print",
		"seal", "drill_seal", "spare", "made", NULL };
	json_t *keys = body_copied(card, names);

	json_object_update_missing(body, keys);
	json_decref(keys);
	doc_put_str(body, "name", doc_str(card, "unit"));
	if (!*doc_str(body, "exchange") && *doc_str(card, "exchange"))
		doc_put_str(body, "exchange", doc_str(card, "exchange"));
	if (*doc_str(card, "phone") &&
		!partner_is_number(doc_str(card, "phone"), number))
		doc_put_str(body, "phone_said", doc_str(card, "phone"));
}

static enum err_code
check_organ(const struct world *w, const json_t *act, struct err *err)
{
	const char *id = doc_str(act, "organ");
	struct arg known = arg_words("");

	if (*id == '\0' || w->library == NULL ||
		rules_organ(&w->library->rules, id) != NULL)
		return ERR_OK;
	for (size_t n = 0; n < w->library->rules.organ_count; n++)
		(void)arg_words_add(&known, w->library->rules.organs[n].id);
	return refuse_none_of(err, "organ", NOUN_ORGAN, id, &known);
}

static enum err_code
check_phone(const char *phone, struct err *err)
{
	size_t digits = 0;

	for (const char *s = phone; *s; s++)
		digits += *s >= '0' && *s <= '9';
	if (digits >= 3)
		return ERR_OK;
	return refuse(err, REFUSE_FIELD, "phone",
		WITH(arg_field("phone"),
			ARG_BOTH("is no telephone number", "不是电话号码")));
}

/* ---- add ---- */

static enum err_code
check_by_hand(const json_t *act, struct err *err)
{
	if (*doc_str(act, "partner") && *doc_str(act, "name"))
		return ERR_OK;
	return refuse(err, REFUSE_PARTNER_HAND, "card", WITH_NONE);
}

/* The id that the act and the card agree on; NULL and err if they do not. */
static const char *
added_id(const json_t *act, const json_t *card, struct err *err)
{
	const char *typed = doc_str(act, "partner");
	const char *id = card ? doc_str(card, "id") : typed;

	if (card == NULL || *typed == '\0' || strcmp(typed, id) == 0)
		return id;
	(void)refuse(err, REFUSE_CARD_OTHER, "partner",
		WITH(arg_id(id), arg_id(typed)));
	return NULL;
}

static enum err_code
partner_check_new(const struct world *w, const char *id, struct err *err)
{
	const struct partner *p = office_partner(w->office, id);

	if (strcmp(id, w->office->card.id) == 0)
		return refuse(
			err, REFUSE_CARD_OWN, "partner", WITH(arg_id(id)));
	if (p != NULL && p->state != PARTNER_PROPOSED)
		return refuse(err, REFUSE_PARTNER_THERE, "partner",
			WITH(partner_arg(p)));
	if (p == NULL && w->office->partner_count >= PARTNERS_MAX)
		return refuse(err, REFUSE_FIELD, "partner",
			WITH(arg_field("partner"),
				ARG_BOTH("is one too many", "数量过多")));
	return ERR_OK;
}

enum err_code
judge_partner_add(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	static const char *const names[] = { "name", "rank", "phone", "organ",
		"address", "exchange", NULL };
	const char *id = added_id(act, w->card, err);
	json_t *body;

	if (id == NULL ||
		(w->card == NULL && check_by_hand(act, err) != ERR_OK) ||
		check_phone(doc_str(act, "phone"), err) != ERR_OK ||
		check_organ(w, act, err) != ERR_OK)
		return err->code;
	if (w->card &&
		(check_card_key(w, w->card, id, err) != ERR_OK ||
			check_card_leaks(w, w->card, err) != ERR_OK))
		return err->code;
	if (partner_check_new(w, id, err) != ERR_OK)
		return err->code;
	body = body_copied(act, names);
	doc_put_str(body, "partner", id);
	doc_put_bool(body, "new", true);
	if (w->card)
		put_card(body, w->card, doc_str(act, "phone"));
	judged_add(out, "partner.proposed", body);
	return ERR_OK;
}

/* ---- change ---- */

/* A later card, of the same station; the first one of a unit that had none says
 * the same id, by which its letters are known. */
static enum err_code
check_later(const struct world *w, const struct partner *p, struct err *err)
{
	if (strcmp(doc_str(w->card, "id"), p->id) != 0)
		return refuse(err, REFUSE_CARD_OTHER, "card",
			WITH(arg_id(doc_str(w->card, "id")), arg_id(p->id)));
	if (doc_int(w->card, "made") < p->made)
		return refuse(err, REFUSE_CARD_OLD, "card",
			WITH(partner_arg(p), arg_time(p->made, w->office->zone),
				arg_time(doc_int(w->card, "made"),
					w->office->zone)));
	return ERR_OK;
}

/* Its spare key signed the card: nobody has to be rung. The card that is in
 * force, read once more, does not vouch for its key anew: since then the key
 * may have been stolen. */
static bool
is_vouched(const struct partner *p, const json_t *card)
{
	return p->state == PARTNER_ACTIVE && *p->spare &&
		doc_int(card, "made") > p->made &&
		strcmp(doc_str(card, "by"), p->spare) == 0;
}

static enum err_code
check_change(const struct world *w, const struct partner *p, const json_t *act,
	struct err *err)
{
	bool again = doc_bool(act, "again");

	if (p->state == PARTNER_PROPOSED)
		return refuse(err, REFUSE_PARTNER_STATE, "partner",
			WITH(partner_arg(p),
				arg_both(&partner_state_row(p->state)->title)));
	if (again != (p->state == PARTNER_STOPPED))
		return refuse(err,
			again ? REFUSE_PARTNER_STATE : REFUSE_PARTNER_STOPPED,
			"partner",
			WITH(partner_arg(p),
				again ? arg_both(&partner_state_row(p->state)
							  ->title)
				      : office_arg(w->office, p->stopped_by)));
	if (*doc_str(act, "phone") &&
		check_phone(doc_str(act, "phone"), err) != ERR_OK)
		return err->code;
	if (check_organ(w, act, err) != ERR_OK)
		return err->code;
	if (w->card == NULL)
		return ERR_OK;
	if (check_later(w, p, err) != ERR_OK ||
		check_card_key(w, w->card, p->id, err) != ERR_OK)
		return err->code;
	return check_card_leaks(w, w->card, err);
}

/*
 * What the spare key has signed holds at once, but for the name: whoever has the
 * paper is that unit, and may not be read as another. It is proposed.
 */
static void
add_vouched(struct judged *out, const struct partner *p, json_t *body)
{
	static const char *const names[] = { "partner", "name", "letter",
		NULL };
	bool renamed = strcmp(doc_str(body, "name"), p->name) != 0;
	json_t *proposal = renamed ? body_copied(body, names) : NULL;

	(void)json_object_del(body, "name");
	doc_put_str(body, "vouched", p->spare);
	judged_add(out, "partner.changed", body);
	if (renamed)
		judged_add(out, "partner.proposed", proposal);
}

enum err_code
judge_partner_change(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const char *const names[] = { "partner", "name", "rank", "phone",
		"organ", "address", "exchange", "again", NULL };
	const struct partner *p =
		office_partner(w->office, doc_str(act, "partner"));
	bool vouched;
	json_t *body;

	if (p == NULL)
		return partner_none(err, w->office, doc_str(act, "partner"));
	if (check_change(w, p, act, err) != ERR_OK)
		return err->code;
	body = body_copied(act, names);
	if (json_object_size(body) < 2 && w->card == NULL) {
		json_decref(body);
		return refuse(
			err, REFUSE_PARTNER_SAME, "", WITH(partner_arg(p)));
	}
	vouched = w->card && json_object_size(body) == 1 &&
		is_vouched(p, w->card);
	if (w->card)
		put_card(body, w->card,
			*doc_str(act, "phone") ? doc_str(act, "phone")
					       : p->phone);
	if (vouched)
		add_vouched(out, p, body);
	else
		judged_add(out, "partner.proposed", body);
	return ERR_OK;
}

/* ---- a card by letter ---- */

/*
 * Its letter proves the key that it names. The same keys with other sealing
 * keys hold at once, as does what the spare key has signed; a name is the
 * registrar's, and a spare key that nobody vouched for another person's.
 */
void
partner_card_came(struct judged *out, const struct world *w,
	const struct partner *p, const json_t *card, const char *letter)
{
	bool same = strcmp(p->key, doc_str(card, "key")) == 0;
	bool vouched = is_vouched(p, card);
	bool holds = vouched ||
		(same && strcmp(p->spare, doc_str(card, "spare")) == 0);
	json_t *body;

	if (doc_int(card, "made") <= p->made ||
		check_card_key(w, card, p->id, NULL) != ERR_OK ||
		check_card_leaks(w, card, NULL) != ERR_OK)
		return;
	body = json_object();
	doc_put_str(body, "partner", p->id);
	doc_put_str(body, "letter", letter);
	put_card(body, card, p->phone);
	if (vouched) {
		add_vouched(out, p, body);
		return;
	}
	for (size_t n = 0; holds && n < sizeof(keeps) / sizeof(keeps[0]); n++)
		(void)json_object_del(body, keeps[n]);
	judged_add(out, holds ? "partner.changed" : "partner.proposed", body);
}

/* ---- stop ---- */

enum err_code
judge_partner_stop(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	static const char *const names[] = { "partner", "reason", NULL };
	const struct partner *p =
		office_partner(w->office, doc_str(act, "partner"));
	json_t *body;

	if (p == NULL)
		return partner_none(err, w->office, doc_str(act, "partner"));
	if (p->state != PARTNER_ACTIVE)
		return refuse(err, REFUSE_PARTNER_STATE, "partner",
			WITH(partner_arg(p),
				arg_both(&partner_state_row(p->state)->title)));
	body = body_copied(act, names);
	doc_put_str(body, "state", partner_state_row(PARTNER_STOPPED)->word);
	judged_add(out, "partner.stopped", body);
	return ERR_OK;
}

/* ---- confirm ---- */

/* The registered number was dialled, and the fingerprint heard. A number that
 * is to change is not the one to ask whether it may. */
static enum err_code
check_call(const struct partner *p, const json_t *act, struct err *err)
{
	const json_t *next = p->next.what;
	const char *number = p->state == PARTNER_PROPOSED
		? doc_str(next, "phone")
		: p->phone;
	int group;

	if (!partner_asks_call(&p->next))
		return ERR_OK;
	if (*doc_str(act, "phone") == '\0')
		return refuse(err, REFUSE_PARTNER_CALL, "phone",
			WITH(partner_arg(p), arg_phone(number)));
	if (!partner_is_number(doc_str(act, "phone"), number))
		return refuse(err, REFUSE_PARTNER_NUMBER, "phone",
			WITH(arg_phone(doc_str(act, "phone")), partner_arg(p),
				arg_phone(number)));
	if (*doc_str(act, "who") == '\0')
		return refuse(err, REFUSE_FIELD, "who",
			WITH(arg_field("who"),
				ARG_BOTH("is missing: who answered, by name",
					"须写明接听人姓名")));
	if (*doc_str(next, "key") == '\0')
		return ERR_OK;
	group = partner_print_differs(
		doc_str(act, "groups"), doc_str(next, "print"));
	if (group == 0)
		return ERR_OK;
	return refuse(err, REFUSE_PARTNER_GROUPS, "groups",
		WITH(partner_arg(p), arg_count(group)));
}

/* Since it was proposed another may have come with the same key. */
static enum err_code
check_partner_then(
	const struct world *w, const struct partner *p, struct err *err)
{
	return *doc_str(p->next.what, "key")
		? check_card_key(w, p->next.what, p->id, err)
		: ERR_OK;
}

static void
put_confirmed(struct judged *out, const struct world *w,
	const struct partner *p, const json_t *act)
{
	json_t *body = json_copy(p->next.what);

	(void)json_object_del(body, "new");
	second_put(body, &p->next);
	doc_put_str(body, "state", partner_state_row(PARTNER_ACTIVE)->word);
	if (partner_asks_call(&p->next)) {
		doc_put_str(body, "called", doc_str(act, "phone"));
		doc_put_str(body, "who", doc_str(act, "who"));
	}
	if (!office_asks_second(w->office, p->next.by, "") &&
		!w->office->single)
		doc_put_bool(body, "alone", true);
	judged_add(out,
		p->state == PARTNER_PROPOSED ? "partner.added"
					     : "partner.changed",
		body);
}

enum err_code
judge_partner_confirm(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const char *id = doc_str(act, "partner");
	const struct partner *p = office_partner(w->office, id);
	json_t *body;

	if (p == NULL)
		return partner_none(err, w->office, id);
	if (!p->next.waits)
		return refuse(err, REFUSE_NOT_FOUND, "partner",
			WITH(arg_noun(NOUN_PROPOSAL), arg_text(id)));
	if (office_check_second(w, &p->next, partner_arg(p), act, err) !=
		ERR_OK)
		return err->code;
	if (doc_bool(act, "decline")) {
		body = json_object();
		doc_put_str(body, "partner", id);
		second_put(body, &p->next);
		judged_add(out, "partner.declined", body);
		return ERR_OK;
	}
	if (office_check_proposer(w, &p->next, ACT_PARTNER_CHANGE, id, err) !=
			ERR_OK ||
		check_partner_then(w, p, err) != ERR_OK ||
		check_call(p, act, err) != ERR_OK)
		return err->code;
	put_confirmed(out, w, p, act);
	return ERR_OK;
}

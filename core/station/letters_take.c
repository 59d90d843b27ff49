/*
 * Taking a letter: what is known of its sender goes before the judge of
 * letter/judge.h, and what moves its volume becomes an entry. A body in which
 * the leak gate finds something is not in the ledger (letters_held.h); a halt is
 * obeyed and masked there.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/partner/partner.h"
#include "letter/body.h"
#include "letter/desk.h"
#include "lint/leak_doc.h"
#include "station/letters_back.h"
#include "station/letters_card.h"
#include "station/letters_desk.h"
#include "station/letters_follow.h"
#include "station/letters_held.h"
#include "station/library_cache.h"

static const char *const outcome_words[LETTER_OUTCOMES] = {
	[LETTER_TAKEN] = "taken",
	[LETTER_PASSED] = "passed",
	[LETTER_KNOWN] = "known",
	[LETTER_WAITS] = "waits",
	[LETTER_HALTS] = "halts",
	[LETTER_FORKED] = "forked",
	[LETTER_REFUSED] = "refused",
};

struct letter_taking {
	struct station *st;
	const struct act_context *f;
	const struct library *library;
	struct letter letter;
	size_t bytes;
	struct letter_sender sender;
	struct sshkey key;
	bool fresh; /* the letter brings its key, vouched for by the spare */
	struct seal_key own[OWN_KEYS];
	size_t own_count;
	struct desk_view view;
};

static enum err_code
letter_leaks(void *ctx, const json_t *body, struct err *err)
{
	const struct library *library = ctx;
	json_t *said = body_said(body);
	enum err_code rc;

	rc = leak_check_doc(said, "letter", library->rules.lint, err);
	json_decref(said);
	return rc;
}

/* NULL: no such partner, or one that is known by a telephone only. */
static const struct letter_sender *
taking_sender(struct letter_taking *t)
{
	const struct partner *p =
		office_partner(&t->st->office, t->letter.from);
	const struct partner_rule *rule;

	if (p == NULL || partner_is_by_hand(p) ||
		sshkey_read(&t->key, p->key) != SSHKEY_FINE)
		return NULL;
	rule = rules_partner(&t->library->rules, p->rank, t->f->world.now);
	t->sender = (struct letter_sender){ .id = p->id,
		.unit = p->name,
		.state = p->state,
		.rank = p->rank,
		.may = rule ? rule->may : 0,
		.key = &t->key };
	return &t->sender;
}

/*
 * A letter that is signed with another key than the register has, and whose
 * card says of that key what the spare key has signed: it is judged by the key
 * that it brings, and its volume may follow either side.
 */
static void
taking_find_key(struct letter_taking *t, struct letter_volume *volume)
{
	const struct letter *l = &t->letter;
	const struct partner *p = office_partner(&t->st->office, l->from);
	struct card card;

	if (p == NULL || p->state != PARTNER_ACTIVE || *p->spare == '\0' ||
		l->drill || letter_is_signed(l, &t->key) ||
		!letters_card_in(&card, l, t->st->office.card.id, t->own,
			t->own_count) ||
		strcmp(card.id, p->id) != 0 || strcmp(card.by, p->spare) != 0 ||
		card.made <= p->made || !letter_is_signed(l, &card.key))
		return;
	t->key = card.key;
	t->fresh = true;
	volume->anew = true;
	volume->ended = false;
}

/* One that is obeyed, in its place or before it. */
static bool
letter_is_halt(const struct letter_verdict *v)
{
	return v->kind == LETTER_HALT &&
		(v->outcome == LETTER_TAKEN || v->outcome == LETTER_HALTS);
}

/* May it be taken beside what was taken of its sender lately? */
static enum err_code
taking_admits(const struct letter_taking *t, const struct letter_verdict *v,
	struct err *err)
{
	const struct desk_letter one = { .from = t->letter.from,
		.at = t->f->world.now,
		.bytes = (int64_t)t->bytes,
		.halt = letter_is_halt(v) };

	return desk_admits(t->st->letters->desk, &one, err);
}

static json_t *
taking_body(const struct letter_taking *t, const struct letter_verdict *v,
	const struct err *why)
{
	const struct letter *l = &t->letter;
	json_t *body = json_object();

	doc_put_str(body, "partner", l->from);
	doc_put_str(body, "letter", l->hash);
	doc_put_int(body, "vol", l->vol);
	doc_put_int(body, "seq", l->seq);
	doc_put_bool(body, "drill", l->drill);
	doc_put_int(body, "bytes", (int64_t)t->bytes);
	doc_put_str(body, "outcome", outcome_words[v->outcome]);
	doc_put_str(body, "head", l->head_text);
	doc_put_str(body, "sig", l->sig);
	if (v->outcome == LETTER_TAKEN || v->outcome == LETTER_HALTS)
		doc_put_str(body, "text", v->text);
	else
		doc_put_str(body, "rule", why->id);
	if (letter_is_halt(v))
		doc_put_bool(body, "halt", true);
	if (v->lost)
		doc_put_bool(body, "lost", true);
	if (v->leaks && doc_get(body, "text") != NULL)
		doc_put_bool(body, "masked", true);
	return body;
}

/* A halt is obeyed, and what leaks in it is in no ledger. */
static void
taking_mask(const struct letter_taking *t, struct letter_verdict *v)
{
	json_t *said = body_said(v->body), *masked;

	masked = leak_mask_doc(said, t->library->rules.lint);
	json_object_update(v->body, masked);
	free(v->text);
	v->text = doc_format(v->body);
	json_decref(masked);
	json_decref(said);
}

/* Its place among the letters of its sender, as a refusal. */
static enum err_code
taking_refuse(
	const struct letter_taking *t, enum refusal refusal, struct err *err)
{
	return refuse(err, refusal, "",
		WITH(arg_id(t->letter.from), arg_count(t->letter.vol),
			arg_count(t->letter.seq)));
}

/* A halt that waits was obeyed when it came first. */
static bool
taking_halted(const struct letter_taking *t, const struct letter_verdict *v)
{
	return v->outcome == LETTER_HALTS &&
		desk_halted(t->st->letters->desk, t->letter.hash);
}

static enum err_code
taking_settle(struct judged *out, const struct letter_taking *t,
	const struct letter_verdict *v, const struct err *why, struct err *err)
{
	struct letter_came came;
	enum err_code rc = ERR_OK;
	bool acts;

	if (v->outcome == LETTER_KNOWN)
		return taking_refuse(t, REFUSE_LETTER_KNOWN, err);
	if (v->outcome == LETTER_WAITS || taking_halted(t, v))
		return taking_refuse(t, REFUSE_LETTER_WAITS, err);
	if (!v->moves && v->outcome != LETTER_FORKED &&
		v->outcome != LETTER_HALTS) {
		*err = *why;
		return why->code;
	}
	came = (struct letter_came){ &t->letter, v,
		v->outcome == LETTER_HALTS };
	acts = v->outcome == LETTER_TAKEN || v->outcome == LETTER_HALTS;
	/* the key first, so that what follows is read as under that key */
	if (acts && t->fresh)
		rc = letters_follow(out, t->st, t->f, &came, err);
	if (rc == ERR_OK && v->outcome == LETTER_REFUSED &&
		v->step == STEP_LEAK && v->text != NULL)
		rc = letters_held_keep(t->st, t->letter.hash, v->text, err);
	if (rc == ERR_OK)
		judged_add(out, "letter.taken", taking_body(t, v, why));
	if (rc == ERR_OK && acts && !t->fresh)
		rc = letters_follow(out, t->st, t->f, &came, err);
	return rc;
}

static enum err_code
taking_judge(struct judged *out, struct letter_taking *t, struct err *err)
{
	const struct letter *l = &t->letter;
	const struct desk *desk = t->st->letters->desk;
	struct letter_bench b = { .own_id = t->st->office.card.id,
		.keys = t->own,
		.key_count = t->own_count,
		.drill = l->drill,
		.sender = taking_sender(t),
		.volume = desk_volume(desk, l->from, l->drill),
		.gate = letter_leaks,
		.gate_ctx = (void *)(uintptr_t)t->library };
	struct letter_verdict v;
	struct err why = { .code = ERR_OK };
	enum err_code rc;

	t->view = (struct desk_view){ desk, l->from, l->drill };
	b.memory = desk_memory(&t->view);
	if (b.sender != NULL)
		taking_find_key(t, &b.volume);
	(void)letter_judge(&v, l, &b, &why);
	if (v.leaks && v.kind == LETTER_HALT && v.body != NULL)
		taking_mask(t, &v);
	/* also a halt that waits: each is an entry */
	rc = v.moves || (v.outcome == LETTER_HALTS && !taking_halted(t, &v))
		? taking_admits(t, &v, err)
		: ERR_OK;
	if (rc == ERR_OK)
		rc = taking_settle(out, t, &v, &why, err);
	letter_verdict_release(&v);
	return rc;
}

enum err_code
effect_letter_take(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	const char *text = doc_str(act, "letter_text");
	struct letter_taking t = { .st = st, .f = f, .bytes = strlen(text) };
	enum err_code rc;

	if (st->office.card.id[0] == '\0')
		return refuse(err, REFUSE_CARD_UNDRAWN, "", WITH_NONE);
	rc = letter_parse(&t.letter, text, t.bytes, err);
	if (rc != ERR_OK)
		return rc;
	if (strcmp(t.letter.from, st->office.card.id) == 0) {
		rc = letters_back(out, st, &t.letter, act, err);
		letter_release(&t.letter);
		return rc;
	}
	/* where nobody can look what a rank may send, no letter is refused for
	 * it: it would be known from then on, and never be read */
	rc = library_cache_get(
		&t.library, st->library_cache, st->office.library, err);
	if (rc == ERR_OK)
		rc = letters_read(st, err);
	if (rc == ERR_OK)
		rc = letters_keys(t.own, &t.own_count, st, t.letter.drill, err);
	if (rc == ERR_OK)
		rc = taking_judge(out, &t, err);
	for (size_t n = 0; n < OWN_KEYS; n++)
		seal_key_release(&t.own[n]);
	letter_release(&t.letter);
	return rc;
}

/*
 * The kinds of letters that the station acts on by itself.
 */
#include "station/letters_follow.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/subject.h"
#include "domain/concurrence/concurrence.h"
#include "domain/joint/joint_share.h"
#include "domain/message/message.h"
#include "domain/partner/partner_came.h"
#include "station/incident_cache.h"
#include "station/letters.h"
#include "station/letters_card.h"
#include "station/letters_signal.h"
#include "station/partner_card.h"

/* ---- an answer to a request for agreement ---- */

/* The message that we had asked about, if its text is still that text. */
static const struct message *
follow_asked(struct judged *out, struct station *st, const json_t *asked,
	const struct letter_came *c)
{
	const json_t *said = c->verdict->body;
	const char *organ = doc_str(asked, "organ");
	const struct message *m;
	struct incident *i = NULL;
	char id[INCIDENT_ID];

	if (strcmp(doc_str(asked, "partner"), c->letter->from) != 0 ||
		doc_bool(asked, "drill") != c->letter->drill ||
		!subject_incident(id, asked) ||
		incident_cache_get(&i, st->incident_cache, id, NULL) != ERR_OK)
		return NULL;
	m = incident_message(i, subject_message(asked));
	if (m == NULL || m->state > MESSAGE_REVIEW || i->closed ||
		strcmp(m->digest, doc_str(said, "digest")) != 0 ||
		concurrence_last(m, organ) == NULL)
		return NULL;
	FIXED_SET(out->incident, i->id);
	out->drill = i->drill;
	return m;
}

static json_t *
follow_concurred(const struct message *m, const json_t *asked,
	const struct letter_came *c)
{
	const json_t *said = c->verdict->body;
	enum concurrence state = doc_bool(said, "agreed") ? CONCURRENCE_AGREED
							  : CONCURRENCE_REFUSED;
	json_t *body = body_of(m);
	char number[9];

	fixed_cut(number, sizeof(number), c->letter->hash);
	doc_put_str(body, "organ", doc_str(asked, "organ"));
	doc_put_int(body, "revision", m->wording);
	doc_put_str(body, "digest", m->digest);
	doc_put_str(body, "answer", concurrence_row(state)->word);
	doc_put_str(body, "who", doc_str(said, "by"));
	doc_put_str(body, "how", "letter");
	doc_put_str(body, "number", number);
	doc_put_str(body, "letter", c->letter->hash);
	doc_put_str(body, "reason", doc_str(said, "reason"));
	doc_put_str(body, "partner", c->letter->from);
	return body;
}

/*
 * The partner's signature says it better than an officer could, so nobody has
 * to write it down. An answer to another text than the one that stands now is
 * taken as a letter and no more.
 */
static enum err_code
follow_concur_answer(struct judged *out, struct station *st,
	const struct act_context *f, const struct letter_came *c,
	struct err *err)
{
	const char *re = doc_str(c->verdict->body, "re");
	const struct message *m;
	const json_t *asked;
	json_t *e = NULL;

	(void)f;
	(void)err;
	if (letters_find(&e, st, re, NULL) != ERR_OK)
		return ERR_OK;
	asked = doc_get(e, "body");
	m = strcmp(doc_str(e, "kind"), "letter.sent") == 0
		? follow_asked(out, st, asked, c)
		: NULL;
	if (m != NULL)
		judged_add(
			out, "concur.answered", follow_concurred(m, asked, c));
	json_decref(e);
	return ERR_OK;
}

/* ---- a new card ---- */

static enum err_code
follow_card(struct judged *out, struct station *st, const struct act_context *f,
	const struct letter_came *c, struct err *err)
{
	const struct partner *p = office_partner(&st->office, c->letter->from);
	struct card card;
	json_t *told;

	(void)err;
	if (p == NULL || !letters_card_of(&card, c->verdict->body) ||
		strcmp(card.id, p->id) != 0 ||
		!letter_is_signed(c->letter, &card.key) ||
		card_admit(&card, st->office.card.id, st->office.demo, NULL) !=
			ERR_OK)
		return ERR_OK;
	told = partner_card_told(&card);
	partner_card_came(out, &f->world, p, told, c->letter->hash);
	json_decref(told);
	return ERR_OK;
}

/* ---- what units of a joint incident say ---- */

/* In our incident of it, under the rules that it was opened with. */
static enum err_code
follow_shared(struct judged *out, struct station *st,
	const struct act_context *f, const struct letter_came *c,
	struct err *err)
{
	struct joint_word x = { .kind = c->verdict->kind,
		.partner = c->letter->from,
		.letter = c->letter->hash,
		.at = c->letter->time,
		.drill = c->letter->drill,
		.says = c->verdict->body };
	const struct joint *j =
		joint_meant(&st->joints, x.partner, doc_str(x.says, "joint"));
	struct incident *i = NULL;
	struct world w = f->world;

	(void)err;
	if (j == NULL || j->incident[0] == '\0' ||
		incident_cache_get(&i, st->incident_cache, j->incident, NULL) !=
			ERR_OK)
		return ERR_OK;
	w.incident = i;
	w.message = NULL;
	w.claim = NULL;
	judge_joint_heard(out, &w, &x);
	return ERR_OK;
}

/* ---- all of them ---- */

typedef enum err_code letter_follow_fn(struct judged *out, struct station *st,
	const struct act_context *f, const struct letter_came *c,
	struct err *err);

static letter_follow_fn *const follow_kinds[LETTER_KINDS] = {
	[LETTER_CONCUR_ANSWER] = follow_concur_answer,
	[LETTER_CALL] = letters_signal,
	[LETTER_FIRE] = letters_signal,
	[LETTER_HALT] = letters_signal,
	[LETTER_CARD] = follow_card,
	[LETTER_LINES] = follow_shared,
	[LETTER_BULLETIN] = follow_shared,
	[LETTER_CLAIM] = follow_shared,
};

enum err_code
letters_follow(struct judged *out, struct station *st,
	const struct act_context *f, const struct letter_came *c,
	struct err *err)
{
	letter_follow_fn *follow = follow_kinds[c->verdict->kind];

	return follow ? follow(out, st, f, c, err) : ERR_OK;
}

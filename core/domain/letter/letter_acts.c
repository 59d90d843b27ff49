/*
 * Judging letters that an officer asks for. What is written stands here; the
 * station seals it (core/station/letters.c).
 */
#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/concurrence/concurrence.h"
#include "domain/judge.h"
#include "domain/message/message.h"
#include "domain/office/office.h"
#include "domain/partner/partner.h"

/* The partner that is this unit of organs.yaml and has a station. */
static const struct partner *
letter_organ_partner(const struct office *o, const char *organ)
{
	for (size_t n = 0; n < o->partner_count; n++) {
		const struct partner *p = &o->partners[n];

		if (strcmp(p->organ, organ) == 0 && !partner_is_by_hand(p) &&
			p->state == PARTNER_ACTIVE)
			return p;
	}
	return NULL;
}

/* The request as the other unit reads it (core/letter/body.def). */
static json_t *
letter_ask_body(const struct world *w, const char *organ)
{
	const struct message *m = w->message;
	const json_t *asked = concurrence_last(m, organ);
	json_t *body = json_object();

	doc_put_str(body, "kind", letter_kind_row(LETTER_CONCUR_ASK)->word);
	doc_put_str(body, "message", m->id);
	doc_put_str(body, "title", m->title);
	doc_put_str(body, "text", m->text);
	doc_put_str(body, "digest", m->digest);
	doc_put_str(body, "organ", organ);
	if (doc_int(asked, "deadline") > 0)
		doc_put_int(body, "deadline", doc_int(asked, "deadline"));
	doc_put_str(body, "by", w->officer->name);
	doc_put_str(body, "phone", w->officer->phone);
	return body;
}

enum err_code
judge_letter_ask(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const char *organ = doc_str(act, "organ");
	const struct partner *p = letter_organ_partner(w->office, organ);
	json_t *body;

	if (w->office->card.id[0] == '\0')
		return refuse(err, REFUSE_CARD_UNDRAWN, "", WITH_NONE);
	if (p == NULL)
		return refuse(err, REFUSE_LETTER_NO_PARTNER, "organ",
			WITH(arg_word(organ)));
	if (!concurrence_is_open(w->message, organ, w->now))
		return refuse(err, REFUSE_LETTER_UNASKED, "organ",
			WITH(arg_id(w->message->id), arg_word(organ)));
	body = body_of(w->message);
	doc_put_str(body, "partner", p->id);
	doc_put_str(body, "organ", organ);
	doc_put(body, "says", letter_ask_body(w, organ));
	judged_add(out, "letter.sent", body);
	return ERR_OK;
}

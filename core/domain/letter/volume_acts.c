/*
 * That the next volume of our letters begins after a rebuild: letters of ours
 * that this ledger lacks must have been looked for, and where no exchange can be
 * asked two officers say that they were.
 */
#include "domain/judge.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/office/office_fold.h"
#include "domain/office/office_second.h"

enum err_code
judge_letter_begin(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	static const char *const names[] = { "reason", NULL };
	bool asks = office_asks_second(w->office, w->officer->id, "");
	json_t *body;

	if (w->office->card.lost == 0)
		return refuse(err, REFUSE_LETTER_WHOLE, "", WITH_NONE);
	body = body_copied(act, names);
	if (!asks && !w->office->single)
		doc_put_bool(body, "alone", true);
	judged_add(out, asks ? "letter.beginning" : "letter.begun", body);
	return ERR_OK;
}

enum err_code
judge_letter_agree(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	static const struct second_refusals no = { REFUSE_OWN_PROPOSAL, "",
		REFUSE_PROPOSAL_CHANGED, "digest" };
	static const struct both volume =
		BOTH("the next volume of letters", "下一函卷");
	static const char *const names[] = { "reason", "actual", "drill",
		NULL };
	const struct second *s = &w->office->card.volume;
	const char *seen = doc_str(act, "digest");
	bool decline = doc_bool(act, "decline");
	bool any = decline || !office_asks_second(w->office, s->by, "");
	char digest[HASH_HEX];
	enum err_code rc;
	json_t *body;

	if (!s->waits)
		return refuse(err, REFUSE_NOT_FOUND, "",
			WITH(arg_noun(NOUN_PROPOSAL), arg_text("letter")));
	second_digest(digest, s);
	rc = second_confirm(s, &no, arg_named("", &volume),
		any ? arg_officer("", "", "") : officer_arg(w->officer),
		*seen == '\0' || strcmp(seen, digest) == 0, err);
	if (rc != ERR_OK)
		return rc;
	body = body_copied(s->what, names);
	second_put(body, s);
	judged_add(out, decline ? "letter.declined" : "letter.begun", body);
	return ERR_OK;
}

void
office_fold_volume_proposed(struct office *o, const struct entry *e)
{
	second_drop(&o->card.volume);
	second_propose(&o->card.volume, e);
}

void
office_fold_volume_begun(struct office *o, const struct entry *e)
{
	(void)e;
	second_drop(&o->card.volume);
	o->card.lost = 0;
}

void
office_fold_volume_declined(struct office *o, const struct entry *e)
{
	(void)e;
	second_drop(&o->card.volume);
}

/* What was proposed was said before this one was found. */
void
office_fold_letter_returned(struct office *o, const struct entry *e)
{
	(void)e;
	second_drop(&o->card.volume);
}

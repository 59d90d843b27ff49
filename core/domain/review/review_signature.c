/*
 * The guard "signature": what the tier of a message asks of who passes a gate,
 * approves, arms and fires.
 */
#include "domain/guards.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "domain/office/signature.h"

static enum signs
signs_of(const struct world *w)
{
	const struct tier *tier;

	if (w->library == NULL)
		return SIGNS_LOGIN;
	tier = rules_tier_named(&w->library->rules, w->message->tier);
	return tier == NULL ? SIGNS_LOGIN : tier->signs;
}

/* A return asks for no signature: it puts nothing out. */
static bool
signature_is_return(enum act act, const json_t *doc)
{
	return act == ACT_REVIEW &&
		strcmp(doc_str(doc, "verdict"), "pass") != 0;
}

/* What was signed before it was submitted, or before an arming was taken back,
 * was for the time before. */
static enum err_code
check_after(const struct message *m, const json_t *doc, struct err *err)
{
	int64_t time = 0;

	if (statement_time(&time, doc_str(doc, "signed")) &&
		time > m->submitted.time && time > m->disarmed)
		return ERR_OK;
	return refuse(err, REFUSE_SIGNED_STALE, "signed", WITH_NONE);
}

enum err_code
guard_signature(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	const struct message *m = w->message;
	enum signs need = signs_of(w);
	struct statement said = { .act = act_row(act)->name,
		.message = m->id,
		.digest = doc_str(doc, "digest"),
		.gate = doc_str(doc, "gate"),
		.at = doc_int(doc, "at") };

	if (signature_is_return(act, doc))
		return ERR_OK;
	if (doc_get(doc, "signature") == NULL) {
		if (need == SIGNS_LOGIN)
			return ERR_OK;
		return officer_can_sign(w->officer)
			? refuse(err, REFUSE_SIGNED_MISSING, "signature",
				  WITH(officer_arg(w->officer)))
			: refuse(err, REFUSE_SIGNED_NO_KEY, "signature",
				  WITH(officer_arg(w->officer)));
	}
	if (signature_check(w, doc, &said, NULL, need, err) != ERR_OK)
		return err->code;
	return check_after(m, doc, err);
}

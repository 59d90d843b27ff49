/*
 * Questions about claims.
 */
#include "station/questions.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/incident/incident_none.h"
#include "station/incident_cache.h"
#include "store/projection.h"

/* By default claims that are neither answered nor settled come first. */
enum err_code
ask_claims(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const char *sort = doc_str(doc, "sort");

	(void)out;
	return ask_window(f, st, PROJ_CLAIM, doc,
		"incident mode verdict priority owner", *sort ? sort : "rank",
		strcmp(sort, "seen") == 0, err);
}

/* The earlier claim that this one is like, and what answered it. */
static void
claim_put_known(json_t *doc, struct station *st)
{
	const char *like = doc_str(doc, "like");
	json_t *known = NULL;

	if (*like &&
		projection_load(&known, st->ledger, PROJ_CLAIM, like, NULL) ==
			ERR_OK)
		doc_put(doc, "known", known);
}

enum err_code
ask_claim(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	if (f->world.claim == NULL)
		return incident_no_claim(
			err, f->incident, doc_str(doc, "claim"));
	*out = claim_doc(f->incident, f->world.claim);
	claim_put_known(*out, st);
	return ERR_OK;
}

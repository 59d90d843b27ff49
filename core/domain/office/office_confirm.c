/*
 * May this officer confirm it, and may it still be confirmed: as refusals.
 */
#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/office/office_second.h"

enum err_code
office_check_confirms(const struct world *w, const struct second *s,
	role_set wanted, const char *about, struct err *err)
{
	role_set able;

	if (strcmp(w->officer->id, about) == 0)
		return refuse(err, REFUSE_OWN_ROLES, "officer",
			WITH(office_arg(w->office, about)));
	if (office_may_confirm(w->office, w->officer, wanted, s->by, about))
		return ERR_OK;
	able = office_confirm_roles(w->office, wanted, s->by, about);
	return refuse(err, REFUSE_ROLE, "",
		WITH(officer_arg(w->officer), arg_roles(able),
			office_arg_able(w->office, able, w->officer->id)));
}

enum err_code
office_check_second(const struct world *w, const struct second *s,
	struct arg subject, const json_t *act, struct err *err)
{
	static const struct second_refusals no = { REFUSE_OWN_PROPOSAL, "",
		REFUSE_PROPOSAL_CHANGED, "digest" };
	bool back =
		doc_bool(act, "decline") && strcmp(w->officer->id, s->by) == 0;
	bool asks = office_asks_second(w->office, s->by, "");
	char digest[HASH_HEX];
	enum err_code rc;

	second_digest(digest, s);
	rc = second_confirm(s, &no, subject,
		asks && !back ? officer_arg(w->officer)
			      : arg_officer("", "", ""),
		strcmp(digest, doc_str(act, "digest")) == 0, err);
	if (rc != ERR_OK || back || !asks)
		return rc;
	return office_check_confirms(w, s, 0, "", err);
}

enum err_code
office_check_proposer(const struct world *w, const struct second *s,
	enum act act, const char *about, struct err *err)
{
	const struct officer *by = office_officer(w->office, s->by);

	if (by != NULL && by->active && (by->roles & act_row(act)->roles) != 0)
		return ERR_OK;
	return refuse(err, REFUSE_NO_LONGER, "",
		WITH(arg_id(about), office_arg(w->office, s->by),
			arg_act(act)));
}

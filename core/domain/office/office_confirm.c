/*
 * May this officer confirm it, and may it still be confirmed: as refusals.
 */
#include <string.h>

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

/*
 * Who may by their roles. A file of its own, since it names who could instead:
 * the office is asked, whose own judges need what judge.c shares.
 */
#include "crier/refusal.h"
#include "domain/judge.h"
enum err_code
judge_roles(const struct office *o, const struct officer *f, role_set roles,
	struct err *err)
{
	if (f == NULL || roles == 0 || (f->roles & roles))
		return ERR_OK;
	return refuse(err, REFUSE_ROLE, "",
		WITH(officer_arg(f), arg_roles(roles),
			office_arg_able(o, roles, f->id)));
}

/*
 * What guards ask of an order: they need none of its acts.
 */
#include "domain/joint/joint_acts.h"

#include "crier/refusal.h"
#include "domain/joint/joint_signal.h"
#include "domain/office/office.h"

struct arg
joint_partner_arg(const struct office *o, const char *id)
{
	const struct partner *p = office_partner(o, id);
	const char *name = p ? p->name : *id ? id : o->unit;

	return arg_named(id, &(const struct both)BOTH(name, name));
}

enum err_code
joint_check_halt(const struct world *w, const struct joint_order *o,
	const char *where, struct err *err)
{
	const struct joint_halt *h = joint_order_halt(w->joints, o);

	return h == NULL
		? ERR_OK
		: refuse(err, REFUSE_JOINT_HALTED, where,
			  WITH(arg_digest(o->name),
				  joint_partner_arg(w->office, h->from),
				  arg_time(h->at, w->office->zone)));
}

/*
 * Officers and accounts as refusals speak of them: by the names that people
 * know, and whom to ask with their telephone numbers.
 */
#include <string.h>

#include "domain/office/office.h"

struct arg
office_arg(const struct office *o, const char *id)
{
	const struct officer *f = office_officer(o, id);

	return f ? officer_arg(f) : arg_officer(id, "", "");
}

struct arg
office_arg_account(const struct office *o, const char *id)
{
	const struct account *a = office_account(o, id);

	return a ? account_arg(a) : arg_account(id, "");
}

struct arg
office_arg_able(const struct office *o, role_set roles, const char *except)
{
	struct arg list = arg_officers();

	for (size_t n = 0; n < o->officer_count; n++) {
		const struct officer *f = &o->officers[n];

		if ((f->roles & roles) != 0 && officer_on_duty(f) &&
			strcmp(f->id, except) != 0 &&
			!arg_officers_add(&list, f->id, f->name, f->phone))
			break; /* enough to ask somebody */
	}
	return list;
}

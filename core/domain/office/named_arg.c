/*
 * One officer, one account as a refusal names it. Whoever has it at hand asks
 * here; office_arg.c looks for it first.
 */
#include "domain/office/office.h"

struct arg
officer_arg(const struct officer *f)
{
	return arg_officer(f->id, f->name, f->phone);
}

struct arg
account_arg(const struct account *a)
{
	return arg_account(a->id, a->name);
}

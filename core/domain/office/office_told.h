/*
 * What officers are told of their own office: whose roles were changed and by
 * whom, which library came into force, and where the office holds itself to
 * less than Crier would.
 */
#ifndef CRIER_DOMAIN_OFFICE_OFFICE_TOLD_H
#define CRIER_DOMAIN_OFFICE_OFFICE_TOLD_H

#include "domain/world.h"

/*
 * For the world's officer: a list of {what, …}, empty where there is nothing.
 *
 * roles    {officer, name, time, by, confirmed_by?, gained, lost, alone?}: a
 *          change of the last week, told to the officer and to those who
 *          confirm such changes
 * library  {time, by, confirmed_by?, count, less, alone?}: the same of the
 *          library
 * both     {officer, name, roles}: one person has roles that go not together
 * loose    {roles}: the rules in force keep the administrator from fewer
 *          roles than Crier's own do
 * contractors {officers: [contact]}: who works here for another unit
 * credential {account, name, ends}: it ends within 14 days, or has ended
 * unbound  {officer, name}: known by the user's name alone
 *
 * The station adds what it could not write by itself (station/letters_trouble.h):
 *
 * letter   {partner, name, order, time, fault}: the partner ("" an entry of
 *          ours) has not been told since how its order stands, and why
 */
json_t *office_told(const struct world *w);

#endif

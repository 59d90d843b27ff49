/*
 * What is out of order in the register of accounts, by the rows of
 * rules/register.yaml. A fault is told only of what somebody has entered; what
 * nobody has is unknown, and a row may ask for it (`unknown`).
 */
#ifndef CRIER_DOMAIN_REGISTER_REGISTER_H
#define CRIER_DOMAIN_REGISTER_REGISTER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/library/rules.h"
#include "domain/office/office.h"

/* What is asked about: the office, by which rules, at which time. */
struct register_view {
	const struct office *office;
	const struct rules *rules; /* NULL: nothing is out of order */
	int64_t now;
	/* Is this incident's announcement out? NULL: nobody can tell. */
	bool (*announced)(void *arg, const char *incident);
	void *arg;
};

/*
 * Of one account, also one that is not in the office yet: an array of
 * {rule, check, at, account, name, owner, title{}, what{}, todo{}, citation,
 * reason?}; `reason` where it is so in spite of the rule. New reference.
 */
json_t *register_faults(const struct register_view *v, const struct account *a);

/* Of all, worst first, the same rule together. New reference. */
json_t *register_list(const struct register_view *v);

/*
 * Does this message, as message_doc has it, tell the public of a change or a
 * closing? It was released, is somewhere, and was not withdrawn.
 */
bool register_is_told_by(const json_t *message);

/*
 * May the account become so by this act? What it breaks that it did not break
 * before is refused, or wants the act's reason, which the body then carries
 * with the rules that it was given for. `was`: NULL for a new one.
 */
enum err_code register_allows(json_t *body, const struct register_view *v,
	const struct account *was, const struct account *would,
	const json_t *act, struct err *err);

#endif

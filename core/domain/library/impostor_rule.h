/*
 * Rows of rules/register.yaml on impostors: what is to be done about a case,
 * and within how many hours. What is waited for is code (domain/impostor);
 * which letters there are and how long each may take is the row's.
 */
#ifndef CRIER_DOMAIN_LIBRARY_IMPOSTOR_RULE_H
#define CRIER_DOMAIN_LIBRARY_IMPOSTOR_RULE_H

#include "domain/library/register_rule.h"

enum impostor_await {
	IMPOSTOR_AWAIT_LETTER, /* that it is sent, since the case was opened */
	IMPOSTOR_AWAIT_ANSWER, /* to the letter, since it was sent */
	IMPOSTOR_AWAIT_CLOSE, /* the end, since the case was opened */
	IMPOSTOR_AWAITS
};

struct impostor_rule {
	struct register_scope scope;
	enum impostor_await await;
	const char *form; /* the letter, a row of forms.yaml; "" of the end */
	int hours;
	struct both title, todo;
	const char *citation;
};

const char *impostor_await_word(int i); /* "answer" */

/* Is this row of the province in force and of this day? */
bool impostor_rule_holds(
	const struct rules *r, const struct impostor_rule *rule, int64_t now);

#endif

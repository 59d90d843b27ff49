/*
 * Rows of rules/register.yaml on what the public writes: what is to be done
 * with it, and within what time. What is waited for is code (domain/comment);
 * how long it may take is the row's.
 */
#ifndef CRIER_DOMAIN_LIBRARY_COMMENT_RULE_H
#define CRIER_DOMAIN_LIBRARY_COMMENT_RULE_H

#include "crier/comment.h"
#include "domain/library/register_rule.h"

enum comment_await {
	COMMENT_AWAIT_TRIAGE, /* somebody says what it is */
	COMMENT_AWAIT_HANDOVER, /* a call for help, a report of damage */
	COMMENT_AWAIT_CLAIM, /* a rumor */
	COMMENT_AWAIT_CLOSE, /* its end, with what came of it */
	COMMENT_AWAITS
};

struct comment_rule {
	struct register_scope scope;
	enum comment_await await;
	enum comment_sort sort; /* COMMENT_SORTS: of all */
	int minutes, working_days; /* one of them is 0 */
	struct both title, todo;
	const char *citation;
};

/* Days that are worked or not against the week's own order, "2026-10-01". */
struct workdays {
	const char *const *off, *const *on;
	size_t off_count, on_count;
};

const char *comment_await_word(int i); /* "triage" */

/* Is this row of the province in force and of this day? */
bool comment_rule_holds(
	const struct rules *r, const struct comment_rule *rule, int64_t now);

#endif

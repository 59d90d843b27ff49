/*
 * The leak rules as rows of the table: the one scanner of leak.h, each row
 * taking what is its own.
 */
#include "lint/lint_check.h"

#include "lint/leak.h"

static void
take(struct lint_scan *s, enum leak_rule rule)
{
	const struct lint_text *t = NULL;
	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++) {
		struct leaks found;
		leak_scan_folded(&found, &t->f, s->c->rules, true);
		for (size_t k = 0; k < found.count; k++)
			if (found.rows[k].rule == rule)
				scan_add_original(s, i, found.rows[k].start,
					found.rows[k].end);
		leaks_release(&found);
	}
}

void
check_secrecy(struct lint_scan *s)
{
	take(s, LEAK_SECRECY);
}

void
check_resident(struct lint_scan *s)
{
	take(s, LEAK_RESIDENT);
}

void
check_mobile(struct lint_scan *s)
{
	take(s, LEAK_MOBILE);
}

void
check_card(struct lint_scan *s)
{
	take(s, LEAK_CARD);
}

void
check_minor(struct lint_scan *s)
{
	take(s, LEAK_MINOR);
}

void
check_resident_sum(struct lint_scan *s)
{
	take(s, LEAK_RESIDENT_SUM);
}

void
check_resident_old(struct lint_scan *s)
{
	take(s, LEAK_RESIDENT_OLD);
}

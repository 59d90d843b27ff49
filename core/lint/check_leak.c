/*
 * Leak rules as rows of lint.yaml. The scanner of leak.h has already run; each
 * check reports what was found for its rule.
 */
#include "lint/lint_check.h"

static void
scan_add_leaks(struct lint_scan *s, enum leak_rule rule)
{
	const struct lint_text *t = NULL;

	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++)
		for (size_t k = 0; k < t->leaks.count; k++)
			if (t->leaks.rows[k].rule == rule)
				scan_add_original(s, i, t->leaks.rows[k].start,
					t->leaks.rows[k].end);
}

void
check_secrecy(struct lint_scan *s)
{
	scan_add_leaks(s, LEAK_SECRECY);
}

void
check_resident(struct lint_scan *s)
{
	scan_add_leaks(s, LEAK_RESIDENT);
}

void
check_mobile(struct lint_scan *s)
{
	scan_add_leaks(s, LEAK_MOBILE);
}

void
check_card(struct lint_scan *s)
{
	scan_add_leaks(s, LEAK_CARD);
}

void
check_minor(struct lint_scan *s)
{
	scan_add_leaks(s, LEAK_MINOR);
}

void
check_resident_sum(struct lint_scan *s)
{
	scan_add_leaks(s, LEAK_RESIDENT_SUM);
}

void
check_resident_old(struct lint_scan *s)
{
	scan_add_leaks(s, LEAK_RESIDENT_OLD);
}

/*
 * The functions that rows of lint.yaml name under `check:`. A check is one
 * function in a file of its own and a row in lint_check.c. It reads what the
 * scan gives it, calls scan_add, and finds nothing where what it needs is not
 * known. It takes time linear in the texts.
 */
#ifndef CRIER_LINT_LINT_CHECK_H
#define CRIER_LINT_LINT_CHECK_H

#include "lint/lint_scan.h"

/* NULL if there is none of that name. */
lint_check *lint_check_named(const char *name);

/* All names, for a fault: "figures, hosts, …", cut where it must be. */
void lint_check_names(char *out, size_t size);

lint_check check_secrecy, check_resident, check_mobile, check_card;
lint_check check_numbers, check_rough_numbers, check_verified, check_falls,
	check_turns, check_baseline, check_found, check_injured, check_level,
	check_times, check_promise, check_promise_far, check_unknown,
	check_duplicate, check_promised, check_lines, check_variants;

#endif
